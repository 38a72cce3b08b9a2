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
