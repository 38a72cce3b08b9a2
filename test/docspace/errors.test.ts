import { failing, type Outcome, type Service, scripted, startService } from '../helpers/group-service.ts';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

describe('what goes wrong', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService({ groups: 0, crowd: 0 });
  });
  afterEach(() => service.stop());

  it.each([
    ['an unknown group', 'docspace_not_found', 404, (s: Service) => s.client.groups.head(UNKNOWN)],
    ['an unknown person', 'docspace_not_found', 404, (s: Service) => s.client.people.get(UNKNOWN)],
    ['an id that is none', 'docspace_unexpected_answer', 404, (s: Service) => s.client.groups.head('no-uuid')],
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
  ])('tells %s apart: %s', async (_what, code, status, call) => {
    expect(await failing(call(service))).toMatchObject({ code, status });
  });

  it.each([
    ['an unknown member', () => UNKNOWN, 'The user could not be found'],
    ['a guest as member', () => service.id('gil'), expect.any(String)],
  ])('keeps the portal’s own sentence about %s, for the person, not in the message', async (_whom, member, detail) => {
    const error = await failing(service.client.groups.create({ name: 'X', memberIds: [member()] }));
    expect(error).toMatchObject({
      code: 'docspace_not_done',
      cause: { code: 'docspace_invalid', status: 400, message: 'POST /group: not accepted (400)', detail },
    });
    expect(error.message).toBe('POST /group: failed, and nothing was done');
  });

  it.each([
    [{ kind: 'status', status: 402 } as const, 'docspace_payment_required'],
    [{ kind: 'status', status: 429 } as const, 'docspace_rate_limited'],
    [{ kind: 'status', status: 500 } as const, 'docspace_internal_fault'],
    [{ kind: 'status', status: 502, html: true } as const, 'docspace_unreachable'],
    [{ kind: 'error-in-success' } as const, 'docspace_unexpected_answer'],
    [{ kind: 'garbage' } as const, 'docspace_unexpected_answer'],
    [{ kind: 'drop' } as const, 'docspace_unreachable'],
  ])('gives %j the name %s', async (fault, code) => {
    service.portal.faults.set(fault);
    expect(await failing(service.client.groups.list())).toMatchObject({ code });
  });

  describe.each([
    ['of a suspended portal', { error: 'problem' } as const, 'docspace_portal_closed', true],
    ['without a body', { error: 'empty' } as const, 'docspace_unexpected_answer', false],
    ['of a proxy', { html: true } as const, 'docspace_wrong_portal', false],
  ])('a 404 %s', (_what, body, code, provesNotDone) => {
    beforeEach(() => service.portal.faults.set({ kind: 'status', status: 404, ...body }));

    it.each([
      ['a group', (s: Service) => s.client.groups.head(UNKNOWN)],
      ['an account', (s: Service) => s.client.people.byEmail('ines@acme.example')],
      ['a person', (s: Service) => s.client.people.get(s.id('ines'))],
      ['the proof of it', (s: Service) => s.client.groups.isGone(UNKNOWN)],
    ])('is no word about %s', async (_whom, call) => {
      expect(await failing(call(service))).toMatchObject({ code, status: 404 });
    });

    it('is no word about a group’s end', async () => {
      const answer = { code, status: 404 };
      expect(await failing(service.client.groups.delete(UNKNOWN))).toMatchObject(
        provesNotDone ? answer : { code: 'docspace_not_certain', cause: answer },
      );
    });
  });

  it('puts no key, e-mail, search text, name or server stack into an error or a log line', async () => {
    const { client, clientWith, lines, portal } = service;
    const tried: Promise<unknown>[] = [
      clientWith('wrong').people.byEmail('ines@acme.example'),
      client.groups.create({ name: 'Secret plan', memberIds: [UNKNOWN] }),
      clientWith('user').groups.list({ text: 'Secret plan' }),
      client.people.search({ text: 'Secret plan', count: 500 }),
    ];
    const errors = await Promise.all(tried.map(failing));
    portal.faults.set({ kind: 'status', status: 500 });
    errors.push(await failing(client.groups.create({ name: 'Secret plan', memberIds: [] })));
    const broken = scripted(() => ({ code: 'ECONNRESET' }));
    errors.push(await failing(broken.client.people.search({ text: 'Secret plan @acme' })));
    const words = [
      ...errors.map((error) => `${error.message} ${error.cause} ${JSON.stringify({ ...error, detail: undefined })}`),
      ...[...lines, ...broken.lines].map((line) => JSON.stringify(line)),
    ];
    expect(words.length).toBeGreaterThan(15);
    for (const line of words)
      expect(line).not.toMatch(/sk-|acme|Secret|ASC\.|System\.|Something failed|portal\.example/);
  });
});

describe('a success', () => {
  const group = { id: UNKNOWN, name: 'Crew', members: [] };
  const answers: [string, string][] = [
    ['that carries an error', '{"error":{"message":"no","stack":"at ASC"},"status":1,"statusCode":500}'],
    ['whose own status says error', JSON.stringify({ response: group, status: 1, statusCode: 200 })],
    ['whose own status code says error', JSON.stringify({ response: group, status: 0, statusCode: 404 })],
    ['that is empty', ''],
    ['that is no object', '[]'],
    ['without a payload', '{"count":0,"status":0,"statusCode":200}'],
    ['of another shape', '{"response":[{"id":"10001"}],"status":0,"statusCode":200}'],
    ['with an id that is none', JSON.stringify({ response: { ...group, id: '10001' }, status: 0 })],
  ];

  it.each(answers)('%s is an unexpected answer, and not asked for again', async (_what, text) => {
    const { client, sent } = scripted(() => ({ status: 200, text }));
    expect(await failing(client.groups.head(UNKNOWN))).toMatchObject({
      code: 'docspace_unexpected_answer',
      status: 200,
    });
    expect(sent).toHaveLength(1);
  });

  it('may leave out what the portal leaves out', async () => {
    const { client } = scripted(() => ({ status: 200, text: JSON.stringify({ response: { id: UNKNOWN } }) }));
    expect(await client.groups.head(UNKNOWN)).toEqual({
      id: UNKNOWN,
      name: '',
      membersCount: 0,
      isLDAP: false,
      isSystem: false,
    });
  });
});

describe('every call', () => {
  const answer: Outcome = { status: 200, text: JSON.stringify({ response: { id: UNKNOWN }, status: 0 }) };

  it('carries the key as “Bearer ”, one blank, and follows no redirect', async () => {
    const { send, sent } = scripted(() => answer);
    await send({ method: 'GET', path: `/group/${UNKNOWN}` });
    await send({ method: 'DELETE', path: `/group/${UNKNOWN}/members`, body: { members: [UNKNOWN] } });
    expect(sent.map(({ url, init }) => [init.method, url.href])).toEqual([
      ['GET', `https://portal.example/api/2.0/group/${UNKNOWN}`],
      ['DELETE', `https://portal.example/api/2.0/group/${UNKNOWN}/members`],
    ]);
    const headers = { Accept: 'application/json', Authorization: 'Bearer sk-scripted' };
    expect(sent[0]?.init).toMatchObject({ headers, redirect: 'manual' });
    expect(sent[0]?.init.body).toBeUndefined();
    expect(sent[1]?.init).toMatchObject({
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify({ members: [UNKNOWN] }),
    });
  });

  it.each([301, 302, 307, 308])('is not taken elsewhere by a %i', async (status) => {
    const { send, sent } = scripted(() => ({ status, headers: { location: 'https://other.example/' } }));
    expect(await failing(send({ method: 'PUT', path: `/group/${UNKNOWN}` }))).toMatchObject({
      code: 'docspace_wrong_portal',
      status,
    });
    expect(sent).toHaveLength(1);
  });
});
