import type { Conversation, StoredMessage, WorkspaceState } from '../state.ts';
import { messageJson } from '../web-api/chat.ts';
import type { WorkspaceEvent } from '../workspace-event.ts';
import { hears, kindOf } from './subscriptions.ts';

/** What an event says, as the `event` of its payload. */
export type EventJson = Readonly<Record<string, unknown>>;

type AboutMessage = Extract<WorkspaceEvent, { kind: 'posted' | 'edited' | 'deleted' }>;

/** The events about a message, for an app that is in its conversation; its own messages come too, as from Slack. */
export function messageEvents(event: AboutMessage, conversation: Conversation, state: WorkspaceState): EventJson[] {
  const { channelType, message, history } = kindOf(conversation);
  const about = { channel: conversation.id, channel_type: channelType };
  return [
    ...(hears(state, message, history) ? [{ ...messageEvent(event, state), ...about }] : []),
    ...mentions(event, conversation, state),
  ];
}

function messageEvent(event: AboutMessage, state: WorkspaceState): EventJson {
  if (event.kind === 'posted') return { ...postedJson(event.message, state), event_ts: event.message.ts };
  const ts = state.newTs();
  const hidden = { type: 'message', hidden: true, ts, event_ts: ts };
  const previous_message = messageJson(event.before, state);
  if (event.kind === 'edited')
    return { ...hidden, subtype: 'message_changed', message: messageJson(event.message, state), previous_message };
  const { left, before } = event;
  if (!left) return { ...hidden, subtype: 'message_deleted', deleted_ts: before.ts, previous_message };
  const message = { ...messageJson(left, state), subtype: 'tombstone', hidden: true };
  return { ...hidden, subtype: 'message_changed', message, previous_message };
}

/** A new message; a reply names the author of what it replies to. */
function postedJson(message: StoredMessage, state: WorkspaceState): EventJson {
  const parent = message.threadTs ? state.message(message.channel, message.threadTs) : undefined;
  return { ...messageJson(message, state), ...(parent ? { parent_user_id: parent.user } : {}) };
}

/** The app is mentioned; in a direct message that is a message like any other (docs: app_mention). */
function mentions(event: AboutMessage, { id, kind }: Conversation, state: WorkspaceState): EventJson[] {
  if (event.kind !== 'posted' || kind === 'direct') return [];
  const { message } = event;
  const { userId } = state.bot;
  if (message.user === userId || !message.text.includes(`<@${userId}>`)) return [];
  if (!hears(state, 'app_mention', 'app_mentions:read')) return [];
  return [{ ...postedJson(message, state), type: 'app_mention', channel: id, event_ts: message.ts }];
}
