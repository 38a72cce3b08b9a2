import { eventCallback } from '../payloads.ts';
import type { Conversation, WorkspaceState } from '../state.ts';
import type { WorkspaceEvent } from '../workspace-event.ts';
import { channelEvents } from './channel-events.ts';
import { messageEvents } from './message-events.ts';

/** Sends the app what it subscribes to, from now on; the returned function ends that. */
export function sendEvents(
  state: WorkspaceState,
  deliver: (payload: Readonly<Record<string, unknown>>) => Promise<unknown>,
): () => void {
  return state.onEvent((event) => {
    for (const payload of payloadsOf(event, state)) void deliver(payload);
  });
}

/** What the app is sent about something that happened, where it is in that conversation or was until now. */
function payloadsOf(event: WorkspaceEvent, state: WorkspaceState): Readonly<Record<string, unknown>>[] {
  const conversation = conversationOf(event, state);
  if (!conversation?.members.has(state.bot.userId)) return [];
  const events =
    event.kind === 'posted' || event.kind === 'edited' || event.kind === 'deleted'
      ? messageEvents(event, conversation, state)
      : channelEvents(event, state);
  return events.map((event) => eventCallback(state, event, conversation));
}

function conversationOf(event: WorkspaceEvent, state: WorkspaceState): Conversation | undefined {
  if ('conversation' in event) return event.conversation;
  const message = event.kind === 'deleted' ? event.before : event.message;
  return message.visibleTo ? undefined : state.conversations.get(message.channel);
}
