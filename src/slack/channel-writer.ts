import type { Message, SlackClient } from './message.ts';

/** Posts, updates and deletes messages, without fallback; each method throws Slack's error. */
export interface ChannelWriter {
  /**
   * Posts to a channel that can show names, to a thread, or to a user's direct messages by user id. Slack posts a reply to a
   * deleted message into the channel itself and reports success: `inThread` is false then.
   */
  post(
    channel: string,
    message: Message,
    threadTs?: string,
  ): Promise<{ channel: string; ts: string; inThread: boolean }>;
  update(channel: string, ts: string, message: Message): Promise<void>;
  delete(channel: string, ts: string): Promise<void>;
}

/**
 * A writer without retries: the caller decides what an error proves.
 * @param admit throws if a message with names must not be posted in the channel; existing messages are still updated there
 */
export function createChannelWriter(client: SlackClient, admit: (channel: string) => Promise<void>): ChannelWriter {
  return {
    async post(channel, message, threadTs) {
      await admit(channel);
      const sent = await client.chat.postMessage({
        channel,
        ...message,
        ...(threadTs ? { thread_ts: threadTs } : {}),
        unfurl_links: false,
        unfurl_media: false,
      });
      const inThread = sent.message?.thread_ts !== undefined;
      return { channel: sent.channel ?? channel, ts: sent.ts ?? '', inThread };
    },
    async update(channel, ts, message) {
      // Without `parse` the default `client` applies, which can turn users' text into links (docs: chat.update).
      await client.chat.update({ channel, ts, ...message, parse: 'none' });
    },
    async delete(channel, ts) {
      await client.chat.delete({ channel, ts });
    },
  };
}
