import { OPEN_STATES } from '../../changes/index.ts';
import type { Store } from '../../store/index.ts';

export interface OpenCount {
  kind: string;
  state: string;
  count: number;
}

/** Counts the open requests, including those of a newer version of the app. */
export async function openCounts({ db }: Pick<Store, 'db'>): Promise<OpenCount[]> {
  const rows = await db
    .selectFrom('requests')
    .select(({ fn }) => ['kind', 'state', fn.countAll().as('count')])
    .where('state', 'in', [...OPEN_STATES])
    .groupBy(['kind', 'state'])
    .execute();
  return rows.map(({ kind, state, count }) => ({ kind, state, count: Number(count) }));
}
