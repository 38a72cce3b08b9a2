import type { PageMessage } from '../../../page-server/protocol.ts';

/** A conversation's messages, sorted into those of the channel and the replies in threads. */
export interface Conversation {
  messages: PageMessage[];
  /** Replies by the ts of the message they answer. */
  replies: ReadonlyMap<string, PageMessage[]>;
}

const NOBODY: Conversation = { messages: [], replies: new Map() };

/** Sorts all messages by conversation and thread. */
export function conversationsOf(messages: readonly PageMessage[]): ReadonlyMap<string, Conversation> {
  const all = new Map<string, { messages: PageMessage[]; replies: Map<string, PageMessage[]> }>();
  for (const message of messages) {
    const { channel, ts, threadTs } = message;
    const conversation = all.get(channel) ?? { messages: [], replies: new Map<string, PageMessage[]>() };
    all.set(channel, conversation);
    if (threadTs === undefined || threadTs === ts) conversation.messages.push(message);
    else conversation.replies.set(threadTs, [...(conversation.replies.get(threadTs) ?? []), message]);
  }
  return all;
}

/** One of them; empty when nothing was said there. */
export function conversationIn(all: ReadonlyMap<string, Conversation>, channel: string): Conversation {
  return all.get(channel) ?? NOBODY;
}
