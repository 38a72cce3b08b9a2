import { setImmediate as turn } from 'node:timers/promises';
import { type Operations, startOperations } from '../../src/operations/index.ts';
import { type Conversation, startConversation, TRANSPORTS, timePassesUntil } from '../helpers/conversation.ts';
import { ManualClock } from '../helpers/manual-clock.ts';

describe('health and readiness', () => {
  let operations: Operations;
  const get = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`http://127.0.0.1:${operations.port}${path}`, init);
    return [answer.status, await answer.text()];
  };
  beforeEach(async () => {
    operations = await startOperations(0, new ManualClock());
  });
  afterEach(() => operations.close());

  it('are two addresses: a process that starts or stops is alive and not ready', async () => {
    expect(await get('/health/live')).toEqual([200, 'ok\n']);
    expect(await get('/health/ready')).toEqual([503, 'not ready: it is starting\n']);
    operations.watch({
      notReady: async () => undefined,
      figures: async () => ({ openRequests: [], outbox: { messages: 0, oldestMs: 0 } }),
      inHand: () => 0,
      sockets: () => 2,
    });
    expect(await get('/health/ready')).toEqual([200, 'ok\n']);
    operations.stopping();
    expect(await get('/health/live')).toEqual([200, 'ok\n']);
    expect(await get('/health/ready')).toEqual([503, 'not ready: it is stopping\n']);
  });

  it('say the same at the older address /health as at /health/ready', async () => {
    expect(await get('/health')).toEqual(await get('/health/ready'));
  });

  it('answer nothing else', async () => {
    expect(await get('/')).toEqual([404, '']);
    expect(await get('/health/ready', { method: 'POST' })).toEqual([404, '']);
  });
});

describe('readiness of the app', () => {
  const clock = new ManualClock();
  let operations: Operations;
  let talk: Conversation | undefined;
  const start = async (mode: 'socket' | 'http') => {
    talk = await startConversation({ mode, clock, operations });
    return talk;
  };
  /** Lets answers arrive while time stands still. */
  const until = async (path: string, status: number) => {
    for (;;) {
      const answer = await talk?.operators(path);
      if (answer?.status === status) return answer.text;
      await turn();
    }
  };
  beforeEach(async () => {
    operations = await startOperations(0, clock);
  });
  afterEach(async () => {
    await talk?.stop();
    talk = undefined;
    await operations.close();
  });

  it.each(TRANSPORTS)(
    'is there over %s once it is connected, and ends when the database does not answer',
    async (mode) => {
      const { store } = await start(mode);
      expect(await talk?.operators('/health/ready')).toEqual({ status: 200, text: 'ok\n' });
      await store.close();
      expect(await until('/health/ready', 503)).toBe('not ready: the database does not answer\n');
      expect(await talk?.operators('/health/live')).toEqual({ status: 200, text: 'ok\n' });
    },
  );

  it('ends when both sockets are lost for longer than a moment, and is back with the next one', async () => {
    const { workspace } = await start('socket');
    const end = workspace.faults.offline();
    while (!talk?.lines.some((line) => line.includes('not connected to Slack'))) await turn();
    expect(await talk?.operators('/health/ready')).toMatchObject({ status: 200 });
    await clock.advance(6_000);
    expect(await talk?.operators('/health/ready')).toEqual({
      status: 503,
      text: 'not ready: no connection to Slack is open\n',
    });
    expect(await talk?.operators('/health/live')).toMatchObject({ status: 200 });
    end();
    expect(await timePassesUntil(clock, until('/health/ready', 200))).toBe('ok\n');
  });

  it('ends when Slack no longer accepts the token, with Slack’s word and without the token', async () => {
    const { workspace } = await start('socket');
    workspace.faults.uninstall();
    const text = await until('/health/ready', 503);
    expect(text).toBe('not ready: Slack does not accept SLACK_BOT_TOKEN (account_inactive)\n');
    expect(text).not.toContain(workspace.botToken);
  });
});
