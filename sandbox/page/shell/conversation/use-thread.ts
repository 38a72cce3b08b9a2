import { useCallback, useRef, useState } from 'react';
import type { Conversation } from '../messages/threads.ts';

interface ThreadChoice {
  /** The ts of the thread's first message; undefined when no thread is open in this conversation. */
  open: string | undefined;
  openThread(ts: string): void;
  /** The focus goes back to where the thread was opened from, or else to the element given. */
  close(otherwise: HTMLElement | null): void;
}

/** Which thread is open; it stays open for the next person who sees it too. */
export function useThread(channel: string | undefined, { messages, replies }: Conversation): ThreadChoice {
  const [chosen, setChosen] = useState<{ channel: string; ts: string }>();
  const opener = useRef<Element | null>(null);
  const openThread = useCallback(
    (ts: string) => {
      opener.current = document.activeElement;
      if (channel !== undefined) setChosen({ channel, ts });
    },
    [channel],
  );
  const close = useCallback((otherwise: HTMLElement | null) => {
    const back = opener.current instanceof HTMLElement && opener.current.isConnected ? opener.current : otherwise;
    setChosen(undefined);
    // On a narrow window the opener is rendered only once the thread is gone.
    requestAnimationFrame(() => back?.focus());
  }, []);
  const there =
    chosen?.channel === channel && (replies.has(chosen?.ts ?? '') || messages.some(({ ts }) => ts === chosen?.ts));
  return { open: there ? chosen?.ts : undefined, openThread, close };
}
