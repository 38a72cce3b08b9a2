export const KINDS = ['delete', 'create', 'edit', 'join', 'leave', 'restore'] as const;
export type Kind = (typeof KINDS)[number];

/** Whether a kind creates a group: a new one or a restored one. */
export function isCreation(kind: Kind): boolean {
  return kind === 'create' || kind === 'restore';
}

/** Whether a kind edits a group, including the requester's own membership. */
export function isEdit(kind: Kind): boolean {
  return kind === 'edit' || kind === 'join' || kind === 'leave';
}

export const STATES = [
  'received',
  'waiting',
  'approved',
  'applying',
  'uncertain',
  'failed',
  'applied',
  'refused',
  'rejected',
  'withdrawn',
  'stopped',
  'expired',
  'outdated',
  'closed_unknown',
  'given_up',
] as const;
export type State = (typeof STATES)[number];

/** States that are not final. A group has at most one deletion request in them. */
export const OPEN_STATES = ['received', 'waiting', 'approved', 'applying', 'uncertain', 'failed'] as const;
export type OpenState = (typeof OPEN_STATES)[number];

export const EVENTS = [
  'accept',
  'admit',
  'refuse',
  'count',
  'approve',
  'reject',
  'withdraw',
  'stop',
  'expire',
  'outdate',
  'lose_approval',
  'start',
  'progress',
  'cancel',
  'resume',
  'done',
  'not_done',
  'fail',
  'give_up',
  'lose_sight',
  'look',
  'retry',
  'close',
] as const;
export type Event = (typeof EVENTS)[number];

/**
 * The state machine of a request: from, event, to. The SQL of a transition, the buttons of a card, the diagram in
 * docs/approvals.md and the model test come from this table.
 */
export const TRANSITIONS = [
  // Stored before Slack is acknowledged; person, rights and group are looked up after that.
  ['received', 'accept', 'waiting'],
  // Needs no approval.
  ['received', 'admit', 'approved'],
  ['received', 'refuse', 'refused'],
  ['received', 'withdraw', 'withdrawn'],
  ['received', 'expire', 'expired'],
  // One more approval counts, and more are needed.
  ['waiting', 'count', 'waiting'],
  ['waiting', 'approve', 'approved'],
  ['waiting', 'reject', 'rejected'],
  ['waiting', 'withdraw', 'withdrawn'],
  ['waiting', 'expire', 'expired'],
  ['waiting', 'outdate', 'outdated'],
  // Rights, policy and the group are checked in `approved`; the attempt starts when all checks pass.
  ['approved', 'start', 'applying'],
  ['approved', 'done', 'applied'],
  ['approved', 'lose_approval', 'waiting'],
  ['approved', 'outdate', 'outdated'],
  ['approved', 'stop', 'stopped'],
  ['approved', 'withdraw', 'stopped'],
  ['approved', 'not_done', 'approved'],
  ['approved', 'fail', 'failed'],
  ['approved', 'expire', 'expired'],
  // Changes in batches: one batch is done and more follow, or the rest is canceled.
  ['applying', 'progress', 'applying'],
  ['applying', 'cancel', 'applying'],
  ['applying', 'done', 'applied'],
  ['applying', 'not_done', 'approved'],
  ['applying', 'fail', 'failed'],
  // It needed no approval, or can never be sent again: a new request is needed.
  ['applying', 'give_up', 'given_up'],
  ['applying', 'lose_sight', 'uncertain'],
  // Left only when the outcome is found, or an admin closes it.
  ['uncertain', 'look', 'uncertain'],
  ['uncertain', 'cancel', 'uncertain'],
  // A new attempt sends the batches that are missing.
  ['uncertain', 'resume', 'applying'],
  ['uncertain', 'done', 'applied'],
  ['uncertain', 'not_done', 'approved'],
  ['uncertain', 'give_up', 'given_up'],
  ['uncertain', 'close', 'closed_unknown'],
  ['failed', 'retry', 'approved'],
  ['failed', 'reject', 'rejected'],
  ['failed', 'withdraw', 'withdrawn'],
  ['failed', 'expire', 'expired'],
] as const satisfies readonly (readonly [State, Event, State])[];

/** A deletion always needs approval, is never given up, and is a single write without batches. */
const NOT_FOR_DELETIONS: readonly Event[] = ['admit', 'give_up', 'progress', 'cancel', 'resume'];

export function happensTo(kind: Kind, event: Event): boolean {
  return kind !== 'delete' || !NOT_FOR_DELETIONS.includes(event);
}

/** The state an event leads to; undefined if it is not allowed. */
export function nextState(kind: Kind, from: State, event: Event): State | undefined {
  if (!happensTo(kind, event)) return undefined;
  return TRANSITIONS.find(([state, via]) => state === from && via === event)?.[2];
}

export function statesBefore(event: Event): State[] {
  return TRANSITIONS.flatMap(([state, via]) => (via === event ? [state] : []));
}

export function isOpen(state: State): state is OpenState {
  return OPEN_STATES.some((open) => open === state);
}
