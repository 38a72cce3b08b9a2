import { chmodSync, closeSync, existsSync, mkdirSync, openSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { codeOf, DatabaseInUse } from './errors.ts';

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/**
 * Creates the database file and its folder if they are missing, readable by this account only, and locks other processes of
 * the app out until `release`. The lock is on a separate file, `<file>.lock`, so that backups and tools can read the
 * database; the system releases it when this process dies.
 * @returns the file's path with symbolic links resolved, so that two paths of one file share one lock
 * @throws DatabaseInUse
 */
export function claimFile(named: string): { path: string; release: () => void } {
  createFolder(dirname(named));
  createFile(named);
  const path = realpathSync(named);
  for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) restrict(file, FILE_MODE);
  return { path, release: lock(`${path}.lock`) };
}

/** Locks a file through SQLite, because Node.js has no file locks. */
function lock(path: string): () => void {
  createFile(path);
  restrict(path, FILE_MODE);
  const lockFile = new BetterSqlite3(path, { timeout: 0 });
  try {
    lockFile.exec('begin exclusive');
  } catch (error) {
    lockFile.close();
    throw codeOf(error)?.startsWith('SQLITE_BUSY') ? new DatabaseInUse() : error;
  }
  return () => lockFile.close();
}

function createFolder(path: string): void {
  // The umask can clear bits of the mode given to mkdir.
  if (mkdirSync(path, { recursive: true, mode: FOLDER_MODE }) !== undefined) restrict(path, FOLDER_MODE);
}

/**
 * Creates a file, because SQLite would create it with the mode of the umask; -wal and -shm get the mode of the database. An
 * existing file is not opened: closing it would release every lock this process holds on it.
 */
function createFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', FILE_MODE));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** Failures are ignored: the database also works on file systems without modes and on files of another owner. */
function restrict(path: string, mode: number): void {
  try {
    chmodSync(path, mode);
  } catch {
    return;
  }
}
