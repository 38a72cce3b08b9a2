import { type ChangeRequest, findRequest } from '../../changes/index.ts';
import { giveUpUnsent } from '../../outbox/index.ts';
import type { Delivery } from '../../slack/messenger.ts';
import { permalinkOf } from '../../slack/permalink.ts';
import type { RequestParts } from '../deps.ts';
import { NoRoomForApproval } from '../errors.ts';
import type { Outcome } from '../lifecycle/attempt.ts';
import { accept } from './accept.ts';

/** An accepted request, and whether its card stands in the channel yet. */
export interface Accepted {
  request: ChangeRequest;
  posted: boolean;
  /** The address of its card. */
  url?: string | undefined;
}

/** What came of a form that was sent. */
export type CarriedOut = (Outcome & { placed: Placed }) | { asked: Accepted };

/** Where the card of an outcome is: in the channel, sent to the user directly, or still to be posted. */
export type Placed = 'channel' | 'direct' | 'later';

/** Posts the card of an outcome, and says where it is. */
export async function postCard(parts: RequestParts, requestId: string): Promise<Placed> {
  await parts.reporter.bestEffort('post an outcome', () => parts.outbox.flush(requestId));
  const { ts, channel } = await parts.outbox.cardPlace(requestId);
  if (ts === undefined) return 'later';
  return channel?.startsWith('D') ? 'direct' : 'channel';
}

/** Where the card of an outcome belongs: a channel, or the account of a user who is told directly. */
export function placeIn({ channel }: Pick<ChangeRequest, 'channel'>): Placed {
  return /^[UWD]/.test(channel) ? 'direct' : 'channel';
}

/** Where a card went that its channel did not take; undefined where it was taken. */
export function placedBy(delivery: Delivery | undefined): Placed | undefined {
  return delivery && (delivery.how === 'direct' ? 'direct' : 'channel');
}

/** Asks for what somebody has to approve: a form whose request cannot be made reads why. */
export async function askFor(parts: RequestParts, requestId: string): Promise<CarriedOut> {
  try {
    return { asked: await acceptAndPost(parts, requestId) };
  } catch (error) {
    return { failed: parts.reporter.report(error, 'ask for a change'), error, placed: 'later' };
  }
}

/** What came of a form that is delivered again: the acknowledgement of the second delivery may have hidden the outcome that the first one showed. */
export async function sentBefore({ store }: RequestParts, requestId: string): Promise<CarriedOut | undefined> {
  const request = await findRequest(store.db, requestId);
  return request?.state === 'applied' ? { done: request, placed: placeIn(request) } : undefined;
}

/**
 * Looks a stored request up and posts its card.
 * @throws what {@link accept} throws, and NoRoomForApproval where Slack does not take the card
 */
export async function acceptAndPost(parts: RequestParts, requestId: string): Promise<Accepted> {
  const request = await accept(parts, requestId);
  await parts.reporter.bestEffort('post a request', () => parts.outbox.flush(requestId));
  const { ts, channel, refused } = await parts.outbox.cardPlace(requestId);
  const now = await findRequest(parts.store.db, requestId);
  if (refused && now?.why === 'card-refused') {
    // The form is still open and says it; the direct message is for a requester whose form is gone.
    await parts.store.write((trx) => giveUpUnsent(trx, requestId));
    throw new NoRoomForApproval(refused, parts.messenger.cannotPostText(refused, request.channel));
  }
  const place = ts !== undefined && channel !== undefined ? { channel, ts } : undefined;
  const url = place && permalinkOf(place, parts.workspaceUrl());
  return { request: now ?? request, posted: place !== undefined, url };
}
