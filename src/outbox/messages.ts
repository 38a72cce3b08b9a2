import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import type { Message } from '../slack/messenger.ts';
import type { Database, MessagesTable } from '../store/index.ts';

/** What a message of the outbox is: a request's card, a reply in its thread, a reminder there, or a direct message. */
export const MESSAGE_KINDS = ['card', 'reply', 'reminder', 'direct'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** A message that should stand in Slack. */
export interface OutboxMessage {
  id: string;
  requestId: string;
  what: MessageKind;
  /** A channel, or the Slack account a direct message goes to. */
  channel: string;
  ts?: string | undefined;
  /** Left out for a card and a reminder, which are made from their request. */
  message?: Message | undefined;
  desiredVersion: number;
  postedVersion: number;
  tries: number;
  blockedReason?: string | undefined;
  /** A post was started, and its end was never written down. */
  sendingSince?: number | undefined;
  createdAt: number;
}

const messageSchema: z.ZodType<Message> = z.object({
  text: z.string(),
  blocks: z.array(z.custom<Message['blocks'][number]>((block) => typeof block === 'object' && block !== null)),
});

/** A stored message. */
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
 * Wants a request's card to show this version, in the transaction that made it.
 * @param patient one version of many: a card that Slack did not take is not tried sooner for it
 */
export async function enqueueCard(
  trx: Kysely<Database>,
  now: number,
  wish: { requestId: string; channel: string; version: number; patient?: boolean },
): Promise<void> {
  const { requestId, channel, version, patient = false } = wish;
  const raised = await trx
    .updateTable('messages')
    .set({ desired_version: version, ...(patient ? {} : { next_try_at: now, tries: 0 }) })
    .where('request_id', '=', requestId)
    .where('what', '=', 'card')
    .executeTakeFirst();
  if (raised.numUpdatedRows > 0n) return;
  await insert(trx, now, { requestId, what: 'card', channel, desired_version: version });
}

/** Wants a card to be made anew that was posted, or is on its way: what it says of another request has changed. */
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
    // One that was given up stands nowhere.
    .where((row) => row.or([row('ts', 'is not', null), row('posted_version', '<', row.ref('desired_version'))]))
    .execute();
}

/** Wants a reply in a request's thread; it is sent after the card. */
export async function enqueueReply(
  trx: Kysely<Database>,
  now: number,
  { requestId, channel, message }: { requestId: string; channel: string; message: Message },
): Promise<void> {
  await insert(trx, now, { requestId, what: 'reply', channel, message_json: JSON.stringify(message) });
}

/** Wants a reply at a later time that is made from its request then, or left out where there is nothing to remind of. */
export async function enqueueReminder(
  trx: Kysely<Database>,
  now: number,
  { requestId, channel, at }: { requestId: string; channel: string; at: number },
): Promise<void> {
  await insert(trx, now, { requestId, what: 'reminder', channel, next_try_at: at });
}

/** Wants somebody to be told directly; `notBefore` delays it. */
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
 * Whether a message that was clicked is a request's card. Where no place is written down yet, this one is taken for it:
 * the answer to posting it was lost. What it shows is not known then, so it is updated.
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
  // The process that posted it has just written down where it stands.
  return (await card.executeTakeFirst())?.ts === ts ? 'known' : 'copy';
}

/** Where a card is in Slack. */
export interface CardPlace {
  channel: string;
  ts: string;
}

/** Where the cards of these requests are; one that is not posted yet is left out. */
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

/** Gives up what was not sent yet of a request whose card can stand nowhere: its requester is told directly. */
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
