import type { ReactNode } from 'react';
import type { PageMessage } from '../../../page-server/protocol.ts';

export interface MessageListProps {
  label: string;
  messages: readonly PageMessage[];
  me: string;
  /** Shown above the first message. */
  start: ReactNode;
  replies?: ReadonlyMap<string, PageMessage[]>;
  onOpenThread?: (ts: string) => void;
  /** Up to where this person has read; undefined where that is not kept. */
  readUpTo?: string;
  onRead?: (ts: string) => void;
}
