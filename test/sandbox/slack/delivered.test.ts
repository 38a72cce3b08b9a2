import { input, modal, option, plain, ROOMS, type Stage, startStage, textField } from './stage.ts';

/** What an app sent comes back as Slack delivers it; what people see is what was sent. */
describe('what Slack delivers of what an app sent', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
  const section = (text: object) => ({ type: 'section', block_id: 'it', text });

  it.each([
    ['an emoji', 'Done ✅', 'Done :white_check_mark:'],
    ['several', '🗑️➕♻️', ':wastebasket::heavy_plus_sign::recycle:'],
    ['one with a tone of skin', 'Hi 👋🏽', 'Hi :wave::skin-tone-4:'],
    ['one of several signs', '👩‍👩‍👧', ':woman-woman-girl:'],
    ['digits and signs that are no emoji', '1 # © ↩︎ ✓', '1 # © ↩︎ ✓'],
    ['a name', ':white_check_mark:', ':white_check_mark:'],
  ])('%s in a text comes back by its name', async (_what, sent, came) => {
    const { message } = await stage.api('chat.postMessage', {
      channel: ROOMS,
      text: sent,
      blocks: [section(mrkdwn(sent))],
    });
    expect(message).toMatchObject({ text: came, blocks: [section({ ...mrkdwn(came), verbatim: false })] });
    expect(stage.workspace.as('U0ANA').visible(ROOMS)).toMatchObject([{ text: sent, words: sent }]);
  });

  it('plain text keeps its emoji where it says so', async () => {
    const blocks = [section(plain('Go 🚀')), { ...section({ ...plain('Go 🚀'), emoji: false }), block_id: 'as_it_is' }];
    const { message } = await stage.api('chat.postMessage', { channel: ROOMS, text: 'x', blocks });
    expect(message).toMatchObject({
      blocks: [{ text: { ...plain('Go :rocket:'), emoji: true } }, { text: { ...plain('Go 🚀'), emoji: false } }],
    });
  });

  const [signs, came] = ['R&D <x> 🚀', 'R&amp;D &lt;x&gt; :rocket:'];
  const options = [option('a', signs), { ...option('b'), description: plain(signs) }];

  it('options come back with their signs as entities: in the fields, in the action and in the blocks', async () => {
    const menu = { type: 'static_select', action_id: 'it', options };
    const ts = await stage.post([{ type: 'actions', block_id: 'row', elements: [menu] }]);
    const value = { type: 'static_select', selected_option: option('a', signs) };
    await stage.ana.act({ kind: 'message', channel: ROOMS, ts }, { blockId: 'row', actionId: 'it', value });
    const { payload } = stage.app.last();
    const selected_option = { text: { ...plain(came), emoji: true }, value: 'a' };
    expect(payload.actions).toMatchObject([{ selected_option }]);
    expect(payload.state?.values).toMatchObject({ row: { it: { selected_option } } });
    expect(payload.message).toMatchObject({
      blocks: [{ elements: [{ options: [selected_option, { description: { ...plain(came), emoji: true } }] }] }],
    });
  });

  it('a form is delivered so too, and shows what was sent', async () => {
    const chosen = input('it', { type: 'static_select', options, initial_option: option('a', signs) });
    const id = await stage.open(modal([chosen], { title: plain('Tea ☕') }));
    expect((await stage.workspace.as('U0ANA').form('Tea ☕')).value('it')).toBe(signs);
    await stage.ana.submit(id);
    expect(stage.app.last().payload.view).toMatchObject({
      title: { ...plain('Tea :coffee:'), emoji: true },
      blocks: [{ element: { initial_option: { text: { text: came } } } }],
      state: { values: { it: { it_in: { selected_option: { text: { text: came }, value: 'a' } } } } },
    });
  });

  it('what people type is delivered as they typed it', async () => {
    const id = await stage.open(modal([textField('it')]));
    await stage.ana.put(id, 'it', 'it_in', { type: 'plain_text_input', value: 'R&D <x>' });
    await stage.ana.submit(id);
    expect(stage.app.last().payload.view?.state.values).toMatchObject({ it: { it_in: { value: 'R&D <x>' } } });
  });
});
