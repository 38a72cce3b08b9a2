import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { CHROMIUM, launch } from '../browser/chromium.ts';
import { type Play, startPlay } from '../browser/play.ts';
import { PROJECT_ROOT } from '../project-root.ts';
import { median, timed } from './measure.ts';

const ASSETS = fileURLToPath(new URL('dist/page/assets/', PROJECT_ROOT));
const CHANNEL = 'C0REQUESTS';

/** What the page weighs and how quick it is; milliseconds and bytes, medians where there are several. */
export interface PageNumbers {
  /** All scripts and styles of the page, compressed. */
  gzipBytes: number;
  /** From asking for the address to a composer that can be typed into, first load, empty cache. */
  readyMs: number;
  /** In a channel of 5,000 messages: from a message's arrival in the tab to the frame that shows it. */
  newMessageMs: number;
  /** In the same channel: the longest frame while scrolling through everything that is drawn. */
  longestScrollFrameMs: number;
  /** From Enter to the form on screen, less what the same command takes without a browser. */
  formOverheadMs: number;
}

/** Measures the page in Chromium; undefined where there is none. */
export async function benchPage(): Promise<PageNumbers | undefined> {
  if (!CHROMIUM) return undefined;
  const browser = await launch();
  const play = await startPlay(browser);
  try {
    const readyMs = await firstLoad(browser, play);
    const formOverheadMs = await formOverhead(play);
    play.workspace.fill(CHANNEL, 5_000);
    const page = (await play.tab('ines')).page;
    return {
      gzipBytes: bundleSize(),
      readyMs,
      formOverheadMs,
      newMessageMs: await newMessage(page, play),
      longestScrollFrameMs: await scrolling(page),
    };
  } finally {
    await play.stop();
    await browser.close();
  }
}

function bundleSize(): number {
  return readdirSync(ASSETS).reduce((sum, file) => sum + gzipSync(readFileSync(join(ASSETS, file))).length, 0);
}

async function firstLoad(browser: Browser, play: Play): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    const context = await browser.newContext();
    const page = await context.newPage();
    times.push(
      await timed(async () => {
        await page.goto(play.url);
        await page.getByRole('textbox', { name: /^Message / }).waitFor();
      }),
    );
    await context.close();
  }
  return median(times);
}

/** Runs in the page: `window.shown` resolves with milliseconds from `from()` to the frame in which `selector` fits. */
const UNTIL_SHOWN = `
  window.untilShown = (begun, fits) => new Promise((resolve) => {
    const look = () => {
      if (!fits()) return;
      watch.disconnect();
      requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => resolve(performance.now() - begun()); channel.port2.postMessage(0); });
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, { childList: true, subtree: true, characterData: true });
    look();
  });`;

async function newMessage(page: Page, play: Play): Promise<number> {
  // The sandbox posts and the tab draws on one clock only when the tab itself notes the arrival.
  await page.addInitScript(`
    const Native = window.WebSocket;
    window.WebSocket = class extends Native {
      constructor(...args) { super(...args); this.addEventListener('message', () => { window.arrived = performance.now(); }); }
    };`);
  await page.reload();
  await page.getByRole('textbox', { name: /^Message / }).waitFor();
  await page.evaluate(UNTIL_SHOWN);
  const times: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const text = `message of round ${round}`;
    const shown = page.evaluate(
      `untilShown(() => window.arrived, () => [...document.querySelectorAll('main article')].at(-1)?.textContent.includes(${JSON.stringify(text)}))`,
    );
    await play.workspace.screen('U0UNA').send(CHANNEL, text);
    times.push(Number(await shown));
  }
  return median(times);
}

/** Scrolls to the top and back in steps, a frame each; what is measured is the longest time between two frames. */
async function scrolling(page: Page): Promise<number> {
  const longest = await page.evaluate(`new Promise((resolve) => {
    const list = document.querySelector('main ol').closest('[tabindex], .message-list, section')?.querySelector('ol')?.parentElement ?? document.scrollingElement;
    let scroller = list;
    while (scroller && scroller.scrollHeight <= scroller.clientHeight) scroller = scroller.parentElement;
    let last = performance.now(), longest = 0, step = 0;
    const frame = () => {
      const now = performance.now();
      if (step > 1) longest = Math.max(longest, now - last);
      last = now;
      step += 1;
      if (step > 60) return resolve(longest);
      scroller.scrollTop += step <= 30 ? -200 : 200;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  })`);
  return Number(longest);
}

/** The same command in turn: typed into the page, and sent without one. */
async function formOverhead(play: Play): Promise<number> {
  const tab = await play.tab('ines');
  await tab.page.evaluate(UNTIL_SHOWN);
  const [inPage, without]: [number[], number[]] = [[], []];
  for (let round = 0; round < 15; round += 1) {
    await tab.composer.fill('/docspace-group create Bench');
    const shown = tab.page.evaluate(`new Promise((resolve) => {
      addEventListener('keydown', (event) => {
        const begun = event.timeStamp;
        untilShown(() => begun, () => document.querySelector('dialog input')).then(resolve);
      }, { capture: true, once: true });
    })`);
    await tab.composer.press('Enter');
    inPage.push(Number(await shown));
    await tab.press('Cancel');
    await tab.page.getByRole('dialog').waitFor({ state: 'hidden' });
    without.push(await timed(() => formWithoutPage(play)));
  }
  return median(inPage) - median(without);
}

async function formWithoutPage(play: Play): Promise<void> {
  const tomas = play.workspace.as('U0TOMAS');
  await tomas.types(CHANNEL, '/docspace-group create Bench');
  await (await tomas.form('[Create group]')).close();
}
