import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import { describePlayed, type Tab } from '../helpers/browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const findings = z.array(z.object({ id: z.string(), impact: z.string().nullable(), nodes: z.array(z.string()) }));

/** Serious and critical findings of axe-core on what the tab shows now. */
async function seriousFindings({ page }: Tab): Promise<z.infer<typeof findings>> {
  // Through the page's own policy no foreign script comes in; the test's comes in through the debugger.
  await page.evaluate(AXE);
  const found = await page.evaluate(
    `axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map((node) => node.html.slice(0, 160)) })))`,
  );
  return findings.parse(found).filter(({ impact }) => impact === 'serious' || impact === 'critical');
}

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
    await ines.form('Group created');
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

  it('has nothing serious for axe-core on its main screens', async () => {
    expect(await seriousFindings(ines)).toEqual([]);

    await ines.types('/docspace-group create Launch team');
    await ines.form('New DocSpace group');
    await ines.press('Create group');
    await ines.page.getByText('A group needs at least a manager').waitFor();
    expect(await seriousFindings(ines)).toEqual([]);
    await ines.press('Cancel');

    await ines.types('/docspace-group delete Design');
    await (await ines.form('Request deletion')).getByLabel('Reason').fill('The project is over.');
    await ines.press('Request deletion');
    await ines.form('Request sent');
    await ines.press('Done');
    const card = await ines.sees('Deletion requested: Design');
    await card.getByRole('button', { name: /1 reply/ }).click();
    await ines.page.getByRole('region', { name: 'Thread' }).getByText('can approve this').waitFor();
    expect(await seriousFindings(ines)).toEqual([]);
    await card.getByRole('button', { name: 'Approve the deletion:' }).click();
    await ines.page.getByRole('alertdialog').waitFor();
    expect(await seriousFindings(ines)).toEqual([]);
    await ines.answers('Cancel');

    await ines.opens('DocSpace Groups');
    await ines.page.getByText('In DocSpace you are').waitFor();
    expect(await seriousFindings(ines)).toEqual([]);
    await ines.portal.getByRole('button', { name: 'Trouble' }).click();
    expect(await seriousFindings(ines)).toEqual([]);
  });
});
