import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { describeInBrowser, launch, startPlay } from '../helpers/browser.ts';
import { type Look, visitScreens } from './screens.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const SCHEMES = ['light', 'dark'] as const;
const WIDTHS = [1440, 390] as const;
const VIEWS = WIDTHS.flatMap((width) => SCHEMES.map((scheme) => ({ width, scheme })));
const HEIGHTS = { 1440: 900, 390: 844 } as const;

/** The schemes differ in their colors alone. */
const RULES = { light: '', dark: "runOnly: ['color-contrast']" } as const;

/** A form is checked alone; the long lists of the portal only where they are the screen. */
const FORM = "document.querySelector('dialog[open]:last-of-type')";
const ALL = 'document';
const ALL_BUT_PORTAL = "{ include: [['body']], exclude: [['.portal-part']] }";

/** A folder for a picture of every screen, for people who want to look at them. */
const PICTURES = process.env.SCREENS_TO;

const findings = z.array(z.object({ id: z.string(), impact: z.string().nullable(), nodes: z.array(z.string()) }));

/** Serious and critical findings of axe-core on what the page shows now. */
async function seriousFindings(page: Page, part: string, rules: string): Promise<string[]> {
  // The page's own policy lets no foreign script in; this one comes in through the debugger.
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(AXE);
  const found = await page.evaluate(
    `axe.run(${part}, { resultTypes: ['violations'], ${rules} }).then(({ violations }) =>
      violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map((node) => node.html.slice(0, 160)) })))`,
  );
  return findings
    .parse(found)
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node}`));
}

/** What reaches over the right edge of the window and cannot be scrolled to. */
async function cutOff(page: Page): Promise<string[]> {
  return z.array(z.string()).parse(
    await page.evaluate(`[...document.querySelectorAll('body *')]
      .filter((element) => {
        const { right, width, height } = element.getBoundingClientRect();
        if (width === 0 || height === 0 || right <= innerWidth + 1 || !element.checkVisibility()) return false;
        for (let around = element.parentElement; around; around = around.parentElement)
          if (around !== document.body && /auto|scroll|hidden|clip/.test(getComputedStyle(around).overflowX))
            if (around.getBoundingClientRect().right <= innerWidth + 1) return false;
        return true;
      })
      .map((element) => 'cut off: ' + element.outerHTML.slice(0, 160))`),
  );
}

describeInBrowser('every screen, for people who see, hear or touch it in different ways', () => {
  const found = new Map<string, string[]>();
  const seen = new Set<string>();
  const note = (view: string, screen: string, problems: readonly string[]) =>
    found.set(view, [...(found.get(view) ?? []), ...problems.map((problem) => `${screen}: ${problem}`)]);

  const look: Look = async (screen, { page }, { pane, open } = {}) => {
    seen.add(screen);
    const form = (await page.locator('dialog[open]').count()) > 0;
    const part = form ? FORM : pane === 'Portal' ? ALL : ALL_BUT_PORTAL;
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHTS[width] });
      const paneTab = (name: string) => page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name });
      if (width === 390 && pane) await paneTab(pane).click();
      await open?.();
      for (const scheme of SCHEMES) {
        await page.emulateMedia({ colorScheme: scheme });
        const view = `${width} ${scheme}`;
        note(view, screen, [...(await seriousFindings(page, part, RULES[scheme])), ...(await cutOff(page))]);
        if (PICTURES)
          await page.screenshot({ path: join(PICTURES, `${seen.size} ${screen.replaceAll('/', '')} ${view}.png`) });
      }
      if (open) await page.keyboard.press('Escape');
      if (width === 390 && pane) await paneTab('Messages').click();
    }
    await page.setViewportSize({ width: 1440, height: HEIGHTS[1440] });
  };

  beforeAll(async () => {
    if (PICTURES) mkdirSync(PICTURES, { recursive: true });
    const browser = await launch();
    const play = await startPlay(browser, { checklist: true });
    try {
      await visitScreens(play, look);
    } finally {
      await play.stop();
      await browser.close();
    }
  }, 170_000);

  it('is visited', () => {
    expect(seen.size).toBeGreaterThan(35);
  });

  it.each(VIEWS)(
    'has nothing serious for axe-core, and nothing cut off, at $width in the $scheme scheme',
    ({ width, scheme }) => {
      expect(found.get(`${width} ${scheme}`)).toEqual([]);
    },
  );
});
