import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from './tables.ts';

/** Marks the lines that this process writes. */
const REPLICA = randomUUID().slice(0, 8);

/** One line of the record. */
export interface RecordLine {
  /** Milliseconds since the epoch. */
  at: number;
  /** What was done, such as `group_created` or `delete_approve`. */
  action: string;
  /** Slack account. */
  account?: string | undefined;
  personId?: string | undefined;
  portal?: string | undefined;
  groupId?: string | undefined;
  requestId?: string | undefined;
  /** What the person was shown when they decided: a fingerprint. */
  shown?: string | undefined;
  /** What the portal answered, or why something was refused: a code. */
  answer?: string | undefined;
  /** Words of people, kept apart so that they can be erased. */
  words?: { groupName?: string | undefined; personName?: string | undefined; note?: string | undefined } | undefined;
}

/** Adds to the record; inside a transaction when given one. */
export async function recordLine(db: Kysely<Database>, line: RecordLine): Promise<void> {
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

/** What happened to a group, newest first. */
export async function recordOf(db: Kysely<Database>, groupId: string): Promise<RecordLine[]> {
  const rows = await db
    .selectFrom('record')
    .leftJoin('record_words', 'record_words.record_id', 'record.id')
    .selectAll('record')
    .select(['group_name', 'person_name', 'note'])
    .where('group_id', '=', groupId)
    .orderBy('record.id', 'desc')
    .execute();
  return rows.map((row) => ({
    at: row.at,
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
  }));
}
