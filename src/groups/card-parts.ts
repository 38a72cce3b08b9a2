import type { DocSpace, GroupSummary, Member } from '../docspace/index.ts';
import type { VisibleRooms } from './rooms.ts';

/** How many members one page of a card names. */
export const MEMBERS_PER_PAGE = 15;

/** One page of a group's members. */
export interface MembersPage {
  items: readonly Member[];
  /** All members, disabled people too. */
  total: number;
  /** Position of the first item among all members. */
  startIndex: number;
}

/** What a card is made of: a group without its members, and one page of them. */
export interface CardParts {
  group: GroupSummary;
  /** Left out when they could not be read: the card then gives their number only. */
  members?: MembersPage;
  /** What its reader is shown of the rooms that open through it; left out on cards for others. */
  rooms?: VisibleRooms;
}

/** Reads what a card needs, two calls whatever the size of the group. Throws a DocSpaceError. */
export async function cardParts(
  docspace: DocSpace,
  groupId: string,
  page = 0,
): Promise<CardParts & { members: MembersPage }> {
  const [group, members] = await Promise.all([docspace.groups.head(groupId), membersPage(docspace, groupId, page)]);
  return { group, members };
}

/** Reads one page of members; the last page when there are fewer by now. Throws a DocSpaceError. */
export async function membersPage(docspace: DocSpace, groupId: string, page = 0): Promise<MembersPage> {
  const startIndex = page * MEMBERS_PER_PAGE;
  const { items, total } = await docspace.groups.members(groupId, { startIndex, count: MEMBERS_PER_PAGE });
  const last = lastPage(total);
  return page > last ? membersPage(docspace, groupId, last) : { items, total, startIndex };
}

/** Number of the last page, from 0. */
export function lastPage(total: number): number {
  return Math.max(0, Math.ceil(total / MEMBERS_PER_PAGE) - 1);
}

/**
 * How many members can use the group, and how many are disabled. The head counts the former and the page counts both,
 * read at slightly different times, so a page that holds everybody is counted by itself.
 */
export function memberCounts({ group, members }: CardParts): { enabled: number; disabled: number } {
  if (!members) return { enabled: group.membersCount, disabled: 0 };
  // Built-in groups have a number of members, and no list of them.
  if (members.total > 0 && members.items.length === members.total) {
    const disabled = members.items.filter((member) => member.status === 'disabled').length;
    return { enabled: members.total - disabled, disabled };
  }
  return { enabled: group.membersCount, disabled: Math.max(0, members.total - group.membersCount) };
}
