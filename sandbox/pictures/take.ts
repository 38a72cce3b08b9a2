import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';
import { Tab } from '../browser/tab.ts';
import { PROJECT_ROOT } from '../project-root.ts';

/** Where the pictures are kept. */
export const FOLDER = fileURLToPath(new URL('docs/pictures/', PROJECT_ROOT));

/** Takes a picture of a whole tab, or of a part of it. */
export async function take(name: string, what: Tab | Locator): Promise<void> {
  const shot = { path: join(FOLDER, `${name}.png`), animations: 'disabled', caret: 'hide' } as const;
  const page = what instanceof Tab ? what.page : what.page();
  // Nothing is shown as if it were pointed at.
  await page.mouse.move(0, 0);
  await (what instanceof Tab ? page : what).screenshot(shot);
  process.stdout.write(`docs/pictures/${name}.png\n`);
}
