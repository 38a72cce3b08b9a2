import type { DocSpaceError } from './errors.ts';
import type { GroupSummary } from './schemas.ts';

/** The target of a change; omitted fields stay unchanged. */
export interface Wanted {
  name?: string;
  managerId?: string;
  add: readonly string[];
  remove: readonly string[];
}

/** A group with the ids of its members, as returned by a write or a read. */
export interface GroupState extends GroupSummary {
  memberIds: ReadonlySet<string>;
}

/** A person whom the portal left out without an error. */
export interface Refusal {
  personId: string;
  why: 'not-added' | 'not-removed' | 'not-manager';
}

/** The result of a write: the portal's answer compared with the requested change. */
export interface GroupReceipt {
  /** The group as the last answer showed it. */
  group: GroupState;
  asked: Wanted;
  done: { name: boolean; manager: boolean; added: string[]; removed: string[] };
  /** People who needed no change; known if the group was read before. */
  unchanged: string[];
  /** The portal answers 200 and leaves out guests, disabled and unknown people (docspace-api §2.2). */
  refused: Refusal[];
  /** An answer was lost or an error, and a later read showed what was done. */
  recovered?: boolean;
  /** Why a change of several writes ended before the last one: the remaining people are among `refused`. */
  interruptedBy?: DocSpaceError;
  /** The caller stopped the change between two batches: nothing failed, and `rest` has the remaining people. */
  stopped?: true;
  /**
   * The remaining people of a change that ended early: they were not sent, or their outcome is not known. After `stopped`
   * they are not among `refused`, because they were never sent.
   */
  rest?: PeopleOfChange;
}

/** The people of a change: those to add and those to remove. */
export type PeopleOfChange = Pick<Wanted, 'add' | 'remove'>;

/** The part of a change that is not done yet; undefined if nothing is missing. */
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

/** Whether a change contains nothing. */
export function isEmpty({ name, managerId, add, remove }: Wanted): boolean {
  return name === undefined && managerId === undefined && add.length === 0 && remove.length === 0;
}

/** The receipt of a change that ended before its last write, with the remaining people according to the group. */
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

/** Compares a change with the group as it is now; `before` shows which parts needed no change. */
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
    unchanged: before
      ? [
          ...(managedBefore ? [managerId] : []),
          ...asked.add.filter((id) => then.has(id) && now.has(id)),
          ...asked.remove.filter((id) => !then.has(id) && !now.has(id)),
        ]
      : [],
    refused,
  };
}
