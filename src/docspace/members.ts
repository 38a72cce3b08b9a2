import { TooLarge, UnexpectedAnswer } from './errors.ts';
import type { Groups } from './group-api.ts';
import type { Send } from './request.ts';
import { MEMBER_FIELDS, type Member, memberSchema, rowsOf } from './schemas.ts';

/** Largest page of people (docspace-api §5.2). */
const LARGEST_PAGE = 100;
/** Concurrent page reads; a group of 10,000 has a hundred pages. */
const CONCURRENCY = 4;
/** Most people of one list: several times the largest known group. */
const MAX_MEMBERS = 50_000;
/** How often a list is read from the start if people joined or left while its pages were read. */
const MAX_READS = 3;

const pageSchema = rowsOf(memberSchema);

/** Reads of a group's members. */
export type MemberReads = Pick<Groups, 'members'> & {
  /** All members of a group, including disabled ones. */
  allMembers(id: string): Promise<Member[]>;
};

export function createMemberReads(send: Send): MemberReads {
  const members: MemberReads['members'] = async (groupId, options = {}) => {
    const { text, startIndex = 0, count = LARGEST_PAGE, status } = options;
    const query = { groupId, startIndex, count, filterValue: text || undefined, employeeStatus: status };
    const { payload, total } = await send({
      method: 'GET',
      path: '/people/filter',
      query: { ...query, sortBy: 'FirstName', fields: MEMBER_FIELDS },
      schema: pageSchema,
    });
    return { items: payload.rows, total: total ?? payload.rows.length, unreadable: payload.unreadable };
  };

  return {
    members,
    allMembers: (groupId) => readEverybody((startIndex) => members(groupId, { startIndex })),
  };
}

/** One page of people, of any type. */
interface Page<T> {
  items: readonly T[];
  total: number;
  unreadable: number;
}

const FILTER = { method: 'GET', path: '/people/filter' } as const;

/**
 * All people of a list, in pages of {@link LARGEST_PAGE}; read from the start again if people joined or left meanwhile.
 * @throws TooLarge, UnexpectedAnswer when the list does not stop changing
 */
export async function readEverybody<T extends { id: string }>(
  page: (startIndex: number) => Promise<Page<T>>,
): Promise<T[]> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await readAll(page);
    if (found) return found;
    if (attempt === MAX_READS) throw new UnexpectedAnswer('the people changed while they were read', FILTER);
  }
}

/** All pages; undefined if the number of distinct people is not the total, because people joined or left meanwhile. */
async function readAll<T extends { id: string }>(
  page: (startIndex: number) => Promise<Page<T>>,
): Promise<T[] | undefined> {
  const first = await page(0);
  const found = new Map(first.items.map((member) => [member.id, member]));
  if (first.total > MAX_MEMBERS) throw new TooLarge(`more than ${MAX_MEMBERS} people`, FILTER);
  let unreadable = first.unreadable;
  const starts = Array.from(
    { length: Math.max(0, Math.ceil(first.total / LARGEST_PAGE) - 1) },
    (_, n) => (n + 1) * LARGEST_PAGE,
  );
  for (let at = 0; at < starts.length; at += CONCURRENCY) {
    const pages = await Promise.all(starts.slice(at, at + CONCURRENCY).map(page));
    for (const { items } of pages) for (const member of items) found.set(member.id, member);
    unreadable += pages.reduce((sum, each) => sum + each.unreadable, 0);
  }
  return found.size + unreadable === first.total ? [...found.values()] : undefined;
}
