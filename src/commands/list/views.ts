import type { GroupPage } from '../../docspace/index.ts';
import { groupRows } from '../../groups/rows.ts';
import { type Block, type ButtonSpec, buttons, header, paragraph, small } from '../../slack/blocks.ts';
import type { Message, ReplyTarget } from '../../slack/messenger.ts';
import { counted, escapeMrkdwn } from '../../slack/text.ts';
import { type Modal, messageModal } from '../../slack/views.ts';

/** Turns the pages of a list. */
export const LIST_PAGE = 'list_page';

/** The title of a list in a modal. */
export const LIST_TITLE = 'DocSpace groups';

/** Groups on one page: small pages, since the portal looks up each group's people separately (docspace-api §6). */
export const PAGE_SIZE = 10;

/** What is listed: all groups, those whose name holds a text, or those a user is in. */
export interface Listing {
  text?: string;
  mine?: boolean;
  start: number;
}

/** One page of a listing. */
export function listBlocks(listing: Listing, page: GroupPage): Block[] {
  const { items, total, unreadable } = page;
  const read = items.length + unreadable;
  const to = listing.start + read;
  const turn = [
    ...(listing.start > 0
      ? [pageButton('Previous', { ...listing, start: Math.max(0, listing.start - PAGE_SIZE) })]
      : []),
    ...(to < total && read > 0 ? [pageButton('Next', { ...listing, start: to })] : []),
  ];
  return [
    header(heading(listing)),
    ...(read > 0 ? groupRows(items) : [paragraph(emptyWords(listing))]),
    ...(unreadable > 0 ? [small(unreadableWords(unreadable))] : []),
    ...(read > 0 ? [small(`${listing.start + 1}–${to} of ${counted(total, 'group')}`)] : []),
    ...(turn.length > 0 ? [buttons('list_pages', ...turn)] : []),
  ];
}

/** The listing as a private message. */
export function listMessage(listing: Listing, page: GroupPage): Message {
  const names = page.items.map((group) => group.name).join(', ');
  const sentences = [
    ...(names ? [`${heading(listing)}: ${names}.`] : []),
    ...(page.unreadable > 0 ? [unreadableWords(page.unreadable)] : []),
  ];
  const text = sentences.length > 0 ? sentences.join(' ') : emptyWords(listing);
  return { text: escapeMrkdwn(text), blocks: listBlocks(listing, page) };
}

/** The listing as a modal; it keeps where it was opened, for the groups shown on top of it. */
export function listModal(listing: Listing, page: GroupPage, origin: ReplyTarget): Modal {
  return { ...messageModal(LIST_TITLE, listBlocks(listing, page)), private_metadata: JSON.stringify({ origin }) };
}

function heading({ text, mine }: Listing): string {
  if (mine) return 'Groups you are in';
  return text ? `Groups with “${text}” in their name` : 'Groups';
}

function unreadableWords(count: number): string {
  const are = count === 1 ? 'it is' : 'they are';
  return `${counted(count, 'group')} cannot be shown: ${are} damaged in DocSpace.`;
}

function emptyWords({ text, mine, start }: Listing): string {
  if (start > 0) return 'There are no more groups.';
  if (mine) return 'You are in no group yet.';
  return text
    ? `No group has “${text}” in its name.`
    : 'There are no groups yet. Make the first with /docspace-group create';
}

function pageButton(text: string, listing: Listing): ButtonSpec {
  return { text, action: `${LIST_PAGE}:${text}`, value: JSON.stringify(listing), label: `${text} groups` };
}
