import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { Tab } from '../browser/tab.ts';
import { PROJECT_ROOT } from '../project-root.ts';

/** Where the pictures are kept. */
export const FOLDER = fileURLToPath(new URL('docs/pictures/', PROJECT_ROOT));

/** Takes a picture of a whole tab, or of a part of it, in light colors and in dark ones. */
export async function take(name: string, what: Tab | Locator): Promise<void> {
  const page = what instanceof Tab ? what.page : what.page();
  // Nothing is shown as if it were pointed at.
  await page.mouse.move(0, 0);
  const shown = what instanceof Tab ? page : what;
  await save(name, await inColors(page, 'light', shown));
  await save(`${name}-dark`, await inColors(page, 'dark', shown));
  await page.emulateMedia({ colorScheme: 'light' });
}

async function inColors(page: Page, colorScheme: 'light' | 'dark', shown: Page | Locator): Promise<Buffer> {
  await page.emulateMedia({ colorScheme });
  return shown.screenshot({ animations: 'disabled', caret: 'hide' });
}

/** Keeps a picture with as few colors as it needs: a third of its size. */
async function save(name: string, picture: Buffer): Promise<void> {
  const small = await sharp(picture).png({ palette: true, quality: 90, effort: 10, compressionLevel: 9 }).toBuffer();
  writeFileSync(join(FOLDER, `${name}.png`), small);
  process.stdout.write(`docs/pictures/${name}.png\n`);
}
