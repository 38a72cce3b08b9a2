import type { RefObject } from 'react';
import type { ChannelCard } from '../../../page-server/protocol.ts';
import type { Drafts } from '../composer/drafts.ts';
import type { Conversation } from '../messages/threads.ts';

export interface ConversationPaneProps {
  channel: ChannelCard;
  conversation: Conversation;
  readUpTo: string | undefined;
  onRead(channel: string, ts: string): void;
  onOpenThread(ts: string): void;
  loadEarlier(channel: string, before: string): Promise<void>;
  drafts: Drafts;
  field: RefObject<HTMLTextAreaElement | null>;
  portalOpen: boolean;
  onTogglePortal(): void;
}
