import { accessSync } from 'node:fs';
import { type Dialect, isPostgres, sqlitePath } from './dialect.ts';
import { codeOf, DatabaseTooOld, DatabaseUnreachable } from './errors.ts';
import { openForReading } from './reading.ts';

/** What can be said of a database without changing it. */
export interface DatabaseReport {
  dialect: Dialect;
  /** `in-memory`: there is no file. `absent`: there is no such SQLite file yet. `outdated`: it is empty, or of an older version of the app. */
  schema: 'current' | 'outdated' | 'absent' | 'in-memory';
}

/**
 * Looks at a database, also beside a running app; nothing is created and nothing migrated.
 * @throws DatabaseTooNew, DatabaseUnreachable
 */
export async function inspectDatabase(url: string | undefined): Promise<DatabaseReport> {
  const dialect = isPostgres(url) ? 'postgres' : 'sqlite';
  if (dialect === 'sqlite') {
    const path = sqlitePath(url);
    if (path === '' || path === ':memory:') return { dialect, schema: 'in-memory' };
    if (isAbsent(path)) return { dialect, schema: 'absent' };
  }
  try {
    const { close } = await openForReading(url);
    await close();
    return { dialect, schema: 'current' };
  } catch (error) {
    if (error instanceof DatabaseTooOld) return { dialect, schema: 'outdated' };
    throw error;
  }
}

function isAbsent(path: string): boolean {
  try {
    accessSync(path);
    return false;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw new DatabaseUnreachable(codeOf(error) ?? 'no answer');
  }
}
