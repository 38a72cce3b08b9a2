import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { CHROMIUM, launch } from '../browser/chromium.ts';
import { type Play, startPlay } from '../browser/play.ts';
import { takeDeletion } from './deletion.ts';
import { takeEdits } from './edits.ts';
import { drawIcon } from './icon.ts';
import { takeManyPeople } from './many-people.ts';
import { filmMission } from './mission.ts';
import { takeRooms } from './rooms.ts';
import { FOLDER } from './take.ts';

/** `npm run pictures`: plays the app in Chromium and takes the pictures of README and docs. */

/** Each part begins with an empty channel. */
async function takeWith(
  browser: Browser,
  takes: (play: Play, browser: Browser) => Promise<void>,
  crowd?: number,
): Promise<void> {
  const play = await startPlay(browser, crowd === undefined ? {} : { crowd });
  await takes(play, browser);
  await play.stop();
}

async function takeAll(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  await drawIcon();
  const browser = await launch();
  await takeWith(browser, filmMission);
  await takeWith(browser, takeDeletion);
  await takeWith(browser, takeEdits);
  await takeWith(browser, takeRooms);
  await takeWith(browser, takeManyPeople, 400);
  await browser.close();
}

if (CHROMIUM) await takeAll();
else {
  process.stderr.write('Pictures need Chromium or Chrome: install one, or name it in CHROMIUM_PATH.\n');
  process.exitCode = 1;
}
