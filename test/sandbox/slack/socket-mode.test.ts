import bolt from '@slack/bolt';
import { connect, plain, ROOMS, type ScriptedApp, type Stage, startStage, ticket } from './stage.ts';

const silence = () => 'silence' as const;

describe('delivery over Socket Mode', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  const joined: ScriptedApp[] = [];
  const join = async () => {
    const app = await connect(await ticket(stage.api, stage.workspace));
    joined.push(app);
    return app;
  };
  afterEach(async () => {
    await Promise.all(joined.splice(0).map((app) => app.leave()));
    await stage.stop();
  });

  it('lets nobody in without a ticket, and each ticket once', async () => {
    const once = await ticket(stage.api, stage.workspace);
    joined.push(await connect(once));
    await expect(connect(once)).rejects.toThrow('401');
    await expect(connect(once.replace(/ticket=[^&]+/, 'ticket=none'))).rejects.toThrow('401');
    expect((await stage.api('apps.connections.open')).error).toBe('not_allowed_token_type');
  });

  it('brings each envelope to one socket, in turn', async () => {
    const second = await join();
    for (let command = 1; command <= 4; command += 1) await stage.ana.send(ROOMS, `/desk ${command}`);
    const heard = [...stage.app.heard, ...second.heard].map((each) => each.payload.text).sort();
    expect(heard).toEqual(['1', '2', '3', '4']);
    expect(second.heard).toHaveLength(2);
  });

  it('has room for ten', async () => {
    while (joined.length < 9) await join();
    const eleventh = await join();
    for (let command = 1; command <= 22; command += 1) await stage.ana.send(ROOMS, '/desk');
    expect(eleventh.heard).toEqual([]);
    await stage.clock.advance(10_000);
    await eleventh.closed;
  });

  it('warns a socket, sends it its share for ten seconds, and then closes it', async () => {
    stage.workspace.refreshSockets();
    expect(await stage.ana.send(ROOMS, '/desk')).toBe('acknowledged');
    const next = await join();
    for (let command = 0; command < 2; command += 1) expect(await stage.ana.send(ROOMS, '/desk')).toBe('acknowledged');
    expect([stage.app.heard.length, next.heard.length]).toEqual([2, 1]);
    await stage.clock.advance(10_000);
    await stage.app.closed;
    expect(await stage.ana.send(ROOMS, '/desk')).toBe('acknowledged');
    expect(next.heard).toHaveLength(2);
  });

  it('warns the next socket once another one is open', async () => {
    const second = await join();
    stage.workspace.refreshSockets();
    const third = await join();
    await stage.clock.advance(10_000);
    await stage.app.closed;
    await second.closed;
    expect(await stage.ana.send(ROOMS, '/desk')).toBe('acknowledged');
    expect(third.heard).toHaveLength(1);
  });

  it('loses what it sends to a socket that the app is closing', async () => {
    const leaving = stage.app.leave();
    const typed = stage.ana.send(ROOMS, '/desk');
    await leaving;
    await stage.clock.advance(3_000);
    expect(await typed).toBe('unanswered');
  });

  it('brings an event again at once, marked, and then gives up', async () => {
    stage.app.reply = silence;
    const first = stage.app.next();
    const opened = stage.ana.openHome();
    await first;
    const again = stage.app.next();
    await stage.clock.advance(3_000);
    await again;
    await stage.clock.advance(3_000);
    await opened;
    expect(stage.app.heard.map((each) => [each.retry_attempt, each.retry_reason])).toEqual([
      [0, ''],
      [1, 'timeout'],
    ]);
    expect(new Set(stage.app.heard.map((each) => each.payload.event_id)).size).toBe(1);
  });

  it('keeps an event for an app that is away for a moment', async () => {
    await stage.app.leave();
    const opened = stage.ana.openHome();
    const app = await connect(await ticket(stage.api, stage.workspace));
    joined.push(app);
    await opened;
    expect(app.heard).toMatchObject([{ type: 'events_api', payload: { event: { type: 'app_home_opened' } } }]);
  });

  it('never repeats a command or a click, and tells whoever typed', async () => {
    const ts = await stage.post([
      { type: 'actions', block_id: 'row', elements: [{ type: 'button', action_id: 'go', text: plain('Go') }] },
    ]);
    stage.app.reply = silence;
    const command = stage.app.next();
    const typed = stage.ana.send(ROOMS, '/desk');
    await command;
    await stage.clock.advance(3_000);
    expect(await typed).toBe('unanswered');
    const click = stage.app.next();
    const clicked = stage.ana.act({ kind: 'message', channel: ROOMS, ts }, { blockId: 'row', actionId: 'go' });
    await click;
    await stage.clock.advance(3_000);
    expect(await clicked).toBe('unanswered');
    expect(stage.app.heard).toHaveLength(2);
    expect(stage.workspace.messages(ROOMS).at(-1)).toMatchObject({
      text: '/desk failed with the error "operation_timeout"',
      visibleTo: 'U0ANA',
    });
  });

  it('serves a Bolt App', async () => {
    await stage.app.leave();
    const app = new bolt.App({
      token: stage.workspace.botToken,
      appToken: stage.workspace.appToken,
      socketMode: true,
      deferInitialization: true,
      clientOptions: { slackApiUrl: stage.workspace.apiUrl, retryConfig: { retries: 0 } },
      logLevel: bolt.LogLevel.ERROR,
    });
    app.command('/desk', ({ ack, command }) => ack(`You said ${command.text}`));
    await app.init();
    await app.start();
    await stage.ana.send(ROOMS, '/desk hello');
    expect(stage.workspace.messages(ROOMS)).toMatchObject([{ text: 'You said hello', visibleTo: 'U0ANA' }]);
    const gone = new Promise<void>((resolve) => {
      stage.workspace.onChange((change) => change.kind === 'connection' && resolve());
    });
    await app.stop();
    await gone;
  });
});
