import type { GroupSeen } from '../approvals/index.ts';
import type { Group } from '../docspace/index.ts';
import { membersByName, personName } from '../groups/format.ts';

/** A group as somebody saw it: what a request shows, and what its seal is made of. */
export function seenGroup(group: Group): GroupSeen {
  const seen = (person: Group['members'][number]) => ({ id: person.id, name: personName(person) });
  return {
    id: group.id,
    name: group.name,
    members: membersByName(group).map(seen),
    ...(group.manager ? { manager: seen(group.manager) } : {}),
  };
}
