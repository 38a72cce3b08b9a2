import { input, modal, option, plain, ROOMS, type Stage, startStage, textField } from './stage.ts';

describe('a form', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const stack = () => stage.workspace.state.modals.get('U0ANA') ?? [];
  const errors = () => Object.fromEntries(stack().at(-1)?.errors ?? []);
  const submissions = () => stage.app.heard.filter((each) => each.payload.type === 'view_submission');
  const push = async (viewId: string, view: object) => {
    stage.app.reply = () => ({ response_action: 'push', view });
    await stage.ana.submit(viewId);
    stage.app.reply = () => undefined;
    return stack().at(-1)?.id ?? '';
  };

  it.each([
    ['a required field left empty', textField('it'), null, 'Please complete this required field.'],
    ['an optional field left empty', textField('it', { min_length: 3 }, { optional: true }), null, undefined],
    ['a text too short', textField('it', { min_length: 3 }), 'ab', 'Must be at least 3 characters.'],
    ['a text long enough', textField('it', { min_length: 3 }), 'abc', undefined],
    ['a text as long as it may be', textField('it', { max_length: 3 }), '🚀🚀🚀', undefined],
    ['a text too long', textField('it', { max_length: 3 }), 'abcd', 'Must be no more than 3 characters.'],
    ['a text of 3,001 characters', textField('it'), 'x'.repeat(3_001), 'Must be no more than 3000 characters.'],
  ])('with %s is checked before it leaves', async (_what, block, value, words) => {
    const id = await stage.open(modal([block]));
    await stage.ana.put(id, 'it', 'it_in', { type: 'plain_text_input', value });
    await stage.ana.submit(id);
    expect(submissions()).toHaveLength(words === undefined ? 1 : 0);
    expect(errors()).toEqual(words === undefined ? {} : { it: words });
  });

  const numbers = { type: 'number_input', is_decimal_allowed: false, min_value: '2', max_value: '10' };
  const decimals = { ...numbers, is_decimal_allowed: true };
  const mail = { type: 'email_text_input' };
  const link = { type: 'url_text_input' };

  it.each([
    ['a number as small as it may be', numbers, '2', undefined],
    ['a number as large as it may be', numbers, '10', undefined],
    ['a number too small', numbers, '1', 'Must be at least 2.'],
    ['a number too large', numbers, '11', 'Must be no more than 10.'],
    ['a decimal where it takes none', numbers, '2.5', 'Must be a whole number.'],
    ['a decimal', decimals, '2.5', undefined],
    ['a decimal too large', decimals, '10.01', 'Must be no more than 10.'],
    ['words for a number', numbers, 'two', 'Must be a number.'],
    ['an address', mail, 'ana@acme.example', undefined],
    ['an address without a domain', mail, 'ana@acme', 'Must be a valid email address.'],
    ['two addresses', mail, 'ana@acme.example, bo@acme.example', 'Must be a valid email address.'],
    ['a link', link, 'https://acme.example/a?b=c', undefined],
    ['a link without a scheme', link, 'acme.example', 'Must be a valid URL.'],
    ['a link of another kind', link, 'ftp://acme.example', 'Must be a valid URL.'],
  ])('with %s is checked before it leaves', async (_what, element, typed, words) => {
    const id = await stage.open(modal([input('it', element)]));
    const form = await stage.workspace.as('U0ANA').form('A form');
    await form.fill('it', typed);
    await form.submit();
    expect(submissions()).toHaveLength(words === undefined ? 1 : 0);
    expect(errors()).toEqual(words === undefined ? {} : { it: words });
    if (words === undefined)
      expect(submissions()[0]?.payload).toMatchObject({
        view: { id, state: { values: { it: { it_in: { type: element.type, value: typed } } } } },
      });
  });

  it('takes days, times, moments and rich text as they are typed, and starts with what it was drawn with', async () => {
    const rich = {
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Why' }] }],
    };
    await stage.open(
      modal([
        input('day', { type: 'datepicker' }),
        input('time', { type: 'timepicker', initial_time: '09:00' }),
        input('moment', { type: 'datetimepicker', initial_date_time: 1_800_000_000 }),
        input('words', { type: 'rich_text_input', initial_value: rich }),
        input('count', { type: 'number_input', is_decimal_allowed: true, initial_value: '2.5' }),
        input('empty', { type: 'rich_text_input' }, { optional: true }),
      ]),
    );
    const form = await stage.workspace.as('U0ANA').form('A form');
    expect([form.value('time'), form.value('moment'), form.value('words'), form.value('count')]).toEqual([
      '09:00',
      '2027-01-15T08:00:00.000Z',
      'Why',
      '2.5',
    ]);
    await form.fill('day', '2026-12-24');
    await form.fill('time', '18:30');
    await form.fill('moment', '2026-12-24T18:30:00Z');
    await form.fill('words', 'Because\nof it');
    await form.submit();
    const text = { type: 'text', text: 'Because\nof it' };
    expect(submissions()[0]?.payload).toMatchObject({
      view: {
        state: {
          values: {
            day: { day_in: { type: 'datepicker', selected_date: '2026-12-24' } },
            time: { time_in: { type: 'timepicker', selected_time: '18:30' } },
            moment: { moment_in: { type: 'datetimepicker', selected_date_time: 1_798_137_000 } },
            words: {
              words_in: {
                type: 'rich_text_input',
                rich_text_value: { elements: [{ type: 'rich_text_section', elements: [text] }] },
              },
            },
            count: { count_in: { type: 'number_input', value: '2.5' } },
            empty: { empty_in: { type: 'rich_text_input', rich_text_value: null } },
          },
        },
      },
    });
  });

  it('with more choices than it takes is checked too, and mended by choosing again', async () => {
    const options = [option('a'), option('b'), option('c')];
    const id = await stage.open(modal([input('it', { type: 'multi_static_select', options, max_selected_items: 2 })]));
    const choose = (selected_options: typeof options) =>
      stage.ana.put(id, 'it', 'it_in', { type: 'multi_static_select', selected_options });
    await choose(options);
    await stage.ana.submit(id);
    expect(errors()).toEqual({ it: 'Choose no more than 2.' });
    await choose(options.slice(1));
    expect(errors()).toEqual({});
    await stage.ana.submit(id);
    expect(submissions()).toHaveLength(1);
    expect(stack()).toEqual([]);
  });

  it('is sent once, however often the button is pressed', async () => {
    const id = await stage.open(modal([]));
    expect(await Promise.all([stage.ana.submit(id), stage.ana.submit(id)])).toEqual(['acknowledged', 'acknowledged']);
    expect(submissions()).toHaveLength(1);
  });

  it('says that there was trouble when no answer comes in time, and can be sent again', async () => {
    const id = await stage.open(modal([]));
    stage.app.reply = () => 'silence';
    const heard = stage.app.next();
    const submitted = stage.ana.submit(id);
    await heard;
    await stage.clock.advance(3_000);
    expect(await submitted).toBe('unanswered');
    expect(errors()).toEqual({ '': 'We had some trouble connecting. Try again?' });
    stage.app.reply = () => undefined;
    expect(await stage.ana.submit(id)).toBe('acknowledged');
    expect(stack()).toEqual([]);
  });

  it('closed while it is being sent shows nothing of the answer', async () => {
    const id = await stage.open(modal([]));
    stage.app.reply = () => ({ response_action: 'push', view: modal([]) });
    const submitted = stage.ana.submit(id);
    await stage.ana.close(id);
    await submitted;
    expect(stack()).toEqual([]);
  });

  it('brings a response_url for each conversation chosen where one is asked for', async () => {
    const blocks = [
      input('asked', { type: 'conversations_select', response_url_enabled: true, initial_conversation: ROOMS }),
      input('empty', { type: 'channels_select', response_url_enabled: true }, { optional: true }),
      input('not', { type: 'channels_select', initial_channel: ROOMS }),
    ];
    await stage.ana.submit(await stage.open(modal(blocks)));
    expect(stage.app.last().payload.response_urls).toEqual([
      { response_url: expect.any(String), channel_id: ROOMS, block_id: 'asked', action_id: 'asked_in' },
    ]);
  });

  it('closes by its button alone or by the x with all beneath, and tells an app that asked', async () => {
    const told = { notify_on_close: true };
    const root = await stage.open(modal([textField('it', { initial_value: 'secret' })], told));
    const second = await push(root, modal([], told));
    await expect(stage.ana.close(root)).rejects.toThrow('Another form lies in front of this one.');
    const typed = { type: 'plain_text_input', value: 'x' };
    await expect(stage.ana.put(root, 'it', 'it_in', typed)).rejects.toThrow('Another form lies in front of this one.');
    await stage.ana.close(second);
    expect(stage.app.last().payload).toMatchObject({ type: 'view_closed', view: { id: second }, is_cleared: false });
    const third = await push(root, modal([]));
    await stage.ana.close(third, true);
    expect(stack()).toEqual([]);
    expect(stage.app.last().payload).toMatchObject({ type: 'view_closed', is_cleared: true });
    expect(stage.app.last().payload.view?.id).toBe(root);
    expect(stage.app.last().payload.view?.state.values).toEqual({});
  });

  it('that did not ask is closed quietly, and takes all with it where it says so', async () => {
    const root = await stage.open(modal([]));
    const second = await push(root, modal([], { clear_on_close: true }));
    const heard = stage.app.heard.length;
    await stage.ana.close(second);
    expect(stack()).toEqual([]);
    expect(stage.app.heard).toHaveLength(heard);
  });

  it('is somebody’s own, and without a button cannot be submitted', async () => {
    const id = await stage.open({ type: 'modal', title: plain('Words'), blocks: [] });
    await expect(stage.ana.submit(id)).rejects.toThrow('This form has no submit button.');
    await expect(stage.bo.submit(id)).rejects.toThrow('This form is closed.');
    await expect(stage.ana.put(id, 'a', 'b', { type: 'plain_text_input' })).rejects.toThrow('This is no longer here');
  });
});
