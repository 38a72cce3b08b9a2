import { AccessDenied } from '../access/index.ts';
import type { ChangeRequest, NotRestorableWhy, Reason } from '../changes/index.ts';
import type { GroupSummary } from '../docspace/index.ts';

/** An approval thread needs a channel, and the app cannot post in this one. */
export class NoRoomForApproval extends Error {
  readonly code = 'no_room_for_approval';
  /** Slack's error code. */
  readonly slackCode: string;
  /** The reason as a sentence, if there is one. */
  readonly why: string | undefined;

  constructor(slackCode: string, why?: string) {
    super('the approval thread cannot be posted');
    this.name = 'NoRoomForApproval';
    this.slackCode = slackCode;
    this.why = why;
  }
}

/** APPROVERS has too few people who could approve this request. */
export class NobodyToApprove extends Error {
  readonly code = 'nobody_to_approve';

  constructor() {
    super('nobody is left to approve');
    this.name = 'NobodyToApprove';
  }
}

/** The group has changed since the form was opened. */
export class GroupChanged extends Error {
  readonly code = 'group_changed';
  readonly groupName: string;

  constructor(groupName: string) {
    super('the group has changed since the form was opened');
    this.name = 'GroupChanged';
    this.groupName = groupName;
  }
}

/** Other groups have the same or a confusable name, and the user has not confirmed it yet. */
export class NameTaken extends Error {
  readonly code = 'name_taken';
  readonly groupName: string;
  readonly groups: readonly GroupSummary[];

  constructor(groupName: string, groups: readonly GroupSummary[]) {
    super('other groups have this name');
    this.name = 'NameTaken';
    this.groupName = groupName;
    this.groups = groups;
  }
}

/** A field of an edit that has changed since its form was opened. */
export interface Conflict {
  field: 'name' | 'manager';
  /** The requested value; undefined: no manager. */
  yours: string | undefined;
  /** The current value; undefined: no manager. */
  theirs: string | undefined;
  /** Who saved it with this app; undefined if unknown. */
  by?: 'you' | { name: string } | undefined;
}

export class NotRestorable extends Error {
  readonly code = 'not_restorable';
  readonly deletion: ChangeRequest;
  readonly why: NotRestorableWhy | 'elsewhere';
  /** How long after its deletion a group can be restored here, in milliseconds. */
  readonly restoreForMs: number;

  constructor(deletion: ChangeRequest, why: NotRestorable['why'], restoreForMs: number) {
    super('the group cannot be restored');
    this.name = 'NotRestorable';
    this.deletion = deletion;
    this.why = why;
    this.restoreForMs = restoreForMs;
  }
}

/** A field of the edit has changed since its form was opened. */
export class EditConflict extends Error {
  readonly code = 'edit_conflict';
  readonly conflicts: readonly Conflict[];

  constructor(conflicts: readonly Conflict[]) {
    super('the group has changed since the form was opened');
    this.name = 'EditConflict';
    this.conflicts = conflicts;
  }
}

/** The request cannot be undone. */
export class NothingToUndo extends Error {
  readonly code = 'nothing_to_undo';
  readonly requestId: string;

  constructor(requestId: string) {
    super('the request cannot be undone');
    this.name = 'NothingToUndo';
    this.requestId = requestId;
  }
}

/** The requester of a join is already a member, or the requester of a leave is not one. */
export class NoChangeNeeded extends Error {
  readonly code = 'already_so';
  readonly kind: 'join' | 'leave';
  readonly groupName: string;

  constructor(kind: 'join' | 'leave', groupName: string) {
    super('the membership is already as requested');
    this.name = 'NoChangeNeeded';
    this.kind = kind;
    this.groupName = groupName;
  }
}

/** The account is linked to another DocSpace person than when the form was opened. */
export class RequesterChanged extends Error {
  readonly code = 'requester_changed';

  constructor() {
    super('the account is linked to another person than when the form was opened');
    this.name = 'RequesterChanged';
  }
}

/** The stored reason for an error that refuses a request. */
export function refusedBecause(error: unknown): Reason {
  if (error instanceof AccessDenied) return 'not-allowed';
  if (error instanceof NobodyToApprove) return 'nobody-to-approve';
  if (error instanceof NameTaken) return 'name-taken';
  if (error instanceof NoChangeNeeded) return 'already-so';
  if (error instanceof NotRestorable) return 'not-restorable';
  if (error instanceof RequesterChanged) return 'requester-changed';
  return error instanceof GroupChanged || error instanceof EditConflict ? 'group-changed' : 'not-read';
}

/** A group that is no longer in DocSpace, and what this app knows about its deletion. */
export class GroupGone extends Error {
  readonly code = 'group_gone';
  readonly group: { id: string; name?: string | undefined };
  /** The deletion with which this app deleted it. */
  readonly deletion: ChangeRequest | undefined;
  readonly isRestorable: boolean;
  /** When the app deleted it, or first noticed that it was deleted outside the app. */
  readonly noticedAt: number;

  constructor(
    group: { id: string; name?: string | undefined },
    known: { deletion: ChangeRequest; isRestorable: boolean } | { noticedAt: number },
  ) {
    super('the group is no longer in DocSpace');
    this.name = 'GroupGone';
    this.group = group;
    this.deletion = 'deletion' in known ? known.deletion : undefined;
    this.isRestorable = 'deletion' in known && known.isRestorable;
    this.noticedAt = 'deletion' in known ? known.deletion.updatedAt : known.noticedAt;
  }
}
