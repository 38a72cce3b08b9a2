import { PLAZA, ROOMS, type Stage, startStage } from './stage.ts';

describe('limits', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage({ botScopes: ['chat:write', 'chat:write.public', 'users:read'] });
  });
  afterEach(() => stage.stop());

  /** Seconds to wait, or undefined when the call was let in. */
  const call = async (method: string, args: object) => {
    const response = await fetch(`${stage.workspace.apiUrl}${method}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${stage.workspace.botToken}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(args),
    });
    const wait = response.headers.get('retry-after');
    expect(await response.json()).toMatchObject(wait ? { ok: false, error: 'ratelimited' } : { ok: true });
    expect(response.status).toBe(wait ? 429 : 200);
    return wait ?? undefined;
  };
  const say = (channel: string, more: object = {}) => call('chat.postMessage', { channel, text: 'Hello', ...more });
  const times = async (count: number, act: () => Promise<string | undefined>) => {
    const waits: (string | undefined)[] = [];
    for (let time = 0; time < count; time += 1) waits.push(await act());
    return waits.filter((wait) => wait !== undefined);
  };

  it('can be set for one channel, over all methods, and taken back', async () => {
    const { ts } = await stage.api('chat.postMessage', { channel: ROOMS, text: 'Card' });
    stage.workspace.faults.rateLimitChannel(ROOMS, 7, 2);
    expect(await say(PLAZA)).toBeUndefined();
    expect(await say(ROOMS)).toBe('7');
    expect(await call('chat.update', { channel: ROOMS, ts, text: 'Changed' })).toBe('7');
    expect(await say(ROOMS)).toBeUndefined();
    stage.workspace.faults.rateLimitChannel(ROOMS, 7)();
    expect(await say(ROOMS)).toBeUndefined();
    expect(stage.workspace.messages(ROOMS)).toHaveLength(3);
  });

  it('know a direct message by its person too', async () => {
    stage.workspace.faults.rateLimitChannel('U0ANA', 3, 2);
    expect([await say('U0ANA'), await say('D0ANA'), await say('U0ANA')]).toEqual(['3', '3', undefined]);
  });

  it('count from the start, until they are lifted', async () => {
    stage.limitRates();
    expect([await say(ROOMS), await say(ROOMS)]).toEqual([undefined, '1']);
    const ends = [stage.workspace.faults.liftRateLimits(), stage.workspace.faults.liftRateLimits()];
    ends[0]?.();
    expect(await times(60, () => say(ROOMS))).toEqual([]);
    ends[1]?.();
    expect(await say(ROOMS)).toBe('1');
  });

  it('let through about one message a second in each channel', async () => {
    stage.limitRates();
    expect([await say(ROOMS), await say(PLAZA), await say('U0ANA')]).toEqual([undefined, undefined, undefined]);
    expect([await say(ROOMS), await say(PLAZA), await say('D0ANA')]).toEqual(['1', '1', '1']);
    await stage.clock.advance(900);
    expect(await say(ROOMS)).toBe('1');
    await stage.clock.advance(100);
    expect([await say(ROOMS), await say(ROOMS)]).toEqual([undefined, '1']);
  });

  it('let through each other method as often a minute as its tier says, over all channels', async () => {
    const { ts } = await stage.api('chat.postMessage', { channel: ROOMS, text: 'Card' });
    stage.limitRates();
    const update = () => call('chat.update', { channel: ROOMS, ts, text: 'Changed' });
    expect(await times(50, update)).toEqual([]);
    await stage.clock.advance(20_500);
    expect(await update()).toBe('40');
    expect(await times(100, () => call('users.info', { user: 'U0ANA' }))).toEqual([]);
    expect(await call('users.info', { user: 'U0BO' })).toBe('60');
    await stage.clock.advance(39_500);
    expect(await update()).toBeUndefined();
  });

  it('do not count what they refused', async () => {
    stage.limitRates();
    await say(ROOMS);
    for (let time = 0; time < 4; time += 1) {
      await stage.clock.advance(225);
      expect(await say(ROOMS)).toBe('1');
    }
    await stage.clock.advance(100);
    expect(await say(ROOMS)).toBeUndefined();
  });
});

describe('tokens that are revoked', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage();
  });
  afterEach(() => stage.stop());

  it('open nothing any more, until they are valid again', async () => {
    const call = async (method: string, args: object = {}, token?: string) =>
      (await stage.api(method, args, token)).error;
    const all = async () => [
      await call('auth.test'),
      await call('chat.postMessage', { channel: ROOMS, text: 'Hello' }),
      await call('apps.connections.open', {}, stage.workspace.appToken),
      await call('auth.test', {}, 'xoxb-wrong'),
    ];
    const end = stage.workspace.faults.revokeToken();
    expect(await all()).toEqual(['token_revoked', 'token_revoked', 'invalid_auth', 'invalid_auth']);
    expect(stage.workspace.messages(ROOMS)).toEqual([]);
    expect(await call('blocks.validate', { blocks: [{ type: 'divider' }] })).toBeUndefined();
    end();
    expect(await all()).toEqual([undefined, undefined, undefined, 'invalid_auth']);
  });
});
