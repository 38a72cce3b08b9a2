import type { DocSpaceError } from './errors.ts';
import type { GroupSummary } from './schemas.ts';

/** What is to become of a group; what is left out stays. */
export interface Wanted {
  name?: string;
  managerId?: string;
  add: readonly string[];
  remove: readonly string[];
}

/** A group and the ids of its members, as a write or a look answers. */
export interface GroupState extends GroupSummary {
  memberIds: ReadonlySet<string>;
}

/** A person the portal passed over without an error. */
export interface Refusal {
  personId: string;
  why: 'not-added' | 'not-removed' | 'not-manager';
}

/** What a write did: the portal's own answer compared with what was wanted. */
export interface GroupReceipt {
  /** The group as the last answer showed it. */
  group: GroupState;
  asked: Wanted;
  done: { name: boolean; manager: boolean; added: string[]; removed: string[] };
  /** People who were in or out already, or the manager already; known where the group was read before. */
  alreadySo: string[];
  /** The portal answers 200 and leaves out guests, disabled and unknown people (docspace-api §2.2). */
  refused: Refusal[];
  /** An answer was lost or was an error, and a look afterwards showed what had been done. */
  recovered?: boolean;
  /** Why the change, sent in several writes, ended before the last: the people still to come are among `refused`. */
  interruptedBy?: DocSpaceError;
  /** The caller ended the change between two batches: nothing failed, and `rest` names who is still to come. */
  stopped?: true;
  /**
   * People a change of several writes ended before: their turn did not come, or nobody knows that it did. After `stopped`
   * they are not among `refused`, because the portal was never asked.
   */
  rest?: PeopleOfChange;
}

/** The people of a change: those who are to be in the group, and those who are not. */
export type PeopleOfChange = Pick<Wanted, 'add' | 'remove'>;

/** The part of a change that a group does not show yet; undefined when nothing is missing. */
export function missingFrom(wanted: Wanted, group: GroupState): Wanted | undefined {
  const { name, managerId } = wanted;
  const add = wanted.add.filter((id) => !group.memberIds.has(id));
  const remove = wanted.remove.filter((id) => group.memberIds.has(id));
  const missing: Wanted = {
    add,
    remove,
    ...(name !== undefined && group.name !== name ? { name } : {}),
    ...(managerId !== undefined && group.manager?.id !== managerId ? { managerId } : {}),
  };
  return isEmpty(missing) ? undefined : missing;
}

/** Whether a change asks for nothing. */
export function isEmpty({ name, managerId, add, remove }: Wanted): boolean {
  return name === undefined && managerId === undefined && add.length === 0 && remove.length === 0;
}

/** The receipt of a change that ended before its last write: who is still to come, as the group shows it. */
export function endedEarly(
  receipt: GroupReceipt,
  { add, remove }: PeopleOfChange,
  why: 'stopped' | DocSpaceError,
): GroupReceipt {
  const { memberIds } = receipt.group;
  const rest = { add: add.filter((id) => !memberIds.has(id)), remove: remove.filter((id) => memberIds.has(id)) };
  if (why !== 'stopped') return { ...receipt, interruptedBy: why, rest };
  const resting = new Set([...rest.add, ...rest.remove]);
  return { ...receipt, stopped: true, rest, refused: receipt.refused.filter(({ personId }) => !resting.has(personId)) };
}

/** Compares what was asked with the group as the portal shows it now; `before` tells what had been so already. */
export function receiptOf(asked: Wanted, group: GroupState, before?: GroupState): GroupReceipt {
  const now = group.memberIds;
  const then = before?.memberIds ?? new Set<string>();
  const { name, managerId } = asked;
  const manages = managerId !== undefined && group.manager?.id === managerId;
  const managedBefore = manages && before?.manager?.id === managerId;
  const refused: Refusal[] = [
    ...asked.add.filter((id) => !now.has(id)).map((personId) => ({ personId, why: 'not-added' as const })),
    ...asked.remove.filter((id) => now.has(id)).map((personId) => ({ personId, why: 'not-removed' as const })),
    ...(managerId !== undefined && !manages ? [{ personId: managerId, why: 'not-manager' as const }] : []),
  ];
  return {
    group,
    asked,
    done: {
      name: name !== undefined && group.name === name && before?.name !== name,
      manager: manages && !managedBefore,
      added: asked.add.filter((id) => now.has(id) && !then.has(id)),
      removed: asked.remove.filter((id) => !now.has(id) && (!before || then.has(id))),
    },
    alreadySo: before
      ? [
          ...(managedBefore ? [managerId] : []),
          ...asked.add.filter((id) => then.has(id) && now.has(id)),
          ...asked.remove.filter((id) => !then.has(id) && !now.has(id)),
        ]
      : [],
    refused,
  };
}
