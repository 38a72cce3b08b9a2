import { type ChangeRequest, requesterName } from '../../changes/index.ts';
import { nameOf } from '../../groups/format.ts';
import { roomsOpenText } from '../../groups/text/rooms.ts';
import type { CardPlace } from '../../outbox/index.ts';
import {
  type Block,
  type ButtonSpec,
  bold,
  buttons,
  header,
  lines,
  link,
  moment,
  paragraph,
  quoteBetween,
  type RichTextElement,
  small,
} from '../../slack/blocks.ts';
import type { Message } from '../../slack/messenger.ts';
import { permalinkOf } from '../../slack/permalink.ts';
import { cut, escapeMrkdwn } from '../../slack/text.ts';
import { approveButton, LISTED, rejectButton, remindButton } from '../cards/buttons.ts';
import { headingText } from '../cards/card.ts';
import { wantedRows } from '../cards/change-rows.ts';
import { withdrawButton } from '../cards/forms.ts';
import { endingText } from '../cards/status.ts';
import { TEXT_OF } from '../text/kinds.ts';
import * as text from '../text/lists.ts';
import { quoted, stateText } from '../text/terms.ts';
import type { ListedRequest, RequestLists } from './list.ts';

/**
 * Requests per list. Two lists of ten fill 44 of the 50 blocks of a message, and with the lengths below about 8,000
 * characters; Slack refuses messages of about 11,000 (slackapi/bolt-js#2509).
 */
const MOST_SHOWN = 10;
const LONGEST_NAME = 80;
const LONGEST_REASON = 300;

export interface ListOptions {
  /** The workspace's URL, the start of every permalink; undefined: no links. */
  workspaceUrl: string | undefined;
}

/** Both lists as a private message; `clickResult` is the result of the click that opened them. */
export function requestsMessage(lists: RequestLists, options: ListOptions, clickResult?: string): Message {
  const summary = [...(clickResult ? [clickResult] : []), ...sentences(lists)].join(' ');
  return {
    text: escapeMrkdwn(cut(summary, 2000)),
    blocks: [
      ...(clickResult ? [paragraph(clickResult)] : []),
      ...waitingBlocks(lists, options),
      ...ownBlocks(lists, options),
    ],
  };
}

/** Requests the user can approve or reject; empty for users who cannot approve. */
export function waitingBlocks({ waiting }: RequestLists, options: ListOptions): Block[] {
  if (waiting === undefined) return [];
  const heading = header(text.WAITING_FOR_YOU);
  if (waiting === 'unknown') return [heading, paragraph(text.UNKNOWN)];
  if (waiting.length === 0) return [heading, paragraph(text.NOTHING_WAITS)];
  return [
    heading,
    ...waiting.slice(0, MOST_SHOWN).flatMap((each) => waitingRow(each, options)),
    ...moreLine(waiting, text.MORE_WAITING),
  ];
}

function waitingRow({ request, card, missing }: ListedRequest, options: ListOptions): Block[] {
  const { id, createdAt, expiresAt } = request;
  const asked = [
    groupName(request),
    ` · ${text.listedBy(TEXT_OF[request.kind].listed, requesterName(request))} `,
    moment(createdAt),
  ];
  const waits = [
    `${text.neededText(missing)} · ${text.EXPIRES} `,
    moment(expiresAt),
    ` · ${id}`,
    ...cardLink(card, options),
  ];
  const wanted = cut(wantedTexts(request).join('\n'), LONGEST_REASON);
  const facts = wanted === '' ? asked : [...asked, `\n${wanted}`];
  const reason = cut(request.reason, LONGEST_REASON);
  return [
    reason ? quoteBetween(facts, reason, waits) : lines([...facts, '\n'], waits),
    buttons(`waiting_${id}`, listed(approveButton(request)), listed(rejectButton(request))),
  ];
}

/** What changes, is lost or is undone, because an approver who decides here does not see the card. */
function wantedTexts({ kind, edit, rooms, reverses }: ChangeRequest): string[] {
  const edited = kind === 'edit' && edit ? wantedRows(edit).map((row) => row.join(' ')) : [];
  const lost = kind === 'delete' && rooms && 'total' in rooms ? [`${roomsOpenText(rooms)}.`] : [];
  const rows = [...edited, ...lost];
  return reverses === undefined || kind === 'restore' ? rows : [...rows, text.undoesText(reverses)];
}

/** The user's own open requests. */
export function ownBlocks({ own, canAsk, canWithdraw, canRemind }: RequestLists, options: ListOptions): Block[] {
  const heading = header(text.YOUR_REQUESTS);
  if (own.length === 0) return [heading, paragraph(noneText(canAsk))];
  return [
    heading,
    ...own
      .slice(0, MOST_SHOWN)
      .flatMap((each) => ownRow(each, options, canWithdraw(each.request), canRemind(each.request))),
    ...moreLine(own, text.MORE_OWN),
  ];
}

function noneText(canAsk: boolean): string {
  return canAsk ? text.NONE_OPEN : text.NONE_OPEN_ASK;
}

function ownRow(
  { request, card, missing }: ListedRequest,
  options: ListOptions,
  withdraws: boolean,
  reminds: boolean,
): Block[] {
  const { id, state, createdAt, expiresAt } = request;
  const waits = state === 'waiting' || state === 'failed';
  const row = lines(
    [groupName(request), ` · ${TEXT_OF[request.kind].listed} `, moment(createdAt), ` · ${stateText(request)}\n`],
    [
      ...(state === 'waiting' ? [`${text.neededText(missing)} · `] : []),
      ...(waits ? [`${text.EXPIRES} `, moment(expiresAt), ' · '] : []),
      id,
      ...cardLink(card, options),
    ],
  );
  const offered = [
    ...(reminds ? [listed(remindButton(request))] : []),
    ...(withdraws ? [listed(withdrawButton(request))] : []),
  ];
  return offered.length > 0 ? [row, buttons(`own_${id}`, ...offered)] : [row];
}

/** The outcomes of the user's latest requests, one line each. */
export function outcomeBlocks(outcomes: readonly ListedRequest[], options: ListOptions): Block[] {
  const heading = header(text.RECENT_OUTCOMES);
  if (outcomes.length === 0) return [heading, paragraph(text.NO_OUTCOMES)];
  const rows = outcomes.map(({ request, card }, at) => {
    const ending = ` · ${cut(endingText(request).replace(/\.$/, ''), 200)} · `;
    const end = at < outcomes.length - 1 ? ['\n'] : [];
    return [
      bold(cut(headingText(request), LONGEST_NAME)),
      ending,
      moment(request.updatedAt),
      ...cardLink(card, options),
      ...end,
    ];
  });
  return [heading, lines(...rows)];
}

function groupName({ group, wanted }: ChangeRequest): RichTextElement {
  return bold(cut(nameOf(wanted ?? group), LONGEST_NAME));
}

function cardLink(card: CardPlace | undefined, { workspaceUrl }: ListOptions): (string | RichTextElement)[] {
  const url = card && permalinkOf(card, workspaceUrl);
  return url === undefined ? [] : [' · ', link(url, text.OPEN_ITS_CARD)];
}

/** A copy of the button for a list, where a click is not checked against the request's card. */
function listed(spec: ButtonSpec): ButtonSpec {
  return { ...spec, action: `${spec.action}:${LISTED}` };
}

function moreLine(requests: readonly ListedRequest[], where: string): Block[] {
  const more = requests.length - MOST_SHOWN;
  return more > 0 ? [small(text.moreText(more, where))] : [];
}

const { SENTENCES } = text;

function sentences({ waiting, own, canAsk }: RequestLists): string[] {
  const names = (requests: readonly ListedRequest[], say: (request: ChangeRequest) => string) =>
    requests
      .slice(0, MOST_SHOWN)
      .map(({ request }) => say(request))
      .join(', ');
  const ofOthers = (request: ChangeRequest) => SENTENCES.nameBy(quoted(request), requesterName(request));
  const ofMine = (request: ChangeRequest) => SENTENCES.nameState(quoted(request), stateText(request));
  return [
    ...(waiting === 'unknown' ? [text.UNKNOWN] : []),
    ...(Array.isArray(waiting) && waiting.length === 0 ? [text.NOTHING_WAITS_SENTENCE] : []),
    ...(Array.isArray(waiting) && waiting.length > 0
      ? [SENTENCES.waiting(waiting.length, names(waiting, ofOthers))]
      : []),
    own.length > 0 ? SENTENCES.own(names(own, ofMine)) : SENTENCES.noneOwn(noneText(canAsk)),
  ];
}
