import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { systemClock } from '../../clock.ts';
import { createLog } from '../../log.ts';
import { type AppControl, createAppControl } from '../app-control.ts';
import { startPageServer } from '../page-server/index.ts';
import { type SandboxOptions, type StandIns, startStandIns } from '../start.ts';
import { Tab } from './tab.ts';

/** The sandbox with its page, and tabs of it as different people. */
export interface Play extends StandIns {
  app: AppControl;
  url: string;
  /** Opens a tab as somebody of the cast, by their key. */
  tab(key: string, window?: BrowserContextOptions): Promise<Tab>;
  /** What the pages wrote to their consoles as errors; nobody tolerates any. */
  consoleErrors: string[];
}

/** Starts workspace, portal, app and page for one test. */
export async function startPlay(browser: Browser, options: Partial<SandboxOptions> = {}): Promise<Play> {
  const folder = mkdtempSync(join(tmpdir(), 'groups-'));
  const log = createLog({ level: 'error', format: 'text' }, Date.now, () => undefined);
  const all = { clock: systemClock, log, databaseUrl: join(folder, 'requests.db'), ...options };
  const standIns = await startStandIns(all);
  const app = createAppControl(standIns, all);
  await app.start();
  const page = await startPageServer({ ...standIns, app, transport: options.mode ?? 'socket' });
  const contexts: BrowserContext[] = [];
  const consoleErrors: string[] = [];
  return {
    ...standIns,
    app,
    url: page.url,
    consoleErrors,
    async tab(key, window = {}) {
      // A window each: a tab behind another one is drawn once a second only.
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...window });
      context.setDefaultTimeout(15_000);
      contexts.push(context);
      const tab = await context.newPage();
      tab.on('console', (message) => message.type() === 'error' && consoleErrors.push(message.text()));
      tab.on('pageerror', (error) => consoleErrors.push(error.message));
      await tab.goto(`${page.url}?as=U0${key.toUpperCase()}`);
      const shown = new Tab(tab);
      await shown.composer.waitFor();
      return shown;
    },
    async stop() {
      for (const context of contexts) await context.close();
      await app.stop();
      await page.stop();
      await standIns.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
