import BetterSqlite3 from 'better-sqlite3';
import { Kysely, type Dialect as KyselyDialect, SqliteDialect } from 'kysely';
import { type Dialect, dialectOf, sqlitePath } from './dialect.ts';
import { codeOf, DatabaseTooNew, DatabaseTooOld, DatabaseUnreachable } from './errors.ts';
import { isCurrent } from './migrate.ts';
import type { Database } from './tables.ts';

/** A database that is only read. */
export interface Reading {
  db: Kysely<Database>;
  close(): Promise<void>;
}

/**
 * Opens a database to read it, also beside a running app; nothing is created and nothing migrated.
 * @throws DatabaseTooNew, DatabaseTooOld, DatabaseUnreachable
 */
export async function openForReading(url: string | undefined): Promise<Reading> {
  try {
    const { name, dialect } = readingDialect(url);
    const db = new Kysely<Database>({ dialect });
    try {
      if (!(await isCurrent(db, name))) throw new DatabaseTooOld();
    } catch (error) {
      await db.destroy();
      throw error;
    }
    return { db, close: () => db.destroy() };
  } catch (error) {
    if (error instanceof DatabaseTooNew || error instanceof DatabaseTooOld) throw error;
    throw new DatabaseUnreachable(codeOf(error));
  }
}

function readingDialect(url: string | undefined): { name: Dialect; dialect: KyselyDialect } {
  if (url && /^postgres(ql)?:\/\//.test(url)) return dialectOf(url);
  // A read-only connection: whatever the process that writes holds, it can read beside it (WAL).
  const database = new BetterSqlite3(sqlitePath(url), { readonly: true, fileMustExist: true, timeout: 5_000 });
  return { name: 'sqlite', dialect: new SqliteDialect({ database }) };
}
