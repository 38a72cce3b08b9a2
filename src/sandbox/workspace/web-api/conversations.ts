import { z } from 'zod';
import type { Conversation, WorkspaceState } from '../state.ts';
import { ApiRefusal, type Method, method } from './method.ts';

const READ = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];

/** A conversation the bot may know of; private ones it is not in do not exist for it. */
export function findConversation(state: WorkspaceState, id: string): Conversation {
  const conversation = state.conversations.get(id);
  if (!conversation || (conversation.kind !== 'public' && !conversation.members.has(state.bot.userId)))
    throw new ApiRefusal('channel_not_found');
  return conversation;
}

function conversationJson(conversation: Conversation, state: WorkspaceState): Record<string, unknown> {
  return {
    id: conversation.id,
    name: conversation.name,
    is_channel: conversation.kind === 'public',
    is_group: conversation.kind === 'private',
    is_im: conversation.kind === 'direct',
    is_private: conversation.kind !== 'public',
    is_archived: conversation.archived,
    is_member: conversation.members.has(state.bot.userId),
    num_members: conversation.members.size,
  };
}

const one = z.object({ channel: z.string() });

export const conversations: Readonly<Record<string, Method>> = {
  'conversations.info': method(READ, one, ({ channel }, { state }) => ({
    channel: conversationJson(findConversation(state, channel), state),
  })),
  'conversations.list': method(
    READ,
    z.object({ limit: z.coerce.number().max(1000).optional() }),
    (_args, { state }) => {
      const known = [...state.conversations.values()].filter(
        (each) => each.kind === 'public' || (each.kind === 'private' && each.members.has(state.bot.userId)),
      );
      return { channels: known.map((each) => conversationJson(each, state)), response_metadata: { next_cursor: '' } };
    },
  ),
  'conversations.members': method(READ, one, ({ channel }, { state }) => ({
    members: [...findConversation(state, channel).members],
    response_metadata: { next_cursor: '' },
  })),
  'conversations.join': method(['channels:join'], one, ({ channel }, { state }) => {
    const conversation = findConversation(state, channel);
    if (conversation.kind !== 'public') throw new ApiRefusal('method_not_supported_for_channel_type');
    state.change(channel, ({ members }) => members.add(state.bot.userId));
    return { channel: conversationJson(conversation, state) };
  }),
  'conversations.open': method(['im:write'], z.object({ users: z.string() }), ({ users }, { state }) => {
    const user = state.users.get(users);
    if (!user) throw new ApiRefusal('user_not_found');
    if (user.deleted) throw new ApiRefusal('user_disabled');
    return { channel: { id: state.directWith(users).id } };
  }),
};
