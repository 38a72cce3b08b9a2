import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../src/clock.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { type StandIns, startStandIns } from '../start.ts';
import { type Compared, median } from './measure.ts';

/** The app and a bare Bolt app as processes: milliseconds from their start until they are connected, and memory at rest. */
export interface StartCompared {
  readyMs: Compared;
  /** Resident memory in megabytes. */
  idleMb: Compared;
}

/** How long a process is left alone before its memory is read: timers of its start are over by then. */
const SETTLES_MS = 3_000;

const SIDES = {
  ours: { file: 'dist/src/main.js', ready: /DocSpace Groups is running/ },
  bare: { file: 'dist/sandbox/bench/bare-bolt.js', ready: /^ready$/ },
} as const;
type Side = keyof typeof SIDES;

/** Starts both turn by turn against the same stand-ins; the first turn warms up the files of both. */
export async function benchStart(clock: Clock, rounds: number): Promise<StartCompared> {
  const standIns = await startStandIns({ clock });
  const folder = mkdtempSync(join(tmpdir(), 'docspace-groups-bench-'));
  const ready = { ours: [] as number[], bare: [] as number[] };
  const idle = { ours: [] as number[], bare: [] as number[] };
  for (let round = -1; round < rounds; round += 1) {
    const order: readonly Side[] = round % 2 === 0 ? ['ours', 'bare'] : ['bare', 'ours'];
    for (const side of order) {
      const { readyMs, idleMb } = await startOnce(side, environmentOf(standIns, join(folder, 'requests.db')), clock);
      if (round < 0) continue;
      ready[side].push(readyMs);
      idle[side].push(idleMb);
    }
  }
  rmSync(folder, { recursive: true });
  await standIns.stop();
  return { readyMs: compared(ready), idleMb: compared(idle) };
}

function compared(samples: Readonly<Record<Side, readonly number[]>>): Compared {
  const [ours, bare] = [median(samples.ours), median(samples.bare)];
  return { ours, bare, ratio: ours / bare };
}

/** As after an installation: everything but the needed variables has its default. */
function environmentOf({ workspace, portal }: StandIns, file: string): Record<string, string> {
  return {
    NODE_ENV: 'production',
    SLACK_BOT_TOKEN: workspace.botToken,
    SLACK_APP_TOKEN: workspace.appToken,
    SLACK_API_URL: workspace.apiUrl,
    DOCSPACE_URL: portal.url,
    DOCSPACE_API_KEY: portal.keys.owner,
    DATABASE_URL: file,
  };
}

async function startOnce(
  side: Side,
  env: Record<string, string>,
  clock: Clock,
): Promise<{ readyMs: number; idleMb: number }> {
  const { file, ready } = SIDES[side];
  const began = performance.now();
  const child = spawn(process.execPath, [file], {
    cwd: fileURLToPath(PROJECT_ROOT),
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  await new Promise<void>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => ready.test(line) && resolve());
    child.once('close', () => reject(new Error(`${file} ended before it was ready`)));
  });
  const readyMs = performance.now() - began;
  await clock.sleep(SETTLES_MS);
  const idleMb = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024;
  child.kill('SIGTERM');
  await ended;
  return { readyMs, idleMb };
}
