import { existsSync } from 'node:fs';
import { type Dialect, isPostgres, sqlitePath } from './dialect.ts';
import { DatabaseTooOld } from './errors.ts';
import { openForReading } from './reading.ts';

/** What can be said of a database without changing it. */
export interface DatabaseReport {
  dialect: Dialect;
  /** `absent`: there is no such SQLite file. `outdated`: it is empty, or of an older version of the app. */
  schema: 'current' | 'outdated' | 'absent';
}

/**
 * Looks at a database, also beside a running app; nothing is created and nothing migrated.
 * @throws DatabaseTooNew, DatabaseUnreachable
 */
export async function inspectDatabase(url: string | undefined): Promise<DatabaseReport> {
  const dialect = isPostgres(url) ? 'postgres' : 'sqlite';
  if (dialect === 'sqlite' && !existsSync(sqlitePath(url))) return { dialect, schema: 'absent' };
  try {
    const { close } = await openForReading(url);
    await close();
    return { dialect, schema: 'current' };
  } catch (error) {
    if (error instanceof DatabaseTooOld) return { dialect, schema: 'outdated' };
    throw error;
  }
}
