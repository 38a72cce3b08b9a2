import type { Approvals, DeletionRequest, RequestEvent } from '../../approvals/index.ts';
import type { Log } from '../../log.ts';
import { closedDoor, type Message, type Messenger } from '../../slack/messenger.ts';
import { requestCard } from './request-card.ts';
import { threadReply } from './thread.ts';

/** Brings Slack up to date with a request's row: its card, and a reply in the thread for each step. */
export type Announce = (requestId: string) => Promise<void>;

/**
 * An announcer that draws each request by one hand at a time. What it posted is recorded after each message, so a
 * crash repeats at most the message that was under way, and the next sweep brings up what is missing.
 */
export function createAnnouncer(parts: { approvals: Approvals; messenger: Messenger; log: Log }): Announce {
  const queues = new Map<string, Promise<void>>();
  return (requestId) => {
    const before = queues.get(requestId) ?? Promise.resolve();
    const next = before.catch(() => undefined).then(() => bringUpToDate(parts, requestId));
    queues.set(requestId, next);
    const done = () => queues.get(requestId) === next && queues.delete(requestId);
    next.then(done, done);
    return next;
  };
}

type Parts = Parameters<typeof createAnnouncer>[0];

async function bringUpToDate(parts: Parts, requestId: string): Promise<void> {
  const request = await parts.approvals.find(requestId);
  if (!request) return;
  const cardTs = request.cardTs ?? (await placeCard(parts, request));
  for (const event of request.events.filter((event) => event.seq > request.announcedSeq)) {
    const reply = threadReply(request, event);
    if (reply) await postReply(parts, request, cardTs, event, reply);
    await parts.approvals.announced(requestId, event.seq);
  }
  if (request.drawnVersion < request.version) {
    await parts.messenger.redraw(request.channel, cardTs, requestCard(request));
    await parts.approvals.drawn(requestId, request.version);
  }
}

/** Throws Slack's error when the card cannot be posted: without a card nobody can decide. */
async function placeCard({ approvals, messenger }: Parts, request: DeletionRequest): Promise<string> {
  const ts = await messenger.post(request.channel, requestCard(request));
  await approvals.placed(request.id, ts);
  await approvals.drawn(request.id, request.version);
  return ts;
}

/** A reply that the channel does not take goes to the requester, who waits for it most. */
async function postReply(
  { messenger, log }: Parts,
  request: DeletionRequest,
  cardTs: string,
  event: RequestEvent,
  reply: Message,
): Promise<void> {
  try {
    await messenger.post(request.channel, reply, cardTs);
  } catch (error) {
    if (!closedDoor(error)) throw error;
    log.warn('the approval thread takes no replies', { request: request.id, step: event.kind });
    await messenger.outcome({ userId: request.requester.slackId }, reply);
  }
}
