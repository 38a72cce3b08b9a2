import { z } from 'zod';
import type { Manifest } from '../../../sandbox/slack/manifest.ts';
import type { Conversation } from '../../../sandbox/slack/state.ts';
import { type ApiAnswer, BACK, PLAZA, ROOMS, type Stage, startStage } from './stage.ts';

const EVENTS = [
  'app_home_opened',
  ...['message.channels', 'message.groups', 'message.im', 'app_mention', 'member_joined_channel'],
  ...['member_left_channel', 'channel_archive', 'channel_unarchive', 'channel_deleted', 'channel_left', 'group_left'],
];
const SCOPES = [
  ...['chat:write', 'channels:history', 'groups:history', 'im:history', 'app_mentions:read'],
  ...['channels:read', 'groups:read'],
];

const eventCallback = z.looseObject({ event: z.looseObject({ type: z.string(), ts: z.string().optional() }) });

describe('events', () => {
  let stage: Stage;
  const start = async (manifest: Partial<Manifest> = {}) => {
    stage = await startStage({ botScopes: SCOPES, botEvents: EVENTS, ...manifest });
  };
  afterEach(() => stage.stop());

  /** What the app hears of something that is done; envelopes of one socket come in order, so a Home marks their end. */
  const hears = async (happen: () => unknown) => {
    const from = stage.app.heard.length;
    await happen();
    await stage.bo.openHome();
    return stage.app.heard.slice(from, -1).map(({ payload }) => eventCallback.parse(payload).event);
  };
  const change = (channel: string, how: (conversation: Conversation) => void) =>
    stage.workspace.state.change(channel, how);

  it('bring what people write, in the envelope of Slack', async () => {
    await start();
    const [event] = await hears(() => stage.ana.send(ROOMS, 'Größe & mehr'));
    const [posted] = stage.workspace.messages(ROOMS);
    expect(event).toMatchObject({
      ...{ type: 'message', user: 'U0ANA', text: 'Größe &amp; mehr', ts: posted?.ts, event_ts: posted?.ts },
      ...{ channel: ROOMS, channel_type: 'channel', team: 'T0ACME' },
    });
    expect(event).not.toHaveProperty('subtype');
    expect(stage.app.heard.find(({ payload }) => payload.event)).toMatchObject({
      type: 'events_api',
      retry_attempt: 0,
      payload: {
        ...{ type: 'event_callback', team_id: 'T0ACME', api_app_id: 'A0DOCSPACE', is_ext_shared_channel: false },
        ...{ event_id: expect.stringMatching(/^Ev/), event_context: expect.stringMatching(/^4-/) },
        authorizations: [{ team_id: 'T0ACME', user_id: 'U0DOCSPACE', is_bot: true }],
      },
    });
  });

  it('say where a channel is shared with another organization', async () => {
    await start();
    change(ROOMS, (conversation) => {
      conversation.sharedWith = 'external';
    });
    await hears(() => stage.ana.send(ROOMS, 'Hello'));
    expect(stage.app.heard.at(-2)?.payload).toMatchObject({ is_ext_shared_channel: true });
  });

  it('bring the app’s own messages, replies with the author of what they answer, and nothing private', async () => {
    await start();
    const posting = { channel: ROOMS, text: 'Card' };
    const [own] = await hears(() => stage.api('chat.postMessage', posting));
    expect(own).toMatchObject({ user: 'U0DOCSPACE', bot_id: 'B0DOCSPACE', app_id: 'A0DOCSPACE', text: 'Card' });
    const [reply] = await hears(() => stage.ana.send(ROOMS, 'Fine', own?.ts));
    expect(reply).toMatchObject({ text: 'Fine', thread_ts: own?.ts, parent_user_id: 'U0DOCSPACE' });
    expect(await hears(() => stage.api('chat.postEphemeral', { ...posting, user: 'U0ANA' }))).toEqual([]);
    const { id: direct } = stage.workspace.state.directWith('U0ANA');
    expect(await hears(() => stage.ana.send(direct, 'Only us'))).toMatchObject([
      { channel_type: 'im', text: 'Only us' },
    ]);
  });

  it('bring edits and deletions with what was there before', async () => {
    await start();
    await hears(() => stage.ana.send(ROOMS, 'Frist'));
    const ts = stage.workspace.messages(ROOMS)[0]?.ts ?? '';
    const [edited] = await hears(() => stage.ana.edit(ROOMS, ts, 'First'));
    expect(edited).toMatchObject({
      ...{ type: 'message', subtype: 'message_changed', hidden: true, channel: ROOMS, channel_type: 'channel' },
      message: { ts, text: 'First', edited: { user: 'U0ANA' } },
      previous_message: { ts, text: 'Frist' },
    });
    expect(() => stage.bo.edit(ROOMS, ts, 'Mine')).toThrow('not yours');
    await hears(() => stage.bo.send(ROOMS, 'A reply', ts));
    const [left] = await hears(() => stage.ana.remove(ROOMS, ts));
    expect(left).toMatchObject({
      subtype: 'message_changed',
      message: { ts, subtype: 'tombstone', user: 'USLACKBOT' },
      previous_message: { ts, text: 'First', user: 'U0ANA' },
    });
    const reply = stage.workspace.messages(ROOMS).at(-1)?.ts ?? '';
    const [deleted] = await hears(() => stage.bo.remove(ROOMS, reply));
    expect(deleted).toMatchObject({
      ...{ subtype: 'message_deleted', hidden: true, deleted_ts: reply, channel: ROOMS },
      previous_message: { ts: reply, text: 'A reply', thread_ts: ts },
    });
    let posted: ApiAnswer = { ok: false };
    await hears(async () => {
      posted = await stage.api('chat.postMessage', { channel: ROOMS, text: 'Card' });
    });
    const update = () => stage.api('chat.update', { channel: ROOMS, ts: posted.ts, text: 'New card' });
    expect(await hears(update)).toMatchObject([
      { subtype: 'message_changed', message: { text: 'New card' }, previous_message: { text: 'Card' } },
    ]);
  });

  it('bring a mention of the app beside the message, but in a direct message and of the app itself', async () => {
    await start();
    const said = 'Hey @Desk, a desk please';
    expect(await hears(() => stage.ana.send(ROOMS, said))).toMatchObject([
      { type: 'message' },
      { type: 'app_mention', user: 'U0ANA', channel: ROOMS, text: 'Hey <@U0DOCSPACE>, a desk please' },
    ]);
    const { id: direct } = stage.workspace.state.directWith('U0ANA');
    expect(await hears(() => stage.ana.send(direct, said))).toMatchObject([{ type: 'message' }]);
    const own = { channel: ROOMS, text: 'I am <@U0DOCSPACE>' };
    expect(await hears(() => stage.api('chat.postMessage', own))).toMatchObject([{ type: 'message' }]);
  });

  it('come only from where the app is', async () => {
    await start();
    expect(await hears(() => stage.ana.send(PLAZA, 'Hello @Desk'))).toEqual([]);
    expect(await hears(() => stage.ana.send(BACK, 'Hello'))).toEqual([]);
    await hears(() => stage.workspace.faults.addAppTo(BACK));
    expect(await hears(() => stage.ana.send(BACK, 'Hello'))).toMatchObject([{ channel_type: 'group' }]);
  });

  it.each<[string, Partial<Manifest>]>([
    ['subscription', { botEvents: ['app_home_opened', 'app_mention'] }],
    ['scope', { botScopes: ['chat:write', 'app_mentions:read'] }],
  ])('need a %s each', async (_what, manifest) => {
    await start(manifest);
    expect(await hears(() => stage.ana.send(ROOMS, 'Hey @Desk'))).toMatchObject([{ type: 'app_mention' }]);
  });

  it('tell who comes and goes, the app too', async () => {
    await start();
    const { faults } = stage.workspace;
    const member = { channel: ROOMS, user: 'U0ZED', channel_type: 'C', team: 'T0ACME' };
    expect(await hears(() => change(ROOMS, ({ members }) => members.delete('U0ZED')))).toMatchObject([
      { type: 'member_left_channel', ...member },
    ]);
    expect(await hears(() => change(ROOMS, ({ members }) => members.add('U0ZED')))).toMatchObject([
      { type: 'member_joined_channel', ...member },
    ]);
    expect(await hears(() => faults.addAppTo(PLAZA))).toMatchObject([
      { type: 'member_joined_channel', channel: PLAZA, user: 'U0DOCSPACE' },
    ]);
    expect(await hears(() => faults.removeAppFrom(PLAZA))).toMatchObject([{ type: 'channel_left', channel: PLAZA }]);
    expect(await hears(() => change(PLAZA, ({ members }) => members.delete('U0ZED')))).toEqual([]);
  });

  it('tell what becomes of a channel', async () => {
    await start();
    const { faults } = stage.workspace;
    const person = { channel: ROOMS, user: 'U0ANA' };
    expect(await hears(() => faults.archive(ROOMS))).toMatchObject([{ type: 'channel_archive', ...person }]);
    expect(await hears(() => faults.unarchive(ROOMS))).toMatchObject([{ type: 'channel_unarchive', ...person }]);
    expect(await hears(() => faults.lock(ROOMS))).toEqual([]);
    expect(await hears(() => faults.deleteChannel(ROOMS))).toMatchObject([{ type: 'channel_deleted', channel: ROOMS }]);
  });
});

describe('message shortcuts', () => {
  let stage: Stage;
  const shortcut = {
    name: 'Make a desk of it',
    callbackId: 'desk_of',
    type: 'message',
    description: 'Asks for a desk',
  };
  beforeEach(async () => {
    stage = await startStage({ shortcuts: [shortcut] });
  });
  afterEach(() => stage.stop());

  it('bring the message, its channel, a trigger and an address to answer at', async () => {
    await stage.ana.send(ROOMS, 'We need a desk');
    const bo = stage.workspace.as('U0BO');
    const message = await bo.sees('We need a desk');
    await bo.usesOn(message, 'Make a desk of it');
    const { payload } = stage.app.last();
    expect(payload).toMatchObject({
      ...{ type: 'message_action', callback_id: 'desk_of', message_ts: message.ts, is_enterprise_install: false },
      ...{ user: { id: 'U0BO' }, team: { id: 'T0ACME' }, channel: { id: ROOMS, name: 'rooms' } },
      message: { type: 'message', user: 'U0ANA', text: 'We need a desk', ts: message.ts },
    });
    const view = { type: 'modal', title: { type: 'plain_text', text: 'Desk' }, blocks: [] };
    expect((await stage.api('views.open', { trigger_id: payload.trigger_id, view })).ok).toBe(true);
    const answer = { text: 'Noted', replace_original: false };
    await fetch(payload.response_url ?? '', { method: 'POST', body: JSON.stringify(answer) });
    expect((await bo.sees('Noted', { channel: ROOMS })).visibleTo).toBe('U0BO');
  });

  it('are there for messages that everybody sees, and for shortcuts of messages alone', async () => {
    await stage.api('chat.postEphemeral', { channel: ROOMS, text: 'Psst', user: 'U0ANA' });
    const ts = stage.workspace.messages(ROOMS)[0]?.ts ?? '';
    await expect(stage.ana.useMessageShortcut('desk_of', ROOMS, ts)).rejects.toThrow('only you can see');
    await expect(stage.bo.useMessageShortcut('desk_of', ROOMS, ts)).rejects.toThrow('no longer here');
    await expect(stage.ana.useShortcut('desk_of')).rejects.toThrow('no shortcut');
    await expect(stage.ana.useMessageShortcut('new_desk', ROOMS, ts)).rejects.toThrow('no message shortcut');
    expect(stage.app.heard).toEqual([]);
  });
});
