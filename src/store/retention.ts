import { type Kysely, sql } from 'kysely';
import { REMOVED, rewriteJson, withoutNames } from './personal-text.ts';
import { answerCode, type Write } from './record.ts';
import type { Database } from './tables.ts';

/** Rows per transaction: few enough that clicks do not wait for it. */
const BATCH = 100;
/** Members per transaction; a request can have many thousands. */
const MEMBER_BATCH = 500;
/** How long a form that was never submitted is kept, in milliseconds. */
const DRAFT_LIFE_MS = 24 * 3_600_000;

interface Store {
  db: Kysely<Database>;
  now(): Promise<number>;
  write: Write;
}

/** Options of {@link applyRetention}. */
export interface Retention {
  /** How long personal text is kept after its request ended, in milliseconds. */
  olderThanMs: number;
  /** States of requests that have not ended. */
  openStates: readonly string[];
  /** Stops between two batches; the rest is erased in the next run. */
  signal?: AbortSignal | undefined;
}

/** Numbers of rows changed or deleted. */
export interface Erased {
  members: number;
  requests: number;
  lines: number;
  drafts: number;
}

/**
 * Erases personal text of requests that ended long ago: names, reasons, notes, messages. Ids, states, times and every line of
 * the audit record stay. Open requests keep everything, however old they are.
 */
export async function applyRetention(store: Store, retention: Retention): Promise<Erased> {
  const before = (await store.now()) - retention.olderThanMs;
  const limit = { before, openStates: retention.openStates };
  const erase = (batch: (trx: Kysely<Database>, limit: Limit) => Promise<number>) =>
    inBatches(store, retention.signal, BATCH, (trx) => batch(trx, limit));
  return {
    members: await deleteMembers(store, retention.signal, limit),
    requests: await erase(eraseRequests),
    lines: await erase(eraseLines),
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
  size: number,
  batch: (trx: Kysely<Database>) => Promise<number>,
): Promise<number> {
  let total = 0;
  while (!signal?.aborted) {
    const changed = await store.write((trx) => batch(trx));
    total += changed;
    if (changed < size) break;
  }
  return total;
}

/** Deletes the member lists of ended requests; the group's fingerprint and its number of members stay. */
async function deleteMembers(store: Store, signal: AbortSignal | undefined, limit: Limit): Promise<number> {
  let total = 0;
  for (let ids = await endedAfter(store, '', limit); ids.length > 0; ids = await endedAfter(store, ids.at(-1), limit))
    total += await inBatches(store, signal, MEMBER_BATCH, async (trx) => {
      const some = trx
        .selectFrom('request_members')
        .select(['request_id', 'position'])
        .where('request_id', 'in', ids)
        .limit(MEMBER_BATCH);
      const deleted = await sql`delete from request_members where (request_id, position) in (${some})`.execute(trx);
      return Number(deleted.numAffectedRows ?? 0);
    });
  return total;
}

/** Requests that ended long ago and were not erased yet, ordered by id. */
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
      // Both are set in rows that were erased before.
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
        // A hash of the submitted values: a short reason could be guessed from it.
        values_hash: null,
        person_name: row.person_name === null ? null : REMOVED,
        shown_json: withoutNames(row.shown_json),
        wanted_json: row.wanted_json === null ? null : withoutNames(row.wanted_json),
        rooms_json: row.rooms_json === null ? null : withoutNames(row.rooms_json),
        facts_json: factsWithoutText(row.facts_json),
      })
      .where('id', '=', row.id)
      .execute();
    await eraseRelated(trx, row.id);
  }
  return rows.length;
}

/** Keeps the code, ids and numbers of facts; sentences can contain personal text. */
function factsWithoutText(json: string): string {
  return rewriteJson(withoutNames(json), { object: ({ text: _, note: __, ...rest }) => rest });
}

/** Erases rooms, decisions, attempts and messages of a request. */
async function eraseRelated(trx: Kysely<Database>, requestId: string): Promise<void> {
  // At most 200 rows, so no batches; the number of rooms stays in the request.
  await trx.deleteFrom('request_rooms').where('request_id', '=', requestId).execute();
  const erased = { person_name: null, note: null };
  await trx.updateTable('decisions').set(erased).where('request_id', '=', requestId).execute();
  const attempts = trx.selectFrom('attempts').select(['id', 'answer']).where('request_id', '=', requestId);
  for (const { id, answer } of await attempts.execute())
    await trx
      .updateTable('attempts')
      .set({ answer: answerCode(answer ?? undefined) ?? null })
      .where('id', '=', id)
      .execute();
  // The outbox gives up a message without a text, so one that was never posted is dropped.
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
