import type { Approvals, DeletionRequest, RequestEvent } from '../../approvals/index.ts';
import type { Config } from '../../config.ts';
import type { Log } from '../../log.ts';
import { closedDoor, type Message, type Messenger, slackError } from '../../slack/messenger.ts';
import { requestCard } from './request-card.ts';
import { tellsRequester, threadReply } from './thread.ts';

/** Brings Slack up to date with a request's row: its card, and a reply in the thread for each step. */
export type Announce = (requestId: string) => Promise<void>;

/**
 * An announcer that draws each request by one hand at a time. What it posted is recorded after each message, so a
 * crash repeats at most the message that was under way, and the next sweep brings up what is missing.
 */
export function createAnnouncer(parts: {
  approvals: Approvals;
  messenger: Messenger;
  log: Log;
  config: Config;
}): Announce {
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
  // The card comes first: it holds the buttons, and a reply that cannot be posted must not keep them alive.
  await drawCard(parts, request, cardTs);
  for (const event of request.events.filter((event) => event.seq > request.announcedSeq)) {
    const reply = threadReply(request, event, parts.config.approvals);
    if (reply) await postReply(parts, request, cardTs, event, reply);
    await parts.approvals.announced(requestId, event.seq);
  }
}

/** Throws Slack's error when the card cannot be posted: without a card nobody can decide. */
async function placeCard({ approvals, messenger }: Parts, request: DeletionRequest): Promise<string> {
  const ts = await messenger.post(request.channel, requestCard(request));
  await approvals.placed(request.id, ts);
  await approvals.drawn(request.id, request.version);
  return ts;
}

/** Draws the card until it shows the row as it is: another replica may have drawn a newer one while this was on its way. */
async function drawCard({ approvals, messenger }: Parts, known: DeletionRequest, cardTs: string): Promise<void> {
  let request = (await approvals.find(known.id)) ?? known;
  while (request.drawnVersion < request.version) {
    await messenger.redraw(request.channel, cardTs, requestCard(request));
    const now = (await approvals.find(request.id)) ?? request;
    if (now.version === request.version) await approvals.drawn(request.id, request.version);
    request = now.version === request.version ? { ...now, drawnVersion: now.version } : { ...now, drawnVersion: 0 };
  }
}

/** Slack's words for a reply it will never take, or a thread that is gone: trying again would repeat it for ever. */
const NEVER_TAKEN: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'cannot_reply_to_message',
  'thread_not_found',
  'message_not_found',
]);

/** A reply that the thread does not take goes to the requester, who waits for it most; where threads go elsewhere, both. */
async function postReply(
  { messenger, log, config }: Parts,
  request: DeletionRequest,
  cardTs: string,
  event: RequestEvent,
  reply: Message,
): Promise<void> {
  const facts = { request: request.id, step: event.kind };
  const directly = () =>
    messenger
      .outcome({ userId: request.requester.slackId }, reply)
      .catch(() => log.error('the requester could not be told', facts));
  try {
    await messenger.post(request.channel, reply, cardTs);
  } catch (error) {
    if (!closedDoor(error) && !NEVER_TAKEN.has(slackError(error) ?? '')) throw error;
    log.warn('the approval thread takes no replies', { ...facts, error: slackError(error) });
    await directly();
    return;
  }
  // In a channel the installation names, the requester may not be there to read it.
  if (config.approvals.channel !== undefined && tellsRequester(event)) await directly();
}
