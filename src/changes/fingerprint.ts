import { createHash } from 'node:crypto';
import { inPieces, sortedPieces } from './chunks.ts';
import type { GroupSeen, Member } from './wanted.ts';

/** What a fingerprint takes of a group's head. */
type Head = Pick<GroupSeen, 'id' | 'name' | 'manager' | 'damaged'>;

/**
 * A hash over what makes a group what it is: id, name, manager and members, disabled ones too; people's names do not
 * count. It is made piece by piece, so that a large group holds up nobody.
 */
export async function fingerprintOf(head: Head, members: readonly Pick<Member, 'id'>[]): Promise<string> {
  if (head.damaged) return hash([head.id, 'damaged']);
  const distinct = new Set<string>();
  for await (const piece of inPieces(members)) for (const { id } of piece) distinct.add(id);
  const whole = createHash('sha256');
  // The same bytes as those of one JSON text with all of it.
  const start = JSON.stringify([head.id, head.name, head.manager?.id ?? null, distinct.size]).slice(0, -1);
  whole.update(`${start},[`);
  let before = '';
  for await (const piece of sortedPieces([...distinct])) {
    whole.update(before + piece.map((id) => JSON.stringify(id)).join(','));
    before = ',';
  }
  return whole.update(']]').digest('hex');
}

/** The same over what the head of a group shows: enough to see at a click that it is another group by now. */
export function headFingerprint({ id, name, manager, members, size, membersCount, damaged }: GroupSeen): string {
  return hash(damaged ? [id, 'damaged'] : [id, name, manager?.id ?? null, membersCount ?? size ?? members.length]);
}

function hash(content: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** What became different between two looks at a group. */
export interface GroupDifference {
  renamed?: { from: string; to: string };
  manager?: { from?: Member; to?: Member };
  joined: Member[];
  left: Member[];
}

/** One look at a group: its head, and everybody in it. */
export interface Look {
  head: Head;
  members: readonly Member[];
}

/** Compares a group as it was seen with the group as it is now, piece by piece. */
export async function differenceBetween(seen: Look, now: Look): Promise<GroupDifference> {
  const manager = {
    ...(seen.head.manager ? { from: seen.head.manager } : {}),
    ...(now.head.manager ? { to: now.head.manager } : {}),
  };
  return {
    ...(seen.head.name === now.head.name ? {} : { renamed: { from: seen.head.name, to: now.head.name } }),
    ...(seen.head.manager?.id === now.head.manager?.id ? {} : { manager }),
    joined: await without(now.members, seen.members),
    left: await without(seen.members, now.members),
  };
}

/** The people of one list who are not in another one. */
async function without(people: readonly Member[], others: readonly Member[]): Promise<Member[]> {
  const ids = new Set<string>();
  for await (const piece of inPieces(others)) for (const { id } of piece) ids.add(id);
  const rest: Member[] = [];
  for await (const piece of inPieces(people)) rest.push(...piece.filter(({ id }) => !ids.has(id)));
  return rest;
}

/** Whether a group is only what a deletion that failed half-way left of it: nobody joined, nothing else was changed. */
export function isOnlyLess({ renamed, manager, joined }: GroupDifference): boolean {
  return !renamed && joined.length === 0 && manager?.to === undefined;
}
