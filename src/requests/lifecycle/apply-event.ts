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

/** What a transition changes, and what its reply needs to know. */
export interface EventDetails extends Changes {
  /** Approvals that are still missing. */
  missing?: number | undefined;
}

type Parts = Pick<RequestDeps, 'policy' | 'pool' | 'approvalChannel' | 'workspaceUrl'>;

/**
 * Moves a request, and writes down what Slack should show then: its card, a reply in the thread, and where threads go to
 * another channel, news for the requester. All of it in the caller's transaction.
 * @returns the request as it is then; undefined when another process moved it meanwhile
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
    await enqueueCard(trx, now, { requestId, channel, version, patient: event === 'progress' });
  for (const id of await relatedRequests(trx, moved, event)) await refreshCard(trx, now, id);
  if (!hasThread(moved, event)) return moved;
  const options = { policy: deps.policy, pool: deps.pool, account: changes.actor?.account, missing };
  const message = threadReply(moved, event, options);
  if (!message) return moved;
  await enqueueReply(trx, now, { requestId, channel, message });
  // In a channel the installation names, the requester may not be there to read it.
  if (deps.approvalChannel !== undefined && isNewsForRequester(event))
    await enqueueDirect(trx, now, { requestId, account, message: await withLink(deps, trx, requestId, message) });
  return moved;
}

/** The card of a change that its requester makes alone tells its news; a reply is for what was told as not certain. */
function hasThread(request: ChangeRequest, event: Event): boolean {
  const wasUncertain = request.attempt?.settled === 'unknown';
  return needsApproval(request) || (wasUncertain && TOLD_LATE.some((late) => late === event));
}

const TOLD_LATE = ['done', 'give_up', 'close'] as const satisfies readonly Event[];

/** What is told elsewhere leads to the card. */
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
 * Requests whose cards say what became of this one: the one that it takes back, the one whose people it takes out again,
 * and those that show a group which is deleted, or restored.
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

/** A new version of a card, though its request itself has ended. */
async function refreshCard(trx: Kysely<Database>, now: number, requestId: string): Promise<void> {
  const row = await trx
    .updateTable('requests')
    .set((was) => ({ version: was('version', '+', 1) }))
    .where('id', '=', requestId)
    .returning('version')
    .executeTakeFirst();
  if (row) await enqueueCardUpdate(trx, now, { requestId, version: row.version });
}

/**
 * What is asked for always has a card; other changes get one when they are done, not certain, or go on in batches: before
 * that, their form tells.
 */
function isShown(request: ChangeRequest, event: Event): boolean {
  // Nobody asked for it today: its news is told in the thread of the change that it ends.
  if (request.ends !== undefined) return request.state === 'uncertain' || event === 'lose_sight';
  return needsApproval(request) || request.state === 'uncertain' || SHOWN.some((shown) => shown === event);
}

const SHOWN = ['progress', 'cancel', 'done', 'lose_sight'] as const satisfies readonly Event[];
