import {
  approvalsOf,
  type ChangeRequest,
  needsApproval,
  type Policy,
  policyFor,
  type State,
} from '../../changes/index.ts';
import { listed } from '../../slack/text.ts';
import { WORDS_OF } from '../text/kind-words.ts';
import { durationText, staysText } from '../text/terms.ts';
import { outcomeEnding } from './outcome-card.ts';
import { isInBatches } from './progress-card.ts';

/** Whether a card tells what became of a creation or an edit, and nobody decides about it. */
export function isOutcome(request: ChangeRequest): boolean {
  return !needsApproval(request) || isInBatches(request) || (request.kind !== 'delete' && request.state === 'applied');
}

/** Where an open request stands, in one sentence or two. */
export function standingText(request: ChangeRequest, policy: Policy): string {
  const { kind, state, facts } = request;
  const { graceMs } = policyFor(kind, policy);
  const { doing, past } = WORDS_OF[kind];
  const by = approvers(request);
  switch (state) {
    case 'received':
    case 'waiting':
      return facts.text ?? 'Waiting for approval.';
    case 'approved':
      if (facts.text !== undefined) return `${facts.text} The app tries again by itself.`;
      return graceMs > 0
        ? `Approved by ${by}. It is deleted in ${durationText(graceMs)} unless it is stopped.`
        : `Approved by ${by}.`;
    case 'applying':
      return `Approved by ${by}. DocSpace is ${doing} now.`;
    case 'uncertain':
      return `It is not certain whether DocSpace has ${past}. The app keeps looking and says here what it finds.`;
    default:
      return `Approved by ${by}, but DocSpace has not ${past}. ${staysText(request)}`;
  }
}

function approvers(request: ChangeRequest): string {
  const names = approvalsOf(request).map(({ name }) => name ?? 'an approver');
  return names.length === 0 ? 'nobody' : listed(names);
}

/** How a request ended, and by whom. */
export function endingText(request: ChangeRequest): string {
  if (isOutcome(request)) return outcomeEnding(request);
  const restored = restoredText(request);
  return `${endedText(request)}${restored ? ` · ↩︎ restored ${restored}` : ''}`;
}

/** By whom the group of a deletion was restored, and by which request. */
export function restoredText({ facts: { restored } }: ChangeRequest): string | undefined {
  return restored && `by ${restored.by?.name ?? 'its requester'}, ${restored.id}`;
}

/** The same without what became of it since. */
export function endedText(request: ChangeRequest): string {
  const { state, facts } = request;
  const by = facts.by ? ` by ${facts.by.name}` : '';
  return ENDINGS[state]?.(request, by) ?? state;
}

const ENDINGS: Readonly<Partial<Record<State, (request: ChangeRequest, by: string) => string>>> = {
  applied: (request) =>
    request.why === 'already-gone'
      ? 'it was already gone from DocSpace'
      : `approved by ${approvers(request)} · checked: it is gone from DocSpace`,
  refused: () => 'not allowed',
  rejected: (request, by) => `rejected${by}${because(request)} · ${stays(request)}`,
  withdrawn: (request, by) =>
    `${request.why === 'card-refused' ? 'taken back: Slack did not take its card' : `withdrawn${by}`} · ${stays(request)}`,
  stopped: (request, by) => `stopped${by} · ${stays(request)}`,
  expired: (request) => `nobody ${request.attempt ? 'tried again' : 'decided'} in time · ${stays(request)}`,
  outdated: (request) => `${OUTDATED[request.why ?? ''] ?? 'outdated'} · ${stays(request)}`,
  closed_unknown: ({ kind }, by) => `closed${by} · it is not known whether DocSpace has ${WORDS_OF[kind].past}`,
  given_up: ({ facts }) => facts.text ?? 'it has not appeared in DocSpace',
};

const OUTDATED: Readonly<Record<string, string>> = {
  'group-changed': 'the group changed',
  'requester-changed': 'the requester can no longer ask for it',
  elsewhere: 'it belongs to another portal or workspace',
  'too-late': 'the date until which it was asked for is over',
};

function because({ facts }: ChangeRequest): string {
  return facts.note ? `: “${facts.note}”` : '';
}

function stays(request: ChangeRequest): string {
  const text = staysText(request);
  return `${text.charAt(0).toLowerCase()}${text.slice(1, -1)}`;
}
