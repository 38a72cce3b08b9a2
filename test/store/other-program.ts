import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const HOLD = `
  import Database from 'better-sqlite3';
  const database = new Database(process.argv[1], { timeout: 0 });
  database.exec(process.argv[2]);
  process.stdout.write('locked');
  process.stdin.once('data', () => {
    database.exec('commit');
    process.exit(0);
  });`;

/** A process that is not the app and holds a lock on a SQLite file. */
export interface OtherProgram {
  /** Gives the lock back. */
  release(): Promise<void>;
  kill(): Promise<void>;
}

/** Starts a process that locks a file; resolves once it has the lock. */
export async function lockFromOutside(
  path: string,
  begin: 'begin immediate' | 'begin exclusive',
): Promise<OtherProgram> {
  const child: ChildProcess = spawn(process.execPath, ['--input-type=module', '-e', HOLD, path, begin], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  const locked = child.stdout && once(child.stdout, 'data');
  await Promise.race([locked, ended.then(() => Promise.reject(new Error('the other program got no lock')))]);
  return {
    async release() {
      child.stdin?.write('release');
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
