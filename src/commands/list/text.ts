import { counted } from '../../slack/text.ts';

/** Above what went wrong when groups were listed. */
export const HEADINGS = {
  rights: 'You can’t look at groups',
  failure: 'The groups can’t be shown right now',
};

/** The list in a modal. */
export const MODAL_TITLE = 'DocSpace groups';
export const LOOKING = 'Looking up groups…';
export const SEARCHING = 'Searching…';

/** Its search field, and the buttons that use it. */
export const SEARCH_LABEL = 'Search by name';
export const SEARCH_PLACEHOLDER = 'Part of a name';
export const SEARCH_SUBMIT = 'Search';
export const SEARCH = 'Search…';
export const SEARCH_BUTTON_LABEL = 'Search groups by name';

/** Turn the pages. */
export const PREVIOUS = 'Previous';
export const NEXT = 'Next';

/** Read aloud for them. */
export function turnLabel(button: string): string {
  return `${button} groups`;
}

/** What is listed: all groups, those whose name holds a text, or those a user is in. */
export interface Listed {
  text?: string;
  mine?: boolean;
  start: number;
}

/** Above a list. */
export function headingText({ text, mine }: Listed): string {
  if (mine) return 'Groups you are in';
  return text ? `Groups with “${text}” in their name` : 'Groups';
}

/** Which of them a page shows; a list of one page says how many there are. */
export function rangeText({ start }: Listed, read: number, total: number): string {
  if (start === 0 && read >= total) return counted(total, 'group');
  return `${start + 1}–${start + read} of ${counted(total, 'group')}`;
}

/** A page in sentences: `groups` names them with their details. */
export function pageText(listed: Listed, page: { read: number; total: number; groups: string; more: boolean }): string {
  const range = rangeText(listed, page.read, page.total);
  const named = page.groups === '' ? '' : `: ${page.groups}`;
  const next = page.more ? ` Press ${NEXT} for more.` : '';
  return `${headingText(listed)}, ${range}${named}.${next}`;
}

/** Groups that the portal lists without what can be shown of them. */
export function unreadableText(count: number): string {
  return `${counted(count, 'group')} can’t be shown: ${count === 1 ? 'it is' : 'they are'} damaged in DocSpace.`;
}

/** A page without a group, and what to do; `field`: below a search field. */
export function emptyText({ text, mine, start }: Listed, field: boolean): string {
  if (start > 0) return 'There are no more groups.';
  if (mine) return 'You are in no group yet. To find one to join, type /docspace-group list.';
  if (text) {
    const all = field ? 'clear the field to see all groups' : 'type /docspace-group list for all groups';
    return `No group has “${text}” in its name. Search for a shorter part of it, or ${all}.`;
  }
  return 'There are no groups yet. Create the first with /docspace-group create.';
}

/** What `help` says of the command. */
export const SUMMARY = 'list groups, search by name, or list those you are in';
export const DETAILS = [
  'Only you see the list: /docspace-group list, /docspace-group list design, /docspace-group list mine',
  'Choose a group under Open a group… to see its card; its button Post here shows it to the channel.',
];
