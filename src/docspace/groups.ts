import { z } from 'zod';
import { Invalid, NotFound } from './errors.ts';
import { type GroupReceipt, receiptOf, type Wanted } from './receipt.ts';
import { findCreated, isUnclear, type NewGroup } from './recover.ts';
import type { Send } from './request.ts';
import { type Group, type GroupSummary, groupNameSchema, groupSchema, groupSummarySchema } from './schemas.ts';

/** Longest name in UTF-16 units (docspace-api, validation matrix). */
const LONGEST_NAME = 128;
/** People one write carries: the portal handles them one by one (docspace-api §6). */
const PEOPLE_PER_WRITE = 100;
/** Largest page of a list (docspace-api §2.3). */
const LARGEST_PAGE = 100;

/** Which groups a list holds. */
export interface GroupFilter {
  /** Part of the name, any case. */
  text?: string;
  /** Groups this person is in. */
  personId?: string;
  /** With `personId`: only those they manage. */
  managed?: boolean;
}

/** One page of a list. */
export interface GroupPage {
  items: GroupSummary[];
  total: number;
}

/** What to change; what is left out stays. */
export interface GroupChange {
  name?: string;
  managerId?: string;
  add?: readonly string[];
  remove?: readonly string[];
  /** The group as read just before: makes the receipt exact without another read. */
  before?: Group;
}

/** Whether a group is really gone, by two independent answers. */
export interface GoneProof {
  gone: boolean;
  /** Status of reading it by id. */
  getStatus: number;
  /** Whether the list still holds it. */
  listed: boolean;
}

/** The portal's groups. Every method throws a DocSpaceError. */
export interface Groups {
  /** Creates a group; an unclear answer is cleared up by looking before anything is said. */
  create(group: NewGroup): Promise<GroupReceipt>;
  /** `members: false` leaves the members out, which is cheaper for the portal. */
  get(id: string, options?: { members?: boolean }): Promise<Group>;
  list(options?: GroupFilter & { startIndex?: number; count?: number }): Promise<GroupPage>;
  /** All groups of a filter, page by page, each once. */
  all(filter?: GroupFilter): AsyncIterable<GroupSummary>;
  /** Names of the groups somebody is in. */
  ofPerson(personId: string): Promise<{ id: string; name: string }[]>;
  /** Groups with access to a room, folder or file. */
  ofEntry(kind: 'room' | 'folder' | 'file', id: number | string): Promise<GroupPage>;
  update(id: string, change: GroupChange): Promise<GroupReceipt>;
  addMembers(id: string, personIds: readonly string[]): Promise<GroupReceipt>;
  removeMembers(id: string, personIds: readonly string[]): Promise<GroupReceipt>;
  /** Moves all members to another group; moving to itself would empty it, so that is refused before any call. */
  moveMembers(fromId: string, toId: string): Promise<Group>;
  /** A group that is gone already counts as deleted. */
  delete(id: string): Promise<{ outcome: 'deleted' | 'alreadyGone' }>;
  /** Reads the group by id and looks for it in the list. */
  proveGone(group: { id: string; name: string }): Promise<GoneProof>;
}

const pageSchema = z.array(groupSummarySchema);

/** The groups behind a sender. */
export function createGroups(send: Send): Groups {
  const path = (id: string, rest = '') => `/group/${encodeURIComponent(id)}${rest}`;

  const get: Groups['get'] = async (id, options = {}) => {
    // The portal sends the members unless it is told not to.
    const query = options.members === false ? { includeMembers: false } : {};
    return (await send({ method: 'GET', path: path(id), query, schema: groupSchema })).payload;
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

  const named = async (name: string): Promise<GroupSummary[]> => {
    const found: GroupSummary[] = [];
    for await (const group of all({ text: name })) found.push(group);
    return found;
  };

  const write = async (method: 'POST' | 'PUT' | 'DELETE', to: string, body?: unknown): Promise<Group> =>
    (await send({ method, path: to, body, schema: groupSchema })).payload;

  return {
    get,
    list,
    all,
    async create(group) {
      const name = checkedName(group.name, 'POST', '/group');
      const memberIds = [...new Set(group.memberIds)];
      const { managerId } = group;
      const asked: Wanted = { name, add: memberIds, remove: [], ...(managerId ? { managerId } : {}) };
      const body = { groupName: name, members: memberIds, ...(managerId ? { groupManager: managerId } : {}) };
      try {
        return receiptOf(asked, await write('POST', '/group', body));
      } catch (error) {
        if (!isUnclear(error)) throw error;
        const created = await findCreated({ ...group, name, memberIds }, error, { named, get });
        return { ...receiptOf(asked, created), recovered: true };
      }
    },
    async ofPerson(personId) {
      const schema = z.array(groupNameSchema);
      return (await send({ method: 'GET', path: `/group/user/${encodeURIComponent(personId)}`, schema })).payload;
    },
    async ofEntry(kind, id) {
      const entry = `/group/${kind}/${encodeURIComponent(id)}`;
      const { payload, total } = await send({
        method: 'GET',
        path: entry,
        query: { count: LARGEST_PAGE },
        schema: pageSchema,
      });
      return { items: payload, total: total ?? payload.length };
    },
    async update(id, change) {
      const name = change.name === undefined ? undefined : checkedName(change.name, 'PUT', path(id));
      const asked: Wanted = {
        add: [...new Set(change.add)],
        remove: [...new Set(change.remove)],
        ...(name === undefined ? {} : { name }),
        ...(change.managerId === undefined ? {} : { managerId: change.managerId }),
      };
      let group: Group | undefined;
      for (const body of writesFor(asked)) group = await write('PUT', path(id), body);
      return receiptOf(asked, group ?? (await get(id)), change.before);
    },
    async addMembers(id, personIds) {
      const asked: Wanted = { add: [...new Set(personIds)], remove: [] };
      return receiptOf(asked, await write('PUT', path(id, '/members'), { members: asked.add }));
    },
    async removeMembers(id, personIds) {
      const asked: Wanted = { add: [], remove: [...new Set(personIds)] };
      return receiptOf(asked, await write('DELETE', path(id, '/members'), { members: asked.remove }));
    },
    async moveMembers(fromId, toId) {
      const to = path(fromId, `/members/${encodeURIComponent(toId)}`);
      if (fromId.toLowerCase() === toId.toLowerCase())
        throw new Invalid('a group cannot be moved into itself', { method: 'PUT', path: to });
      return write('PUT', to);
    },
    async delete(id) {
      try {
        await send({ method: 'DELETE', path: path(id) });
        return { outcome: 'deleted' };
      } catch (error) {
        if (error instanceof NotFound) return { outcome: 'alreadyGone' };
        throw error;
      }
    },
    async proveGone({ id, name }) {
      const getStatus = await statusOfReading(get, id);
      let listed = false;
      for await (const group of all(name.trim() ? { text: name.trim() } : {})) listed ||= group.id === id;
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

/** One PUT for most changes; people beyond a hundred follow in further ones. */
function writesFor({ name, managerId, add, remove }: Wanted): object[] {
  const count = Math.max(1, Math.ceil(add.length / PEOPLE_PER_WRITE), Math.ceil(remove.length / PEOPLE_PER_WRITE));
  return Array.from({ length: count }, (_, index) => {
    const part = (ids: string[]) => ids.slice(index * PEOPLE_PER_WRITE, (index + 1) * PEOPLE_PER_WRITE);
    const [membersToAdd, membersToRemove] = [part(add), part(remove)];
    return {
      ...(index === 0 && name !== undefined ? { groupName: name } : {}),
      ...(index === 0 && managerId !== undefined ? { groupManager: managerId } : {}),
      ...(membersToAdd.length > 0 ? { membersToAdd } : {}),
      ...(membersToRemove.length > 0 ? { membersToRemove } : {}),
    };
  });
}

/** PUT would store a blank name and POST a padded one, so both are checked here (docspace-api §2.2). */
function checkedName(name: string, method: string, path: string): string {
  const trimmed = name.trim();
  if (trimmed.length >= 1 && trimmed.length <= LONGEST_NAME) return trimmed;
  throw new Invalid(`a name has 1 to ${LONGEST_NAME} characters`, { method, path });
}
