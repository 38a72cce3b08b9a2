import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { type RecordedRoom, recordedRooms } from './recorded-rooms.ts';
import type { Database, RecordTable, RecordWordsTable } from './tables.ts';

/** Identifies the lines written by this process. */
const REPLICA = randomUUID().slice(0, 8);
/** Lines per query when the whole record is read. */
const PAGE = 500;

/** One line of the audit record. */
export interface RecordLine {
  /** Milliseconds since the epoch. */
  at: number;
  /** Such as `group_created` or `delete_approve`. */
  action: string;
  /** Slack account. */
  account?: string | undefined;
  personId?: string | undefined;
  portal?: string | undefined;
  groupId?: string | undefined;
  requestId?: string | undefined;
  /** Fingerprint of the group as the person was shown it when they decided. */
  shown?: string | undefined;
  /** The portal's answer or the reason of a refusal, as a code; see {@link answerCode}. */
  answer?: string | undefined;
  /** Personal text, stored separately so that it can be erased. */
  words?: { groupName?: string | undefined; personName?: string | undefined; note?: string | undefined } | undefined;
}

/** A stored line. */
export interface StoredLine extends RecordLine {
  id: number;
  replica: string;
  /** On the last line of a deletion, as {@link readRecord} returns it: the rooms that opened through its group. */
  rooms?: RecordedRoom[];
}

/** Adds a line to the record. */
export async function recordLine(db: Kysely<Database>, given: RecordLine): Promise<void> {
  const line = { ...given, answer: answerCode(given.answer) };
  const { id } = await db
    .insertInto('record')
    .values({
      at: line.at,
      replica: REPLICA,
      action: line.action,
      account: line.account ?? null,
      person_id: line.personId ?? null,
      portal: line.portal ?? null,
      group_id: line.groupId ?? null,
      request_id: line.requestId ?? null,
      shown: line.shown ?? null,
      answer: line.answer ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  collected.get(db)?.push(line);
  const { groupName, personName, note } = line.words ?? {};
  if (groupName === undefined && personName === undefined && note === undefined) return;
  await db
    .insertInto('record_words')
    .values({
      record_id: id,
      group_name: groupName ?? null,
      person_name: personName ?? null,
      note: note ?? null,
    })
    .execute();
}

/** `access_denied`, `group-changed`, `GET 404`. */
const CODE = /^[\w.-]+( \d{3})?$/;

/**
 * An answer without personal text: lines of the record can never be changed, so they must not contain anything that has to
 * be erased later. The message of a programming error is reduced to the error's name.
 */
export function answerCode(answer: string | undefined): string | undefined {
  if (answer === undefined || CODE.test(answer)) return answer;
  return /^\w*Error(?=:)/.exec(answer)?.[0] ?? 'other';
}

/** Lines of transactions that are still open. */
const collected = new WeakMap<Kysely<Database>, RecordLine[]>();

/** The `write` of a store. */
export type Write = <T>(
  work: (trx: Transaction<Database>, now: number) => Promise<T>,
  options?: { withinMs?: number },
) => Promise<T>;

/**
 * The same store, which calls `onRecorded` for each line that a write transaction added to the record. It is called after the
 * commit, so that rolled back lines are not reported and a retried transaction reports its lines once.
 */
export function withRecordListener<S extends { write: Write }>(store: S, onRecorded: (line: RecordLine) => void): S {
  const write: Write = async (work, options) => {
    let lines: RecordLine[] = [];
    const result = await store.write((trx, now) => {
      lines = [];
      collected.set(trx, lines);
      return work(trx, now);
    }, options);
    for (const line of lines) onRecorded(line);
    return result;
  };
  return { ...store, write };
}

/** The record of a group, newest first. */
export async function recordOf(db: Kysely<Database>, groupId: string): Promise<StoredLine[]> {
  const rows = await withWords(db).where('group_id', '=', groupId).orderBy('record.id', 'desc').execute();
  return rows.map(lineOf);
}

/** The record or a part of it, oldest first; read page by page, so that memory use does not grow with its length. */
export async function* readRecord(
  db: Kysely<Database>,
  { since, groupId }: { since?: number | undefined; groupId?: string | undefined } = {},
): AsyncGenerator<StoredLine> {
  let after = 0;
  for (;;) {
    let page = withWords(db).where('record.id', '>', after).orderBy('record.id').limit(PAGE);
    if (since !== undefined) page = page.where('at', '>=', since);
    if (groupId !== undefined) page = page.where('group_id', '=', groupId);
    const lines = (await page.execute()).map(lineOf);
    yield* await withRooms(db, lines);
    const last = lines.at(-1);
    if (!last || lines.length < PAGE) return;
    after = last.id;
  }
}

/** Adds the rooms of the group to the last line of a deletion. */
async function withRooms(db: Kysely<Database>, lines: readonly StoredLine[]): Promise<StoredLine[]> {
  const isDone = ({ action }: StoredLine) => action === 'delete_done';
  const rooms = await recordedRooms(
    db,
    lines.filter(isDone).flatMap(({ requestId }) => requestId ?? []),
  );
  return lines.map((line) => {
    const ofGroup = isDone(line) ? rooms.get(line.requestId ?? '') : undefined;
    return ofGroup ? { ...line, rooms: ofGroup } : line;
  });
}

/** Selects lines with their personal text, where it was not erased. */
export function withWords(db: Kysely<Database>) {
  return db
    .selectFrom('record')
    .leftJoin('record_words', 'record_words.record_id', 'record.id')
    .selectAll('record')
    .select(['group_name', 'person_name', 'note']);
}

type Row = Selectable<RecordTable> & Pick<RecordWordsTable, 'group_name' | 'person_name' | 'note'>;

/** A row of {@link withWords} as a line. */
export function lineOf(row: Row): StoredLine {
  return {
    id: row.id,
    at: row.at,
    replica: row.replica,
    action: row.action,
    account: row.account ?? undefined,
    personId: row.person_id ?? undefined,
    portal: row.portal ?? undefined,
    groupId: row.group_id ?? undefined,
    requestId: row.request_id ?? undefined,
    shown: row.shown ?? undefined,
    answer: row.answer ?? undefined,
    words: {
      groupName: row.group_name ?? undefined,
      personName: row.person_name ?? undefined,
      note: row.note ?? undefined,
    },
  };
}
