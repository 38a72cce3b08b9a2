import { Invalid, NotFound } from './errors.ts';
import { checkedName } from './group-name.ts';
import type { Groups } from './groups.ts';
import { groupPath } from './paths.ts';
import type { Wanted } from './receipt.ts';
import type { Send } from './request.ts';
import { inHundreds, sendInParts, sendWrite, type Write } from './write-in-parts.ts';

/** The calls that change groups there are. */
export type GroupChanges = Pick<Groups, 'update' | 'addMembers' | 'removeMembers' | 'moveMembers' | 'delete'>;

/** Changing groups through a sender. */
export function createGroupChanges(send: Send): GroupChanges {
  return {
    async update(id, { name: asIs, managerId, add = [], remove = [], before }) {
      const name = asIs === undefined ? undefined : checkedName(asIs, 'PUT', groupPath(id));
      const leaving = new Set(remove);
      // The portal removes last: whoever is named in both lists ends up outside.
      const joining = new Set(add.filter((personId) => !leaving.has(personId)));
      const asked: Wanted = {
        add: [...joining],
        remove: [...leaving],
        ...(name === undefined ? {} : { name }),
        ...(managerId === undefined ? {} : { managerId }),
      };
      return sendInParts(send, { asked, before }, updatesFor(groupPath(id), asked));
    },
    async addMembers(id, personIds, { before } = {}) {
      const asked = { add: [...new Set(personIds)], remove: [] };
      return sendInParts(send, { asked, before }, memberWrites('PUT', id, asked.add));
    },
    async removeMembers(id, personIds, { before } = {}) {
      const asked = { add: [], remove: [...new Set(personIds)] };
      return sendInParts(send, { asked, before }, memberWrites('DELETE', id, asked.remove));
    },
    async moveMembers(fromId, toId) {
      const path = groupPath(fromId, `/members/${encodeURIComponent(toId)}`);
      if (fromId.toLowerCase() === toId.toLowerCase())
        throw new Invalid('a group cannot be moved into itself', { method: 'PUT', path });
      return sendWrite(send, { method: 'PUT', path });
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

function memberWrites(method: 'PUT' | 'DELETE', id: string, ids: readonly string[]): [Write, ...Write[]] {
  const path = groupPath(id, '/members');
  const write = (members: string[]): Write => ({ method, path, body: { members } });
  const [first, ...further] = inHundreds(ids);
  return [write(first), ...further.map(write)];
}

/** One PUT for most changes; people beyond a hundred follow in further ones. */
function updatesFor(path: string, { name, managerId, add, remove }: Wanted): [Write, ...Write[]] {
  const [[joining, ...joinLater], [leaving, ...leaveLater]] = [inHundreds(add), inHundreds(remove)];
  const some = (ids: string[]) => (ids.length > 0 ? ids : undefined);
  const write = (adds: string[] = [], removes: string[] = [], more: object = {}): Write => ({
    method: 'PUT',
    path,
    body: { ...more, membersToAdd: some(adds), membersToRemove: some(removes) },
  });
  const count = Math.max(joinLater.length, leaveLater.length);
  return [
    write(joining, leaving, { groupName: name, groupManager: managerId }),
    ...Array.from({ length: count }, (_, n) => write(joinLater[n], leaveLater[n])),
  ];
}
