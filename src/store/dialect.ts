import type { Kysely } from 'kysely';
import type { Database } from './tables.ts';

/** The two databases the app runs on. */
export type Dialect = 'sqlite' | 'postgres';

/** The database without DATABASE_URL. */
const DEFAULT_FILE = './data/docspace-group.db';

/** Whether a database URL is a PostgreSQL one. */
export function isPostgres(url: string | undefined): url is string {
  return url !== undefined && /^postgres(ql)?:\/\//.test(url);
}

/** The SQLite file of a database URL. */
export function sqlitePath(url: string | undefined): string {
  return (url ?? DEFAULT_FILE).replace(/^(sqlite|file):(\/\/)?/, '');
}

/** The part of a clock that the store needs. */
export interface StoreClock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** A write transaction that has begun. */
export interface Beginning {
  /** The database's time, in milliseconds since the epoch. */
  now: number;
  /** The outcome of the transaction, read over another connection; undefined while it is not known. */
  outcome(): Promise<'committed' | 'aborted' | undefined>;
}

/** An open database, with the operations that differ by dialect. */
export interface Backend {
  dialect: Dialect;
  db: Kysely<Database>;
  now(): Promise<number>;
  begin(trx: Kysely<Database>): Promise<Beginning>;
  /** The same database with timeouts for long statements; call its `close` after the migration. */
  forMigration(): Pick<Backend, 'db' | 'close'>;
  close(): Promise<void>;
}
