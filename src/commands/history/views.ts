import { z } from 'zod';
import { HISTORY_OPEN } from '../../groups/card.ts';
import { groupDetails, nameOf, repeatedNames, shortId } from '../../groups/format.ts';
import { undoButton } from '../../requests/cards/buttons.ts';
import { goneMessage } from '../../requests/cards/gone-group.ts';
import { type GroupGone, type UndoListed, undoneText } from '../../requests/index.ts';
import {
  type Block,
  type ButtonSpec,
  bold,
  buttons,
  header,
  lines,
  list,
  moment,
  paragraph,
  select,
  small,
} from '../../slack/blocks.ts';
import { dayText } from '../../slack/dates.ts';
import type { Message, ReplyTarget } from '../../slack/messenger.ts';
import { cut, escapeMrkdwn } from '../../slack/text.ts';
import { type Modal, modal, option } from '../../slack/views.ts';
import type { HistoryLine, HistoryPage } from '../../store/index.ts';
import type { Candidate, Existence } from './find.ts';
import { canReadReason, type Reader } from './reasons.ts';
import * as text from './text/history.ts';
import { sentenceOf } from './text/lines.ts';

/** Turns the pages of a history. */
export const HISTORY_PAGE = 'history_page';
export const HISTORY_PICK = 'history_pick';

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
  /** What is known of a group that is no longer in DocSpace. */
  gone?: GroupGone | undefined;
}

/** Longest text beside the blocks, in code points. */
const LONGEST_TEXT = 3000;

/** A history as a private message. */
export function historyMessage(shown: HistoryShown): Message {
  const told = shown.page.lines.map((line) => textOf(line, shown));
  const sentences =
    told.length > 0 ? [text.newestFirst(headingOf(shown)), ...stateText(shown), ...told] : [emptyText(shown)];
  return { text: escapeMrkdwn(cut(sentences.join(' '), LONGEST_TEXT)), blocks: historyBlocks(shown) };
}

/** The same in a modal, on top of the one it was opened from. */
export function historyModal(shown: HistoryShown, origin: ReplyTarget): Modal {
  const metadata = JSON.stringify({ origin });
  return modal({ title: text.TITLE, close: text.CLOSE, metadata, blocks: historyBlocks(shown) });
}

function historyBlocks(shown: HistoryShown): Block[] {
  const { page } = shown;
  if (page.lines.length === 0) return [paragraph(emptyText(shown))];
  return [
    header(headingOf(shown)),
    ...stateBlocks(shown),
    ...page.lines.flatMap((line) => [lineBlock(line, shown), ...undoRow(line, shown)]),
    ...(page.older ? [] : [small(text.ELSEWHERE)]),
    ...pageButtons(shown),
  ];
}

function headingOf({ turn, name }: HistoryShown): string {
  if ('requestId' in turn) return text.historyOfRequest(turn.requestId);
  return name === undefined
    ? text.historyOfNameless(shortId({ id: turn.groupId }))
    : text.historyOfGroup(nameOf({ name }));
}

/** What sets a group apart from one that is there: since when it is gone and by whom, with a button that restores it. */
function stateBlocks(shown: HistoryShown): Block[] {
  const { gone, name } = shown;
  // What the record tells of a deletion begins with the group's name.
  if (gone && name !== undefined) return goneMessage(gone).blocks;
  return stateText(shown).map(small);
}

function stateText({ turn, is, name, gone }: HistoryShown): string[] {
  if (!('groupId' in turn) || is === 'there') return [];
  if (gone && name !== undefined) return [goneMessage(gone).text];
  return [is === 'gone' ? text.GONE : text.NOT_READ, ...(name === undefined ? [text.NAME_REMOVED] : [])];
}

function emptyText({ turn, name, is }: HistoryShown): string {
  if (is === 'gone' && 'groupId' in turn) return text.unknownId(shortId({ id: turn.groupId }));
  return text.nothingRecorded(name === undefined ? undefined : nameOf({ name }));
}

function lineBlock(line: HistoryLine, shown: HistoryShown): Block {
  const { who, text: told, reason } = sentenceOf(line);
  return lines([
    moment(line.at),
    ' · ',
    ...(who === undefined ? [] : [bold(who), ' ']),
    `${told}${requestNote(line, shown)}`,
    ...(reason === undefined ? [] : [`\n${reasonText(line, shown.reader, reason)}`]),
  ]);
}

function reasonText(line: HistoryLine, reader: Reader, reason: string): string {
  return text.reasonText(canReadReason(reader, line) ? reason : undefined);
}

/** A line in sentences, for notifications and screen readers. */
function textOf(line: HistoryLine, shown: HistoryShown): string {
  const { who, text: told, reason } = sentenceOf(line);
  const at = `${new Date(line.at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const why = reason === undefined ? '' : ` ${reasonText(line, shown.reader, reason)}`;
  return `${at}: ${who === undefined ? '' : `${who} `}${told}${requestNote(line, shown)}${why}`;
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

function pageButtons({ turn, page, name }: HistoryShown): Block[] {
  const scope = 'groupId' in turn ? { groupId: turn.groupId } : { requestId: turn.requestId };
  const [first, last] = [page.lines[0], page.lines.at(-1)];
  const turning = (button: string, more: object): ButtonSpec => ({
    text: button,
    // Two buttons of one row need ids of their own; the listener takes both by their common beginning.
    action: `${HISTORY_PAGE}:${button}`,
    value: JSON.stringify({ ...scope, ...more }),
    label: text.turnLabel(button, name === undefined ? undefined : nameOf({ name })),
  });
  const row = [
    ...(page.newer && first ? [turning(text.NEWER, { after: first.id })] : []),
    ...(page.older && last ? [turning(text.OLDER, { before: last.id })] : []),
  ];
  return row.length > 0 ? [buttons('history_pages', ...row)] : [];
}

/** Several groups match what was typed: the person chooses. */
export function severalMatch({ several, total }: { several: readonly Candidate[]; total: number }): Message {
  const news = text.severalText(total, several.length);
  const repeats = repeatedNames(several.map(({ group }) => group));
  const named = several.map((candidate) => ({
    id: candidate.group.id,
    name: nameOf(candidate.group),
    details: detailsOf(candidate, repeats(candidate.group)),
  }));
  const inSentences = named.map(({ name, details }) => text.inSentence(name, details));
  const options = named.map(({ id, name, details }) => option(name, id, details));
  return {
    text: escapeMrkdwn(`${news} ${inSentences.join(', ')}.`),
    blocks: [
      paragraph(news),
      list(...named.map(({ name, details }) => [bold(name), ` · ${details}`])),
      select({ placeholder: text.OPEN_A_HISTORY, action: HISTORY_OPEN, options }),
    ],
  };
}

function detailsOf(candidate: Candidate, withId: boolean): string {
  if (candidate.is === 'there') return groupDetails(candidate.group, { withId });
  const details = text.recordedDetails(candidate.is, dayText(candidate.at));
  return withId ? `${details} · ${shortId(candidate.group)}` : details;
}
