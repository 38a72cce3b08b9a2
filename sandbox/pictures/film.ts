import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import type { Tab } from '../browser/tab.ts';

/** One picture of a moving picture, and how long it is shown. */
interface Frame {
  image: Buffer;
  ms: number;
}

/** A moving picture while it is made: pictures of tabs under a caption that says who does what. */
export interface Film {
  /** From now on the caption says this. */
  caption(text: string): Promise<void>;
  /** Shows a tab as it is now, for so many milliseconds. */
  shows(tab: Tab, ms: number): Promise<void>;
  /** Types into a field, a few letters a picture. */
  types(tab: Tab, text: string): Promise<void>;
  /** The picture as an animated WebP that repeats. */
  encode(): Promise<Buffer>;
}

/** How many letters are typed from one picture to the next. */
const LETTERS = 4;
const LETTERS_MS = 110;

/** Begins a moving picture of tabs of one size. */
export async function startFilm(browser: Browser, size: { width: number; scale: number }): Promise<Film> {
  const strip = await browser.newPage({
    viewport: { width: size.width, height: 48 },
    deviceScaleFactor: size.scale,
  });
  const frames: Frame[] = [];
  let caption: Buffer = Buffer.alloc(0);
  const shows: Film['shows'] = async (tab, ms) => {
    const shot = await tab.page.screenshot({ animations: 'disabled' });
    frames.push({ image: await stacked(caption, shot), ms });
  };
  return {
    async caption(text) {
      await strip.setContent(captionPage(text));
      caption = await strip.screenshot();
    },
    shows,
    async types(tab, text) {
      for (let typed = 0; typed < text.length; typed += LETTERS) {
        await tab.page.keyboard.type(text.slice(typed, typed + LETTERS));
        await shows(tab, LETTERS_MS);
      }
    },
    async encode() {
      await strip.close();
      const delay = frames.map(({ ms }) => ms);
      const images = frames.map(({ image }) => image);
      return sharp(images, { join: { animated: true } })
        .webp({ delay, loop: 0, quality: 80, effort: 4, minSize: true })
        .toBuffer();
    },
  };
}

/** A picture under its caption. */
async function stacked(above: Buffer, below: Buffer): Promise<Buffer> {
  const { height = 0 } = await sharp(above).metadata();
  return sharp(below)
    .extend({ top: height })
    .composite([{ input: above, left: 0, top: 0 }])
    .png({ compressionLevel: 1 })
    .toBuffer();
}

function captionPage(text: string): string {
  return `<body style="margin:0;height:48px;display:flex;align-items:center;justify-content:center;background:#1d2b4f;
    color:#fff;font:600 18px system-ui,sans-serif">${text}</body>`;
}
