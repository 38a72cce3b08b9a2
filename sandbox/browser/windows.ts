import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { Tab } from './tab.ts';

/** Windows of one browser that show the page; each has one tab, since a tab behind another is drawn once a second only. */
export interface Windows {
  /** Opens an address of the page; `prepare` sets the window up before anything is loaded. */
  open(
    url: string,
    options: BrowserContextOptions,
    prepare?: (window: BrowserContext) => Promise<unknown>,
  ): Promise<Tab>;
  /** What the pages wrote to their consoles as errors; there should be none. */
  consoleErrors: string[];
  close(): Promise<void>;
}

/** How long a test waits for something on a page, in milliseconds: a limit, never a measurement. */
const PATIENCE_MS = 15_000;

/** No windows yet. */
export function createWindows(browser: Browser): Windows {
  const windows: BrowserContext[] = [];
  const consoleErrors: string[] = [];
  return {
    consoleErrors,
    async open(url, options, prepare) {
      const window = await browser.newContext(options);
      windows.push(window);
      window.setDefaultTimeout(PATIENCE_MS);
      await prepare?.(window);
      const page = await window.newPage();
      page.on('console', (message) => message.type() === 'error' && consoleErrors.push(message.text()));
      page.on('pageerror', (error) => consoleErrors.push(error.message));
      await page.goto(url);
      const tab = new Tab(page);
      await tab.composer.waitFor();
      return tab;
    },
    async close() {
      for (const window of windows) await window.close();
    },
  };
}
