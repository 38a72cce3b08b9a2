import { type DatabaseReport, DatabaseTooNew, DatabaseUnreachable } from '../store/index.ts';
import { about, type Finding } from './finding.ts';
import * as text from './text/server.ts';

const finding = about('Database');

/** The database: whether it can be read, and whether it is of this version. */
export async function checkDatabase(inspect: () => Promise<DatabaseReport>): Promise<Finding> {
  try {
    const { dialect, schema } = await inspect();
    if (schema === 'in-memory') return finding('note', text.IN_MEMORY);
    if (schema === 'absent') return finding('ok', text.databaseAbsent(dialect));
    if (schema === 'outdated') return finding('ok', text.databaseOutdated(dialect));
    return finding('ok', text.databaseCurrent(dialect));
  } catch (error) {
    // Their messages hold no address and no password, and say what to do.
    if (error instanceof DatabaseTooNew || error instanceof DatabaseUnreachable) return finding('fault', error.message);
    throw error;
  }
}
