import { fingerprintOf, type GroupSnapshot, inChunks, summaryFingerprint } from '../../changes/index.ts';
import {
  DamagedGroup,
  type DocSpace,
  type Group,
  type GroupSummary,
  ifFound,
  type Member,
} from '../../docspace/index.ts';
import { refuseReadOnly } from '../../groups/find.ts';
import { personName } from '../../groups/format.ts';
import { damagedName } from '../text/results.ts';

/** Members in a request's snapshot: as many as its card and its first reply name. */
const NAMED = 105;

const BY_NAME = new Intl.Collator('en').compare;

/** A group with all its members. */
export interface WholeGroup {
  snapshot: GroupSnapshot;
  /** Including disabled people. */
  members: GroupSnapshot['members'];
  fingerprint: string;
}

/** A group without its members. */
export function snapshotOf(group: Pick<GroupSummary, 'id' | 'name' | 'manager' | 'membersCount'>): GroupSnapshot {
  return {
    id: group.id,
    name: group.name,
    members: [],
    membersCount: group.membersCount,
    ...(group.manager ? { manager: memberOf(group.manager) } : {}),
  };
}

function memberOf(person: Member): { id: string; name: string } {
  return { id: person.id, name: personName(person) };
}

/** DocSpace cannot return the name or members of a damaged group, but can delete it by id. */
export function damagedGroup(id: string): GroupSnapshot {
  return { id, name: damagedName(id.slice(0, 8)), members: [], damaged: true };
}

/**
 * Reads all of a group that can be deleted.
 * @throws ReadOnlyGroup for LDAP and system groups
 */
export async function readWholeGroup(docspace: DocSpace, id: string): Promise<WholeGroup> {
  const group = await unlessDamaged(() => docspace.groups.get(id));
  if (!group) return wholeGroup(damagedGroup(id), []);
  refuseReadOnly(group);
  const members: WholeGroup['members'] = [];
  for (const people of [group.members, group.disabledMembers])
    for await (const chunk of inChunks(people)) members.push(...chunk.map(memberOf));
  const snapshot = { ...snapshotOf(group), members: await firstByName(group), size: members.length };
  return wholeGroup(snapshot, members);
}

async function wholeGroup(snapshot: GroupSnapshot, members: WholeGroup['members']): Promise<WholeGroup> {
  return { snapshot, members, fingerprint: await fingerprintOf(snapshot, members) };
}

/** The first members by name, disabled ones last. */
async function firstByName({ members, disabledMembers }: Group): Promise<GroupSnapshot['members']> {
  const byName = (one: Member, other: Member) => BY_NAME(one.displayName, other.displayName);
  const first = [...(await firstBy(members, byName)), ...(await firstBy(disabledMembers, byName))];
  return first.slice(0, NAMED).map(memberOf);
}

/** The first people by name. */
export function firstOf(people: GroupSnapshot['members']): Promise<GroupSnapshot['members']> {
  return firstBy(people, (one, other) => BY_NAME(one.name, other.name));
}

async function firstBy<T>(people: readonly T[], order: (one: T, other: T) => number): Promise<T[]> {
  let best: T[] = [];
  for await (const chunk of inChunks(people)) best = [...best, ...chunk].sort(order).slice(0, NAMED);
  return best;
}

/** Whether a group's summary is unchanged: at a click, reading all of the group would take too long. */
export async function isSummaryUnchanged(docspace: DocSpace, shown: GroupSnapshot): Promise<boolean> {
  const { id } = shown;
  const current = await ifFound(readSummary(docspace, id));
  // A missing group is detected when the deletion is applied.
  return current === undefined || summaryFingerprint(current) === summaryFingerprint(shown);
}

async function readSummary(docspace: DocSpace, id: string): Promise<GroupSnapshot> {
  const summary = await unlessDamaged(() => docspace.groups.head(id));
  return summary ? snapshotOf(summary) : damagedGroup(id);
}

async function unlessDamaged<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DamagedGroup) return undefined;
    throw error;
  }
}
