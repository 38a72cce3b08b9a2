import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import type { Play } from '../browser/play.ts';
import type { Tab } from '../browser/tab.ts';
import { type Film, startFilm } from './film.ts';
import { confirms, formWith, submits, submitsUntil } from './forms.ts';
import { FOLDER } from './take.ts';

/** Small enough that its text can be read at the width of a README. */
const SIZE = { width: 920, height: 600, scale: 1.5 } as const;
const WINDOW = {
  viewport: { width: SIZE.width, height: SIZE.height },
  deviceScaleFactor: SIZE.scale,
  colorScheme: 'light',
} as const;

/** The whole mission in a moving picture: a group is created, its deletion requested, approved by another user and done. */
export async function filmMission(play: Play, browser: Browser): Promise<void> {
  const film = await startFilm(browser, SIZE);
  const ines = await play.tab('ines', WINDOW);
  await creates(film, ines);
  await requestsDeletion(film, ines);
  await approves(film, await play.tab('tomas', WINDOW));
  const file = join(FOLDER, 'mission.webp');
  writeFileSync(file, await film.encode());
  process.stdout.write('docs/pictures/mission.webp\n');
}

async function creates(film: Film, ines: Tab): Promise<void> {
  await film.caption('Ines types a command');
  await ines.composer.click();
  await film.shows(ines, 700);
  await film.types(ines, '/docspace-group create Launch team');
  await film.shows(ines, 500);
  await ines.page.keyboard.press('Enter');
  const form = await formWith(ines, 'Manager');
  await film.caption('A form: people are found in DocSpace while she types');
  await film.shows(ines, 900);
  for (const [label, typed, choice] of [
    ['Manager', 'tom', 'Tomas Keller'],
    ['Members', 'mil', 'Milo Costa'],
    ['Members', 'una', 'Una Berg'],
  ] as const) {
    await chooses(film, ines, form.getByRole('combobox', { name: label }), typed, choice);
  }
  await film.shows(ines, 900);
  await submitsUntil(ines, /Launch team/);
  await film.caption('Created, and read back from DocSpace before the channel hears of it');
  await film.shows(ines, 1_700);
  await film.caption('The same group in DocSpace');
  await pane(ines, 'Portal').click();
  await ines.portal
    .getByPlaceholder(/filter/i)
    .first()
    .fill('Launch');
  await ines.portal.getByText('Launch team').first().waitFor();
  await film.shows(ines, 1_400);
  await pane(ines, 'Messages').click();
}

const pane = (tab: Tab, name: string) =>
  tab.page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name });

/** Searches a person and takes them. */
async function chooses(film: Film, tab: Tab, field: Locator, typed: string, choice: string): Promise<void> {
  const option = tab.page.getByRole('option');
  await field.click();
  await film.types(tab, typed);
  // The list for what was typed before is shown until the new one comes.
  await option
    .filter({ hasNotText: new RegExp(typed, 'i') })
    .first()
    .waitFor({ state: 'hidden' });
  await film.shows(tab, 600);
  await option.filter({ hasText: choice }).first().click();
  if ((await field.getAttribute('aria-expanded')) === 'true') await field.press('Escape');
}

async function requestsDeletion(film: Film, ines: Tab): Promise<void> {
  await film.caption('Nobody deletes a group alone: she requests it');
  await ines.composer.click();
  await film.types(ines, '/docspace-group delete Launch team');
  await film.shows(ines, 400);
  await ines.page.keyboard.press('Enter');
  await (await formWith(ines, 'Reason')).getByLabel('Reason').click();
  await film.types(ines, 'The launch is over.');
  await film.shows(ines, 900);
  await submits(ines);
  await ines.closesForms();
  await ines.sees(/requested/);
}

async function approves(film: Film, tomas: Tab): Promise<void> {
  await film.caption('Tomas, another admin, approves it');
  const request = await tomas.sees(/requested/);
  await film.shows(tomas, 1_500);
  await request.getByRole('button', { name: /^Approve/ }).click();
  await tomas.page.getByRole('alertdialog').waitFor();
  await film.shows(tomas, 1_300);
  await confirms(tomas);
  await tomas.sees(/gone from DocSpace/);
  await tomas.page.mouse.move(0, 0);
  await film.caption('Deleted, and checked: it is gone from DocSpace');
  await film.shows(tomas, 3_500);
}
