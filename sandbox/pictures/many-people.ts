import type { Play } from '../browser/play.ts';
import type { Tab } from '../browser/tab.ts';
import { NARROW } from './edits.ts';
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
  await (await ines.sees('Deleted: Design')).getByRole('button', { name: 'Restore the group' }).click();
  await take('restore-form', await ines.form('Restore group'));
  portal.setCost(1);
  await ines.press('Restore');
  await tomas.sees(/\d+ of \d+ done/);
  await take('progress', tomas);
  portal.setCost(0);
  await tomas.sees('restored the group Design');
}

async function deletes(ines: Tab, tomas: Tab): Promise<void> {
  await ines.types('/docspace-group delete Design');
  await (await ines.form('Request deletion')).getByLabel('Reason').fill('The agency takes over.');
  await ines.press('Request deletion');
  await ines.form('Request sent');
  await ines.press('Done');
  await (await tomas.sees('Deletion requested: Design')).getByRole('button', { name: 'Approve the deletion:' }).click();
  await tomas.answers('Approve deletion');
  await tomas.sees('checked: it is gone from DocSpace');
}
