import { figures } from '../../slack/text.ts';

/** Titles of the forms in their states. */
export const UPDATE_TITLE = 'Edit DocSpace group';
export const UNDO_TITLE = 'Undo an edit';
export const KEEP_TITLE = 'Keep in the group?';
export const NOT_SAVED = 'Not saved';
export const CHANGED_MEANWHILE = 'Changed meanwhile';
export const NO_CHANGE_NEEDED = 'No change needed';
export const NOTHING_TO_UNDO = 'Nothing to undo';
export const CHANGED_TITLE = 'Group edited';

/** Above an error, by what it stands in the way of. */
export const NO_RIGHT_TO_EDIT = 'You can’t edit groups';
export const NOT_THIS_GROUP = 'The group can’t be edited';
export const NO_RIGHT_TO_UNDO = 'You can’t undo edits';
export const NOT_UNDOABLE = 'This can’t be undone';
export const NO_RIGHT_TO_KEEP = 'You can’t keep people in groups';
export const NOT_KEPT = 'This can’t be changed';
export const CANT_CHECK = 'The changes can’t be checked right now';
export const CHANGE_NOT_SAVED = 'The change was not saved';
export const UNCERTAIN = 'It is not certain whether the change was saved';
export const UNCERTAIN_YET = 'It is not certain yet whether the change is saved';
export const STILL_IN_FORM = 'What you typed is still in the form.';

/** Waiting views. */
export const LOOKING_UP_UNDO = 'Looking up what can be undone…';
export const LOOKING_UP_LEAVING = 'Looking up who is due to leave…';
export const LOOKING_UP_REST = 'Looking up who is still to come…';
export const CHECKING = 'Checking the changes with DocSpace…';
export const SAVING = 'Saving the changes…';
export const SAVING_MANY =
  'Saving the changes… This takes a while. You can close this form: a message shows how far it is.';

/** Submit buttons, and questions above them. */
export const EDIT = 'Edit';
export const REVIEW_CHANGES = 'Review changes';
export const SAVE_CHANGES = 'Save changes';
export const UNDO = 'Undo';
export const KEEP = 'Keep';
export const BACK = 'Back';
export const REQUEST_UNDO_QUESTION = 'Request this undo?';
export const REQUEST_CHANGES_QUESTION = 'Request these changes?';
export const UNDO_QUESTION = 'Undo this edit?';
export const SAVE_QUESTION = 'Save these changes?';

/** The fields. */
export const ADD_MEMBERS = 'Add members';
export const REMOVE_MEMBERS = 'Remove members';
export const UNTIL_LABEL = 'Until';
export const MANAGER_HINT = 'The former manager stays a member.';
export const THEY_LEAVE = 'the people you add leave automatically';
export function addHint(most: number): string {
  return `Up to ${most} people here; you can add more with another edit. The manager is a member already.`;
}
export function removeHint(most: number): string {
  return `Up to ${most} people here.`;
}

/** At the fields. */
export const GIVE_A_NAME = 'Give the group a name.';
export const NOTHING_CHANGED = 'Nothing has changed yet.';
export const DAY_NEEDS_PEOPLE = 'The day is for people you add: choose them first.';
export function inBothText(name: string): string {
  return `${name} is in both Add and Remove. Keep one.`;
}
export function managerCantLeave(name: string): string {
  return `${name} can’t become the manager and leave the group.`;
}
export function managerStays(name: string): string {
  return `You can replace the manager. To leave the group without one, put ${name} under “${REMOVE_MEMBERS}”.`;
}

/** People of a typed command who are not filled in. */
export function chooseUnder(sentences: readonly string[], field: string): string {
  return `${sentences.join(' ')} Choose under “${field}”.`;
}
export function noAccountText(name: string): string {
  return `“${name}” has no active DocSpace account with the e-mail of their Slack account.`;
}
export function nobodyMatches(name: string): string {
  return `No one in DocSpace matches “${name}”.`;
}
export function severalMatch(count: number, name: string): string {
  return `${figures(count)} people match “${name}”.`;
}

/** The preview. */
export const WILL_CHANGE = 'Saving changes this:';
export const NOTHING_SAVED_YET = 'Nothing is saved yet.';
export function undoQuestion(undone: string): string {
  return `Undo ${undone}? This changes:`;
}
export function undoneText(noun: string, by: string, id: string): string {
  return `the ${noun} by ${by}, ${id}`;
}
export function leavesOnText(day: string): string {
  return `The people you add leave on ${day}.`;
}
export function deletionWaits(by: string, id: string): string {
  return `⚠️ ${by} has requested the deletion of this group (${id}). Saving makes that request outdated: it was about the group as it is now.`;
}
export function nameTaken(count: number, name: string): string {
  return `${count === 1 ? 'Another group is' : `${figures(count)} other groups are`} already called “${name}”.`;
}
export function alreadyMembersText(names: string): string {
  return `Already a member: ${names}.`;
}
export function notMembersText(names: string): string {
  return `Not a member: ${names}.`;
}
export function cantBeAdded(name: string, why: string): string {
  return `⚠️ ${name} ${why}, and can’t be added.`;
}
export const NOTHING_TO_SAVE = 'The group is already as you want it, so there is nothing to save.';
export function nothingMoreToUndo(undone: string): string {
  return `Nothing more of ${undone}, can be undone now.`;
}
export function alreadyUndone(undone: string): string {
  return `The group is already as it was before ${undone}, so there is nothing to undo.`;
}

/** Why a part of an edit can’t be undone. */
export const THE_MANAGER = 'The manager';
export const NAME_STAYS = 'The name was changed again since, and stays.';
export const NAME_NOT_KEPT = 'The earlier name is no longer kept here, so the name stays.';
export const MANAGER_STAYS = 'The manager was changed again since, and stays.';
export function managerLeft(name: string, why: string): string {
  return `${name} ${why}, so the manager stays.`;
}
export function managerKept(name: string): string {
  return `${name} stays the manager: in DocSpace a manager can only be replaced, or leave the group.`;
}
export function isManagerNow(name: string): string {
  return `${name} is the manager now, and stays in the group.`;
}

/** A conflict with what others saved; `text` says which. */
export function undoConflict(text: string): string {
  return `⚠️ ${text} Nothing was saved. To see what can be undone now, click Undo again.`;
}
export function editConflict(text: string): string {
  return `⚠️ ${text} None of your changes were saved. The form shows the group as it is now, with everything else you entered. Check it and save again.`;
}

/** People who are due to leave on a date. */
export function dueToLeave(names: string, count: number, day: string): string {
  return `${names} ${count === 1 ? 'leaves' : 'leave'} on ${day}.`;
}
export function leavesInstead(names: string, count: number): string {
  return `${names} ${count === 1 ? 'leaves' : 'leave'} instead`;
}

/** The rest of an edit that ended before its last batch. */
export const NOBODY_LEFT = 'No one is left: the group is as this edit wanted it.';

/** The end of a form whose edit is saved. */
export function savedText(name: string): string {
  return `✅ “${name}” is edited in DocSpace.`;
}

/** What help says of the command. */
export const SUMMARY = 'rename a group, change its manager or members';
export const DETAILS = [
  'Opens a form with the group as it is today, and shows you the difference before anything is sent.',
  'With people filled in: /docspace-group add @una to Design, /docspace-group remove @una from Design',
  'The owner and DocSpace admins save it at once; room admins send it as a request, which one of them approves.',
  'To undo an edit, choose Undo in the menu of its card or in /docspace-group history.',
  'Groups from your company directory (LDAP) are changed there.',
];
