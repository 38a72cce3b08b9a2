import type { ChangeRequest, GroupDifference, LostReason, PolicyCheck, State } from '../../changes/index.ts';
import { plainSigns } from '../../groups/fold.ts';
import { nameOf } from '../../groups/format.ts';
import { counted, listed } from '../../slack/text.ts';
import { TEXT_OF } from './kinds.ts';
import { HALF_DELETED } from './status.ts';

/** People named in one sentence or row: a whole department may have joined in the meantime. */
export const MOST_NAMED = 10;

/** A request's group in quotes. */
export function quoted({ group, wanted }: Pick<ChangeRequest, 'group' | 'wanted'>): string {
  return `“${nameOf(wanted ?? group)}”`;
}

/** A difference in sentences. */
export function differenceText({ renamed, manager, joined, left }: GroupDifference): string {
  const names = (people: readonly { name: string }[]) =>
    listed(
      people.map((person) => person.name),
      MOST_NAMED,
    );
  return [
    ...(renamed ? [`It was renamed from “${renamed.from}” to “${renamed.to}”.`] : []),
    ...(manager ? [managerChangedText(manager.from?.name, manager.to?.name)] : []),
    ...(joined.length > 0 ? [`Joined: ${names(joined)}.`] : []),
    ...(left.length > 0 ? [`Left: ${names(left)}.`] : []),
  ].join(' ');
}

export function managerChangedText(from: string | undefined, to: string | undefined): string {
  if (to === undefined) return `${from} is no longer its manager, and it has none now.`;
  return from === undefined ? `${to} is its manager now; it had none.` : `Its manager was ${from} and is ${to} now.`;
}

const LOST: Readonly<Record<LostReason, string>> = {
  'own-request': 'made this request',
  'no-role': 'is no longer the owner or a DocSpace admin',
  'not-in-pool': 'can no longer approve deletions here',
  'other-person': 'is linked to another DocSpace account now',
};

/** Which approvals no longer count and why, and what is missing now. */
export function lostText({ lost, missing }: Pick<PolicyCheck, 'lost' | 'missing'>): string {
  const reasons = lost.map(({ decision, why }) => `${decision.name ?? 'An approver'} ${LOST[why]}.`);
  return [...reasons, `${counted(missing, 'more approval')} needed.`].join(' ');
}

/** The state of the group if a request is not applied: a deletion that failed halfway has removed members. */
export function staysText({ kind, halfDone }: Pick<ChangeRequest, 'kind' | 'halfDone'>): string {
  return halfDone ? HALF_DELETED : TEXT_OF[kind].kept;
}

/** A short duration: seconds up to two minutes, then minutes. */
export function durationText(ms: number): string {
  return ms <= 120_000 ? counted(Math.round(ms / 1000), 'second') : counted(Math.round(ms / 60_000), 'minute');
}

/** A long duration: whole days or hours; below an hour, minutes or seconds. */
export function spanText(ms: number): string {
  const hours = Math.round(ms / 3_600_000);
  if (hours === 0) return durationText(ms);
  return hours % 24 === 0 ? counted(hours / 24, 'day') : counted(hours, 'hour');
}

/** A request's id, as cards and histories show it. */
const REQUEST_ID = /^R-[2-9A-HJKMNP-Z]{6}$/;

/** The request id, if that is all that was typed. */
export function typedRequestId(typed: string): string | undefined {
  const id = plainSigns(typed).toUpperCase();
  return REQUEST_ID.test(id) ? id : undefined;
}

const STATE_TEXT: Readonly<Partial<Record<State, string>>> = {
  received: 'being looked up',
  waiting: 'waiting for approval',
  uncertain: 'not certain yet',
  closed_unknown: 'closed without knowing its outcome',
  refused: 'not made',
  given_up: 'failed',
};

/** The state of a request, in lowercase, for a list. */
export function stateText({ kind, state }: Pick<ChangeRequest, 'kind' | 'state'>): string {
  const { applying, applied } = TEXT_OF[kind];
  if (state === 'applying') return applying;
  return state === 'applied' ? applied : (STATE_TEXT[state] ?? state);
}
