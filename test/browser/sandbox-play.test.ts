import { describePlayed, type Tab } from '../helpers/browser.ts';

const requestsDeletion = async (tab: Tab, group: string) => {
  await tab.types(`/docspace-group delete ${group}`);
  await (await tab.form('Request deletion')).getByLabel('Reason').fill('The project is over.');
  await tab.press('Request deletion');
};

const channelLink = (tab: Tab, name: string) =>
  tab.page.getByRole('navigation', { name: 'Workspace' }).getByRole('button', { name });

describePlayed(
  'the first steps',
  (play) => {
    const steps = (tab: Tab) => tab.page.getByRole('region', { name: 'First steps' });
    const follow = (tab: Tab, button: string) => steps(tab).getByRole('button', { name: button }).click();
    const isAt = (tab: Tab, count: number) => steps(tab).getByText(`${count} of 5 done`).waitFor();

    it('lead from a group to its approved deletion and to trouble, ticked by what happened', async () => {
      const tab = await play().tab('ines');
      await isAt(tab, 0);
      await follow(tab, 'Type the command');
      // The line alone ticks nothing.
      await isAt(tab, 0);
      await tab.composer.press('Enter');
      await tab.form('New DocSpace group');
      await tab.pick('Members', 'milo', 'Milo Costa');
      await tab.press('Create group');
      await isAt(tab, 1);
      await tab.page.keyboard.press('Escape');

      await follow(tab, 'Type the command');
      expect(await tab.composer.inputValue()).toBe('/docspace-group delete Launch team');
      await tab.composer.press('Enter');
      await (await tab.form('Request deletion')).getByLabel('Reason').fill('The project is over.');
      await tab.press('Request deletion');
      await isAt(tab, 2);
      await tab.page.keyboard.press('Escape');

      await tab.page.reload();
      await isAt(tab, 2);
      await follow(tab, 'Act as Tomas Keller');
      await isAt(tab, 3);

      await tab.opens('design');
      await follow(tab, 'Show the card');
      const approve = tab.page.getByRole('button', { name: 'Approve the deletion: Launch team' });
      await approve.and(tab.page.locator(':focus')).waitFor();
      await approve.press('Enter');
      await tab.answers('Approve deletion');
      await isAt(tab, 4);

      await follow(tab, 'Open Trouble');
      await tab.portal.getByRole('switch', { name: 'Slow portal' }).click();
      await steps(tab).getByText('All done!').waitFor();
      await follow(tab, 'Close');
      await steps(tab).waitFor({ state: 'detached' });
      await tab.page.reload();
      await tab.composer.waitFor();
      expect(await steps(tab).count()).toBe(0);
    });

    it('can be folded and hidden, in all windows and for as long as the sandbox runs', async () => {
      const [ines, tomas] = [await play().tab('ines'), await play().tab('tomas')];
      await ines.page.getByRole('button', { name: /^First steps/ }).click();
      await steps(ines).getByRole('list').waitFor({ state: 'hidden' });
      await follow(ines, 'Hide the first steps');
      for (const tab of [ines, tomas]) await steps(tab).waitFor({ state: 'detached' });
      await tomas.page.reload();
      await tomas.composer.waitFor();
      expect(await steps(tomas).count()).toBe(0);
    });

    it('send people who can’t approve to an admin who can', async () => {
      const ines = await play().tab('ines');
      await ines.types('/docspace-group create Launch team');
      await ines.form('New DocSpace group');
      await ines.pick('Members', 'milo', 'Milo Costa');
      await ines.press('Create group');
      await isAt(ines, 1);
      await ines.page.keyboard.press('Escape');
      await requestsDeletion(ines, 'Launch team');
      await isAt(ines, 2);
      // Right after another message the card is late, and the form stays to say so.
      await ines.page.keyboard.press('Escape');
      await ines.actsAs('Ravi Nair');
      await steps(ines).getByText('Only the owner and DocSpace admins can approve').waitFor();
      await follow(ines, 'Act as');
      await steps(ines).getByText('Press Approve on the card').waitFor();
    });
  },
  { checklist: true },
);

describePlayed('what Slack’s client keeps and forgets', (play) => {
  it('keeps unread conversations bold over a reload, for each person, and shows where reading was left', async () => {
    const [ines, tomas] = [await play().tab('ines'), await play().tab('tomas')];
    await ines.types('Good morning');
    await tomas.sees('Good morning');
    await tomas.opens('design');
    await ines.types('Who is in today?');
    await channelLink(tomas, 'it-requests').getByText('unread').waitFor();
    expect(await channelLink(tomas, 'it-requests').locator('.count').count()).toBe(0);
    await ines.types('@tomas are you?');
    await channelLink(tomas, 'it-requests').getByText('1 mention').waitFor();

    await tomas.page.reload();
    await channelLink(tomas, 'it-requests').getByText('1 mention').waitFor();
    await tomas.opens('it-requests');
    const lines = tomas.page.getByRole('list', { name: 'Messages in it-requests' }).getByRole('listitem');
    await lines.filter({ hasText: /^New$/ }).waitFor();
    const texts = await lines.allTextContents();
    expect(texts.indexOf('New')).toBe(texts.findIndex((text) => text.includes('Who is in')) - 1);
    await channelLink(tomas, 'it-requests').getByText('mention').waitFor({ state: 'detached' });

    await tomas.page.reload();
    await tomas.sees('are you?');
    expect(
      await channelLink(tomas, 'it-requests')
        .getByText(/unread|mention/)
        .count(),
    ).toBe(0);
    expect(await lines.filter({ hasText: /^New$/ }).count()).toBe(0);
  });

  it('counts every direct message', async () => {
    const ines = await play().tab('ines');
    const { state } = play().workspace;
    const direct = state.directWith('U0INES').id;
    for (const text of ['one', 'two']) state.post({ channel: direct, user: state.bot.userId, text, blocks: [] });
    await channelLink(ines, 'DocSpace Groups').getByText('2 unread messages').waitFor();
    await ines.opens('DocSpace Groups');
    await ines.sees('two');
    await channelLink(ines, 'DocSpace Groups').getByText('unread').waitFor({ state: 'detached' });
  });

  it('forgets an open form and private messages at a reload, and says so once', async () => {
    const ines = await play().tab('ines');
    await ines.types('/docspace-group whoami');
    await ines.sees("In DocSpace you are Ines O'Neil");
    await ines.types('Hello');
    await ines.types('/docspace-group create Launch team');
    await ines.form('New DocSpace group');

    await ines.page.reload();
    await ines.sees('Hello');
    const note = 'As in Slack, reloading took away the open form and the message that only you could see.';
    await ines.page.getByText(note).waitFor();
    expect(await ines.page.getByRole('dialog').count()).toBe(0);
    expect(await ines.page.getByText('In DocSpace you are').count()).toBe(0);

    await ines.page.reload();
    await ines.sees('Hello');
    expect(await ines.page.getByText('As in Slack').count()).toBe(0);
    await ines.types('/docspace-group whoami');
    await ines.sees("In DocSpace you are Ines O'Neil");
  });

  it('keeps private messages while one acts as somebody else and comes back, and shows them in no other window', async () => {
    const ines = await play().tab('ines');
    await ines.types('/docspace-group whoami');
    await ines.sees("In DocSpace you are Ines O'Neil");
    await ines.actsAs('Tomas Keller');
    expect(await ines.page.getByText('In DocSpace you are').count()).toBe(0);
    await ines.actsAs("Ines O'Neil");
    await ines.sees("In DocSpace you are Ines O'Neil");
    const second = await play().tab('ines');
    expect(await second.page.getByText('In DocSpace you are').count()).toBe(0);
    expect(await second.page.getByText('As in Slack').count()).toBe(0);
  });
});
