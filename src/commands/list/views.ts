import type { GroupPage } from '../../docspace/index.ts';
import { groupList, groupListText } from '../../groups/list.ts';
import { LONGEST_NAME } from '../../groups/name.ts';
import { type Block, type ButtonSpec, buttons, header, paragraph, small } from '../../slack/blocks.ts';
import type { Message, ReplyTarget } from '../../slack/messenger.ts';
import { escapeMrkdwn } from '../../slack/text.ts';
import { type Modal, modal, searchInput } from '../../slack/views.ts';
import { LIST_OPEN } from '../shared-buttons.ts';
import * as text from './text.ts';

/** Turns the pages of a list. */
export const LIST_PAGE = 'list_page';
/** A list in a modal, and its search field. */
export const LIST_FORM = 'list_form';
export const LIST_SEARCH = 'list_search';

/** Groups on one page: small pages, since the portal looks up each group's people separately (docspace-api §6). */
export const PAGE_SIZE = 10;

/** What is listed, and from which group on. */
export type Listing = text.Listed;

/** One page of groups; `among`: all that were read, where that is more. */
export type ListedPage = GroupPage & { among?: GroupPage['items'] };

/** The listing as a private message; it is searched in a modal. */
export function listMessage(listing: Listing, page: ListedPage): Message {
  const search = {
    text: text.SEARCH,
    action: LIST_OPEN,
    value: JSON.stringify({ ...listing, start: 0 }),
    label: text.SEARCH_BUTTON_LABEL,
  };
  return {
    text: escapeMrkdwn(listText(listing, page)),
    blocks: [...pageBlocks(listing, page, false), buttons('list_pages', ...turnButtons(listing, page), search)],
  };
}

/** The listing as a modal with a search field; it keeps where it was opened, for the groups shown on top of it. */
export function listModal(listing: Listing, page: ListedPage, origin: ReplyTarget): Modal {
  const turn = turnButtons(listing, page);
  return searchModal(listing, origin, [
    ...pageBlocks(listing, page, true),
    ...(turn.length > 0 ? [buttons('list_pages', ...turn)] : []),
  ]);
}

/** The same with something else below the field: that it is searched, or why it could not be. */
export function searchModal(listing: Listing, origin: ReplyTarget, blocks: Block[]): Modal {
  const field = searchInput({
    block: LIST_SEARCH,
    action: LIST_SEARCH,
    label: text.SEARCH_LABEL,
    placeholder: text.SEARCH_PLACEHOLDER,
    value: listing.text ?? '',
    maxLength: LONGEST_NAME,
  });
  return modal({
    title: text.MODAL_TITLE,
    callbackId: LIST_FORM,
    submit: text.SEARCH_SUBMIT,
    metadata: JSON.stringify({ origin }),
    blocks: [field, ...blocks],
    clearOnClose: true,
  });
}

function pageBlocks(listing: Listing, page: ListedPage, field: boolean): Block[] {
  const { items, total, unreadable, among } = page;
  const read = items.length + unreadable;
  return [
    header(text.headingText(listing)),
    ...(read > 0 ? groupList(items, { among }) : [paragraph(text.emptyText(listing, field))]),
    ...(unreadable > 0 ? [small(text.unreadableText(unreadable))] : []),
    ...(read > 0 ? [small(text.rangeText(listing, read, total))] : []),
  ];
}

function listText(listing: Listing, page: ListedPage): string {
  const { items, total, unreadable, among } = page;
  const read = items.length + unreadable;
  if (read === 0) return text.emptyText(listing, false);
  const groups = groupListText(items, { among });
  const sentences = [
    text.pageText(listing, { read, total, groups, more: hasMore(listing, page) }),
    ...(unreadable > 0 ? [text.unreadableText(unreadable)] : []),
  ];
  return sentences.join(' ');
}

function hasMore({ start }: Listing, { items, unreadable, total }: ListedPage): boolean {
  const read = items.length + unreadable;
  return read > 0 && start + read < total;
}

function turnButtons(listing: Listing, page: ListedPage): ButtonSpec[] {
  const { start } = listing;
  const next = start + page.items.length + page.unreadable;
  return [
    ...(start > 0 ? [turnButton(text.PREVIOUS, { ...listing, start: Math.max(0, start - PAGE_SIZE) })] : []),
    ...(hasMore(listing, page) ? [turnButton(text.NEXT, { ...listing, start: next })] : []),
  ];
}

function turnButton(button: string, listing: Listing): ButtonSpec {
  return {
    text: button,
    action: `${LIST_PAGE}:${button}`,
    value: JSON.stringify(listing),
    label: text.turnLabel(button),
  };
}
