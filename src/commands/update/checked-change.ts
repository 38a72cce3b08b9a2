import type { WantedEdit } from '../../changes/index.ts';
import type { GroupState, Person } from '../../docspace/index.ts';
import { CANNOT_JOIN, cannotJoin } from '../../groups/who-can-join.ts';
import type { Named } from './change.ts';

/** A change against the group as it is now: what will be sent, and what needs no sending or cannot be done. */
export interface CheckedChange {
  change: WantedEdit;
  alreadyMembers: Named[];
  notMembers: Named[];
  /** People who left DocSpace or became guests since they were chosen, each with the reason. */
  cannotJoin: (Named & { why: string })[];
}

/** Checks a change, person by person. */
export function checkChange(change: WantedEdit, group: GroupState, people: ReadonlyMap<string, Person>): CheckedChange {
  const isMember = ({ id }: Named) => group.memberIds.has(id);
  const excluded = (person: Named) => {
    const why = cannotJoin(people.get(person.id));
    return why ? [{ ...person, why: CANNOT_JOIN[why] }] : [];
  };
  const manager = change.manager?.to;
  const managerExcluded = manager ? excluded(manager) : [];
  const joining = change.add.filter((person) => !isMember(person));
  const { manager: asked, ...rest } = change;
  return {
    change: {
      ...rest,
      ...(asked && managerExcluded.length === 0 ? { manager: asked } : {}),
      add: joining.filter((person) => excluded(person).length === 0),
      remove: change.remove.filter(isMember),
    },
    alreadyMembers: change.add.filter(isMember),
    notMembers: change.remove.filter((person) => !isMember(person)),
    cannotJoin: [...managerExcluded, ...joining.flatMap(excluded)],
  };
}

/** Whether a checked change has anything left to send. */
export function hasEffect({ change }: CheckedChange): boolean {
  return Boolean(change.name ?? change.manager ?? change.add[0] ?? change.remove[0]);
}
