import type { ChannelWriter } from '../slack/channel-writer.ts';
import { slackFailure } from '../slack/failure.ts';
import type { Message } from '../slack/message.ts';
import { cut } from '../slack/text.ts';
import type { Claims } from './claims.ts';
import type { OutboxMessage } from './messages.ts';
import type { Pace } from './pace.ts';

/** A request's card as it is now. */
export interface Card {
  version: number;
  message: Message;
  /** The request can still change, so its card is posted anew when somebody deletes it. */
  open: boolean;
  /** The requester's Slack account: told directly what a thread does not take. */
  account: string;
}

/** Why a card is posted anew: the earlier one was deleted in Slack, or can no longer be updated there. */
export type LostCard = 'deleted' | 'frozen';

/** What sending needs; the outbox itself knows no requests. */
export interface SendDeps {
  claims: Claims;
  pace: Pace;
  writer: ChannelWriter;
  /** Makes the card of a request; `newer`: only a newer version of the app can. */
  cardOf(requestId: string, lost?: LostCard): Promise<Card | 'newer' | undefined>;
  /** Makes a reminder of a request as it is now; undefined where there is nothing to remind of any more. */
  reminderOf(requestId: string): Promise<Message | 'newer' | undefined>;
  /** Slack does not take a request's card; `reason` is Slack's word. */
  onCardRefused(requestId: string, reason: string): Promise<void>;
  log: { warn(words: string, facts: Readonly<Record<string, string | number>>): void };
}

/** Slack's words for a card that can be updated no more (docs: chat.update). */
const LOST: Readonly<Record<string, LostCard>> = {
  message_not_found: 'deleted',
  cant_update_message: 'frozen',
  edit_window_closed: 'frozen',
};

/** First pause after a failed try, in milliseconds; it doubles. */
const FIRST_PAUSE_MS = 2_500;
/** Longest pause after what passes, and after what Slack refuses until somebody mends it, in milliseconds. */
const LONGEST_PAUSE_MS = 5 * 60_000;
const REFUSED_PAUSE_MS = 60 * 60_000;
/** Long enough for every reply, short enough for every message (4,000 characters are Slack's advice). */
const LONGEST_TEXT = 3_000;

/** What came of sending one message: after `ended`, others of its request may be sendable. */
export type Sent = 'ended' | 'waits';

/** Sends one message that was claimed, and writes down how that ended. */
export function sendMessage(deps: SendDeps, message: OutboxMessage, cardTs: string | undefined): Promise<Sent> {
  return message.what === 'card' ? sendCard(deps, message) : sendOnce(deps, message, cardTs);
}

async function sendCard(deps: SendDeps, message: OutboxMessage): Promise<Sent> {
  const { claims, writer } = deps;
  const card = await deps.cardOf(message.requestId, LOST[message.blockedReason ?? '']);
  if (!card) return done(deps, message);
  if (card === 'newer') return leaveToNewer(deps, message);
  try {
    if (message.ts !== undefined) await writer.update(message.channel, message.ts, card.message);
    else if (!(await postCard(deps, message, card.message))) {
      // What the card that stands shows is not known here.
      await claims.settle(message.id, {});
      return 'ended';
    }
  } catch (error) {
    return cardFailed(deps, message, card, error);
  }
  // The row may have moved on while the card was on its way: then it is sent once more.
  await claims.settle(message.id, { posted_version: card.version, tries: 0, blocked_reason: null });
  return 'ended';
}

/** Two processes can both have posted a card whose answer got lost; the one whose place is not written down goes. */
async function postCard(deps: SendDeps, message: OutboxMessage, card: Message): Promise<boolean> {
  const posted = await deps.writer.post(message.channel, card);
  if (await deps.claims.setCardPlace(message.id, posted)) return true;
  await deletePosted(deps, message, posted);
  return false;
}

/** Deletes a message that was just posted; one that Slack does not delete stays. */
async function deletePosted(
  { writer, log }: SendDeps,
  { requestId, what }: OutboxMessage,
  { channel, ts }: { channel: string; ts: string },
): Promise<void> {
  await writer.delete(channel, ts).catch((error: unknown) => {
    log.warn('a message could not be deleted', { request: requestId, what, error: slackFailure(error).word });
  });
}

async function cardFailed(deps: SendDeps, message: OutboxMessage, card: Card, error: unknown): Promise<Sent> {
  const failure = slackFailure(error);
  const { id, ts, requestId } = message;
  if (failure.kind === 'limited') return waitAsAsked(deps, message, failure.afterMs);
  // What a channel that is open again said before no longer counts.
  if (failure.kind !== 'refused')
    return putOff(deps, message, pauseAfter(message), ts === undefined ? {} : { blocked_reason: null });
  deps.log.warn('Slack does not take a card', { request: requestId, error: failure.word });
  if (ts !== undefined && failure.word in LOST) {
    if (!card.open) return done(deps, message, card.version);
    await deps.claims.settle(id, { ts: null, posted_version: 0, blocked_reason: failure.word });
    return 'ended';
  }
  // Slack may take it later, once the channel is open again: it is never given up by age.
  const pause = ts === undefined ? LONGEST_PAUSE_MS : REFUSED_PAUSE_MS;
  await putOff(deps, message, pause, { blocked_reason: failure.word });
  await deps.onCardRefused(requestId, failure.word);
  return 'waits';
}

/** A reply, a reminder or a direct message: sent at most once, because the card says the same. */
async function sendOnce(deps: SendDeps, message: OutboxMessage, cardTs: string | undefined): Promise<Sent> {
  const { what, requestId } = message;
  const text = what === 'reminder' ? await deps.reminderOf(requestId) : message.message;
  if (text === 'newer') return leaveToNewer(deps, message);
  if (!text) return done(deps, message);
  const thread = what === 'direct' ? undefined : cardTs;
  let posted: Awaited<ReturnType<ChannelWriter['post']>>;
  try {
    posted = await deps.writer.post(message.channel, text, thread);
  } catch (error) {
    return onceFailed(deps, message, text, error);
  }
  if (thread === undefined || posted.inThread) return done(deps, message);
  await deletePosted(deps, message, posted);
  return cardIsGone(deps, message, text, thread);
}

/** The thread's first message was deleted: an open request gets a new card first, a closed one tells its requester. */
async function cardIsGone(deps: SendDeps, message: OutboxMessage, text: Message, ts: string): Promise<Sent> {
  const card = await deps.cardOf(message.requestId);
  if (card === 'newer') return leaveToNewer(deps, message);
  if (!card?.open) return tellRequester(deps, message, text, card);
  await deps.claims.cardIsGone(message.requestId, ts);
  // Each time after a longer pause: cards that are deleted again and again do not fill a channel.
  await putOff(deps, message, pauseAfter(message));
  return 'ended';
}

async function onceFailed(deps: SendDeps, message: OutboxMessage, text: Message, error: unknown): Promise<Sent> {
  const failure = slackFailure(error);
  const { requestId, what } = message;
  if (failure.kind === 'limited') return waitAsAsked(deps, message, failure.afterMs);
  if (failure.kind === 'later') return putOff(deps, message, pauseAfter(message));
  deps.log.warn('a message was not taken', { request: requestId, what, error: failure.word });
  const card = failure.kind === 'refused' && what === 'reply' ? await deps.cardOf(requestId) : undefined;
  if (card === 'newer') return leaveToNewer(deps, message);
  return tellRequester(deps, message, text, card);
}

/** What the thread does not take goes to the requester, in words alone: what Slack refused may be the blocks. */
async function tellRequester(
  deps: SendDeps,
  message: OutboxMessage,
  text: Message,
  card: Card | undefined,
): Promise<Sent> {
  if (!card) return done(deps, message);
  const words = { text: cut(text.text, LONGEST_TEXT), blocks: [] };
  await deps.claims.settle(message.id, {
    what: 'direct',
    channel: card.account,
    message_json: JSON.stringify(words),
    sending_since: null,
  });
  return 'ended';
}

/** The message stays due: this process waits as long as Slack asked, with every call of the same kind. */
async function waitAsAsked({ claims, pace }: SendDeps, message: OutboxMessage, ms: number): Promise<Sent> {
  pace.pause(message.requestId, message, ms);
  await claims.settle(message.id, { sending_since: null });
  return 'waits';
}

/** A row that this version cannot read: once a newer one starts, it shows the row at once. */
async function leaveToNewer(deps: SendDeps, message: OutboxMessage): Promise<Sent> {
  const { requestId, tries } = message;
  if (tries === 0) deps.log.warn('a card is left to a newer version of the app', { request: requestId });
  return putOff(deps, message, LONGEST_PAUSE_MS);
}

async function putOff(
  { claims }: SendDeps,
  message: OutboxMessage,
  pauseMs: number,
  set: Parameters<Claims['putOff']>[2] = {},
): Promise<Sent> {
  await claims.putOff(message, pauseMs, set);
  return 'waits';
}

function pauseAfter({ tries }: OutboxMessage): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries);
}

async function done({ claims }: SendDeps, message: OutboxMessage, version = message.desiredVersion): Promise<Sent> {
  await claims.settle(message.id, { posted_version: version, tries: 0, blocked_reason: null, sending_since: null });
  return 'ended';
}
