import { useEffect, useState, useSyncExternalStore } from 'react';
import { compareTs } from '../../live/message-order.ts';
import type { MessageListProps } from './message-list-props.ts';

/** Whether the browser shows this tab. */
function useTabVisible(): boolean {
  return useSyncExternalStore(
    (listener) => {
      document.addEventListener('visibilitychange', listener);
      return () => document.removeEventListener('visibilitychange', listener);
    },
    () => document.visibilityState === 'visible',
  );
}

/** Follows how far somebody reads: who has the end of the list in view has read everything. */
export function useReading(
  { messages, me, readUpTo, onRead }: Pick<MessageListProps, 'messages' | 'me' | 'readUpTo' | 'onRead'>,
  atEnd: boolean,
  toEnd: () => void,
): { border: string | undefined; unread: boolean } {
  const newest = messages.at(-1);
  const newestTs = newest?.ts;
  const reading = useTabVisible() && atEnd;
  const [seen, setSeen] = useState(newestTs);
  const behind = newestTs !== undefined && readUpTo !== undefined && compareTs(newestTs, readUpTo) > 0;
  const [border, setBorder] = useState(behind ? readUpTo : undefined);
  if (reading && seen !== newestTs) setSeen(newestTs);
  // The border moves on only when something comes that is not read at once.
  if (!reading && behind && border !== readUpTo) setBorder(readUpTo);

  useEffect(() => {
    if (reading && newestTs !== undefined) onRead?.(newestTs);
  }, [reading, newestTs, onRead]);

  const own = newest?.user === me ? newestTs : undefined;
  useEffect(() => {
    // People want to see their own message.
    if (own !== undefined) toEnd();
  }, [own, toEnd]);

  return { border, unread: newestTs !== undefined && compareTs(newestTs, seen ?? '') > 0 };
}
