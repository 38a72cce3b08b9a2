import { counted } from '../../slack/text.ts';

/** Buttons, their confirmations, and the small forms they open, without the sentences of each kind. */

export const BUTTONS = {
  approve: 'Approve',
  reject: 'Reject',
  withdraw: 'Withdraw',
  cancel: 'Cancel',
  retry: 'Try again',
  close: 'Close, outcome unknown',
  remind: 'Remind',
  restore: 'Restore…',
  rooms: 'Rooms to share…',
  undo: 'Undo',
  undoCreation: 'Undo…',
  addRest: 'Add the rest',
  removeRest: 'Remove the rest',
} as const;

/** Accessibility labels. */
export const LABELS = {
  reject: (id: string) => `Reject request ${id}`,
  withdraw: (id: string) => `Withdraw request ${id}`,
  remind: (id: string) => `Remind the approvers of request ${id}`,
  close: (id: string) => `Close request ${id}, outcome unknown`,
  cancel: (group: string) => `Cancel the rest of the edit of ${group}`,
  restore: (group: string) => `Restore the group ${group}`,
  rooms: (group: string) => `Rooms to share again with the group ${group}`,
  addRest: (id: string, group: string) => `Add the rest of ${id} · ${group}`,
  removeRest: (id: string, group: string) => `Remove the rest of ${id} · ${group}`,
} as const;

export const CANCEL_QUESTION = {
  title: 'Cancel the rest?',
  text: 'What is done stays done. The remaining people are left as they are.',
  yes: 'Cancel the rest',
  no: 'Continue',
} as const;

export const APPROVE_DELETION = {
  title: 'Delete this group?',
  yes: 'Approve deletion',
  members: (group: string, members: number) =>
    `“${group}” and the access it gives to ${counted(members, 'member')} will be gone.`,
  membersAndRooms: (group: string, members: number, rooms: number) =>
    `“${group}” and the access it gives ${counted(members, 'member')} to ${counted(rooms, 'room')} will be gone.`,
} as const;

export const REJECT_TEXT = {
  title: 'Reject request',
  submit: 'Reject',
  close: 'Cancel',
  label: 'Reason',
  hint: 'The requester reads this in the thread.',
} as const;

export const WITHDRAW_TEXT = {
  title: 'Withdraw request',
  submit: 'Withdraw',
  close: 'Cancel',
  later: (id: string) => `${id}. You can request it again later.`,
} as const;

export const NOT_CERTAIN = 'Not certain';

/** Titles of the modal for a click that did not count. */
export const NOT_DONE = {
  approve: 'Not approved',
  reject: 'Not rejected',
  withdraw: 'Not withdrawn',
  stop: 'Not stopped',
  cancel: 'Not canceled',
  retry: 'Not tried again',
  close: 'Not closed',
  remind: 'Not sent',
} as const;

/** A decision whose lookup failed counts once the lookup succeeds. */
export const DECISION_KEPT = 'Your decision is kept. It counts as soon as the app can check it.';
