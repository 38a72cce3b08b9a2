import type { Change } from '../../../sandbox/slack/state.ts';
import { BACK, MANIFEST, PLAZA, plain, ROOMS, type Stage, startStage } from './stage.ts';

// What a message holds, and Slack's limits of it, are the rows of `test/truth/slack-messages.test.ts`.
describe('messages', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const say = (args: object) => stage.api('chat.postMessage', { channel: ROOMS, text: 'Hello', ...args });
  const held = (ts: string | undefined) => stage.workspace.state.message(ROOMS, ts ?? '');

  it.each([
    ['a channel the app is in as their place', { channel: ROOMS }, undefined],
    ['a person as their place', { channel: 'U0ANA' }, undefined],
    ['a public channel the app is not in', { channel: PLAZA }, 'not_in_channel'],
    ['a private channel the app is not in', { channel: BACK }, 'channel_not_found'],
    ['a channel that does not exist', { channel: 'C0NONE' }, 'channel_not_found'],
    ['a reply to nothing', { thread_ts: '1.1' }, 'cannot_reply_to_message'],
  ])('sent with %s come through or are refused by name', async (_where, args, error) => {
    expect((await say(args)).error).toBe(error);
  });

  it('go to public channels with chat:write.public, never to private ones', async () => {
    const open = await startStage({ botScopes: [...MANIFEST.botScopes, 'chat:write.public'] });
    expect((await open.api('chat.postMessage', { channel: PLAZA, text: 'Hello' })).ok).toBe(true);
    expect((await open.api('chat.postMessage', { channel: BACK, text: 'Hello' })).error).toBe('channel_not_found');
    await open.stop();
  });

  it('are refused in archived channels and where the messages tab is off', async () => {
    stage.workspace.faults.archive(ROOMS);
    expect((await say({})).error).toBe('is_archived');
    const silent = await startStage({ messagesTab: false });
    expect((await silent.api('chat.postMessage', { channel: 'U0ANA', text: 'Hello' })).error).toBe(
      'messages_tab_disabled',
    );
    await silent.stop();
  });

  it('of others are not the app’s to change', async () => {
    await stage.ana.send(ROOMS, 'Mine');
    const ts = stage.workspace.messages(ROOMS).at(-1)?.ts;
    expect((await stage.api('chat.update', { channel: ROOMS, ts, text: 'Yours' })).error).toBe('cant_update_message');
    expect((await stage.api('chat.delete', { channel: ROOMS, ts: '1.1' })).error).toBe('message_not_found');
  });

  it('are answered in threads, by their parent only', async () => {
    const parent = await say({});
    const reply = await say({ thread_ts: parent.ts });
    expect(held(reply.ts)?.threadTs).toBe(parent.ts);
    expect((await say({ thread_ts: reply.ts })).error).toBe('cannot_reply_to_message');
  });

  it('can be for one member only, who alone sees them, and which are kept nowhere', async () => {
    stage.workspace.state.change(ROOMS, ({ members }) => members.delete('U0ZED'));
    const whisper = (user: string) => stage.api('chat.postEphemeral', { channel: ROOMS, text: 'Psst', user });
    expect((await whisper('U0ZED')).error).toBe('user_not_in_channel');
    const { message_ts } = await whisper('U0ANA');
    expect(stage.workspace.as('U0ANA').visible(ROOMS)).toHaveLength(1);
    expect(stage.workspace.as('U0BO').visible(ROOMS)).toEqual([]);
    const update = await stage.api('chat.update', { channel: ROOMS, ts: message_ts, text: 'Louder' });
    expect(update.error).toBe('message_not_found');
    expect((await say({ thread_ts: message_ts })).error).toBe('cannot_reply_to_message');
  });

  it('tell whoever looks what changed', async () => {
    const seen: Change[] = [];
    stage.workspace.onChange((change) => change.kind === 'call' || seen.push(change));
    const { ts } = await say({});
    await stage.api('chat.delete', { channel: ROOMS, ts });
    expect(stage.workspace.as('U0ANA').visible()).toEqual([]);
    await say({ blocks: [{ type: 'header', text: plain('') }] });
    await stage.api('conversations.open', { users: 'U0BO' });
    expect(seen).toMatchObject([
      { kind: 'message', channel: ROOMS, ts },
      { kind: 'gone', channel: ROOMS, ts },
      {
        kind: 'refusal',
        refusal: { method: 'chat.postMessage', error: 'invalid_blocks', pointer: '/blocks/0/text/text' },
      },
      { kind: 'conversation', id: 'D0BO' },
    ]);
  });

  it('fill a channel with thousands, each still at hand by its ts', async () => {
    stage.workspace.fill(ROOMS, 5_000);
    const all = stage.workspace.messages(ROOMS);
    expect(all).toHaveLength(5_000);
    expect(new Set(all.map((message) => message.user))).toEqual(new Set(['U0ANA', 'U0BO', 'U0ZED']));
    expect(all.every((message) => held(message.ts) === message)).toBe(true);
    expect(stage.workspace.messages(PLAZA)).toEqual([]);
  });
});
