import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { StandIns } from '../../sandbox/start.ts';

/** The folder of the project. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** How long a process may take to say something, in real milliseconds: a guard, never a measure. */
const PATIENCE_MS = 15_000;

/** A process of the app or the sandbox, as `npm start` and `npm run sandbox` start them. */
export interface Running {
  /** What it wrote so far, line by line, to either stream. */
  lines: readonly string[];
  /** Waits for a line; rejects with everything written when the process ends first. */
  says(pattern: RegExp): Promise<string>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code, null after a signal that killed it. */
  ended: Promise<number | null>;
}

/** Runs a built file in a process of its own, with no variables but these. */
export function run(
  file: 'src/main.js' | `src/tools/${string}.js` | 'sandbox/main.js' | 'sandbox/demo.js',
  args: string[],
  env = {},
): Running {
  return follow(spawn(process.execPath, [`dist/${file}`, ...args], { ...SPAWNED, cwd: ROOT, env: environment(env) }));
}

/** Runs a script of package.json in a folder, with no variables but these. */
export function runScript(folder: string, script: string, env = {}): Running {
  return follow(spawn('npm', ['run', '--silent', script], { ...SPAWNED, cwd: folder, env: environment(env) }));
}

const SPAWNED: { stdio: ['ignore', 'pipe', 'pipe'] } = { stdio: ['ignore', 'pipe', 'pipe'] };
const environment = (env: object) => ({ PATH: process.env.PATH, ...env });

function follow(child: ChildProcessByStdio<null, Readable, Readable>): Running {
  const lines: string[] = [];
  const hear = new Set<(line: string) => void>();
  const heard = (line: string) => {
    lines.push(line);
    for (const listener of hear) listener(line);
  };
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', heard);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    lines,
    ended,
    kill: (signal) => child.kill(signal),
    says: (pattern) => says({ lines, hear, child }, pattern),
  };
}

/** The environment of an app that works between these stand-ins, with its requests in memory. */
export function environmentFor({ workspace, portal }: StandIns) {
  return {
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_APP_TOKEN: workspace.appToken,
    SLACK_API_URL: workspace.apiUrl,
    DOCSPACE_URL: portal.url,
    DOCSPACE_API_KEY: portal.keys.owner,
    DATABASE_URL: ':memory:',
  };
}

function says(
  { lines, hear, child }: { lines: string[]; hear: Set<(line: string) => void>; child: ChildProcess },
  pattern: RegExp,
): Promise<string> {
  const said = lines.find((line) => pattern.test(line));
  if (said !== undefined) return Promise.resolve(said);
  return new Promise((resolve, reject) => {
    const over = (act: () => void) => {
      hear.delete(listener);
      child.off('close', ended);
      clearTimeout(timer);
      act();
    };
    const listener = (line: string) => pattern.test(line) && over(() => resolve(line));
    const ended = () => over(() => reject(new Error(`ended without ${pattern}:\n${lines.join('\n')}`)));
    const timer = setTimeout(ended, PATIENCE_MS);
    hear.add(listener);
    child.on('close', ended);
  });
}
