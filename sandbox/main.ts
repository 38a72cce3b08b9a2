import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../src/clock.ts';
import { onEnd } from '../src/end-of-process.ts';
import { createLog } from '../src/log.ts';
import { type AppControl, createAppControl } from './app-control.ts';
import { type MovableClock, movable } from './clock.ts';
import { afterEnvFile, asEnvFile, description, inWords } from './describe.ts';
import { readOptions, type SandboxRun, USAGE } from './options.ts';
import { startPageServer } from './page-server/index.ts';
import { readPolicy } from './policy.ts';
import { refusedBy } from './slack/change.ts';
import { readManifest } from './slack/index.ts';
import { type StandIns, startStandIns } from './start.ts';

/** `npm run sandbox`: the stand-ins, the app and the page, kept running until the process is asked to end. */

async function run({ manifest, ...options }: SandboxRun): Promise<void> {
  const installed = manifest === undefined ? {} : { manifest: readManifest(manifest) };
  const folder = mkdtempSync(join(tmpdir(), 'docspace-groups-sandbox-'));
  const log = createLog({ level: 'info', format: 'text' }, Date.now, (line) => process.stderr.write(`${line}\n`));
  const clock = movable(systemClock);
  const standIns = await startStandIns({ ...options, ...installed, port: options.workspacePort, clock });
  const app = options.app
    ? createAppControl(standIns, {
        mode: options.mode,
        clock,
        log,
        databaseUrl: join(folder, 'requests.db'),
        approvals: readPolicy(options.policy, standIns),
      })
    : undefined;
  await app?.start();
  if (!app && options.mode === 'http') standIns.workspace.deliverOverHttp(options.appUrl);
  const page = options.headless ? undefined : await startPage({ ...standIns, app, clock }, options);
  const stop = async (code: number) => {
    await app?.stop();
    await page?.stop();
    await standIns.stop();
    rmSync(folder, { recursive: true, force: true });
    process.exit(code);
  };
  onEnd(() => void stop(0), 'npm_lifecycle_event' in process.env);
  if (options.strict) endOnRefusal(standIns, () => void stop(1));
  const url = page?.url ?? null;
  say(standIns, url, { ...options, other: manifest !== undefined });
}

/** Tells people, scripts or the .env of another process where everything is. */
function say(
  standIns: StandIns,
  page: string | null,
  options: Omit<SandboxRun, 'manifest'> & { other: boolean },
): void {
  if (options.env) process.stderr.write(`${afterEnvFile(page, options)}\n`);
  const words = options.env
    ? asEnvFile(standIns, page, options)
    : options.json
      ? JSON.stringify(description(standIns, page))
      : inWords(standIns, page, options);
  process.stdout.write(`${words}\n`);
}

function startPage(
  parts: Pick<StandIns, 'workspace' | 'portal'> & { app: AppControl | undefined; clock: MovableClock },
  { port, mode }: SandboxRun,
) {
  return startPageServer({ ...parts, transport: mode, port, checklist: true });
}

/** Under `--strict` the first thing Slack would refuse, or the workspace does not support, ends the run, with its words. */
function endOnRefusal({ workspace }: StandIns, end: () => void): void {
  workspace.onChange((change) => {
    if (change.kind !== 'refusal') return;
    const { method, error, pointer = '', message = '' } = change.refusal;
    process.stderr.write(`${refusedBy(change.refusal)}: ${method}: ${error} ${pointer} ${message}\n`);
    end();
  });
}

try {
  const options = readOptions();
  if (options.help) process.stdout.write(`${USAGE}\n`);
  else await run(options);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'could not start'}\n${USAGE}\n`);
  process.exit(1);
}
