import { counted } from '../../slack/text.ts';

/** Shown for a group whose name is blank, which DocSpace allows. */
export const NO_NAME = '(no name)';

/** Where a group comes from that cannot be changed here. */
export type ReadOnlySource = 'ldap' | 'docspace';

/** Follows the details of such a group in a list. */
export const SOURCE_LABELS: Readonly<Record<ReadOnlySource, string>> = {
  ldap: 'from your company directory (LDAP)',
  docspace: 'built into DocSpace',
};

/** Says it on the group's card, with what to do. */
export const SOURCE_TEXT: Readonly<Record<ReadOnlySource, string>> = {
  ldap: 'This group comes from your company directory (LDAP). Change it there.',
  docspace: 'This group is built into DocSpace and can’t be changed.',
};

/** DocSpace's roles. */
export const ROLE_NAMES = {
  owner: 'Owner',
  admin: 'DocSpace admin',
  roomAdmin: 'Room admin',
  user: 'User',
  guest: 'Guest',
} as const;

/** On the menu under a list of groups. */
export const OPEN_A_GROUP = 'Open a group…';

/** A person who has not accepted the invitation yet. */
export function invited(name: string): string {
  return `${name} (invited)`;
}

/** A person whose account is disabled. */
export function disabled(name: string): string {
  return `${name} (disabled)`;
}

/** What a list says of a group after its name. */
export interface Details {
  /** Left out where it goes without saying; null: the group has none. */
  manager?: string | null | undefined;
  members: number;
  source?: ReadOnlySource | undefined;
  /** The first eight characters of its id, where its name does not tell it apart. */
  shortId?: string | undefined;
}

/** The details in a row: "Manager Ana · 5 members". */
export function detailsText({ manager, members, source, shortId }: Details): string {
  return [
    ...(manager === undefined ? [] : [manager === null ? 'No manager' : `Manager ${manager}`]),
    membersText(members),
    ...(source ? [SOURCE_LABELS[source]] : []),
    ...(shortId ? [shortId] : []),
  ].join(' · ');
}

/** A group in a sentence: "Design (manager Ana, 5 members)". */
export function groupInSentence(name: string, { manager, members, source, shortId }: Details): string {
  const details = [
    ...(manager === undefined ? [] : [manager === null ? 'no manager' : `manager ${manager}`]),
    members === 0 ? 'no members' : counted(members, 'member'),
    ...(source ? [SOURCE_LABELS[source]] : []),
    ...(shortId ? [`id ${shortId}`] : []),
  ];
  return `${name} (${details.join(', ')})`;
}

function membersText(count: number): string {
  return count === 0 ? 'No members' : counted(count, 'member');
}

/** The warning before a second group gets a name; `anyway` is the button that goes on all the same. */
export function sameNameText(name: string, count: number, anyway: string): string {
  const there = count === 1 ? 'There is already a group' : `There are already ${count} groups`;
  return `${there} named “${name}”. Change the name, or press “${anyway}”.`;
}

/** Who was not added, and whether that is certain. */
export function notAddedText(names: string, interrupted?: { certain: boolean }): string {
  if (!interrupted) return `DocSpace did not add ${names}. Perhaps they have left or become guests.`;
  return interrupted.certain ? `DocSpace did not add ${names}.` : `It is not certain whether DocSpace added ${names}.`;
}

/** What to do about a change that ended in the middle. */
export const INTERRUPTED = 'DocSpace failed in the middle of this. Edit the group to do the rest.';
/** The same where DocSpace's answer is missing. */
export const INTERRUPTED_UNCLEAR =
  'No clear answer came from DocSpace in the middle of this. Look at the group before you do the rest.';

/** What is wrong with a name, at its field. */
export const NAME_MISSING = 'Give the group a name.';
export const NAME_TWO_LINES = 'A name is one line of text. Take the line break out.';

/** The same for one that is too long. */
export function nameTooLong(longest: number): string {
  return `A name has at most ${longest} characters. Make it shorter.`;
}

/** The same for characters outside the BMP. */
export function cannotStore(characters: string): string {
  return `DocSpace can’t store ${characters}.`;
}

/** The same for an emoji, which Slack sends as its code. */
export function cannotStoreEmoji(code: string): string {
  return `DocSpace can’t store emoji such as ${code}.`;
}

/** Why a person cannot be in a group, after their name. */
export const CANNOT_JOIN = {
  unknown: 'no longer has a DocSpace account',
  disabled: 'is deactivated in DocSpace',
  guest: 'is a guest in DocSpace',
} as const;

/** Labels of the lines of a card. */
export const MANAGER_LABEL = 'Manager: ';
export const NO_MANAGER = 'No manager';
export const NO_MEMBERS = 'No members';
/** For a group whose members DocSpace counts and does not list. */
export const MEMBERS_NOT_LISTED = 'DocSpace does not list them';

/** How many members a card's group has; `range`: which of them are shown. */
export function membersLabel({ enabled, disabled, range = '' }: MemberCount & { range?: string | undefined }): string {
  const count = disabled > 0 ? `${enabled} and ${disabled} disabled` : `${enabled}`;
  return `Members (${count}${range && `, ${range}`}): `;
}

/** Members by name, and how many follow. */
export function memberNames(names: readonly string[], rest: number): string {
  return names.join(', ') + (rest > 0 ? ` … and ${rest} more` : '');
}

/** How many members a group has: those that can use it, and those whose accounts are disabled. */
export interface MemberCount {
  enabled: number;
  disabled: number;
}

/** Manager and members as sentences; `members` names them or says which are shown, `rooms` tells what opens through it. */
export function groupSentenceText(parts: {
  manager?: string | undefined;
  count: MemberCount;
  members: string;
  source?: ReadOnlySource | undefined;
  rooms?: string | undefined;
}): string {
  const { manager, count, members, source, rooms } = parts;
  const { enabled, disabled } = count;
  const has = manager === undefined ? 'It has no manager' : `Its manager is ${manager}`;
  const size = enabled + disabled === 0 ? 'no members' : counted(enabled, 'member');
  const more = disabled > 0 ? ` and ${disabled} disabled` : '';
  return [
    `${has}; it has ${size}${more}${members}.`,
    ...(rooms === undefined ? [] : [`${rooms}.`]),
    ...(source ? [SOURCE_TEXT[source]] : []),
  ].join(' ');
}

/** Which members a later page shows, after their number. */
export function membersShownText(from: number, to: number): string {
  return `, of whom ${from} to ${to} are shown`;
}

/** More members than a sentence names. */
export function moreText(count: number): string {
  return `${count} more`;
}

/** The news of a posted card, without its end. */
export function didToGroup(did: string): string {
  return ` ${did} the group `;
}

/** Where a change comes from and who approved it, after the group's name. */
export function newsEnd({
  source,
  approvedBy,
}: {
  source?: string | undefined;
  approvedBy?: string | undefined;
}): string {
  return `${source === undefined ? '' : ` ${source}`}${approvedBy === undefined ? '' : `, approved by ${approvedBy}`}`;
}

/** The buttons and choices of a card, and what is read aloud in place of them. */
export const EDIT = 'Edit';
export const DELETE = 'Delete…';
export const OPEN_IN_DOCSPACE_TEXT = 'Open in DocSpace';
export const JOIN_OR_LEAVE = 'Join or leave…';
export const HISTORY = 'History';
export const ALL_MEMBERS = 'All members';

/** The labels of those buttons. */
export const editLabel = (name: string) => `Edit the group ${name}`;
export const deleteLabel = (name: string) => `Delete… the group ${name}, once it is approved`;
export const openLabel = (name: string) => `Open in DocSpace: ${name}`;
export const joinOrLeaveLabel = (name: string) => `Join or leave… the group ${name}`;
export const historyLabel = (name: string) => `History of the group ${name}`;
export const allMembersLabel = (name: string) => `All members of the group ${name}`;

/** Before each link to a group that a message is about. */
export const OPEN_LINK = 'Open in DocSpace: ';

/** Pickers: what an option says where there is nothing to choose. Nothing found is said by Slack itself. */
export const NO_ANSWER = 'DocSpace did not answer. Type again in a moment.';
export const CANT_ASK = 'DocSpace can’t be reached right now. Try again in a minute.';

/** Under such an option: finds the failure in the log. */
export function codeText(code: string): string {
  return `Code: ${code}`;
}

/** Over the options of a picker that shows only the first. */
export function firstOfText(shown: number, total: number): string {
  return `First ${shown} of ${total}: type more to see others.`;
}

/** Said at a field in which nobody, or no group, was chosen. */
export const CHOOSE_A_PERSON = 'Choose a person from the list.';
export const CHOOSE_A_GROUP = 'Choose a group.';

/** The field of a form that asks which group is meant. */
export const GROUP_FIELD = 'Group';
export const TYPE_A_NAME = 'Type a name';
export const CHOOSE_FROM_THEM = 'Choose a group';
export const CANCEL = 'Cancel';

/** Several groups match what was typed; `shown` of them can be chosen. */
export function severalMatchText(typed: string, count: number, shown: number): string {
  const found = `${count} groups match “${typed}”`;
  if (shown === count) return `${found}. Which one do you mean?`;
  return `${found}; these are the first ${shown}. Type more of the name to see others.`;
}

/** Groups that match, below the ones a form names. */
export function moreInListText(count: number): string {
  return `${counted(count, 'more group')} in the list below.`;
}
