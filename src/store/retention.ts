import type { Kysely } from 'kysely';
import { answerCode, type Write } from './record.ts';
import type { Database } from './tables.ts';
import { REMOVED, rewriteJson, withoutNames } from './words.ts';

/** Rows of one transaction: few enough that nobody who clicks meanwhile waits for it. */
const BATCH = 100;
/** How long a form that was never sent is kept, in milliseconds. */
const DRAFT_LIFE_MS = 24 * 3_600_000;

interface Store {
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
  const every = (batch: (trx: Kysely<Database>, limit: Limit) => Promise<number>) =>
    inBatches(store, retention.signal, (trx) => batch(trx, { before, openStates: retention.openStates }));
  return {
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
  batch: (trx: Kysely<Database>) => Promise<number>,
): Promise<number> {
  let all = 0;
  while (!signal?.aborted) {
    const changed = await store.write((trx) => batch(trx));
    all += changed;
    if (changed < BATCH) break;
  }
  return all;
}

async function eraseRequests(trx: Kysely<Database>, { before, openStates }: Limit): Promise<number> {
  const rows = await trx
    .selectFrom('requests')
    .select(['id', 'person_name', 'shown_json', 'facts_json'])
    .where('state', 'not in', [...openStates])
    .where('updated_at', '<', before)
    // What was erased before has both.
    .where((where) => where.or([where('reason', '!=', REMOVED), where('group_name', '!=', REMOVED)]))
    .limit(BATCH)
    .execute();
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

/** Decisions, attempts and messages of a request. */
async function eraseAround(trx: Kysely<Database>, requestId: string): Promise<void> {
  const words = { person_name: null, note: null };
  await trx.updateTable('decisions').set(words).where('request_id', '=', requestId).execute();
  const attempts = await trx
    .selectFrom('attempts')
    .select(['id', 'before_json', 'answer'])
    .where('request_id', '=', requestId)
    .execute();
  for (const { id, before_json, answer } of attempts)
    await trx
      .updateTable('attempts')
      .set({ before_json: withoutNames(before_json), answer: answerCode(answer ?? undefined) ?? null })
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
