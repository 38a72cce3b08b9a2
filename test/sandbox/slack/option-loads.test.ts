import type { Place } from '../../../sandbox/slack/screen.ts';
import { input, modal, option, plain, ROOMS, type Stage, startStage } from './stage.ts';

describe('loading the choices of a select', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const external = (more: object = {}) => ({ type: 'external_select', action_id: 'it', ...more });
  const onMessage = async (element: object): Promise<Place> => {
    const ts = await stage.post([{ type: 'actions', block_id: 'row', elements: [element] }]);
    return { kind: 'message', channel: ROOMS, ts };
  };
  const inModal = async (element: object): Promise<Place> => ({
    kind: 'view',
    viewId: await stage.open(modal([input('row', element)])),
  });
  const load = (place: Place, typed: string) => stage.ana.loadOptions(place, 'row', 'it', typed);

  it('asks the app from the third character on, or from where the select says', async () => {
    stage.app.reply = () => ({ options: [option('room:41', 'Plans')] });
    const three = await onMessage(external());
    expect(await load(three, 'pl')).toEqual([]);
    expect(stage.app.heard).toEqual([]);
    expect(await load(three, 'pla')).toEqual([{ options: [option('room:41', 'Plans')] }]);
    expect(await load(await onMessage(external({ min_query_length: 0 })), '')).toHaveLength(1);
  });

  it('tells the app where it stands: on a message or in a view', async () => {
    stage.app.reply = () => ({ options: [] });
    await load(await onMessage(external()), 'plan');
    const { payload } = stage.app.last();
    expect(payload).toMatchObject({
      type: 'block_suggestion',
      container: { type: 'message' },
      channel: { id: ROOMS },
      message: { text: 'Words' },
      block_id: 'row',
      action_id: 'it',
      value: 'plan',
    });
    for (const absent of ['trigger_id', 'response_url']) expect(payload).not.toHaveProperty(absent);
    await load(await inModal(external()), 'plan');
    expect(stage.app.last().payload).toMatchObject({ container: { type: 'view' }, view: { type: 'modal' } });
  });

  it('keeps groups and their labels', async () => {
    stage.app.reply = () => ({ option_groups: [{ label: plain('Rooms'), options: [option('a')] }] });
    expect(await load(await onMessage(external()), 'plan')).toEqual([{ label: 'Rooms', options: [option('a')] }]);
  });

  it('narrows choices it was drawn with by itself', async () => {
    const option_groups = [
      { label: plain('Fruit'), options: [option('1', 'Pear'), option('2', 'Apple')] },
      { label: plain('Other'), options: [option('3', 'Spear')] },
      { label: plain('None'), options: [option('4', 'Stone')] },
    ];
    const place = await inModal({ type: 'static_select', action_id: 'it', option_groups });
    const heard = stage.app.heard.length;
    expect(await load(place, 'PEAR')).toEqual([
      { label: 'Fruit', options: [option('1', 'Pear')] },
      { label: 'Other', options: [option('3', 'Spear')] },
    ]);
    expect(stage.app.heard).toHaveLength(heard);
  });

  it('says so when no answer comes within three seconds', async () => {
    const place = await onMessage(external());
    stage.app.reply = () => 'silence';
    const asked = stage.app.next();
    const loading = load(place, 'plan');
    await asked;
    const told = expect(loading).rejects.toThrow('The app did not answer in time.');
    await stage.clock.advance(3_000);
    await told;
    expect(stage.app.heard).toHaveLength(1);
  });

  it('shows nothing of an answer Slack would refuse, and writes it down', async () => {
    stage.app.reply = () => ({ options: [option('v', 'x'.repeat(76))] });
    expect(await load(await onMessage(external()), 'plan')).toEqual([]);
    expect(stage.workspace.refusals).toMatchObject([{ method: 'block_suggestion', error: 'invalid_options' }]);
  });

  it('has nothing to load for an element without choices', async () => {
    const place = await onMessage({ type: 'datepicker', action_id: 'it' });
    await expect(load(place, '')).rejects.toThrow('This has no choices.');
  });
});
