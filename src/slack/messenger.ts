import { small } from './blocks.ts';
import { createChannelWriter } from './channel-writer.ts';
import { slackError, slackFailure } from './failure.ts';
import type { Message, SlackClient } from './message.ts';
import type { Respond } from './response-url.ts';
import type { SupportContact } from './support-contact.ts';
import { cannotPostText, escapeMrkdwn, NOT_ACCEPTED, sentDirectlyText, shownThisWayText } from './text.ts';

export type { Message, SlackClient } from './message.ts';

/** Where to reply to a user, also minutes later. */
export interface ReplyTarget {
  userId: string;
  channelId?: string;
  /** Valid for 30 minutes and five uses, even where the app can't post (docs: "Handling user interaction"). */
  responseUrl?: string;
}

/** How a result was delivered. */
export type Delivery =
  | { how: 'channel'; channel: string; ts: string }
  | { how: 'response_url' }
  | { how: 'direct'; channel: string; ts: string };

/** Sends messages to users. */
export interface Messenger {
  /** Posts a result where it was requested; if Slack rejects that, through response_url, or else as a direct message that says why. */
  postResult(origin: ReplyTarget, message: Message): Promise<Delivery>;
  /** Sends a message that only this user sees. */
  replyPrivately(origin: ReplyTarget, message: Message): Promise<void>;
  /** Replaces the message that was clicked; if Slack no longer accepts that, replies privately. */
  replacePrivately(origin: ReplyTarget, message: Message): Promise<void>;
  /** Why the app cannot post in a channel, as text, by Slack's error code; undefined for other codes. */
  cannotPostText(slackCode: string, channel: string): string | undefined;
}

/** The dependencies of a messenger. */
export interface MessengerParts {
  /** Throws if a message with names must not be posted in the channel. */
  admit(channel: string): Promise<void>;
  /** How people mention the app, once it is connected. */
  botName(): string | undefined;
  /** Who helps when the app itself is broken. */
  contact: Pick<SupportContact, 'name'>;
  sleep(ms: number): Promise<void>;
}

/** Error codes for conversations that people outside this organization could read: nothing is posted there. */
const STAYS_PRIVATE: ReadonlySet<string | undefined> = new Set([
  'channel_not_found',
  'channel_not_known',
  'channel_not_shown',
  'missing_scope',
  'shared_channel',
]);

/** Longest Retry-After that a result waits for, in milliseconds; Slack's is usually a second. */
const MAX_WAIT_MS = 5_000;

/** A messenger for one workspace; `respond` posts to response_urls. */
export function createMessenger(client: SlackClient, respond: Respond, parts: MessengerParts): Messenger {
  const { admit, botName, contact, sleep } = parts;
  const writer = createChannelWriter(client, admit);
  const whyNot = (slackCode: string, channel: string) =>
    cannotPostText(slackCode, { channel, botName: botName(), contact: contact.name });

  /** Retries once after a short rate limit: Slack allows about one message per second and channel. */
  const post = async (channel: string, message: Message) => {
    try {
      return await writer.post(channel, message);
    } catch (error) {
      const failure = slackFailure(error);
      if (failure.kind !== 'limited' || failure.afterMs > MAX_WAIT_MS) throw error;
      await sleep(failure.afterMs);
      return writer.post(channel, message);
    }
  };

  const direct = async (userId: string, message: Message): Promise<Delivery> => {
    const { channel, ts } = await post(userId, message);
    return { how: 'direct', channel, ts };
  };

  const replyPrivately: Messenger['replyPrivately'] = async (origin, message) => {
    if (origin.responseUrl) {
      const answer = { response_type: 'ephemeral', replace_original: false, ...message };
      if (await respond(origin.responseUrl, answer)) return;
    }
    if (origin.channelId) {
      try {
        await client.chat.postEphemeral({ channel: origin.channelId, user: origin.userId, ...message });
        return;
      } catch (error) {
        // The app or the user is not in the channel: a direct message still reaches the user.
        if (!slackError(error)) throw error;
      }
    }
    await direct(origin.userId, message);
  };

  return {
    async postResult(origin, message) {
      if (!origin.channelId) return direct(origin.userId, message);
      try {
        const { ts } = await post(origin.channelId, message);
        return { how: 'channel', channel: origin.channelId, ts };
      } catch (error) {
        const code = slackError(error);
        const why = whyNot(code ?? '', origin.channelId) ?? NOT_ACCEPTED;
        if (STAYS_PRIVATE.has(code)) return direct(origin.userId, withNote(message, sentDirectlyText(why)));
        const explained = withNote(message, shownThisWayText(why));
        if (origin.responseUrl && (await respond(origin.responseUrl, { response_type: 'in_channel', ...explained })))
          return { how: 'response_url' };
        return direct(origin.userId, withNote(message, sentDirectlyText(why)));
      }
    },
    replyPrivately,
    async replacePrivately(origin, message) {
      const url = origin.responseUrl;
      if (url && (await respond(url, { replace_original: true, ...message }))) return;
      await replyPrivately(origin, message);
    },
    cannotPostText: whyNot,
  };
}

/** A message of one sentence in small text. */
export function note(text: string): Message {
  return { text: escapeMrkdwn(text), blocks: [small(text)] };
}

function withNote(message: Message, note: string): Message {
  return { text: `${message.text} (${note})`, blocks: [...message.blocks, small(note)] };
}
