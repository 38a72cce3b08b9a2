import { useCallback, useState } from 'react';
import type { ChannelCard, PageMessage } from '../../page-server/protocol.ts';
import { compareTs } from '../live/message-order.ts';

/** The ts up to which each conversation has been read. */
export type ReadMarks = Readonly<Record<string, string>>;

/** How many messages somebody has not read, by conversation; replies in threads and their own lines do not count. */
export function countUnread(messages: readonly PageMessage[], marks: ReadMarks, me: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { channel, ts, user, threadTs } of messages) {
    if (user === me || (threadTs !== undefined && threadTs !== ts)) continue;
    if (compareTs(ts, marks[channel] ?? '') > 0) counts[channel] = (counts[channel] ?? 0) + 1;
  }
  return counts;
}

/** Marks as if everything there is had been read. */
export function allRead(messages: readonly PageMessage[], channels: readonly ChannelCard[]): ReadMarks {
  const newest = channels.map(({ id }) => [id, messages.findLast(({ channel }) => channel === id)?.ts ?? '0'] as const);
  return Object.fromEntries(newest);
}

/**
 * What somebody has read. It is kept for the time the browser tab lives, so that coming back as this person shows what
 * happened meanwhile; whoever one acts as for the first time has read everything.
 */
export function useReadMarks(
  me: string,
  messages: readonly PageMessage[],
  channels: readonly ChannelCard[],
): [ReadMarks, (channel: string, ts: string) => void] {
  const [byPerson, setByPerson] = useState<Readonly<Record<string, ReadMarks>>>({});
  const marks = byPerson[me];
  if (!marks) setByPerson({ ...byPerson, [me]: allRead(messages, channels) });
  const markRead = useCallback(
    (channel: string, ts: string) =>
      setByPerson((all) => {
        const before = all[me]?.[channel] ?? '';
        return compareTs(ts, before) > 0 ? { ...all, [me]: { ...all[me], [channel]: ts } } : all;
      }),
    [me],
  );
  return [marks ?? {}, markRead];
}
