import { z } from 'zod';
import { attachmentText } from '../attachment-text.ts';
import { delivered, withEmojiNames } from '../delivered.ts';
import type { StoredMessage, WorkspaceState } from '../state.ts';
import { plain, textOf } from '../text-of.ts';
import { findConversation } from './conversations.ts';
import { flag } from './flag.ts';
import { contentArguments, readContent, readUpdate } from './message-content.ts';
import { ApiRefusal, type Method, method } from './method.ts';

/** Where the `text` of a new message is cut (docs: changelog 2018-04). */
const CUT_TEXT_AT = 40_000;
const TRUNCATED =
  '[WARN] Your message was truncated but still posted. The `text` field accepts up to 40,000 characters.';
/** Longest `text` an update takes (docs: chat.update). */
const LONGEST_UPDATE = 4_000;

const post = z.object({
  channel: z.string(),
  ...contentArguments,
  thread_ts: z.string().optional(),
  reply_broadcast: flag,
  unfurl_links: flag,
  unfurl_media: flag,
  parse: z.string().optional(),
});

/** A message as the Web API and payloads show it. */
export function messageJson(message: StoredMessage, state: WorkspaceState): Record<string, unknown> {
  const byApp = message.user === state.bot.userId;
  return {
    type: 'message',
    user: message.user,
    ...(byApp ? { bot_id: state.bot.botId, app_id: state.bot.appId } : {}),
    team: state.team.id,
    ts: message.ts,
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    text: withEmojiNames(message.text),
    blocks: delivered(message.blocks),
    ...(message.attachments?.length ? { attachments: delivered(message.attachments) } : {}),
    ...(message.metadata ? { metadata: message.metadata } : {}),
    ...(message.edited ? { edited: { user: message.user, ts: message.ts } } : {}),
  };
}

/** The conversation the bot can post in; throws Slack's error when it can't. */
function postableConversation(state: WorkspaceState, channel: string) {
  const conversation = state.users.has(channel) ? state.directWith(channel) : findConversation(state, channel);
  if (conversation.archived) throw new ApiRefusal('is_archived');
  if (conversation.locked) throw new ApiRefusal('restricted_action');
  if (conversation.kind === 'direct' && !state.manifest.messagesTab) throw new ApiRefusal('messages_tab_disabled');
  const inside = conversation.members.has(state.bot.userId);
  if (!inside && !(conversation.kind === 'public' && state.scopes.has('chat:write.public')))
    throw new ApiRefusal('not_in_channel');
  return conversation;
}

/** A message of the bot's own, in a channel it may still know of; `foreign` is Slack's error for a message of others. */
function ownMessage(
  state: WorkspaceState,
  { channel, ts }: { channel: string; ts: string },
  foreign: 'cant_update_message' | 'cant_delete_message',
): StoredMessage {
  findConversation(state, channel);
  const message = existingMessage(state, channel, ts);
  if (message.user !== state.bot.userId) throw new ApiRefusal(foreign);
  return message;
}

/** A message that all members of its channel see. */
function existingMessage(state: WorkspaceState, channel: string, ts: string): StoredMessage {
  const message = state.message(channel, ts);
  if (!message || message.visibleTo || message.tombstone) throw new ApiRefusal('message_not_found');
  return message;
}

/**
 * The thread a reply goes to; undefined: it is posted in the channel itself. That is what Slack does, without an error,
 * when the parent was deleted, and the answer's `message` has no `thread_ts` then (slack-go/slack#1571,
 * langchain-ai/open-swe#2753, caipe-io/ai-platform-engineering#1034). A parent that had replies is still there as a
 * tombstone and takes more. Of a ts that never was a message nothing is known: it is refused, as the app's mistake.
 */
function threadFor(state: WorkspaceState, channel: string, threadTs: string | undefined): string | undefined {
  if (!threadTs || state.isGone(channel, threadTs)) return undefined;
  const parent = state.message(channel, threadTs);
  if (!parent || parent.threadTs || parent.visibleTo) throw new ApiRefusal('cannot_reply_to_message');
  return threadTs;
}

export const chat: Readonly<Record<string, Method>> = {
  'chat.postMessage': method(['chat:write'], post, (args, { state }) => {
    const conversation = postableConversation(state, args.channel);
    const threadTs = threadFor(state, conversation.id, args.thread_ts);
    const signs = [...(args.text ?? '')];
    const cut = signs.length > CUT_TEXT_AT;
    const message = state.post({
      channel: conversation.id,
      user: state.bot.userId,
      ...readContent(cut ? { ...args, text: signs.slice(0, CUT_TEXT_AT).join('') } : args, state),
      ...(threadTs ? { threadTs } : {}),
    });
    const warning = 'message_truncated';
    const warned = cut ? { warning, response_metadata: { messages: [TRUNCATED], warnings: [warning] } } : {};
    return { channel: conversation.id, ts: message.ts, message: messageJson(message, state), ...warned };
  }),

  'chat.postEphemeral': method(['chat:write'], post.extend({ user: z.string() }), (args, { state }) => {
    const conversation = postableConversation(state, args.channel);
    if (!conversation.members.has(args.user)) throw new ApiRefusal('user_not_in_channel');
    if ([...(args.text ?? '')].length > CUT_TEXT_AT) throw new ApiRefusal('msg_too_long');
    const message = state.post({
      channel: conversation.id,
      user: state.bot.userId,
      visibleTo: args.user,
      ...readContent(args, state),
      ...(args.thread_ts ? { threadTs: args.thread_ts } : {}),
    });
    return { message_ts: message.ts };
  }),

  'chat.update': method(['chat:write'], post.extend({ ts: z.string() }), (args, { state }) => {
    const message = ownMessage(state, args, 'cant_update_message');
    // "The message cannot be edited within a frozen, archived or deleted channel" (docs: chat.update).
    if (state.conversations.get(args.channel)?.archived) throw new ApiRefusal('is_inactive');
    if ([...(args.text ?? '')].length > LONGEST_UPDATE) throw new ApiRefusal('msg_too_long');
    state.redraw(message, { ...readUpdate(args, message, state), edited: true });
    return {
      channel: message.channel,
      ts: message.ts,
      text: withEmojiNames(message.text),
      message: messageJson(message, state),
    };
  }),

  'chat.delete': method(['chat:write'], z.object({ channel: z.string(), ts: z.string() }), (args, { state }) => {
    state.remove(ownMessage(state, args, 'cant_delete_message'));
    return { channel: args.channel, ts: args.ts };
  }),

  'chat.getPermalink': method([], z.object({ channel: z.string(), message_ts: z.string() }), (args, { state }) => {
    findConversation(state, args.channel);
    const { channel, ts, threadTs } = existingMessage(state, args.channel, args.message_ts);
    const inThread = threadTs ? `?thread_ts=${threadTs}&cid=${channel}` : '';
    const permalink = `https://${state.team.domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}${inThread}`;
    return { channel, permalink };
  }),
};

/** The text of a message as people read it. */
export function wordsOf(message: StoredMessage, state: WorkspaceState): string {
  const nameOf = (id: string) => state.nameOf(id);
  const words = message.blocks.length > 0 ? textOf(message.blocks, nameOf) : plain(message.text, nameOf);
  const attached = (message.attachments ?? []).map((attachment) => plain(attachmentText(attachment), nameOf));
  return [words, ...attached].filter(Boolean).join('\n');
}
