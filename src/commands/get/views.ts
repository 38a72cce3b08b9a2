import { z } from 'zod';
import type { GroupSummary } from '../../docspace/index.ts';
import {
  groupActions,
  groupButtons,
  groupCard,
  groupLines,
  groupSentence,
  groupTitle,
  historyButton,
  membershipButton,
} from '../../groups/card.ts';
import { type CardParts, lastPage, MEMBERS_PER_PAGE } from '../../groups/card-parts.ts';
import { nameOf } from '../../groups/format.ts';
import { groupRows } from '../../groups/rows.ts';
import { type Block, type ButtonSpec, buttons, line, paragraph } from '../../slack/blocks.ts';
import type { Message, ReplyTarget } from '../../slack/messenger.ts';
import { escapeMrkdwn } from '../../slack/text.ts';
import { type Modal, modal } from '../../slack/views.ts';

/** Turns the member pages of a shown card. */
export const GET_PAGE = 'get_page';
export const GET_PICK = 'get_pick';
/** Posts a private card in its channel. */
export const GET_POST = 'get_post';

/** How a card was posted, as {@link Delivery} says it. */
const postedHow = z.enum(['channel', 'response_url', 'direct']);
type PostedHow = z.infer<typeof postedHow>;

/** Which page of which card, as the buttons that turn pages carry it. */
export const cardPage = z.object({
  groupId: z.guid(),
  page: z.number().int().min(0),
  /** Who shared the card; undefined for a private one. */
  by: z.string().optional(),
  /** How a private card was posted, if it was. */
  posted: postedHow.optional(),
});
type CardPage = z.infer<typeof cardPage>;

/** The title of a group shown in a modal. */
export const GROUP_TITLE = 'DocSpace group';

/** A card posted for everybody in the channel; turning its pages turns them for everybody. */
export function sharedCard(parts: CardParts, { by, portalUrl }: { by: string; portalUrl: string }): Message {
  const { text, blocks } = groupCard({ ...parts, by, did: 'shared', portalUrl });
  const choices = [...groupButtons(parts.group, portalUrl), historyButton(parts.group)];
  return {
    text,
    blocks: [
      ...blocks.slice(0, -1),
      groupActions([...pageButtons(parts, { by }), membershipButton(parts.group)], choices),
    ],
  };
}

/** What a private card depends on besides its group. */
export interface PrivateView {
  portalUrl: string;
  /** Where it was asked for; without a channel there is no place to post it. */
  origin: ReplyTarget;
  /** Set once it is posted. */
  posted?: PostedHow | undefined;
}

/** A card that only the user who asked sees. */
export function privateCard(parts: CardParts, view: PrivateView): Message {
  const name = escapeMrkdwn(nameOf(parts.group));
  const sentences = [`You looked up the group “${name}”.`, escapeMrkdwn(groupSentence(parts))];
  const { channelId: here } = view.origin;
  if (view.posted && here) sentences.push(view.posted === 'direct' ? SENT_DIRECTLY : `It is posted in <#${here}>.`);
  return { text: sentences.join(' '), blocks: privateBlocks(parts, view) };
}

/** The same in a modal, for users who come from a list; its buttons go on within it. */
export function groupModal(parts: CardParts, view: PrivateView): Modal {
  const metadata = JSON.stringify({ origin: view.origin });
  return modal({ title: GROUP_TITLE, close: 'Back', metadata, blocks: privateBlocks(parts, view) });
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

const SENT_DIRECTLY = 'The app can’t post here, so the card was sent to you directly.';

function privateBlocks(parts: CardParts, { origin, portalUrl, posted }: PrivateView): Block[] {
  const { channelId: here } = origin;
  const { group } = parts;
  const row = [
    ...groupButtons(group, portalUrl),
    historyButton(group),
    membershipButton(group),
    ...(here && !posted ? [postButton(group)] : []),
  ];
  return [
    groupTitle(group),
    groupLines(parts),
    buttons('group_actions', ...pageButtons(parts, posted ? { posted } : {}), ...row),
    ...(here && posted ? [postedLine(here, posted)] : []),
  ];
}

function postedLine(channel: string, posted: PostedHow): Block {
  if (posted === 'direct') return line(SENT_DIRECTLY);
  return line('✅ Posted in ', { type: 'channel', channel_id: channel }, '.');
}

function postButton(group: GroupSummary): ButtonSpec {
  return { text: 'Post here', action: GET_POST, value: group.id, label: `Post here: the group ${nameOf(group)}` };
}

/** Turns the pages of a card's members. */
function pageButtons({ group, members }: CardParts, kept: Pick<CardPage, 'by' | 'posted'>): ButtonSpec[] {
  const page = members ? Math.floor(members.startIndex / MEMBERS_PER_PAGE) : 0;
  return [
    ...(page > 0 ? [pageButton('Previous members', { groupId: group.id, page: page - 1, ...kept })] : []),
    ...(members && page < lastPage(members.total)
      ? [pageButton('Next members', { groupId: group.id, page: page + 1, ...kept })]
      : []),
  ];
}

function pageButton(text: string, page: CardPage): ButtonSpec {
  // Two buttons of one row need ids of their own; the listener takes both by their common beginning.
  return { text, action: `${GET_PAGE}:${text}`, value: JSON.stringify(page) };
}
