import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Settled } from '../../changes/index.ts';
import type { Database, Store } from '../../store/index.ts';

/**
 * Lease of an attempt, in milliseconds: longer than a write waits for its slot (25 s) and its response (60 s), plus the
 * checks right after it (30 s).
 */
const LEASE_MS = 180_000;
/** Nothing is sent with less of the lease left: a paused process may have lost it. */
const LEFT_BEFORE_SENDING_MS = 120_000;

interface NewAttempt {
  requestId: string;
  owner: string;
  /** Fingerprint of the group before the write. */
  before?: string;
  /** Ids of groups with the name of a creation, or of the members an edit touches. */
  known?: readonly string[];
  /** Set if nothing is looked up between this and the write. */
  sentAt?: number;
}

/** Inserts an attempt, in the transaction that moves its request. */
export async function beginAttempt(
  trx: Kysely<Database>,
  now: number,
  { requestId, owner, before, known, sentAt }: NewAttempt,
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
 * Renews the lease of an attempt with several writes; false when another process has taken it over.
 * @param nextWithinMs writes within this time from now are not recorded one by one
 */
export async function renewAttempt(
  trx: Kysely<Database>,
  now: number,
  { attempt: id, owner, nextWithinMs }: { attempt: string; owner: string; nextWithinMs: number },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('attempts')
    // An outcome is checked relative to sent_at, so it has to be the latest time one of these writes can go out.
    .set({ sent_at: now + nextWithinMs, lease_until: now + nextWithinMs + LEASE_MS })
    .where('id', '=', id)
    .where('owner', '=', owner)
    .where('settled', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Records that the write goes out now; false when another process took over, or too little of the lease is left. */
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

/** Ends an attempt; false when another process has taken it over. */
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

/** Requests of any kind whose process died or lost its lease during an attempt. */
export async function abandonedAttempts(store: Store): Promise<string[]> {
  const rows = await store.db
    .selectFrom('attempts')
    .select('request_id')
    .where('settled', 'is', null)
    .where('lease_until', '<=', await store.now())
    .execute();
  return rows.map((row) => row.request_id);
}

/** Ends every lease, so that unfinished work is resumed at once; only safe when no other process uses the database. */
export function freeLeases(store: Store): Promise<void> {
  return store.write(async (trx, now) => {
    await trx.updateTable('attempts').set({ lease_until: now }).where('settled', 'is', null).execute();
  });
}
