import { createHash } from 'node:crypto';
import type { GroupSeen, Member } from './request.ts';

/** A hash over what makes the group what it is: id, name, manager and members; people's names do not count. */
export function fingerprintOf(group: GroupSeen): string {
  if (group.damaged) return hash([group.id, 'damaged']);
  const members = [...new Set(group.members.map((member) => member.id))].sort();
  return hash([group.id, group.name, group.manager?.id ?? null, members.length, members]);
}

/** The same over what the head of a group shows: enough to see at a click that it is another group by now. */
export function headFingerprint({ id, name, manager, members, membersCount, damaged }: GroupSeen): string {
  return hash(damaged ? [id, 'damaged'] : [id, name, manager?.id ?? null, membersCount ?? members.length]);
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

/** Compares a group as it was seen with the group as it is now. */
export function differenceBetween(seen: GroupSeen, now: GroupSeen): GroupDifference {
  const ids = (group: GroupSeen) => new Set(group.members.map((member) => member.id));
  const [then, today] = [ids(seen), ids(now)];
  const manager = {
    ...(seen.manager ? { from: seen.manager } : {}),
    ...(now.manager ? { to: now.manager } : {}),
  };
  return {
    ...(seen.name === now.name ? {} : { renamed: { from: seen.name, to: now.name } }),
    ...(seen.manager?.id === now.manager?.id ? {} : { manager }),
    joined: now.members.filter((member) => !then.has(member.id)),
    left: seen.members.filter((member) => !today.has(member.id)),
  };
}

/** Whether a group is only what a deletion that failed half-way left of it: nobody joined, nothing else was changed. */
export function isRestOf(seen: GroupSeen, now: GroupSeen): boolean {
  const { renamed, manager, joined } = differenceBetween(seen, now);
  return !renamed && joined.length === 0 && manager?.to === undefined;
}
