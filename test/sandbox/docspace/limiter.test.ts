import { type AskedPortal, startAsked } from './asking.ts';

const DAY = 24 * 60 * 60_000;

describe('the rate limiter of a portal', () => {
  let asked: AskedPortal;
  beforeEach(async () => {
    asked = await startAsked({ limiter: true });
  });
  afterEach(() => asked.stop());

  const limitOf = async (call: string, asking?: Parameters<AskedPortal['ask']>[1]) => {
    const { status, text, headers } = await asked.ask(call, asking);
    if (status !== 429) return status;
    expect([text, headers.get('x-ratelimit-remaining')]).toEqual(['', '0']);
    return `429 of ${headers.get('x-ratelimit-limit')}`;
  };
  const repeat = async (times: number, call: string, asking?: Parameters<AskedPortal['ask']>[1]) => {
    for (let n = 0; n < times; n += 10) {
      await Promise.all(Array.from({ length: Math.min(10, times - n) }, () => asked.ask(call, asking)));
    }
  };
  /** Resolves when so many calls wait on the portal's clock. */
  const waiting = async (calls: number) => {
    while (asked.clock.waiting < calls) await new Promise((resolve) => setImmediate(resolve));
  };

  it('lets 1,500 requests a minute of one user in, over all keys, and counts no refused one', async () => {
    await repeat(1_499, '/nothing');
    expect(await limitOf('/keys/@self', { key: 'readOnly' })).toBe(200);
    expect(await limitOf('/keys/@self')).toBe('429 of 1500');
    expect((await asked.ask('/keys/@self')).headers.get('retry-after')).toBeNull();
    expect(await limitOf('/keys/@self', { key: 'admin' })).toBe(200);
    await asked.clock.advance(59_999);
    expect(await limitOf('/keys/@self')).toBe('429 of 1500');
    await asked.clock.advance(1);
    await repeat(1_499, '/nothing');
    expect(await limitOf('/keys/@self')).toBe(200);
  });

  it('counts calls without a valid key by their address', async () => {
    await repeat(1_500, '/group', { authorization: null });
    expect(await limitOf('/group', { authorization: 'Bearer sk-wrong' })).toBe('429 of 1500');
    expect(await limitOf('/group')).toBe(200);
  });

  it.each([
    ['reads', 50, '/keys/@self'],
    ['writes', 15, 'DELETE /nothing'],
  ])('lets so many %s be in flight: %i', async (_what, permits, call) => {
    asked.portal.trouble.set({ kind: 'slow', ms: 1_000 });
    const answers = Promise.all(Array.from({ length: permits + 1 }, () => limitOf(call)));
    await waiting(permits);
    while (asked.portal.calls.length < 1) await new Promise((resolve) => setImmediate(resolve));
    await asked.clock.advance(1_000);
    const refused = (await answers).filter((answer) => typeof answer === 'string');
    expect(refused).toEqual([`429 of ${permits}`]);
    asked.portal.trouble.clear();
    expect(await limitOf(call)).not.toBe(`429 of ${permits}`);
  });

  it('keeps the place of a write whose caller left until the server has finished', async () => {
    asked.portal.setCost(1);
    const leaving = new AbortController();
    const write = (groupName: string) =>
      fetch(`${asked.portal.url}/api/2.0/group`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${asked.portal.keys.owner}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ groupName }),
        signal: leaving.signal,
      });
    const left = Promise.allSettled(Array.from({ length: 15 }, (_, n) => write(`Left ${n}`)));
    await waiting(15);
    leaving.abort();
    await left;
    expect(await limitOf('POST /group', { body: { groupName: 'Refused' } })).toBe('429 of 15');
    while (asked.portal.calls.length < 16) await asked.clock.advance(10);
    asked.portal.setCost(0);
    expect(await limitOf('POST /group', { body: { groupName: 'In again' } })).toBe(200);
    expect(asked.portal.groups().filter(({ name }) => name.startsWith('Left'))).toHaveLength(15);
  });

  it('lets 10,000 POSTs and PUTs a day in, and says when the day ends', async () => {
    for (let minute = 0; minute < 7; minute += 1) {
      await repeat(minute < 6 ? 1_500 : 1_000, 'POST /nothing');
      await asked.clock.advance(60_000);
    }
    const { status, headers } = await asked.ask('POST /group', { body: { groupName: 'X' } });
    expect([status, headers.get('x-ratelimit-limit')]).toEqual([429, '10000']);
    expect(headers.get('retry-after')).toBe(String(DAY / 1000 - 7 * 60));
    expect(headers.get('x-ratelimit-reset')).toBe(String((asked.clock.now() + DAY) / 1000 - 7 * 60));
    expect(await limitOf(`DELETE /group/${asked.portal.group('Design').id}`)).toBe(204);
    await asked.clock.advance(DAY);
    expect(await limitOf('POST /group', { body: { groupName: 'X' } })).toBe(200);
  }, 60_000);

  it('lets five new keys in within 15 minutes', async () => {
    await repeat(5, 'POST /keys', { body: {} });
    expect(await limitOf('POST /keys', { body: {} })).toBe('429 of 5');
    await asked.clock.advance(15 * 60_000);
    expect(await limitOf('POST /keys', { body: {} })).not.toBe('429 of 5');
  });

  it('is off unless it is switched on', async () => {
    asked.portal.setLimiter(false);
    await repeat(6, 'POST /keys', { body: {} });
    expect(await limitOf('POST /keys', { body: {} })).not.toBe('429 of 5');
  });
});
