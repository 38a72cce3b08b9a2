import { Kysely, type Transaction } from 'kysely';
import { type Dialect, dialectOf } from './dialect.ts';
import { DatabaseTooNew, DatabaseUnreachable } from './errors.ts';
import { migrate } from './migrate.ts';
import type { Database } from './tables.ts';
import { createWrite, timeOf } from './write.ts';

export { type AuditEntry, auditOf, recordAudit } from './audit.ts';
export { DatabaseTooNew, DatabaseUnreachable } from './errors.ts';
export type { Database } from './tables.ts';

/** An open, migrated database. */
export interface Store {
  /** For reads; what is written goes through `write`. */
  db: Kysely<Database>;
  dialect: Dialect;
  /** The database's time in milliseconds since the epoch. */
  now(): Promise<number>;
  /** One write transaction; `now` is the database's time at its beginning. Rejections of `work` roll back. */
  write<T>(work: (trx: Transaction<Database>, now: number) => Promise<T>, options?: { withinMs?: number }): Promise<T>;
  close(): Promise<void>;
}

/**
 * Opens the database: a SQLite file in ./data when `url` is undefined, a path or `:memory:`, or `postgres://…`.
 * @throws DatabaseTooNew, DatabaseUnreachable
 */
export async function openStore(options: {
  url?: string | undefined;
  clock: { now(): number; sleep(ms: number): Promise<void> };
  /** Milliseconds added to PostgreSQL's time: tests let it follow a clock of their own. */
  timeOffset?: () => number;
}): Promise<Store> {
  const { name, dialect } = opened(options.url);
  const db = new Kysely<Database>({ dialect });
  try {
    await migrate(db, name, (ms) => options.clock.sleep(ms));
  } catch (error) {
    await db.destroy();
    throw error instanceof DatabaseTooNew ? error : new DatabaseUnreachable(codeOf(error));
  }
  const readTime = timeOf(name, options.clock, options.timeOffset ?? (() => 0));
  return {
    db,
    dialect: name,
    now: () => readTime(db),
    write: createWrite(db, readTime),
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

/** The driver's short code; its message could name the address and the user. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'no answer';
}
