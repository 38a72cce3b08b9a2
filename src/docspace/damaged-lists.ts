import { DamagedGroup, type DocSpaceError } from './errors.ts';
import type { GroupPage } from './groups.ts';

type ReadPage = (startIndex: number, count: number) => Promise<GroupPage>;

/**
 * Reads a page around groups that are damaged: any page that holds one fails as a whole, so it is read by halves until
 * the damaged row is alone, and counted as unreadable (docspace-api §13).
 */
export async function aroundDamaged(read: ReadPage, at: { startIndex: number; count: number }): Promise<GroupPage> {
  try {
    return await read(at.startIndex, at.count);
  } catch (error) {
    if (!(error instanceof DamagedGroup)) throw error;
    return byHalves(read, at, error);
  }
}

async function byHalves(
  read: ReadPage,
  { startIndex, count }: { startIndex: number; count: number },
  error: DocSpaceError,
): Promise<GroupPage> {
  // One row that cannot be read; how many there are in all is known from its neighbours only.
  if (count <= 1) return { items: [], total: 0, unreadable: 1 };
  const half = Math.ceil(count / 2);
  const first = await aroundDamaged(read, { startIndex, count: half });
  const second = await aroundDamaged(read, { startIndex: startIndex + half, count: count - half });
  const total = Math.max(first.total, second.total, startIndex + first.items.length + first.unreadable);
  if (total === 0 && first.unreadable + second.unreadable === count) throw error;
  return { items: [...first.items, ...second.items], total, unreadable: first.unreadable + second.unreadable };
}
