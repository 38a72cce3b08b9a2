import type { ChangeRequest, NotRestorableWhy } from '../changes/index.ts';
import type { GroupSummary } from '../docspace/index.ts';

/** An approval thread needs a channel, and the app cannot post in this one. */
export class NoRoomForApproval extends Error {
  readonly code = 'no_room_for_approval';
  /** Slack's word for why. */
  readonly slackWord: string;

  constructor(slackWord: string) {
    super('the approval thread cannot be posted');
    this.name = 'NoRoomForApproval';
    this.slackWord = slackWord;
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
  /** What became different, as a sentence. */
  readonly text: string;

  constructor(text: string) {
    super('the group has changed since the form was opened');
    this.name = 'EditConflict';
    this.text = text;
  }
}
