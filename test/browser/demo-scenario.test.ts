import { describePlayed, type Tab } from '../helpers/browser.ts';

describePlayed('the demo’s steps, played in a browser', (play) => {
  const asksToDelete = async (tab: Tab, group: string) => {
    await tab.types(`/docspace-group delete ${group}`);
    const form = await tab.form('Request deletion');
    await form.getByLabel('Reason').fill('The project is over.');
    await tab.press('Request deletion');
    await tab.closesForms();
    return tab.sees('Deletion requested: ');
  };

  it('creates a group with people looked up while typing, after an error at the field that loses nothing', async () => {
    const ines = await play().tab('ines');
    await ines.types('/docspace-group create Launch team');
    const form = await ines.form('New DocSpace group');
    await ines.press('Create group');
    await form.getByText('A group needs at least a manager or one member.').waitFor();
    expect(await form.getByLabel('Name').inputValue()).toBe('Launch team');
    await ines.pick('Manager', 'tomas', 'Tomas Keller');
    await ines.pick('Members', 'milo', 'Milo Costa');
    await ines.pick('Members', 'pia', 'Pia Lund (invited)');
    await ines.press('Create group');
    const card = await ines.sees('created the group Launch team');
    expect(await card.textContent()).toContain('Milo Costa, Pia Lund (invited), Tomas Keller');
    await ines.portal.getByRole('listitem').filter({ hasText: 'Launch team' }).waitFor();
    expect(play().portal.group('Launch team').memberIds.size).toBe(3);
  });

  it('changes a group after a preview of the difference, and goes back to it with everything kept', async () => {
    const ines = await play().tab('ines');
    await ines.types('/docspace-group update Design');
    const form = await ines.form('Edit DocSpace group');
    await form.getByLabel('Name').fill('Design & brand');
    await ines.pick('Add members', 'tomas', 'Tomas Keller');
    await ines.press('Review changes');
    await (await ines.form('Save these changes?')).getByText('Design → Design & brand').waitFor();
    await ines.press('Back');
    expect(await (await ines.form('Edit DocSpace group')).getByLabel('Name').inputValue()).toBe('Design & brand');
    await ines.press('Review changes');
    await ines.form('Save these changes?');
    await ines.press('Save changes');
    const card = await ines.sees('edited the group Design & brand');
    expect(await card.textContent()).toContain('+ Tomas Keller');
  });

  it('deletes a group once somebody else approves it, in two tabs at once, with the app restarted in between', async () => {
    const [ines, tomas] = [await play().tab('ines'), await play().tab('tomas')];
    const card = await asksToDelete(ines, 'Design');
    await card.getByRole('button', { name: 'Approve the deletion:' }).click();
    await ines.answers('Approve deletion');
    await (await ines.form('Not approved')).getByText('You can’t approve your own request.').waitFor();
    await ines.press('Close');

    await play().app.stop();
    await play().app.start();

    const same = await tomas.sees('Deletion requested: Design');
    await same.getByRole('button', { name: 'Approve the deletion:' }).click();
    await tomas.answers('Approve deletion');
    for (const tab of [ines, tomas]) await tab.sees('checked: it is gone from DocSpace');
    expect(await (await ines.sees('Deleted: Design')).getByRole('button', { name: 'Approve' }).count()).toBe(0);
    expect(
      play()
        .portal.groups()
        .some((group) => group.name === 'Design'),
    ).toBe(false);
    expect(await tomas.page.getByText('You can’t approve your own request.').count()).toBe(0);
  });

  it('sends nothing when the question before a deletion is answered with no', async () => {
    const [ines, tomas] = [await play().tab('ines'), await play().tab('tomas')];
    await asksToDelete(ines, 'Design');
    const card = await tomas.sees('Deletion requested: Design');
    const before = play().portal.calls.length;
    await card.getByRole('button', { name: 'Approve the deletion:' }).click();
    await tomas.answers('Cancel');
    await card.getByRole('button', { name: 'Reject' }).click();
    await (await tomas.form('Reject request')).getByLabel('Reason').fill('We still need it.');
    await tomas.press('Reject');
    await tomas.sees('rejected by Tomas Keller: “We still need it.” · the group stays');
    expect(
      play()
        .portal.calls.slice(before)
        .filter((call) => call.method === 'DELETE'),
    ).toEqual([]);
  });

  it('shows what to do in a thread beside the channel', async () => {
    const ines = await play().tab('ines');
    const card = await asksToDelete(ines, 'Design');
    await card.getByRole('button', { name: /1 reply/ }).click();
    const thread = ines.page.getByRole('region', { name: 'Thread' });
    await thread.getByText('can approve this').waitFor();
    await thread.getByText('If the group changes before then, nothing is deleted.').waitFor();
  });

  it('tells each person of the cast, who switch in one click, what they may do', async () => {
    const tab = await play().tab('ines');
    const acts = async (name: string) => {
      await tab.actsAs(name);
      await tab.types('/docspace-group whoami');
    };
    await acts('Ravi Nair');
    await tab.sees('In DocSpace you are Ravi Nair, Room admin.');
    await acts('Una Berg');
    await tab.sees('You can ask to join or leave a group, on its card in a channel.');
    await acts('Nora Vale');
    await tab.sees('No DocSpace account has the e-mail of your Slack account, nora@acme.example');
    await acts('Sven Holm');
    await tab.sees('You belong to another Slack organization.');
    await acts('Gil Frost');
    await tab.sees('You are a Guest in DocSpace');
  });

  it('leads from a list of requests to a card, and approves it in the App Home', async () => {
    const [ines, tomas] = [await play().tab('ines'), await play().tab('tomas')];
    await asksToDelete(ines, 'Harbour team');
    await tomas.opens('design');
    await tomas.types('/docspace-group requests');
    const list = await tomas.sees("deletion requested by Ines O'Neil");
    await list.getByRole('link', { name: 'Open its card' }).click();
    await tomas.sees('wants to delete this group');
    expect(tomas.page.url()).toContain('in=C0REQUESTS');
    await tomas.opens('DocSpace Groups');
    const main = tomas.page.getByRole('main');
    await main.getByRole('button', { name: 'Approve the deletion: Harbour team' }).click();
    await tomas.answers('Approve deletion');
    await main.getByText('You approved the deletion of “Harbour team”.').waitFor();
    await main.getByText('Nothing. Requests you can approve appear here').waitFor();
  });

  it('shows the App Home, and leads from it to a group', async () => {
    const ines = await play().tab('ines');
    await ines.opens('DocSpace Groups');
    const main = ines.page.getByRole('main');
    await main.getByText('In DocSpace you are').waitFor();
    await main.getByText("Ines O'Neil, DocSpace admin").waitFor();
    await main.getByRole('button', { name: 'Groups in DocSpace' }).click();
    const list = await ines.form('DocSpace groups');
    await list.getByRole('combobox', { name: 'Open a group…' }).fill('brand b');
    await ines.page.getByRole('option', { name: 'Brand board' }).click();
    await (await ines.form(/^DocSpace group$/)).getByText('Brand board').waitFor();
  });
});
