import { type Effect, hadNoEffect, Invalid, TimedOut } from '../../src/docspace/index.ts';
import { groupSummarySchema } from '../../src/docspace/schemas.ts';
import { failing, type Outcome, scripted } from '../helpers/group-service.ts';

const ID = '5b0f6a3e-6c0d-4c53-9a53-0f6f3a1d7c11';

const thrown = (status: number, type: string | null, message = 'no'): Outcome => ({
  status,
  text: JSON.stringify({ error: { message, type, stack: 'at', hresult: 0 }, status: 1, statusCode: status }),
});
const json = (status: number, body: unknown): Outcome => ({ status, text: JSON.stringify(body) });
const problem = (status: number) => json(status, { type: 'https://tools.ietf.org/html/rfc9110', title: 'No', status });
const html = (status: number): Outcome => ({ status, text: '\r\n<html><body>nginx</body></html>' });
const moved = (location: string): Outcome => ({ status: 301, headers: { location } });
const invalid = json(400, {
  response: { title: 'Validation', status: 400, errors: { GroupName: ['Too long.'] } },
  status: 1,
  statusCode: 400,
});

const AUTHORIZING = 'ASC.Common.Security.Authorizing.AuthorizingException';
const INVALID_OPERATION = 'System.InvalidOperationException';

/** What each answer to `PUT /group/{id}` is, and what it proves (docspace-api §12). */
const TABLE: readonly [what: string, outcome: Outcome, code: string, effect: Effect, more?: object][] = [
  ['401', { status: 401 }, 'unauthorized', 'none', { why: 'never-worked' }],
  ['401 with a body', thrown(401, null, 'Claim ‘sub’ is not present'), 'unauthorized', 'none'],
  ['403, empty', { status: 403 }, 'missing_scope', 'none'],
  ['403, blank', { status: 403, text: ' \r\n' }, 'missing_scope', 'none'],
  ['403, a bare string', json(403, 'Access to the portal is denied'), 'ip_restricted', 'none'],
  ['403 of a role', thrown(403, AUTHORIZING), 'forbidden', 'none'],
  ['403 of security', thrown(403, 'System.Security.SecurityException'), 'forbidden', 'none'],
  ['403 of access', thrown(403, 'System.UnauthorizedAccessException'), 'forbidden', 'none'],
  ['403 in maintenance', problem(403), 'portal_closed', 'none', { why: 'maintenance' }],
  ['402 of a filter', problem(402), 'payment_required', 'none'],
  ['404 of a filter', problem(404), 'portal_closed', 'none', { why: 'suspended' }],
  ['404 of a group', thrown(404, 'ASC.Common.Web.ItemNotFoundException'), 'not_found', 'none'],
  ['429', { status: 429 }, 'rate_limited', 'none'],
  ['400 of the model', invalid, 'invalid', 'none', { detail: 'Too long.' }],
  ['no connection', { code: 'ECONNREFUSED' }, 'unreachable', 'none', { status: undefined }],

  ['402 of a quota', thrown(402, 'ASC.Core.Tenants.TenantQuotaException'), 'payment_required', 'answered'],
  ['400 of an argument', thrown(400, 'System.ArgumentNullException'), 'invalid', 'answered', { detail: 'no' }],
  ['400 of something else', thrown(400, 'System.FormatException'), 'internal_fault', 'answered'],
  ['403 of two managers', thrown(403, INVALID_OPERATION), 'damaged_group', 'answered', { groupId: ID }],
  ['403 of another type', thrown(403, 'System.Exception'), 'internal_fault', 'answered'],
  ['403 without a type', thrown(403, null), 'internal_fault', 'answered'],
  [
    '415',
    json(415, { response: { title: 'No', status: 415 }, status: 0, statusCode: 200 }),
    'internal_fault',
    'answered',
  ],
  ['415, bare', problem(415), 'internal_fault', 'answered'],
  ['500', thrown(500, 'MySqlConnector.MySqlException'), 'internal_fault', 'answered', { status: 500 }],
  [
    '500 of no portal',
    thrown(500, 'System.Exception', 'Could not resolve current tenant :-(.'),
    'wrong_portal',
    'answered',
    { why: 'unknown' },
  ],
  ['200 with an error', thrown(200, 'System.Exception'), 'unexpected_answer', 'answered'],
  ['200 that says 500', json(200, { response: {}, status: 0, statusCode: 500 }), 'unexpected_answer', 'answered'],
  ['200 of another shape', json(200, { response: [], status: 0, statusCode: 200 }), 'unexpected_answer', 'answered'],

  ['502', html(502), 'unreachable', 'unanswered'],
  ['503', { status: 503 }, 'unreachable', 'unanswered'],
  ['503 that looks like the portal’s', thrown(503, 'System.Exception'), 'unreachable', 'unanswered'],
  ['504', html(504), 'unreachable', 'unanswered'],
  ['500 of a proxy', html(500), 'unreachable', 'unanswered'],
  ['a cut connection', { code: 'ECONNRESET' }, 'timed_out', 'unanswered'],
  ['200 with a page', html(200), 'wrong_portal', 'unanswered', { why: 'not-docspace' }],
  ['200, empty', { status: 200 }, 'unexpected_answer', 'unanswered'],
  ['200 with JSON of another server', json(200, { ok: true }), 'unexpected_answer', 'unanswered'],
  ['200, cut off', { status: 200, text: '{"response":{"id":' }, 'unexpected_answer', 'unanswered'],
  ['404 with a page', html(404), 'wrong_portal', 'unanswered', { why: 'not-docspace' }],
  ['404, empty', { status: 404 }, 'unexpected_answer', 'unanswered'],
  ['403 with a page', html(403), 'unexpected_answer', 'unanswered'],
  ['400 with a page', html(400), 'unexpected_answer', 'unanswered'],
  ['403, too long to be read', { status: 403, text: 'x'.repeat(70_000) }, 'unexpected_answer', 'unanswered'],
  ['405', { status: 405 }, 'unexpected_answer', 'unanswered'],
  ['a redirect elsewhere', moved('https://other.example/'), 'wrong_portal', 'unanswered', { why: 'moved' }],
  ['a redirect to a login', moved('/login'), 'wrong_portal', 'unanswered', { why: 'not-docspace' }],
  ['a redirect to nowhere', { status: 302 }, 'wrong_portal', 'unanswered', { why: 'moved' }],
];

describe('what an answer proves', () => {
  it.each(TABLE)('%s', async (_what, outcome, code, effect, more = {}) => {
    const call = { path: `/group/${ID}`, schema: groupSummarySchema };
    const written = await failing(scripted(() => outcome).send({ method: 'PUT', ...call }));
    expect(written).toMatchObject({ code: `docspace_${code}`, effect, ...more });
    expect(hadNoEffect(written)).toBe(effect === 'none');
    const read = await failing(scripted(() => outcome).send({ method: 'GET', ...call }));
    expect(read.effect).toBe('none');
  });

  it('knows a portal that wants https', async () => {
    const to = moved('https://portal.example/api/2.0/group');
    expect(await failing(scripted(() => to, { baseUrl: 'http://portal.example' }).client.groups.list())).toMatchObject({
      code: 'docspace_wrong_portal',
      why: 'needs-https',
    });
  });

  it.each<[string, 'docspace_damaged_group' | 'docspace_internal_fault', 'GET' | 'PUT' | 'POST' | 'DELETE', string]>([
    ['reading it', 'docspace_damaged_group', 'GET', `/group/${ID}`],
    ['its members', 'docspace_damaged_group', 'DELETE', `/group/${ID}/members`],
    ['deleting it, which works', 'docspace_internal_fault', 'DELETE', `/group/${ID}`],
    ['a move, which names two groups', 'docspace_internal_fault', 'PUT', `/group/${ID}/members/${ID}`],
    ['a list', 'docspace_damaged_group', 'GET', '/group'],
    ['the groups of a person', 'docspace_damaged_group', 'GET', `/group/user/${ID}`],
    ['the groups of a room', 'docspace_damaged_group', 'GET', '/group/room/1002'],
    ['a creation', 'docspace_internal_fault', 'POST', '/group'],
    ['another resource', 'docspace_internal_fault', 'GET', `/people/${ID}`],
  ])('names the damaged group where it is known: %s', async (_what, code, method, path) => {
    const { send } = scripted(() => thrown(403, INVALID_OPERATION));
    expect(await failing(send({ method, path }))).toMatchObject({ code });
  });

  it('is nothing where the client itself refuses a call', async () => {
    const { client, sent } = scripted(() => ({ status: 200 }));
    const refused = await failing(client.groups.moveMembers(ID, ID));
    expect(refused).toBeInstanceOf(Invalid);
    expect([refused.effect, sent.length]).toEqual(['none', 0]);
  });

  it('becomes that nothing was done once a look has shown it', () => {
    const released: string[] = [];
    const facts = { method: 'PUT', path: '/group', effect: 'unanswered', release: () => released.push('x') } as const;
    expect(new TimedOut('no answer', facts).notDone()).toMatchObject({ effect: 'none', code: 'docspace_timed_out' });
    expect(released).toEqual(['x']);
  });
});

describe('why a key is not accepted', () => {
  const DAY_MS = 24 * 3_600_000;
  const key = (expiresAt?: string): Outcome => json(200, { response: { name: 'app', expiresAt }, statusCode: 200 });

  it.each<[string, string, Outcome]>([
    ['stopped-working', 'worked before', key()],
    ['stopped-working', 'has days to go', key('2027-01-01T00:00:00.0000000Z')],
    ['expired', 'was to expire that day', key('2026-11-03T12:00:00.0000000+03:00')],
    ['never-worked', 'was never accepted', { status: 503 }],
  ])('is “%s” when it %s', async (why, _what, first) => {
    const { client, clock } = scripted((_method, url) =>
      url.pathname.endsWith('@self') && clock.now() < Date.UTC(2026, 10, 3) ? first : { status: 401 },
    );
    await client.keys.self().catch(() => undefined);
    await clock.advance(DAY_MS);
    expect(await failing(client.groups.list())).toMatchObject({ code: 'docspace_unauthorized', why });
  });

  it('is remembered for every person the client works for', async () => {
    const { client } = scripted((_method, _url, attempt) => (attempt === 1 ? key() : { status: 401 }));
    await client.for({ person: 'ana' }).keys.self();
    expect(await failing(client.for({ person: 'bo' }).groups.list())).toMatchObject({ why: 'stopped-working' });
  });
});
