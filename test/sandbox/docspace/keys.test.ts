import { KEY_LABELS } from '../../../sandbox/docspace/types.ts';
import { type AskedPortal, startAsked } from './asking.ts';

describe('keys of the portal', () => {
  let asked: AskedPortal;
  beforeEach(async () => {
    asked = await startAsked();
  });
  afterEach(() => asked.stop());

  it.each(KEY_LABELS)('are “sk-” and 64 lower-case hex characters: %s', (label) => {
    expect(asked.portal.keys[label]).toMatch(/^sk-[0-9a-f]{64}$/);
  });

  it.each<[string, (key: string) => string | null, number]>([
    ['Bearer and the key', (key) => `Bearer ${key}`, 200],
    ['the key alone', (key) => key, 401],
    ['bearer in lower case', (key) => `bearer ${key}`, 401],
    ['two blanks', (key) => `Bearer  ${key}`, 401],
    ['another word', (key) => `ApiKey ${key}`, 401],
    ['a key nobody made', () => `Bearer sk-${'0'.repeat(64)}`, 401],
    ['a key in capitals', (key) => `Bearer ${key.toUpperCase()}`, 401],
    ['a shortened key', (key) => `Bearer ${key.slice(0, -1)}`, 401],
    ['nothing', () => null, 401],
  ])('are taken or not, sent as %s', async (_what, header, status) => {
    const answer = await asked.ask('/keys/@self', { authorization: header(asked.portal.keys.owner) });
    expect(answer.status).toBe(status);
    if (status === 401) expect([answer.text, answer.headers.get('www-authenticate')]).toEqual(['', null]);
  });

  it('are not taken from a header of their own', async () => {
    const headers = { ApiKeyBearer: asked.portal.keys.owner };
    expect((await asked.ask('/keys/@self', { authorization: null, headers })).status).toBe(401);
  });

  it('are asked for again with a password’s header', async () => {
    const answer = await asked.ask('/keys/@self', { authorization: 'Basic b2xnYTpwdw==' });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Basic']);
  });

  it.each(['expired', 'inactive'] as const)('are worth nothing when %s, with no word about why', async (key) => {
    const answer = await asked.ask('/group', { key });
    expect([answer.status, answer.text]).toEqual([401, '']);
  });

  it('act with the current role of whoever made them', async () => {
    expect((await asked.ask('/group', { key: 'user' })).status).toBe(403);
    asked.portal.setRole(asked.id('una'), 'roomAdmin');
    expect((await asked.ask('/group', { key: 'user' })).status).toBe(200);
    asked.portal.disable(asked.id('una'));
    expect((await asked.ask('/group', { key: 'user' })).status).toBe(401);
  });

  it('tell about themselves, without the secret', async () => {
    const { item, text } = await asked.ask('/keys/@self', { key: 'writeOnly' });
    const secret = asked.portal.keys.writeOnly;
    expect(Object.keys(item)).toEqual(
      'id name key keyPostfix permissions lastUsed createOn createBy isActive'.split(' '),
    );
    expect(item).toMatchObject({
      key: `sk-***${secret.slice(-4)}`,
      keyPostfix: secret.slice(-4),
      permissions: ['accounts:write'],
      createBy: { id: asked.id('olga') },
      createOn: '2026-01-09T08:30:00.0000000Z',
      isActive: true,
    });
    expect(text).not.toContain(secret);
  });

  it.each([
    'owner',
    'admin',
    'roomAdmin',
    'user',
    'guest',
    'readOnly',
    'writeOnly',
    'groupsOnly',
    'groupsAndRooms',
  ] as const)('tell about themselves whatever they may: %s', async (key) => {
    expect((await asked.ask('/keys/@self', { key })).status).toBe(200);
  });
});

describe('scopes', () => {
  let asked: AskedPortal;
  beforeAll(async () => {
    asked = await startAsked();
  });
  afterAll(() => asked.stop());

  it.each<[string, string, number, number]>([
    ['GET /group', '/group', 200, 403],
    ['GET /group/{id}', '/group/{id}', 200, 403],
    ['GET /group/user/{id}', '/group/user/{una}', 200, 403],
    ['GET /group/room/{id}', '/group/room/1002', 200, 403],
    ['POST /group', 'POST /group', 403, 415],
    ['PUT /group/{id}', 'PUT /group/{id}', 403, 415],
    ['DELETE /group/{id}', 'DELETE /group/00000000-0000-4000-8000-000000000000', 403, 404],
    ['PUT members', 'PUT /group/{id}/members', 403, 415],
    ['POST members', 'POST /group/{id}/members', 403, 415],
    ['DELETE members', 'DELETE /group/{id}/members', 403, 415],
    ['PUT manager', 'PUT /group/{id}/manager', 403, 415],
    ['a move', 'PUT /group/{id}/members/{id}', 403, 200],
    ['GET /people/@self', '/people/@self', 403, 403],
    ['GET /people', '/people', 200, 200],
    ['GET /people/filter', '/people/filter', 200, 200],
    ['GET /people/simple/filter', '/people/simple/filter', 200, 200],
    ['GET /people/search', '/people/search?query=acme', 200, 200],
    ['GET /people/email', '/people/email?email=una@acme.example', 200, 200],
    ['GET /people/{id}, which asks for none', '/people/{una}', 200, 200],
    ['GET /keys/@self', '/keys/@self', 200, 200],
    ['GET /keys/permissions', '/keys/permissions', 403, 403],
  ])('of reading and of writing accounts answer %s', async (_what, call, readOnly, writeOnly) => {
    const path = call.replaceAll('{id}', asked.portal.group('Design').id).replace('{una}', asked.id('una'));
    const answers = [await asked.ask(path, { key: 'readOnly' }), await asked.ask(path, { key: 'writeOnly' })];
    expect(answers.map(({ status }) => status)).toEqual([readOnly, writeOnly]);
    for (const { status, text } of answers) if (status === 403) expect(text).toBe('');
  });

  it('are listed for an unrestricted key', async () => {
    expect((await asked.ask('/keys/permissions')).json.response).toContain('accounts:read');
  });

  it('of any kind read the version of the portal', async () => {
    for (const label of ['owner', 'user', 'writeOnly'] as const) {
      const answer = await asked.ask('/settings/version/build', {
        authorization: `Bearer ${asked.portal.keys[label]}`,
      });
      expect(JSON.parse(answer.text)).toMatchObject({ response: { docSpace: '3.7.2' } });
    }
  });
});
