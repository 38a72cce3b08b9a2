import type { PortalFault } from '../../../sandbox/docspace/index.ts';
import { type AskedPortal, shapeOf, startAsked } from './asking.ts';

describe('faults of the portal', () => {
  let asked: AskedPortal;
  beforeEach(async () => {
    asked = await startAsked();
  });
  afterEach(() => asked.stop());

  it('limit by the minute: 429, empty, with two headers and no word about when', async () => {
    asked.portal.faults.set({ kind: 'status', status: 429 });
    const { status, text, headers } = await asked.ask('/group');
    expect([status, text]).toEqual([429, '']);
    expect([headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]).toEqual(['1500', '0']);
    expect([headers.get('x-ratelimit-reset'), headers.get('retry-after')]).toEqual([null, null]);
  });

  it('limit by the day: 429, empty, with the moment it ends and the seconds until then', async () => {
    asked.portal.faults.set({ kind: 'status', status: 429, retryAfter: 90 });
    const { text, headers } = await asked.ask('POST /group', { body: { groupName: 'X' } });
    expect(text).toBe('');
    expect([headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]).toEqual(['10000', '0']);
    expect(headers.get('retry-after')).toBe('90');
    expect(headers.get('x-ratelimit-reset')).toBe(String(asked.clock.now() / 1000 + 90));
  });

  it('leave out the limit’s headers when there is none', async () => {
    const { headers } = await asked.ask('/group');
    expect([...headers.keys()].filter((name) => name.startsWith('x-ratelimit'))).toEqual([]);
  });

  it.each<[PortalFault, number, ReturnType<typeof shapeOf>]>([
    [{ kind: 'status', status: 401 }, 401, 'empty'],
    [{ kind: 'status', status: 402 }, 402, 'A'],
    [{ kind: 'status', status: 402, error: 'problem' }, 402, 'other'],
    [{ kind: 'status', status: 403 }, 403, 'empty'],
    [{ kind: 'status', status: 403, error: 'A' }, 403, 'A'],
    [{ kind: 'status', status: 500 }, 500, 'A'],
    [{ kind: 'status', status: 400, error: 'B' }, 400, 'B'],
    [{ kind: 'status', status: 503, error: 'empty' }, 503, 'empty'],
    [{ kind: 'status', status: 502, html: true }, 502, 'other'],
    [{ kind: 'error-in-success' }, 200, 'A'],
    [{ kind: 'garbage' }, 200, 'other'],
  ])('answer as told, and do nothing: %j', async (fault, status, shape) => {
    asked.portal.faults.set(fault);
    const answer = await asked.ask('POST /group', { body: { groupName: 'Never made' } });
    expect([answer.status, shapeOf(answer)]).toEqual([status, shape]);
    expect(asked.portal.groups().some((group) => group.name === 'Never made')).toBe(false);
  });

  it('show a proxy’s page as HTML, and any text as it stands', async () => {
    asked.portal.faults.set({ kind: 'status', status: 502, html: true, times: 1 });
    expect((await asked.ask('/group')).headers.get('content-type')).toBe('text/html');
    asked.portal.faults.set({ kind: 'garbage', text: '{"response":', times: 1 });
    const answer = await fetch(`${asked.portal.url}/api/2.0/group`);
    expect(await answer.text()).toBe('{"response":');
  });

  it.each<[PortalFault['kind'] & ('drop' | 'drop-after'), boolean]>([
    ['drop', false],
    ['drop-after', true],
  ])('break the connection: %s, the work done: %s', async (kind, done) => {
    asked.portal.faults.set({ kind });
    await expect(asked.ask('POST /group', { body: { groupName: 'Perhaps' } })).rejects.toThrow();
    expect(asked.portal.groups().some((group) => group.name === 'Perhaps')).toBe(done);
    expect(asked.portal.calls.map((call) => call.status)).toEqual([0]);
  });

  /** Resolves when the portal has taken a call in, or is through with one. */
  const heard = () => new Promise<void>((resolve) => asked.portal.onChange(() => resolve()));

  it('answer late, by the portal’s clock', async () => {
    asked.portal.faults.set({ kind: 'slow', ms: 3_000 });
    const slept = new Promise<void>((resolve) => {
      const { sleep } = asked.clock;
      asked.clock.sleep = (ms, signal) => {
        resolve();
        return sleep.call(asked.clock, ms, signal);
      };
    });
    const answer = asked.ask('/keys/@self');
    await slept;
    expect(asked.portal.calls).toEqual([]);
    await asked.clock.advance(3_000);
    expect((await answer).status).toBe(200);
  });

  it('is slow with any other fault as well', async () => {
    asked.portal.faults.set({ kind: 'slow', ms: 3_000 });
    asked.portal.faults.set({ kind: 'status', status: 500 });
    const before = asked.clock.waiting;
    const answer = asked.ask('/keys/@self');
    while (asked.clock.waiting === before) await new Promise((resolve) => setImmediate(resolve));
    await asked.clock.advance(3_000);
    expect((await answer).status).toBe(500);
  });

  it('never answer, and stop all the same', async () => {
    asked.portal.faults.set({ kind: 'hang' });
    const arrived = heard();
    const answer = asked.ask('/keys/@self');
    await arrived;
    await asked.portal.stop();
    await expect(answer).rejects.toThrow();
    asked = await startAsked();
  });

  it('meet only the calls they are meant for, as often as told, until they are switched off', async () => {
    const { faults } = asked.portal;
    faults.set({ kind: 'status', status: 503, path: /^\/people/, times: 2 });
    const off = faults.set({ kind: 'status', status: 504, method: 'POST' });
    const statuses = async (...calls: string[]) => {
      const all: number[] = [];
      for (const call of calls) all.push((await asked.ask(call, call.startsWith('POST') ? { body: {} } : {})).status);
      return all;
    };
    expect(await statuses('/group', '/people/@self', '/people', '/people')).toEqual([200, 503, 503, 200]);
    expect(await statuses('POST /group', 'POST /group')).toEqual([504, 504]);
    off();
    expect(await statuses('POST /group')).toEqual([400]);
    faults.set({ kind: 'status', status: 500 });
    faults.clear();
    expect(await statuses('/group')).toEqual([200]);
  });

  describe('a held call', () => {
    const made = () => asked.portal.groups().some((group) => group.name === 'Held');

    it('is done and answered when it is let go', async () => {
      const next = asked.portal.next('POST', /^\/group$/);
      const answer = asked.ask('POST /group', { body: { groupName: 'Held' } });
      const held = await next;
      expect([held.method, held.path, made()]).toEqual(['POST', '/group', false]);
      held.release();
      expect((await answer).status).toBe(200);
    });

    it('can be done and answered later, once', async () => {
      const next = asked.portal.next('POST', /^\/group$/);
      const answer = asked.ask('POST /group', { body: { groupName: 'Held' } });
      const held = await next;
      held.perform();
      expect(made()).toBe(true);
      held.release();
      await answer;
      expect(asked.portal.groups().filter((group) => group.name === 'Held')).toHaveLength(1);
    });

    it('lets other calls pass', async () => {
      const next = asked.portal.next('POST', /^\/group$/);
      expect((await asked.ask('/group')).status).toBe(200);
      const answer = asked.ask('POST /group', { body: { groupName: 'Held' } });
      (await next).release();
      await answer;
    });
  });

  it('write down every call, without the secret', async () => {
    await asked.ask('/group?count=1', { key: 'readOnly' });
    await asked.ask('/nothing', { authorization: 'Bearer sk-wrong' });
    expect(asked.portal.calls).toEqual([
      {
        method: 'GET',
        path: '/group?count=1',
        status: 200,
        ms: expect.any(Number),
        key: 'readOnly',
        callerLeft: false,
      },
      { method: 'GET', path: '/nothing', status: 404, ms: expect.any(Number), key: 'none', callerLeft: false },
    ]);
  });
});
