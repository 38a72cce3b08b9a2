import { z } from 'zod';
import { MANIFEST, PLAZA, plain, ROOMS, type Stage, startStage } from './stage.ts';

describe('reading what was said', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage({ botScopes: [...MANIFEST.botScopes, 'channels:history'] });
  });
  afterEach(() => stage.stop());

  const says = async (args: object = {}) =>
    (await stage.api('chat.postMessage', { channel: ROOMS, text: 'Words', ...args })).ts ?? '';
  const read = (method: string, args: object = {}) => stage.api(`conversations.${method}`, { channel: ROOMS, ...args });

  it('gives the newest first, threads apart, and nothing that was for one person only', async () => {
    await stage.ana.send(ROOMS, 'Hello & hi');
    const parent = await says({ text: 'Done ✅' });
    const reply = await says({ text: 'In the thread', thread_ts: parent });
    await stage.api('chat.postEphemeral', { channel: ROOMS, user: 'U0ANA', text: 'Psst' });
    expect((await read('history')).messages).toMatchObject([
      { ts: parent, text: 'Done :white_check_mark:', reply_count: 1, thread_ts: parent },
      { user: 'U0ANA', text: 'Hello &amp; hi' },
    ]);
    expect((await read('replies', { ts: parent })).messages).toMatchObject([{ ts: parent }, { ts: reply }]);
    expect((await read('replies', { ts: '1.1' })).error).toBe('thread_not_found');
  });

  it('shows attachments and blocks, and metadata where they are asked for', async () => {
    const metadata = { event_type: 'desk_made', event_payload: { desk: 41 } };
    await says({ attachments: [{ text: 'Plan' }], blocks: [{ type: 'header', text: plain('Room') }], metadata });
    const [without] = z.array(z.looseObject({})).parse((await read('history')).messages);
    expect(without).toMatchObject({ attachments: [{ id: 1, text: 'Plan' }], blocks: [{ type: 'header' }] });
    expect(without).not.toHaveProperty('metadata');
    expect((await read('history', { include_all_metadata: true })).messages).toMatchObject([{ metadata }]);
  });

  it('reads between two moments, and page by page', async () => {
    const [first, second, third] = [await says(), await says(), await says()];
    const tsIn = async (args: object) =>
      z
        .array(z.object({ ts: z.string() }))
        .parse((await read('history', args)).messages)
        .map(({ ts }) => ts);
    expect(await tsIn({ oldest: first })).toEqual([third, second]);
    expect(await tsIn({ oldest: first, latest: second, inclusive: true })).toEqual([second, first]);
    const { has_more, response_metadata } = await read('history', { limit: 2 });
    expect(has_more).toBe(true);
    expect(await tsIn({ limit: 2, cursor: response_metadata?.next_cursor })).toEqual([first]);
  });

  it('needs the scope of the conversation, and membership', async () => {
    expect((await read('history', { channel: PLAZA })).error).toBe('not_in_channel');
    const without = await startStage();
    const answer = await without.api('conversations.history', { channel: ROOMS });
    expect(answer).toMatchObject({ error: 'missing_scope', needed: 'channels:history' });
    await without.stop();
  });
});
