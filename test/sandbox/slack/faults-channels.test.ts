import { BACK, MANIFEST, PLAZA, plain, ROOMS, type Stage, startStage } from './stage.ts';

describe('channels that change under the app', () => {
  let stage: Stage;
  let ts: string | undefined;
  beforeEach(async () => {
    stage = await startStage({ botScopes: [...MANIFEST.botScopes, 'chat:write.public', 'channels:read'] });
    ({ ts } = await stage.api('chat.postMessage', { channel: ROOMS, text: 'Card' }));
  });
  afterEach(() => stage.stop());

  const say = async (args: object = {}) =>
    (await stage.api('chat.postMessage', { channel: ROOMS, text: 'Hello', ...args })).error;
  const reply = () => say({ thread_ts: ts });
  const update = async () => (await stage.api('chat.update', { channel: ROOMS, ts, text: 'Changed' })).error;
  const remove = async () => (await stage.api('chat.delete', { channel: ROOMS, ts })).error;
  const link = async () => (await stage.api('chat.getPermalink', { channel: ROOMS, message_ts: ts })).error;
  const outcomes = async () => ({ say: await say(), reply: await reply(), update: await update(), link: await link() });
  const FINE = { say: undefined, reply: undefined, update: undefined, link: undefined };

  it('no longer exist for it when they were made private', async () => {
    const gone = 'channel_not_found';
    stage.workspace.faults.makePrivate(ROOMS);
    expect(await outcomes()).toEqual({ say: gone, reply: gone, update: gone, link: gone });
    expect(await remove()).toBe(gone);
    expect((await stage.api('conversations.info', { channel: ROOMS })).error).toBe(gone);
    expect(stage.workspace.as('U0ANA').visible(ROOMS)).toHaveLength(1);
    stage.workspace.faults.open(ROOMS);
    expect(await outcomes()).toEqual(FINE);
    stage.workspace.faults.revokeScope('chat:write.public');
    expect(await say()).toBe('not_in_channel');
    stage.workspace.faults.addAppTo(ROOMS);
    expect(await outcomes()).toEqual(FINE);
  });

  it('are private to whoever is in them, the app too once it is added', async () => {
    expect(await say({ channel: BACK })).toBe('channel_not_found');
    stage.workspace.faults.addAppTo(BACK);
    expect(await say({ channel: BACK })).toBeUndefined();
  });

  it('take and change nothing while archived', async () => {
    stage.workspace.faults.archive(ROOMS);
    expect(await outcomes()).toEqual({
      say: 'is_archived',
      reply: 'is_archived',
      update: 'is_inactive',
      link: undefined,
    });
    stage.workspace.faults.unarchive(ROOMS);
    expect(await outcomes()).toEqual(FINE);
  });

  it('take nothing of the app while locked, in threads neither, and let it change what it said', async () => {
    stage.workspace.faults.lock(ROOMS);
    const locked = 'restricted_action';
    expect(await outcomes()).toEqual({ ...FINE, say: locked, reply: locked });
    const whisper = await stage.api('chat.postEphemeral', { channel: ROOMS, text: 'Psst', user: 'U0ANA' });
    expect(whisper.error).toBe(locked);
    stage.workspace.faults.unlock(ROOMS);
    expect(await outcomes()).toEqual(FINE);
  });

  it('are gone for everybody when deleted, for response_urls too', async () => {
    await stage.trigger();
    const gone = 'channel_not_found';
    stage.workspace.faults.deleteChannel(ROOMS);
    expect(await outcomes()).toEqual({ say: gone, reply: gone, update: gone, link: gone });
    const url = stage.app.last().payload.response_url ?? '';
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ text: 'Anybody?' }) });
    expect([answer.status, await answer.text()]).toEqual([404, gone]);
    expect(stage.workspace.as('U0ANA').visible(ROOMS)).toEqual([]);
    expect(() => stage.workspace.faults.deleteChannel(ROOMS)).toThrow(`no conversation ${ROOMS}`);
    expect(await say({ channel: PLAZA })).toBeUndefined();
  });
});

describe('messages that are deleted', () => {
  let stage: Stage;
  let ts: string;
  beforeEach(async () => {
    stage = await startStage();
    ts = await stage.post([{ type: 'header', text: plain('Card') }]);
  });
  afterEach(() => stage.stop());

  const reply = (text: string) => stage.api('chat.postMessage', { channel: ROOMS, text, thread_ts: ts });
  const update = () => stage.api('chat.update', { channel: ROOMS, ts, text: 'Changed' });
  const remove = (of: string | undefined) => stage.api('chat.delete', { channel: ROOMS, ts: of });
  const held = (of: string | undefined) => stage.workspace.state.message(ROOMS, of ?? '');

  it('can be changed no more, and a reply to them stands in the channel by itself, without an error', async () => {
    stage.workspace.faults.deleteMessage(ROOMS, ts);
    expect((await update()).error).toBe('message_not_found');
    expect((await remove(ts)).error).toBe('message_not_found');
    const stray = await reply('To nobody');
    expect(stray).toMatchObject({ ok: true, message: { text: 'To nobody' } });
    expect(stray).not.toHaveProperty('message.thread_ts');
    expect(held(stray.ts)?.threadTs).toBeUndefined();
  });

  it('leave a tombstone where they had replies, whose thread goes on', async () => {
    await reply('Before');
    stage.workspace.faults.deleteMessage(ROOMS, ts);
    expect(held(ts)).toMatchObject({ user: 'USLACKBOT', text: 'This message was deleted.', blocks: [] });
    expect((await update()).error).toBe('message_not_found');
    expect(await reply('After')).toMatchObject({ ok: true, message: { thread_ts: ts } });
    const link = await stage.api('chat.getPermalink', { channel: ROOMS, message_ts: ts });
    expect(link.error).toBe('message_not_found');
  });

  it('are the app’s to delete when they are its own', async () => {
    expect(await remove(ts)).toMatchObject({ ok: true, channel: ROOMS, ts });
    expect(held(ts)).toBeUndefined();
    await stage.ana.send(ROOMS, 'Mine');
    const [mine] = stage.workspace.messages(ROOMS);
    expect((await remove(mine?.ts)).error).toBe('cant_delete_message');
    expect(() => stage.workspace.faults.deleteMessage(ROOMS, ts)).toThrow('no message');
  });

  it('have a permanent link until then, with the thread they are in', async () => {
    const answer = await reply('Here');
    const of = async (message: string | undefined) =>
      (await stage.api('chat.getPermalink', { channel: ROOMS, message_ts: message })).permalink;
    const address = `https://acme.slack.com/archives/${ROOMS}/p`;
    expect(await of(ts)).toBe(`${address}${ts.replace('.', '')}`);
    expect(await of(answer.ts)).toBe(`${address}${answer.ts?.replace('.', '')}?thread_ts=${ts}&cid=${ROOMS}`);
  });
});
