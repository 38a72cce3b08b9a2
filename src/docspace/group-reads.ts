import { z } from 'zod';
import { DamagedGroup, type DocSpaceError, NotFound } from './errors.ts';
import type { GroupFilter, GroupPage, Groups } from './groups.ts';
import { createMemberReads } from './members.ts';
import { groupPath } from './paths.ts';
import type { Call, Send } from './request.ts';
import { GROUP_FIELDS, type GroupSummary, groupNameSchema, groupSummarySchema, rowsOf } from './schemas.ts';

/** Largest page of a list (docspace-api §2.3). */
const LARGEST_PAGE = 100;
/** Pages of one list that are read before it is given up: more groups than any portal is known to have. */
const MOST_PAGES = 100;

const pageSchema = rowsOf(groupSummarySchema);

/** The calls that change nothing. */
export type GroupReads = Pick<
  Groups,
  'head' | 'get' | 'members' | 'membership' | 'list' | 'all' | 'ofPerson' | 'ofEntry' | 'proveGone'
>;

/** Reading groups through a sender. */
export function createGroupReads(send: Send): GroupReads {
  const people = createMemberReads(send);

  const head: Groups['head'] = async (id) => {
    const query = { includeMembers: false, fields: GROUP_FIELDS };
    return (await send({ method: 'GET', path: groupPath(id), query, schema: groupSummarySchema })).payload;
  };

  const page = async (path: string, query: NonNullable<Call<unknown>['query']>): Promise<GroupPage> => {
    const { payload, total } = await send({
      method: 'GET',
      path,
      query: { ...query, fields: GROUP_FIELDS },
      schema: pageSchema,
    });
    const { rows, unreadable } = payload;
    return { items: rows, total: total ?? rows.length, unreadable };
  };

  const list: Groups['list'] = async (options = {}) => {
    const { text, personId, managed, startIndex = 0, count = 25 } = options;
    const query = { filterValue: text || undefined, userId: personId, manager: managed };
    return aroundDamaged((start, size) => page('/group', { ...query, startIndex: start, count: size }), {
      startIndex,
      count,
    });
  };

  return {
    head,
    ...people,
    async get(id) {
      const [group, members] = await Promise.all([head(id), people.allMembers(id)]);
      const disabled = (each: { status: string }) => each.status === 'disabled';
      return {
        ...group,
        members: members.filter((each) => !disabled(each)),
        disabledMembers: members.filter(disabled),
      };
    },
    list,
    all: (filter) => eachGroup(list, filter),
    async ofPerson(personId) {
      const path = `/group/user/${encodeURIComponent(personId)}`;
      return (await send({ method: 'GET', path, schema: z.array(groupNameSchema) })).payload;
    },
    async proveGone({ id, name }) {
      const getStatus = await head(id).then(
        () => 200,
        (error: unknown) => {
          if (error instanceof NotFound) return 404;
          throw error;
        },
      );
      const { items } = await list({ text: name.trim(), count: LARGEST_PAGE });
      const listed = items.some((group) => group.id === id);
      return { gone: getStatus === 404 && !listed, getStatus, listed };
    },
    ofEntry: (kind, id) => page(`/group/${kind}/${encodeURIComponent(id)}`, { count: LARGEST_PAGE }),
  };
}

async function* eachGroup(list: Groups['list'], filter: GroupFilter = {}): AsyncIterable<GroupSummary> {
  const seen = new Set<string>();
  for (let startIndex = 0, pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await list({ ...filter, startIndex, count: LARGEST_PAGE });
    // The portal's sort has no tie-breaker: the same group can be on two pages.
    for (const group of page.items) if (!seen.has(group.id)) yield group;
    for (const group of page.items) seen.add(group.id);
    const read = page.items.length + page.unreadable;
    startIndex += read;
    if (read === 0 || startIndex >= page.total) return;
  }
}

type ReadPage = (startIndex: number, count: number) => Promise<GroupPage>;

/**
 * Reads a page around groups that are damaged: any page that holds one fails as a whole, so it is read by halves until
 * the damaged row is alone, and counted as unreadable (docspace-api §13).
 */
async function aroundDamaged(read: ReadPage, at: { startIndex: number; count: number }): Promise<GroupPage> {
  try {
    return await read(at.startIndex, at.count);
  } catch (error) {
    if (!(error instanceof DamagedGroup)) throw error;
    return byHalves(read, at, error);
  }
}

async function byHalves(
  read: ReadPage,
  { startIndex, count }: { startIndex: number; count: number },
  error: DocSpaceError,
): Promise<GroupPage> {
  // One row that cannot be read; how many there are in all is known from its neighbours only.
  if (count <= 1) return { items: [], total: 0, unreadable: 1 };
  const half = Math.ceil(count / 2);
  const first = await aroundDamaged(read, { startIndex, count: half });
  const second = await aroundDamaged(read, { startIndex: startIndex + half, count: count - half });
  const total = Math.max(first.total, second.total, startIndex + first.items.length + first.unreadable);
  if (total === 0 && first.unreadable + second.unreadable === count) throw error;
  return { items: [...first.items, ...second.items], total, unreadable: first.unreadable + second.unreadable };
}
