import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { type Dialect, isPostgres, sqlitePath } from './dialect.ts';
import { codeOf, DatabaseTooNew, DatabaseTooOld, DatabaseUnreachable } from './errors.ts';
import { isCurrent } from './migrate.ts';
import type { Database } from './tables.ts';

/** A database opened for reading. */
export interface Reading {
  db: Kysely<Database>;
  close(): Promise<void>;
}

/**
 * Opens a database for reading, also while the app is running; creates and migrates nothing.
 * @throws DatabaseTooNew, DatabaseTooOld, DatabaseUnreachable
 */
export async function openForReading(url: string | undefined): Promise<Reading> {
  try {
    const { dialect, db, close } = await opened(url);
    try {
      if (!(await isCurrent(db, dialect))) throw new DatabaseTooOld();
    } catch (error) {
      await close();
      throw error;
    }
    return { db, close };
  } catch (error) {
    const isKnown = [DatabaseTooNew, DatabaseTooOld, DatabaseUnreachable].some((kind) => error instanceof kind);
    if (isKnown) throw error;
    throw new DatabaseUnreachable(codeOf(error) ?? 'no answer');
  }
}

async function opened(url: string | undefined): Promise<Reading & { dialect: Dialect }> {
  if (isPostgres(url)) {
    const { openPostgres, POSTGRES_LIMITS } = await import('./postgres.ts');
    return openPostgres(url, (database) => database, POSTGRES_LIMITS);
  }
  // In WAL mode a read-only connection is not blocked by the writing process.
  const database = new BetterSqlite3(sqlitePath(url), { readonly: true, fileMustExist: true, timeout: 5_000 });
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database }) });
  return { dialect: 'sqlite', db, close: () => db.destroy() };
}
