import type { Transaction } from 'kysely';
import type { Backend, Beginning, StoreClock } from './dialect.ts';
import { DatabaseUnreachable, NotCertainCommitted } from './errors.ts';
import { createRetries, isTransient, type Retries, storeError } from './retries.ts';
import type { Database } from './tables.ts';

/** How long a write is retried by default, in milliseconds. */
export const WRITE_WITHIN_MS = 30_000;

/** The work of a write transaction; it can run several times, and only the last run is committed. */
export type Work<T> = (trx: Transaction<Database>, now: number) => Promise<T>;

/** The outcome of one run of a transaction. */
type Run<T> = { committed: true; value: T } | { committed: false; error: unknown };

/** The state of a transaction when COMMIT is sent. */
type BeforeCommit<T> = { value: T; outcome: Beginning['outcome'] };

/** Creates the function that runs write transactions and retries transient failures. */
export function createWrite(backend: Pick<Backend, 'db' | 'begin'>, clock: StoreClock) {
  return async <T>(work: Work<T>, { withinMs = WRITE_WITHIN_MS }: { withinMs?: number } = {}): Promise<T> => {
    const retries = createRetries(clock, withinMs);
    for (;;) {
      const run = await runOnce(backend, work, retries);
      if (run.committed) return run.value;
      if (!isTransient(run.error) || !(await retries.pause())) throw storeError(run.error);
    }
  };
}

async function runOnce<T>(
  { db, begin }: Pick<Backend, 'db' | 'begin'>,
  work: Work<T>,
  retries: Retries,
): Promise<Run<T>> {
  const sent: BeforeCommit<T>[] = [];
  try {
    const value = await db.transaction().execute(async (trx) => {
      const { now, outcome } = await begin(trx);
      const result = await work(trx, now);
      sent.push({ value: result, outcome });
      return result;
    });
    return { committed: true, value };
  } catch (error) {
    const [last] = sent;
    if (!(error instanceof NotCertainCommitted) || !last) return { committed: false, error };
    if ((await outcomeOf(last.outcome, retries)) === 'committed') return { committed: true, value: last.value };
    return { committed: false, error: new DatabaseUnreachable('the connection was lost') };
  }
}

/**
 * Looks up the outcome of a transaction whose COMMIT was not answered.
 * @throws NotCertainCommitted when the database does not report it in time
 */
async function outcomeOf(outcome: Beginning['outcome'], retries: Retries): Promise<'committed' | 'aborted'> {
  do {
    const found = await outcome();
    if (found) return found;
  } while (await retries.pause());
  throw new NotCertainCommitted();
}
