import type { Conversation, WorkspaceState } from '../state.ts';

/** What apps have to subscribe to, and the scope they need, to hear of a kind of conversation (docs: Events API). */
interface KindOfConversation {
  /** As message events name it. */
  channelType: 'channel' | 'group' | 'im' | 'mpim';
  message: string;
  history: string;
  read: string;
  /** In front of `_archive`, `_left` and the like; direct messages have no such events. */
  prefix?: 'channel' | 'group';
}

const KINDS: Readonly<Record<Conversation['kind'], KindOfConversation>> = {
  public: {
    ...{ channelType: 'channel', message: 'message.channels', prefix: 'channel' },
    ...{ history: 'channels:history', read: 'channels:read' },
  },
  private: {
    ...{ channelType: 'group', message: 'message.groups', prefix: 'group' },
    ...{ history: 'groups:history', read: 'groups:read' },
  },
  group: { channelType: 'mpim', message: 'message.mpim', history: 'mpim:history', read: 'mpim:read' },
  direct: { channelType: 'im', message: 'message.im', history: 'im:history', read: 'im:read' },
};

/** How events speak of a conversation. */
export function kindOf({ kind }: Conversation): KindOfConversation {
  return KINDS[kind];
}

/** Whether the app subscribes to an event and has the scope for it. */
export function hears({ manifest, scopes }: WorkspaceState, name: string, scope: string): boolean {
  return manifest.botEvents.includes(name) && scopes.has(scope);
}
