import type { Play } from '../browser/play.ts';
import type { Tab } from '../browser/tab.ts';
import { NARROW } from './edits.ts';
import { confirms, formOf, formWith, submits, submitsUntil } from './forms.ts';
import { take } from './take.ts';

/** A group that opens rooms: what its deletion takes away, and what has to be shared again once it is restored. */
export async function takeRooms(play: Play): Promise<void> {
  const [ines, tomas] = [await play.tab('ines', NARROW), await play.tab('tomas', NARROW)];
  for (const tab of [ines, tomas]) await tab.hidesPortal();
  await asksForDeletion(ines);
  await approves(tomas);
  await restores(ines);
  await doctor(ines);
}

async function asksForDeletion(ines: Tab): Promise<void> {
  await ines.types('/docspace-group delete Design');
  const form = await formWith(ines, 'Reason');
  await form.getByLabel('Reason').fill('The studio moves to another portal.');
  await take('rooms-deletion-form', form);
  await submits(ines);
  await ines.closesForms();
}

async function approves(tomas: Tab): Promise<void> {
  const card = await tomas.sees(/requested.*Design/);
  await card.getByRole('button', { name: /^Approve/ }).click();
  await confirms(tomas);
  await tomas.sees(/gone from DocSpace/);
}

async function restores(ines: Tab): Promise<void> {
  const card = await ines.sees(/gone from DocSpace/);
  await card.getByRole('button', { name: /^Restore/ }).click();
  await formOf(ines);
  const restored = await submitsUntil(ines, /[Rr]estored.*Design/);
  await restored.getByRole('button', { name: /^Rooms to share/ }).click();
  await take('rooms-to-share', await ines.form(/rooms/i));
  await ines.closesForms();
}

async function doctor(ines: Tab): Promise<void> {
  await ines.types('/docspace-group doctor');
  await take('doctor', ines.rowOf(await ines.sees('SLACK_BOT_TOKEN works')));
}
