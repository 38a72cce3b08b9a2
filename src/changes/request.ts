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

/** What people can decide about a request. */
export const DECISIONS = ['approve', 'reject', 'withdraw', 'stop', 'cancel', 'retry', 'close', 'remind'] as const;
export type DecisionKind = (typeof DECISIONS)[number];

/** Why a click does not count, by what the row alone knows. */
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

/** Why a request stands where it stands, beside its state. */
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

/** What a card says beside the reason. */
export interface Facts {
  /** A sentence about what failed or changed. */
  text?: string | undefined;
  /** What an applied edit did; left out where all was so already. */
  done?: DoneEdit | undefined;
  /** Reference of a failure, also in the log. */
  reference?: string | undefined;
  /** Who decided last, for the line of a closed card. */
  by?: Actor | undefined;
  /** The reason an approver gave for rejecting. */
  note?: string | undefined;
  /** What the last look at an uncertain deletion saw, and when: two equal looks settle it. */
  look?: { state: string; at: number } | undefined;
  /** Approvals that were missing when they were counted last; left out before the first one. */
  missing?: number | undefined;
  /** Groups that may be the one that was to be created. */
  groups?: readonly { id: string; name: string }[] | undefined;
  /** Slack accounts that are known to be able to approve it. */
  approvers?: readonly string[] | undefined;
  /** How many times a look or a try has been put off. */
  tries?: number | undefined;
  /** Of a deletion: the request that restored its group. */
  restored?: { id: string; by?: Actor | undefined } | undefined;
  /** How far a change in batches has come. */
  progress?: Progress | undefined;
  /** Of a change that ended before its last batch: how many of the last people of what was wanted are still to come. */
  rest?: { add: number; remove: number } | undefined;
}

/** How far a change about many people has come; `from`: how far it was when a new attempt went on with it. */
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
  /** Undefined until the rights were looked up. */
  checked?: 'yes' | 'no' | undefined;
  /** Why it does not count: a code. */
  why?: string | undefined;
  /** The person the account was linked to when it was checked. */
  personId?: string | undefined;
  name?: string | undefined;
  note?: string | undefined;
}

/** The attempt in hand, or the last one. */
export interface Attempt {
  id: string;
  owner: string;
  leaseUntil: number;
  startedAt: number;
  sentAt?: number | undefined;
  /** The group's fingerprint right before. */
  before?: string | undefined;
  /** Before it was sent: ids of the groups that had the name of a creation, or of the members whom an edit touches. */
  known?: readonly string[] | undefined;
  settled?: Settled | undefined;
}

/** How an attempt ended. */
export const SETTLED = ['done', 'not_done', 'half_done', 'not_sent', 'unknown'] as const;
export type Settled = (typeof SETTLED)[number];

/** A change that was asked for; times are milliseconds since the epoch by the database's clock. */
export interface ChangeRequest {
  /** Short enough to read out, random enough not to be guessed. */
  id: string;
  kind: Kind;
  portal: string;
  workspace: string;
  /** The group as it was shown when the change was asked for; as it became, once it is created. */
  group: GroupSnapshot;
  /** The group that is to be created. */
  wanted?: WantedGroup | undefined;
  /** What is to be changed about the group. */
  edit?: WantedEdit | undefined;
  /** Id of the request whose change this one takes back. */
  reverses?: string | undefined;
  /** When the people it adds leave again. */
  until?: number | undefined;
  /** Id of the request whose people this one takes out again, on their date. Nobody approves it: that was agreed on. */
  ends?: string | undefined;
  /**
   * Of a deletion: what is known of the rooms that open through its group, which no approval depends on. Of a restore: of
   * those that opened through the deleted one.
   */
  rooms?: VisibleRooms | undefined;
  /** Tells whether the group is still as it was shown; undefined until it was read. */
  fingerprint?: string | undefined;
  /** Slack account of the requester. */
  account: string;
  /** The requester, once they were looked up. */
  requester?: Actor | undefined;
  reason: string;
  channel: string;
  /** Approvals that were needed when it was asked; none where the requester could make the change alone. */
  needed: number;
  state: State;
  /** Counts the transitions; each is made from the version it was decided on. */
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
  /** Some attempt was sent: from then on the group may be less than it was. */
  everSent: boolean;
  /** An attempt took members out of the group and left it there. */
  halfDone: boolean;
}

/** Whether somebody has to approve it: a deletion always, other changes when their requester cannot make them alone. */
export function needsApproval({ kind, needed }: Pick<ChangeRequest, 'kind' | 'needed'>): boolean {
  return kind === 'delete' || needed > 0;
}

/** Whether it was approved, or agreed on, before it is carried out: then it is tried again by itself. */
export function isAgreed(request: Pick<ChangeRequest, 'kind' | 'needed' | 'ends'>): boolean {
  return needsApproval(request) || request.ends !== undefined;
}

/** An approval that was checked: it is known who gave it. */
export type Approval = Decision & { personId: string };

/** All approvals that were checked, oldest first: a person can have given several, by several accounts. */
export function allApprovalsOf({ decisions }: Pick<ChangeRequest, 'decisions'>): Approval[] {
  return decisions.flatMap(({ personId, ...decision }) =>
    decision.what === 'approve' && decision.checked === 'yes' && personId !== undefined
      ? [{ ...decision, personId }]
      : [],
  );
}

/** The approvals that were checked, one per person, oldest first. */
export function approvalsOf(request: Pick<ChangeRequest, 'decisions'>): Approval[] {
  const all = allApprovalsOf(request);
  return all.filter(({ personId }, at) => all.findIndex((each) => each.personId === personId) === at);
}

/** The checked Cancel of a change in batches: its rest is not wanted any more. */
export function cancelOf({ decisions }: Pick<ChangeRequest, 'decisions'>): Decision | undefined {
  return decisions.find(({ what, checked }) => what === 'cancel' && checked === 'yes');
}

/** The requester's name where it is known. */
export function requesterName({ requester }: Pick<ChangeRequest, 'requester'>): string {
  return requester?.name ?? THE_REQUESTER;
}
