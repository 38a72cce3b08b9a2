import { type GroupSeen, headFingerprint } from '../changes/index.ts';
import { DamagedGroup, type DocSpace, type Group, type GroupSummary, ifFound, type Member } from '../docspace/index.ts';
import { refuseKeptElsewhere } from '../groups/find.ts';
import { membersByName, personName } from '../groups/format.ts';

/** A group as a request shows it, disabled members too: what its fingerprint is made of. */
export function seenGroup(group: Group): GroupSeen {
  const disabled = membersByName({ members: group.disabledMembers });
  return { ...headOf(group), members: [...membersByName(group), ...disabled].map(seenMember) };
}

/** A group without its members. */
export function headOf(group: Pick<GroupSummary, 'id' | 'name' | 'manager' | 'membersCount'>): GroupSeen {
  return {
    id: group.id,
    name: group.name,
    members: [],
    membersCount: group.membersCount,
    ...(group.manager ? { manager: seenMember(group.manager) } : {}),
  };
}

function seenMember(person: Member): { id: string; name: string } {
  return { id: person.id, name: personName(person) };
}

/** A damaged group: DocSpace shows neither its name nor its members, and it can be deleted by its id only. */
export function damagedGroup(id: string): GroupSeen {
  return { id, name: `Damaged group ${id.slice(0, 8)}`, members: [], damaged: true };
}

/**
 * Reads a group that can be deleted, whole.
 * @throws GroupKeptElsewhere for groups that a directory or DocSpace itself keeps
 */
export function readSeenGroup(docspace: DocSpace, id: string): Promise<GroupSeen> {
  return unlessDamaged(id, async () => {
    const group = await docspace.groups.get(id);
    refuseKeptElsewhere(group);
    return seenGroup(group);
  });
}

/** Whether a group's head is still as it was shown: asked at a click, where reading all of it would take too long. */
export async function isHeadUnchanged(docspace: DocSpace, shown: GroupSeen): Promise<boolean> {
  const { id } = shown;
  const now = await ifFound(unlessDamaged(id, async () => headOf(await docspace.groups.head(id))));
  // A group that is gone is found out when the deletion is carried out.
  return now === undefined || headFingerprint(now) === headFingerprint(shown);
}

async function unlessDamaged(id: string, read: () => Promise<GroupSeen>): Promise<GroupSeen> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DamagedGroup) return damagedGroup(id);
    throw error;
  }
}
