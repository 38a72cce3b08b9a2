import type { DocSpaceError } from './errors.ts';
import type { Group } from './schemas.ts';

/** What a write asked for. */
export interface Wanted {
  name?: string;
  managerId?: string;
  add: string[];
  remove: string[];
}

/** Somebody the portal silently passed over. */
export interface Refusal {
  personId: string;
  why: 'not-added' | 'not-removed' | 'not-manager';
}

/** What a write did: the portal's own answer compared with what was asked. */
export interface GroupReceipt {
  group: Group;
  asked: Wanted;
  done: { name: boolean; manager: boolean; added: string[]; removed: string[] };
  /** People who were in already, or out already, or the manager already; known where the group was read before. */
  alreadySo: string[];
  /** The portal answers 200 and leaves out guests, disabled and unknown people (docspace-api §2.2). */
  refused: Refusal[];
  /** The answer to the creation was lost, and the group was found by a look afterwards. */
  recovered?: boolean;
  /** Why the change, sent in several calls, ended before the last: whoever was still to come stands under `refused`. */
  cutShort?: DocSpaceError;
}

/** Compares what was asked with the group as the portal shows it now; `before` tells what had been so already. */
export function receiptOf(asked: Wanted, group: Group, before?: Group): GroupReceipt {
  const now = new Set(group.members.map((person) => person.id));
  const then = new Set(before?.members.map((person) => person.id));
  const added = asked.add.filter((id) => now.has(id) && !then.has(id));
  const removed = asked.remove.filter((id) => !now.has(id) && (!before || then.has(id)));
  const { managerId } = asked;
  const manages = managerId !== undefined && group.manager?.id === managerId;
  const managedThen = manages && before?.manager?.id === managerId;
  const refused: Refusal[] = [
    ...asked.add.filter((id) => !now.has(id)).map((personId) => ({ personId, why: 'not-added' as const })),
    ...asked.remove.filter((id) => now.has(id)).map((personId) => ({ personId, why: 'not-removed' as const })),
    ...(managerId !== undefined && !manages ? [{ personId: managerId, why: 'not-manager' as const }] : []),
  ];
  return {
    group,
    asked,
    done: {
      name: asked.name !== undefined && group.name === asked.name && before?.name !== asked.name,
      manager: manages && !managedThen,
      added,
      removed,
    },
    alreadySo: before
      ? [
          ...(managedThen ? [managerId] : []),
          ...asked.add.filter((id) => then.has(id) && now.has(id)),
          ...asked.remove.filter((id) => !then.has(id) && !now.has(id)),
        ]
      : [],
    refused,
  };
}
