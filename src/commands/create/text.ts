import { counted } from '../../slack/text.ts';

/** The title of the form in all its states. */
export const CREATE_TITLE = 'New DocSpace group';

/** Above an error, by what it stands in the way of. */
export const NO_RIGHT = 'You can’t create groups';
export const NOT_CREATED = 'The group was not created';
export const UNCERTAIN = 'It is not certain whether the group was created';
export const UNCERTAIN_YET = 'It is not certain yet whether the group is created';

/** Waiting views. */
export const LOOKING_UP_YOU = 'Looking up who you are in DocSpace…';
export function creatingText(name: string): string {
  return `Creating “${name}”…`;
}

/** Submit buttons. */
export const CREATE = 'Create group';
export const CREATE_ANYWAY = 'Create anyway';
export const SEND_ANYWAY = 'Send anyway';

/** The fields. */
export const NAME_PLACEHOLDER = 'Launch team';
export function nameHint(most: number): string {
  return `At most ${most} characters.`;
}
export const MANAGER_HINT = 'The manager is a member too. People come from your DocSpace directory.';
export const MEMBERS_LABEL = 'Members';
export function membersHint(most: number): string {
  return `Up to ${most} people here; you can add more later with Edit. A person you pick twice, or as the manager too, counts once.`;
}
export const POST_OUTCOME_IN = 'Post the outcome in';
export const OUTCOME_HINT = 'Leave it empty, and the outcome is sent to you directly.';

/** At the members field of a group without anybody. */
export const NEEDS_SOMEONE = 'A group needs at least a manager or one member.';

/** Under the sentences about people who were taken out of the form. */
export const DEPARTED_NEXT = 'They are no longer in the form; everything else is kept. Check it and send it again.';

/** The end of a form whose group is made. */
export const CREATED_TITLE = 'Group created';
export function createdText(name: string, members: number): string {
  return `✅ “${name}” is in DocSpace, with ${counted(members, 'member')}.`;
}

/** What help says of the command. */
export const SUMMARY = 'create a group: name, manager, members';
export const DETAILS = [
  'Opens a form. You can type the name with the command: /docspace-group create Launch team',
  'The owner and DocSpace admins create it at once; room admins send it as a request, which one of them approves.',
  'The outcome is posted in the channel you are in.',
];
