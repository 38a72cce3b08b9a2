import type { Locator } from 'playwright-core';
import { describePlayed, type Play, type Tab } from '../helpers/browser.ts';

/** What no sentence says: see `test/catalogues.test.ts`, which reads the catalogues. Names and reasons are people's own. */
const NOT_SAID = /\b(cannot|please|somebody|whoever|nobody else|any ?more)\b|\bmay (not|be|have)\b/i;

describePlayed('requests, played in a browser', (play) => {
  const creates = async (tab: Tab, name: string): Promise<Locator> => {
    await tab.types(`/docspace-group create ${name}`);
    await tab.form('New DocSpace group');
    await tab.pick('Members', 'milo', 'Milo Costa');
    await tab.press('Create group');
    await tab.closesForms();
    return tab.sees(`created the group ${name}`);
  };
  const renames = async (tab: Tab, from: string, to: string): Promise<Locator> => {
    await tab.types(`/docspace-group update ${from}`);
    await (await tab.form('Edit DocSpace group')).getByLabel('Name').fill(to);
    await tab.press('Review changes');
    await tab.form('Save these changes?');
    await tab.press('Save changes');
    await tab.closesForms();
    return tab.sees(`edited the group ${to}`);
  };
  const requestsDeletion = async (tab: Tab, name: string): Promise<void> => {
    await tab.types(`/docspace-group delete ${name}`);
    await (await tab.form('Request deletion')).getByLabel('Reason').fill('The crew is gone.');
    await tab.press('Request deletion');
    await tab.closesForms();
    await tab.sees(`Deletion requested: ${name}`);
  };
  const approves = async (tab: Tab, name: string): Promise<void> => {
    await (await tab.sees(`Deletion requested: ${name}`))
      .getByRole('button', { name: 'Approve the deletion:' })
      .click();
    await tab.answers('Approve deletion');
    await tab.sees(`✅ Deleted: ${name}`);
  };
  const chooses = async (card: Locator, tab: Tab, choice: string): Promise<void> => {
    await card.getByRole('button', { name: 'More actions' }).click();
    await tab.page.getByRole('menuitem', { name: choice }).click();
  };
  /** Every message of every channel, as people read it. */
  const said = ({ workspace }: Play): string[] =>
    workspace.channels.flatMap(({ id }) => workspace.messages(id)).map((each) => workspace.wordsOf(each));

  it('tell on old cards since when a group is gone and by whom, refuse an edit of it, and restore it', async () => {
    const [ines, ravi, tomas] = [await play().tab('ines'), await play().tab('ravi'), await play().tab('tomas')];
    await creates(ines, 'Early crew');
    await renames(ines, 'Early crew', 'Late crew');
    await renames(ines, 'Late crew', 'Night crew');
    await requestsDeletion(ravi, 'Night crew');
    await approves(tomas, 'Night crew');
    const created = await ines.sees('created the group Early crew');
    await created.getByText(/🗑️ Deleted .* by Ravi Nair, approved by Tomas Keller \(R-\w{6}\)\./).waitFor();
    expect(await created.getByRole('button').allTextContents()).toEqual(['Restore…', 'History']);

    await chooses(await ines.sees('edited the group Late crew'), ines, 'Edit');
    const refused = await ines.form('Edit DocSpace group');
    await refused.getByText(/“Night crew” was deleted .* by Ravi Nair, approved by Tomas Keller\./).waitFor();
    await ines.press(/Restore/);
    await ines.form('Restore group');
    await ines.press('Restore');
    await ines.form('Group restored');
    await created.getByText(/Ines O'Neil has restored it since as a new group \(R-\w{6}\)\./).waitFor();
    expect(said(play()).length).toBeGreaterThan(4);
    expect(said(play()).filter((text) => NOT_SAID.test(text))).toEqual([]);
  });
});
