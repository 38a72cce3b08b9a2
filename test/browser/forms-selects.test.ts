import type { Locator } from 'playwright-core';
import { describeShown, type Tab } from '../helpers/browser.ts';
import { startShownStage } from '../helpers/scripted-app.ts';
import { asDelivered, input, modal, option, plain } from '../sandbox/slack/stage.ts';

const PLANS = option('room:41', 'Plans');
const POOL = { ...option('room:42', 'Pool'), description: plain('second floor') };

/** Long enough for typing to have rested, and for what the sandbox tells to be drawn, in milliseconds. */
const REST = 200;

describeShown('selects whose choices the app looks up', startShownStage, (stage) => {
  let ana: Tab;
  let form: Locator;
  beforeEach(async () => {
    ana = await stage().tab('ana');
  });

  const asked = () => stage().app.heard.filter((each) => each.payload.type === 'block_suggestion');
  const room = () => form.getByRole('combobox', { name: 'room' });
  const choice = (name: string) => ana.page.getByRole('option', { name });
  const opens = async (element: object) => {
    await stage().open(modal([input('room', element)]));
    form = await ana.form('A form');
  };
  /** The browser's time stands still from now on; it moves by `rests` only. */
  const stopsTime = async () => {
    await ana.page.clock.install();
    await ana.page.clock.pauseAt(Date.now() + 60_000);
  };
  const rests = () => ana.page.clock.runFor(REST);

  it('ask from the third character on, once for what is typed fast, and show groups with their names', async () => {
    await opens({ type: 'external_select' });
    stage().app.reply = () => ({
      option_groups: [
        { label: plain('Upstairs'), options: [POOL] },
        { label: plain('Downstairs'), options: [PLANS] },
      ],
    });
    await stopsTime();
    await room().pressSequentially('pl');
    await ana.page.getByText('Type 1 more character').first().waitFor();
    await rests();
    await room().pressSequentially('ans');
    const heard = await stage().hears(rests);
    expect(heard).toMatchObject({
      type: 'block_suggestion',
      value: 'plans',
      block_id: 'room',
      action_id: 'room_in',
      view: { type: 'modal' },
    });
    await ana.page
      .getByRole('group', { name: 'Upstairs' })
      .getByRole('option', { name: 'Pool second floor' })
      .waitFor();
    await choice('Plans').click();
    expect(asked()).toHaveLength(1);
    expect(await room().inputValue()).toBe('Plans');
    stage().app.reply = () => undefined;
    const sent = await stage().hears(() => ana.press('Send'));
    expect(sent.view?.state.values).toEqual(
      asDelivered({
        room: { room_in: { type: 'external_select', selected_option: PLANS } },
      }),
    );
  });

  it('ask at once when opened, where the app wants that, and say when nothing is found', async () => {
    await opens({ type: 'external_select', min_query_length: 0 });
    stage().app.reply = ({ payload }) => ({ options: 'value' in payload && payload.value === '' ? [PLANS] : [] });
    expect(await stage().hears(() => room().click())).toMatchObject({ type: 'block_suggestion', value: '' });
    await choice('Plans').waitFor();
    await room().fill('xyz');
    await ana.page.locator('.combobox-note').getByText('No matches').waitFor();
    expect(asked().at(-1)?.payload).toMatchObject({ value: 'xyz' });
  });

  it('say when the app does not answer within three seconds, and ask again', async () => {
    await opens({ type: 'external_select', min_query_length: 1 });
    stage().app.reply = () => 'silence';
    await stage().hears(() => room().fill('pl'));
    await stage().clock.advance(3_000);
    await ana.page.getByText('The app did not answer.').first().waitFor();
    stage().app.reply = () => ({ options: [PLANS] });
    await ana.page.getByRole('button', { name: 'Try again' }).click();
    await choice('Plans').click();
    expect(await room().inputValue()).toBe('Plans');
  });

  it('take several, as tokens that can be taken out again, and no more than the app allows', async () => {
    await opens({ type: 'multi_external_select', min_query_length: 0, max_selected_items: 2 });
    const hall = option('room:43', 'Hall');
    stage().app.reply = () => ({ options: [PLANS, POOL, hall] });
    await room().click();
    await choice('Plans').click();
    await choice('Pool').click();
    await choice('Hall').and(ana.page.locator('[aria-disabled=true]')).waitFor();
    await ana.page.getByText('You can choose up to 2.').first().waitFor();
    await room().press('Escape');
    const tokens = form.getByRole('list', { name: 'Chosen: room' }).getByRole('listitem');
    expect(await tokens.allTextContents()).toEqual(['Plans', 'Pool']);
    await form.getByRole('button', { name: 'Take out Plans' }).click();
    await room().click();
    await choice('Hall').click();
    await room().press('Escape');
    await room().press('Backspace');
    stage().app.reply = () => undefined;
    const sent = await stage().hears(() => ana.press('Send'));
    expect(sent.view?.state.values).toEqual(
      asDelivered({
        room: { room_in: { type: 'multi_external_select', selected_options: [POOL] } },
      }),
    );
  });

  it('ask from a message too, and tell it what was chosen', async () => {
    stage().app.reply = () => ({ options: [PLANS] });
    const element = { type: 'external_select', action_id: 'room', min_query_length: 1, placeholder: plain('A room') };
    await stage().post([{ type: 'actions', block_id: 'row', elements: [element] }]);
    const message = ana.page.getByRole('main').getByRole('article');
    const heard = await stage().hears(() => message.getByRole('combobox', { name: 'A room' }).fill('pl'));
    expect(heard).toMatchObject({ type: 'block_suggestion', container: { type: 'message' }, value: 'pl' });
    expect(heard).not.toHaveProperty('trigger_id');
    const chosen = await stage().hears(() => choice('Plans').click());
    expect(chosen.actions).toMatchObject([{ type: 'external_select', selected_option: PLANS }]);
  });
});
