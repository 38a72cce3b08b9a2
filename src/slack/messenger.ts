import { small } from './blocks.ts';
import { createChannelWriter } from './channel-writer.ts';
import { slackError, slackFailure } from './failure.ts';
import type { Message, SlackClient } from './message.ts';
import type { Respond } from './response-url.ts';
import type { SupportContact } from './support-contact.ts';
import { cannotPostText, escapeMrkdwn, NOT_ACCEPTED, sentDirectlyText, shownThisWayText } from './text.ts';

export type { Message, SlackClient } from './message.ts';

/** Where a user asked for something: enough to answer there, minutes later. */
export interface ReplyTarget {
  userId: string;
  channelId?: string;
  /** Works for 30 minutes and five uses, even where the app may not post (docs: "Handling user interaction"). */
  responseUrl?: string;
}

/** Where an outcome ended up. */
export type Delivery =
  | { how: 'channel'; channel: string; ts: string }
  | { how: 'response_url' }
  | { how: 'direct'; channel: string; ts: string };

/** Everything the app says outside of forms. */
export interface Messenger {
  /** Posts an outcome where it was asked for; where Slack does not take it, through response_url, else to the person, saying why. */
  postResult(origin: ReplyTarget, message: Message): Promise<Delivery>;
  /** Says something only this person sees. */
  replyPrivately(origin: ReplyTarget, message: Message): Promise<void>;
  /** Puts a message in place of the one that was clicked; where Slack no longer takes that, says it anew, privately. */
  replacePrivately(origin: ReplyTarget, message: Message): Promise<void>;
  /** Why the app cannot post in a channel, in words, from Slack's own word; undefined when that says something else. */
  cannotPostText(slackCode: string, channel: string): string | undefined;
}

/** What a messenger needs to know of Slack beside its client. */
export interface MessengerParts {
  /** Throws where a message with names cannot be posted. */
  admit(channel: string): Promise<void>;
  /** How people mention the app, once it is connected. */
  botName(): string | undefined;
  /** Who helps when the app itself is broken. */
  contact: Pick<SupportContact, 'name'>;
  /** Lets so many milliseconds pass. */
  sleep(ms: number): Promise<void>;
}

/** Slack's words for a conversation whose readers are not known to be of this organization: nothing is shown there. */
const STAYS_PRIVATE: ReadonlySet<string | undefined> = new Set([
  'channel_not_found',
  'channel_not_known',
  'channel_not_shown',
  'missing_scope',
  'shared_channel',
]);

/** Longest that an outcome waits for its turn in a channel, in milliseconds; Slack usually asks for a second. */
const WAITS_AT_MOST_MS = 5_000;

/** A messenger over one workspace's client; `respond` reaches response_urls. */
export function createMessenger(client: SlackClient, respond: Respond, parts: MessengerParts): Messenger {
  const { admit, botName, contact, sleep } = parts;
  const writer = createChannelWriter(client, admit);
  const whyNot = (slackCode: string, channel: string) =>
    cannotPostText(slackCode, { channel, botName: botName(), contact: contact.name });

  /** Posts once more when Slack asks for a short wait: two people in one channel can be as close together. */
  const post = async (channel: string, message: Message) => {
    try {
      return await writer.post(channel, message);
    } catch (error) {
      const failure = slackFailure(error);
      if (failure.kind !== 'limited' || failure.afterMs > WAITS_AT_MOST_MS) throw error;
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
        // Not in the channel, or the person left it: a direct message still reaches them.
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
        const word = slackError(error);
        const why = whyNot(word ?? '', origin.channelId) ?? NOT_ACCEPTED;
        if (STAYS_PRIVATE.has(word)) return direct(origin.userId, withNote(message, sentDirectlyText(why)));
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

/** A private message of one small sentence. */
export function note(text: string): Message {
  return { text: escapeMrkdwn(text), blocks: [small(text)] };
}

function withNote(message: Message, note: string): Message {
  return { text: `${message.text} (${note})`, blocks: [...message.blocks, small(note)] };
}
