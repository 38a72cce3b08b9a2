import { createServer } from 'node:http';
import { listenOnLoopback } from '../../../sandbox/listen.ts';
import { connect, ROOMS, type Stage, startStage, ticket } from './stage.ts';

/** What a call whose connection was cut comes to. */
const CUT = 'cut';

describe('connections when DocSpace or Slack fails', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  const say = (text: string) =>
    stage.api('chat.postMessage', { channel: ROOMS, text }).then(
      ({ ok, error }) => (ok ? 'ok' : error),
      () => CUT,
    );
  const said = () => stage.workspace.messages(ROOMS).map((message) => message.text);
  const lastCall = () => stage.workspace.calls.at(-1);
  /** Resolves when Slack next writes down a call to a method. */
  const nextCall = (method: string) =>
    new Promise<void>((resolve) => {
      const stop = stage.workspace.onChange((change) => {
        if (change.kind !== 'call' || change.call.method !== method) return;
        stop();
        resolve();
      });
    });
  /** Posts to the response_url of the last command. */
  const respond = (text: string) =>
    fetch(stage.app.last().payload.response_url ?? '', { method: 'POST', body: JSON.stringify({ text }) }).then(
      ({ status }) => status,
      () => CUT,
    );

  it('lose an answer after the work is done, as often as asked', async () => {
    stage.workspace.faults.loseAnswer('chat.postMessage', 2);
    expect([await say('1'), await say('2'), await say('3')]).toEqual([CUT, CUT, 'ok']);
    expect(said()).toEqual(['1', '2', '3']);
    expect(stage.workspace.calls.slice(-3).map(({ error }) => error)).toEqual([
      'answer_lost',
      'answer_lost',
      undefined,
    ]);
  });

  it('lose a call before anything is done', async () => {
    stage.workspace.faults.dropCall('chat.postMessage');
    expect([await say('1'), await say('2')]).toEqual([CUT, 'ok']);
    expect(said()).toEqual(['2']);
  });

  it('lose only the answers of the method asked for, and no more once it is taken back', async () => {
    const end = stage.workspace.faults.loseAnswer('chat.update', 9);
    const { ts } = await stage.api('chat.postMessage', { channel: ROOMS, text: '1' });
    const update = { channel: ROOMS, ts, text: '2' };
    await expect(stage.api('chat.update', update)).rejects.toThrow();
    end();
    expect((await stage.api('chat.update', update)).ok).toBe(true);
  });

  it('lose what is posted to a response_url as well', async () => {
    await stage.trigger();
    stage.workspace.faults.dropCall('response_url');
    stage.workspace.faults.loseAnswer('response_url');
    expect([await respond('1'), await respond('2'), await respond('3')]).toEqual([CUT, CUT, 200]);
    expect(said()).toEqual(['2', '3']);
  });

  it('bring an answer late while the work is done at once', async () => {
    const end = stage.workspace.faults.slow('chat.postMessage', 2_000);
    const before = stage.clock.waiting;
    let answered = false;
    const posting = say('Late').then((outcome) => {
      answered = true;
      return outcome;
    });
    while (stage.clock.waiting === before) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(said()).toEqual(['Late']);
    await stage.clock.advance(1_999);
    expect((await stage.api('auth.test')).ok).toBe(true);
    expect(answered).toBe(false);
    await stage.clock.advance(1);
    expect(await posting).toBe('ok');
    end();
    expect(await say('At once')).toBe('ok');
  });

  it('are as late as the slowest of all that makes them late', async () => {
    const { faults } = stage.workspace;
    const ends = [faults.slow('*', 500), faults.slow('auth.test', 900), faults.slow('views.open', 5_000)];
    expect(['auth.test', 'response_url', 'views.open'].map((method) => faults.delayOf(method))).toEqual([
      900, 500, 5_000,
    ]);
    for (const end of ends) end();
    expect(faults.delayOf('auth.test')).toBe(0);
  });

  it('are cut while there is none, whatever is called, and come back', async () => {
    await stage.trigger();
    const end = stage.workspace.faults.offline();
    expect(await stage.ana.send(ROOMS, '/desk')).toBe('unanswered');
    await stage.app.closed;
    expect([await say('1'), await respond('2'), stage.workspace.reachesApp()]).toEqual([CUT, CUT, false]);
    expect(lastCall()).toMatchObject({ method: 'chat.postMessage', ok: false, error: 'call_lost' });
    end();
    expect([await say('3'), await respond('4')]).toEqual(['ok', 200]);
    const app = await connect(await ticket(stage.api, stage.workspace));
    expect(await stage.ana.send(ROOMS, '/desk')).toBe('acknowledged');
    await app.leave();
  });

  it('let no socket in while there is none, even with a ticket', async () => {
    const entry = await ticket(stage.api, stage.workspace);
    const ends = [stage.workspace.faults.offline(), stage.workspace.faults.offline()];
    await expect(connect(entry)).rejects.toThrow('socket hang up');
    ends[0]?.();
    ends[0]?.();
    await expect(connect(entry)).rejects.toThrow('socket hang up');
    ends[1]?.();
    await (await connect(entry)).leave();
  });

  it('cut a call that is under way when they go', async () => {
    const holding = stage.workspace.next('chat.postMessage');
    const posting = say('Under way');
    const held = await holding;
    held.perform();
    const recorded = nextCall('chat.postMessage');
    stage.workspace.faults.offline();
    expect(await posting).toBe(CUT);
    held.release();
    await recorded;
    expect(said()).toEqual(['Under way']);
    expect(lastCall()?.error).toBe('answer_lost');
  });

  it('bring nothing over HTTP either while there is none', async () => {
    let heard = 0;
    const app = createServer((_request, response) => {
      heard += 1;
      response.end();
    });
    stage.workspace.deliverOverHttp(`http://127.0.0.1:${await listenOnLoopback(app)}/`);
    const end = stage.workspace.faults.offline();
    expect([await stage.ana.send(ROOMS, '/desk'), heard]).toEqual(['unanswered', 0]);
    expect(stage.workspace.reachesApp()).toBe(false);
    end();
    expect([await stage.ana.send(ROOMS, '/desk'), heard]).toEqual(['acknowledged', 1]);
    app.closeAllConnections();
    await new Promise((resolve) => app.close(resolve));
  });
});
