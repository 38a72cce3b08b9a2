import type { VisibleRooms } from './rooms.ts';
import { THE_REQUESTER } from './text.ts';
import type { Kind, State } from './transitions.ts';
import type { DoneEdit, GroupSnapshot, WantedEdit, WantedGroup } from './wanted.ts';

/** A user who did something: their Slack account, the DocSpace person behind it, and their name. */
export interface Actor {
  account: string;
  personId: string;
  name: string;
}

export const DECISIONS = ['approve', 'reject', 'withdraw', 'stop', 'cancel', 'retry', 'close', 'remind'] as const;
export type DecisionKind = (typeof DECISIONS)[number];

/** Why a click does not count, judged from the row alone. */
export const REFUSALS = [
  'unknown-message',
  'own-request',
  'not-requester',
  'not-an-approver',
  'approved-already',
  'refused-before',
  'too-early',
  'reminded-already',
  'not-open',
] as const;
export type RefusalCode = (typeof REFUSALS)[number];

/** Why a request is in its state. */
export const REASONS = [
  // refused, withdrawn by the app
  'not-allowed',
  'already-so',
  'nobody-to-approve',
  'not-read',
  'card-refused',
  'name-taken',
  'not-restorable',
  // outdated
  'group-changed',
  'requester-changed',
  'elsewhere',
  'too-late',
  // waiting again
  'approvals-lost',
  // applied
  'already-gone',
  // approved once more, failed
  'not-done',
  'half-deleted',
  // given up
  'not-seen',
] as const;
export type Reason = (typeof REASONS)[number];

/** Further details for a card. */
export interface Facts {
  /** A sentence about what failed or changed. */
  text?: string | undefined;
  /** What an applied edit did; left out if nothing had to change. */
  done?: DoneEdit | undefined;
  /** Reference of a failure, also in the log. */
  reference?: string | undefined;
  /** Who decided last, for a closed card. */
  by?: Actor | undefined;
  /** The reason an approver gave for rejecting. */
  note?: string | undefined;
  /** The state read at the last check of an uncertain change, and when: two equal reads settle it. */
  look?: { state: string; at: number } | undefined;
  /** Approvals missing at the last count; left out before the first one. */
  missing?: number | undefined;
  /** Groups that may be the result of an uncertain creation. */
  groups?: readonly { id: string; name: string }[] | undefined;
  /** Slack accounts known to be able to approve it. */
  approvers?: readonly string[] | undefined;
  /** Number of postponed checks or attempts. */
  tries?: number | undefined;
  /** Of a deletion: the request that restored its group. */
  restored?: { id: string; by?: Actor | undefined } | undefined;
  /** Progress of a change in batches. */
  progress?: Progress | undefined;
  /** Of a change that ended before its last batch: how many people at the end of each list are still missing. */
  rest?: { add: number; remove: number } | undefined;
}

/** Progress of a change of many people; `from`: the progress at which a new attempt resumed it. */
export interface Progress {
  done: number;
  of: number;
  from?: number | undefined;
}

/** A decision and whether it counts. */
export interface Decision {
  id: string;
  account: string;
  what: DecisionKind;
  at: number;
  /** Undefined until the rights are looked up. */
  checked?: 'yes' | 'no' | undefined;
  /** Why it does not count: a code. */
  why?: string | undefined;
  /** The person the account was linked to when it was checked. */
  personId?: string | undefined;
  name?: string | undefined;
  note?: string | undefined;
}

/** The current or last attempt to apply a request. */
export interface Attempt {
  id: string;
  owner: string;
  leaseUntil: number;
  startedAt: number;
  sentAt?: number | undefined;
  /** The group's fingerprint right before the write. */
  before?: string | undefined;
  /** Read before the write: ids of groups with the name of a creation, or of the members an edit touches. */
  known?: readonly string[] | undefined;
  settled?: Settled | undefined;
}

/** How an attempt ended. */
export const SETTLED = ['done', 'not_done', 'half_done', 'not_sent', 'unknown'] as const;
export type Settled = (typeof SETTLED)[number];

/** A change request; times are milliseconds since the epoch by the database's clock. */
export interface ChangeRequest {
  /** Short enough to read out, random enough not to be guessed. */
  id: string;
  kind: Kind;
  portal: string;
  workspace: string;
  /** The group as shown at submission; once it is created or edited, as it is after that. */
  group: GroupSnapshot;
  /** The group that is to be created. */
  wanted?: WantedGroup | undefined;
  edit?: WantedEdit | undefined;
  /** Id of the request this one undoes. */
  reverses?: string | undefined;
  /** When the people it adds are removed again. */
  until?: number | undefined;
  /** Id of the request whose people this one removes on their date. It needs no approval: the first request covers it. */
  ends?: string | undefined;
  /**
   * Of a deletion: the rooms shared with its group, as far as known; no approval depends on them. Of a restore: those
   * that were shared with the deleted group.
   */
  rooms?: VisibleRooms | undefined;
  /** Detects that the group has changed since it was shown; undefined until it is read. */
  fingerprint?: string | undefined;
  /** Slack account of the requester. */
  account: string;
  /** The requester, once looked up. */
  requester?: Actor | undefined;
  reason: string;
  channel: string;
  /** Approvals needed at submission; 0 if the requester could make the change without one. */
  needed: number;
  state: State;
  /** Optimistic lock: a transition applies only to the version it was decided on. */
  version: number;
  createdAt: number;
  updatedAt: number;
  expiresAt: number;
  dueAt?: number | undefined;
  firstTryAt?: number | undefined;
  why?: Reason | undefined;
  facts: Facts;
  decisions: Decision[];
  attempt?: Attempt | undefined;
  /** An attempt was sent, so the group may have lost members. */
  everSent: boolean;
  /** An attempt removed members but not the group. */
  halfDone: boolean;
}

/** Whether it needs approval: a deletion always, other changes if their requester has no right to make them. */
export function needsApproval({ kind, needed }: Pick<ChangeRequest, 'kind' | 'needed'>): boolean {
  return kind === 'delete' || needed > 0;
}

/** Whether it is approved or scheduled before it is applied: such a request is retried automatically. */
export function isAgreed(request: Pick<ChangeRequest, 'kind' | 'needed' | 'ends'>): boolean {
  return needsApproval(request) || request.ends !== undefined;
}

/** A checked approval: the person who gave it is known. */
export type Approval = Decision & { personId: string };

/** All checked approvals, oldest first: one person can have given several from different accounts. */
export function allApprovalsOf({ decisions }: Pick<ChangeRequest, 'decisions'>): Approval[] {
  return decisions.flatMap(({ personId, ...decision }) =>
    decision.what === 'approve' && decision.checked === 'yes' && personId !== undefined
      ? [{ ...decision, personId }]
      : [],
  );
}

/** The checked approvals, one per person, oldest first. */
export function approvalsOf(request: Pick<ChangeRequest, 'decisions'>): Approval[] {
  const all = allApprovalsOf(request);
  return all.filter(({ personId }, at) => all.findIndex((each) => each.personId === personId) === at);
}

/** The checked Cancel of a change in batches. */
export function cancelOf({ decisions }: Pick<ChangeRequest, 'decisions'>): Decision | undefined {
  return decisions.find(({ what, checked }) => what === 'cancel' && checked === 'yes');
}

/** The requester's name, or a placeholder until it is known. */
export function requesterName({ requester }: Pick<ChangeRequest, 'requester'>): string {
  return requester?.name ?? THE_REQUESTER;
}
