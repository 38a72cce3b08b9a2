import { counted, figures } from '../../slack/text.ts';

/** Titles of the forms in their states. */
export const RESTORE_TITLE = 'Restore group';
export const ROOMS_TITLE = 'Rooms to share again';
export const RESTORED_TITLE = 'Group restored';

/** Above an error, by what it stands in the way of. */
export const NO_RIGHT = 'You can’t restore groups';
export const NOT_THIS_GROUP = 'This group can’t be restored';
export const NOT_RESTORED = 'The group was not restored';
export const UNCERTAIN = 'It is not certain whether the group was restored';
export const UNCERTAIN_YET = 'It is not certain yet whether the group is restored';
export const NO_RIGHT_TO_LOOK = 'You can’t look at groups';
export const ROOMS_REFUSED = 'The rooms can’t be shown';
export const ROOMS_FAILED = 'The rooms can’t be shown right now';
export const HOW_AGAIN = 'To try again, use Restore… on the card of its deletion, or type /docspace-group restore.';

/** Waiting views. */
export const LOOKING_UP_BACK = 'Looking up who can come back…';
export const LOOKING_FOR_DELETED = 'Looking for deleted groups…';
export const LOOKING_UP_SHARED = 'Looking up what is shared again…';
export function restoringText(name: string, many: boolean): string {
  return `Restoring “${name}”…${many ? ' Adding everyone can take minutes. You can close this form.' : ''}`;
}

/** Submits the form. */
export const RESTORE = 'Restore';

/** Deleted groups to choose from; `span` is how long a group can be restored. */
export function allDeletedText(span: string): string {
  return `Groups that were deleted in the last ${span}, the last one first:`;
}
export function severalDeletedText(count: number): string {
  return `${figures(count)} deleted groups match. Which one do you mean?`;
}
export function noneMatchesText(span: string): string {
  return `No deleted group matches. These were deleted in the last ${span}:`;
}
export function noneLeftText(span: string): string {
  return `No group that this app deleted in the last ${span} is left to restore.`;
}
export function moreDeletedText(count: number): string {
  return `${figures(count)} more: type a part of the name.`;
}
export function deletedDetails(day: string, members: number, shortId: string): string {
  return `Deleted ${day} · ${counted(members, 'member')} · ${shortId}`;
}

/** The form. */
export const DELETED = 'Deleted ';
export function membersBack(back: number, all: number): string {
  return back === all ? counted(all, 'member') : `${figures(back)} of ${counted(all, 'member')}`;
}
export function roomsText(names: string): string {
  return `Rooms: ${names}.`;
}
export function nameTakenText(count: number, name: string): string {
  return `There ${count === 1 ? 'is a group' : `are ${figures(count)} groups`} named “${name}” now. Restoring makes another one.`;
}

/** The end of the form. */
export function restoredText(name: string, members: number): string {
  return `✅ “${name}” is in DocSpace again, with ${counted(members, 'member')}.`;
}

/** Rooms that have to be shared again. */
export const ROOMS_HIDDEN =
  'The owner, DocSpace admins and room admins who were in the group can see which rooms they are.';
export const ROOMS_NOT_KEPT = 'Which rooms they were is no longer known.';
export const WHO_CAN_SHARE = 'Only the owner of a room and its managers can share it. The app never does.';
export function moreRooms(count: number): string {
  return `… and ${counted(count, 'more room')} that the app has not read.`;
}
export function roomsLead(count: number, group: string, marked: boolean): string {
  const known = marked ? ' Those that open through the new one already have a ✅.' : '';
  return `${counted(count, 'room')} opened through the deleted group. Ask their owners to share them with “${group}” again.${known}`;
}
export const SHARED_AGAIN = '✅ shared again: ';
export function roomDetails(parts: { level: string; owner: string | undefined; archived: boolean }): string {
  const owner = parts.owner === undefined ? 'owner not known' : `owner ${parts.owner}`;
  return ` · ${parts.level} · ${owner}${parts.archived ? ' · archived: it has to leave the archive first' : ''}`;
}

/** What help says of the command. */
export const SUMMARY = 'bring a deleted group back, with its manager and members';
export const DETAILS = [
  'Opens a form that says who can’t come back. Without a name it lists the groups that can be restored.',
  'The group gets a new id: rooms and files that were shared with it have to be shared again. Rooms to share… on its card lists the rooms, each with its owner.',
  'The owner and DocSpace admins restore it at once; room admins send it as a request. The card of a deletion has a button for the same.',
];
