import { CHROMIUM } from '../../src/sandbox/browser/chromium.ts';

export { launch } from '../../src/sandbox/browser/chromium.ts';
export { type Play, startPlay } from '../../src/sandbox/browser/play.ts';
export { Tab } from '../../src/sandbox/browser/tab.ts';

/** Runs a suite where there is a browser, and names what was skipped where there is none. */
export const describeInBrowser = CHROMIUM ? describe : describe.skip;
