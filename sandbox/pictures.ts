import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';
import { CHROMIUM, launch } from './browser/chromium.ts';
import { type Play, startPlay } from './browser/play.ts';
import type { Tab } from './browser/tab.ts';
import { PROJECT_ROOT } from './project-root.ts';

/** `npm run pictures`: plays the mission in Chromium and takes the pictures README opens with. */

const FOLDER = fileURLToPath(new URL('docs/pictures/', PROJECT_ROOT));

/** Large enough to be read in a README at half its width. */
const WINDOW = { viewport: { width: 1360, height: 800 }, deviceScaleFactor: 1.5, colorScheme: 'light' } as const;

async function take(name: string, what: Tab | Locator): Promise<void> {
  const shot = { path: join(FOLDER, `${name}.png`), animations: 'disabled', caret: 'hide' } as const;
  await ('page' in what && 'composer' in what ? what.page.screenshot(shot) : what.screenshot(shot));
  process.stdout.write(`docs/pictures/${name}.png\n`);
}

async function createForm(ines: Tab): Promise<void> {
  await ines.types('/docspace-group create Launch team');
  await ines.form('New DocSpace group');
  await ines.pick('Manager', 'tomas', 'Tomas Keller');
  await ines.pick('Members', 'milo', 'Milo Costa');
  await ines.pick('Members', 'pia', 'Pia Lund (invited)');
  const members = ines.page.getByRole('combobox', { name: 'Members' });
  await members.fill('ra');
  await ines.page.getByRole('option', { name: 'Ravi Nair' }).waitFor();
  await take('create-form', ines);
  await members.fill('');
  await members.press('Escape');
}

async function card(ines: Tab): Promise<void> {
  await ines.press('Create group');
  await ines.form('Group created');
  await ines.press('Done');
  await ines.sees('created the group Launch team');
  await take('card', ines);
}

async function approvalThread(play: Play, ines: Tab): Promise<void> {
  await ines.types('/docspace-group delete Launch team');
  await (await ines.form('Request deletion')).getByLabel('Reason').fill('The launch is over.');
  await ines.press('Request deletion');
  await ines.form('Request sent');
  await ines.press('Done');
  const tomas = await play.tab('tomas', WINDOW);
  await tomas.page.getByRole('button', { name: 'Hide the portal' }).click();
  const request = await tomas.sees('Deletion requested: Launch team');
  await request.getByRole('button', { name: /1 reply/ }).click();
  await tomas.page.getByRole('region', { name: 'Thread' }).getByText('can approve this').waitFor();
  await tomas.page.mouse.move(0, 0);
  await take('approval-thread', tomas);
  await tomas.opens('DocSpace Groups');
  await tomas.page.getByRole('main').getByText('deletion requested').waitFor();
  await take('app-home', tomas);
  await tomas.opens('it-requests');
  await request.getByRole('button', { name: 'Approve the deletion:' }).click();
  await tomas.answers('Approve deletion');
  await tomas.sees('checked: it is gone from DocSpace');
  await take('deleted', tomas);
}

async function takeAll(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const browser = await launch();
  const play = await startPlay(browser);
  const ines = await play.tab('ines', WINDOW);
  await createForm(ines);
  await card(ines);
  await approvalThread(play, ines);
  await play.stop();
  await browser.close();
}

if (CHROMIUM) await takeAll();
else {
  process.stderr.write('Pictures need Chromium or Chrome: install one, or name it in CHROMIUM_PATH.\n');
  process.exitCode = 1;
}
