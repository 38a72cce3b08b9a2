import type { DocSpace, GroupSummary } from '../docspace/index.ts';
import { GroupKeptElsewhere, NoSuchGroup } from './errors.ts';
import type { GroupReference } from './reference.ts';

/** One group, with what the look-up told of it where there was one. */
export interface FoundGroup {
  id: string;
  summary?: GroupSummary;
}

/** What a reference may mean: one group, or several to choose from. */
export type Found = FoundGroup | { several: GroupSummary[] };

/**
 * Looks a typed group up: an id stands for itself and costs no call, a name is sought among all groups whose name contains it.
 * The exact name wins over names that contain it; several with the exact name are all offered.
 * @throws NoSuchGroup when nothing matches
 */
export async function findGroup(
  docspace: DocSpace,
  reference: Exclude<GroupReference, { kind: 'none' }>,
): Promise<Found> {
  if (reference.kind === 'id') return { id: reference.id };
  const matching = await groupsMatching(docspace, reference.name);
  const exact = matching.filter((group) => sameName(group.name, reference.name));
  const candidates = exact.length > 0 ? exact : matching;
  const [only] = candidates;
  if (!only) throw new NoSuchGroup(reference.name);
  return candidates.length === 1 ? { id: only.id, summary: only } : { several: candidates };
}

/** All groups of exactly this name, as people compare names. */
export async function groupsNamed(docspace: DocSpace, name: string): Promise<GroupSummary[]> {
  const matching = await groupsMatching(docspace, name);
  return matching.filter((group) => sameName(group.name, name));
}

/** All groups whose name contains a text: the portal seeks parts of names only, and the exact one may come last. */
async function groupsMatching(docspace: DocSpace, text: string): Promise<GroupSummary[]> {
  const matching: GroupSummary[] = [];
  for await (const group of docspace.groups.all({ text: text.trim() })) matching.push(group);
  return matching;
}

/** Whether two names are the same to people: case and composed characters make no difference. */
export function sameName(a: string, b: string): boolean {
  const fold = (name: string) => name.trim().normalize('NFC').toLocaleLowerCase('en');
  return fold(a) === fold(b);
}

/** @throws GroupKeptElsewhere for groups that a directory or DocSpace itself keeps: a change here would be undone or ignored. */
export function refuseKeptElsewhere(group: GroupSummary): void {
  if (group.isSystem) throw new GroupKeptElsewhere('docspace', group.name);
  if (group.isLDAP) throw new GroupKeptElsewhere('directory', group.name);
}
