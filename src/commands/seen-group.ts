import type { GroupSeen } from '../approvals/index.ts';
import { DamagedGroup, type DocSpace, type Group, type Member } from '../docspace/index.ts';
import { refuseKeptElsewhere } from '../groups/find.ts';
import { membersByName, personName } from '../groups/format.ts';

/** A group as a person saw it: what a request shows, and what its seal is made of. */
export function seenGroup(group: Group): GroupSeen {
  const seen = (person: Member) => ({ id: person.id, name: personName(person) });
  return {
    id: group.id,
    name: group.name,
    members: membersByName(group).map(seen),
    ...(group.manager ? { manager: seen(group.manager) } : {}),
  };
}

/** A damaged group: DocSpace shows neither its name nor its members, and it can be deleted by its id only. */
export function damagedGroup(id: string): GroupSeen {
  return { id, name: `Damaged group ${id.slice(0, 8)}`, members: [] };
}

/**
 * Reads a group that may be deleted, whole.
 * @throws GroupKeptElsewhere for groups that a directory or DocSpace itself keeps
 */
export async function readSeenGroup(docspace: DocSpace, id: string): Promise<GroupSeen> {
  try {
    const group = await docspace.groups.get(id);
    refuseKeptElsewhere(group);
    return seenGroup(group);
  } catch (error) {
    if (error instanceof DamagedGroup) return damagedGroup(id);
    throw error;
  }
}
