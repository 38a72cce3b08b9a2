import { input, modal, option, plain, type Stage, startStage, textField } from './stage.ts';

describe('views', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const stack = () => stage.workspace.state.modals.get('U0ANA') ?? [];
  const values = (viewId: string) => {
    const held = stage.workspace.state.view(viewId)?.values ?? new Map();
    return Object.fromEntries([...held].map(([block, actions]) => [block, Object.fromEntries(actions)]));
  };
  /** Submits what lies on top, which the app answers with another form on it. */
  const push = async (viewId: string, view: object) => {
    stage.app.reply = () => ({ response_action: 'push', view });
    await stage.ana.submit(viewId);
    stage.app.reply = () => undefined;
    return stack().at(-1)?.id ?? '';
  };

  it('have a new hash on each change, and an old one does not win', async () => {
    const opened = await stage.api('views.open', { trigger_id: await stage.trigger(), view: modal([]) });
    const { id, hash } = opened.view ?? { id: '', hash: '' };
    const changed = await stage.api('views.update', { view_id: id, hash, view: modal([]) });
    expect(changed.ok).toBe(true);
    expect(changed.view?.hash).not.toBe(hash);
    expect((await stage.api('views.update', { view_id: id, hash, view: modal([]) })).error).toBe('hash_conflict');
    expect((await stage.api('views.update', { view_id: 'V0NONE', view: modal([]) })).error).toBe('not_found');
  });

  it('stand three deep, and know their root and what lies beneath', async () => {
    const first = await stage.open(modal([]));
    const second = await push(first, modal([]));
    const third = await push(second, modal([]));
    expect(stack().map(({ id, rootId, previousId }) => [id, rootId, previousId])).toEqual([
      [first, first, null],
      [second, first, first],
      [third, first, second],
    ]);
    await push(third, modal([]));
    expect(stack()).toHaveLength(3);
    expect(stack().at(-1)?.errors.get('')).toBe('We had some trouble connecting. Try again?');
    expect(stage.workspace.refusals.at(-1)).toMatchObject({ method: 'view_submission', error: 'push_limit_reached' });
  });

  it('are pushed by a click within the modal', async () => {
    const button = { type: 'button', action_id: 'more', text: plain('More') };
    const id = await stage.open(modal([{ type: 'actions', block_id: 'row', elements: [button] }]));
    await stage.ana.act({ kind: 'view', viewId: id }, { blockId: 'row', actionId: 'more' });
    const { trigger_id } = stage.app.last().payload;
    expect((await stage.api('views.push', { trigger_id, view: modal([]) })).view?.root_view_id).toBe(id);
  });

  it('go by an external_id that no other view has', async () => {
    const id = await stage.open(modal([], { external_id: 'mine' }));
    expect(
      (await stage.api('views.update', { external_id: 'mine', view: modal([], { external_id: 'mine' }) })).view?.id,
    ).toBe(id);
    await stage.bo.useShortcut('new_desk');
    const view = modal([], { external_id: 'mine' });
    const { trigger_id } = stage.app.last().payload;
    expect((await stage.api('views.open', { trigger_id, view })).error).toBe('duplicate_external_id');
    const pushed = { trigger_id: await stage.trigger(), view };
    stage.app.reply = () => ({ response_action: 'push', view });
    await stage.ana.submit(id);
    stage.app.reply = () => undefined;
    expect(stage.workspace.refusals.at(-1)).toMatchObject({
      method: 'view_submission',
      error: 'duplicate_external_id',
    });
    expect(stack()).toHaveLength(1);
    expect((await stage.api('views.open', pushed)).ok).toBe(true);
    await stage.ana.close(stack()[0]?.id ?? '');
    const published = await stage.api('views.publish', {
      user_id: 'U0BO',
      view: { type: 'home', external_id: 'mine', blocks: [] },
    });
    expect(published.ok).toBe(true);
  });

  it('keep what was put in where both ids stay, and start anew where they do not', async () => {
    const fields = (second: string) => modal([textField('kept'), textField(second, { initial_value: 'first' })]);
    const id = await stage.open(fields('before'));
    await stage.ana.put(id, 'kept', 'kept_in', { type: 'plain_text_input', value: 'typed' });
    await stage.ana.put(id, 'before', 'before_in', { type: 'plain_text_input', value: 'typed' });
    await stage.api('views.update', { view_id: id, view: fields('after') });
    expect(values(id)).toMatchObject({
      kept: { kept_in: { value: 'typed' } },
      after: { after_in: { value: 'first' } },
    });
  });

  it('keep a first value nobody touched, whatever value they are drawn with anew', async () => {
    const drawn = (words: string) => modal([textField('it', { initial_value: words })]);
    const id = await stage.open(drawn('first'));
    await stage.api('views.update', { view_id: id, view: drawn('second') });
    expect(values(id)).toMatchObject({ it: { it_in: { value: 'first' } } });
    const renamed = modal([{ ...textField('it', { initial_value: 'second' }), block_id: 'it_2' }]);
    await stage.api('views.update', { view_id: id, view: renamed });
    expect(values(id)).toMatchObject({ it_2: { it_in: { value: 'second' } } });
  });

  it('start anew where a field of the same ids is of another type', async () => {
    const id = await stage.open(modal([textField('it', { initial_value: 'words' })]));
    await stage.api('views.update', { view_id: id, view: modal([input('it', { type: 'datepicker' })]) });
    expect(values(id)).toEqual({ it: { it_in: { type: 'datepicker', selected_date: null } } });
  });

  it('start with the initial values of every kind of field, also outside of inputs', async () => {
    const choices = { options: [option('a'), option('b')] };
    const boxes = { type: 'checkboxes', action_id: 'boxes', ...choices, initial_options: [option('b')] };
    const day = { type: 'datepicker', action_id: 'day', initial_date: '2026-12-01' };
    const id = await stage.open(
      modal([
        input('radio', { type: 'radio_buttons', ...choices, initial_option: option('a') }),
        input('here', { type: 'conversations_select', default_to_current_conversation: true }),
        { type: 'actions', block_id: 'row', elements: [boxes, day] },
      ]),
    );
    expect(values(id)).toEqual({
      radio: { radio_in: { type: 'radio_buttons', selected_option: option('a') } },
      here: { here_in: { type: 'conversations_select', selected_conversation: 'C0ROOMS' } },
      row: {
        boxes: { type: 'checkboxes', selected_options: [option('b')] },
        day: { type: 'datepicker', selected_date: '2026-12-01' },
      },
    });
  });

  it('are refused when they are larger than 250 kB', async () => {
    const big = Array.from({ length: 60 }, () => ({ type: 'section', text: plain('ü'.repeat(2_900)) }));
    const answer = await stage.api('views.open', { trigger_id: await stage.trigger(), view: modal(big) });
    expect(answer.error).toBe('view_too_large');
  });

  it('take the answer to a submission: errors at input blocks, a redrawn view, or all gone', async () => {
    const id = await stage.open(
      modal([textField('name', { initial_value: 'x' }), { type: 'divider', block_id: 'line' }]),
    );
    stage.app.reply = () => ({ response_action: 'errors', errors: { name: 'Taken already.' } });
    await stage.ana.submit(id);
    expect(stack()[0]?.errors).toEqual(new Map([['name', 'Taken already.']]));
    stage.app.reply = () => ({ response_action: 'errors', errors: { line: 'Too straight.' } });
    await stage.ana.submit(id);
    expect(stage.workspace.refusals.at(-1)?.error).toBe('invalid_errors');
    stage.app.reply = () => ({ response_action: 'update', view: modal([], { title: plain('Drawn anew') }) });
    await stage.ana.submit(id);
    expect(stack()[0]?.definition).toMatchObject({ title: { text: 'Drawn anew' } });
    stage.app.reply = () => ({ response_action: 'clear' });
    await stage.ana.submit(id);
    expect(stack()).toEqual([]);
  });

  it('are published to a Home tab only where the manifest has one', async () => {
    const view = { type: 'home', blocks: [] };
    expect((await stage.api('views.publish', { user_id: 'U0ANA', view })).ok).toBe(true);
    expect((await stage.api('views.publish', { user_id: 'U0ANA', hash: 'old', view })).error).toBe('hash_conflict');
    const without = await startStage({ homeTab: false });
    expect((await without.api('views.publish', { user_id: 'U0ANA', view })).error).toBe('not_enabled');
    await expect(without.ana.openHome()).rejects.toThrow('This app has no Home tab.');
    await without.stop();
  });
});
