/** Somebody who did something: their Slack account, the DocSpace person behind it, and their name. */
export interface Actor {
  slackId: string;
  personId: string;
  name: string;
}

/** Somebody in a group, by id and name. */
export interface Member {
  id: string;
  name: string;
}

/** A group as somebody saw it. */
export interface GroupSeen {
  id: string;
  name: string;
  manager?: Member | undefined;
  members: Member[];
}

/** Where a request stands. */
export type RequestState =
  | 'pending'
  | 'approved'
  | 'deleting'
  | 'deleted'
  | 'failed'
  | 'rejected'
  | 'withdrawn'
  | 'stopped'
  | 'expired'
  | 'void';

/** States in which a request still holds its group: no second one can be opened. */
export const OPEN_STATES = ['pending', 'approved', 'deleting', 'failed'] as const satisfies readonly RequestState[];

/** Why an approved request was not carried out. */
export type VoidWhy = 'changed' | 'gone' | 'no-approver';

/** A step in a request's life; `seq` is the version it led to. */
export interface RequestEvent {
  seq: number;
  at: number;
  kind:
    | 'asked'
    | 'approved'
    | 'rejected'
    | 'withdrawn'
    | 'stopped'
    | 'expired'
    | 'executing'
    | 'deleted'
    | 'failed'
    | 'void'
    | 'retried';
  actor?: Actor | undefined;
  note?: string | undefined;
}

/** A deletion somebody asked for; times are milliseconds since the epoch. */
export interface DeletionRequest {
  /** Short enough to read out, random enough not to be guessed. */
  id: string;
  /** The group as it was shown when the deletion was asked for. */
  group: GroupSeen;
  /** Tells whether the group is still as it was shown. */
  seal: string;
  requester: Actor;
  reason: string;
  channel: string;
  /** The card's message, once it is posted. */
  cardTs?: string | undefined;
  neededApprovals: number;
  approvals: (Actor & { at: number })[];
  state: RequestState;
  /** Counts the steps; every decision is made against the version it was made on. */
  version: number;
  createdAt: number;
  updatedAt: number;
  expiresAt: number;
  /** When an approved deletion is carried out. */
  executeAt?: number | undefined;
  decidedBy?: Actor | undefined;
  decidedAt?: number | undefined;
  /** The group as it was right before it was deleted. */
  snapshot?: GroupSeen | undefined;
  failure?: { code: string; reference: string } | undefined;
  voidWhy?: VoidWhy | undefined;
  leaseUntil?: number | undefined;
  /** The version Slack's card shows, and the last step told in the thread. */
  drawnVersion: number;
  announcedSeq: number;
  events: RequestEvent[];
}
