import type { ChannelCard, PageMessage, Snapshot } from '../../page-server/protocol.ts';
import { compareTs } from '../live/message-order.ts';

/** What a user has not read in a conversation. */
export interface Unread {
  messages: number;
  /** The number Slack shows: mentions of the user, and every direct message. */
  badge: number;
}

/** Unread messages by conversation; a conversation that is read is not in it. */
export type UnreadByChannel = Readonly<Record<string, Unread>>;

/**
 * Counts what a user has not read. As in Slack, their own lines do not count, nor what only they see, nor replies in
 * threads.
 */
export function countUnread({
  messages,
  readUpTo,
  me,
  channels,
}: Pick<Snapshot, 'messages' | 'readUpTo' | 'me' | 'channels'>): UnreadByChannel {
  const direct = new Set(channels.filter(({ kind }) => kind === 'direct').map(({ id }) => id));
  const counts: Record<string, Unread> = {};
  for (const message of messages) {
    if (!countsAsUnread(message, me, readUpTo)) continue;
    const { channel, mentionsMe } = message;
    const before = counts[channel] ?? { messages: 0, badge: 0 };
    const badge = before.badge + (mentionsMe || direct.has(channel) ? 1 : 0);
    counts[channel] = { messages: before.messages + 1, badge };
  }
  return counts;
}

function countsAsUnread(message: PageMessage, me: string, readUpTo: Snapshot['readUpTo']): boolean {
  const { channel, ts, user, threadTs, ephemeral } = message;
  if (user === me || ephemeral || (threadTs !== undefined && threadTs !== ts)) return false;
  return compareTs(ts, readUpTo[channel] ?? '') > 0;
}

/** What the number at a conversation counts, in words. */
export function badgeLabel(kind: ChannelCard['kind'], badge: number): string {
  if (kind === 'direct') return badge === 1 ? 'unread message' : 'unread messages';
  return badge === 1 ? 'mention' : 'mentions';
}
