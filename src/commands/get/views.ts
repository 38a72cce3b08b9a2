import { z } from 'zod';
import type { GroupSummary } from '../../docspace/index.ts';
import {
  groupActions,
  groupButtons,
  groupCard,
  groupLines,
  groupSentence,
  groupTitle,
  membershipButtons,
} from '../../groups/card.ts';
import { type CardParts, lastPage, MEMBERS_PER_PAGE } from '../../groups/card-parts.ts';
import { nameOf } from '../../groups/format.ts';
import { groupList, groupListText } from '../../groups/list.ts';
import { type Block, type ButtonSpec, buttons, line, paragraph } from '../../slack/blocks.ts';
import type { Message, ReplyTarget } from '../../slack/messenger.ts';
import { escapeMrkdwn } from '../../slack/text.ts';
import { type Modal, modal } from '../../slack/views.ts';
import * as text from './text.ts';

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

/** A card posted for everybody in the channel; turning its pages turns them for everybody. */
export function sharedCard(parts: CardParts, { by, portalUrl }: { by: string; portalUrl: string }): Message {
  const card = groupCard({ ...parts, by, did: text.SHARED, portalUrl });
  const row = [...pageButtons(parts, { by }), ...membershipButtons(parts.group)];
  return { ...card, blocks: [...card.blocks.slice(0, -1), groupActions(row, groupButtons(parts.group, portalUrl))] };
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
  const sentences = [text.lookedUp(name), escapeMrkdwn(groupSentence(parts))];
  const { channelId: here } = view.origin;
  if (view.posted && here)
    sentences.push(view.posted === 'direct' ? text.SENT_DIRECTLY : `${text.POSTED_IN}<#${here}>.`);
  return { text: sentences.join(' '), blocks: privateBlocks(parts, view) };
}

/** The same in a modal, for users who come from a list; its buttons go on within it. */
export function groupModal(parts: CardParts, view: PrivateView): Modal {
  const metadata = JSON.stringify({ origin: view.origin });
  return modal({ title: text.MODAL_TITLE, close: text.MODAL_CLOSE, metadata, blocks: privateBlocks(parts, view) });
}

/** How many groups of one name a private message offers. */
const MOST_OFFERED = 10;

/** Several groups match what was typed: the person chooses. */
export function severalMatch(groups: readonly GroupSummary[]): Message {
  const offered = groups.slice(0, MOST_OFFERED);
  const news = text.severalText(groups.length, offered.length);
  return {
    text: escapeMrkdwn(`${news} ${groupListText(offered, { among: groups })}.`),
    blocks: [paragraph(news), ...groupList(offered, { among: groups })],
  };
}

function privateBlocks(parts: CardParts, { origin, portalUrl, posted }: PrivateView): Block[] {
  const { channelId: here } = origin;
  const { group } = parts;
  const row = [
    ...groupButtons(group, portalUrl),
    ...membershipButtons(group),
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
  if (posted === 'direct') return line(text.SENT_DIRECTLY);
  return line(text.POSTED_IN, { type: 'channel', channel_id: channel }, '.');
}

function postButton(group: GroupSummary): ButtonSpec {
  return { text: text.POST_HERE, action: GET_POST, value: group.id, label: text.postLabel(nameOf(group)) };
}

/** Turns the pages of a card's members. */
function pageButtons({ group, members }: CardParts, kept: Pick<CardPage, 'by' | 'posted'>): ButtonSpec[] {
  const page = members ? Math.floor(members.startIndex / MEMBERS_PER_PAGE) : 0;
  const turning = (button: string, to: number): ButtonSpec => ({
    text: button,
    // Two buttons of one row need ids of their own; the listener takes both by their common beginning.
    action: `${GET_PAGE}:${to < page ? 'previous' : 'next'}`,
    value: JSON.stringify({ groupId: group.id, page: to, ...kept } satisfies CardPage),
    label: text.turnLabel(button, nameOf(group)),
  });
  return [
    ...(page > 0 ? [turning(text.PREVIOUS_MEMBERS, page - 1)] : []),
    ...(members && page < lastPage(members.total) ? [turning(text.NEXT_MEMBERS, page + 1)] : []),
  ];
}
