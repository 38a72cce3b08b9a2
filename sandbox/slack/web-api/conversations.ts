import { z } from 'zod';
import type { Conversation, WorkspaceState } from '../state.ts';
import { ApiRefusal, type Method, method, missingScope } from './method.ts';
import { pageOf, paging } from './paging.ts';

/** The scope that lets an app read conversations of a kind. */
const READ: Readonly<Record<Conversation['kind'], string>> = {
  public: 'channels:read',
  private: 'groups:read',
  group: 'mpim:read',
  direct: 'im:read',
};
const ANY_READ = Object.values(READ);

/** Conversation types as `conversations.list` names them. */
const KINDS: Readonly<Record<string, Conversation['kind'] | undefined>> = {
  public_channel: 'public',
  private_channel: 'private',
  mpim: 'group',
  im: 'direct',
};

/** A conversation the bot may know of; private ones it is not in do not exist for it. */
export function findConversation(state: WorkspaceState, id: string): Conversation {
  const conversation = state.conversations.get(id);
  if (!conversation || !known(conversation, state)) throw new ApiRefusal('channel_not_found');
  return conversation;
}

function known({ kind, members }: Conversation, state: WorkspaceState): boolean {
  return kind === 'public' || members.has(state.bot.userId);
}

/** A conversation the bot may also read about. */
function readConversation(state: WorkspaceState, id: string): Conversation {
  const conversation = findConversation(state, id);
  if (!state.scopes.has(READ[conversation.kind])) throw missingScope(state.scopes, READ[conversation.kind]);
  return conversation;
}

function conversationJson(conversation: Conversation, state: WorkspaceState): Record<string, unknown> {
  const { kind, sharedWith } = conversation;
  return {
    id: conversation.id,
    name: conversation.name,
    is_channel: kind === 'public',
    is_group: kind === 'private',
    is_mpim: kind === 'group',
    is_im: kind === 'direct',
    is_private: kind !== 'public',
    is_shared: sharedWith === 'external' || sharedWith === 'organization',
    is_ext_shared: sharedWith === 'external',
    is_org_shared: sharedWith === 'organization',
    is_pending_ext_shared: sharedWith === 'pending',
    pending_shared: sharedWith === 'pending' ? ['T0OTHER'] : [],
    is_archived: conversation.archived,
    is_member: conversation.members.has(state.bot.userId),
    num_members: conversation.members.size,
  };
}

const one = z.object({ channel: z.string() });
const list = z.object({
  ...paging,
  types: z.string().default('public_channel'),
  exclude_archived: z.union([z.boolean(), z.stringbool()]).default(false),
});

export const conversations: Readonly<Record<string, Method>> = {
  'conversations.info': method(ANY_READ, one, ({ channel }, { state }) => ({
    channel: conversationJson(readConversation(state, channel), state),
  })),
  'conversations.list': method(ANY_READ, list, (args, { state }) => {
    const kinds = args.types.split(',').map((type) => KINDS[type.trim()]);
    for (const kind of kinds) if (kind && !state.scopes.has(READ[kind])) throw missingScope(state.scopes, READ[kind]);
    const found = [...state.conversations.values()].filter(
      (each) => kinds.includes(each.kind) && known(each, state) && !(args.exclude_archived && each.archived),
    );
    const { page, response_metadata } = pageOf(found, args);
    return { channels: page.map((each) => conversationJson(each, state)), response_metadata };
  }),
  'conversations.members': method(ANY_READ, one.extend(paging), (args, { state }) => {
    const { page, response_metadata } = pageOf([...readConversation(state, args.channel).members], args);
    return { members: page, response_metadata };
  }),
  'conversations.join': method(['channels:join'], one, ({ channel }, { state }) => {
    const conversation = findConversation(state, channel);
    if (conversation.kind !== 'public') throw new ApiRefusal('method_not_supported_for_channel_type');
    if (conversation.archived) throw new ApiRefusal('is_archived');
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
