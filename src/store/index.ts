import type { Kysely, Transaction } from 'kysely';
import { type Backend, type Dialect, isPostgres, type StoreClock, sqlitePath } from './dialect.ts';
import { codeOf, DatabaseBusy, DatabaseFull, DatabaseInUse, DatabaseTooNew, DatabaseUnreachable } from './errors.ts';
import { migrate } from './migrate.ts';
import type { PostgresLimits } from './postgres.ts';
import { storeError } from './retries.ts';
import { openSqlite } from './sqlite.ts';
import type { Database } from './tables.ts';
import { createWrite } from './write.ts';

export {
  DatabaseBusy,
  DatabaseFull,
  DatabaseInUse,
  DatabaseTooNew,
  DatabaseTooOld,
  DatabaseUnreachable,
  NotCertainCommitted,
  WriterBusy,
} from './errors.ts';
export { type HistoryLine, type HistoryPage, type HistoryScope, historyOf, type RequestBehind } from './history.ts';
export { type DatabaseReport, inspectDatabase } from './inspect.ts';
export { claimKeyWarning, type KeyWarning, releaseKeyWarning } from './key-warnings.ts';
export { REMOVED } from './personal-text.ts';
export { isReachable } from './reachable.ts';
export { type RecordLine, recordLine, recordOf, type StoredLine, withRecordListener } from './record.ts';
export { groupOfRequest, type RecordedGroup, recordedGroup, recordedGroups } from './recorded-groups.ts';
export { applyRetention } from './retention.ts';
export type * from './tables.ts';
export { createWriterLeases } from './writer-lease.ts';

/** An open, migrated database. */
export interface Store {
  /** For reads; use `write` for writes. */
  db: Kysely<Database>;
  dialect: Dialect;
  /** The database's time in milliseconds since the epoch. */
  now(): Promise<number>;
  /**
   * Runs `work` in a write transaction; `now` is the database's time at its beginning. A rejection rolls back. `work` is
   * retried for up to `withinMs` if it was certainly not committed and the error is transient; it must use `trx` only.
   * @throws DatabaseBusy, DatabaseFull, DatabaseUnreachable when certainly nothing was saved; NotCertainCommitted
   */
  write<T>(work: (trx: Transaction<Database>, now: number) => Promise<T>, options?: { withinMs?: number }): Promise<T>;
  /** Closes all connections, in bounded time. */
  close(): Promise<void>;
}

/** Options of {@link openStore}. */
export interface StoreOptions {
  /** A path, `:memory:` or `postgres://…`; a SQLite file in ./data when undefined. */
  url?: string | undefined;
  clock: StoreClock;
  /** Maps PostgreSQL's time; for tests, which shift it or replace it by their own clock. */
  time?: (database: number) => number;
  /** Timeouts for a PostgreSQL server. */
  limits?: Partial<PostgresLimits>;
}

const START_ERRORS = [DatabaseBusy, DatabaseFull, DatabaseInUse, DatabaseTooNew, DatabaseUnreachable];

/**
 * Opens the database and migrates it to this version.
 * @throws DatabaseTooNew, DatabaseInUse, DatabaseBusy, DatabaseFull, DatabaseUnreachable
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  let backend: Backend | undefined;
  try {
    backend = await open(options);
    await migrate(backend, options.clock);
  } catch (error) {
    await backend?.close();
    const known = storeError(error);
    throw START_ERRORS.some((kind) => known instanceof kind)
      ? known
      : new DatabaseUnreachable(codeOf(error) ?? 'no answer');
  }
  const { db, dialect, now, close } = backend;
  return { db, dialect, now, close, write: createWrite(backend, options.clock) };
}

async function open({ url, clock, time = (database) => database, limits = {} }: StoreOptions): Promise<Backend> {
  if (isPostgres(url)) {
    // Loaded only when PostgreSQL is used.
    const { openPostgres, POSTGRES_LIMITS } = await import('./postgres.ts');
    return openPostgres(url, time, { ...POSTGRES_LIMITS, ...limits });
  }
  return openSqlite(sqlitePath(url), clock);
}
