import { type ExpressionBuilder, sql } from 'kysely';
import type { Database, MessagesTable, Store } from '../store/index.ts';
import { messageOf, type OutboxMessage } from './messages.ts';
import type { Closed } from './pace.ts';

/** Lease on one message, in milliseconds: after it another process takes over. */
const LEASE_MS = 90_000;
/** Requests per sweep. */
const SWEEP_LIMIT = 100;

/** A message that can be sent now. */
export interface SendableMessage extends OutboxMessage {
  /** Timestamp of its request's card. */
  cardTs?: string | undefined;
}

/** Where a request's card is, or Slack's error code if it could not be posted; neither while it is pending. */
export interface CardPlace {
  ts?: string | undefined;
  channel?: string | undefined;
  refused?: string | undefined;
}

/** Claims on messages in the database: which can be sent, by which process, and with what result. */
export interface Claims {
  /** Requests with sendable messages, the longest due first; without those held back by Slack's rate limits. */
  dueRequests(closed: Closed): Promise<string[]>;
  /** A request's sendable messages: the card first, then in order. */
  sendable(requestId: string): Promise<SendableMessage[]>;
  /**
   * Claims a message; undefined when it is not sendable, or another process has claimed it. From here on a reply or a
   * direct message counts as possibly sent, and is not claimed again until its result is stored.
   */
  claim(id: string): Promise<OutboxMessage | undefined>;
  /** Closes a reply or a direct message that an earlier claim may have sent; false when there is none. */
  endBegun(id: string): Promise<boolean>;
  /** Releases a message to be retried after a pause. */
  putOff(message: OutboxMessage, pauseMs: number, set?: Partial<MessagesTable>): Promise<void>;
  /** Stores the result and releases the message; false when another process has taken it over. */
  settle(id: string, set: Partial<MessagesTable>): Promise<boolean>;
  /** Stores where a card is; for a direct message the channel is known only now. False when it is already elsewhere. */
  setCardPlace(id: string, place: { channel: string; ts: string }): Promise<boolean>;
  /** A request's card at this place was deleted in Slack: it has to be posted again. */
  cardIsGone(requestId: string, ts: string): Promise<void>;
  cardPlace(requestId: string): Promise<CardPlace>;
  /** Releases every claim; only safe when no other process uses the database. */
  freeAll(): Promise<void>;
  /** Makes postponed messages due now. */
  retryAll(): Promise<void>;
}

/** The claims of one process; `owner` identifies it. */
export function createClaims(store: Store, owner: string): Claims {
  const { db } = store;
  return {
    async dueRequests(closed) {
      const rows = await db
        .selectFrom('messages')
        .select((query) => ['request_id', query.fn.min('next_try_at').as('since')])
        .where(isSendable(await store.now()))
        .where(isOpen(closed))
        .groupBy('request_id')
        .orderBy('since')
        .limit(SWEEP_LIMIT)
        .execute();
      return rows.map((row) => row.request_id);
    },
    async sendable(requestId) {
      const rows = await db
        .selectFrom('messages')
        .selectAll()
        .select((row) => cardOf(row).select('card.ts').as('card_ts'))
        .where('request_id', '=', requestId)
        .where(isSendable(await store.now()))
        .orderBy('position')
        .execute();
      return rows.map((row) => ({ ...messageOf(row), cardTs: row.card_ts ?? undefined }));
    },
    claim: (id) =>
      store.write(async (trx, now) => {
        const row = await trx
          .updateTable('messages')
          .set((row) => ({
            owner,
            lease_until: now + LEASE_MS,
            sending_since: row.case().when('what', '=', 'card').then(null).else(now).end(),
          }))
          .where('id', '=', id)
          .where('sending_since', 'is', null)
          .where(isSendable(now))
          .returningAll()
          .executeTakeFirst();
        return row && messageOf(row);
      }),
    endBegun: (id) =>
      store.write(async (trx, now) => {
        const { numUpdatedRows } = await trx
          .updateTable('messages')
          .set((row) => ({
            posted_version: row.ref('desired_version'),
            sending_since: null,
            owner: null,
            lease_until: null,
          }))
          .where('id', '=', id)
          .where('sending_since', 'is not', null)
          .where(isSendable(now))
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
    setCardPlace: (id, { channel, ts }) =>
      store.write(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('messages')
          .set({ channel, ts })
          .where('id', '=', id)
          // A click can have stored it before Slack answered the post.
          .where((where) => where.or([where('ts', 'is', null), where('ts', '=', ts)]))
          .executeTakeFirst();
        return numUpdatedRows > 0n;
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
    async cardPlace(requestId) {
      const card = await db
        .selectFrom('messages')
        .select(['ts', 'channel', 'blocked_reason'])
        .where('request_id', '=', requestId)
        .where('what', '=', 'card')
        .executeTakeFirst();
      const ts = card?.ts ?? undefined;
      return {
        ts,
        channel: card?.channel,
        refused: ts === undefined ? (card?.blocked_reason ?? undefined) : undefined,
      };
    },
    freeAll: () =>
      store.write(async (trx) => {
        await trx
          .updateTable('messages')
          .set({ owner: null, lease_until: null })
          .where('lease_until', 'is not', null)
          .execute();
      }),
    retryAll: () =>
      store.write(async (trx, now) => {
        await trx
          .updateTable('messages')
          .set({ next_try_at: now })
          .whereRef('posted_version', '<', 'desired_version')
          .where('tries', '>', 0)
          .execute();
      }),
  };
}

type Row = ExpressionBuilder<Database, 'messages'>;

/** Sendable: behind, due and unclaimed; a reply also needs its card and all earlier replies sent. */
function isSendable(now: number) {
  return (row: Row) =>
    row.and([
      row('posted_version', '<', row.ref('desired_version')),
      row('next_try_at', '<=', now),
      row.or([row('lease_until', 'is', null), row('lease_until', '<=', now)]),
      row.or([
        row('what', 'not in', ['reply', 'reminder']),
        // Not `exists`, for which PostgreSQL would scan all cards.
        row.and([row.not(row.exists(earlierReply(row))), row(openCard(row), '=', 1)]),
      ]),
    ]);
}

/** Replies do not overtake each other. */
function earlierReply(row: Row) {
  return row
    .selectFrom('messages as earlier')
    .select('earlier.id')
    .whereRef('earlier.request_id', '=', 'messages.request_id')
    .where('earlier.what', '=', 'reply')
    .whereRef('earlier.posted_version', '<', 'earlier.desired_version')
    .whereRef('earlier.position', '<', 'messages.position');
}

/** A card to reply to. While its update is being retried, replies wait too: they are sent only once and would be lost. */
function openCard(row: Row) {
  return cardOf(row)
    .select(sql.lit(1).as('open'))
    .where('card.ts', 'is not', null)
    .where((card) =>
      card.or([
        card('card.posted_version', '>=', card.ref('card.desired_version')),
        card('card.tries', '=', 0),
        card('card.blocked_reason', 'is not', null),
      ]),
    );
}

function cardOf(row: Row) {
  return row
    .selectFrom('messages as card')
    .whereRef('card.request_id', '=', 'messages.request_id')
    .where('card.what', '=', 'card');
}

/** Messages that no rate limit holds back in this process. */
function isOpen({ channels, updates }: Closed) {
  return (row: Row) => {
    const isUpdate = row.and([row('what', '=', 'card'), row('ts', 'is not', null)]);
    return row.and([
      ...(channels.length > 0 ? [row.or([isUpdate, row('channel', 'not in', channels)])] : []),
      ...(updates ? [row.not(isUpdate)] : []),
    ]);
  };
}
