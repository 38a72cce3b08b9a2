import type { Locator } from 'playwright-core';
import { describeShown, type Tab } from '../helpers/browser.ts';
import { startShownStage } from '../helpers/scripted-app.ts';
import { asDelivered, BACK, input, modal, option, PLAZA, plain, ROOMS, textField } from '../sandbox/slack/stage.ts';

const [NORTH, SOUTH, EAST] = [option('north', 'North'), option('south', 'South'), option('east', 'East')];
const SHELVES = { options: [NORTH, SOUTH, EAST] };

describeShown('fields of a form', startShownStage, (stage) => {
  let ana: Tab;
  let form: Locator;
  beforeEach(async () => {
    ana = await stage().tab('ana');
  });

  const opens = async (...blocks: object[]) => {
    await stage().open(modal(blocks));
    form = await ana.form('A form');
  };
  const field = (label: string) => form.getByLabel(label, { exact: true });
  const tokens = (label: string) => form.getByRole('list', { name: `Chosen: ${label}` }).getByRole('listitem');
  const sends = async () => (await stage().hears(() => ana.press('Send'))).view?.state.values;

  it('take text in one line or several, and count what is missing and what is too much', async () => {
    await opens(
      textField('name', { min_length: 3, max_length: 10, placeholder: plain('Short :key:') }),
      textField('why', { multiline: true, initial_value: 'Because' }, { hint: plain('In a few words') }),
      textField('more', {}, { optional: true }),
    );
    expect(await field('name').getAttribute('placeholder')).toBe('Short 🔑');
    expect(await field('name').getAttribute('aria-required')).toBe('true');
    expect(await field('more').getAttribute('aria-required')).toBeNull();
    await form.getByText('(optional)').waitFor();
    await form.getByText('In a few words').waitFor();
    await field('name').fill('De');
    await form.getByText('1 more needed').waitFor();
    await field('name').fill('A desk 🪑🪑🪑🪑');
    await form.getByText('1 too many').waitFor();
    await ana.press('Send');
    await form.getByText('Must be no more than 10 characters.').waitFor();
    await field('name').fill('A desk 🪑');
    await form.getByText('2 left').waitFor();
    await field('why').press('End');
    await field('why').pressSequentially('\nI sit');
    expect(await sends()).toEqual({
      name: { name_in: { type: 'plain_text_input', value: 'A desk 🪑' } },
      why: { why_in: { type: 'plain_text_input', value: 'Because\nI sit' } },
      more: { more_in: { type: 'plain_text_input', value: null } },
    });
  });

  it('choose one: from a list, a group of it, people, conversations and channels', async () => {
    const groups = [
      { label: plain('Warm'), options: [SOUTH] },
      { label: plain('Cold :snowflake:'), options: [NORTH] },
    ];
    await opens(
      input('shelf', { type: 'static_select', ...SHELVES, initial_option: EAST }),
      input('side', { type: 'static_select', option_groups: groups }),
      input('who', { type: 'users_select' }),
      input('talk', { type: 'conversations_select', filter: { include: ['private', 'im'] } }),
      input('here', { type: 'conversations_select', default_to_current_conversation: true }),
      input('room', { type: 'channels_select' }),
      input('spare', { type: 'static_select', ...SHELVES, initial_option: NORTH }, { optional: true }),
    );
    expect(await field('shelf').inputValue()).toBe('East');
    expect(await field('here').inputValue()).toBe('#rooms');
    await ana.pick('shelf', 'so', 'South');
    await field('side').click();
    await ana.page.getByRole('group', { name: 'Cold' }).getByRole('option', { name: 'North' }).click();
    await ana.pick('who', 'bo');
    await field('talk').click();
    expect(await ana.page.getByRole('option').allTextContents()).toEqual(['#back', 'Desk']);
    await ana.page.getByRole('option', { name: 'Desk' }).click();
    expect(await field('talk').inputValue()).toBe('Desk');
    await ana.pick('talk', 'back');
    await ana.pick('room', 'plaza', '#plaza');
    await form.getByRole('button', { name: 'Clear spare' }).click();
    expect(await sends()).toEqual(
      asDelivered({
        shelf: { shelf_in: { type: 'static_select', selected_option: SOUTH } },
        side: { side_in: { type: 'static_select', selected_option: NORTH } },
        who: { who_in: { type: 'users_select', selected_user: 'U0BO' } },
        talk: { talk_in: { type: 'conversations_select', selected_conversation: BACK } },
        here: { here_in: { type: 'conversations_select', selected_conversation: ROOMS } },
        room: { room_in: { type: 'channels_select', selected_channel: PLAZA } },
        spare: { spare_in: { type: 'static_select', selected_option: null } },
      }),
    );
  });

  it('choose several: from a list, people, conversations and channels', async () => {
    await opens(
      input('shelves', { type: 'multi_static_select', ...SHELVES, initial_options: [EAST], max_selected_items: 2 }),
      input('people', { type: 'multi_users_select', initial_users: ['U0ZED'] }),
      input('talks', { type: 'multi_conversations_select' }),
      input('rooms', { type: 'multi_channels_select' }),
    );
    expect(await tokens('people').allTextContents()).toEqual(['zed']);
    await ana.pick('shelves', 'North');
    expect(await tokens('shelves').allTextContents()).toEqual(['East', 'North']);
    await ana.pick('people', 'ana');
    await ana.pick('talks', 'back');
    await ana.pick('talks', 'rooms');
    await ana.pick('rooms', 'plaza');
    await ana.pick('rooms', 'rooms');
    await form.getByRole('button', { name: 'Take out #plaza' }).click();
    expect(await sends()).toEqual(
      asDelivered({
        shelves: { shelves_in: { type: 'multi_static_select', selected_options: [EAST, NORTH] } },
        people: { people_in: { type: 'multi_users_select', selected_users: ['U0ZED', 'U0ANA'] } },
        talks: { talks_in: { type: 'multi_conversations_select', selected_conversations: [BACK, ROOMS] } },
        rooms: { rooms_in: { type: 'multi_channels_select', selected_channels: [ROOMS] } },
      }),
    );
  });

  it('tick boxes, one of a few, and a day', async () => {
    const marked = { text: { type: 'mrkdwn', text: '*Lamp*' }, value: 'lamp' };
    await opens(
      input('things', { type: 'checkboxes', options: [marked, NORTH] }),
      input('kind', { type: 'radio_buttons', options: [NORTH, SOUTH], initial_option: NORTH }),
      input('day', { type: 'datepicker', initial_date: '2026-12-01' }),
    );
    await form.getByRole('group', { name: 'things' }).getByRole('checkbox', { name: 'Lamp' }).check();
    await form.getByRole('radiogroup', { name: 'kind' }).getByRole('radio', { name: 'South' }).check();
    await field('day').focus();
    await ana.page.keyboard.type('12242026');
    expect(await sends()).toEqual(
      asDelivered({
        things: { things_in: { type: 'checkboxes', selected_options: [marked] } },
        kind: { kind_in: { type: 'radio_buttons', selected_option: SOUTH } },
        day: { day_in: { type: 'datepicker', selected_date: '2026-12-24' } },
      }),
    );
  });

  it('take times, moments, numbers, addresses, links and rich text', async () => {
    await opens(
      input('time', { type: 'timepicker', initial_time: '09:00', timezone: 'Europe/Berlin' }),
      input('moment', { type: 'datetimepicker', initial_date_time: 1_800_000_000 }),
      input('count', { type: 'number_input', is_decimal_allowed: true, max_value: '9' }),
      input('mail', { type: 'email_text_input', placeholder: plain('name@example.org') }),
      input('link', { type: 'url_text_input' }),
      input('why', { type: 'rich_text_input' }),
    );
    expect([await field('time').inputValue(), await field('moment').inputValue()]).toEqual([
      '09:00',
      '2027-01-15T09:00',
    ]);
    await form.getByText('Europe/Berlin').waitFor();
    await field('time').fill('18:30');
    await field('moment').fill('2026-12-24T18:30');
    await field('count').fill('10');
    await field('mail').fill('ana');
    await field('link').fill('acme.example');
    await field('why').pressSequentially('Because\nof it');
    await ana.press('Send');
    for (const words of ['Must be no more than 9.', 'Must be a valid email address.', 'Must be a valid URL.'])
      await form.getByText(words).waitFor();
    await field('count').fill('8.5');
    await field('mail').fill('ana@acme.example');
    await field('link').fill('https://acme.example');
    const text = { type: 'text', text: 'Because\nof it' };
    expect(await sends()).toEqual({
      time: { time_in: { type: 'timepicker', selected_time: '18:30', timezone: 'Europe/Berlin' } },
      moment: { moment_in: { type: 'datetimepicker', selected_date_time: 1_798_133_400 } },
      count: { count_in: { type: 'number_input', value: '8.5' } },
      mail: { mail_in: { type: 'email_text_input', value: 'ana@acme.example' } },
      link: { link_in: { type: 'url_text_input', value: 'https://acme.example' } },
      why: {
        why_in: {
          type: 'rich_text_input',
          rich_text_value: { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [text] }] },
        },
      },
    });
  });

  it('get the focus with their error, what is chosen in them still safe from keys', async () => {
    await opens(input('shelves', { type: 'multi_static_select', ...SHELVES, initial_options: [EAST] }));
    stage().app.reply = () => ({ response_action: 'errors', errors: { shelves: 'This shelf is full' } });
    await ana.press('Send');
    await form.getByText('This shelf is full').waitFor();
    await field('shelves').and(ana.page.locator(':focus')).waitFor();
    await ana.page.keyboard.press('Space');
    expect(await tokens('shelves').allTextContents()).toEqual(['East']);
  });

  it('lose no letter while the app draws the form anew at each of them', async () => {
    const tells = { dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } };
    const name = textField('name', tells, { dispatch_action: true });
    await opens(name);
    const redraws: Promise<unknown>[] = [];
    stage().app.reply = ({ payload }) => {
      if (payload.type !== 'block_actions') return undefined;
      const view = modal([{ type: 'section', text: plain(`Drawn ${redraws.length + 1} times`) }, name]);
      redraws.push(stage().api('views.update', { view_id: payload.view?.id, view }));
      return undefined;
    };
    for (const letter of 'Desk 4') await stage().hears(() => field('name').pressSequentially(letter));
    await Promise.all(redraws);
    await form.getByText('Drawn 6 times').waitFor();
    expect(await field('name').inputValue()).toBe('Desk 4');
    const heard = await stage().hears(() => field('name').press('Control+Enter'));
    expect(heard.view?.state.values).toMatchObject({ name: { name_in: { value: 'Desk 4' } } });
  });

  it('stand beside menus that tell the app at once, and all of them are sent', async () => {
    const shelf = { type: 'static_select', action_id: 'it', ...SHELVES };
    const beside = { type: 'section', block_id: 'beside', text: plain('Which shelf?'), accessory: shelf };
    await opens(textField('name'), beside);
    await field('name').fill('Desk 4');
    const chosen = await stage().hears(() => ana.pick('Which shelf?', 'South'));
    expect(chosen).toMatchObject({ type: 'block_actions', actions: [{ block_id: 'beside', selected_option: SOUTH }] });
    expect(await sends()).toEqual(
      asDelivered({
        name: { name_in: { type: 'plain_text_input', value: 'Desk 4' } },
        beside: { it: { type: 'static_select', selected_option: SOUTH } },
      }),
    );
  });

  it('say so where the app does not answer what it asked to be told', async () => {
    await opens(input('shelf', { type: 'static_select', ...SHELVES }, { dispatch_action: true }));
    stage().app.reply = () => 'silence';
    await stage().hears(() => ana.pick('shelf', 'North'));
    await stage().clock.advance(3_000);
    await form.getByText('Not answered').waitFor();
    expect(await field('shelf').inputValue()).toBe('North');
    stage().app.reply = () => undefined;
    await stage().hears(() => ana.pick('shelf', 'South'));
    await form.getByText('Not answered').waitFor({ state: 'detached' });
  });

  it('tell the app at once where it asks for that', async () => {
    await opens(
      input('shelf', { type: 'static_select', ...SHELVES }, { dispatch_action: true }),
      textField('name', {}, { dispatch_action: true }),
      textField(
        'each',
        { dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } },
        {
          dispatch_action: true,
        },
      ),
    );
    const chosen = await stage().hears(() => ana.pick('shelf', 'North'));
    expect(chosen).toMatchObject({
      type: 'block_actions',
      container: { type: 'view' },
      actions: [{ type: 'static_select', selected_option: NORTH }],
    });
    await field('name').fill('Desk');
    const entered = await stage().hears(() => field('name').press('Enter'));
    expect(entered.actions).toMatchObject([{ type: 'plain_text_input', value: 'Desk' }]);
    const typed = await stage().hears(() => field('each').fill('D'));
    expect(typed.actions).toMatchObject([{ type: 'plain_text_input', value: 'D' }]);
    expect(stage().app.heard.slice(1)).toHaveLength(3);
  });
});
