import { type ExpressionBuilder, sql } from 'kysely';
import type { Database, MessagesTable, Store } from '../store/index.ts';
import { messageOf, type OutboxMessage } from './messages.ts';
import type { Closed } from './pace.ts';

/** How long a process may take to send one message before another one takes it over, in milliseconds. */
const LEASE_MS = 90_000;
/** Requests whose messages one sweep sends. */
const MOST_PER_SWEEP = 100;

/** A message that can be sent now. */
export interface SendableMessage extends OutboxMessage {
  /** Where the card of its request is. */
  cardTs?: string | undefined;
}

/** Where a request's card is, or Slack's word for why it is nowhere; neither while it is still to be posted. */
export interface CardPlace {
  ts?: string | undefined;
  channel?: string | undefined;
  refused?: string | undefined;
}

/** Messages in the database: which can be sent, by whom, and how that ended. */
export interface Claims {
  /** Requests with messages that can be sent, those due longest first; not those that wait for Slack's limits anyway. */
  dueRequests(closed: Closed): Promise<string[]>;
  /** What can be sent of a request, the card first, then in order. */
  sendable(requestId: string): Promise<SendableMessage[]>;
  /**
   * Takes a message that can be sent; undefined when it cannot, or another process has it. A reply or a direct message
   * counts as perhaps sent from here on, and is never taken again until its end is written down.
   */
  claim(id: string): Promise<OutboxMessage | undefined>;
  /** Ends a reply or a direct message that an earlier claim may have sent; false when none has. */
  endBegun(id: string): Promise<boolean>;
  /** Gives a message back, to be tried again after a pause. */
  putOff(message: OutboxMessage, pauseMs: number, set?: Partial<MessagesTable>): Promise<void>;
  /** Writes down how sending ended and gives the message back; false when it went to another process meanwhile. */
  settle(id: string, set: Partial<MessagesTable>): Promise<boolean>;
  /** Sets where a card is: of one that goes to a user, the channel is known now. False when it is somewhere else already. */
  setCardPlace(id: string, place: { channel: string; ts: string }): Promise<boolean>;
  /** A request's card at this place was deleted in Slack: it has to be posted anew. */
  cardIsGone(requestId: string, ts: string): Promise<void>;
  /** Where a request's card is, or Slack's word for why it is nowhere. */
  cardPlace(requestId: string): Promise<CardPlace>;
  /** Ends every claim: right where no other process uses the database. */
  freeAll(): Promise<void>;
  /** Makes what was put off due now. */
  retryAll(): Promise<void>;
}

/** Claims of one process, named by its owner. */
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
        .limit(MOST_PER_SWEEP)
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
          .set((was) => ({
            owner,
            lease_until: now + LEASE_MS,
            sending_since: was.case().when('what', '=', 'card').then(null).else(now).end(),
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
          // A click can have written it down before Slack answered the post.
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

/** A message in a condition of SQL. */
type Row = ExpressionBuilder<Database, 'messages'>;

/** What can be sent: it shows too little, is due and in nobody's hands; a reply also needs its turn and its card. */
function isSendable(now: number) {
  return (row: Row) =>
    row.and([
      row('posted_version', '<', row.ref('desired_version')),
      row('next_try_at', '<=', now),
      row.or([row('lease_until', 'is', null), row('lease_until', '<=', now)]),
      row.or([
        row('what', 'not in', ['reply', 'reminder']),
        // Not `exists`, which PostgreSQL would answer by reading all cards at once.
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

/** A card to reply to. While it waits for Slack to come back, replies wait as well: they are sent once, and would be lost. */
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

/** The card of the request that a message belongs to. */
function cardOf(row: Row) {
  return row
    .selectFrom('messages as card')
    .whereRef('card.request_id', '=', 'messages.request_id')
    .where('card.what', '=', 'card');
}

/** What does not wait for a limit of Slack's in this process anyway. */
function isOpen({ channels, updates }: Closed) {
  return (row: Row) => {
    const isUpdate = row.and([row('what', '=', 'card'), row('ts', 'is not', null)]);
    return row.and([
      ...(channels.length > 0 ? [row.or([isUpdate, row('channel', 'not in', channels)])] : []),
      ...(updates ? [row.not(isUpdate)] : []),
    ]);
  };
}
