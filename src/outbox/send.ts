import type { ChannelWriter } from '../slack/channel-writer.ts';
import { slackFailure } from '../slack/failure.ts';
import type { Message } from '../slack/message.ts';
import { cut } from '../slack/text.ts';
import type { Claims } from './claims.ts';
import type { OutboxMessage } from './messages.ts';
import type { Pace } from './pace.ts';

/** The current card of a request. */
export interface Card {
  version: number;
  message: Message;
  /** The request can still change, so its card is posted again when a user deletes it. */
  open: boolean;
  /** The requester's Slack account: gets replies that cannot be posted in the thread. */
  account: string;
}

/** Why a card is posted again: the earlier one was deleted in Slack, or can no longer be updated there. */
export type LostCard = 'deleted' | 'frozen';

/** The outbox does not know requests, so it gets their messages from here. */
export interface SendDeps {
  claims: Claims;
  pace: Pace;
  writer: ChannelWriter;
  /** Renders the card of a request; `newer`: only a newer version of the app can. */
  cardOf(requestId: string, lost?: LostCard): Promise<Card | 'newer' | undefined>;
  /** Renders a reminder; undefined when there is nothing to remind of. */
  reminderOf(requestId: string): Promise<Message | 'newer' | undefined>;
  /** Slack did not accept a request's card; `reason` is Slack's error code. */
  onCardRefused(requestId: string, reason: string): Promise<void>;
  log: { warn(text: string, facts: Readonly<Record<string, string | number>>): void };
}

/** Slack's error codes for a message that can no longer be updated (docs: chat.update). */
const LOST: Readonly<Record<string, LostCard>> = {
  message_not_found: 'deleted',
  cant_update_message: 'frozen',
  edit_window_closed: 'frozen',
};

/** First pause after a failed attempt, in milliseconds; it doubles. */
const FIRST_PAUSE_MS = 2_500;
/** Longest pause after a transient failure, and pause after a refusal that an admin has to fix, in milliseconds. */
const LONGEST_PAUSE_MS = 5 * 60_000;
const REFUSED_PAUSE_MS = 60 * 60_000;
/** Longer than every reply, and below the 4,000 characters Slack recommends for `text`. */
const LONGEST_TEXT = 3_000;

/** Result of sending one message: after `ended`, other messages of its request may be sendable. */
export type Sent = 'ended' | 'waits';

/** Sends one claimed message and stores the result. */
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
      // Which version the other process's card shows is unknown here.
      await claims.settle(message.id, {});
      return 'ended';
    }
  } catch (error) {
    return cardFailed(deps, message, card, error);
  }
  // If the request moved on during the call, the desired version is higher and the card is sent again.
  await claims.settle(message.id, { posted_version: card.version, tries: 0, blocked_reason: null });
  return 'ended';
}

/** Two processes can both have posted a card if an answer was lost; the one whose place is not stored is deleted. */
async function postCard(deps: SendDeps, message: OutboxMessage, card: Message): Promise<boolean> {
  const posted = await deps.writer.post(message.channel, card);
  if (await deps.claims.setCardPlace(message.id, posted)) return true;
  await deletePosted(deps, message, posted);
  return false;
}

/** Deletes a message that was just posted; a failure is only logged. */
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
  if (failure.kind === 'limited') return waitForRetryAfter(deps, message, failure.afterMs);
  // Updates work again, so the stored error is outdated.
  if (failure.kind !== 'refused')
    return putOff(deps, message, pauseAfter(message), ts === undefined ? {} : { blocked_reason: null });
  deps.log.warn('Slack does not take a card', { request: requestId, error: failure.word });
  if (ts !== undefined && failure.word in LOST) {
    if (!card.open) return done(deps, message, card.version);
    await deps.claims.settle(id, { ts: null, posted_version: 0, blocked_reason: failure.word });
    return 'ended';
  }
  // Slack may accept it later, for example once the channel is unarchived, so it is retried without an age limit.
  const pause = ts === undefined ? LONGEST_PAUSE_MS : REFUSED_PAUSE_MS;
  await putOff(deps, message, pause, { blocked_reason: failure.word });
  await deps.onCardRefused(requestId, failure.word);
  return 'waits';
}

/** Replies, reminders and direct messages are sent at most once, because the card says the same. */
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

/** The card was deleted: an open request gets a new card first; for a closed one the requester gets a direct message. */
async function cardIsGone(deps: SendDeps, message: OutboxMessage, text: Message, ts: string): Promise<Sent> {
  const card = await deps.cardOf(message.requestId);
  if (card === 'newer') return leaveToNewer(deps, message);
  if (!card?.open) return redirectToRequester(deps, message, text, card);
  await deps.claims.cardIsGone(message.requestId, ts);
  // With backoff, so that a card that is deleted again and again does not flood the channel.
  await putOff(deps, message, pauseAfter(message));
  return 'ended';
}

async function onceFailed(deps: SendDeps, message: OutboxMessage, text: Message, error: unknown): Promise<Sent> {
  const failure = slackFailure(error);
  const { requestId, what } = message;
  if (failure.kind === 'limited') return waitForRetryAfter(deps, message, failure.afterMs);
  if (failure.kind === 'later') return putOff(deps, message, pauseAfter(message));
  deps.log.warn('a message was not taken', { request: requestId, what, error: failure.word });
  const card = failure.kind === 'refused' && what === 'reply' ? await deps.cardOf(requestId) : undefined;
  if (card === 'newer') return leaveToNewer(deps, message);
  return redirectToRequester(deps, message, text, card);
}

/** Sends the requester a reply that the thread did not accept, without blocks: they may be what Slack refused. */
async function redirectToRequester(
  deps: SendDeps,
  message: OutboxMessage,
  text: Message,
  card: Card | undefined,
): Promise<Sent> {
  if (!card) return done(deps, message);
  const plain = { text: cut(text.text, LONGEST_TEXT), blocks: [] };
  await deps.claims.settle(message.id, {
    what: 'direct',
    channel: card.account,
    message_json: JSON.stringify(plain),
    sending_since: null,
  });
  return 'ended';
}

/** The message stays due: this process waits for Slack's Retry-After with every call of the same kind. */
async function waitForRetryAfter({ claims, pace }: SendDeps, message: OutboxMessage, ms: number): Promise<Sent> {
  pace.pause(message.requestId, message, ms);
  await claims.settle(message.id, { sending_since: null });
  return 'waits';
}

/** This version cannot read the row; a newer one sends it as soon as it starts. */
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
