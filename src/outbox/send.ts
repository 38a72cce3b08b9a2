import type { ChannelWriter } from '../slack/channel-writer.ts';
import { RATE_LIMITED, type SlackFailure, slackFailure } from '../slack/failure.ts';
import type { Message } from '../slack/messenger.ts';
import { cut } from '../slack/text.ts';
import type { Claims } from './claims.ts';
import type { OutboxMessage } from './messages.ts';

/** A request's card as it is now. */
export interface Card {
  version: number;
  message: Message;
  /** The request can still change, so its card is posted anew when somebody deletes it. */
  open: boolean;
  /** The requester's Slack account: told directly what a thread does not take. */
  account: string;
}

/** What sending needs; the outbox itself knows no requests. */
export interface SendParts {
  claims: Claims;
  writer: ChannelWriter;
  /** Makes the card of a request; `anew`: its earlier card was deleted. */
  cardOf(requestId: string, anew: boolean): Promise<Card | undefined>;
  /** Slack does not take a request's card; `reason` is Slack's word. */
  onCardRefused(requestId: string, reason: string): Promise<void>;
  log: { warn(words: string, facts: Readonly<Record<string, string | number>>): void };
}

/** Slack's words for a message that is not there any more. */
const GONE: ReadonlySet<string> = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

/** First pause after a failed try, in milliseconds; it doubles. */
const FIRST_PAUSE_MS = 2_500;
/** Longest pause after what passes, and after what Slack refuses until somebody mends it, in milliseconds. */
const LONGEST_PAUSE_MS = 5 * 60_000;
const REFUSED_PAUSE_MS = 60 * 60_000;
/** Long enough for every reply, short enough for every message (4,000 characters are Slack's advice). */
const LONGEST_TEXT = 3_000;

/** What came of sending one message: `sent` lets the next message of its request go. */
export type Sent = 'sent' | 'again' | 'waits';

/** Sends one message that was claimed, and writes down how that ended. */
export function sendMessage(parts: SendParts, message: OutboxMessage, cardTs: string | undefined): Promise<Sent> {
  if (message.what === 'card') return sendCard(parts, message);
  return sendOnce(parts, message, cardTs);
}

async function sendCard(parts: SendParts, message: OutboxMessage): Promise<Sent> {
  const { claims, writer } = parts;
  const card = await parts.cardOf(
    message.requestId,
    message.blockedReason !== undefined && GONE.has(message.blockedReason),
  );
  if (!card) return done(parts, message, message.desiredVersion);
  try {
    if (message.ts !== undefined) await writer.update(message.channel, message.ts, card.message);
    else if (!(await postCard(parts, message, card.message))) {
      // What the card that stands shows is not known here.
      await claims.settle(message.id, {});
      return 'again';
    }
  } catch (error) {
    return cardFailed(parts, message, card, error);
  }
  // The row may have moved on while the card was on its way: then it is sent once more.
  await claims.settle(message.id, { posted_version: card.version, tries: 0, blocked_reason: null });
  return card.version >= message.desiredVersion ? 'sent' : 'again';
}

/** Two processes can both have posted a card whose answer got lost; the one whose place is not written down goes. */
async function postCard(parts: SendParts, message: OutboxMessage, card: Message): Promise<boolean> {
  const posted = await parts.writer.post(message.channel, card);
  if (await parts.claims.setCardTs(message.id, posted.ts)) return true;
  await takeBack(parts, message, posted);
  return false;
}

/** Deletes a message that was just posted; one that Slack does not delete stays. */
async function takeBack(
  { writer, log }: SendParts,
  { requestId, what }: OutboxMessage,
  { channel, ts }: { channel: string; ts: string },
): Promise<void> {
  await writer.delete(channel, ts).catch((error: unknown) => {
    log.warn('a message could not be deleted', { request: requestId, what, error: slackFailure(error).word });
  });
}

async function cardFailed(parts: SendParts, message: OutboxMessage, card: Card, error: unknown): Promise<Sent> {
  const failure = slackFailure(error);
  const { id, ts, requestId } = message;
  if (failure.kind !== 'refused') {
    const pause = await putOff(parts, message, failure);
    // A limit of updates says nothing about posts; when Slack is away, what comes after waits for its return.
    if (ts === undefined || failure.word !== RATE_LIMITED) await parts.claims.putOffReplies(requestId, pause);
    return 'waits';
  }
  parts.log.warn('Slack does not take a card', { request: requestId, error: failure.word });
  if (ts !== undefined && GONE.has(failure.word)) {
    if (!card.open) return done(parts, message, card.version);
    await parts.claims.settle(id, { ts: null, posted_version: 0, blocked_reason: failure.word });
    return 'again';
  }
  // Slack may take it later, once the channel is open again: it is never given up by age.
  const pause = ts === undefined ? LONGEST_PAUSE_MS : REFUSED_PAUSE_MS;
  await parts.claims.putOff(message, pause, { blocked_reason: failure.word });
  if (ts === undefined) await parts.claims.putOffReplies(requestId, pause);
  await parts.onCardRefused(requestId, failure.word);
  return 'waits';
}

/** A reply or a direct message: sent at most once, because the card says the same. */
async function sendOnce(parts: SendParts, message: OutboxMessage, cardTs: string | undefined): Promise<Sent> {
  const { claims, writer, log } = parts;
  const { message: text } = message;
  if (message.sendingSince !== undefined || !text) {
    log.warn('a message may have been sent before, and is not sent again', { request: message.requestId });
    return done(parts, message, message.desiredVersion);
  }
  if (!(await claims.begin(message.id))) return 'waits';
  const thread = message.what === 'reply' ? cardTs : undefined;
  let posted: Awaited<ReturnType<ChannelWriter['post']>>;
  try {
    posted = await writer.post(message.channel, text, thread);
  } catch (error) {
    return onceFailed(parts, message, text, error);
  }
  if (thread === undefined || posted.inThread) return done(parts, message, message.desiredVersion);
  await takeBack(parts, message, posted);
  return cardIsGone(parts, message, text, thread);
}

/** The thread's first message was deleted: an open request gets a new card first, a closed one tells its requester. */
async function cardIsGone(parts: SendParts, message: OutboxMessage, text: Message, ts: string): Promise<Sent> {
  const card = await parts.cardOf(message.requestId, false);
  if (!card?.open) return tellRequester(parts, message, text, card);
  await parts.claims.cardIsGone(message.requestId, ts);
  // Each time after a longer pause: cards that are deleted again and again do not fill a channel.
  await parts.claims.putOff(message, pauseAfter(message));
  return 'again';
}

async function onceFailed(parts: SendParts, message: OutboxMessage, text: Message, error: unknown): Promise<Sent> {
  const failure = slackFailure(error);
  const { requestId, what } = message;
  if (failure.kind === 'later') {
    await putOff(parts, message, failure);
    return 'waits';
  }
  parts.log.warn('a message was not taken', { request: requestId, what, error: failure.word });
  const card = failure.kind === 'refused' && what === 'reply' ? await parts.cardOf(requestId, false) : undefined;
  return tellRequester(parts, message, text, card);
}

/** What the thread does not take goes to the requester, in words alone: what Slack refused may be the blocks. */
async function tellRequester(
  parts: SendParts,
  message: OutboxMessage,
  text: Message,
  card: Card | undefined,
): Promise<Sent> {
  if (!card) return done(parts, message, message.desiredVersion);
  const words = { text: cut(text.text, LONGEST_TEXT), blocks: [] };
  await parts.claims.settle(message.id, {
    what: 'direct',
    channel: card.account,
    message_json: JSON.stringify(words),
    sending_since: null,
  });
  return 'again';
}

/** Lets a message wait as long as Slack said, or longer from time to time; gives back how long. */
async function putOff(parts: SendParts, message: OutboxMessage, failure: SlackFailure): Promise<number> {
  const pause = (failure.kind === 'later' ? failure.afterMs : undefined) ?? pauseAfter(message);
  await parts.claims.putOff(message, pause);
  return pause;
}

function pauseAfter({ tries }: OutboxMessage): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
}

async function done({ claims }: SendParts, { id }: OutboxMessage, version: number): Promise<Sent> {
  await claims.settle(id, { posted_version: version, tries: 0, blocked_reason: null, sending_since: null });
  return 'sent';
}
