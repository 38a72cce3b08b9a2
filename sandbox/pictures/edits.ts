import type { Locator } from 'playwright-core';
import type { Play } from '../browser/play.ts';
import type { Tab } from '../browser/tab.ts';
import { formOf, formWith, submits, submitsUntil } from './forms.ts';
import { take } from './take.ts';

/** Large enough for one card and what is around it. */
export const NARROW = { viewport: { width: 1160, height: 660 }, deviceScaleFactor: 1.5, colorScheme: 'light' } as const;

/** A group that is edited by one person, by others who ask for it, and back again. */
export async function takeEdits(play: Play): Promise<void> {
  const [ines, ravi] = [await play.tab('ines', NARROW), await play.tab('ravi', NARROW)];
  const [tomas, una] = [await play.tab('tomas', NARROW), await play.tab('una', NARROW)];
  for (const tab of [ines, ravi, tomas, una]) await tab.hidesPortal();
  await edits(ines);
  await asksForEdit(ravi);
  await asksToLeave(una);
  await asksForDeletion(tomas);
  await askedEdit(tomas);
  await requests(tomas);
  await undoes(ines);
  await history(ines);
  await addsUntil(ines);
}

async function edits(ines: Tab): Promise<void> {
  await ines.types('/docspace-group update Design');
  await (await formWith(ines, 'Add members')).getByLabel('Name').fill('Brand');
  await ines.pick('Manager', 'tomas', 'Tomas Keller');
  await ines.pick('Add members', 'pia', 'Pia Lund (invited)');
  await ines.pick('Remove members', 'milo', 'Milo Costa');
  await submits(ines);
  await take('edit-preview', await preview(ines));
  await take('edit-card', ines.rowOf(await submitsUntil(ines, /Brand/)));
}

async function asksForEdit(ravi: Tab): Promise<void> {
  await ravi.types('/docspace-group update Brand');
  await (await formWith(ravi, 'Add members')).getByLabel('Name').fill('Brand studio');
  await ravi.pick('Add members', 'olga', 'Olga Marsh');
  await submits(ravi);
  await (await formWith(ravi, /Reason/)).getByLabel('Reason').fill('The studio opens in May.');
  await submits(ravi);
  await ravi.closesForms();
}

async function asksToLeave(una: Tab): Promise<void> {
  const card = await una.sees(/Design → Brand/);
  await card.getByRole('button', { name: 'Join or leave' }).click();
  await formOf(una);
  await submits(una);
  await una.closesForms();
}

async function asksForDeletion(tomas: Tab): Promise<void> {
  await tomas.types('/docspace-group delete Harbour team');
  await (await formWith(tomas, 'Reason')).getByLabel('Reason').fill('The harbour is closed.');
  await submits(tomas);
  await tomas.closesForms();
  await tomas.sees(/requested.*Harbour team/);
}

async function askedEdit(tomas: Tab): Promise<void> {
  const card = await tomas.sees(/Edit requested/);
  await card.getByRole('button', { name: /1 reply/ }).click();
  await tomas.page.getByRole('region', { name: 'Thread' }).getByText('can approve this').waitFor();
  await card.scrollIntoViewIfNeeded();
  await take('asked-edit', tomas);
  await tomas.closesThread();
}

async function requests(tomas: Tab): Promise<void> {
  await tomas.types('/docspace-group requests');
  const list = await tomas.sees('Waiting for you');
  await take('requests', tomas.rowOf(list));
  await list.getByRole('button', { name: /^Approve the edit/ }).click();
  await tomas.sees(/Brand → Brand studio/);
}

async function undoes(ines: Tab): Promise<void> {
  const card = await ines.sees('Design → Brand');
  await card.getByRole('button', { name: 'More actions' }).click();
  await ines.page.getByRole('menuitem', { name: 'Undo' }).click();
  await take('undo-preview', await formOf(ines));
  await submits(ines);
  await ines.closesForms();
}

async function history(ines: Tab): Promise<void> {
  await ines.types('/docspace-group history Brand studio');
  await take('history', ines.rowOf(await ines.sees('History of Brand studio')));
}

async function addsUntil(ines: Tab): Promise<void> {
  await ines.types('/docspace-group update Brand studio');
  const form = await formWith(ines, 'Add members');
  await ines.pick('Add members', 'tomas', 'Tomas Keller');
  await form.getByLabel('Until').fill(new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10));
  await submits(ines);
  await preview(ines);
  await take('until-card', ines.rowOf(await submitsUntil(ines, /leaves on/)));
}

/** The form that shows what an edit changes before it is saved. */
async function preview(ines: Tab): Promise<Locator> {
  const form = await formOf(ines);
  await form.getByRole('combobox', { name: 'Add members' }).waitFor({ state: 'hidden' });
  return form;
}
