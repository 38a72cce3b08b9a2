import { folded } from '../collation.ts';
import { refuseOutsideBmp } from '../errors.ts';
import type { GroupOrder } from '../group-store.ts';
import { type Page, pageOf } from '../query.ts';
import type { PortalGroup } from '../types.ts';
import { groupDto } from '../wire.ts';
import { refuseDamaged } from './group-answers.ts';
import { READ_SCOPES, READERS, type RouteCall, route } from './route.ts';

/** Names of `sortBy` in lower case; anything else means the title and is not refused. */
const ORDERS: Readonly<Record<string, GroupOrder>> = { manager: 'manager', memberscount: 'membersCount' };

interface GroupFilter {
  text: string;
  userId?: string;
  /** With `userId`: only groups this person manages. */
  managed: boolean;
}

function fits(group: PortalGroup, { text, userId, managed }: GroupFilter): boolean {
  if (userId !== undefined && !(managed ? group.managerId === userId : group.memberIds.has(userId))) return false;
  return nameFits(group.name, text);
}

/** How many items the portal says it sends; with a negative start it says too many. */
export function countSaid(total: number, { startIndex, count }: Page): number {
  return Math.min(Math.max(total - startIndex, 0), count);
}

/** The name part a list is narrowed to: trimmed, and folded as the database compares it. */
export function nameFilter({ query }: RouteCall): string {
  return folded((query.text('filterValue') ?? '').trim());
}

/** Whether a name holds the part that `nameFilter` read. */
export function nameFits(name: string, text: string): boolean {
  return text === '' || folded(name).includes(text);
}

/** GET /group (docspace-api §2.3). */
export const listGroups = route({
  method: 'GET',
  path: '/group',
  scopes: READ_SCOPES,
  roles: READERS,
  read(call) {
    const { query } = call;
    const userId = query.id('userId');
    return {
      page: query.page(),
      filter: { text: nameFilter(call), userId, managed: query.flag('manager') ?? false },
      order: ORDERS[query.text('sortBy')?.toLowerCase() ?? ''] ?? 'title',
      descending: query.descending(),
    };
  },
  run(call, { page, filter, order, descending }) {
    refuseOutsideBmp(filter.text);
    const ascending = call.state.groups.inOrder(order);
    const all =
      filter.text === '' && filter.userId === undefined ? ascending : ascending.filter((g) => fits(g, filter));
    const items = pageOf(descending ? all.toReversed() : all, page);
    refuseDamaged(call.state, items);
    return {
      payload: items.map((group) => groupDto(group, call)),
      count: countSaid(all.length, page),
      total: all.length,
    };
  },
});
