import type { Kysely } from 'kysely';
import {
  applyTransition,
  type ChangeRequest,
  type Changes,
  type Event,
  findRequest,
  needsApproval,
} from '../../changes/index.ts';
import { cardPlaces, enqueueCard, enqueueCardUpdate, enqueueDirect, enqueueReply } from '../../outbox/index.ts';
import { line, link } from '../../slack/blocks.ts';
import type { Message } from '../../slack/messenger.ts';
import { permalinkOf } from '../../slack/permalink.ts';
import type { Database } from '../../store/index.ts';
import { isNewsForRequester, threadReply } from '../cards/thread.ts';
import type { RequestDeps } from '../deps.ts';
import { shownBy } from '../lookups/gone-group.ts';
import { OPEN_ITS_CARD } from '../text/thread.ts';

/** The changes of a transition, and data for its reply. */
export interface EventDetails extends Changes {
  /** Approvals that are still missing. */
  missing?: number | undefined;
}

type Parts = Pick<RequestDeps, 'policy' | 'pool' | 'approvalChannel' | 'workspaceUrl'>;

/**
 * Moves a request and enqueues its messages in the caller's transaction: the card, a reply in the thread and, if threads
 * go to an approval channel, a direct message to the requester.
 * @returns the updated request; undefined when another process moved it first
 */
export async function applyEvent(
  deps: Parts,
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  event: Event,
  { missing, ...changes }: EventDetails = {},
): Promise<ChangeRequest | undefined> {
  const moved = await applyTransition(trx, now, request, event, changes);
  if (!moved) return undefined;
  const { id: requestId, channel, version, account } = moved;
  if (isShown(request, event))
    await enqueueCard(trx, now, { requestId, channel, version, keepBackoff: event === 'progress' });
  for (const id of await relatedRequests(trx, moved, event)) await refreshCard(trx, now, id);
  if (!hasThread(moved, event)) return moved;
  const options = { policy: deps.policy, pool: deps.pool, account: changes.actor?.account, missing };
  const message = threadReply(moved, event, options);
  if (!message) return moved;
  await enqueueReply(trx, now, { requestId, channel, message });
  // The requester may not be a member of the approval channel.
  if (deps.approvalChannel !== undefined && isNewsForRequester(event))
    await enqueueDirect(trx, now, { requestId, account, message: await withLink(deps, trx, requestId, message) });
  return moved;
}

/** Without approval the card alone shows the outcome; a reply corrects a card that had said it was not certain. */
function hasThread(request: ChangeRequest, event: Event): boolean {
  const wasUncertain = request.attempt?.settled === 'unknown';
  return needsApproval(request) || (wasUncertain && LATE_OUTCOMES.some((late) => late === event));
}

const LATE_OUTCOMES = ['done', 'give_up', 'close'] as const satisfies readonly Event[];

/** A direct message links to the card. */
async function withLink(
  { workspaceUrl }: Parts,
  trx: Kysely<Database>,
  requestId: string,
  { text, blocks }: Message,
): Promise<Message> {
  const place = (await cardPlaces(trx, [requestId])).get(requestId);
  const url = place && permalinkOf(place, workspaceUrl());
  if (url === undefined) return { text, blocks };
  return { text: `${text} ${url}`, blocks: [...blocks, line(link(url, OPEN_ITS_CARD))] };
}

/**
 * Requests whose cards mention this one: the request it undoes, the request whose people it removes on their date, and
 * those that show a group which is now deleted or restored.
 */
async function relatedRequests(
  trx: Kysely<Database>,
  { kind, why, portal, group, reverses, ends }: ChangeRequest,
  event: Event,
): Promise<string[]> {
  if (event === 'stop') return ends ? [ends] : [];
  if (event !== 'done') return [];
  const restored = kind === 'restore' && reverses ? await findRequest(trx, reverses) : undefined;
  const deletedId = kind === 'delete' && why !== 'already-gone' ? group.id : restored?.group.id;
  const shown = deletedId ? await shownBy(trx, { portal }, deletedId) : [];
  return [...new Set([reverses, ends, ...shown].flatMap((id) => id ?? []))];
}

/** Updates a card although its own request does not change. */
async function refreshCard(trx: Kysely<Database>, now: number, requestId: string): Promise<void> {
  const row = await trx
    .updateTable('requests')
    .set((row) => ({ version: row('version', '+', 1) }))
    .where('id', '=', requestId)
    .returning('version')
    .executeTakeFirst();
  if (row) await enqueueCardUpdate(trx, now, { requestId, version: row.version });
}

/**
 * A request for approval always has a card; other changes get one when they are done, not certain, or continue in
 * batches. Until then their form shows the status.
 */
function isShown(request: ChangeRequest, event: Event): boolean {
  // A scheduled removal is reported in the thread of the change that added the people.
  if (request.ends !== undefined) return request.state === 'uncertain' || event === 'lose_sight';
  return needsApproval(request) || request.state === 'uncertain' || CARD_EVENTS.some((each) => each === event);
}

const CARD_EVENTS = ['progress', 'cancel', 'done', 'lose_sight'] as const satisfies readonly Event[];
