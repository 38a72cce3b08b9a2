import { plain, ROOMS, type Stage, startStage } from './stage.ts';

const BUTTON = { type: 'button', action_id: 'go', text: plain('Go') };
const ROW = { type: 'actions', block_id: 'row', elements: [BUTTON] };

describe('response_url', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const url = () => stage.app.last().payload.response_url ?? '';
  const answer = async (body: object | string) => {
    const response = await fetch(url(), {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return [response.status, await response.text()];
  };
  const newest = () => stage.workspace.messages(ROOMS).at(-1);
  const click = async (ts: string) =>
    stage.ana.act({ kind: 'message', channel: ROOMS, ts }, { blockId: 'row', actionId: 'go' });

  it('answers whoever typed, privately unless it says otherwise', async () => {
    await stage.trigger();
    expect(await answer({ text: 'Only you' })).toEqual([200, 'ok']);
    expect(newest()).toMatchObject({ text: 'Only you', visibleTo: 'U0ANA' });
    await answer({ text: 'Everybody', response_type: 'in_channel' });
    expect(newest()?.visibleTo).toBeUndefined();
  });

  it('works five times', async () => {
    await stage.trigger();
    for (let use = 1; use <= 5; use += 1) expect(await answer({ text: `${use}` })).toEqual([200, 'ok']);
    expect(await answer({ text: '6' })).toEqual([404, 'used_url']);
  });

  it('works for half an hour', async () => {
    await stage.trigger();
    await stage.clock.advance(30 * 60_000);
    expect(await answer({ text: 'In time' })).toEqual([200, 'ok']);
    await stage.clock.advance(1);
    expect(await answer({ text: 'Late' })).toEqual([404, 'expired_url']);
  });

  it('works where the app may not post', async () => {
    await stage.ana.send('G0BACK', '/desk');
    expect(await answer({ text: 'Here', response_type: 'in_channel' })).toEqual([200, 'ok']);
  });

  it.each([[true], ['true']])('replaces the message of the click when told %j', async (replace_original) => {
    const ts = await stage.post([ROW]);
    await click(ts);
    await answer({ text: 'Done', replace_original });
    expect(stage.workspace.messages(ROOMS)).toMatchObject([{ ts, text: 'Done', blocks: [], edited: true }]);
  });

  it.each([[true], ['true']])('deletes the message of the click when told %j', async (delete_original) => {
    await click(await stage.post([ROW]));
    await answer({ delete_original });
    expect(stage.workspace.messages(ROOMS)).toEqual([]);
  });

  it('replies in the thread', async () => {
    const ts = await stage.post([ROW]);
    await click(ts);
    await answer({ text: 'Reply', response_type: 'in_channel', thread_ts: ts, replace_original: false });
    expect(newest()).toMatchObject({ text: 'Reply', threadTs: ts });
  });

  it.each([
    ['words that are no JSON', '{', 'invalid_payload'],
    ['a list', [], 'invalid_payload'],
    ['nothing', {}, 'no_text'],
    ['wrong blocks', { blocks: [{ type: 'header', text: plain('') }] }, 'invalid_blocks'],
  ])('refuses %s', async (_what, body, error) => {
    await stage.trigger();
    expect(await answer(body)).toEqual([400, error]);
  });

  it('is not found when made up', async () => {
    const response = await fetch(stage.workspace.apiUrl.replace('api/', 'commands/T0ACME/none'), {
      method: 'POST',
      body: '{}',
    });
    expect(response.status).toBe(404);
  });
});
