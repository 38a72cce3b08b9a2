import type { Browser } from 'playwright-core';
import { CHROMIUM, launch } from '../../src/sandbox/browser/chromium.ts';
import { type Play, startPlay } from '../../src/sandbox/browser/play.ts';

export { launch } from '../../src/sandbox/browser/chromium.ts';
export { type Play, startPlay } from '../../src/sandbox/browser/play.ts';
export { Tab } from '../../src/sandbox/browser/tab.ts';

/** Runs a suite where there is a browser, and names what was skipped where there is none. */
export const describeInBrowser = CHROMIUM ? describe : describe.skip;

/**
 * A suite played in Chromium: a sandbox of its own for each test, handed over by `play()`. No console error is tolerated,
 * and nothing Slack would refuse.
 */
export function describePlayed(name: string, suite: (play: () => Play) => void): void {
  describeInBrowser(name, () => {
    let browser: Browser;
    let play: Play;
    beforeAll(async () => {
      browser = await launch();
    });
    afterAll(() => browser.close());
    beforeEach(async () => {
      play = await startPlay(browser);
    });
    afterEach(async () => {
      const { consoleErrors } = play;
      const refusals = [...play.workspace.refusals];
      await play.stop();
      expect({ consoleErrors, refusals }).toEqual({ consoleErrors: [], refusals: [] });
    });
    suite(() => play);
  });
}
