import {
  approvalsOf,
  type ChangeRequest,
  needsApproval,
  type Policy,
  policyFor,
  type State,
} from '../../changes/index.ts';
import { listed } from '../../slack/text.ts';
import { TEXT_OF } from '../text/kinds.ts';
import * as text from '../text/status.ts';
import { durationText, staysText } from '../text/terms.ts';
import { outcomeEnding } from './outcome-card.ts';
import { isInBatches } from './progress-card.ts';

/** Whether the card shows the outcome of a creation or an edit rather than a decision. */
export function isOutcome(request: ChangeRequest): boolean {
  return !needsApproval(request) || isInBatches(request) || (request.kind !== 'delete' && request.state === 'applied');
}

/** The status of an open request, in one or two sentences. */
export function statusText(request: ChangeRequest, policy: Policy): string {
  const { kind, state, facts } = request;
  const { graceMs } = policyFor(kind, policy);
  const { running, notDone, notCertain } = TEXT_OF[kind];
  const by = approvers(request);
  switch (state) {
    case 'received':
    case 'waiting':
      return facts.text ?? text.WAITING;
    case 'approved':
      if (facts.text !== undefined) return `${facts.text} ${text.TRIES_AGAIN}`;
      return graceMs > 0 ? text.approvedWithGraceText(by, durationText(graceMs)) : text.approvedText(by);
    case 'applying':
      return `${text.approvedText(by)} ${running}`;
    case 'uncertain':
      return `${notCertain} ${text.KEEPS_LOOKING}`;
    default:
      return `${text.approvedText(by)} ${notDone} ${staysText(request)}`;
  }
}

function approvers(request: ChangeRequest): string {
  const names = approvalsOf(request).map(({ name }) => name ?? text.AN_APPROVER);
  return names.length === 0 ? text.AN_APPROVER : listed(names);
}

/** How a request ended, and by whom. */
export function endingText(request: ChangeRequest): string {
  if (isOutcome(request)) return outcomeEnding(request);
  const { restored } = request.facts;
  const since = restored && text.restoredByShort(restored.by?.name ?? text.ITS_REQUESTER, restored.id);
  return [...endedParts(request), ...(since === undefined ? [] : [since])].join(' · ');
}

/** The same in parts, without later events such as a restore. */
export function endedParts(request: ChangeRequest): string[] {
  return ENDED[request.state]?.(request) ?? [request.state];
}

const { ENDINGS } = text;

const ENDED: Readonly<Partial<Record<State, (request: ChangeRequest) => string[]>>> = {
  applied: (request) =>
    request.why === 'already-gone'
      ? [ENDINGS.alreadyGone]
      : [ENDINGS.approvedBy(approvers(request)), ENDINGS.checkedGone],
  refused: () => [ENDINGS.refused],
  rejected: (request) => [rejectedText(request), stays(request)],
  withdrawn: (request) => [
    request.why === 'card-refused' ? ENDINGS.cardRefused : by(request, ENDINGS.withdrawn, ENDINGS.withdrawnBy),
    stays(request),
  ],
  stopped: (request) => [by(request, ENDINGS.stopped, ENDINGS.stoppedBy), stays(request)],
  expired: (request) => [request.attempt ? ENDINGS.nobodyRetried : ENDINGS.nobodyDecided, stays(request)],
  outdated: (request) => [OUTDATED[request.why ?? ''] ?? ENDINGS.outdated, stays(request)],
  closed_unknown: (request) => [by(request, ENDINGS.closed, ENDINGS.closedBy), TEXT_OF[request.kind].closedUnknown],
  given_up: ({ facts }) => [facts.text ?? ENDINGS.notSeen],
};

const OUTDATED: Readonly<Record<string, string>> = {
  'group-changed': ENDINGS.groupChanged,
  'requester-changed': ENDINGS.requesterChanged,
  elsewhere: ENDINGS.elsewhere,
  'too-late': ENDINGS.tooLate,
};

function by({ facts }: ChangeRequest, unnamed: string, named: (who: string) => string): string {
  return facts.by ? named(facts.by.name) : unnamed;
}

function rejectedText(request: ChangeRequest): string {
  const { note, by: who } = request.facts;
  if (!note) return by(request, ENDINGS.rejected, ENDINGS.rejectedBy);
  return who ? ENDINGS.rejectedByBecause(who.name, note) : ENDINGS.rejectedBecause(note);
}

function stays({ kind, halfDone }: ChangeRequest): string {
  return halfDone ? text.HALF_DELETED_SHORT : TEXT_OF[kind].keptShort;
}
