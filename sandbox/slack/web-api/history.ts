import { z } from 'zod';
import type { Conversation, StoredMessage, WorkspaceState } from '../state.ts';
import { messageJson } from './chat.ts';
import { findConversation } from './conversations.ts';
import { flag } from './flag.ts';
import { ApiRefusal, type Method, method, missingScope } from './method.ts';
import { pageOf, paging } from './paging.ts';

/** The scope that lets an app read the messages of a kind of conversation. */
const READ: Readonly<Record<Conversation['kind'], string>> = {
  public: 'channels:history',
  private: 'groups:history',
  group: 'mpim:history',
  direct: 'im:history',
};
const ANY_READ = Object.values(READ);

const asked = z.object({
  channel: z.string(),
  ...paging,
  oldest: z.string().default('0'),
  latest: z.string().optional(),
  inclusive: flag,
  include_all_metadata: flag,
});
type Asked = z.infer<typeof asked>;

/** Methods that read what was said; ephemeral messages are kept nowhere and can't be read here. */
export const history: Readonly<Record<string, Method>> = {
  'conversations.history': method(ANY_READ, asked, (args, { state }) => {
    const written = readable(state, args).filter((message) => message.threadTs === undefined);
    return pageOfMessages(written.reverse(), args, state);
  }),
  'conversations.replies': method(ANY_READ, asked.extend({ ts: z.string() }), (args, { state }) => {
    const thread = readable(state, args).filter(({ ts, threadTs }) => ts === args.ts || threadTs === args.ts);
    if (thread.length === 0) throw new ApiRefusal('thread_not_found');
    return pageOfMessages(thread, args, state);
  }),
};

/** The kept messages of a channel the bot is in, between two moments, oldest first. */
function readable(state: WorkspaceState, { channel, oldest, latest, inclusive }: Asked): StoredMessage[] {
  const conversation = findConversation(state, channel);
  if (!state.scopes.has(READ[conversation.kind])) throw missingScope(state.scopes, READ[conversation.kind]);
  if (!conversation.members.has(state.bot.userId)) throw new ApiRefusal('not_in_channel');
  const edges = [oldest, latest];
  return state
    .messagesIn(channel)
    .filter(({ ts, visibleTo }) => visibleTo === undefined && (inclusive || !edges.includes(ts)))
    .filter(({ ts }) => Number(ts) >= Number(oldest) && (latest === undefined || Number(ts) <= Number(latest)));
}

function pageOfMessages(messages: readonly StoredMessage[], args: Asked, state: WorkspaceState) {
  const { page, response_metadata } = pageOf(messages, args);
  const has_more = response_metadata.next_cursor !== '';
  const shown = page.map((message) => historyJson(message, args, state));
  return { messages: shown, has_more, response_metadata };
}

/** A message as it is read again: with metadata where they are asked for, and how many replies it has. */
function historyJson(message: StoredMessage, { include_all_metadata }: Asked, state: WorkspaceState) {
  const { metadata, ...shown } = messageJson(message, state);
  const replies = state.messagesIn(message.channel).filter((each) => each.threadTs === message.ts);
  return {
    ...shown,
    ...(include_all_metadata && metadata ? { metadata } : {}),
    ...(replies.length > 0 ? { thread_ts: message.ts, reply_count: replies.length } : {}),
  };
}
