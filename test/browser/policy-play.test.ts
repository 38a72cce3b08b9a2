import { describePlayed, type Tab } from '../helpers/browser.ts';

describePlayed('the policy, changed beside the channel', (play) => {
  /** Opens the panel, changes it, and restarts the app with that. */
  const sets = async (tab: Tab, change: () => Promise<unknown>, inForce: string) => {
    await tab.portal.getByRole('button', { name: 'Policy' }).click();
    await change();
    await tab.portal.getByRole('button', { name: 'Apply and restart the app' }).click();
    await tab.portal.getByRole('listitem').filter({ hasText: inForce }).waitFor();
    await tab.portal.getByRole('button', { name: 'Apply and restart the app' }).waitFor({ state: 'hidden' });
  };
  const asksToDelete = async (tab: Tab, group: string) => {
    await tab.types(`/docspace-group delete ${group}`);
    await (await tab.form('Request deletion')).getByLabel('Reason').fill('The project is over.');
    await tab.press('Request deletion');
    await tab.closesForms();
  };
  const approves = async (tab: Tab, group: string) => {
    const card = await tab.sees(`Deletion requested: ${group}`);
    await card.getByRole('button', { name: 'Approve the deletion:' }).click();
    await tab.answers('Approve deletion');
  };
  const groups = () =>
    play()
      .portal.groups()
      .map(({ name }) => name);

  it('needs two approvals once two are set, also for a request that is open already', async () => {
    const [ines, tomas] = [await play().tab('ines'), await play().tab('tomas')];
    await asksToDelete(ines, 'Design');
    const two = ines.portal.getByRole('radio', { name: '2', exact: true });
    await sets(ines, () => two.check(), '2 different people approve each deletion.');
    expect(play().app.policy.required).toBe(2);
    await approves(tomas, 'Design');
    await tomas.sees('1 of 2 approvals');
    expect(groups()).toContain('Design');
    await tomas.actsAs('Olga Marsh');
    await approves(tomas, 'Design');
    await tomas.sees('Deleted: Design');
    expect(groups()).not.toContain('Design');
  });

  it('lets people approve their own deletions once that is allowed', async () => {
    const ines = await play().tab('ines');
    const own = ines.portal.getByRole('checkbox', { name: 'People can approve their own deletions' });
    await sets(ines, () => own.check(), 'People can approve their own deletions.');
    await asksToDelete(ines, 'Design');
    await approves(ines, 'Design');
    await ines.sees('Deleted: Design');
    expect(groups()).not.toContain('Design');
  });

  it('stops an approved deletion within its ten seconds', async () => {
    const [ines, tomas] = [await play().tab('ines'), await play().tab('tomas')];
    const grace = ines.portal.getByLabel('Approved deletions can be stopped for');
    await sets(ines, () => grace.selectOption('10s'), 'An approved deletion can be stopped for 10 seconds.');
    await asksToDelete(ines, 'Design');
    await approves(tomas, 'Design');
    await (await ines.sees('Stop deletion')).getByRole('button', { name: 'Stop deletion' }).click();
    await ines.sees('Stopped: Design');
    await ines.portal.getByRole('button', { name: 'Let a day pass' }).click();
    await ines.portal.getByText('1 day ahead of today').waitFor();
    expect(groups()).toContain('Design');
  });

  it('lets a day pass: a request that nobody approved has expired', async () => {
    const ines = await play().tab('ines');
    await asksToDelete(ines, 'Design');
    await ines.portal.getByRole('button', { name: 'Policy' }).click();
    await ines.portal.getByRole('button', { name: 'Let a day pass' }).click();
    await ines.sees('Expired: Design');
    await ines.page.getByRole('main').getByText('Yesterday', { exact: true }).waitFor();
    await ines.portal.getByText('1 day ahead of today').waitFor();
    expect(groups()).toContain('Design');
  });

  it('posts requests in one channel, for the approvers it names, and takes no other requests', async () => {
    const [ines, tomas] = [await play().tab('ines'), await play().tab('tomas')];
    await sets(
      ines,
      async () => {
        await ines.portal.getByLabel('Requests are posted').selectOption('#design');
        await ines.portal.getByRole('checkbox', { name: 'Olga Marsh' }).check();
        await ines.portal.getByRole('checkbox', { name: 'People can request other changes' }).uncheck();
      },
      'Olga Marsh can approve deletions.',
    );
    await asksToDelete(ines, 'Design');
    await tomas.opens('design');
    await approves(tomas, 'Design');
    await tomas.sees('not on the list of approvers');
    expect(groups()).toContain('Design');
    await tomas.actsAs('Ravi Nair');
    await tomas.types('/docspace-group create Secret club');
    await tomas.page.getByRole('dialog').getByText('You can’t create groups').waitFor();
  });

  it('says what is wrong with settings the app would not start with, and keeps those in force', async () => {
    const ines = await play().tab('ines');
    await ines.portal.getByRole('button', { name: 'Policy' }).click();
    await ines.portal.getByRole('radio', { name: '3', exact: true }).check();
    await ines.portal.getByRole('checkbox', { name: 'Olga Marsh' }).check();
    await ines.portal.getByRole('button', { name: 'Apply and restart the app' }).click();
    await ines.portal.getByText('APPROVALS_REQUIRED is set, but is more than there are people in APPROVERS').waitFor();
    await ines.portal.getByRole('button', { name: 'Discard' }).click();
    await ines.portal.getByText('One person approves each deletion.').waitFor();
    expect(play().app.policy).toMatchObject({ required: 1, approvers: [] });
  });
});
