import { AccessDenied } from '../access/index.ts';
import type { ChangeRequest, NotRestorableWhy, Reason } from '../changes/index.ts';
import type { GroupSummary } from '../docspace/index.ts';

/** An approval thread needs a channel, and the app cannot post in this one. */
export class NoRoomForApproval extends Error {
  readonly code = 'no_room_for_approval';
  /** Slack's word for why. */
  readonly slackCode: string;
  /** The same in a sentence, where there is one. */
  readonly why: string | undefined;

  constructor(slackCode: string, why?: string) {
    super('the approval thread cannot be posted');
    this.name = 'NoRoomForApproval';
    this.slackCode = slackCode;
    this.why = why;
  }
}

/** Too few of the people in APPROVERS are left who could approve this request. */
export class NobodyToApprove extends Error {
  readonly code = 'nobody_to_approve';

  constructor() {
    super('nobody is left to approve');
    this.name = 'NobodyToApprove';
  }
}

/** The group is not what the form showed any more. */
export class GroupChanged extends Error {
  readonly code = 'group_changed';
  readonly groupName: string;

  constructor(groupName: string) {
    super('the group has changed since the form was opened');
    this.name = 'GroupChanged';
    this.groupName = groupName;
  }
}

/** Other groups look as if they had the name a group is to be created with; their user has not been told yet. */
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

/** A field that an edit touches, and that is not as its form showed it any more. */
export interface Conflict {
  field: 'name' | 'manager';
  /** What the form asked for; undefined: no manager. */
  yours: string | undefined;
  /** What it is now; undefined: no manager. */
  theirs: string | undefined;
  /** Who saved that here; undefined where the app does not know. */
  by?: 'you' | { name: string } | undefined;
}

/** The group of this deletion cannot be restored. */
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

/** What an edit touches is not what its form showed any more. */
export class EditConflict extends Error {
  readonly code = 'edit_conflict';
  readonly conflicts: readonly Conflict[];

  constructor(conflicts: readonly Conflict[]) {
    super('the group has changed since the form was opened');
    this.name = 'EditConflict';
    this.conflicts = conflicts;
  }
}

/** The request did nothing that can be taken back. */
export class NothingToUndo extends Error {
  readonly code = 'nothing_to_undo';
  readonly requestId: string;

  constructor(requestId: string) {
    super('the request did nothing that can be taken back');
    this.name = 'NothingToUndo';
    this.requestId = requestId;
  }
}

/** Who asks to join is a member already, or who asks to leave is none. */
export class NoChangeNeeded extends Error {
  readonly code = 'already_so';
  readonly kind: 'join' | 'leave';
  readonly groupName: string;

  constructor(kind: 'join' | 'leave', groupName: string) {
    super('the requester is where they want to be');
    this.name = 'NoChangeNeeded';
    this.kind = kind;
    this.groupName = groupName;
  }
}

/** Who sent the form stands for another DocSpace person than who opened it. */
export class RequesterChanged extends Error {
  readonly code = 'requester_changed';

  constructor() {
    super('the account means another person than when the form was opened');
    this.name = 'RequesterChanged';
  }
}

/** Why a request that was stored is not made. */
export function refusedBecause(error: unknown): Reason {
  if (error instanceof AccessDenied) return 'not-allowed';
  if (error instanceof NobodyToApprove) return 'nobody-to-approve';
  if (error instanceof NameTaken) return 'name-taken';
  if (error instanceof NoChangeNeeded) return 'already-so';
  if (error instanceof NotRestorable) return 'not-restorable';
  if (error instanceof RequesterChanged) return 'requester-changed';
  return error instanceof GroupChanged || error instanceof EditConflict ? 'group-changed' : 'not-read';
}

/** A group that is no longer in DocSpace, and what this app knows of that. */
export class GroupGone extends Error {
  readonly code = 'group_gone';
  readonly group: { id: string; name?: string | undefined };
  /** The deletion with which this app deleted it. */
  readonly deletion: ChangeRequest | undefined;
  readonly isRestorable: boolean;
  /** When the app first noticed that it was deleted elsewhere. */
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
