import type { Group, GroupSummary } from '../../docspace/index.ts';
import { groupButtons, groupCard, groupLines, MEMBERS_PER_PAGE } from '../../groups/card.ts';
import { nameOf } from '../../groups/format.ts';
import { groupRows } from '../../groups/rows.ts';
import { type Block, type ButtonWords, bold, buttons, line, paragraph } from '../../slack/blocks.ts';
import type { Message } from '../../slack/messenger.ts';
import { type Modal, modal } from '../../slack/views.ts';

/** Turns the member pages of a shown card. */
export const GET_PAGE = 'get_page';
export const GET_PICK = 'get_pick';

/** Which page of whose card: small enough for a button's value. */
export interface CardPage {
  groupId: string;
  page: number;
  by: string;
}

/** The title of a group shown in a modal. */
export const GROUP_TITLE = 'DocSpace group';

/** A card that shows a group; large groups turn pages. */
export function shownCard(group: Group, by: string, portalUrl: string, page = 0): Message {
  const { text, blocks } = groupCard({ group, by, deed: 'looked up', portalUrl });
  return { text, blocks: [...blocks.slice(0, 1), ...pagedBlocks(group, by, portalUrl, page)] };
}

/** The same in a modal, for people who came from a list; its buttons lead on within it. */
export function groupModal(group: Group, by: string, portalUrl: string, page = 0): Modal {
  const name = line(bold(nameOf(group)));
  return modal({ title: GROUP_TITLE, close: 'Back', blocks: [name, ...pagedBlocks(group, by, portalUrl, page)] });
}

/** How many groups of one name a private message offers; a picker serves for more. */
const MOST_OFFERED = 10;

/** Several groups match what was typed: the person chooses. */
export function severalMatch(groups: readonly GroupSummary[]): Message {
  const offered = groups.slice(0, MOST_OFFERED);
  const all = offered.length === groups.length;
  const text = all
    ? `${groups.length} groups match. Which one do you mean?`
    : `${groups.length} groups match; these are the first ${MOST_OFFERED}. Type more of the name to see others.`;
  return { text, blocks: [paragraph(text), ...groupRows(offered)] };
}

function pagedBlocks(group: Group, by: string, portalUrl: string, page: number): Block[] {
  const last = Math.max(0, Math.ceil(group.members.length / MEMBERS_PER_PAGE) - 1);
  const current = Math.min(Math.max(page, 0), last);
  const turn = [
    ...(current > 0 ? [pageButton('Previous members', { groupId: group.id, page: current - 1, by })] : []),
    ...(current < last ? [pageButton('Next members', { groupId: group.id, page: current + 1, by })] : []),
  ];
  return [groupLines(group, current), buttons('group_actions', ...turn, ...groupButtons(group, portalUrl))];
}

function pageButton(text: string, page: CardPage): ButtonWords {
  // Two buttons of one row need ids of their own; the listener takes both by their common beginning.
  return { text, action: `${GET_PAGE}:${text}`, value: JSON.stringify(page) };
}
