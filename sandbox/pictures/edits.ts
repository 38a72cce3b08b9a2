import type { Play } from '../browser/play.ts';
import type { Tab } from '../browser/tab.ts';
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
  await (await ines.form('Edit DocSpace group')).getByLabel('Name').fill('Brand');
  await ines.pick('Manager', 'tomas', 'Tomas Keller');
  await ines.pick('Add members', 'pia', 'Pia Lund (invited)');
  await ines.pick('Remove members', 'milo', 'Milo Costa');
  await ines.press('Review changes');
  await take('edit-preview', await ines.form('Save these changes?'));
  await ines.press('Save changes');
  await ines.form('Group changed');
  await ines.press('Done');
  await take('edit-card', ines.rowOf(await ines.sees('changed the group Brand')));
}

async function asksForEdit(ravi: Tab): Promise<void> {
  await ravi.types('/docspace-group update Brand');
  await (await ravi.form('Edit DocSpace group')).getByLabel('Name').fill('Brand studio');
  await ravi.pick('Add members', 'olga', 'Olga Marsh');
  await ravi.press('Review changes');
  await (await ravi.form('Request these changes?')).getByLabel('Reason').fill('The studio opens in May.');
  await ravi.press('Send request');
  await ravi.form('Request sent');
  await ravi.press('Done');
}

async function asksToLeave(una: Tab): Promise<void> {
  const card = await una.sees('changed the group Brand');
  await card.getByRole('button', { name: 'Join or leave' }).click();
  await una.form('Join or leave a group');
  await una.press('Send request');
  await una.form('Request sent');
  await una.press('Done');
}

async function asksForDeletion(tomas: Tab): Promise<void> {
  await tomas.types('/docspace-group delete Harbour team');
  await (await tomas.form('Request deletion')).getByLabel('Reason').fill('The harbour is closed.');
  await tomas.press('Request deletion');
  await tomas.form('Request sent');
  await tomas.press('Done');
  await tomas.sees('Deletion requested: Harbour team');
}

async function askedEdit(tomas: Tab): Promise<void> {
  const card = await tomas.sees('Edit requested: Brand');
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
  await list.getByRole('button', { name: 'Approve the edit:' }).click();
  await tomas.sees('changed the group Brand studio');
}

async function undoes(ines: Tab): Promise<void> {
  const card = await ines.sees('Design → Brand');
  await card.getByRole('button', { name: 'More actions' }).click();
  await ines.page.getByRole('menuitem', { name: 'Undo' }).click();
  await take('undo-preview', await ines.form('Undo this edit?'));
  await ines.press('Undo');
  await ines.form('Group changed');
  await ines.press('Done');
}

async function history(ines: Tab): Promise<void> {
  await ines.types('/docspace-group history Brand studio');
  await take('history', ines.rowOf(await ines.sees('History of Brand studio')));
}

async function addsUntil(ines: Tab): Promise<void> {
  await ines.types('/docspace-group update Brand studio');
  const form = await ines.form('Edit DocSpace group');
  await ines.pick('Add members', 'tomas', 'Tomas Keller');
  await form.getByLabel('Until').fill(new Date(Date.now() + 30 * 24 * 3_600_000).toISOString().slice(0, 10));
  await ines.press('Review changes');
  await ines.form('Save these changes?');
  await ines.press('Save changes');
  await ines.form('Group changed');
  await ines.press('Done');
  await take('until-card', ines.rowOf(await ines.sees('leaves on')));
}
