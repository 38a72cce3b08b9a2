import { accessSync } from 'node:fs';
import { type Dialect, isPostgres, sqlitePath } from './dialect.ts';
import { codeOf, DatabaseTooOld, DatabaseUnreachable } from './errors.ts';
import { openForReading } from './reading.ts';

/** The state of a database, read without changing it. */
export interface DatabaseReport {
  dialect: Dialect;
  /** `absent`: the SQLite file does not exist yet. `outdated`: it is empty, or was written by an older version of the app. */
  schema: 'current' | 'outdated' | 'absent' | 'in-memory';
}

/**
 * Inspects a database, also while the app is running; creates and migrates nothing.
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
