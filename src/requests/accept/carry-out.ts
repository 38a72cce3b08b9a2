import { type ChangeRequest, findRequest } from '../../changes/index.ts';
import { dropUnsent } from '../../outbox/index.ts';
import type { Delivery } from '../../slack/messenger.ts';
import { permalinkOf } from '../../slack/permalink.ts';
import type { RequestDeps } from '../deps.ts';
import { NoRoomForApproval } from '../errors.ts';
import type { Outcome } from '../lifecycle/attempt.ts';
import { accept } from './accept.ts';

/** An accepted request, and whether its card is posted yet. */
export interface Accepted {
  request: ChangeRequest;
  posted: boolean;
  /** The address of its card. */
  url?: string | undefined;
}

/** Result of a submitted form. */
export type CarriedOut = (Outcome & { delivery: CardDelivery }) | { asked: Accepted };

/** Where the card of an outcome is: in the channel, in a direct message, or still to be posted. */
export type CardDelivery = 'channel' | 'direct' | 'later';

/** Posts the card of an outcome, and returns where it is. */
export async function postCard(deps: RequestDeps, requestId: string): Promise<CardDelivery> {
  await deps.reporter.bestEffort('post an outcome', () => deps.outbox.flush(requestId));
  const { ts, channel } = await deps.outbox.cardPlace(requestId);
  if (ts === undefined) return 'later';
  return channel?.startsWith('D') ? 'direct' : 'channel';
}

/** Where the card of an outcome belongs: a channel or a direct message. */
export function placeIn({ channel }: Pick<ChangeRequest, 'channel'>): CardDelivery {
  return /^[UWD]/.test(channel) ? 'direct' : 'channel';
}

/** Where a card went that its channel did not accept; undefined if it was accepted. */
export function deliveryOf(delivery: Delivery | undefined): CardDelivery | undefined {
  return delivery && (delivery.how === 'direct' ? 'direct' : 'channel');
}

/** Requests approval; the form shows why if that is not possible. */
export async function requestApproval(deps: RequestDeps, requestId: string): Promise<CarriedOut> {
  try {
    return { asked: await acceptAndPost(deps, requestId) };
  } catch (error) {
    return { failed: deps.reporter.report(error, 'ask for a change'), error, delivery: 'later' };
  }
}

/** The outcome for a repeated delivery of a form: its acknowledgement may have replaced the outcome the first one showed. */
export async function outcomeOfEarlierDelivery(
  { store }: RequestDeps,
  requestId: string,
): Promise<CarriedOut | undefined> {
  const request = await findRequest(store.db, requestId);
  return request?.state === 'applied' ? { done: request, delivery: placeIn(request) } : undefined;
}

/**
 * Looks a stored request up and posts its card.
 * @throws what {@link accept} throws, and NoRoomForApproval when Slack does not accept the card
 */
export async function acceptAndPost(deps: RequestDeps, requestId: string): Promise<Accepted> {
  const request = await accept(deps, requestId);
  await deps.reporter.bestEffort('post a request', () => deps.outbox.flush(requestId));
  const { ts, channel, refused } = await deps.outbox.cardPlace(requestId);
  const now = await findRequest(deps.store.db, requestId);
  if (refused && now?.why === 'card-refused') {
    // The open form shows the error; the direct message is only for a requester whose form is closed.
    await deps.store.write((trx) => dropUnsent(trx, requestId));
    throw new NoRoomForApproval(refused, deps.messenger.cannotPostText(refused, request.channel));
  }
  const place = ts !== undefined && channel !== undefined ? { channel, ts } : undefined;
  const url = place && permalinkOf(place, deps.workspaceUrl());
  return { request: now ?? request, posted: place !== undefined, url };
}
