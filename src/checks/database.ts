import { type DatabaseReport, DatabaseTooNew, DatabaseUnreachable } from '../store/index.ts';
import { about, type Finding } from './finding.ts';

const finding = about('Database');

const KINDS = { sqlite: 'The SQLite file', postgres: 'The PostgreSQL database' } as const;

/** The database: whether it can be read, and whether it is of this version. */
export async function checkDatabase(inspect: () => Promise<DatabaseReport>): Promise<Finding> {
  try {
    const { dialect, schema } = await inspect();
    const database = KINDS[dialect];
    if (schema === 'in-memory') return finding('note', 'Requests are kept in memory, and are lost when the app stops.');
    if (schema === 'absent') return finding('ok', `${database} does not exist yet; the app makes it when it starts.`);
    if (schema === 'outdated')
      return finding(
        'ok',
        `${database} can be read; it is empty or of an older version, and the app updates it when it starts.`,
      );
    return finding('ok', `${database} can be read and is of this version.`);
  } catch (error) {
    // Their messages hold no address and no password, and say what to do.
    if (error instanceof DatabaseTooNew || error instanceof DatabaseUnreachable) return finding('fault', error.message);
    throw error;
  }
}
