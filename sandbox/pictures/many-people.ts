import type { Play } from '../browser/play.ts';
import type { Tab } from '../browser/tab.ts';
import { NARROW } from './edits.ts';
import { confirms, formOf, formWith, submits } from './forms.ts';
import { take } from './take.ts';

const MANY = 300;

/** A large group that is deleted and restored, in batches. */
export async function takeManyPeople(play: Play): Promise<void> {
  const { portal } = play;
  const able = portal.people().filter(({ role, status }) => role === 'user' && status === 'active');
  const { id, managerId } = portal.group('Design');
  const members = able.slice(0, MANY - 1).map((person) => person.id);
  portal.changeGroup(id, { memberIds: [...members, ...(managerId ? [managerId] : [])] });
  const [ines, tomas] = [await play.tab('ines', NARROW), await play.tab('tomas', NARROW)];
  for (const tab of [ines, tomas]) await tab.hidesPortal();
  await deletes(ines, tomas);
  const [left = '', ...disabled] = members.slice(-3);
  portal.removePerson(left);
  for (const each of disabled) portal.disable(each);
  await (await ines.sees(/gone from DocSpace/)).getByRole('button', { name: /^Restore/ }).click();
  await take('restore-form', await formOf(ines));
  portal.setCost(1);
  await submits(ines);
  await tomas.sees(/\d+ of \d+ done/);
  await take('progress', tomas);
  portal.setCost(0);
  await tomas.sees(/[Rr]estored.*Design/);
}

async function deletes(ines: Tab, tomas: Tab): Promise<void> {
  await ines.types('/docspace-group delete Design');
  await (await formWith(ines, 'Reason')).getByLabel('Reason').fill('The agency takes over.');
  await submits(ines);
  await ines.closesForms();
  await (await tomas.sees(/requested.*Design/)).getByRole('button', { name: /^Approve/ }).click();
  await confirms(tomas);
  await tomas.sees(/gone from DocSpace/);
}
