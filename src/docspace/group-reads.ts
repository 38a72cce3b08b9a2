import { z } from 'zod';
import { NotFound } from './errors.ts';
import type { GroupFilter, Groups } from './groups.ts';
import type { Send } from './request.ts';
import { type GroupSummary, groupNameSchema, groupSchema, groupSummarySchema } from './schemas.ts';

/** Largest page of a list (docspace-api §2.3). */
const LARGEST_PAGE = 100;

const pageSchema = z.array(groupSummarySchema);

/** Path of a group, or of something below it. */
export function groupPath(id: string, rest = ''): string {
  return `/group/${encodeURIComponent(id)}${rest}`;
}

/** The calls that change nothing. */
export type GroupReads = Pick<Groups, 'get' | 'list' | 'all' | 'ofPerson' | 'ofEntry' | 'proveGone'>;

/** Reading groups through a sender. */
export function createGroupReads(send: Send): GroupReads {
  const get: Groups['get'] = async (id, options) => {
    // The portal sends the members unless it is told not to.
    const query = options?.members === false ? { includeMembers: false } : undefined;
    return (await send({ method: 'GET', path: groupPath(id), query, schema: groupSchema })).payload;
  };

  const list: Groups['list'] = async (options = {}) => {
    const { text, personId, managed, startIndex, count = 25 } = options;
    const query = { count, startIndex, filterValue: text || undefined, userId: personId, manager: managed };
    const { payload, total } = await send({ method: 'GET', path: '/group', query, schema: pageSchema });
    return { items: payload, total: total ?? payload.length };
  };

  async function* all(filter: GroupFilter = {}): AsyncIterable<GroupSummary> {
    const seen = new Set<string>();
    for (let startIndex = 0, total = 1; startIndex < total; ) {
      const page = await list({ ...filter, startIndex, count: LARGEST_PAGE });
      if (page.items.length === 0) return;
      // The portal's sort has no tie-breaker: the same group can stand on two pages.
      for (const group of page.items) if (!seen.has(group.id)) yield group;
      for (const group of page.items) seen.add(group.id);
      startIndex += page.items.length;
      total = page.total;
    }
  }

  return {
    get,
    list,
    all,
    async ofPerson(personId) {
      const path = `/group/user/${encodeURIComponent(personId)}`;
      return (await send({ method: 'GET', path, schema: z.array(groupNameSchema) })).payload;
    },
    async ofEntry(kind, id) {
      const path = `/group/${kind}/${encodeURIComponent(id)}`;
      const query = { count: LARGEST_PAGE };
      const { payload, total } = await send({ method: 'GET', path, query, schema: pageSchema });
      return { items: payload, total: total ?? payload.length };
    },
    async proveGone({ id, name }) {
      const getStatus = await statusOfReading(get, id);
      let listed = false;
      for await (const group of all({ text: name.trim() })) listed ||= group.id === id;
      return { gone: getStatus === 404 && !listed, getStatus, listed };
    },
  };
}

async function statusOfReading(get: Groups['get'], id: string): Promise<number> {
  try {
    await get(id, { members: false });
    return 200;
  } catch (error) {
    if (error instanceof NotFound) return 404;
    throw error;
  }
}
