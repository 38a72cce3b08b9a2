import { z } from 'zod';
import type { ChangeRequest } from '../../changes/index.ts';
import { historyButton } from '../../groups/card.ts';
import { nameOf } from '../../groups/format.ts';
import { restoreButton, undoButton } from '../../requests/cards/buttons.ts';
import { type UndoListed, undoneText } from '../../requests/index.ts';
import {
  type Block,
  type ButtonSpec,
  bold,
  button,
  buttons,
  header,
  lines,
  moment,
  paragraph,
  plain,
  small,
} from '../../slack/blocks.ts';
import type { Message, ReplyTarget } from '../../slack/messenger.ts';
import { cut, escapeMrkdwn } from '../../slack/text.ts';
import { type Modal, modal } from '../../slack/views.ts';
import type { HistoryLine, HistoryPage } from '../../store/index.ts';
import type { Candidate, Existence } from './find.ts';
import { canReadReason, type Reader } from './reasons.ts';
import { sentenceOf } from './sentences.ts';

/** Turns the pages of a history. */
export const HISTORY_PAGE = 'history_page';
export const HISTORY_PICK = 'history_pick';

/** The title of a history in a modal. */
export const HISTORY_TITLE = 'Group history';

/** Which page of which history, as its buttons carry it. */
export const historyTurn = z.intersection(
  z.union([z.object({ groupId: z.string() }), z.object({ requestId: z.string() })]),
  z.object({ before: z.number().int().optional(), after: z.number().int().optional() }),
);
export type HistoryTurn = z.infer<typeof historyTurn>;

/** One page of a history, and what is known of its group now. */
export interface HistoryShown {
  turn: HistoryTurn;
  page: HistoryPage;
  /** The group's name today, or else as it was recorded last; undefined once it was erased. */
  name: string | undefined;
  /** Left out for a request that never had a group. */
  is?: Existence['is'];
  reader: Reader;
  /** Requests of this page, and whether they can be taken back, or were. */
  undos: ReadonlyMap<string, UndoListed>;
  /** The deletion from which the group can be restored. */
  restorable?: ChangeRequest | undefined;
}

const ELSEWHERE = 'Changes made in DocSpace itself are not in this history.';
/** Longest text beside the blocks, in code points. */
const LONGEST_TEXT = 3000;

/** A history as a private message. */
export function historyMessage(shown: HistoryShown): Message {
  const told = shown.page.lines.map((line) => textOf(line, shown));
  const sentences =
    told.length > 0 ? [`${headingOf(shown)}, newest first.`, ...stateText(shown), ...told] : [emptyText(shown)];
  return { text: escapeMrkdwn(cut(sentences.join(' '), LONGEST_TEXT)), blocks: historyBlocks(shown) };
}

/** The same in a modal, on top of the one it was opened from. */
export function historyModal(shown: HistoryShown, origin: ReplyTarget): Modal {
  const metadata = JSON.stringify({ origin });
  return modal({ title: HISTORY_TITLE, close: 'Back', metadata, blocks: historyBlocks(shown) });
}

function historyBlocks(shown: HistoryShown): Block[] {
  const { page } = shown;
  if (page.lines.length === 0) return [paragraph(emptyText(shown))];
  return [
    header(headingOf(shown)),
    ...stateText(shown).map(small),
    ...page.lines.flatMap((line) => [lineBlock(line, shown), ...undoRow(line, shown)]),
    ...(page.older ? [] : [small(ELSEWHERE)]),
    ...pageButtons(shown),
  ];
}

function headingOf({ turn, name }: HistoryShown): string {
  if ('requestId' in turn) return `History of request ${turn.requestId}`;
  return name === undefined ? `History of group ${turn.groupId.slice(0, 8)}` : `History of ${nameOf({ name })}`;
}

/** What sets a group apart from one that is there. */
function stateText({ turn, is, name }: HistoryShown): string[] {
  if (!('groupId' in turn) || is === 'there') return [];
  const id = turn.groupId.slice(0, 8);
  const nameless = name === undefined ? ' Its name was removed from the records.' : '';
  if (is === 'gone') return [`This group is no longer in DocSpace · ${id}.${nameless}`];
  return [`DocSpace did not answer just now, so this is what was recorded here · ${id}.${nameless}`];
}

function emptyText(shown: HistoryShown): string {
  const { turn, name, is } = shown;
  if (is === 'gone' && 'groupId' in turn)
    return `Neither DocSpace nor this history knows a group with the id ${turn.groupId.slice(0, 8)}. To see the groups there are, type /docspace-group list.`;
  const what = name === undefined ? 'this' : `“${nameOf({ name })}”`;
  return `Nothing is recorded about ${what} here. ${ELSEWHERE}`;
}

function lineBlock(line: HistoryLine, shown: HistoryShown): Block {
  const { who, text, reason } = sentenceOf(line);
  return lines([
    moment(line.at),
    ' · ',
    ...(who === undefined ? [] : [bold(who), ' ']),
    `${text}${requestNote(line, shown)}`,
    ...(reason === undefined ? [] : [`\n${reasonText(line, shown.reader, reason)}`]),
  ]);
}

function reasonText(line: HistoryLine, reader: Reader, reason: string): string {
  return canReadReason(reader, line) ? `Reason: ${reason}` : 'Reason: on the card of the request, for its channel.';
}

/** A line in sentences, for notifications and screen readers. */
function textOf(line: HistoryLine, shown: HistoryShown): string {
  const { who, text, reason } = sentenceOf(line);
  const at = `${new Date(line.at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const why = reason === undefined ? '' : ` ${reasonText(line, shown.reader, reason)}`;
  return `${at}: ${who === undefined ? '' : `${who} `}${text}${requestNote(line, shown)}${why}`;
}

/** A request has several lines; its id finds them, and its card. The one that tells that it was done tells what became of it. */
function requestNote(line: HistoryLine, shown: HistoryShown): string {
  const { requestId } = line;
  if (requestId === undefined) return '';
  const by = undoOf(line, shown)?.by;
  return ` (${requestId})${by ? ` ${undoneText(by)}` : ''}`;
}

/** The request of a line that tells what it did. */
function undoOf({ action, requestId = '' }: HistoryLine, { undos }: HistoryShown): UndoListed | undefined {
  return isDone(action) ? undos.get(requestId) : undefined;
}

/** Whether a line tells that a request was carried out. */
export function isDone(action: string): boolean {
  return action.endsWith('_done');
}

/** Takes back what a line tells, as long as the group is there. */
function undoRow(line: HistoryLine, shown: HistoryShown): Block[] {
  const undo = undoOf(line, shown);
  if (!undo?.undoable || shown.is !== 'there') return [];
  return [buttons(`undo_${undo.request.id}`, undoButton(undo.request))];
}

function pageButtons({ turn, page, name, restorable }: HistoryShown): Block[] {
  const scope = 'groupId' in turn ? { groupId: turn.groupId } : { requestId: turn.requestId };
  const [first, last] = [page.lines[0], page.lines.at(-1)];
  const turning = (text: string, more: object): ButtonSpec => ({
    text,
    // Two buttons of one row need ids of their own; the listener takes both by their common beginning.
    action: `${HISTORY_PAGE}:${text}`,
    value: JSON.stringify({ ...scope, ...more }),
    label: `${text} history${name === undefined ? '' : ` of ${nameOf({ name })}`}`,
  });
  const row = [
    ...(page.newer && first ? [turning('Newer', { after: first.id })] : []),
    ...(page.older && last ? [turning('Older', { before: last.id })] : []),
    ...(restorable ? [restoreButton(restorable)] : []),
  ];
  return row.length > 0 ? [buttons('history_pages', ...row)] : [];
}

/** Several groups match what was typed: the person chooses. */
export function severalMatch({ several, total }: { several: readonly Candidate[]; total: number }): Message {
  const text =
    several.length === total
      ? `${total} groups match. Whose history do you mean?`
      : `${total} groups match; these are ${several.length} of them. Type more of the name to see others.`;
  const named = several.map(({ id, name = '', details }) => ({ id, name: nameOf({ name }), details }));
  return {
    text: escapeMrkdwn(`${text} ${named.map(({ name, details }) => `${name}: ${details}.`).join(' ')}`),
    blocks: [
      paragraph(text),
      ...named.map(({ id, name, details }) => ({
        type: 'section' as const,
        text: plain(`${name}\n${details}`),
        accessory: button(historyButton({ id, name })),
      })),
    ],
  };
}
