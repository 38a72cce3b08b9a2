import type { Group } from '../../docspace/index.ts';
import { type ButtonWords, buttons } from '../../slack/blocks.ts';
import type { Message } from '../../slack/messenger.ts';
import { groupButtons, groupCard, groupLines, MEMBERS_PER_PAGE } from '../group-card.ts';

/** Turns the member pages of a shown card. */
export const GET_PAGE = 'get_page';
export const GET_PICK = 'get_pick';

/** Which page of whose card: small enough for a button's value. */
export interface CardPage {
  groupId: string;
  page: number;
  by: string;
}

/** A card that shows a group; large groups turn pages. */
export function shownCard(group: Group, by: string, portalUrl: string, page = 0): Message {
  const card = groupCard({ group, by, deed: 'looked up', portalUrl });
  const pages = Math.max(1, Math.ceil(group.members.length / MEMBERS_PER_PAGE));
  if (pages === 1) return card;
  const current = Math.min(Math.max(page, 0), pages - 1);
  const [first, , ...rest] = card.blocks;
  const turn = [
    ...(current > 0 ? [pageButton('Previous members', { groupId: group.id, page: current - 1, by })] : []),
    ...(current < pages - 1 ? [pageButton('Next members', { groupId: group.id, page: current + 1, by })] : []),
  ];
  const last = buttons('group_actions', ...turn, ...groupButtons(group, portalUrl));
  return {
    text: card.text,
    blocks: [...(first ? [first] : []), groupLines(group, current), ...rest.slice(0, -1), last],
  };
}

function pageButton(text: string, page: CardPage): ButtonWords {
  // Two buttons of one row need ids of their own; the listener takes both by their common beginning.
  return { text, action: `${GET_PAGE}:${text}`, value: JSON.stringify(page) };
}
