import { type Kysely, sql } from 'kysely';
import { REMOVED, rewriteJson, withoutNames } from './personal-text.ts';
import { answerCode, type Write } from './record.ts';
import type { Database } from './tables.ts';

/** Rows of one transaction: few enough that nobody who clicks meanwhile waits for it. */
const BATCH = 100;
/** Members that are deleted at once; a request can have many thousands. */
const MEMBERS_AT_ONCE = 500;
/** How long a form that was never sent is kept, in milliseconds. */
const DRAFT_LIFE_MS = 24 * 3_600_000;

interface Store {
  db: Kysely<Database>;
  now(): Promise<number>;
  write: Write;
}

/** What is erased, and what never is. */
export interface Retention {
  /** How long words are kept after the request they belong to ended, in milliseconds. */
  olderThanMs: number;
  /** States of requests that have not ended. */
  openStates: readonly string[];
  /** Ends it between two batches; the rest is erased the next time. */
  signal?: AbortSignal | undefined;
}

/** How many rows were changed or deleted. */
export interface Erased {
  members: number;
  requests: number;
  lines: number;
  drafts: number;
}

/**
 * Erases personal words of what ended long ago: names, reasons, notes, messages. Ids, states and times stay, and so does
 * every line of the record. Requests that are still open keep all of it, however old they are.
 */
export async function applyRetention(store: Store, retention: Retention): Promise<Erased> {
  const before = (await store.now()) - retention.olderThanMs;
  const limit = { before, openStates: retention.openStates };
  const every = (batch: (trx: Kysely<Database>, limit: Limit) => Promise<number>) =>
    inBatches(store, retention.signal, BATCH, (trx) => batch(trx, limit));
  return {
    members: await deleteMembers(store, retention.signal, limit),
    requests: await every(eraseRequests),
    lines: await every(eraseLines),
    drafts: await store.write((trx, now) => deleteDrafts(trx, now - DRAFT_LIFE_MS, retention.openStates)),
  };
}

interface Limit {
  before: number;
  openStates: readonly string[];
}

async function inBatches(
  store: Store,
  signal: AbortSignal | undefined,
  most: number,
  batch: (trx: Kysely<Database>) => Promise<number>,
): Promise<number> {
  let all = 0;
  while (!signal?.aborted) {
    const changed = await store.write((trx) => batch(trx));
    all += changed;
    if (changed < most) break;
  }
  return all;
}

/** Who was in the groups of requests that ended is deleted; the group's fingerprint stays, and how many they were. */
async function deleteMembers(store: Store, signal: AbortSignal | undefined, limit: Limit): Promise<number> {
  let all = 0;
  for (let ids = await endedAfter(store, '', limit); ids.length > 0; ids = await endedAfter(store, ids.at(-1), limit))
    all += await inBatches(store, signal, MEMBERS_AT_ONCE, async (trx) => {
      const some = trx
        .selectFrom('request_members')
        .select(['request_id', 'position'])
        .where('request_id', 'in', ids)
        .limit(MEMBERS_AT_ONCE);
      const deleted = await sql`delete from request_members where (request_id, position) in (${some})`.execute(trx);
      return Number(deleted.numAffectedRows ?? 0);
    });
  return all;
}

/** Requests that ended long ago and were not erased yet, in the order of their ids. */
async function endedAfter({ db }: Store, after: string | undefined, limit: Limit): Promise<string[]> {
  if (after === undefined) return [];
  const rows = await toErase(db, limit).select('id').where('id', '>', after).orderBy('id').limit(BATCH).execute();
  return rows.map((row) => row.id);
}

function toErase(db: Kysely<Database>, { before, openStates }: Limit) {
  return (
    db
      .selectFrom('requests')
      .where('state', 'not in', [...openStates])
      .where('updated_at', '<', before)
      // What was erased before has both.
      .where((where) => where.or([where('reason', '!=', REMOVED), where('group_name', '!=', REMOVED)]))
  );
}

async function eraseRequests(trx: Kysely<Database>, limit: Limit): Promise<number> {
  const columns = ['id', 'person_name', 'shown_json', 'wanted_json', 'rooms_json', 'facts_json'] as const;
  const rows = await toErase(trx, limit).select(columns).limit(BATCH).execute();
  for (const row of rows) {
    await trx
      .updateTable('requests')
      .set({
        group_name: REMOVED,
        reason: REMOVED,
        // A hash of the reason: a short one could be guessed from it.
        values_hash: null,
        person_name: row.person_name === null ? null : REMOVED,
        shown_json: withoutNames(row.shown_json),
        wanted_json: row.wanted_json === null ? null : withoutNames(row.wanted_json),
        rooms_json: row.rooms_json === null ? null : withoutNames(row.rooms_json),
        facts_json: factsWithoutWords(row.facts_json),
      })
      .where('id', '=', row.id)
      .execute();
    await eraseAround(trx, row.id);
  }
  return rows.length;
}

/** Facts are a code, ids and numbers beside sentences about people. */
function factsWithoutWords(json: string): string {
  return rewriteJson(withoutNames(json), { object: ({ text: _, note: __, ...rest }) => rest });
}

/** Rooms, decisions, attempts and messages of a request. */
async function eraseAround(trx: Kysely<Database>, requestId: string): Promise<void> {
  // 200 at most; how many they were stays.
  await trx.deleteFrom('request_rooms').where('request_id', '=', requestId).execute();
  const words = { person_name: null, note: null };
  await trx.updateTable('decisions').set(words).where('request_id', '=', requestId).execute();
  const attempts = trx.selectFrom('attempts').select(['id', 'answer']).where('request_id', '=', requestId);
  for (const { id, answer } of await attempts.execute())
    await trx
      .updateTable('attempts')
      .set({ answer: answerCode(answer ?? undefined) ?? null })
      .where('id', '=', id)
      .execute();
  // One that Slack has not taken by now is given up by the outbox, which does not send a message without a text.
  await trx.updateTable('messages').set({ message_json: null }).where('request_id', '=', requestId).execute();
}

async function eraseLines(trx: Kysely<Database>, { before, openStates }: Limit): Promise<number> {
  const rows = await trx
    .selectFrom('record_words')
    .innerJoin('record', 'record.id', 'record_words.record_id')
    .leftJoin('requests', 'requests.id', 'record.request_id')
    .select('record_id')
    .where('record.at', '<', before)
    .where((where) =>
      where.or([
        where('requests.id', 'is', null),
        where.and([where('requests.state', 'not in', [...openStates]), where('requests.updated_at', '<', before)]),
      ]),
    )
    .limit(BATCH)
    .execute();
  const ids = rows.map((row) => row.record_id);
  if (ids.length > 0) await trx.deleteFrom('record_words').where('record_id', 'in', ids).execute();
  return ids.length;
}

async function deleteDrafts(trx: Kysely<Database>, before: number, openStates: readonly string[]): Promise<number> {
  const deleted = await trx
    .deleteFrom('drafts')
    .where('created_at', '<', before)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('requests')
            .select('requests.id')
            .whereRef('requests.draft', '=', 'drafts.id')
            .where('requests.state', 'in', [...openStates]),
        ),
      ),
    )
    .executeTakeFirst();
  return Number(deleted.numDeletedRows);
}
