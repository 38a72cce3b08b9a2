import type { PageMessage } from '../../page-server/protocol.ts';

/** Compares two ts; both are seconds and six digits of microseconds. */
export function compareTs(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Messages in the order they were sent. */
export function inOrder(messages: readonly PageMessage[]): PageMessage[] {
  return [...messages].sort((a, b) => compareTs(a.ts, b.ts));
}

/** Adds a message where it belongs, or puts it in the place of the one it redraws; all others stay the same objects. */
export function withMessage(messages: readonly PageMessage[], message: PageMessage): PageMessage[] {
  // New messages are the newest, so the search starts there.
  let at = messages.length;
  for (; at > 0; at -= 1) {
    const earlier = messages[at - 1];
    if (!earlier || compareTs(earlier.ts, message.ts) < 0) break;
    if (earlier.ts === message.ts && earlier.channel === message.channel) return messages.with(at - 1, message);
  }
  return messages.toSpliced(at, 0, message);
}
