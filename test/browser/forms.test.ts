import type { Locator } from 'playwright-core';
import { describeShown, type Tab } from '../helpers/browser.ts';
import { startShownStage } from '../helpers/scripted-app.ts';
import { modal, plain, textField } from '../sandbox/slack/stage.ts';

const TROUBLE = 'We had some trouble connecting. Try again?';

describeShown('the life of a form', startShownStage, (stage) => {
  let ana: Tab;
  beforeEach(async () => {
    ana = await stage().tab('ana');
    await ana.composer.focus();
  });

  const named = (title: string, blocks: object[], more: object = {}) => modal(blocks, { title: plain(title), ...more });
  const isFocused = (element: Locator) => element.and(ana.page.locator(':focus')).waitFor();
  const isGone = (form: Locator) => form.waitFor({ state: 'detached' });
  const sent = (type: string) => stage().app.heard.filter((each) => each.payload.type === type);

  it('starts at its first field, or where the app wants it, and gives the focus back when it is cancelled', async () => {
    await stage().open(named('Desk', [textField('name'), textField('why')]));
    const desk = await ana.form('Desk');
    await isFocused(desk.getByLabel('name'));
    await ana.press('Cancel');
    await isGone(desk);
    await isFocused(ana.composer);
    await stage().open(named('Room', [textField('name'), textField('why', { focus_on_load: true })]));
    await isFocused((await ana.form('Room')).getByLabel('why'));
    await ana.page.keyboard.press('Escape');
    await isFocused(ana.composer);
    expect(sent('view_closed')).toEqual([]);
  });

  it('is shown to nobody else', async () => {
    const bo = await stage().tab('bo');
    await stage().open(named('Desk', [textField('name')]));
    await ana.form('Desk');
    await stage().post([], { text: 'A form is open' });
    await bo.sees('A form is open');
    expect(await bo.page.getByRole('dialog').count()).toBe(0);
  });

  it('keeps what is typed when the app draws it anew, where block and field are the same', async () => {
    const id = await stage().open(named('Desk', [textField('name'), textField('why'), textField('size')]));
    const desk = await ana.form('Desk');
    await desk.getByLabel('why').fill('Old words');
    await desk.getByLabel('size').fill('Large');
    await desk.getByLabel('name').fill('Window desk');
    const blocks = [
      textField('name', { initial_value: 'Ignored' }),
      textField('why', { action_id: 'why_anew', initial_value: 'New words' }),
      { ...textField('size', { initial_value: 'Small' }), block_id: 'size anew' },
    ];
    await stage().api('views.update', { view_id: id, view: named('Desk, anew', blocks) });
    const anew = await ana.form('Desk, anew');
    await isFocused(anew.getByLabel('name'));
    const heard = await stage().hears(() => anew.getByLabel('name').press('Enter'));
    expect(heard.view?.state.values).toEqual({
      name: { name_in: { type: 'plain_text_input', value: 'Window desk' } },
      why: { why_anew: { type: 'plain_text_input', value: 'New words' } },
      'size anew': { size_in: { type: 'plain_text_input', value: 'Small' } },
    });
    await isGone(anew);
  });

  it('sends nothing while a required field is empty, and leads to the first one', async () => {
    await stage().open(
      named('Desk', [textField('spare', {}, { optional: true }), textField('name'), textField('why')]),
    );
    const desk = await ana.form('Desk');
    await ana.press('Send');
    await desk.getByText('Please complete this required field.').first().waitFor();
    expect(await desk.getByText('Please complete this required field.').count()).toBe(2);
    await isFocused(desk.getByLabel('name'));
    expect(sent('view_submission')).toEqual([]);
  });

  it('shows the app’s errors at their fields, leads to the first, and drops each one as its field is mended', async () => {
    await stage().open(named('Desk', [textField('name'), textField('why'), textField('size')]));
    const desk = await ana.form('Desk');
    for (const label of ['name', 'why', 'size']) await desk.getByLabel(label).fill('x');
    stage().app.reply = () => ({ response_action: 'errors', errors: { size: 'Too small', why: 'No reason' } });
    await ana.press('Send');
    const why = desk.getByLabel('why');
    await isFocused(why);
    expect(await why.getAttribute('aria-invalid')).toBe('true');
    const describedBy = await why.getAttribute('aria-describedby');
    expect(await desk.locator(`[id="${describedBy}"]`).textContent()).toBe('No reason');
    await why.fill('To work');
    await desk.getByText('No reason').waitFor({ state: 'detached' });
    await desk.getByText('Too small').waitFor();
    stage().app.reply = () => undefined;
    await ana.press('Send');
    await isGone(desk);
  });

  it('is sent once however often Enter is pressed, and loses nothing when the app does not answer', async () => {
    await stage().open(named('Desk', [textField('name')]));
    const desk = await ana.form('Desk');
    const name = desk.getByLabel('name');
    await name.fill('Window desk');
    stage().app.reply = () => 'silence';
    await stage().hears(() => name.press('Enter'));
    const send = desk.getByRole('button', { name: 'Send' });
    await send.and(ana.page.locator('[aria-disabled=true][aria-busy=true]')).waitFor();
    await name.press('Enter');
    await send.click({ force: true });
    await stage().clock.advance(3_000);
    await desk.getByRole('alert').getByText(TROUBLE).waitFor();
    expect(sent('view_submission')).toHaveLength(1);
    expect(await name.inputValue()).toBe('Window desk');
    await send.and(ana.page.locator(':not([aria-disabled])')).waitFor();
    stage().app.reply = () => undefined;
    const heard = await stage().hears(() => name.press('Enter'));
    expect(heard.view?.state.values).toMatchObject({ name: { name_in: { value: 'Window desk' } } });
    await isGone(desk);
    await isFocused(ana.composer);
  });

  it('cannot be sent before the app lets it', async () => {
    const id = await stage().open(named('Desk', [textField('name')], { submit_disabled: true }));
    const desk = await ana.form('Desk');
    await desk.getByLabel('name').fill('Window desk');
    await desk.getByLabel('name').press('Enter');
    await stage().api('views.update', { view_id: id, view: named('Ready', [textField('name')]) });
    await ana.form('Ready');
    expect(sent('view_submission')).toEqual([]);
    await stage().hears(() => ana.press('Send'));
    expect(sent('view_submission')).toHaveLength(1);
  });

  it('turns into another one in its place', async () => {
    await stage().open(named('Desk', [textField('name')]));
    await (await ana.form('Desk')).getByLabel('name').fill('Window desk');
    const done = { type: 'modal', title: plain('Done'), blocks: [{ type: 'section', text: plain('It is yours.') }] };
    stage().app.reply = () => ({ response_action: 'update', view: done });
    await ana.press('Send');
    const form = await ana.form('Done');
    await form.getByText('It is yours.', { exact: true }).waitFor();
    await form.getByRole('status').getByText('Done. It is yours.').waitFor({ state: 'attached' });
    expect(await ana.page.getByRole('dialog').count()).toBe(1);
    expect(await form.getByRole('button').allTextContents()).toEqual(['', 'Close']);
    await ana.press('Close');
    await isFocused(ana.composer);
  });

  describe('in a stack', () => {
    const told = { notify_on_close: true };

    /** A form, one pushed onto it by a button, and one pushed onto that by sending it. */
    const stacksThree = async () => {
      const push = { type: 'actions', elements: [{ type: 'button', action_id: 'push', text: plain('Choose a room') }] };
      await stage().open(named('Desk', [textField('name'), push], told));
      const desk = await ana.form('Desk');
      await desk.getByLabel('name').fill('Window desk');
      const { trigger_id } = await stage().hears(() => desk.getByRole('button', { name: 'Choose a room' }).click());
      await stage().api('views.push', { trigger_id, view: named('Room', [textField('room')], told) });
      const room = await ana.form('Room');
      await room.getByLabel('room').fill('Blue room');
      const third = named('Floor', [textField('floor')], told);
      stage().app.reply = ({ payload }) =>
        payload.type === 'view_submission' ? { response_action: 'push', view: third } : undefined;
      await ana.press('Send');
      return { desk, room, floor: await ana.form('Floor') };
    };

    it('goes back one by one with Cancel, everything typed still there', async () => {
      const { desk, room, floor } = await stacksThree();
      await isFocused(floor.getByLabel('floor'));
      const closed = await stage().hears(() => ana.press('Cancel'));
      expect(closed).toMatchObject({
        type: 'view_closed',
        is_cleared: false,
        view: { title: plain('Floor'), state: { values: {} } },
      });
      await isGone(floor);
      expect(await room.getByLabel('room').inputValue()).toBe('Blue room');
      await stage().hears(() => ana.press('Cancel'));
      await isGone(room);
      expect(await desk.getByLabel('name').inputValue()).toBe('Window desk');
      await isFocused(desk.getByRole('button', { name: 'Choose a room' }));
    });

    it('is closed whole by the x: the app hears of the first form', async () => {
      const { desk } = await stacksThree();
      const closed = await stage().hears(() => ana.press('Close all'));
      expect(closed).toMatchObject({ type: 'view_closed', is_cleared: true, view: { title: plain('Desk') } });
      await isGone(desk);
      expect(await ana.page.getByRole('dialog').count()).toBe(0);
      expect(sent('view_closed')).toHaveLength(1);
      await isFocused(ana.composer);
    });

    it('is cleared by the app, and nobody is told', async () => {
      const { desk, floor } = await stacksThree();
      await floor.getByLabel('floor').fill('Third');
      stage().app.reply = () => ({ response_action: 'clear' });
      await ana.press('Send');
      await isGone(desk);
      expect(sent('view_closed')).toEqual([]);
      await isFocused(ana.composer);
    });

    it('lets nobody press or reach what lies beneath', async () => {
      const { desk, floor } = await stacksThree();
      for (let presses = 0; presses < 6; presses += 1) {
        await ana.page.keyboard.press('Tab');
        expect(await floor.locator(':focus').count()).toBe(1);
      }
      expect(await desk.locator(':focus').count()).toBe(0);
    });
  });
});
