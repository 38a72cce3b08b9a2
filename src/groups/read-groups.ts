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

/** Groups of a list, each once. */
export interface GroupsRead {
  groups: GroupSummary[];
  /** Whether that was all of the list. */
  complete: boolean;
  /** Groups of the pages read that cannot be shown. */
  unreadable: number;
}

/** Reads a list page by page, as far as the budget goes. */
export async function readGroups(docspace: DocSpace, filter: GroupFilter, budget: Budget): Promise<GroupsRead> {
  const groups = new Map<string, GroupSummary>();
  let unreadable = 0;
  let startIndex = 0;
  for (let pages = 1; ; pages += 1) {
    const page = await docspace.groups.list({ ...filter, startIndex, count: PAGE });
    // The portal's sort has no tie-breaker: the same group can be on two pages.
    for (const group of page.items) groups.set(group.id, group);
    unreadable += page.unreadable;
    const read = page.items.length + page.unreadable;
    startIndex += read;
    const complete = read === 0 || startIndex >= page.total;
    if (complete || pages >= budget.pages || budget.isUp())
      return { groups: [...groups.values()], complete, unreadable };
  }
}
