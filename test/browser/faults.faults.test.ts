import { describePlayed, type Tab } from '../helpers/browser.ts';

describePlayed('faults, switched on beside the channel', (play) => {
  let ines: Tab;
  beforeEach(async () => {
    ines = await play().tab('ines');
    await ines.portal.getByRole('button', { name: 'Trouble' }).click();
  });

  const lasting = (name: string) => ines.portal.getByRole('switch', { name });
  const once = (name: string) => ines.portal.getByRole('button', { name });

  it.each([
    ['Key expired', 'DocSpace no longer accepts the app’s API key'],
    ['Portal down', 'DocSpace can’t be reached right now.'],
    ['HTML from a proxy', 'DocSpace can’t be reached right now.'],
    ['Server error (500)', 'DocSpace reported an internal error (500).'],
    ['Too many calls (429)', 'DocSpace is busy right now.'],
  ])('%s: people read what happened and what to do', async (name, words) => {
    await lasting(name).click();
    await ines.types('/docspace-group get Design');
    await ines.sees(words);
    await lasting(name).click();
    await ines.types('/docspace-group get Design');
    await ines.sees("Manager: Ines O'Neil");
  });

  it('Key without a scope: a group that cannot be created stays in the form', async () => {
    await lasting('Key without a scope').click();
    await ines.types('/docspace-group create Launch team');
    await ines.form('New DocSpace group');
    await ines.pick('Manager', 'tomas', 'Tomas Keller');
    await ines.press('Create group');
    const form = await ines.form('New DocSpace group');
    await form.getByText('API key lacks a permission').waitFor();
    expect(await form.getByLabel('Name').inputValue()).toBe('Launch team');
    await ines.press('Cancel');
  });

  it('Slow portal: a form opens at once and is filled when the portal has answered', async () => {
    await lasting('Slow portal').click();
    await ines.types('/docspace-group update Design');
    await (await ines.form('Edit DocSpace group')).getByText('Looking up the group…').waitFor();
    await (await ines.form('Edit DocSpace group')).getByLabel('Name').waitFor({ timeout: 15_000 });
  });

  it('App removed from #it-requests: the outcome comes another way and says how to mend that', async () => {
    await lasting('App removed from #it-requests').click();
    await ines.types('/docspace-group get Design');
    await (await ines.sees("Manager: Ines O'Neil")).getByRole('button', { name: 'Post here' }).click();
    await ines.sees('To invite it, type /invite @DocSpace Groups there');
  });

  it('App stopped: Slack says so, and the app works again once it is back', async () => {
    await lasting('App stopped').click();
    await ines.portal.getByRole('switch', { name: 'App stopped', checked: true }).waitFor();
    await ines.types('/docspace-group whoami');
    await ines.sees('the app did not respond');
    await lasting('App stopped').click();
    await ines.portal.getByRole('switch', { name: 'App stopped', checked: false }).waitFor();
    await ines.types('/docspace-group whoami');
    await ines.sees("In DocSpace you are Ines O'Neil");
  });

  it.each([
    ['Slack would have refused this', { type: 'divider', color: 'red' }],
    ['Slack takes this, and this workspace does not support it', { type: 'table', rows: [] }],
  ])('shows “%s” with its pointer, until it is dismissed', async (title, block) => {
    await fetch(`${play().workspace.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${play().workspace.botToken}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ channel: 'C0REQUESTS', text: 'x', blocks: [block] }),
    });
    const notice = ines.page.getByText(title);
    await notice.waitFor();
    await ines.page.getByText('chat.postMessage').first().waitFor();
    expect(play().workspace.state.refusals.splice(0)).toHaveLength(1);
    await ines.page.getByRole('button', { name: /Dismiss/ }).click();
    await notice.waitFor({ state: 'hidden' });
  });

  it('Socket Mode reconnect and a rate limit: nothing is lost', async () => {
    await once('Socket Mode reconnect').click();
    await play().workspace.appConnected();
    await once('Rate limit once').click();
    await ines.types('/docspace-group get Design');
    await (await ines.sees("Manager: Ines O'Neil")).getByRole('button', { name: 'Post here' }).click();
    await ines.sees('shared the group Design');
  });
});
