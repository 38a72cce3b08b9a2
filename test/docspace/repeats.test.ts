import type { Call } from '../../src/docspace/request.ts';
import { failing, type Outcome, scripted } from '../helpers/group-service.ts';

const PATH = '/group/5b0f6a3e-6c0d-4c53-9a53-0f6f3a1d7c11';
const WRITES = ['PUT', 'DELETE', 'POST'] as const;
const METHODS = ['GET', ...WRITES] as const;
type Method = Call<unknown>['method'];

const exception = (status: number, type: string): Outcome => ({
  status,
  text: JSON.stringify({ error: { message: 'no', type, stack: 'at', hresult: -1 }, status: 1, statusCode: status }),
});
const NOT_FOUND = exception(404, 'ASC.Common.Web.ItemNotFoundException');

const REFUSED: [string, Outcome][] = [
  ['429', { status: 429 }],
  ['429 with Retry-After in seconds', { status: 429, retryAfter: '2' }],
  ['a refused connection', { code: 'ECONNREFUSED' }],
  ['an unknown host', { code: 'ENOTFOUND' }],
  ['a name server that is busy', { code: 'EAI_AGAIN' }],
  ['no way to the host', { code: 'EHOSTUNREACH' }],
  ['a certificate that is not trusted', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }],
  ['a connection that never came about', { code: 'ETIMEDOUT', syscall: 'connect' }],
];
const BROKEN: [string, Outcome][] = [
  ['502', { status: 502 }],
  ['503', { status: 503 }],
  ['503 with Retry-After in seconds', { status: 503, retryAfter: '2' }],
  ['504', { status: 504 }],
  ['a broken connection', { code: 'ECONNRESET' }],
  ['a connection that timed out', { code: 'ETIMEDOUT' }],
];
const FAULT: [string, Outcome][] = [
  ['500', { status: 500 }],
  ['500 of an exception', exception(500, 'MySqlConnector.MySqlException')],
  ['403 of an invalid operation', exception(403, 'System.InvalidOperationException')],
];
const FINAL: [string, Outcome][] = [
  ...[302, 400, 401, 402, 403, 404, 405, 409, 415, 501].map((status): [string, Outcome] => [
    String(status),
    { status },
  ]),
  ['404 of a group', NOT_FOUND],
  ['403 of a role', exception(403, 'ASC.Common.Security.Authorizing.AuthorizingException')],
  ['400 of an argument', exception(400, 'System.ArgumentException')],
];

const crossed = (methods: readonly Method[], outcomes: [string, Outcome][]) =>
  outcomes.flatMap(([what, outcome]) => methods.map((method): [Method, string, Outcome] => [method, what, outcome]));

describe('a call that fails', () => {
  const attempts = async (method: Method, outcome: Outcome): Promise<number> => {
    const { send, sent } = scripted(() => outcome);
    await failing(send({ method, path: PATH }));
    return sent.length;
  };

  it.each(crossed(METHODS, REFUSED))('is sent four times in all: %s after %s', async (method, _what, outcome) => {
    expect(await attempts(method, outcome)).toBe(4);
  });

  it.each(crossed(['GET'], BROKEN))('is read four times in all: %s after %s', async (method, _what, outcome) => {
    expect(await attempts(method, outcome)).toBe(4);
  });

  it.each(crossed(['GET'], FAULT))('is read once more: %s after %s', async (method, _what, outcome) => {
    expect(await attempts(method, outcome)).toBe(2);
  });

  it('is not read again where a list holds a damaged group: it is read by parts', async () => {
    const { send, sent } = scripted(() => exception(403, 'System.InvalidOperationException'));
    await failing(send({ method: 'GET', path: '/group' }));
    expect(sent).toHaveLength(1);
  });

  it.each(crossed(WRITES, [...BROKEN, ...FAULT]))('is not sent again: %s after %s', async (method, _what, outcome) => {
    expect(await attempts(method, outcome)).toBe(1);
  });

  it.each(crossed(METHODS, FINAL))('is not sent again: %s after %s', async (method, _what, outcome) => {
    expect(await attempts(method, outcome)).toBe(1);
  });

  it.each(METHODS)('ends with the first good answer to %s', async (method) => {
    const { send, sent } = scripted((_method, _url, attempt) => ({ status: attempt < 3 ? 429 : 200 }));
    await send({ method, path: PATH });
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

describe('a 404 of a deletion', () => {
  it('does not count as deleted by a try that surely was not made', async () => {
    const { client } = scripted((_method, _url, attempt) => (attempt === 1 ? { status: 429 } : NOT_FOUND));
    expect(await client.groups.delete(PATH.slice(7))).toEqual({ outcome: 'alreadyGone' });
  });
});
