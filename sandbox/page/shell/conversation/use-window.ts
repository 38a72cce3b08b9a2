import { useState } from 'react';
import type { PageMessage } from '../../../page-server/protocol.ts';
import { usePage } from '../../page-context.ts';

/** Messages shown at first, and with every press on the button. */
const STEP = 150;

interface MessageWindow {
  shown: readonly PageMessage[];
  /** There are older ones than those shown. */
  more: boolean;
  loading: boolean;
  failure: string | undefined;
  showMore(): void;
}

/** The newest messages of a conversation, and a way back from there. */
export function useWindow(
  channel: string,
  messages: readonly PageMessage[],
  loadEarlier: (channel: string, before: string) => Promise<void>,
): MessageWindow {
  const left = usePage().snapshot.earlier[channel] ?? 0;
  const [limit, setLimit] = useState(STEP);
  const [loading, setLoading] = useState(false);
  const [failure, setFailure] = useState<string>();

  async function showMore(): Promise<void> {
    const oldest = messages[0];
    if (oldest && left > 0 && messages.length < limit + STEP) {
      setLoading(true);
      setFailure(undefined);
      try {
        await loadEarlier(channel, oldest.ts);
      } catch (error) {
        setFailure(error instanceof Error ? error.message : 'Earlier messages can’t be loaded right now.');
      } finally {
        setLoading(false);
      }
    }
    setLimit((before) => before + STEP);
  }

  const more = messages.length > limit || left > 0;
  return { shown: messages.slice(-limit), more, loading, failure, showMore: () => void showMore() };
}
