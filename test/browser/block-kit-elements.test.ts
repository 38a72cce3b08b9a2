import type { Locator } from 'playwright-core';
import { describeShown, type Tab } from '../helpers/browser.ts';
import { startShownStage } from '../helpers/scripted-app.ts';
import { asDelivered, option, plain, ROOMS } from '../sandbox/slack/stage.ts';

const marked = (text: string) => ({ type: 'mrkdwn', text });
/** A question before something is sent. */
const SURE = { title: plain('Sure?'), text: marked('*Really* leave?'), confirm: plain('Yes'), deny: plain('No') };
const SHELVES = [option('north', 'North shelf'), option('south', 'South shelf')];

describeShown('elements of messages and the App Home', startShownStage, (stage) => {
  let ana: Tab;
  beforeEach(async () => {
    ana = await stage().tab('ana');
  });

  const row = (...elements: object[]) => ({ type: 'actions', block_id: 'row', elements });
  const shows = async (...blocks: object[]): Promise<Locator> => {
    await stage().post([{ type: 'section', text: plain('At your desk') }, ...blocks]);
    return ana.sees('At your desk');
  };
  const button = (id: string, more: object = {}) => ({ type: 'button', action_id: id, text: plain(id), ...more });
  const action = async (deed: () => Promise<unknown>) => (await stage().hears(deed)).actions?.[0];

  it('presses buttons, drawn by their style and read aloud by their label', async () => {
    const message = await shows(
      row(
        button('Keep', { style: 'primary', value: 'desk 4' }),
        button('Leave', { style: 'danger', accessibility_label: 'Leave desk 4' }),
      ),
    );
    const heard = await stage().hears(() => message.getByRole('button', { name: 'Keep' }).click());
    expect(heard).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0ANA' },
      container: { type: 'message', channel_id: ROOMS, is_ephemeral: false },
      channel: { id: ROOMS, name: 'rooms' },
      actions: [{ type: 'button', block_id: 'row', action_id: 'Keep', value: 'desk 4', style: 'primary' }],
    });
    expect(heard.trigger_id).toBeDefined();
    expect(heard.response_url).toBeDefined();
    const leave = message.getByRole('button', { name: 'Leave desk 4' });
    expect(await leave.getAttribute('class')).toContain('danger');
    expect(await action(() => leave.click())).toMatchObject({ action_id: 'Leave' });
  });

  it('opens a button’s address in a new tab, and tells the app', async () => {
    const message = await shows(row(button('Map', { url: 'https://maps.example/desk' })));
    const link = message.getByRole('link', { name: 'Map' });
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    const opened = ana.page.context().waitForEvent('page');
    expect(await action(() => link.click())).toMatchObject({ action_id: 'Map', url: 'https://maps.example/desk' });
    expect((await opened).url()).toBe('https://maps.example/desk');
  });

  it('asks before it sends: yes sends, no and Escape send nothing', async () => {
    const message = await shows(row(button('Leave', { confirm: SURE })));
    const leave = message.getByRole('button', { name: 'Leave' });
    const question = ana.page.getByRole('alertdialog', { name: 'Sure?' });

    await leave.click();
    await question.getByText('Really leave?').waitFor();
    await ana.answers('No');
    await question.waitFor({ state: 'hidden' });
    await leave.click();
    await ana.page.keyboard.press('Escape');
    await question.waitFor({ state: 'hidden' });
    await leave.and(ana.page.locator(':focus')).waitFor();

    await leave.click();
    expect(await action(() => ana.answers('Yes'))).toMatchObject({ action_id: 'Leave' });
    expect(stage().app.heard).toHaveLength(1);
  });

  it('asks within a form as well, which stays as it is', async () => {
    await stage().open({ type: 'modal', title: plain('Desk'), blocks: [row(button('Leave', { confirm: SURE }))] });
    const leave = (await ana.form('Desk')).getByRole('button', { name: 'Leave' });
    await leave.press('Enter');
    await ana.page.getByRole('alertdialog').waitFor();
    await ana.page.keyboard.press('Escape');
    await leave.and(ana.page.locator(':focus')).waitFor();
    await leave.press('Enter');
    expect(await action(() => ana.answers('Yes'))).toMatchObject({ action_id: 'Leave' });
    await leave.and(ana.page.locator(':focus')).waitFor();
  });

  it('sends a double click once', async () => {
    const message = await shows(row(button('Keep'), button('Leave')));
    stage().app.reply = () => 'silence';
    await action(() => message.getByRole('button', { name: 'Keep' }).dblclick());
    expect(await action(() => message.getByRole('button', { name: 'Leave' }).click())).toMatchObject({
      action_id: 'Leave',
    });
    expect(stage().app.heard).toHaveLength(2);
  });

  it('opens an overflow menu beside a section; its choice goes to the app if sure, its address to a new tab', async () => {
    const options = [option('edit', 'Edit'), { ...option('map', 'Map'), url: 'https://maps.example/desk' }];
    const message = await shows({
      type: 'section',
      block_id: 'row',
      text: plain('Desk 4'),
      accessory: { type: 'overflow', action_id: 'more', options, confirm: SURE },
    });
    const menu = message.getByRole('button', { name: 'More actions' });
    const takes = (words: string) => ana.page.getByRole('menuitem', { name: words }).click();
    await menu.click();
    await takes('Map');
    await ana.answers('No');
    await menu.click();
    await takes('Edit');
    expect(await action(() => ana.answers('Yes'))).toMatchObject({
      type: 'overflow',
      block_id: 'row',
      selected_option: option('edit', 'Edit'),
    });
    await menu.press('ArrowDown');
    await ana.page.getByRole('menuitem', { name: 'Edit' }).and(ana.page.locator(':focus')).press('End');
    await ana.page.keyboard.press('Enter');
    const opened = ana.page.context().waitForEvent('page');
    expect(await action(() => ana.answers('Yes'))).toMatchObject({ selected_option: option('map', 'Map') });
    expect((await opened).url()).toBe('https://maps.example/desk');
  });

  it('ticks checkboxes and radio buttons whose words are marked, and tells them as the app wrote them', async () => {
    const lamp = { text: marked('*Lamp*'), value: 'lamp', description: marked('with _warm_ light') };
    const plant = { text: plain('Plant'), value: 'plant' };
    const message = await shows(
      row(
        { type: 'checkboxes', action_id: 'things', options: [lamp, plant] },
        { type: 'radio_buttons', action_id: 'one', options: [lamp, plant], initial_option: plant },
      ),
    );
    const lampBox = message.getByRole('checkbox', { name: 'Lamp with warm light' });
    expect(await action(() => lampBox.check())).toMatchObject({ type: 'checkboxes', selected_options: [lamp] });
    expect(await message.locator('strong').first().textContent()).toBe('Lamp');
    const both = await action(() => message.getByRole('checkbox', { name: 'Plant' }).check());
    expect(both).toMatchObject({ selected_options: [lamp, plant] });
    expect(await action(() => lampBox.uncheck())).toMatchObject({ selected_options: [plant] });
    const heard = await stage().hears(() => message.getByRole('radio', { name: 'Lamp' }).check());
    expect(heard.actions).toMatchObject([{ type: 'radio_buttons', selected_option: lamp }]);
    expect(heard.state?.values).toMatchObject({
      row: { things: { selected_options: [plant] }, one: { selected_option: lamp } },
    });
  });

  it('tells a date once, when all of it is typed', async () => {
    const message = await shows(row({ type: 'datepicker', action_id: 'day', placeholder: plain('A day') }));
    const day = message.getByLabel('A day');
    await day.focus();
    expect(await action(() => ana.page.keyboard.type('12242026'))).toMatchObject({
      type: 'datepicker',
      selected_date: '2026-12-24',
    });
    expect(await action(() => day.fill('2027-01-05'))).toMatchObject({ selected_date: '2027-01-05' });
    expect(stage().app.heard).toHaveLength(2);
  });

  it('sends nothing of a menu whose question is answered with no, and shows what was chosen before', async () => {
    const message = await shows(
      row({ type: 'static_select', action_id: 'shelf', options: SHELVES, initial_option: SHELVES[0], confirm: SURE }),
    );
    const shelf = message.getByRole('combobox');
    const takesSouth = async (answer: string) => {
      await shelf.click();
      await ana.page.getByRole('option', { name: 'South shelf' }).click();
      await ana.answers(answer);
    };
    await takesSouth('No');
    expect(await shelf.inputValue()).toBe('North shelf');
    expect(await action(() => takesSouth('Yes'))).toMatchObject({ selected_option: SHELVES[1] });
    expect(await shelf.inputValue()).toBe('South shelf');
    expect(stage().app.heard).toHaveLength(1);
  });

  it('says so at the element when the app does not answer within three seconds', async () => {
    const message = await shows(row(button('Keep')));
    stage().app.reply = () => 'silence';
    await stage().hears(() => message.getByRole('button', { name: 'Keep' }).click());
    await stage().clock.advance(3_000);
    await message.getByText('Not answered').waitFor();
    stage().app.reply = () => undefined;
    await stage().hears(() => message.getByRole('button', { name: 'Keep' }).click());
    await message.getByText('Not answered').waitFor({ state: 'hidden' });
  });

  it('takes fields of a message: told on Enter where the app asks for that, and with every click', async () => {
    const note = { type: 'plain_text_input', action_id: 'it' };
    const message = await shows(
      { type: 'input', block_id: 'row', label: plain('Note'), element: note, dispatch_action: true },
      { type: 'input', block_id: 'why', label: plain('Why'), element: note },
      { type: 'actions', elements: [button('Keep')] },
    );
    await message.getByLabel('Why').fill('To work');
    const heard = await stage().hears(() => message.getByRole('button', { name: 'Keep' }).click());
    expect(heard.state?.values).toMatchObject({ row: { it: { value: null } }, why: { it: { value: 'To work' } } });
    await message.getByLabel('Note').fill('By the window');
    expect(await action(() => message.getByLabel('Note').press('Enter'))).toMatchObject({
      type: 'plain_text_input',
      value: 'By the window',
    });
  });

  it('works on the App Home, where there is a view and no message', async () => {
    const select = { type: 'static_select', action_id: 'shelf', options: SHELVES, placeholder: plain('Shelf') };
    await stage().api('views.publish', {
      user_id: 'U0ANA',
      view: { type: 'home', blocks: [row(button('Go'), select)] },
    });
    await ana.opens('Desk');
    const home = ana.page.getByRole('region', { name: 'Home of Desk' });
    const heard = await stage().hears(() => home.getByRole('button', { name: 'Go' }).click());
    expect(heard).toMatchObject({ type: 'block_actions', container: { type: 'view' }, view: { type: 'home' } });
    expect(heard).not.toHaveProperty('channel');
    expect(heard).not.toHaveProperty('response_url');
    await home.getByRole('combobox', { name: 'Shelf' }).click();
    const chosen = await stage().hears(() => ana.page.getByRole('option', { name: 'South shelf' }).click());
    expect(chosen.actions).toMatchObject([{ selected_option: SHELVES[1] }]);
    expect(chosen.view?.state.values).toEqual({
      row: { shelf: { type: 'static_select', selected_option: asDelivered(SHELVES[1]) } },
    });
  });
});
