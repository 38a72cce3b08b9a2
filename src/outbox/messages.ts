import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import type { Message } from '../slack/messenger.ts';
import type { Database, MessagesTable } from '../store/index.ts';

/** A request's card, a reply in its thread, a reminder there, or a direct message. */
export const MESSAGE_KINDS = ['card', 'reply', 'reminder', 'direct'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** A stored message to Slack. */
export interface OutboxMessage {
  id: string;
  requestId: string;
  what: MessageKind;
  /** A channel, or the Slack account a direct message goes to. */
  channel: string;
  ts?: string | undefined;
  /** Left out for a card and a reminder, which are rendered from their request. */
  message?: Message | undefined;
  desiredVersion: number;
  postedVersion: number;
  tries: number;
  blockedReason?: string | undefined;
  /** A post was started, and its result is not stored. */
  sendingSince?: number | undefined;
  createdAt: number;
}

const messageSchema: z.ZodType<Message> = z.object({
  text: z.string(),
  blocks: z.array(z.custom<Message['blocks'][number]>((block) => typeof block === 'object' && block !== null)),
});

export function messageOf(row: Selectable<MessagesTable>): OutboxMessage {
  return {
    id: row.id,
    requestId: row.request_id,
    what: z.enum(MESSAGE_KINDS).parse(row.what),
    channel: row.channel,
    ts: row.ts ?? undefined,
    message: row.message_json === null ? undefined : messageSchema.parse(JSON.parse(row.message_json)),
    desiredVersion: row.desired_version,
    postedVersion: row.posted_version,
    tries: row.tries,
    blockedReason: row.blocked_reason ?? undefined,
    sendingSince: row.sending_since ?? undefined,
    createdAt: row.created_at,
  };
}

/**
 * Enqueues this version of a request's card, in the transaction that creates the version.
 * @param keepBackoff one version of many: a card that Slack did not accept is not retried sooner because of it
 */
export async function enqueueCard(
  trx: Kysely<Database>,
  now: number,
  card: { requestId: string; channel: string; version: number; keepBackoff?: boolean },
): Promise<void> {
  const { requestId, channel, version, keepBackoff = false } = card;
  const raised = await trx
    .updateTable('messages')
    .set({ desired_version: version, ...(keepBackoff ? {} : { next_try_at: now, tries: 0 }) })
    .where('request_id', '=', requestId)
    .where('what', '=', 'card')
    .executeTakeFirst();
  if (raised.numUpdatedRows > 0n) return;
  await insert(trx, now, { requestId, what: 'card', channel, desired_version: version });
}

/** Enqueues an update of a card that is posted or pending, after something it says about another request has changed. */
export async function enqueueCardUpdate(
  trx: Kysely<Database>,
  now: number,
  { requestId, version }: { requestId: string; version: number },
): Promise<void> {
  await trx
    .updateTable('messages')
    .set({ desired_version: version, next_try_at: now, tries: 0 })
    .where('request_id', '=', requestId)
    .where('what', '=', 'card')
    // A card that was given up is not posted.
    .where((row) => row.or([row('ts', 'is not', null), row('posted_version', '<', row.ref('desired_version'))]))
    .execute();
}

/** Enqueues a reply in a request's thread; it is sent after the card. */
export async function enqueueReply(
  trx: Kysely<Database>,
  now: number,
  { requestId, channel, message }: { requestId: string; channel: string; message: Message },
): Promise<void> {
  await insert(trx, now, { requestId, what: 'reply', channel, message_json: JSON.stringify(message) });
}

/** Schedules a reply that is rendered from its request when it is due, or dropped if there is nothing to remind of. */
export async function enqueueReminder(
  trx: Kysely<Database>,
  now: number,
  { requestId, channel, at }: { requestId: string; channel: string; at: number },
): Promise<void> {
  await insert(trx, now, { requestId, what: 'reminder', channel, next_try_at: at });
}

/** Enqueues a direct message; `notBefore` delays it. */
export async function enqueueDirect(
  trx: Kysely<Database>,
  now: number,
  deps: { requestId: string; account: string; message: Message; notBefore?: number },
): Promise<void> {
  const { requestId, account, message, notBefore = now } = deps;
  const message_json = JSON.stringify(message);
  await insert(trx, now, { requestId, what: 'direct', channel: account, message_json, next_try_at: notBefore });
}

/**
 * Whether a clicked message is a request's card. If no place is stored yet, the clicked one is stored: Slack's answer to
 * the post was lost. The version it shows is unknown then, so it is updated.
 */
export async function matchCard(
  trx: Kysely<Database>,
  requestId: string,
  { channel, ts }: { channel: string; ts: string },
): Promise<'known' | 'copy'> {
  const card = trx
    .selectFrom('messages')
    .select(['id', 'channel', 'ts'])
    .where('request_id', '=', requestId)
    .where('what', '=', 'card');
  const row = await card.executeTakeFirst();
  if (row?.channel !== channel) return 'copy';
  if (row.ts !== null) return row.ts === ts ? 'known' : 'copy';
  const adopted = await trx
    .updateTable('messages')
    .set({ ts, posted_version: 0 })
    .where('id', '=', row.id)
    .where('ts', 'is', null)
    .executeTakeFirst();
  if (adopted.numUpdatedRows > 0n) return 'known';
  // The process that posted it has just stored its place.
  return (await card.executeTakeFirst())?.ts === ts ? 'known' : 'copy';
}

/** Where a card is in Slack. */
export interface CardPlace {
  channel: string;
  ts: string;
}

/** Where the cards of these requests are; cards that are not posted yet are left out. */
export async function cardPlaces(
  db: Kysely<Database>,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, CardPlace>> {
  if (requestIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('messages')
    .select(['request_id', 'channel', 'ts'])
    .where('request_id', 'in', [...requestIds])
    .where('what', '=', 'card')
    .execute();
  return new Map(rows.flatMap(({ request_id, channel, ts }) => (ts === null ? [] : [[request_id, { channel, ts }]])));
}

/** Drops the unsent messages of a request whose card cannot be posted: its requester gets a direct message instead. */
export async function dropUnsent(trx: Kysely<Database>, requestId: string): Promise<void> {
  await trx
    .updateTable('messages')
    .set((row) => ({ posted_version: row.ref('desired_version') }))
    .where('request_id', '=', requestId)
    .whereRef('posted_version', '<', 'desired_version')
    .execute();
}

async function insert(
  trx: Kysely<Database>,
  now: number,
  { requestId, ...row }: Pick<OutboxMessage, 'requestId' | 'what' | 'channel'> & Partial<MessagesTable>,
): Promise<void> {
  const { position } = await trx
    .selectFrom('messages')
    .select((query) => query.fn.count<number>('id').as('position'))
    .where('request_id', '=', requestId)
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('messages')
    .values({
      id: randomUUID(),
      request_id: requestId,
      ts: null,
      message_json: null,
      desired_version: 1,
      posted_version: 0,
      position: Number(position),
      next_try_at: now,
      tries: 0,
      created_at: now,
      ...row,
    })
    .execute();
}
