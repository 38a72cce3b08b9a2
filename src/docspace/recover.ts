import { type DocSpaceError, NotFound, TimedOut, Unreachable } from './errors.ts';
import type { Group, GroupSummary } from './schemas.ts';

/** A group as it was to be created. */
export interface NewGroup {
  name: string;
  managerId?: string;
  memberIds: readonly string[];
}

/** Whether a failed creation may have happened all the same: the request arrived, or may have. */
export function isUnclear(error: unknown): error is DocSpaceError {
  return error instanceof TimedOut || (error instanceof Unreachable && (error.status ?? 0) >= 500);
}

/**
 * Finds out what an unclear creation did: looks for groups with the same name, manager and members.
 * @throws TimedOut `not-seen` when there is none, `unknown` when there are several or the look fails as well
 */
export async function findCreated(
  wanted: NewGroup,
  unclear: DocSpaceError,
  look: { named(name: string): Promise<GroupSummary[]>; get(id: string): Promise<Group> },
): Promise<Group> {
  const give = (outcome: 'unknown' | 'not-seen') => new TimedOut('the creation is unclear', unclear, outcome);
  let same: Group[];
  try {
    const candidates = (await look.named(wanted.name)).filter(
      (group) => group.name === wanted.name && group.manager?.id === wanted.managerId,
    );
    const whole = await Promise.all(candidates.map((group) => look.get(group.id).catch(unlessGone)));
    same = whole.filter((group): group is Group => group !== undefined && hasMembers(group, wanted));
  } catch {
    throw give('unknown');
  }
  const [only] = same;
  if (only && same.length === 1) return only;
  throw give(same.length === 0 ? 'not-seen' : 'unknown');
}

function unlessGone(error: unknown): undefined {
  if (error instanceof NotFound) return undefined;
  throw error;
}

function hasMembers(group: Group, wanted: NewGroup): boolean {
  const expected = new Set([...wanted.memberIds, ...(wanted.managerId ? [wanted.managerId] : [])]);
  return group.members.length === expected.size && group.members.every((person) => expected.has(person.id));
}
