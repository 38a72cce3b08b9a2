import type { CompiledQuery } from 'kysely';
import type { Clock } from '../../src/clock.ts';
import type { Store } from '../../src/store/index.ts';
import { capturing, planOf, readsAll } from './captured-queries.ts';
import type { CreateDatabase } from './databases.ts';
import { type Compared, compare, timed } from './measure.ts';
import { fillRequests } from './request-rows.ts';
import { benchRequests } from './request-service.ts';
import { noAccess, noPortal } from './stubs.ts';

/** A look of the worker's at the database: its statement and how the database answers it. */
export interface Look {
  statement: string;
  plan: string[];
  readsAll: boolean;
}

/** The looks of one sweep. */
export interface SweepNumbers {
  looks: Look[];
  /** All of them with 1,000 due of 100,000 requests, compared with 1,000 due of 1,000. */
  time: Compared;
}

const DUE = 1_000;
const LONG = 30 * 24 * 3_600_000;

/** Adds requests that are due and whose cards are to be sent. */
export async function addDue(store: Store, clock: Clock): Promise<void> {
  const at = clock.now() - 60_000;
  const rows = { prefix: 'R-due-', count: DUE, at, expiresAt: at + LONG, dueAt: at, behind: true };
  await fillRequests(store, { ...rows, state: 'approved' });
}

/** Compares the looks of a sweep in a large database, which has due requests among many old ones, with one that has only these. */
export async function benchSweep(
  large: Store,
  create: CreateDatabase,
  clock: Clock,
  rounds: number,
): Promise<SweepNumbers> {
  const looks = await looksOfSweep(create, clock);
  const database = await create();
  try {
    const small = await database.open();
    await addDue(small, clock);
    const sweep = (store: Store) => async () => {
      for (const look of looks) await store.db.executeQuery(look);
    };
    const time = await compare(
      rounds,
      async () => [await timed(sweep(large))],
      async () => [await timed(sweep(small))],
    );
    return { looks: await Promise.all(looks.map((look) => explained(large, look))), time };
  } finally {
    await database.drop();
  }
}

async function explained(store: Store, look: CompiledQuery): Promise<Look> {
  const plan = await planOf(store, look);
  return { statement: look.sql, plan, readsAll: plan.some(readsAll) };
}

/** What a worker reads in one sweep, where there is nothing to do. */
export async function looksOfSweep(create: CreateDatabase, clock: Clock): Promise<CompiledQuery[]> {
  const database = await create();
  try {
    const { store, queries } = capturing(await database.open());
    const requests = benchRequests({ store, docspace: noPortal(clock), access: noAccess, clock });
    await requests.start();
    // What a start reads besides is read once.
    queries.splice(0);
    requests.wake();
    while (!queries.some(({ sql }) => sql.includes('messages'))) await clock.sleep(5);
    await requests.stop();
    const seen = new Set<string>();
    return queries.filter(
      ({ sql }) => /from "(requests|messages|decisions|attempts)"/.test(sql) && !seen.has(sql) && seen.add(sql),
    );
  } finally {
    await database.drop();
  }
}
