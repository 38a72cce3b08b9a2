import { useState } from 'react';
import { usePage } from '../../page-context.ts';
import type { Drafts } from './drafts.ts';

interface Sending {
  /** The command that waits for its acknowledgement. */
  waiting: string | undefined;
  /** Why the last line was not sent. */
  failure: string | undefined;
  fail(sentence: string | undefined): void;
  send(): void;
}

/** Sends the text of a composer; a line that cannot be sent comes back. */
export function useSending(drafts: Drafts, place: string, channel: string, threadTs: string | undefined): Sending {
  const { ask } = usePage();
  const [waiting, setWaiting] = useState<string>();
  const [failure, fail] = useState<string>();

  async function send(): Promise<void> {
    const text = drafts.get(place).trim();
    if (text === '') return;
    const command = text.startsWith('/') ? text.split(/\s/)[0] : undefined;
    drafts.set(place, '');
    fail(undefined);
    setWaiting(command);
    try {
      await ask('send', { channel, text, ...(threadTs === undefined ? {} : { threadTs }) });
      drafts.sent(place, text);
    } catch (error) {
      if (drafts.get(place) === '') drafts.set(place, text);
      fail(error instanceof Error ? error.message : 'This was not sent.');
    } finally {
      setWaiting((now) => (now === command ? undefined : now));
    }
  }

  return { waiting, failure, fail, send: () => void send() };
}
