import { DamagedGroup } from './errors.ts';
import type { GroupPage } from './group-api.ts';

/** Reads so many rows of a list from a position on. */
type ReadPage = (startIndex: number, count: number) => Promise<GroupPage>;

/** Reads of one page before it is given up; two damaged groups among a hundred take at most 28. */
const MOST_READS = 60;
/** Reads before it is given up when none of them succeeded: then it is the portal that is broken, not a group. */
const MOST_WITHOUT_SUCCESS = 16;

/**
 * Reads a page around groups that are damaged: any page that holds one fails as a whole, so it is read by halves until
 * the damaged row is alone, and counted as unreadable (docspace-api §13). On PostgreSQL portals a passing database fault
 * looks the same, so the whole page is read once more first.
 * @throws DamagedGroup when too many reads fail
 */
export async function aroundDamaged(read: ReadPage, at: { startIndex: number; count: number }): Promise<GroupPage> {
  let reads = 0;
  let succeeded = false;
  const readRows: ReadPage = async (startIndex, count) => {
    try {
      reads += 1;
      const page = await read(startIndex, count);
      succeeded = true;
      return page;
    } catch (error) {
      if (!(error instanceof DamagedGroup) || reads >= (succeeded ? MOST_READS : MOST_WITHOUT_SUCCESS)) throw error;
      return reads === 1 ? readRows(startIndex, count) : byHalves(readRows, startIndex, count);
    }
  };
  return readRows(at.startIndex, at.count);
}

async function byHalves(read: ReadPage, startIndex: number, count: number): Promise<GroupPage> {
  // How many rows there are in all is known from readable neighbors; without any, at least those up to this one.
  if (count <= 1) return { items: [], total: startIndex + 1, unreadable: 1 };
  const half = Math.ceil(count / 2);
  const first = await read(startIndex, half);
  const second = await read(startIndex + half, count - half);
  return {
    items: [...first.items, ...second.items],
    total: Math.max(first.total, second.total),
    unreadable: first.unreadable + second.unreadable,
  };
}
