import type { DocSpace, GroupSummary } from '../docspace/index.ts';
import { NoSuchGroup, ReadOnlyGroup } from './errors.ts';
import { fold, storable } from './fold.ts';
import { readOnlySource } from './format.ts';
import { bestFits, fitOf, wantedName } from './matching.ts';
import { nearestGroups } from './nearest.ts';
import { type Budget, budgetOf, type GroupsRead, readGroups } from './read-groups.ts';
import type { GroupReference } from './reference.ts';

/** A word of so many letters is in every name that looks the same, but for one in full-width letters. */
const TELLING_WORD = 3;

/** One group, with its summary where the look-up read one. */
export interface FoundGroup {
  id: string;
  summary?: GroupSummary;
}

/** What a reference can mean: one group, or several to choose from. */
export type Found = FoundGroup | { several: GroupSummary[] };

/**
 * Looks a typed group up. An id stands for itself and costs no call. A name is compared by its fold: the same name wins
 * over a short id, and that over names that contain the text; several that fit equally well are all offered.
 * @param clock bounds the time (8 s) beside the pages (20); without it only the pages are bounded
 * @throws NoSuchGroup when nothing matches, with the nearest names
 */
export async function findGroup(
  docspace: DocSpace,
  reference: Exclude<GroupReference, { kind: 'none' }>,
  clock?: { now(): number },
): Promise<Found> {
  if (reference.kind === 'id') return { id: reference.id };
  const groups = await bestOrThrow(docspace, reference.name, budgetOf(clock));
  const [only] = groups;
  return only && groups.length === 1 ? { id: only.id, summary: only } : { several: groups };
}

async function bestOrThrow(docspace: DocSpace, typed: string, budget: Budget): Promise<GroupSummary[]> {
  const wanted = wantedName(typed);
  const asked = wanted.word ? await readGroups(docspace, { text: wanted.word }, budget) : { groups: [] };
  const best = bestFits(asked.groups, wanted);
  // A text that can be a short id is looked for among all ids before names that merely contain it.
  if (best && !(best.fit === 'contains' && wanted.shortId)) return best.groups;
  const all = await readGroups(docspace, {}, budget);
  const seen = distinct([...asked.groups, ...all.groups]);
  const found = bestFits(seen, wanted);
  if (found) return found.groups;
  throw new NoSuchGroup(typed, {
    nearest: nearestGroups(seen, typed).map(({ id, name }) => ({ id, name })),
    unreadable: all.unreadable,
    ...(all.complete ? {} : { onlyFirst: all.groups.length }),
  });
}

/**
 * All groups whose name looks the same. Those of exactly this name are always among them. The portal finds the others by
 * the longest plain word; where the name has none to speak of, the first five pages of the list are compared.
 */
export async function groupsNamed(
  docspace: DocSpace,
  name: string,
  clock?: { now(): number },
): Promise<GroupSummary[]> {
  const { word } = wantedName(name);
  const same = (groups: readonly GroupSummary[]) => groups.filter((group) => sameName(group.name, name));
  if (word) {
    const asked = await readGroups(docspace, { text: word }, budgetOf(clock));
    // A common word fills all pages: the whole name is asked for then, which the portal compares sign by sign.
    const exact = asked.complete ? [] : (await readGroups(docspace, { text: storable(name) }, budgetOf(clock))).groups;
    const found = same(distinct([...asked.groups, ...exact]));
    if (found.length > 0 || word.length >= TELLING_WORD) return found;
  }
  return same((await readGroups(docspace, {}, budgetOf(clock, { pages: 5 }))).groups);
}

/**
 * Groups that match a text while it is typed, the same name first, and how many there are as far as known; without a text
 * the first `most`.
 */
export async function suggestGroups(
  docspace: DocSpace,
  typed: string,
  parts: { most: number; clock: { now(): number }; withinMs: number },
): Promise<{ groups: GroupSummary[]; total: number }> {
  if (typed.trim() === '') {
    const page = await docspace.groups.list({ count: parts.most });
    return { groups: page.items, total: page.total };
  }
  const found = await groupsMatching(docspace, typed, { clock: parts.clock, withinMs: parts.withinMs });
  return { groups: found.groups, total: found.groups.length };
}

/** All groups whose name looks like a text or contains what looks like it, the same name first; for lists and menus. */
export async function groupsMatching(
  docspace: DocSpace,
  typed: string,
  { clock, withinMs = 8_000 }: { clock?: { now(): number }; withinMs?: number } = {},
): Promise<Pick<GroupsRead, 'groups' | 'unreadable'>> {
  const budget = budgetOf(clock, { withinMs });
  const wanted = wantedName(typed);
  const fitting = ({ groups, unreadable }: GroupsRead) => ({
    groups: groups
      .map((group) => ({ group, fit: fitOf(group, wanted) }))
      .filter(({ fit }) => fit !== undefined)
      .sort((a, b) => Number(a.fit === 'contains') - Number(b.fit === 'contains'))
      .map(({ group }) => group),
    unreadable,
  });
  const asked = wanted.word ? fitting(await readGroups(docspace, { text: wanted.word }, budget)) : undefined;
  if (asked && asked.groups.length + asked.unreadable > 0) return asked;
  return fitting(await readGroups(docspace, {}, budget));
}

/** Each group once: two readings overlap. */
function distinct(groups: readonly GroupSummary[]): GroupSummary[] {
  return [...new Map(groups.map((group) => [group.id, group])).values()];
}

/** Whether two names look the same. */
export function sameName(a: string, b: string): boolean {
  return fold(a) === fold(b);
}

/** @throws ReadOnlyGroup for groups that a directory or DocSpace itself keeps: a change here would be undone or ignored. */
export function refuseReadOnly(group: GroupSummary): void {
  const source = readOnlySource(group);
  if (source) throw new ReadOnlyGroup(source, group.name);
}
