import { Kysely, type Transaction } from 'kysely';
import { type Dialect, dialectOf } from './dialect.ts';
import { codeOf, DatabaseTooNew, DatabaseUnreachable } from './errors.ts';
import { migrate } from './migrate.ts';
import type { Database } from './tables.ts';

export { DatabaseTooNew, DatabaseTooOld, DatabaseUnreachable } from './errors.ts';
export { type RecordLine, recordLine, recordOf, type StoredLine, tellRecorded } from './record.ts';
export { applyRetention } from './retention.ts';
export type * from './tables.ts';

/** An open, migrated database. */
export interface Store {
  db: Kysely<Database>;
  dialect: Dialect;
  /** The database's time in milliseconds since the epoch. */
  now(): Promise<number>;
  /** One write transaction; `now` is the database's time at its beginning. When `work` rejects, nothing is written. */
  write<T>(work: (trx: Transaction<Database>, now: number) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Opens the database: a SQLite file in ./data when `url` is undefined, a path or `:memory:`, or `postgres://…`.
 * @throws DatabaseTooNew, DatabaseUnreachable
 */
export async function openStore(options: {
  url?: string | undefined;
  clock: { now(): number; sleep(ms: number): Promise<void> };
}): Promise<Store> {
  const { name, dialect } = opened(options.url);
  const db = new Kysely<Database>({ dialect });
  try {
    await migrate(db, name, (ms) => options.clock.sleep(ms));
  } catch (error) {
    await db.destroy();
    throw error instanceof DatabaseTooNew ? error : new DatabaseUnreachable(codeOf(error));
  }
  const now = async () => options.clock.now();
  return {
    db,
    dialect: name,
    now,
    write: (work) => db.transaction().execute(async (trx) => work(trx, await now())),
    close: () => db.destroy(),
  };
}

function opened(url: string | undefined): ReturnType<typeof dialectOf> {
  try {
    return dialectOf(url);
  } catch (error) {
    throw new DatabaseUnreachable(codeOf(error));
  }
}
