import type { GroupSummary } from '../../docspace/index.ts';
import { groupRows } from '../../groups/rows.ts';
import { type Block, type ButtonWords, buttons, header, paragraph, small } from '../../slack/blocks.ts';
import type { Message } from '../../slack/messenger.ts';
import { counted, escapeMrkdwn } from '../../slack/text.ts';
import { type Modal, messageModal } from '../../slack/views.ts';

/** Turns the pages of a list. */
export const LIST_PAGE = 'list_page';

/** Groups on one page: small pages, since the portal looks up each group's people separately (docspace-api §6). */
export const PAGE_SIZE = 10;

/** What is listed: all groups, those whose name holds a text, or those somebody is in. */
export interface Listing {
  text?: string;
  mine?: boolean;
  start: number;
}

/** One page of a listing. */
export function listBlocks(listing: Listing, page: { items: readonly GroupSummary[]; total: number }): Block[] {
  const { items, total } = page;
  const to = listing.start + items.length;
  const turn = [
    ...(listing.start > 0
      ? [pageButton('Previous', { ...listing, start: Math.max(0, listing.start - PAGE_SIZE) })]
      : []),
    ...(to < total && items.length > 0 ? [pageButton('Next', { ...listing, start: to })] : []),
  ];
  return [
    header(heading(listing)),
    ...(items.length > 0 ? groupRows(items) : [paragraph(emptyWords(listing))]),
    ...(items.length > 0 ? [small(`${listing.start + 1}–${to} of ${counted(total, 'group')}`)] : []),
    ...(turn.length > 0 ? [buttons('list_pages', ...turn)] : []),
  ];
}

/** The listing as a private message. */
export function listMessage(listing: Listing, page: { items: readonly GroupSummary[]; total: number }): Message {
  const names = page.items.map((group) => group.name).join(', ');
  const text = names ? `${heading(listing)}: ${names}.` : emptyWords(listing);
  return { text: escapeMrkdwn(text), blocks: listBlocks(listing, page) };
}

/** The listing as a modal. */
export function listModal(listing: Listing, page: { items: readonly GroupSummary[]; total: number }): Modal {
  return messageModal('DocSpace groups', listBlocks(listing, page));
}

function heading({ text, mine }: Listing): string {
  if (mine) return 'Groups you are in';
  return text ? `Groups with “${text}” in their name` : 'Groups';
}

function emptyWords({ text, mine }: Listing): string {
  if (mine) return 'You are in no group yet.';
  return text
    ? `No group has “${text}” in its name.`
    : 'There are no groups yet. Make the first with /docspace-group create';
}

function pageButton(text: string, listing: Listing): ButtonWords {
  return { text, action: `${LIST_PAGE}:${text}`, value: JSON.stringify(listing), label: `${text} groups` };
}
