import type { Approvals, DeletionRequest, RequestEvent } from '../../approvals/index.ts';
import type { Config } from '../../config.ts';
import type { Log } from '../../log.ts';
import { isTransient, type Message, type Messenger, slackError } from '../../slack/messenger.ts';
import { cut } from '../../slack/text.ts';
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
  const known = await parts.approvals.find(requestId);
  if (!known) return;
  const cardTs = known.cardTs ?? (await placeCard(parts, known));
  // The card comes first: it holds the buttons, and a reply that cannot be posted must not keep them alive.
  const undrawn = await drawCard(parts, known, cardTs).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  // Read anew: while the card was drawn, another replica may have told some of the news.
  const request = (await parts.approvals.find(requestId)) ?? known;
  for (const event of request.events.filter((event) => event.seq > request.announcedSeq)) {
    const reply = threadReply(request, event, parts.config.approvals);
    if (reply) await postReply(parts, request, cardTs, event, reply);
    await parts.approvals.announced(requestId, event.seq);
  }
  if (undrawn) throw undrawn.error;
}

/** Throws Slack's error when the card cannot be posted: without a card nobody can decide. */
async function placeCard({ approvals, messenger }: Parts, request: DeletionRequest): Promise<string> {
  const ts = await messenger.post(request.channel, requestCard(request));
  await approvals.placed(request.id, ts);
  await approvals.drawn(request.id, request.version);
  return ts;
}

/** Draws the card until it shows the row as it is: another replica may have drawn a newer one while this was on its way. */
async function drawCard(parts: Parts, known: DeletionRequest, cardTs: string): Promise<void> {
  const { approvals } = parts;
  let request = (await approvals.find(known.id)) ?? known;
  let drawn = request.drawnVersion >= request.version;
  while (!drawn) {
    await redraw(parts, request, cardTs);
    const now = (await approvals.find(request.id)) ?? request;
    drawn = now.version === request.version;
    if (drawn) await approvals.drawn(request.id, request.version);
    request = now;
  }
}

/** A card that Slack will never take is left as it is: its buttons answer, and the thread tells what happens. */
async function redraw({ messenger, log }: Parts, request: DeletionRequest, cardTs: string): Promise<void> {
  try {
    await messenger.redraw(request.channel, cardTs, requestCard(request));
  } catch (error) {
    if (isTransient(error)) throw error;
    log.warn('a card cannot be drawn anew', { request: request.id, error: slackError(error) });
  }
}

/** A reply that the thread never takes goes to the requester, who waits for it most; where threads go elsewhere, both. */
async function postReply(
  parts: Parts,
  request: DeletionRequest,
  cardTs: string,
  event: RequestEvent,
  reply: Message,
): Promise<void> {
  const { messenger, log, config } = parts;
  try {
    await messenger.post(request.channel, reply, cardTs);
  } catch (error) {
    if (isTransient(error)) throw error;
    log.warn('the approval thread takes no replies', {
      request: request.id,
      step: event.kind,
      error: slackError(error),
    });
    // In words alone: what the thread did not take may be the blocks.
    await tellDirectly(parts, request, { text: cut(reply.text, LONGEST_TEXT), blocks: [] });
    return;
  }
  // In a channel the installation names, the requester may not be there to read it.
  if (config.approvals.channel !== undefined && tellsRequester(event))
    await tellDirectly(parts, request, reply).catch(() =>
      log.warn('the requester was not told', { request: request.id }),
    );
}

/** Long enough for every step, short enough for every message (4,000 characters are Slack's advice). */
const LONGEST_TEXT = 3000;

/** Somebody who can no longer be written to, having left for example, is not written to again and again. */
async function tellDirectly({ messenger, log }: Parts, request: DeletionRequest, message: Message): Promise<void> {
  try {
    await messenger.postResult({ userId: request.requester.slackId }, message);
  } catch (error) {
    if (isTransient(error)) throw error;
    log.warn('the requester cannot be told', { request: request.id, error: slackError(error) });
  }
}
