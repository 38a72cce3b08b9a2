import { createHash } from 'node:crypto';
import { inChunks, sortedChunks } from './chunks.ts';
import type { GroupSnapshot, Member } from './wanted.ts';

/** The fields of a group's summary that go into its fingerprint. */
type Summary = Pick<GroupSnapshot, 'id' | 'name' | 'manager' | 'damaged'>;

/**
 * A hash over what identifies the state of a group: id, name, manager and members, including disabled ones; people's names
 * are left out. It is computed in chunks, so that a large group does not block the event loop.
 */
export async function fingerprintOf(summary: Summary, members: readonly Pick<Member, 'id'>[]): Promise<string> {
  if (summary.damaged) return hash([summary.id, 'damaged']);
  const distinct = new Set<string>();
  for await (const chunk of inChunks(members)) for (const { id } of chunk) distinct.add(id);
  const digest = createHash('sha256');
  // The same bytes as JSON.stringify of the whole array would give.
  const start = JSON.stringify([summary.id, summary.name, summary.manager?.id ?? null, distinct.size]).slice(0, -1);
  digest.update(`${start},[`);
  let before = '';
  for await (const chunk of sortedChunks([...distinct])) {
    digest.update(before + chunk.map((id) => JSON.stringify(id)).join(','));
    before = ',';
  }
  return digest.update(']]').digest('hex');
}

/** The same over a group's summary alone: enough to detect at a click that the group has changed. */
export function summaryFingerprint({ id, name, manager, members, size, membersCount, damaged }: GroupSnapshot): string {
  return hash(damaged ? [id, 'damaged'] : [id, name, manager?.id ?? null, membersCount ?? size ?? members.length]);
}

function hash(content: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** The difference between two reads of a group. */
export interface GroupDifference {
  renamed?: { from: string; to: string };
  manager?: { from?: Member; to?: Member };
  joined: Member[];
  left: Member[];
}

/** A group as it was read: its summary and all its members. */
export interface GroupContents {
  snapshot: Summary;
  members: readonly Member[];
}

/** Compares two reads of a group, in chunks. */
export async function differenceBetween(before: GroupContents, now: GroupContents): Promise<GroupDifference> {
  const manager = {
    ...(before.snapshot.manager ? { from: before.snapshot.manager } : {}),
    ...(now.snapshot.manager ? { to: now.snapshot.manager } : {}),
  };
  return {
    ...(before.snapshot.name === now.snapshot.name
      ? {}
      : { renamed: { from: before.snapshot.name, to: now.snapshot.name } }),
    ...(before.snapshot.manager?.id === now.snapshot.manager?.id ? {} : { manager }),
    joined: await without(now.members, before.members),
    left: await without(before.members, now.members),
  };
}

/** Set difference by id, in chunks. */
async function without(people: readonly Member[], others: readonly Member[]): Promise<Member[]> {
  const ids = new Set<string>();
  for await (const chunk of inChunks(others)) for (const { id } of chunk) ids.add(id);
  const rest: Member[] = [];
  for await (const chunk of inChunks(people)) rest.push(...chunk.filter(({ id }) => !ids.has(id)));
  return rest;
}

/** Whether the only change is lost members, as a deletion that failed halfway leaves them. */
export function hasOnlyLostMembers({ renamed, manager, joined }: GroupDifference): boolean {
  return !renamed && joined.length === 0 && manager?.to === undefined;
}
