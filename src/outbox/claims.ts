import type { Kysely } from 'kysely';
import type { Database, MessagesTable, Store } from '../store/index.ts';
import { messageOf, type OutboxMessage } from './messages.ts';

/** How long a process may take to send one message before another one takes it over, in milliseconds. */
const LEASE_MS = 90_000;
/** Requests whose messages one sweep sends. */
const MOST_PER_SWEEP = 100;

/** Messages in the database: which are to be sent, by whom, and how that ended. */
export interface Claims {
  /** Requests with messages that are due, those due longest first. */
  dueRequests(): Promise<string[]>;
  /** All messages of a request, the card first, then in order. */
  ofRequest(requestId: string): Promise<OutboxMessage[]>;
  /** Takes a due message; undefined when it is not due, or another process has it. */
  claim(id: string): Promise<OutboxMessage | undefined>;
  /** Writes down that a post begins now: after a crash it counts as perhaps sent. False when another process has it. */
  begin(id: string): Promise<boolean>;
  /** Gives a message back, to be tried again after a pause. */
  putOff(message: OutboxMessage, pauseMs: number, set?: Partial<MessagesTable>): Promise<void>;
  /** Lets a request's replies wait as well, where they do not wait longer already. */
  putOffReplies(requestId: string, pauseMs: number): Promise<void>;
  /** Writes down how sending ended and gives the message back; false when it went to another process meanwhile. */
  settle(id: string, set: Partial<MessagesTable>): Promise<boolean>;
  /** Sets where a card stands; false when it stands somewhere else already. */
  setCardTs(id: string, ts: string): Promise<boolean>;
  /** A request's card at this place was deleted in Slack: it has to be posted anew. */
  cardIsGone(requestId: string, ts: string): Promise<void>;
  /** Ends every claim: right where no other process uses the database. */
  freeAll(): Promise<void>;
  /** Makes what Slack refused before due now. */
  retryRefused(): Promise<void>;
}

/** Claims of one process, named by its owner. */
export function createClaims(store: Store, owner: string): Claims {
  const { db } = store;
  return {
    async dueRequests() {
      const rows = await dueMessages(db, await store.now())
        .select((query) => ['request_id', query.fn.min('next_try_at').as('since')])
        .groupBy('request_id')
        .orderBy('since')
        .limit(MOST_PER_SWEEP)
        .execute();
      return rows.map((row) => row.request_id);
    },
    async ofRequest(requestId) {
      const rows = await db
        .selectFrom('messages')
        .selectAll()
        .where('request_id', '=', requestId)
        .orderBy('position')
        .execute();
      return rows.map(messageOf);
    },
    claim: (id) =>
      store.write(async (trx, now) => {
        const row = await trx
          .updateTable('messages')
          .set({ owner, lease_until: now + LEASE_MS })
          .where('id', '=', id)
          .whereRef('posted_version', '<', 'desired_version')
          .where('next_try_at', '<=', now)
          .where((where) => where.or([where('lease_until', 'is', null), where('lease_until', '<=', now)]))
          .returningAll()
          .executeTakeFirst();
        return row && messageOf(row);
      }),
    begin: (id) =>
      store.write(async (trx, now) => {
        const { numUpdatedRows } = await trx
          .updateTable('messages')
          .set({ sending_since: now })
          .where('id', '=', id)
          .where('owner', '=', owner)
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      }),
    putOff: ({ id, tries }, pauseMs, set = {}) =>
      store.write(async (trx, now) => {
        const next_try_at = now + pauseMs;
        await trx
          .updateTable('messages')
          .set({ ...set, tries: tries + 1, next_try_at, sending_since: null, owner: null, lease_until: null })
          .where('id', '=', id)
          .where('owner', '=', owner)
          .execute();
      }),
    putOffReplies: (requestId, pauseMs) =>
      store.write(async (trx, now) => {
        const next_try_at = now + pauseMs;
        await replies(trx, requestId).set({ next_try_at }).where('next_try_at', '<', next_try_at).execute();
      }),
    settle: (id, set) =>
      store.write(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('messages')
          .set({ ...set, owner: null, lease_until: null })
          .where('id', '=', id)
          .where('owner', '=', owner)
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      }),
    setCardTs: (id, ts) =>
      store.write(async (trx, now) => {
        const placed = await trx
          .updateTable('messages')
          .set({ ts })
          .where('id', '=', id)
          // A click can have written it down before Slack answered the post.
          .where((where) => where.or([where('ts', 'is', null), where('ts', '=', ts)]))
          .returning('request_id')
          .executeTakeFirst();
        // Those that were tried keep the pause that Slack asked for.
        if (placed) await replies(trx, placed.request_id).set({ next_try_at: now }).where('tries', '=', 0).execute();
        return placed !== undefined;
      }),
    cardIsGone: (requestId, ts) =>
      store.write(async (trx, now) => {
        await trx
          .updateTable('messages')
          .set({ ts: null, blocked_reason: 'message_not_found', posted_version: 0, next_try_at: now })
          .where('request_id', '=', requestId)
          .where('what', '=', 'card')
          .where('ts', '=', ts)
          .execute();
      }),
    freeAll: () =>
      store.write(async (trx) => {
        await trx
          .updateTable('messages')
          .set({ owner: null, lease_until: null })
          .where('lease_until', 'is not', null)
          .execute();
      }),
    retryRefused: () =>
      store.write(async (trx, now) => {
        await trx
          .updateTable('messages')
          .set({ next_try_at: now })
          .whereRef('posted_version', '<', 'desired_version')
          .where('blocked_reason', 'is not', null)
          .execute();
      }),
  };
}

function dueMessages(db: Kysely<Database>, now: number) {
  return db
    .selectFrom('messages')
    .whereRef('posted_version', '<', 'desired_version')
    .where('next_try_at', '<=', now)
    .where((where) => where.or([where('lease_until', 'is', null), where('lease_until', '<=', now)]));
}

/** The unsent replies of a request. */
function replies(trx: Kysely<Database>, requestId: string) {
  return trx
    .updateTable('messages')
    .where('what', '=', 'reply')
    .whereRef('posted_version', '<', 'desired_version')
    .where('request_id', '=', requestId);
}
