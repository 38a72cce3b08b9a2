/** The title of the form in all its states, and its submit button. */
export const DELETE_TITLE = 'Request deletion';

/** Above an error. */
export const NO_RIGHT = 'You can’t delete groups';
export const NOT_REQUESTED = 'No request was made';

/** The submit button of the form that asks which group. */
export const CONTINUE = 'Continue';

/** What the form says of the group. */
export const DAMAGED =
  'DocSpace can’t show or edit this group; often two managers were saved at once. You can only delete it.';
export const CONSEQUENCES =
  'Members keep their accounts but lose the rooms and files they reach through this group. DocSpace can’t undo this.';
export const NEEDS_APPROVAL = 'Nothing is deleted until another person approves.';

/** On the form that undoes the creation of a group. */
export function undoesCreationText(by: string, requestId: string): string {
  return `This undoes the creation by ${by} (${requestId}): the group is deleted.`;
}

/** The reason. */
export const REASON_PLACEHOLDER = 'The project is over';
export function reasonHint(most: number): string {
  return `The approver sees this. At most ${most} characters.`;
}
export const SAY_WHY = 'Say in a few words why, so that others can decide.';
export function reasonTooLong(most: number): string {
  return `A reason has at most ${most} characters. Shorten it.`;
}
export function yourReasonText(reason: string): string {
  return `Your reason was: ${reason}`;
}

/** What a user tried who reads of a failure. */
export const TRIED = 'request the deletion of';

/** What help says of the command. */
export const SUMMARY = 'request the deletion of a group; another person approves it in a thread';
export const DETAILS = [
  'Opens a form that asks for a reason, then posts the request in the channel with Approve and Reject.',
  'The owner or a DocSpace admin other than you can approve. If the group changes before then, nothing is deleted.',
];
