import type { Happening } from '../happening.ts';
import { eventCallback } from '../payloads.ts';
import type { Conversation, WorkspaceState } from '../state.ts';
import { channelEvents } from './channel-events.ts';
import { messageEvents } from './message-events.ts';

/** Sends the app what it subscribes to, from now on; the returned function ends that. */
export function sendEvents(
  state: WorkspaceState,
  deliver: (payload: Readonly<Record<string, unknown>>) => Promise<unknown>,
): () => void {
  return state.onHappening((happening) => {
    for (const payload of payloadsOf(happening, state)) void deliver(payload);
  });
}

/** What the app is sent about something that happened, where it is in that conversation or was until now. */
function payloadsOf(happening: Happening, state: WorkspaceState): Readonly<Record<string, unknown>>[] {
  const conversation = conversationOf(happening, state);
  if (!conversation?.members.has(state.bot.userId)) return [];
  const events =
    happening.kind === 'posted' || happening.kind === 'edited' || happening.kind === 'deleted'
      ? messageEvents(happening, conversation, state)
      : channelEvents(happening, state);
  return events.map((event) => eventCallback(state, event, conversation));
}

function conversationOf(happening: Happening, state: WorkspaceState): Conversation | undefined {
  if ('conversation' in happening) return happening.conversation;
  const message = happening.kind === 'deleted' ? happening.before : happening.message;
  return message.visibleTo ? undefined : state.conversations.get(message.channel);
}
