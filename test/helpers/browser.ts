import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { systemClock } from '../../src/clock.ts';
import { createLog } from '../../src/log.ts';
import { type AppControl, createAppControl } from '../../src/sandbox/app-control.ts';
import { startPageServer } from '../../src/sandbox/page-server/index.ts';
import { type SandboxOptions, type StandIns, startStandIns } from '../../src/sandbox/start.ts';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Chromium or Chrome: the one `CHROMIUM_PATH` names, else one where systems keep it; undefined when there is none. */
export const CHROMIUM = [process.env.CHROMIUM_PATH ?? '', ...USUAL_PLACES].find(
  (path) => path !== '' && existsSync(path),
);

/** Runs a suite where there is a browser, and names what was skipped where there is none. */
export const describeInBrowser = CHROMIUM ? describe : describe.skip;

/** Chromium quiet about the network, which the page does not need. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Chromium without a window. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM ?? '', args: QUIET });
}

/** The sandbox with its page, and tabs of it as different people. */
export interface Play extends StandIns {
  app: AppControl;
  url: string;
  /** Opens a tab as somebody of the cast, by their key. */
  tab(key: string, size?: { width: number; height: number }): Promise<Tab>;
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
    async tab(key, size = { width: 1440, height: 900 }) {
      // A window each: a tab behind another one is drawn once a second only.
      const context = await browser.newContext();
      context.setDefaultTimeout(8_000);
      contexts.push(context);
      const tab = await context.newPage();
      await tab.setViewportSize(size);
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

/** A tab of the page, handled by what a person sees: labels, words and buttons. */
export class Tab {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: /^Message / });
  }

  /** Types a line into the composer and sends it. */
  async types(text: string): Promise<void> {
    // A form that is closing still keeps everything behind it from being used.
    await this.page.getByRole('dialog').first().waitFor({ state: 'hidden' });
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Waits until the conversation shows these words; the newest message with them. */
  async sees(text: string | RegExp): Promise<Locator> {
    const message = this.page.getByRole('main').getByRole('article').filter({ hasText: text }).last();
    await message.waitFor();
    return message;
  }

  /** Waits for a modal with this title. */
  async form(title: string | RegExp): Promise<Locator> {
    const dialog = this.page.getByRole('dialog', { name: title });
    await dialog.waitFor();
    return dialog;
  }

  /** Types into a select of the modal and takes the choice with these words. */
  async pick(label: string, typed: string, choice = typed): Promise<void> {
    const field = this.page.getByRole('combobox', { name: label });
    await field.fill(typed);
    await this.page.getByRole('option', { name: choice }).first().click();
    // A field for several keeps its list open for the next one; it would lie over what comes below.
    if ((await field.getAttribute('aria-expanded')) === 'true') await field.press('Escape');
  }

  /** Presses a button of the modal or dialog on top. */
  async press(name: string | RegExp): Promise<void> {
    await this.page
      .getByRole('dialog')
      .last()
      .getByRole('button', { name, exact: typeof name === 'string' })
      .click();
  }

  /** Answers the question that is asked before an action is sent. */
  async answers(button: string): Promise<void> {
    await this.page.getByRole('alertdialog').getByRole('button', { name: button, exact: true }).click();
  }

  /** Becomes somebody else, by their name. */
  async actsAs(name: string): Promise<void> {
    const foot = this.page.getByRole('region', { name: 'Act as' });
    await foot.getByRole('button', { name: /^You act as/ }).click();
    await foot.locator('.act-as-menu').getByRole('button').filter({ hasText: name }).click();
    await foot.getByRole('button', { name: `You act as ${name}` }).waitFor();
    await this.composer.waitFor();
  }

  /** Goes to a channel or the app, by its name in the sidebar. */
  async opens(name: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Workspace' }).getByRole('button', { name }).click();
  }

  /** The pane that shows the portal. */
  get portal(): Locator {
    return this.page.getByRole('complementary', { name: 'DocSpace portal' });
  }
}
