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

/** Members a request keeps at hand: as many as its card and its first reply name. */
const NAMED = 105;

const BY_NAME = new Intl.Collator('en').compare;

/** A group as it was read, whole. */
export interface WholeGroup {
  /** What a request shows of it. */
  snapshot: GroupSnapshot;
  /** Everybody in it, disabled people too. */
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
    ...(group.manager ? { manager: seenMember(group.manager) } : {}),
  };
}

function seenMember(person: Member): { id: string; name: string } {
  return { id: person.id, name: personName(person) };
}

/** A damaged group: DocSpace shows neither its name nor its members, and it can be deleted by its id only. */
export function damagedGroup(id: string): GroupSnapshot {
  return { id, name: damagedName(id.slice(0, 8)), members: [], damaged: true };
}

/**
 * Reads a group that can be deleted, whole.
 * @throws ReadOnlyGroup for groups that a directory or DocSpace itself keeps
 */
export async function readWholeGroup(docspace: DocSpace, id: string): Promise<WholeGroup> {
  const group = await unlessDamaged(() => docspace.groups.get(id));
  if (!group) return wholeGroup(damagedGroup(id), []);
  refuseReadOnly(group);
  const members: WholeGroup['members'] = [];
  for (const people of [group.members, group.disabledMembers])
    for await (const chunk of inChunks(people)) members.push(...chunk.map(seenMember));
  const snapshot = { ...snapshotOf(group), members: await firstByName(group), size: members.length };
  return wholeGroup(snapshot, members);
}

async function wholeGroup(snapshot: GroupSnapshot, members: WholeGroup['members']): Promise<WholeGroup> {
  return { snapshot, members, fingerprint: await fingerprintOf(snapshot, members) };
}

/** The first members as people read them: by name, and disabled ones after all others. */
async function firstByName({ members, disabledMembers }: Group): Promise<GroupSnapshot['members']> {
  const byName = (one: Member, other: Member) => BY_NAME(one.displayName, other.displayName);
  const first = [...(await firstBy(members, byName)), ...(await firstBy(disabledMembers, byName))];
  return first.slice(0, NAMED).map(seenMember);
}

/** The first of some people by name. */
export function firstOf(people: GroupSnapshot['members']): Promise<GroupSnapshot['members']> {
  return firstBy(people, (one, other) => BY_NAME(one.name, other.name));
}

async function firstBy<T>(people: readonly T[], order: (one: T, other: T) => number): Promise<T[]> {
  let best: T[] = [];
  for await (const chunk of inChunks(people)) best = [...best, ...chunk].sort(order).slice(0, NAMED);
  return best;
}

/** Whether a group's name and manager is still as it was shown: asked at a click, where reading all of it would take too long. */
export async function isSummaryUnchanged(docspace: DocSpace, shown: GroupSnapshot): Promise<boolean> {
  const { id } = shown;
  const now = await ifFound(readSummary(docspace, id));
  // A group that is gone is found out when the deletion is carried out.
  return now === undefined || summaryFingerprint(now) === summaryFingerprint(shown);
}

async function readSummary(docspace: DocSpace, id: string): Promise<GroupSnapshot> {
  const head = await unlessDamaged(() => docspace.groups.head(id));
  return head ? snapshotOf(head) : damagedGroup(id);
}

async function unlessDamaged<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DamagedGroup) return undefined;
    throw error;
  }
}
