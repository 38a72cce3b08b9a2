import type { Browser } from 'playwright-core';
import { CHROMIUM, launch } from '../../sandbox/browser/chromium.ts';
import { type Play, type PlayOptions, startPlay } from '../../sandbox/browser/play.ts';

export { launch } from '../../sandbox/browser/chromium.ts';
export { type Play, startPlay } from '../../sandbox/browser/play.ts';
export { Tab } from '../../sandbox/browser/tab.ts';

/** Runs a suite where there is a browser, and names what was skipped where there is none. */
export const describeInBrowser = CHROMIUM ? describe : describe.skip;

/** What a browser shows in a suite. */
interface Shown {
  workspace: { refusals: readonly unknown[] };
  /** What the pages wrote to their consoles as errors. */
  consoleErrors: readonly string[];
  stop(): Promise<void>;
}

/**
 * A suite shown in Chromium: each test gets what `start` makes for it, handed over by a call. No console error is
 * tolerated, and nothing Slack would refuse.
 */
export function describeShown<S extends Shown>(
  name: string,
  start: (browser: Browser) => Promise<S>,
  suite: (shown: () => S) => void,
): void {
  describeInBrowser(name, () => {
    let browser: Browser;
    let shown: S;
    beforeAll(async () => {
      browser = await launch();
    });
    afterAll(() => browser.close());
    beforeEach(async () => {
      shown = await start(browser);
    });
    afterEach(async () => {
      const { consoleErrors, workspace } = shown;
      const refusals = [...workspace.refusals];
      await shown.stop();
      expect({ consoleErrors, refusals }).toEqual({ consoleErrors: [], refusals: [] });
    });
    suite(() => shown);
  });
}

/** A suite that plays the whole sandbox, app included. */
export function describePlayed(name: string, suite: (play: () => Play) => void, options: PlayOptions = {}): void {
  describeShown(name, (browser) => startPlay(browser, options), suite);
}
