import { z } from 'zod';
import { ApiRefusal } from './method.ts';

/** Arguments of methods that page with a cursor. */
export const paging = { limit: z.coerce.number().int().min(0).max(1000).optional(), cursor: z.string().optional() };

/** Default size of a page; Slack's own default differs by method and is about this. */
const PAGE = 100;

/** One page of a list, and the cursor of the next one; `''` on the last. */
export function pageOf<T>(
  items: readonly T[],
  { limit, cursor }: { limit?: number | undefined; cursor?: string | undefined },
): { page: T[]; response_metadata: { next_cursor: string } } {
  const start = cursor ? startOf(cursor) : 0;
  const end = start + (limit || PAGE);
  const next_cursor = end < items.length ? Buffer.from(`from:${end}`).toString('base64') : '';
  return { page: items.slice(start, end), response_metadata: { next_cursor } };
}

function startOf(cursor: string): number {
  const start = /^from:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8'))?.[1];
  if (start === undefined) throw new ApiRefusal('invalid_cursor');
  return Number(start);
}
