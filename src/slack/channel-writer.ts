import type { Message, SlackClient } from './message.ts';

/** Posts and updates messages, without fallback; each method throws Slack's error. */
export interface ChannelWriter {
  /**
   * Posts to a channel whose readers may see names, a thread, or a user's direct messages by the user's id. Slack posts a reply to a message that was
   * deleted into the channel itself and calls that a success: `inThread` is false then.
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
 * A writer over a client that repeats nothing by itself: what an error proves is decided by the caller.
 * @param admit throws where a message with names cannot be posted; what stands somewhere already is still updated there
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
      // Left out, `parse` becomes `client` again and people's words could turn into links (docs: chat.update).
      await client.chat.update({ channel, ts, ...message, parse: 'none' });
    },
    async delete(channel, ts) {
      await client.chat.delete({ channel, ts });
    },
  };
}
