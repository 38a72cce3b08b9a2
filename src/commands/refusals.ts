/** No group matches what was typed. */
export class NoSuchGroup extends Error {
  readonly code = 'no_such_group';
  readonly typed: string;

  constructor(typed: string) {
    super('no group matches');
    this.name = 'NoSuchGroup';
    this.typed = typed;
  }
}

/** The group is kept elsewhere: by a directory (LDAP) or by DocSpace itself. */
export class GroupKeptElsewhere extends Error {
  readonly code = 'group_kept_elsewhere';
  readonly keeper: 'directory' | 'docspace';
  readonly groupName: string;

  constructor(keeper: 'directory' | 'docspace', groupName: string) {
    super(`the group is kept by the ${keeper}`);
    this.name = 'GroupKeptElsewhere';
    this.keeper = keeper;
    this.groupName = groupName;
  }
}

/** An approval thread needs a channel, and the app may not post in this one. */
export class NoRoomForApproval extends Error {
  readonly code = 'no_room_for_approval';
  /** Why, in words. */
  readonly why: string;

  constructor(why: string) {
    super('the approval thread cannot be posted');
    this.name = 'NoRoomForApproval';
    this.why = why;
  }
}

/** Too few of the people named in APPROVERS are left who could approve this request. */
export class NobodyToApprove extends Error {
  readonly code = 'nobody_to_approve';

  constructor() {
    super('nobody is left to approve');
    this.name = 'NobodyToApprove';
  }
}

/** DocSpace said it deleted the group, and still shows it. */
export class StillThere extends Error {
  readonly code = 'group_still_there';
  readonly groupName: string;

  constructor(groupName: string) {
    super('the group is still there after its deletion');
    this.name = 'StillThere';
    this.groupName = groupName;
  }
}
