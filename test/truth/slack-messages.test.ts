import { input, MANIFEST, modal, plain, ROOMS, type Stage, startStage } from '../sandbox/slack/stage.ts';
import { MESSAGE_ROWS } from './slack-message-rows.ts';

/** Slack's rules about messages, and those about views that are no rules of Block Kit, asked of the stand-in over HTTP. */
const ALL = ['chat.postMessage', 'chat.postEphemeral', 'chat.update'] as const;
const ROWS = MESSAGE_ROWS.flatMap((row) =>
  (row.by ?? ALL).map((method) => [`${method} with ${row.what}`, method, row] as const),
);
const SECTION = { type: 'section', text: plain('In a block') };
const DIVIDER = { type: 'divider' };

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.stop());

const api = (method: string, args: object = {}) => stage.api(method, { channel: ROOMS, ...args });
const posted = async (args: object = {}) => (await api('chat.postMessage', { text: 'Words', ...args })).ts ?? '';
const held = (ts: string) => stage.workspace.state.message(ROOMS, ts);

describe('what a message holds', () => {
  it.each(ROWS)('%s', async (_what, method, { args, error, warning }) => {
    const more = { 'chat.postMessage': {}, 'chat.postEphemeral': { user: 'U0ANA' }, 'chat.update': { ts: '' } }[method];
    const ts = method === 'chat.update' ? await posted() : undefined;
    // A message a second in a channel.
    await stage.clock.advance(1_000);
    const answer = await api(method, { ...more, ...args, ...(ts ? { ts } : {}) });
    expect([answer.ok, answer.error, answer.warning]).toEqual([error === undefined, error, warning]);
    const refusals = error === undefined ? [] : [{ method, error }];
    expect(stage.workspace.refusals).toMatchObject(refusals);
  });

  it('is kept, and shown to the app and to people', async () => {
    const attachments = [{ fallback: 'A plan', title: 'Plan', text: 'Of the *room*', colour: 'good' }];
    const metadata = { event_type: 'desk_made', event_payload: { desk: 41 } };
    const { ts = '', message } = await api('chat.postMessage', { text: 'Words', attachments, metadata });
    const kept = { attachments: [{ id: 1, ...attachments[0] }], metadata };
    expect(message).toMatchObject({ text: 'Words', ...kept });
    expect(stage.workspace.as('U0ANA').visible(ROOMS)).toMatchObject([{ words: 'Words\nPlan\nOf the room' }]);
    await api('chat.update', { ts, text: 'Words', blocks: [{ type: 'actions', block_id: 'row', elements: [GO] }] });
    await stage.ana.act({ kind: 'message', channel: ROOMS, ts }, { blockId: 'row', actionId: 'go' });
    expect(stage.app.last().payload.message).toMatchObject(kept);
  });

  it('in markdown stands in a block of its own', async () => {
    const { message } = await api('chat.postMessage', { markdown_text: '**Words**' });
    expect(message).toMatchObject({ text: '**Words**', blocks: [{ type: 'markdown', text: '**Words**' }] });
  });
});

describe('an update', () => {
  it('with a text and no blocks takes the blocks away', async () => {
    const ts = await posted({ blocks: [SECTION] });
    await api('chat.update', { ts, text: 'Changed' });
    expect(held(ts)).toMatchObject({ text: 'Changed', blocks: [] });
  });

  it('keeps attachments and metadata unless it sends others, and takes them away by empty ones', async () => {
    const metadata = { event_type: 'desk_made', event_payload: { desk: 41 } };
    const ts = await posted({ attachments: [{ text: 'First' }], metadata });
    await api('chat.update', { ts, text: 'Changed' });
    expect(held(ts)).toMatchObject({ attachments: [{ text: 'First' }], metadata });
    await api('chat.update', { ts, attachments: [{ text: 'Second' }] });
    expect(held(ts)).toMatchObject({ text: 'Changed', attachments: [{ text: 'Second' }], metadata });
    await api('chat.update', { ts, text: 'Bare', attachments: [], metadata: {} });
    expect(held(ts)).toMatchObject({ text: 'Bare', attachments: [], metadata: undefined });
  });
});

describe('an ephemeral message', () => {
  const whisper = (args: object = {}) => api('chat.postEphemeral', { text: 'Psst', user: 'U0ANA', ...args });

  it('is for a member of the channel, who alone sees it', async () => {
    await whisper();
    expect(stage.workspace.as('U0ANA').visible(ROOMS)).toHaveLength(1);
    expect(stage.workspace.as('U0BO').visible(ROOMS)).toEqual([]);
    stage.workspace.state.change(ROOMS, ({ members }) => members.delete('U0ANA'));
    expect((await whisper()).error).toBe('user_not_in_channel');
  });

  it('is kept nowhere: neither updated, deleted, linked to nor answered in a thread', async () => {
    const { message_ts: ts } = await whisper();
    const errors = [
      await api('chat.update', { ts, text: 'Louder' }),
      await api('chat.delete', { ts }),
      await api('chat.getPermalink', { message_ts: ts }),
      await api('chat.postMessage', { text: 'Reply', thread_ts: ts }),
    ].map(({ error }) => error);
    expect(errors).toEqual(['message_not_found', 'message_not_found', 'message_not_found', 'cannot_reply_to_message']);
  });

  it('is changed by the response_url of its click alone', async () => {
    const blocks = [{ type: 'actions', block_id: 'row', elements: [GO] }];
    const { message_ts: ts = '' } = await whisper({ blocks });
    await stage.ana.act({ kind: 'message', channel: ROOMS, ts }, { blockId: 'row', actionId: 'go' });
    const url = stage.app.last().payload.response_url ?? '';
    await fetch(url, { method: 'POST', body: JSON.stringify({ replace_original: true, text: 'Changed' }) });
    expect(held(ts)).toMatchObject({ text: 'Changed', blocks: [], visibleTo: 'U0ANA' });
  });
});

describe('threads and commands', () => {
  it('a reply names its parent, never another reply', async () => {
    const parent = await posted();
    const reply = await posted({ thread_ts: parent });
    expect(held(reply)?.threadTs).toBe(parent);
    expect((await api('chat.postMessage', { text: 'x', thread_ts: reply })).error).toBe('cannot_reply_to_message');
  });

  it('a command is not one in a thread, and its payload names none', async () => {
    const parent = await posted();
    await stage.ana.send(ROOMS, '/desk', parent);
    expect(stage.app.heard).toEqual([]);
    await stage.ana.send(ROOMS, '/desk');
    expect(stage.app.last().payload).not.toHaveProperty('thread_ts');
  });
});

describe('views', () => {
  const open = async (view: object) => stage.api('views.open', { trigger_id: await stage.trigger(), view });

  it('stand three deep: a fourth is refused', async () => {
    const go = modal([{ type: 'actions', block_id: 'row', elements: [GO] }]);
    let { view } = await open(go);
    const push = async () => {
      await stage.ana.act({ kind: 'view', viewId: view?.id ?? '' }, { blockId: 'row', actionId: 'go' });
      return stage.api('views.push', { trigger_id: stage.app.last().payload.trigger_id, view: go });
    };
    for (const depth of [2, 3]) {
      const pushed = await push();
      expect([depth, pushed.ok]).toEqual([depth, true]);
      view = pushed.view;
    }
    expect((await push()).error).toBe('push_limit_reached');
  });

  it.each([
    [249_999, undefined],
    [250_000, undefined],
    [250_001, 'view_too_large'],
  ])('of %i bytes as JSON answer with %s', async (bytes, error) => {
    const section = (length: number) => ({ type: 'section', text: plain('x'.repeat(length)) });
    const texts = (last: number) => modal([...Array.from({ length: 84 }, () => section(2_900)), section(last)]);
    const empty = JSON.stringify(texts(0)).length;
    expect((await open(texts(bytes - empty))).error).toBe(error);
  });

  it('have an external_id that no other view of the team has', async () => {
    await open(modal([], { external_id: 'mine' }));
    await stage.bo.useShortcut('new_desk');
    const { trigger_id } = stage.app.last().payload;
    const second = await stage.api('views.open', { trigger_id, view: modal([], { external_id: 'mine' }) });
    expect(second.error).toBe('duplicate_external_id');
  });

  it('need a Home tab in the manifest to be published', async () => {
    const without = await startStage({ ...MANIFEST, homeTab: false });
    const answer = await without.api('views.publish', { user_id: 'U0ANA', view: { type: 'home', blocks: [DIVIDER] } });
    expect(answer.error).toBe('not_enabled');
    await without.stop();
  });

  it('ask for choices from the third character on, unless the select says otherwise', async () => {
    stage.app.reply = () => ({ options: [] });
    const asks = async (element: object, typed: string) => {
      const viewId = (await open(modal([input('it', { type: 'external_select', ...element })]))).view?.id ?? '';
      const before = stage.app.heard.length;
      await stage.ana.loadOptions({ kind: 'view', viewId }, 'it', 'it_in', typed);
      return stage.app.heard.length > before;
    };
    expect([await asks({}, 'pl'), await asks({}, 'pla'), await asks({ min_query_length: 0 }, '')]).toEqual([
      false,
      true,
      true,
    ]);
  });
});

const GO = { type: 'button', action_id: 'go', text: plain('Go') };
