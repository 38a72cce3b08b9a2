import type { DocSpace, GroupFilter, GroupSummary } from '../docspace/index.ts';

/** Groups on one page of the portal's list, the largest there is (docspace-api §2.3). */
const PAGE = 100;

/** How far a list is read. */
export interface Budget {
  pages: number;
  /** Whether the time for further pages is over. */
  isUp(): boolean;
}

/** Twenty pages and eight seconds unless something else is said; without a clock the pages are the only bound. */
export function budgetOf(clock?: { now(): number }, { pages = 20, withinMs = 8_000 } = {}): Budget {
  const until = clock ? clock.now() + withinMs : 0;
  return { pages, isUp: () => clock !== undefined && clock.now() >= until };
}

/** Reads a list page by page, as far as the budget goes; `complete` says whether that was all of it. */
export async function readGroups(
  docspace: DocSpace,
  filter: GroupFilter,
  budget: Budget,
): Promise<{ groups: GroupSummary[]; complete: boolean }> {
  const groups: GroupSummary[] = [];
  for await (const group of docspace.groups.all(filter)) {
    groups.push(group);
    // Stopping here keeps the list from asking for its next page.
    const pageEnds = groups.length % PAGE === 0;
    if (pageEnds && (groups.length >= budget.pages * PAGE || budget.isUp())) return { groups, complete: false };
  }
  return { groups, complete: true };
}
