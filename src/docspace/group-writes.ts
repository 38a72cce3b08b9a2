import { DocSpaceError, Invalid, NotFound } from './errors.ts';
import { createGroupReads, groupPath } from './group-reads.ts';
import type { Groups } from './groups.ts';
import { type GroupReceipt, receiptOf, type Wanted } from './receipt.ts';
import { findCreated, isUnclear, type NewGroup } from './recover.ts';
import type { RequestOptions, Send } from './request.ts';
import { type Group, groupSchema } from './schemas.ts';

/** Longest name in UTF-16 units (docspace-api, validation matrix). */
const LONGEST_NAME = 128;
/** People one write carries: the portal handles them one by one (docspace-api §6). */
const PEOPLE_PER_WRITE = 100;

/** The calls that change groups. */
export type GroupWrites = Pick<Groups, 'create' | 'update' | 'addMembers' | 'removeMembers' | 'moveMembers' | 'delete'>;

/** How long things may take. */
export type Limits = Pick<RequestOptions, 'clock' | 'deadlineMs' | 'totalMs'>;

/** Changing groups through a sender. */
export function createGroupWrites(send: Send, { clock, deadlineMs, totalMs }: Limits): GroupWrites {
  const write = async (method: 'POST' | Method, path: string, body?: unknown): Promise<Group> =>
    (await send({ method, path, body, schema: groupSchema })).payload;

  /** Sends the rest of a change. What was done before is not hidden behind the failure of a later call. */
  const finish = async (change: Begun, method: Method, path: string, bodies: object[]): Promise<GroupReceipt> => {
    const { asked, before } = change;
    let { group } = change;
    for (const body of bodies) {
      try {
        group = await write(method, path, body);
      } catch (error) {
        if (!(error instanceof DocSpaceError)) throw error;
        return { ...receiptOf(asked, await standing(send, group, error), before), cutShort: error };
      }
    }
    return receiptOf(asked, group, before);
  };

  const change = async (
    asked: Wanted,
    method: Method,
    path: string,
    [first, ...further]: object[],
    before?: Group,
  ): Promise<GroupReceipt> => {
    const group = await write(method, path, first);
    return finish({ asked, group, before }, method, path, further);
  };

  const makeGroup = async (group: NewGroup): Promise<{ group: Group; recovered?: true }> => {
    const { name, managerId, memberIds } = group;
    const until = clock.now() + totalMs;
    try {
      const body = { groupName: name, members: memberIds, ...(managerId ? { groupManager: managerId } : {}) };
      return { group: await write('POST', '/group', body) };
    } catch (error) {
      if (!isUnclear(error)) throw error;
      // One look is made even when the creation itself took all its time.
      const giveUpAt = Math.max(until, clock.now() + deadlineMs);
      const { all, get } = createGroupReads((call) => send({ ...call, giveUpAt }));
      const look = { named: (text: string) => all({ text }), get, clock, until };
      return { group: await findCreated(group, error, look), recovered: true };
    }
  };

  return {
    async create(group) {
      const name = checkedName(group.name, 'POST', '/group');
      const [memberIds = [], ...further] = chunks(group.memberIds);
      const { managerId } = group;
      const asked: Wanted = { name, add: [memberIds, ...further].flat(), remove: [], ...given({ managerId }) };
      const made = await makeGroup({ ...group, name, memberIds });
      const bodies = further.map((membersToAdd) => ({ membersToAdd }));
      const receipt = await finish({ asked, group: made.group }, 'PUT', groupPath(made.group.id), bodies);
      return made.recovered ? { ...receipt, recovered: true } : receipt;
    },
    async update(id, { name: asIs, managerId, add = [], remove = [], before }) {
      const path = groupPath(id);
      const name = asIs === undefined ? undefined : checkedName(asIs, 'PUT', path);
      const leaving = new Set(remove);
      // The portal removes last: whoever is named in both lists ends up outside.
      const joining = new Set(add.filter((personId) => !leaving.has(personId)));
      const asked: Wanted = { add: [...joining], remove: [...leaving], ...given({ name, managerId }) };
      return change(asked, 'PUT', path, bodiesFor(asked), before);
    },
    async addMembers(id, personIds, { before } = {}) {
      const add = chunks(personIds);
      const bodies = add.map((members) => ({ members }));
      return change({ add: add.flat(), remove: [] }, 'PUT', groupPath(id, '/members'), bodies, before);
    },
    async removeMembers(id, personIds, { before } = {}) {
      const remove = chunks(personIds);
      const bodies = remove.map((members) => ({ members }));
      return change({ add: [], remove: remove.flat() }, 'DELETE', groupPath(id, '/members'), bodies, before);
    },
    async moveMembers(fromId, toId) {
      const path = groupPath(fromId, `/members/${encodeURIComponent(toId)}`);
      if (fromId.toLowerCase() === toId.toLowerCase())
        throw new Invalid('a group cannot be moved into itself', { method: 'PUT', path });
      return write('PUT', path);
    },
    async delete(id) {
      try {
        await send({ method: 'DELETE', path: groupPath(id) });
        return { outcome: 'deleted' };
      } catch (error) {
        if (!(error instanceof NotFound)) throw error;
        return { outcome: error.afterUnclear ? 'deleted' : 'alreadyGone' };
      }
    },
  };
}

type Method = 'PUT' | 'DELETE';

/** A change of which something is done already. */
interface Begun {
  asked: Wanted;
  group: Group;
  before?: Group;
}

/** The group after a later call failed: as last answered when the failure changed nothing for sure, else read anew. */
async function standing(send: Send, last: Group, error: DocSpaceError): Promise<Group> {
  if (error instanceof NotFound) throw error;
  if (!isUnclear(error)) return last;
  return createGroupReads(send)
    .get(last.id)
    .catch(() => {
      throw error;
    });
}

/** Ids without repetition, in rows of a hundred; at least one row, which may be empty. */
function chunks(ids: readonly string[]): string[][] {
  const all = [...new Set(ids)];
  const count = Math.max(1, Math.ceil(all.length / PEOPLE_PER_WRITE));
  return Array.from({ length: count }, (_, n) => all.slice(n * PEOPLE_PER_WRITE, (n + 1) * PEOPLE_PER_WRITE));
}

/** One PUT for most changes; people beyond a hundred follow in further ones. */
function bodiesFor({ name, managerId, add, remove }: Wanted): object[] {
  const [adds, removes] = [chunks(add), chunks(remove)];
  return Array.from({ length: Math.max(adds.length, removes.length) }, (_, n) => ({
    ...(n === 0 && name !== undefined ? { groupName: name } : {}),
    ...(n === 0 && managerId !== undefined ? { groupManager: managerId } : {}),
    ...(adds[n]?.length ? { membersToAdd: adds[n] } : {}),
    ...(removes[n]?.length ? { membersToRemove: removes[n] } : {}),
  }));
}

function given(optional: { name?: string; managerId?: string }): { name?: string; managerId?: string } {
  const { name, managerId } = optional;
  return { ...(name === undefined ? {} : { name }), ...(managerId === undefined ? {} : { managerId }) };
}

/** PUT would store a blank name and POST a padded one, so both are checked here (docspace-api §2.2). */
function checkedName(name: string, method: string, path: string): string {
  const trimmed = name.trim();
  if (trimmed.length >= 1 && trimmed.length <= LONGEST_NAME) return trimmed;
  throw new Invalid(`a name has 1 to ${LONGEST_NAME} characters`, { method, path });
}
