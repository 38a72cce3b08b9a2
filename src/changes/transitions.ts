/** Kinds of change requests. */
export const KINDS = ['delete', 'create', 'edit', 'join', 'leave', 'restore'] as const;
export type Kind = (typeof KINDS)[number];

/** Whether a kind makes a group: a new one, or one that was deleted. */
export function isCreation(kind: Kind): boolean {
  return kind === 'create' || kind === 'restore';
}

/** Whether a kind changes a group: as a whole, or the requester's own place in it. */
export function isEdit(kind: Kind): boolean {
  return kind === 'edit' || kind === 'join' || kind === 'leave';
}

/** Where a request stands. */
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

/** States in which a deletion holds its group: no second one can be asked for. */
export const OPEN_STATES = ['received', 'waiting', 'approved', 'applying', 'uncertain', 'failed'] as const;
export type OpenState = (typeof OPEN_STATES)[number];

/** What happens to requests. */
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
 * The life of a request: from where, by what, to where. The SQL of a transition, the buttons of a card, the diagram in
 * docs/approvals.md and the model test come from this table.
 */
export const TRANSITIONS = [
  // Stored before Slack got its acknowledgement; person, rights and group are looked up after that.
  ['received', 'accept', 'waiting'],
  // Needs nobody's approval.
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
  // Rights, policy, reading and comparing belong to `approved`; the attempt begins when all agree.
  ['approved', 'start', 'applying'],
  ['approved', 'done', 'applied'],
  ['approved', 'lose_approval', 'waiting'],
  ['approved', 'outdate', 'outdated'],
  ['approved', 'stop', 'stopped'],
  ['approved', 'withdraw', 'stopped'],
  ['approved', 'not_done', 'approved'],
  ['approved', 'fail', 'failed'],
  ['approved', 'expire', 'expired'],
  // Changes about many people, in batches: one is done, more follow; and somebody does not want the rest any more.
  ['applying', 'progress', 'applying'],
  ['applying', 'cancel', 'applying'],
  ['applying', 'done', 'applied'],
  ['applying', 'not_done', 'approved'],
  ['applying', 'fail', 'failed'],
  // Nobody approved it, or it can never be sent again: a new request is needed.
  ['applying', 'give_up', 'given_up'],
  ['applying', 'lose_sight', 'uncertain'],
  // Left only by knowing, or by an admin who closes it.
  ['uncertain', 'look', 'uncertain'],
  ['uncertain', 'cancel', 'uncertain'],
  // What is missing of a change in batches is sent by a new attempt.
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

/** A deletion is never carried out without an approval, never given up, and one write: it has no batches. */
const NEVER_OF_DELETIONS: readonly Event[] = ['admit', 'give_up', 'progress', 'cancel', 'resume'];

/** Whether an event can happen to requests of a kind. */
export function happensTo(kind: Kind, event: Event): boolean {
  return kind !== 'delete' || !NEVER_OF_DELETIONS.includes(event);
}

/** The state an event leads to; undefined where it cannot happen. */
export function nextState(kind: Kind, from: State, event: Event): State | undefined {
  if (!happensTo(kind, event)) return undefined;
  return TRANSITIONS.find(([state, known]) => state === from && known === event)?.[2];
}

/** The states in which an event can happen. */
export function statesBefore(event: Event): State[] {
  return TRANSITIONS.flatMap(([state, known]) => (known === event ? [state] : []));
}

/** Whether a request can still change. */
export function isOpen(state: State): state is OpenState {
  return OPEN_STATES.some((open) => open === state);
}
