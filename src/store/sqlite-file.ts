import { chmodSync, closeSync, existsSync, mkdirSync, openSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { codeOf, DatabaseInUse } from './errors.ts';

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/**
 * Makes the database file and its folder where they are missing, readable by this account only, and keeps other
 * processes of the app out until `release`. The lock is on a file of its own, `<file>.lock`, so that backups and tools
 * can read the database; the system lets go of it when this process dies.
 * @returns the file's path with symbolic links resolved, so that two names of one file share one lock
 * @throws DatabaseInUse
 */
export function claimFile(named: string): { path: string; release: () => void } {
  createFolder(dirname(named));
  createFile(named);
  const path = realpathSync(named);
  for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) restrict(file, FILE_MODE);
  return { path, release: lock(`${path}.lock`) };
}

/** Locks a file as SQLite locks a database, since Node has no file locks of its own. */
function lock(path: string): () => void {
  createFile(path);
  restrict(path, FILE_MODE);
  const held = new BetterSqlite3(path, { timeout: 0 });
  try {
    held.exec('begin exclusive');
  } catch (error) {
    held.close();
    throw codeOf(error)?.startsWith('SQLITE_BUSY') ? new DatabaseInUse() : error;
  }
  return () => held.close();
}

function createFolder(path: string): void {
  // The process's umask could take away what mkdir was asked for.
  if (mkdirSync(path, { recursive: true, mode: FOLDER_MODE }) !== undefined) restrict(path, FOLDER_MODE);
}

/**
 * Creates a file before SQLite would with the mode of the umask; SQLite gives -wal and -shm the mode of the database.
 * A file that exists is not opened: closing it again would end every lock this process holds on it.
 */
function createFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', FILE_MODE));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** Some file systems and foreign owners allow no change of mode; the database works there all the same. */
function restrict(path: string, mode: number): void {
  try {
    chmodSync(path, mode);
  } catch {
    return;
  }
}
