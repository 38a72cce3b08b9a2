import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Settled } from '../../changes/index.ts';
import type { Database, Store } from '../../store/index.ts';

/**
 * How long a process has a request for itself once it begins to write, in milliseconds: longer than a write waits for its
 * place (25 s) and its answer (60 s), and than it is looked after at once (30 s).
 */
const LEASE_MS = 180_000;
/** Nothing is sent with less of the lease left: a process that was paused may find it taken over. */
const LEFT_BEFORE_SENDING_MS = 120_000;

/** What is known when an attempt begins. */
interface Beginning {
  requestId: string;
  owner: string;
  /** Fingerprint of the group that is to be written to. */
  before?: string;
  /** Ids of the groups that have the name of one that is to be created, or of the members whom an edit touches. */
  known?: readonly string[];
  /** Where nothing is looked up between this and the write. */
  sentAt?: number;
}

/** Begins an attempt, in the transaction that moves its request. */
export async function beginAttempt(
  trx: Kysely<Database>,
  now: number,
  { requestId, owner, before, known, sentAt }: Beginning,
): Promise<string> {
  const id = randomUUID();
  await trx
    .insertInto('attempts')
    .values({
      id,
      request_id: requestId,
      owner,
      lease_until: now + LEASE_MS,
      started_at: now,
      sent_at: sentAt ?? null,
      before_fingerprint: before ?? null,
      known_json: known ? JSON.stringify(known) : null,
    })
    .execute();
  return id;
}

/**
 * Keeps an attempt of several writes for its process; false when it went to another one.
 * @param nextWithinMs writes that go out within so many milliseconds from now are not written down each
 */
export async function renewAttempt(
  trx: Kysely<Database>,
  now: number,
  { attempt: id, owner, nextWithinMs }: { attempt: string; owner: string; nextWithinMs: number },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('attempts')
    // What becomes of a write is looked for by the time it was sent: the last of these is sent by then.
    .set({ sent_at: now + nextWithinMs, lease_until: now + nextWithinMs + LEASE_MS })
    .where('id', '=', id)
    .where('owner', '=', owner)
    .where('settled', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Writes down that the write goes out now; false when the attempt went to another process, or its time is short. */
export function markSent(store: Store, id: string, owner: string): Promise<boolean> {
  return store.write(async (trx, now) => {
    const { numUpdatedRows } = await trx
      .updateTable('attempts')
      .set({ sent_at: now })
      .where('id', '=', id)
      .where('owner', '=', owner)
      .where('settled', 'is', null)
      .where('lease_until', '>=', now + LEFT_BEFORE_SENDING_MS)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  });
}

/** Ends an attempt; false when another process took it over. */
export async function settleAttempt(
  trx: Kysely<Database>,
  { id, owner, settled, answer }: { id: string; owner?: string; settled: Settled; answer?: string },
): Promise<boolean> {
  let update = trx
    .updateTable('attempts')
    .set({ settled, answer: answer ?? null })
    .where('id', '=', id)
    .where('settled', 'is', null);
  if (owner !== undefined) update = update.where('owner', '=', owner);
  return (await update.executeTakeFirst()).numUpdatedRows > 0n;
}

/** Requests whose process died, or lost its lease, in the middle of an attempt; of whatever kind. */
export async function abandonedAttempts(store: Store): Promise<string[]> {
  const rows = await store.db
    .selectFrom('attempts')
    .select('request_id')
    .where('settled', 'is', null)
    .where('lease_until', '<=', await store.now())
    .execute();
  return rows.map((row) => row.request_id);
}

/** Ends every lease, so that unfinished work is taken up at once: right where no other process uses the database. */
export function freeLeases(store: Store): Promise<void> {
  return store.write(async (trx, now) => {
    await trx.updateTable('attempts').set({ lease_until: now }).where('settled', 'is', null).execute();
  });
}
