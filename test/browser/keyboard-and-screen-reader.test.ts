import { describePlayed, type Tab } from '../helpers/browser.ts';

describePlayed('the page without a mouse', (play) => {
  let ines: Tab;
  beforeEach(async () => {
    ines = await play().tab('ines');
  });

  const tabTo = async (label: string) => {
    const focused = ines.page.getByRole('combobox', { name: label }).and(ines.page.locator(':focus'));
    for (let presses = 0; presses < 4; presses += 1) {
      await ines.page.keyboard.press('Tab');
      if ((await focused.count()) === 1) return;
    }
    throw new Error(`${label} is not reached by Tab`);
  };

  it('creates a group by keys alone, and gives the focus back', async () => {
    const { keyboard } = ines.page;
    await ines.composer.focus();
    await keyboard.type('/docspace-group create Launch team');
    await keyboard.press('Enter');
    await ines.form('New DocSpace group');
    await ines.page.locator('input:focus').waitFor();
    await tabTo('Manager');
    await keyboard.type('tomas');
    await ines.page.getByRole('option', { name: 'Tomas Keller' }).waitFor();
    await keyboard.press('Enter');
    await tabTo('Members');
    await keyboard.type('milo');
    await ines.page.getByRole('option', { name: 'Milo Costa' }).waitFor();
    await keyboard.press('Enter');
    await keyboard.press('Escape');
    await ines.page.getByLabel('Name').focus();
    await keyboard.press('Enter');
    await keyboard.press('Escape');
    await ines.sees('created the group Launch team');
    await ines.page.locator('textarea:focus').waitFor();
    expect(play().portal.group('Launch team').memberIds.size).toBe(2);
  });

  it('completes commands while typing', async () => {
    const { keyboard } = ines.page;
    await ines.composer.focus();
    await keyboard.type('/doc');
    await ines.page.getByRole('option', { name: '/docspace-group' }).waitFor();
    await keyboard.press('Tab');
    await keyboard.type('who');
    await ines.page.getByRole('option', { name: 'whoami' }).waitFor();
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await ines.sees("In DocSpace you are Ines O'Neil");
  });

  it('keeps the focus inside a form', async () => {
    await ines.types('/docspace-group create');
    const form = await ines.form('New DocSpace group');
    for (let presses = 0; presses < 12; presses += 1) {
      await ines.page.keyboard.press('Tab');
      expect(await form.locator(':focus').count()).toBe(1);
    }
  });

  it('tells new messages to screen readers by their full sentence', async () => {
    await ines.types('/docspace-group whoami');
    await ines.page
      .getByRole('log')
      .getByText("In DocSpace you are Ines O'Neil, DocSpace admin.")
      .waitFor({ state: 'attached' });
  });
});
