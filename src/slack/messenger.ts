import { small } from './blocks.ts';
import { createChannelWriter } from './channel-writer.ts';
import type { Message, SlackClient } from './message.ts';
import { escapeMrkdwn } from './text.ts';

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

/** The part of fetch a response_url needs. */
export type PostJson = (
  url: string,
  init: { method: string; headers: Record<string, string>; redirect: 'manual'; body: string; signal: AbortSignal },
) => Promise<{ ok: boolean; status: number }>;

/** Everything the app says outside of forms. */
export interface Messenger {
  /** Posts an outcome where it was asked for; where Slack does not take it, through response_url, else to the person, saying why. */
  postResult(origin: ReplyTarget, message: Message): Promise<Delivery>;
  /** Says something only this person sees. */
  replyPrivately(origin: ReplyTarget, message: Message): Promise<void>;
  /** Puts a message in place of the private one that was clicked; where Slack no longer takes that, says it anew. */
  replacePrivately(origin: ReplyTarget, message: Message): Promise<void>;
}

/** Slack's words for "the app may not post here" (reference of chat.postMessage). */
const CANNOT_POST: Readonly<Record<string, string>> = {
  not_in_channel: 'the app is not in that channel. To invite it, type /invite @DocSpace Groups there',
  channel_not_found: 'the app is not in that conversation. To invite it, type /invite @DocSpace Groups there',
  is_archived: 'that channel is archived',
  // chat.update says it in this way (docs: chat.update).
  is_inactive: 'that channel is archived',
  restricted_action: 'posting in that channel is restricted',
  restricted_action_read_only_channel: 'that channel is read-only',
  restricted_action_thread_only_channel: 'that channel takes replies only',
  restricted_action_non_threadable_channel: 'that channel has no threads',
};

/** A response_url that does not answer in time is given up for another way to say the same, in milliseconds. */
const RESPONDS_WITHIN_MS = 5_000;

/** Why the app cannot post in a channel, in words; undefined when the error is another one. */
export function cannotPostReason(error: unknown): string | undefined {
  return cannotPostText(slackError(error) ?? '');
}

/** The same from Slack's own word. */
export function cannotPostText(slackWord: string): string | undefined {
  return CANNOT_POST[slackWord];
}

/** The SDK's own error for an HTTP 429, which carries no answer. */
const RATE_LIMITED_CODE = 'slack_webapi_rate_limited_error';

/** The `error` of a Web API answer with `ok: false`, and `ratelimited` for a 429; undefined for any other error. */
export function slackError(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && error.code === RATE_LIMITED_CODE) return 'ratelimited';
  if (!('data' in error)) return undefined;
  const answer = error.data;
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return undefined;
  return typeof answer.error === 'string' ? answer.error : undefined;
}

/** A messenger over one workspace's client; `fetch` reaches response_urls. */
export function createMessenger(client: SlackClient, fetch: PostJson): Messenger {
  const { post } = createChannelWriter(client);

  const respond = async (url: string, answer: object): Promise<boolean> => {
    try {
      const headers = { 'Content-Type': 'application/json' };
      const signal = AbortSignal.timeout(RESPONDS_WITHIN_MS);
      return (await fetch(url, { method: 'POST', headers, redirect: 'manual', body: JSON.stringify(answer), signal }))
        .ok;
    } catch {
      // The address expired or the network failed: the caller has another way to say it.
      return false;
    }
  };

  const direct = async (userId: string, message: Message): Promise<Delivery> => {
    const opened = await client.conversations.open({ users: userId });
    const channel = opened.channel?.id ?? userId;
    return { how: 'direct', channel, ts: (await post(channel, message)).ts };
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
        const why = cannotPostReason(error) ?? 'Slack did not take it in the channel';
        const explained = withNote(message, `Shown this way because ${why}.`);
        if (origin.responseUrl && (await respond(origin.responseUrl, { response_type: 'in_channel', ...explained })))
          return { how: 'response_url' };
        return direct(origin.userId, withNote(message, `Sent to you directly because ${why}.`));
      }
    },
    replyPrivately,
    async replacePrivately(origin, message) {
      const url = origin.responseUrl;
      if (url && (await respond(url, { replace_original: true, ...message }))) return;
      await replyPrivately(origin, message);
    },
  };
}

/** A private message of one small sentence. */
export function note(text: string): Message {
  return { text: escapeMrkdwn(text), blocks: [small(text)] };
}

function withNote(message: Message, note: string): Message {
  return { text: `${message.text} (${note})`, blocks: [...message.blocks, small(note)] };
}
