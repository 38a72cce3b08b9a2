import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { systemClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { type AppControl, createAppControl } from '../app-control.ts';
import { movable } from '../clock.ts';
import { startPageServer } from '../page-server/index.ts';
import { type SandboxOptions, type StandIns, startStandIns } from '../start.ts';
import type { Tab } from './tab.ts';
import { createWindows } from './windows.ts';

/** The sandbox with its page, and tabs of it as different people. */
export interface Play extends StandIns {
  app: AppControl;
  url: string;
  /** Opens a tab as a person of the cast, by their key. */
  tab(key: string, window?: BrowserContextOptions): Promise<Tab>;
  /** What the pages wrote to their consoles as errors; there should be none. */
  consoleErrors: string[];
}

/** What is played: the sandbox's options, and whether the page shows first steps. */
export interface PlayOptions extends Partial<SandboxOptions> {
  checklist?: boolean;
}

/** Starts workspace, portal, app and page for one test. */
export async function startPlay(browser: Browser, options: PlayOptions = {}): Promise<Play> {
  const folder = mkdtempSync(join(tmpdir(), 'groups-'));
  const log = createLog({ level: 'error', format: 'text' }, Date.now, () => undefined);
  const clock = movable(systemClock);
  const all = { clock, log, databaseUrl: join(folder, 'requests.db'), ...options };
  const standIns = await startStandIns(all);
  const app = createAppControl(standIns, all);
  await app.start();
  const { mode: transport = 'socket', checklist = false } = options;
  const page = await startPageServer({ ...standIns, app, clock, transport, checklist });
  const windows = createWindows(browser);
  return {
    ...standIns,
    app,
    url: page.url,
    consoleErrors: windows.consoleErrors,
    tab: (key, window = {}) =>
      windows.open(`${page.url}?as=U0${key.toUpperCase()}`, { viewport: { width: 1440, height: 900 }, ...window }),
    async stop() {
      await windows.close();
      await app.stop();
      await page.stop();
      await standIns.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
