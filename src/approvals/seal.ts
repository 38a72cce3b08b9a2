import { createHash } from 'node:crypto';
import type { GroupSeen, Member } from './deletion-request.ts';

/** A hash over what makes the group what it is: id, name, manager and members; people's names do not count. */
export function sealOf(group: GroupSeen): string {
  const content = [group.id, group.name, group.manager?.id ?? null, group.members.map((member) => member.id).sort()];
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
