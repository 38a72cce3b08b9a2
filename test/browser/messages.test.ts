import { describeShown, type Tab } from '../helpers/browser.ts';
import { startShownStage } from '../helpers/scripted-app.ts';
import { PLAZA, plain, ROOMS } from '../sandbox/slack/stage.ts';

describeShown('messages as they come, change and go', startShownStage, (stage) => {
  let ana: Tab;
  beforeEach(async () => {
    ana = await stage().tab('ana');
  });

  const messages = () => ana.page.getByRole('list', { name: 'Messages in rooms' }).getByRole('article');
  const question = (words: string) => [
    { type: 'section', text: plain(words) },
    { type: 'actions', elements: [{ type: 'button', action_id: 'take', text: plain('Take it') }] },
  ];
  const answers = (url: string | undefined, body: object) =>
    fetch(url ?? '', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const sidebar = (name: string) =>
    ana.page.getByRole('navigation', { name: 'Workspace' }).getByRole('button', { name });

  it('have the app’s shortcuts for messages, but those that only one person sees', async () => {
    stage().workspace.state.manifest.shortcuts.push(
      ...[{ name: 'Make a desk of it', callbackId: 'desk_of', type: 'message', description: 'Asks for a desk' }],
    );
    await stage().bo.send(ROOMS, 'We need a desk');
    const tab = await stage().tab('ana');
    await stage().api('chat.postEphemeral', { channel: ROOMS, text: 'Psst', user: 'U0ANA' });
    const message = tab.page.getByRole('listitem').filter({ hasText: 'We need a desk' });
    await message.hover();
    await message.getByRole('button', { name: 'Shortcuts for the message' }).click();
    const item = message.getByRole('button', { name: 'Make a desk of it' });
    const payload = await stage().hears(() => item.click());
    expect(payload).toMatchObject({
      type: 'message_action',
      callback_id: 'desk_of',
      message: { text: 'We need a desk' },
    });
    await item.waitFor({ state: 'hidden' });
    const own = tab.page.getByRole('listitem').filter({ hasText: 'Psst' });
    await own.waitFor();
    expect(await own.getByRole('button', { name: 'Shortcuts for the message' }).count()).toBe(0);
    stage().workspace.state.manifest.shortcuts.pop();
  });

  it('begin with what the app’s own manifest says can be typed', async () => {
    await ana.page.getByRole('heading', { name: '#rooms is empty so far' }).waitFor();
    expect(await ana.page.locator('.first-run').textContent()).toContain('Type /desk.');
    expect(await ana.page.getByRole('button', { name: '/desk create' }).count()).toBe(0);
  });

  it('are edited and deleted in place', async () => {
    const first = await stage().post([], { text: 'Desk 4 is free' });
    await stage().post([], { text: 'Desk 5 is free' });
    await ana.sees('Desk 5 is free');
    await stage().api('chat.update', { channel: ROOMS, ts: first, text: 'Desk 4 is taken' });
    await ana.sees('Desk 4 is taken (edited)');
    expect(await messages().count()).toBe(2);
    expect(await messages().first().textContent()).toContain('Desk 4 is taken');
    await stage().api('chat.delete', { channel: ROOMS, ts: first });
    await messages().filter({ hasText: 'Desk 4' }).waitFor({ state: 'detached' });
    expect(await messages().count()).toBe(1);
  });

  it('are replaced, and then deleted, through the response_url of a click', async () => {
    await stage().post(question('Desk 4?'));
    const card = await ana.sees('Desk 4?');
    const { response_url } = await stage().hears(() => card.getByRole('button', { name: 'Take it' }).click());
    await answers(response_url, { replace_original: true, text: 'Ana took desk 4', blocks: [] });
    await ana.sees('Ana took desk 4');
    expect(await ana.page.getByRole('button', { name: 'Take it' }).count()).toBe(0);
    await answers(response_url, { delete_original: true });
    await messages().waitFor({ state: 'detached' });
  });

  it('keep what is chosen in them when the app draws them anew', async () => {
    const options = ['North', 'South'].map((name) => ({ text: plain(name), value: name }));
    const card = (words: string) => [
      { type: 'section', text: plain(words) },
      { type: 'actions', block_id: 'row', elements: [{ type: 'static_select', action_id: 'shelf', options }] },
    ];
    const ts = await stage().post(card('Which shelf?'));
    await ana.sees('Which shelf?');
    const shelf = messages().getByRole('combobox');
    await shelf.click();
    await stage().hears(() => ana.page.getByRole('option', { name: 'South' }).click());
    await stage().api('chat.update', { channel: ROOMS, ts, text: 'Words', blocks: card('Which shelf, really?') });
    await ana.sees('Which shelf, really?');
    expect(await shelf.inputValue()).toBe('South');
  });

  it('keep what is typed and chosen in them while one looks elsewhere, in their thread as in the channel', async () => {
    const options = ['North', 'South'].map((name) => ({ text: plain(name), value: name }));
    await stage().post([
      { type: 'actions', elements: [{ type: 'static_select', action_id: 'shelf', options }] },
      {
        type: 'input',
        label: plain('Why'),
        element: { type: 'plain_text_input', action_id: 'why' },
        dispatch_action: true,
      },
    ]);
    await messages().getByRole('combobox').click();
    await stage().hears(() => ana.page.getByRole('option', { name: 'South' }).click());
    await messages().getByLabel('Why').fill('To sit');
    await ana.opens('plaza');
    await ana.opens('rooms');
    expect(await messages().getByRole('combobox').inputValue()).toBe('South');
    expect(await messages().getByLabel('Why').inputValue()).toBe('To sit');
    await messages().hover();
    await ana.page.getByRole('button', { name: 'Reply in thread' }).click();
    const thread = ana.page.getByRole('region', { name: 'Thread' });
    expect(await thread.getByRole('combobox').inputValue()).toBe('South');
    await thread.getByLabel('Why').fill('To sit down');
    expect(await messages().getByLabel('Why').inputValue()).toBe('To sit down');
  });

  it('for one person are seen by that person alone, say so, and are answered in place', async () => {
    const bo = await stage().tab('bo');
    await stage().api('chat.postEphemeral', {
      channel: ROOMS,
      user: 'U0ANA',
      text: 'Psst',
      blocks: question('Desk 4?'),
    });
    const card = await ana.sees('Desk 4?');
    await card.getByText('Only visible to you').waitFor();
    const heard = await stage().hears(() => card.getByRole('button', { name: 'Take it' }).click());
    expect(heard).toMatchObject({ container: { is_ephemeral: true } });
    await answers(heard.response_url, { replace_original: true, text: 'It is yours' });
    await (await ana.sees('It is yours')).getByText('Only visible to you').waitFor();
    expect(await messages().count()).toBe(1);
    await stage().post([], { text: 'For everybody' });
    await bo.sees('For everybody');
    expect(await bo.page.getByText(/Desk 4|It is yours/).count()).toBe(0);
    await answers(heard.response_url, { delete_original: true });
    await messages().filter({ hasText: 'It is yours' }).waitFor({ state: 'detached' });
  });

  it('answer a command where it was typed, by its acknowledgement and by its response_url', async () => {
    stage().app.reply = () => ({ text: 'Looking for a *desk*…' });
    const { response_url } = await stage().hears(() => ana.types('/desk by the window'));
    await (await ana.sees('Looking for a desk…')).getByText('Only visible to you').waitFor();
    await answers(response_url, { response_type: 'in_channel', text: 'Ana has desk 4' });
    await ana.sees('Ana has desk 4');
    expect(await messages().count()).toBe(2);
  });

  it('make their conversation bold where it is not open, with a number for mentions only, until it is opened', async () => {
    for (const words of ['one', 'two']) await stage().bo.send(PLAZA, words);
    await sidebar('plaza').getByText('unread').waitFor();
    expect(await sidebar('plaza').textContent()).toBe('plazaapp not in itunread');
    await stage().bo.send(PLAZA, '@ana look');
    await sidebar('plaza').getByText('1 mention').waitFor();
    await ana.opens('plaza');
    await ana.sees('two');
    await sidebar('plaza')
      .getByText(/unread|mention/)
      .waitFor({ state: 'detached' });
    await stage().post([], { text: 'Desk 4 is free' });
    await sidebar('rooms').getByText('unread').waitFor();
    await ana.opens('rooms');
    await ana.page.getByRole('list', { name: 'Messages in rooms' }).getByText('New', { exact: true }).waitFor();
  });

  it('gather their replies in a thread, and count them', async () => {
    const ts = await stage().post([], { text: 'Who wants desk 4?' });
    const card = messages().filter({ hasText: 'Who wants desk 4?' });
    await stage().post([], { text: 'I do', thread_ts: ts });
    await card.getByRole('button', { name: /^1 reply/ }).click();
    const thread = ana.page.getByRole('region', { name: 'Thread' });
    await thread.getByText('I do').waitFor();
    await thread.getByRole('textbox', { name: 'Reply' }).fill('Me too');
    await thread.getByRole('textbox', { name: 'Reply' }).press('Enter');
    await card.getByRole('button', { name: /^2 replies/ }).waitFor();
    await stage().post(question('Really?'), { thread_ts: ts });
    const heard = await stage().hears(() => thread.getByRole('button', { name: 'Take it' }).click());
    expect(heard).toMatchObject({ container: { type: 'message', thread_ts: ts } });
    await ana.page.keyboard.press('Escape');
    await thread.waitFor({ state: 'detached' });
    expect(await messages().count()).toBe(1);
  });

  it('make way for the App Home, which the app draws when it is opened and again when it likes', async () => {
    const home = (words: string) => ({
      user_id: 'U0ANA',
      view: { type: 'home', blocks: [{ type: 'header', text: plain(words) }] },
    });
    expect(await stage().hears(() => ana.opens('Desk'))).toMatchObject({
      event: { type: 'app_home_opened', tab: 'home', user: 'U0ANA' },
    });
    await stage().api('views.publish', home('Your desks'));
    const drawn = ana.page.getByRole('region', { name: 'Home of Desk' });
    await drawn.getByRole('heading', { name: 'Your desks' }).waitFor();
    await stage().api('views.publish', home('Your one desk'));
    await drawn.getByRole('heading', { name: 'Your one desk' }).waitFor();
    await ana.page.getByRole('button', { name: 'Messages', exact: true }).click();
    await stage().api('chat.postMessage', { channel: 'U0ANA', text: 'Your desk is ready' });
    await ana.sees('Your desk is ready');
  });
});
