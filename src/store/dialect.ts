import type { Kysely } from 'kysely';
import type { Database } from './tables.ts';

/** The two databases the app runs on. */
export type Dialect = 'sqlite' | 'postgres';

/** Where requests are kept when nothing else is said. */
const STANDARD_FILE = './data/docspace-group.db';

/** Whether an address names a PostgreSQL server. */
export function isPostgres(url: string | undefined): url is string {
  return url !== undefined && /^postgres(ql)?:\/\//.test(url);
}

/** The SQLite file an address names. */
export function sqlitePath(url: string | undefined): string {
  return (url ?? STANDARD_FILE).replace(/^(sqlite|file):(\/\/)?/, '');
}

/** What the store needs of a clock. */
export interface StoreClock {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** The beginning of a write transaction. */
export interface Beginning {
  /** The database's time, in milliseconds since the epoch. */
  now: number;
  /** What became of the transaction, read outside of it; undefined when that cannot be told, or not yet. */
  outcome(): Promise<'committed' | 'aborted' | undefined>;
}

/** An open database, with what each kind does in its own way. */
export interface Backend {
  dialect: Dialect;
  db: Kysely<Database>;
  now(): Promise<number>;
  begin(trx: Kysely<Database>): Promise<Beginning>;
  /** The same database, with time for long statements; to be closed where it is another one. */
  forMigration(): Pick<Backend, 'db' | 'close'>;
  close(): Promise<void>;
}
