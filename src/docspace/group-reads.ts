import { z } from 'zod';
import { aroundDamaged } from './damaged-lists.ts';
import { DamagedGroup, NotFound, TooLarge } from './errors.ts';
import type { GroupFilter, GroupPage, GroupParts, Groups } from './group-api.ts';
import { createGroupPeople } from './group-people.ts';
import { createMemberReads } from './members.ts';
import { groupPath } from './paths.ts';
import type { Call, Clock } from './request.ts';
import {
  GROUP_FIELDS,
  type GroupSummary,
  groupNameSchema,
  groupStateSchema,
  groupSummarySchema,
  rowsOf,
  STATE_FIELDS,
} from './schemas.ts';

/** Largest page of a list (docspace-api §2.3). */
const LARGEST_PAGE = 100;
/** Most pages of one list: more groups than any known portal has. */
const MAX_PAGES = 100;

const pageSchema = rowsOf(groupSummarySchema);

/** The read-only calls. */
export type GroupReads = Pick<
  Groups,
  'head' | 'get' | 'state' | 'withPeople' | 'members' | 'list' | 'all' | 'ofPerson' | 'ofEntry' | 'isGone'
>;

export function createGroupReads({ send, clock }: Pick<GroupParts, 'send' | 'clock'>): GroupReads {
  const { members, allMembers } = createMemberReads(send);

  const head: Groups['head'] = async (id) => {
    const query = { includeMembers: false, fields: GROUP_FIELDS };
    return (await send({ method: 'GET', path: groupPath(id), query, schema: groupSummarySchema })).payload;
  };

  const pageOf = (
    path: string,
    filter: NonNullable<Call<unknown>['query']>,
    at: { startIndex: number; count: number },
  ): Promise<GroupPage> =>
    aroundDamaged(async (startIndex, count) => {
      const query = { ...filter, startIndex, count, fields: GROUP_FIELDS };
      const { payload, total } = await send({ method: 'GET', path, query, schema: pageSchema });
      const { rows, unreadable } = payload;
      return { items: rows, total: total ?? rows.length, unreadable };
    }, at);

  const list: Groups['list'] = async (options = {}) => {
    const { text, personId, managed, startIndex = 0, count = 25 } = options;
    const query = { filterValue: text || undefined, userId: personId, manager: managed };
    return pageOf('/group', query, { startIndex, count });
  };

  return {
    head,
    withPeople: createGroupPeople(send, head),
    members,
    async get(id) {
      const [group, everybody] = await Promise.all([head(id), allMembers(id)]);
      const disabled = (each: { status: string }) => each.status === 'disabled';
      return {
        ...group,
        members: everybody.filter((each) => !disabled(each)),
        disabledMembers: everybody.filter(disabled),
      };
    },
    async state(id) {
      const [active, disabled] = await Promise.all([
        send({ method: 'GET', path: groupPath(id), query: { fields: STATE_FIELDS }, schema: groupStateSchema }),
        members(id, { status: 'Terminated' }),
      ]);
      const { memberIds, ...group } = active.payload;
      return { ...group, memberIds: new Set([...memberIds, ...disabled.items.map((member) => member.id)]) };
    },
    list,
    isGone: (id) => verifyGone(clock, head, id),
    all: (filter) => eachGroup(list, filter),
    async ofPerson(personId) {
      const path = `/group/user/${encodeURIComponent(personId)}`;
      try {
        const query = { fields: 'id,name' };
        return (await send({ method: 'GET', path, query, schema: z.array(groupNameSchema) })).payload;
      } catch (error) {
        if (!(error instanceof DamagedGroup)) throw error;
        // This list has no paging, which would allow reading around the damaged group.
        const names: { id: string; name: string }[] = [];
        for await (const { id, name } of eachGroup(list, { personId })) names.push({ id, name });
        return names;
      }
    },
    ofEntry: (kind, id) =>
      pageOf(`/group/${kind}/${encodeURIComponent(id)}`, {}, { startIndex: 0, count: LARGEST_PAGE }),
  };
}

async function* eachGroup(list: Groups['list'], filter: GroupFilter = {}): AsyncIterable<GroupSummary> {
  const seen = new Set<string>();
  for (let startIndex = 0, pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await list({ ...filter, startIndex, count: LARGEST_PAGE });
    // The portal's sort order is not unique: the same group can be on two pages.
    for (const group of page.items) if (!seen.has(group.id)) yield group;
    for (const group of page.items) seen.add(group.id);
    const read = page.items.length + page.unreadable;
    startIndex += read;
    if (read === 0 || startIndex >= page.total) return;
  }
  // Returning here would look like a complete list.
  throw new TooLarge(`more than ${MAX_PAGES * LARGEST_PAGE} groups`, { method: 'GET', path: '/group' });
}

/** A deletion is proven by a 404 within two seconds: a portal's nodes are updated one after the other (docspace-api §12). */
const PAUSES_BEFORE_READS_MS = [0, 700, 1_300];

async function verifyGone(clock: Clock, head: Groups['head'], id: string): Promise<boolean> {
  for (const pause of PAUSES_BEFORE_READS_MS) {
    if (pause > 0) await clock.sleep(pause);
    if ((await membersLeft(head, id)) === 'gone') return true;
  }
  return false;
}

/** Number of members a group still has; `unknown` for a damaged group, which cannot be read. */
export async function membersLeft(head: Groups['head'], id: string): Promise<number | 'unknown' | 'gone'> {
  try {
    return (await head(id)).membersCount;
  } catch (error) {
    if (error instanceof NotFound) return 'gone';
    if (error instanceof DamagedGroup) return 'unknown';
    throw error;
  }
}
