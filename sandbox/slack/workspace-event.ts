import type { Conversation } from './conversation.ts';
import type { StoredMessage } from './stored-message.ts';

/** What happened in the workspace, for apps that subscribe to events; messages that only one person sees are not in it. */
export type WorkspaceEvent =
  | { kind: 'posted'; message: StoredMessage }
  | { kind: 'edited'; message: StoredMessage; before: StoredMessage }
  /** `left`: the tombstone of a message that had replies. */
  | { kind: 'deleted'; before: StoredMessage; left?: StoredMessage }
  | { kind: 'joined' | 'left'; conversation: Conversation; user: string }
  | { kind: 'archived' | 'unarchived' | 'removed'; conversation: Conversation };

/** A conversation as it is now, to be compared later. */
export function snapshotOf(conversation: Conversation): Conversation {
  return { ...conversation, members: new Set(conversation.members) };
}

/** What happened between two states of a conversation. */
export function eventsBetween(before: Conversation, now: Conversation): WorkspaceEvent[] {
  const joined = [...now.members].filter((user) => !before.members.has(user));
  const left = [...before.members].filter((user) => !now.members.has(user));
  return [
    ...joined.map((user) => ({ kind: 'joined' as const, conversation: now, user })),
    ...left.map((user) => ({ kind: 'left' as const, conversation: before, user })),
    ...(before.archived === now.archived
      ? []
      : [{ kind: now.archived ? ('archived' as const) : ('unarchived' as const), conversation: now }]),
  ];
}
