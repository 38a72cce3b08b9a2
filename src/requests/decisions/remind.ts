import type { Kysely } from 'kysely';
import { type Actor, type ChangeRequest, findRequest } from '../../changes/index.ts';
import { enqueueReminder, enqueueReply } from '../../outbox/index.ts';
import type { Message } from '../../slack/messenger.ts';
import { type Database, recordLine } from '../../store/index.ts';
import { reminder, timedReminder } from '../cards/thread.ts';
import type { RequestDeps } from '../deps.ts';
import { markChecked } from './decision-rows.ts';

const HOUR_MS = 3_600_000;
/** Minimum time to decide for a reminder one hour before the end, in milliseconds. */
const LONG_MS = 4 * HOUR_MS;

/** Mentions the approvers again in the thread of a waiting request. The request itself does not change. */
export async function remind(
  deps: Pick<RequestDeps, 'policy' | 'pool'>,
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  { id, actor }: { id: string; actor: Actor },
): Promise<void> {
  const { id: requestId, channel, kind, portal, group, wanted } = request;
  await markChecked(trx, id, actor);
  await enqueueReply(trx, now, { requestId, channel, message: reminder(request, deps) });
  await recordLine(trx, {
    at: now,
    action: `${kind}_remind`,
    account: actor.account,
    personId: actor.personId || undefined,
    portal,
    groupId: group.id || undefined,
    requestId,
    words: { groupName: wanted?.name ?? group.name, personName: actor.name },
  });
}

/** Schedules reminders when a request starts to wait: halfway, and an hour before the end of a long one. */
export async function remindLater(
  trx: Kysely<Database>,
  now: number,
  { id: requestId, channel, expiresAt }: ChangeRequest,
): Promise<void> {
  const timeMs = expiresAt - now;
  const moments = [now + timeMs / 2, ...(timeMs >= LONG_MS ? [expiresAt - HOUR_MS] : [])];
  for (const moment of moments) await enqueueReminder(trx, now, { requestId, channel, at: Math.round(moment) });
}

/** Renders a reminder; undefined when the request no longer waits or has expired. */
export async function reminderOf(
  deps: Pick<RequestDeps, 'policy' | 'pool' | 'store'>,
  requestId: string,
): Promise<Message | undefined> {
  const { store, ...options } = deps;
  const now = await store.now();
  const request = await findRequest(store.db, requestId);
  if (request?.state !== 'waiting' || request.expiresAt <= now) return undefined;
  return timedReminder(request, { ...options, now });
}
