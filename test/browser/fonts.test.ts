import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { describeInBrowser, launch, type Play, startPlay } from '../helpers/browser.ts';

/** Names as people of many languages have them. */
const NAMES: readonly (readonly [script: string, name: string])[] = [
  ['Latin', 'Zoë Škvorecký-Çelik Þóra Đặng Łukasz'],
  ['Greek', 'Ελένη Παπαδοπούλου'],
  ['Cyrillic', 'Їжакевич Ольга Объедков'],
  ['Arabic', 'ليلى حسن'],
  ['Hebrew', 'נועה לוי'],
  ['Han', '王小明 臺灣'],
  ['Kana', 'さとう ユミ'],
  ['Hangul', '김민준'],
  ['Thai', 'สมชาย ใจดี'],
  ['Devanagari', 'अनिल शर्मा'],
];

const SOURCES = ['src', 'sandbox/page', 'sandbox/page-server'];
/** TypeScript takes this flag from a later target on than this project's; Node 20 has it. */
const FLAGS = 'gv';
const EMOJI = new RegExp('\\p{RGI_Emoji}', FLAGS);

/** Signs beyond ASCII that the app and the page themselves write, and the emoji among them. */
function ownSigns(): { signs: string[]; emoji: string[] } {
  const root = new URL('../..', import.meta.url).pathname;
  const text = SOURCES.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(tsx?|css)$/.test(file))
      .map((file) => readFileSync(join(root, folder, file), 'utf8')),
  ).join('');
  const emoji = [...new Set(text.match(EMOJI))];
  return { signs: [...new Set(text.replace(EMOJI, '').match(/[^\p{ASCII}\p{M}\p{C}\p{Z}]/gu))], emoji };
}

/** Whether a font of this system has a sign; where fonts cannot be asked, they are expected to. */
function isInAFont(sign: string): boolean {
  try {
    const code = sign.codePointAt(0)?.toString(16) ?? '';
    return execFileSync('fc-list', [`:charset=${code}`], { encoding: 'utf8' }).trim() !== '';
  } catch {
    return true;
  }
}

/** What the page draws of each sign in its own fonts: a box, as of a code point nobody has, or ink, perhaps in color. */
async function drawn(page: Page, signs: readonly string[]): Promise<Record<string, 'box' | 'ink' | 'color'>> {
  return z.record(z.string(), z.enum(['box', 'ink', 'color'])).parse(
    await page.evaluate(`(() => {
      const canvas = new OffscreenCanvas(64, 48);
      const context = canvas.getContext('2d', { willReadFrequently: true });
      const { fontFamily } = getComputedStyle(document.body);
      const pixelsOf = (sign) => {
        context.clearRect(0, 0, 64, 48);
        context.font = '28px ' + fontFamily;
        context.fillText(sign, 6, 34);
        return context.getImageData(0, 0, 64, 48).data;
      };
      // Text is black here, whatever its edges.
      const isColored = (data) => data.some((_, at) => at % 4 === 3 && data[at] > 0 && data[at - 1] + data[at - 2] + data[at - 3] > 0);
      const boxes = ['\\u0378', '\\u{e0fff}'].map((sign) => pixelsOf(sign).join());
      return Object.fromEntries(${JSON.stringify(signs)}.map((sign) => {
        const data = pixelsOf(sign);
        return [sign, boxes.includes(data.join()) ? 'box' : isColored(data) ? 'color' : 'ink'];
      }));
    })()`),
  );
}

describeInBrowser('the fonts of the page', () => {
  let browser: Browser;
  let play: Play;
  let page: Page;
  beforeAll(async () => {
    browser = await launch();
    play = await startPlay(browser);
    page = (await play.tab('ines')).page;
  });
  afterAll(async () => {
    await play.stop();
    await browser.close();
  });

  it('draw a sign nobody has as a box', async () => {
    expect(await drawn(page, ['\u0378', 'A'])).toEqual({ '\u0378': 'box', A: 'ink' });
  });

  it('have every sign that the app and the page write', async () => {
    const { signs } = ownSigns();
    expect(signs).toContain('→');
    const found = await drawn(page, signs);
    // East Asian quotes are read in what people type, and written by nobody.
    const boxes = signs.filter((sign) => found[sign] === 'box' && !/[\u3000-\u303f\uff00-\uffef]/.test(sign));
    expect(boxes).toEqual([]);
  });

  it('draw every emoji of the app in color', async () => {
    const { emoji } = ownSigns();
    expect(emoji).toContain('⏳');
    const found = await drawn(page, emoji);
    expect(emoji.filter((sign) => isInAFont('😀') && found[sign] !== 'color')).toEqual([]);
  });

  it.each(NAMES)('draw names in %s wherever a font has them', async (_, name) => {
    const signs = [...new Set(name.match(/\p{L}/gu))].filter(isInAFont);
    const found = await drawn(page, signs);
    expect(signs.filter((sign) => found[sign] === 'box')).toEqual([]);
  });
});
