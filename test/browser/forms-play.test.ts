import type { Locator } from 'playwright-core';
import { describePlayed } from '../helpers/browser.ts';

describePlayed('the forms, played in a browser', (play) => {
  /** Counts what a person clicks. */
  const clicker = () => {
    let clicks = 0;
    return {
      click: async (button: Locator) => {
        clicks += 1;
        await button.click();
      },
      count: () => clicks,
    };
  };
  const button = (form: Locator, name: string) => form.getByRole('button', { name, exact: true });

  it('create a group, say what the members field takes, and close by themselves beside the new card', async () => {
    const ines = await play().tab('ines');
    await ines.types('/docspace-group create Launch team');
    const form = await ines.form('New DocSpace group');
    await form.getByText('Up to 100 people here; you can add more later with Edit.').waitFor();
    await ines.pick('Manager', 'tomas', 'Tomas Keller');
    await ines.pick('Members', 'milo', 'Milo Costa');
    await ines.press('Create group');
    await ines.closesForms();
    await ines.sees('created the group Launch team');
    expect(await ines.page.getByRole('dialog').count()).toBe(0);
  });

  it('edit a group in three clicks from its card, and in two from the command', async () => {
    const ines = await play().tab('ines');
    await ines.types('/docspace-group get Brand board');
    const card = await ines.sees('Brand board');
    const { click, count } = clicker();
    await click(card.getByRole('button', { name: 'Edit', exact: false }).first());
    const form = await ines.form('Edit DocSpace group');
    await form.getByLabel('Name').fill('Brand council of 2027');
    expect(await form.locator('.modal-body').first().textContent()).toMatch(/^Group: Brand board/);
    await click(button(form, 'Review changes'));
    const preview = await ines.form('Save these changes?');
    await preview.getByText('Brand board → Brand council of 2027').waitFor();
    await click(button(preview, 'Save changes'));
    await ines.closesForms();
    await ines.sees(/(changed|edited) the group Brand council of 2027/);
    expect(count()).toBe(3);

    const typed = clicker();
    await ines.types('/docspace-group update Design');
    const again = await ines.form('Edit DocSpace group');
    await again.getByLabel('Name').fill('Design & brand');
    await typed.click(button(again, 'Review changes'));
    await typed.click(button(await ines.form('Save these changes?'), 'Save changes'));
    await ines.closesForms();
    expect(typed.count()).toBe(2);
  });

  it('request a deletion from a place without a channel, with the channel as a field that is needed', async () => {
    const ines = await play().tab('ines');
    await ines.opens('DocSpace Groups');
    await ines.page.getByRole('main').getByRole('button', { name: 'Browse groups' }).click();
    const list = await ines.form(/groups/i);
    await list.getByRole('combobox', { name: 'Open a group…' }).click();
    await ines.page.getByRole('option', { name: 'Brand board' }).first().click();
    await ines.page
      .getByRole('dialog')
      .last()
      .getByRole('button', { name: /^Delete…/ })
      .click();
    const form = await ines.form('Request deletion');
    await form.getByText('Group: Brand board').waitFor();
    await form.getByLabel('Reason').fill('The project is over.');
    const field = form.getByRole('combobox', { name: /^Post the request in/ });
    await field.waitFor();
    expect(await form.getByText(/Post the request in.*optional/).count()).toBe(0);
    await button(form, 'Request deletion').click();
    await form.getByText('Please complete this required field.').waitFor();
    await ines.pick('Post the request in', 'design', 'design');
    await button(form, 'Request deletion').click();
    // The card is elsewhere, so the form stays and says where.
    await (await ines.form('Request sent')).getByText('#design').waitFor();
  });

  it('name what was typed and the groups that match it, with what tells them apart', async () => {
    const ines = await play().tab('ines');
    await ines.types('/docspace-group update Night shift');
    const form = await ines.form('Edit DocSpace group');
    await form.getByText('2 groups match “Night shift”. Which one do you mean?').waitFor();
    const rows = await form.getByRole('listitem').allInnerTexts();
    expect(rows).toHaveLength(2);
    for (const row of rows) expect(row).toMatch(/^Night shift · .* · \d+ members? · [0-9a-f]{8}$/);
  });

  it('say in a picker that DocSpace did not answer, which is not the same as nobody found', async () => {
    const ines = await play().tab('ines');
    await ines.types('/docspace-group create Launch team');
    await ines.form('New DocSpace group');
    const field = ines.page.getByRole('combobox', { name: 'Members' });
    const mend = play().portal.faults.set({ kind: 'status', status: 503, path: /^\/people\/filter/ });
    await field.fill('milo');
    await ines.page.getByRole('option', { name: /can’t be reached|did not answer|not reached/ }).waitFor();
    mend();
    await field.fill('milo c');
    await ines.page.getByRole('option', { name: 'Milo Costa' }).waitFor();
  });
});
