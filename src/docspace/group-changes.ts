import { applyChange, type GroupAccess } from './apply-change.ts';
import { refuseBuiltIn } from './built-in-groups.ts';
import { DocSpaceError, Invalid } from './errors.ts';
import { groupSubject, writeExclusively } from './exclusive-write.ts';
import type { ChangeOptions, GroupParts, Groups } from './group-api.ts';
import { deleteGroup } from './group-deletion.ts';
import { checkedName } from './group-name.ts';
import type { GroupReads } from './group-reads.ts';
import { groupPath } from './paths.ts';
import type { GroupState, Wanted } from './receipt.ts';
import { GROUP_FIELDS, groupStateSchema, groupSummarySchema, STATE_FIELDS } from './schemas.ts';
import { settle } from './settle.ts';
import { NotCertain, NotDone } from './settled-errors.ts';

/** How long an unanswered edit is checked, in milliseconds after it was sent. */
const PATIENCE_MS = 270_000;

/** The calls that change existing groups. */
export type GroupChanges = Pick<Groups, 'update' | 'addMembers' | 'removeMembers' | 'moveMembers' | 'delete'>;

/** A call that writes a part of a change. */
interface Write {
  method: 'PUT' | 'DELETE';
  path: string;
  body: object;
}

export function createGroupChanges(parts: GroupParts, reads: GroupReads): GroupChanges {
  const apply = async (id: string, wanted: Wanted, writeOf: (part: Wanted) => Write, options: ChangeOptions) => {
    refuseBuiltIn('PUT', id);
    const write = { method: 'PUT', path: groupPath(id), subject: groupSubject(id) } as const;
    return writeExclusively(parts, write, async (within) => {
      const access = accessTo(within, reads, id, writeOf);
      const before = options.before ?? (await (options.readBefore ?? access.read)());
      const { patienceMs = PATIENCE_MS, onWaiting, betweenBatches } = options;
      return applyChange(access, { wanted, before, patienceMs, onWaiting, betweenBatches });
    });
  };
  return {
    async update(id, { name: givenName, managerId, add = [], remove = [], ...options }) {
      const name = givenName === undefined ? undefined : checkedName(givenName, 'PUT', groupPath(id));
      const leaving = new Set(remove);
      const wanted: Wanted = {
        // The portal processes removals last, so a person in both lists is removed.
        add: [...new Set(add)].filter((personId) => !leaving.has(personId)),
        remove: [...leaving],
        ...(name === undefined ? {} : { name }),
        ...(managerId === undefined ? {} : { managerId }),
      };
      return apply(id, wanted, (part) => updateOf(id, part), options);
    },
    addMembers: (id, personIds, options = {}) =>
      apply(id, { add: [...new Set(personIds)], remove: [] }, ({ add }) => membersOf('PUT', id, add), options),
    removeMembers: (id, personIds, options = {}) =>
      apply(id, { add: [], remove: [...new Set(personIds)] }, ({ remove }) => membersOf('DELETE', id, remove), options),
    moveMembers: (fromId, toId) => moveMembers(parts, reads, fromId, toId),
    async delete(id, options = {}) {
      refuseBuiltIn('DELETE', id);
      const write = { method: 'DELETE', path: groupPath(id), subject: groupSubject(id) } as const;
      return writeExclusively(parts, write, (within) => deleteGroup(within, reads, id, options));
    },
  };
}

/** One group as {@link applyChange} writes and reads it. */
export function accessTo(
  { send, clock, stopping }: GroupParts,
  reads: GroupReads,
  id: string,
  writeOf: (part: Wanted) => Write = (part) => updateOf(id, part),
): GroupAccess {
  return {
    clock,
    ...(stopping ? { stopping } : {}),
    read: () => reads.state(id),
    async write(part) {
      return (await send({ ...writeOf(part), query: { fields: STATE_FIELDS }, schema: groupStateSchema })).payload;
    },
    async writeOnly(part) {
      return (await send({ ...writeOf(part), query: { fields: GROUP_FIELDS }, schema: groupSummarySchema })).payload;
    },
  };
}

function updateOf(id: string, { name, managerId, add, remove }: Wanted): Write {
  const some = (ids: readonly string[]) => (ids.length > 0 ? ids : undefined);
  const body = { groupName: name, groupManager: managerId, membersToAdd: some(add), membersToRemove: some(remove) };
  return { method: 'PUT', path: groupPath(id), body };
}

function membersOf(method: 'PUT' | 'DELETE', id: string, members: readonly string[]): Write {
  return { method, path: groupPath(id, '/members'), body: { members } };
}

/** Moves all members; after an unclear failure the source is checked, which is empty if the move succeeded. */
async function moveMembers(parts: GroupParts, reads: GroupReads, fromId: string, toId: string): Promise<GroupState> {
  const path = groupPath(fromId, `/members/${encodeURIComponent(toId)}`);
  if (fromId.toLowerCase() === toId.toLowerCase())
    throw new Invalid('a group cannot be moved into itself', { method: 'PUT', path, effect: 'none' });
  for (const id of [fromId, toId]) refuseBuiltIn('PUT', id);
  // Always in the same order, so that two moves cannot deadlock.
  const [first = fromId, second = toId] = [fromId, toId].map(groupSubject).sort();
  const write = { method: 'PUT', path } as const;
  return writeExclusively(parts, { ...write, subject: first }, (withinOne) =>
    writeExclusively(withinOne, { ...write, subject: second }, (within) => move(within, reads, { fromId, toId, path })),
  );
}

async function move(
  parts: GroupParts,
  reads: GroupReads,
  { fromId, toId, path }: { fromId: string; toId: string; path: string },
): Promise<GroupState> {
  const sentAt = parts.clock.now();
  const query = { fields: STATE_FIELDS };
  try {
    return (await parts.send({ method: 'PUT', path, query, schema: groupStateSchema })).payload;
  } catch (error) {
    if (!(error instanceof DocSpaceError) || error.effect === 'none') throw error;
    const { done } = await settle(
      parts,
      { error, sentAt },
      {
        read: () => reads.state(fromId),
        isDone: (from) => from.memberIds.size === 0,
        stateOf: (from) => [...from.memberIds].sort().join(),
        doneTakes: 2,
        patienceMs: PATIENCE_MS,
      },
    );
    if (!done) throw new NotDone(error);
  }
  return reads.state(toId).catch((error: unknown) => {
    if (!(error instanceof DocSpaceError)) throw error;
    throw new NotCertain(error, [], { method: 'PUT', path });
  });
}
