import type { ClientContext } from '../context.ts';
import { messageShortcutPayload } from '../payloads.ts';
import type { Taken } from '../screen.ts';
import type { StoredMessage, WorkspaceState } from '../state.ts';
import { offersCommands } from './lines.ts';
import { escapeTyped } from './typed-text.ts';

/** Which message of those a user sees. */
interface Pointed {
  channel: string;
  ts: string;
}

/** Uses a shortcut from the menu of a message; messages that only one person sees have none. */
export async function useMessageShortcut(
  context: ClientContext,
  user: string,
  { callbackId, ...pointed }: Pointed & { callbackId: string },
): Promise<Taken> {
  const { state, triggers, responseUrls } = context;
  const known = state.manifest.shortcuts.find((each) => each.callbackId === callbackId && each.type === 'message');
  if (!known || !offersCommands(state)) throw new Error(`The app has no message shortcut “${callbackId}”.`);
  const message = seenMessage(state, user, pointed);
  if (message.visibleTo) throw new Error('A message that only you can see has no shortcuts.');
  const { channel, ts } = message;
  const payload = messageShortcutPayload(state, message, {
    user,
    callbackId,
    triggerId: triggers.mint({ user, conversation: channel }),
    responseUrl: responseUrls.mint('actions', { user, channel, ts }),
  });
  return (await context.deliver('interactive', payload)).acked ? 'acknowledged' : 'unanswered';
}

/** Changes the words of a message of one's own. */
export function editMessage(
  state: WorkspaceState,
  user: string,
  { text, ...pointed }: Pointed & { text: string },
): void {
  const message = ownMessage(state, user, pointed);
  if (text.trim() === '') throw new Error('There is nothing to save.');
  state.redraw(message, { text: escapeTyped(text.trim(), state), blocks: [], edited: true });
}

/** Deletes a message of one's own. */
export function removeMessage(state: WorkspaceState, user: string, pointed: Pointed): void {
  state.remove(ownMessage(state, user, pointed));
}

function ownMessage(state: WorkspaceState, user: string, pointed: Pointed): StoredMessage {
  const message = seenMessage(state, user, pointed);
  if (message.user !== user) throw new Error('This message is not yours.');
  if (state.conversations.get(message.channel)?.archived)
    throw new Error('This channel is archived: nothing can be changed here.');
  return message;
}

function seenMessage(state: WorkspaceState, user: string, { channel, ts }: Pointed): StoredMessage {
  const message = state.message(channel, ts);
  if (!message || message.tombstone || !state.sees(user, message)) throw new Error('This message is no longer here.');
  return message;
}
