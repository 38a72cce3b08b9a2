import type { Place } from '../../../sandbox/slack/screen.ts';
import type { FieldValue } from '../../../sandbox/slack/state.ts';
import { asDelivered, input, modal, option, plain, ROOMS, type Stage, startStage, textField } from './stage.ts';

const choices = { options: [option('a'), option('b'), option('c')] };

/** Each kind of element, what somebody does with it, and what the app hears of that. */
const FIELDS: [{ type: string; [property: string]: unknown }, Omit<FieldValue, 'type'>][] = [
  [{ type: 'static_select', ...choices }, { selected_option: option('b') }],
  [{ type: 'static_select', option_groups: [{ label: plain('g'), ...choices }] }, { selected_option: option('c') }],
  [{ type: 'multi_static_select', ...choices }, { selected_options: [option('a'), option('c')] }],
  [{ type: 'external_select' }, { selected_option: option('room:41', 'Plans') }],
  [{ type: 'multi_external_select' }, { selected_options: [option('room:41', 'Plans')] }],
  [{ type: 'users_select' }, { selected_user: 'U0BO' }],
  [{ type: 'multi_users_select' }, { selected_users: ['U0BO', 'U0ANA'] }],
  [{ type: 'conversations_select' }, { selected_conversation: ROOMS }],
  [{ type: 'multi_conversations_select' }, { selected_conversations: [ROOMS] }],
  [{ type: 'channels_select' }, { selected_channel: ROOMS }],
  [{ type: 'multi_channels_select' }, { selected_channels: [ROOMS] }],
  [{ type: 'checkboxes', ...choices }, { selected_options: [option('a')] }],
  [{ type: 'radio_buttons', ...choices }, { selected_option: option('a') }],
  [{ type: 'datepicker' }, { selected_date: '2026-12-24' }],
  [
    { type: 'timepicker', timezone: 'Europe/Berlin' },
    { selected_time: '18:30', timezone: 'Europe/Berlin' },
  ],
  [{ type: 'datetimepicker' }, { selected_date_time: 1_800_000_000 }],
];
const fieldRows = FIELDS.map(([element, value]) => [element.type, element, value] as const);

describe('using an element', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const row = (...elements: object[]) => ({ type: 'actions', block_id: 'row', elements });
  const beside = (accessory: object) => ({ type: 'section', block_id: 'row', text: plain('Words'), accessory });
  const onMessage = async (block: object): Promise<Place> => ({
    kind: 'message',
    channel: ROOMS,
    ts: await stage.post([block]),
  });
  const inModal = async (block: object): Promise<Place> => ({ kind: 'view', viewId: await stage.open(modal([block])) });
  const atHome = async (block: object): Promise<Place> => {
    const published = await stage.api('views.publish', { user_id: 'U0ANA', view: { type: 'home', blocks: [block] } });
    return { kind: 'view', viewId: published.view?.id ?? '' };
  };

  describe.each(fieldRows)('of type %s', (type, element, value) => {
    const field = { ...element, action_id: 'it' };
    const use = { blockId: 'row', actionId: 'it', value: { type, ...value } };
    const told = asDelivered({ type, ...value });
    const held = { row: { it: told } };

    it('on a message tells the app what is chosen, and the message keeps it', async () => {
      const place = await onMessage(row(field));
      expect(await stage.ana.act(place, use)).toBe('acknowledged');
      const { payload } = stage.app.last();
      expect(payload.actions).toMatchObject([{ ...told, action_id: 'it', block_id: 'row' }]);
      expect(payload.actions?.[0]).not.toHaveProperty('options');
      expect(payload.state?.values).toEqual(held);
      expect(payload).toMatchObject({ container: { type: 'message', is_ephemeral: false }, channel: { id: ROOMS } });
    });

    it('beside a section of a modal tells the app, and the view keeps it', async () => {
      // A moment is picked in a row of its own (docs: datetime picker).
      await stage.ana.act(await inModal(type === 'datetimepicker' ? row(field) : beside(field)), use);
      const { payload } = stage.app.last();
      expect(payload.actions).toMatchObject([told]);
      expect(payload.view?.state.values).toEqual(held);
      expect(payload).toMatchObject({ container: { type: 'view' } });
      expect(payload).not.toHaveProperty('response_url');
    });

    it('in an input waits for the submission, unless the block dispatches', async () => {
      const quiet = await stage.open(modal([input('row', field)]));
      const heard = stage.app.heard.length;
      await stage.ana.put(quiet, 'row', 'it', use.value);
      expect(stage.app.heard).toHaveLength(heard);
      await stage.ana.submit(quiet);
      expect(stage.app.last().payload).toMatchObject({ type: 'view_submission', view: { state: { values: held } } });
      const loud = await stage.open(modal([input('row', field, { dispatch_action: true })]));
      await stage.ana.put(loud, 'row', 'it', use.value);
      expect(stage.app.last().payload).toMatchObject({ type: 'block_actions', actions: [told] });
    });
  });

  it('a button sends what it carries, links included, from each surface', async () => {
    const button = {
      type: 'button',
      action_id: 'it',
      text: plain('Go'),
      value: 'R-17',
      url: 'https://a.example',
      style: 'primary',
    };
    for (const place of [await onMessage(row(button)), await inModal(beside(button)), await atHome(row(button))]) {
      await stage.ana.act(place, { blockId: 'row', actionId: 'it' });
      const [action] = stage.app.last().payload.actions ?? [];
      expect(action).toEqual({
        ...asDelivered(button),
        block_id: 'row',
        action_ts: expect.stringMatching(/^\d+\.\d{6}$/),
      });
    }
    expect(stage.app.last().payload).toMatchObject({ view: { type: 'home' } });
  });

  it('an overflow menu sends the choice and forgets it', async () => {
    const place = await onMessage(row({ type: 'overflow', action_id: 'it', ...choices }));
    const value = { type: 'overflow', selected_option: option('b') };
    await stage.ana.act(place, { blockId: 'row', actionId: 'it', value });
    expect(stage.app.last().payload.actions).toMatchObject([value]);
    expect(stage.app.last().payload.state?.values).toEqual({});
    await expect(stage.ana.act(place, { blockId: 'row', actionId: 'it' })).rejects.toThrow(
      'Pick one of the menu’s choices.',
    );
  });

  it('deselecting sends null, and a stranger among the choices is refused', async () => {
    const place = await onMessage(
      row({ type: 'static_select', action_id: 'it', ...choices, initial_option: option('a') }),
    );
    const choose = (selected_option: ReturnType<typeof option> | null) =>
      stage.ana.act(place, { blockId: 'row', actionId: 'it', value: { type: 'static_select', selected_option } });
    await choose(null);
    expect(stage.app.last().payload.actions).toMatchObject([{ selected_option: null, initial_option: option('a') }]);
    await expect(choose(option('z'))).rejects.toThrow('This is not one of the choices.');
  });

  it('what one person chose on a message is not what another sees', async () => {
    const place = await onMessage(
      row({ type: 'datepicker', action_id: 'it' }, { type: 'button', action_id: 'go', text: plain('Go') }),
    );
    const value = { type: 'datepicker', selected_date: '2026-12-24' };
    await stage.ana.act(place, { blockId: 'row', actionId: 'it', value });
    await stage.ana.act(place, { blockId: 'row', actionId: 'go' });
    expect(stage.app.last().payload.state?.values).toEqual({ row: { it: value } });
    await stage.bo.act(place, { blockId: 'row', actionId: 'go' });
    expect(stage.app.last().payload.state?.values).toEqual({
      row: { it: { type: 'datepicker', selected_date: null } },
    });
  });

  it('a text field tells the app at each character or at Enter, as it asks', async () => {
    const asks = (...moments: string[]) => ({ dispatch_action_config: { trigger_actions_on: moments } });
    const dispatching = { dispatch_action: true };
    const id = await stage.open(
      modal([
        textField('each', asks('on_character_entered'), dispatching),
        textField('enter', {}, dispatching),
        input('count', { type: 'number_input', is_decimal_allowed: true }, dispatching),
        textField('never', {}),
      ]),
    );
    const told = async (deed: Promise<unknown>) => {
      const before = stage.app.heard.length;
      await deed;
      return stage.app.heard.length > before;
    };
    const value = { type: 'plain_text_input', value: '7' };
    const types = (block: string) => told(stage.ana.put(id, block, `${block}_in`, value));
    const enters = (block: string) =>
      told(stage.ana.act({ kind: 'view', viewId: id }, { blockId: block, actionId: `${block}_in` }));
    const typed = [await types('each'), await types('enter'), await types('count'), await types('never')];
    expect(typed).toEqual([true, false, false, false]);
    const entered = [await enters('each'), await enters('enter'), await enters('count'), await enters('never')];
    expect(entered).toEqual([false, true, true, false]);
  });

  it('does nothing where it is not there any more, or never was for this person', async () => {
    const button = { type: 'button', action_id: 'it', text: plain('Go') };
    const place = await onMessage(row(button));
    const click = () => stage.ana.act(place, { blockId: 'row', actionId: 'it' });
    if (place.kind !== 'message') throw new Error('not a message');
    await stage.api('chat.update', { channel: ROOMS, ts: place.ts, text: 'Decided' });
    await expect(click()).rejects.toThrow('This is no longer here: the app has drawn it anew meanwhile.');
    await stage.api('chat.delete', { channel: ROOMS, ts: place.ts });
    await expect(click()).rejects.toThrow('This message is no longer here.');
    const form = await inModal(row(button));
    await expect(stage.bo.act(form, { blockId: 'row', actionId: 'it' })).rejects.toThrow('This form is closed.');
    expect(stage.app.heard.filter((each) => each.payload.type === 'block_actions')).toEqual([]);
  });

  it('an ephemeral message is clicked by its person alone, without being sent along', async () => {
    const blocks = [row({ type: 'button', action_id: 'it', text: plain('Go') })];
    const { message_ts = '' } = await stage.api('chat.postEphemeral', {
      channel: ROOMS,
      text: 'Psst',
      user: 'U0ANA',
      blocks,
    });
    const place = { kind: 'message', channel: ROOMS, ts: message_ts } as const;
    const use = { blockId: 'row', actionId: 'it' };
    await expect(stage.bo.act(place, use)).rejects.toThrow('This message is no longer here.');
    await stage.ana.act(place, use);
    expect(stage.app.last().payload).toMatchObject({ container: { is_ephemeral: true } });
    expect(stage.app.last().payload).not.toHaveProperty('message');
  });
});
