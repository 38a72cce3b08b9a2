import type { CallLine } from '../../../page-server/protocol.ts';

/** How a call ended; a number comes with a word, so that color alone says nothing. */
export function statusText({ status, ok }: Pick<CallLine, 'status' | 'ok'>): string {
  return /^\d+$/.test(status) ? `${status} ${ok ? 'ok' : 'failed'}` : status;
}
