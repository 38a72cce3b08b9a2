import { createServer } from 'node:http';
import fetch from 'node-fetch';
import { createClient, DocSpaceError, Invalid, RateLimited, TimedOut } from '../../src/docspace/index.ts';
import { type Service, startService } from '../helpers/group-service.ts';
import { ManualClock } from '../helpers/manual-clock.ts';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

describe('what goes wrong', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService({ groups: 0, crowd: 0 });
  });
  afterEach(() => service.stop());

  const failing = async (work: Promise<unknown>): Promise<DocSpaceError> => {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof DocSpaceError)) throw new Error(`no DocSpaceError but ${error}`);
    return error;
  };

  it.each([
    ['an unknown group', 'docspace_not_found', 404, (s: Service) => s.client.groups.get(UNKNOWN)],
    ['an id that is none', 'docspace_not_found', 404, (s: Service) => s.client.groups.get('no-uuid')],
    ['a role that may not read', 'docspace_forbidden', 403, (s: Service) => s.clientWith('user').groups.list()],
    [
      'a role that may not write',
      'docspace_forbidden',
      403,
      (s: Service) => s.clientWith('roomAdmin').groups.create({ name: 'X', memberIds: [s.id('milo')] }),
    ],
    [
      'a key without the scope',
      'docspace_missing_scope',
      403,
      (s: Service) => s.clientWith('readOnly').groups.delete(UNKNOWN),
    ],
    [
      'a key that may write and not read',
      'docspace_missing_scope',
      403,
      (s: Service) => s.clientWith('writeOnly').groups.list(),
    ],
    ['an expired key', 'docspace_unauthorized', 401, (s: Service) => s.clientWith('expired').groups.list()],
    ['an inactive key', 'docspace_unauthorized', 401, (s: Service) => s.clientWith('inactive').groups.list()],
    ['a wrong key', 'docspace_unauthorized', 401, (s: Service) => s.clientWith('wrong').groups.list()],
    [
      'an unknown member',
      'docspace_invalid',
      400,
      (s: Service) => s.client.groups.create({ name: 'X', memberIds: [UNKNOWN] }),
    ],
    [
      'a guest as member',
      'docspace_invalid',
      400,
      (s: Service) => s.client.groups.create({ name: 'X', memberIds: [s.id('gil')] }),
    ],
  ])('tells %s apart: %s', async (_what, code, status, call) => {
    expect(await failing(call(service))).toMatchObject({ code, status });
  });

  it('keeps the portal’s own sentence beside an invalid call, for the person, not in the message', async () => {
    const error = await failing(service.client.groups.create({ name: 'X', memberIds: [UNKNOWN] }));
    expect(error instanceof Invalid && error.detail).toBe('The user could not be found');
    expect(error.message).toBe('POST /group: not accepted (400)');
  });

  it.each([
    [{ kind: 'status', status: 402 } as const, 'docspace_payment_required'],
    [{ kind: 'status', status: 429 } as const, 'docspace_rate_limited'],
    [{ kind: 'status', status: 500 } as const, 'docspace_unreachable'],
    [{ kind: 'status', status: 502, html: true } as const, 'docspace_unreachable'],
    [{ kind: 'error-in-success' } as const, 'docspace_unexpected_answer'],
    [{ kind: 'garbage' } as const, 'docspace_unexpected_answer'],
    [{ kind: 'drop' } as const, 'docspace_unreachable'],
  ])('gives %j the name %s', async (trouble, code) => {
    service.portal.trouble.set(trouble);
    expect(await failing(service.client.groups.list())).toMatchObject({ code });
  });

  it.each([
    ['GET', 429, 4],
    ['GET', 500, 1],
    ['GET', 502, 4],
    ['GET', 503, 4],
    ['GET', 504, 4],
    ['PUT', 503, 4],
    ['PUT', 400, 1],
    ['DELETE', 502, 4],
    ['POST', 429, 4],
  ])('sends %s answered %i so many times: %i', async (method, status, times) => {
    service.portal.trouble.set({ kind: 'status', status, method });
    const { id } = service.portal.group('Design');
    const { groups } = service.client;
    const calls = {
      GET: () => groups.get(id),
      PUT: () => groups.update(id, {}),
      DELETE: () => groups.delete(id),
      POST: () => groups.create({ name: 'X', memberIds: [] }),
    };
    await failing(calls[method === 'GET' || method === 'PUT' || method === 'DELETE' ? method : 'POST']());
    expect(service.portal.calls.filter((call) => call.method === method)).toHaveLength(times);
  });

  it('backs off longer each time, and as long as the portal asks', async () => {
    service.portal.trouble.set({ kind: 'status', status: 503 });
    await failing(service.client.groups.list());
    expect(service.clock.pauses).toEqual([250, 500, 1000]);
    service.clock.pauses.splice(0);
    service.portal.trouble.clear();
    service.portal.trouble.set({ kind: 'status', status: 429, retryAfter: 7, times: 1 });
    await service.client.groups.list();
    expect(service.clock.pauses).toEqual([7000]);
  });

  it('does not wait longer than the whole call may take', async () => {
    service.portal.trouble.set({ kind: 'status', status: 429, retryAfter: 60 });
    const error = await failing(service.client.groups.list());
    expect(error).toBeInstanceOf(RateLimited);
    expect(service.clock.pauses).toEqual([]);
  });

  it('gives up on a portal that never answers, after its deadline', async () => {
    const clock = new ManualClock();
    const arrived: (() => void)[] = [];
    const silent = createServer(() => arrived.shift()?.()).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const reached = [0, 1, 2].map(() => new Promise<void>((resolve) => arrived.push(resolve)));
    const client = createClient({
      baseUrl: `http://127.0.0.1:${port}`,
      apiKey: 'sk-x',
      clock,
      fetch: (url, init) => fetch(url, init),
      random: () => 1,
    });
    const failed = failing(client.groups.list());
    await reached[0];
    await clock.advance(10_000);
    await clock.advance(250);
    await reached[1];
    await clock.advance(10_000);
    await clock.advance(500);
    await reached[2];
    await clock.advance(10_000);
    const error = await failed;
    expect(error).toBeInstanceOf(TimedOut);
    silent.closeAllConnections();
    silent.close();
  });

  it('says at once when nothing listens, having tried again', async () => {
    const lines: unknown[] = [];
    const client = createClient({
      baseUrl: 'http://127.0.0.1:1',
      apiKey: 'sk-x',
      clock: service.clock,
      fetch: (url, init) => fetch(url, init),
      log: (line) => lines.push(line),
    });
    expect(await failing(client.groups.create({ name: 'X', memberIds: [] }))).toMatchObject({
      code: 'docspace_unreachable',
    });
    expect(lines).toHaveLength(4);
  });

  describe('a creation whose answer was lost', () => {
    const wanted = (s: Service) => ({ name: 'Crew', managerId: s.id('ines'), memberIds: [s.id('milo')] });
    const made = (s: Service) => s.portal.groups().filter((group) => group.name === 'Crew').length;

    it('is found again, and not sent twice', async () => {
      service.portal.trouble.set({ kind: 'drop-after', method: 'POST', times: 1 });
      const receipt = await service.client.groups.create(wanted(service));
      expect(receipt).toMatchObject({ recovered: true, group: { name: 'Crew' } });
      expect(made(service)).toBe(1);
    });

    it('is said to be not there when it is not there', async () => {
      service.portal.trouble.set({ kind: 'status', status: 502, html: true, method: 'POST' });
      expect(await failing(service.client.groups.create(wanted(service)))).toMatchObject({
        code: 'docspace_timed_out',
        outcome: 'not-seen',
      });
      expect(made(service)).toBe(0);
    });

    it('stays uncertain when several groups look the same', async () => {
      await service.client.groups.create(wanted(service));
      service.portal.trouble.set({ kind: 'drop-after', method: 'POST', times: 1 });
      expect(await failing(service.client.groups.create(wanted(service)))).toMatchObject({ outcome: 'unknown' });
    });

    it('stays uncertain when looking fails as well', async () => {
      service.portal.trouble.set({ kind: 'drop-after', method: 'POST', times: 1 });
      service.portal.trouble.set({ kind: 'status', status: 500, method: 'GET' });
      expect(await failing(service.client.groups.create(wanted(service)))).toMatchObject({ outcome: 'unknown' });
    });
  });

  it('never has more than 50 reads and 15 writes under way, and starts them in order', async () => {
    let [now, most] = [0, 0];
    const order: string[] = [];
    const client = createClient({
      baseUrl: service.portal.url,
      apiKey: service.portal.keys.owner,
      clock: service.clock,
      fetch: async (url, init) => {
        now += 1;
        most = Math.max(most, now);
        order.push(new URL(url).searchParams.get('filterValue') ?? '');
        const answer = await fetch(url, init);
        now -= 1;
        return answer;
      },
    });
    await Promise.all(Array.from({ length: 120 }, (_, n) => client.groups.list({ text: String(n) })));
    expect(most).toBe(50);
    expect(order).toEqual(Array.from({ length: 120 }, (_, n) => String(n)));
    most = 0;
    await Promise.all(
      Array.from({ length: 40 }, () => client.groups.create({ name: 'X', memberIds: [service.id('milo')] })),
    );
    expect(most).toBe(15);
  });

  it('puts no key, e-mail, search text or server stack into an error or a log line', async () => {
    const errors = [
      await failing(service.clientWith('wrong').people.byEmail('ines@acme.example')),
      await failing(service.client.groups.create({ name: 'Secret plan', memberIds: [UNKNOWN] })),
      await failing(service.clientWith('user').groups.list({ text: 'Secret plan' })),
    ];
    const words = [
      ...errors.map((error) => `${error.message} ${JSON.stringify({ ...error, detail: undefined })}`),
      ...service.lines.map((line) => JSON.stringify(line)),
    ];
    expect(words.length).toBeGreaterThan(5);
    for (const line of words) expect(line).not.toMatch(/sk-|@acme|Secret plan|ASC\.|System\./);
  });
});
