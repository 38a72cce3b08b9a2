import { DamagedGroup } from './errors.ts';
import type { GroupPage } from './group-api.ts';

/** Reads `count` rows of a list from `startIndex` on. */
type ReadPage = (startIndex: number, count: number) => Promise<GroupPage>;

/** Reads per page before giving up; two damaged groups in a hundred take at most 28. */
const MAX_READS = 60;
/** Reads before giving up if none succeeded: then the portal is broken, not a group. */
const MAX_WITHOUT_SUCCESS = 16;

/**
 * Reads a page that contains damaged groups. Such a page fails as a whole, so it is bisected until the damaged row is
 * isolated, which then counts as unreadable (docspace-api §13). On PostgreSQL portals a transient database fault looks the
 * same, so the whole page is read once more first.
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
      if (!(error instanceof DamagedGroup) || reads >= (succeeded ? MAX_READS : MAX_WITHOUT_SUCCESS)) throw error;
      return reads === 1 ? readRows(startIndex, count) : byHalves(readRows, startIndex, count);
    }
  };
  return readRows(at.startIndex, at.count);
}

async function byHalves(read: ReadPage, startIndex: number, count: number): Promise<GroupPage> {
  // The total is known from readable neighbors; without any, there are at least the rows up to this one.
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
