import type { Locator } from 'playwright-core';
import { describePlayed, type Tab } from '../helpers/browser.ts';

describePlayed('lists of groups, played in a browser', (play) => {
  /** Chooses in a menu under a list, by the words of the choice or those below it. */
  const opensFrom = async (tab: Tab, list: Locator, choice: string, menu = 'Open a group…') => {
    await list.getByRole('combobox', { name: menu }).click();
    await tab.page.getByRole('option', { name: choice }).click();
  };

  it('lists groups as one list, turns its pages, and opens the card of the one that is chosen', async () => {
    const ravi = await play().tab('ravi');
    await ravi.types('/docspace-group list');
    const list = await ravi.sees(/1–10 of 1\d\d groups/);
    expect(await list.getByRole('listitem').count()).toBe(10);
    await list.getByText('Brand board · Manager Viktor Dietz · 6 members').waitFor();
    await list.getByRole('button', { name: 'Next groups' }).click();
    await (await ravi.sees(/11–20 of 1\d\d groups/)).getByRole('button', { name: 'Previous groups' }).click();
    await opensFrom(ravi, await ravi.sees(/1–10 of 1\d\d groups/), 'Brand board');
    await ravi.sees('Manager: Viktor Dietz');
  });

  it('searches in a form, by Enter and by its button, and keeps the text on every page', async () => {
    const ravi = await play().tab('ravi');
    await ravi.types('/docspace-group list');
    await (await ravi.sees('of 1')).getByRole('button', { name: 'Search groups by name' }).click();
    const form = await ravi.form('DocSpace groups');
    const field = form.getByRole('textbox', { name: 'Search by name' });
    await form.getByText(/1–10 of 1\d\d groups/).waitFor();
    await field.fill('board');
    await field.press('Enter');
    await form.getByText('Groups with “board” in their name').waitFor();
    await form.getByRole('button', { name: 'Next groups' }).click();
    await form.getByText(/11–\d\d of \d\d groups/).waitFor();
    expect(await field.inputValue()).toBe('board');
    await field.fill('night');
    await ravi.press('Search');
    await form.getByText('2 groups', { exact: true }).waitFor();
    await opensFrom(ravi, form, 'Manager Tomas Keller');
    const card = await ravi.form(/^DocSpace group$/);
    await card.getByText('Manager: Tomas Keller').waitFor();
    await ravi.press('Back');
    await form.getByText('2 groups', { exact: true }).waitFor();
  });

  it('asks which of several groups is meant, each with what tells it apart', async () => {
    const ravi = await play().tab('ravi');
    await ravi.types('/docspace-group get Night shift');
    const several = await ravi.sees('2 groups match. Which one do you mean?');
    const rows = await several.getByRole('listitem').allTextContents();
    expect(rows).toEqual([
      expect.stringMatching(/^Night shift · Manager Ravi Nair · 2 members · [0-9a-f]{8}$/),
      expect.stringMatching(/^Night shift · Manager Tomas Keller · 3 members · [0-9a-f]{8}$/),
    ]);
    await opensFrom(ravi, several, 'Manager Tomas Keller');
    await ravi.sees('Manager: Tomas Keller');
  });

  it('says where a group from the company directory comes from, and offers only the way to DocSpace', async () => {
    const ines = await play().tab('ines');
    await ines.types('/docspace-group get Directory sync');
    const card = await ines.sees('This group comes from your company directory (LDAP). Change it there.');
    expect(await card.getByRole('button').allTextContents()).toEqual(['Post here']);
    expect(await card.getByRole('link').allTextContents()).toEqual(['Open in DocSpace']);
  });

  it('tells since when a group is gone and by whom, and restores it', async () => {
    const [ravi, tomas] = [await play().tab('ravi'), await play().tab('tomas')];
    await ravi.types('/docspace-group list design');
    const list = await ravi.sees('Groups with “design” in their name');
    await ravi.types('/docspace-group delete Design');
    await (await ravi.form('Request deletion')).getByLabel('Reason').fill('By mistake.');
    await ravi.press('Request deletion');
    await ravi.closesForms();
    const request = await tomas.sees('Deletion requested: ');
    await request.getByRole('button', { name: 'Approve the deletion:' }).click();
    await tomas.answers('Approve deletion');
    await ravi.sees('✅ Deleted: Design');
    await opensFrom(ravi, list, 'Design');
    await ravi.sees(/“Design” was deleted .* by Ravi Nair, approved by Tomas Keller\./);
    await tomas.types('/docspace-group history Design');
    const history = await tomas.sees('History of Design');
    await history.getByRole('button', { name: 'Restore the group Design' }).click();
    await tomas.form('Restore group');
    await tomas.press('Restore');
    await tomas.sees('restored the group Design');
  });
});
