import type { DocSpace } from '../../src/docspace/index.ts';
import { failing, type Outcome, type Service, scripted, startService } from '../helpers/group-service.ts';

const ID = '5b0f6a3e-6c0d-4c53-9a53-0f6f3a1d7c11';
const GROUP = JSON.stringify({ response: { id: ID, name: 'Crew', members: [] }, status: 0, statusCode: 200 });

const CALLS = {
  GET: (client: DocSpace) => client.groups.get(ID),
  PUT: (client: DocSpace) => client.groups.update(ID, { name: 'Crew' }),
  DELETE: (client: DocSpace) => client.groups.delete(ID),
  POST: (client: DocSpace) => client.groups.create({ name: 'Crew', memberIds: [] }),
};
const IDEMPOTENT = ['GET', 'PUT', 'DELETE'] as const;
const METHODS = [...IDEMPOTENT, 'POST'] as const;

const SURELY_NOT_DONE: [string, Outcome][] = [
  ['429', { status: 429 }],
  ['429 with Retry-After in seconds', { status: 429, retryAfter: '2' }],
  ['a refused connection', { code: 'ECONNREFUSED' }],
  ['an unknown host', { code: 'ENOTFOUND' }],
  ['a name server that is busy', { code: 'EAI_AGAIN' }],
  ['no way to the host', { code: 'EHOSTUNREACH' }],
  ['a certificate nobody trusts', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
];
const PERHAPS_DONE: [string, Outcome][] = [
  ['502', { status: 502 }],
  ['503', { status: 503 }],
  ['503 with Retry-After in seconds', { status: 503, retryAfter: '2' }],
  ['504', { status: 504 }],
  ['a broken connection', { code: 'ECONNRESET' }],
  ['a connection that timed out', { code: 'ETIMEDOUT' }],
];
const FINAL: [string, Outcome][] = [302, 400, 401, 402, 403, 404, 405, 409, 415, 500, 501].map((status) => [
  String(status),
  { status },
]);

const crossed = <M extends string>(methods: readonly M[], outcomes: [string, Outcome][]) =>
  outcomes.flatMap(([what, outcome]) => methods.map((method): [M, string, Outcome] => [method, what, outcome]));

describe('what is sent again', () => {
  const attempts = async (method: keyof typeof CALLS, outcome: Outcome): Promise<number> => {
    const { client, sent } = scripted(() => outcome);
    await CALLS[method](client).catch(() => undefined);
    return sent.filter((call) => call.method === method).length;
  };

  it.each(crossed(METHODS, SURELY_NOT_DONE))('is %s on %s', async (method, _what, outcome) => {
    expect(await attempts(method, outcome)).toBe(4);
  });

  it.each(crossed(IDEMPOTENT, PERHAPS_DONE))('is %s on %s', async (method, _what, outcome) => {
    expect(await attempts(method, outcome)).toBe(4);
  });

  it.each(crossed(['POST'], PERHAPS_DONE))('is never %s on %s', async (method, _what, outcome) => {
    expect(await attempts(method, outcome)).toBe(1);
  });

  it.each(crossed(METHODS, FINAL))('is never %s on %s', async (method, _what, outcome) => {
    expect(await attempts(method, outcome)).toBe(1);
  });

  it.each(METHODS)('ends with the first good answer to %s', async (method) => {
    const good = { status: method === 'DELETE' ? 204 : 200, text: method === 'DELETE' ? '' : GROUP };
    const { client, sent } = scripted((_method, _url, attempt) => (attempt < 3 ? { status: 429 } : good));
    await CALLS[method](client);
    expect(sent).toHaveLength(3);
  });
});

describe('how long it waits in between', () => {
  const pauses = async (outcome: Outcome): Promise<number[]> => {
    const { client, clock } = scripted(() => outcome);
    await failing(client.groups.list());
    return clock.pauses;
  };

  it.each<[string, Outcome, number[]]>([
    ['doubles after a fault', { status: 503 }, [250, 500, 1000]],
    ['doubles from a second after a 429 that names no time', { status: 429 }, [1000, 2000, 4000]],
    ['waits as long as the portal asks, in seconds', { status: 429, retryAfter: '7' }, [7000, 7000, 7000]],
    ['waits until the moment the portal names', { status: 503, retryAfter: 'Mon, 02 Nov 2026 09:00:05 GMT' }, [5000]],
    ['takes no notice of a time it cannot read', { status: 503, retryAfter: 'soon' }, [250, 500, 1000]],
    ['does not wait longer than the whole call may take', { status: 429, retryAfter: '25' }, []],
    ['stops when the next wait would be too long', { status: 429, retryAfter: '10' }, [10_000, 10_000]],
  ])('%s', async (_what, outcome, expected) => {
    expect((await pauses(outcome)).slice(0, expected.length || 9)).toEqual(expected);
  });
});

describe('a write that was sent again', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService({ groups: 0, crowd: 0 });
  });
  afterEach(() => service.stop());

  it('has deleted the group when the first answer was lost and the second is 404', async () => {
    const group = service.portal.addGroup({ name: 'Short lived' });
    service.portal.trouble.set({ kind: 'drop-after', method: 'DELETE', times: 1 });
    expect(await service.client.groups.delete(group.id)).toEqual({ outcome: 'deleted' });
    expect(service.portal.calls.map((call) => call.status)).toEqual([0, 404]);
  });

  it('has deleted it when a proxy failed first and the second answer is 404', async () => {
    const text = JSON.stringify({ error: { message: 'The group could not be found' }, status: 1, statusCode: 404 });
    const { client } = scripted((_method, _url, attempt) => (attempt === 1 ? { status: 502 } : { status: 404, text }));
    expect(await client.groups.delete(ID)).toEqual({ outcome: 'deleted' });
  });

  it('has not deleted it when the first attempt surely was not made', async () => {
    service.portal.trouble.set({ kind: 'status', status: 429, method: 'DELETE', times: 1 });
    expect(await service.client.groups.delete(ID)).toEqual({ outcome: 'alreadyGone' });
  });

  it('tells who joined, although they were in when it was sent again', async () => {
    const group = await service.client.groups.state(service.portal.addGroup({ name: 'Crew' }).id);
    service.portal.trouble.set({ kind: 'drop-after', method: 'PUT', times: 1 });
    const receipt = await service.client.groups.update(group.id, { add: [service.id('milo')], before: group });
    expect(receipt.done.added).toEqual([service.id('milo')]);
    expect(receipt.alreadySo).toEqual([]);
  });

  it.each<[string, Outcome]>([
    ['too many calls', { status: 429 }],
    ['a refused connection', { code: 'ECONNREFUSED' }],
    ['a key that is no longer accepted', { status: 401 }],
    ['a 404 that names nothing', { status: 404 }],
    ['a role that was taken away', { status: 403, text: '{}' }],
  ])('stays uncertain when the first answer was lost and then comes %s', async (_what, then) => {
    const { client } = scripted((_method, _url, attempt) => (attempt === 1 ? { code: 'ECONNRESET' } : then));
    expect(await failing(client.groups.update(ID, {}))).toMatchObject({
      code: 'docspace_timed_out',
      outcome: 'unknown',
    });
  });

  it('ends with “not found” once the portal says so', async () => {
    const text = JSON.stringify({ error: { message: 'The group could not be found' }, status: 1, statusCode: 404 });
    const { client } = scripted((_method, _url, attempt) =>
      attempt === 1 ? { code: 'ECONNRESET' } : { status: 404, text },
    );
    expect(await failing(client.groups.update(ID, {}))).toMatchObject({ code: 'docspace_not_found' });
  });
});
