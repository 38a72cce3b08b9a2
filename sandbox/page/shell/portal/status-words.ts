import type { CallLine } from '../../../page-server/protocol.ts';

/** How a call ended; a number gets a word beside it, so that nobody has to tell colours apart. */
export function statusWords({ status, ok }: Pick<CallLine, 'status' | 'ok'>): string {
  return /^\d+$/.test(status) ? `${status} ${ok ? 'ok' : 'failed'}` : status;
}
