import { type AskedPortal, type Asking, NOBODY, shapeOf, startAsked } from './asking.ts';

describe('the envelope of a success', () => {
  let asked: AskedPortal;
  beforeAll(async () => {
    asked = await startAsked();
  });
  afterAll(() => asked.stop());

  it.each<[string, string, number, number | undefined]>([
    ['a page of groups', '/group?count=2', 2, 6],
    ['the last page of groups', '/group?count=4&startIndex=4', 2, 6],
    ['a page of people', '/people/filter?count=3', 3, 13],
    ['a page of people in short', '/people/simple/filter?count=3', 3, 13],
    ['people of one status', '/people/status/2', 1, 1],
    ['the active people', '/people', 11, 11],
    ['groups of a room, everyone among them', '/group/room/1002', 7, 7],
    ['groups of a person', '/group/user/{milo}', 4, undefined],
    ['a single object', '/people/@self', 1, undefined],
    ['a search, whatever it finds', '/people/search?query=acme', 1, undefined],
  ])('counts %s', async (_what, path, count, total) => {
    const { json, status } = await asked.ask(path.replace('{milo}', asked.id('milo')));
    expect([status, json.count, json.total]).toEqual([200, count, total]);
    expect('total' in json).toBe(total !== undefined);
  });

  it('says status 0, the HTTP status, and where it came from, in the portal’s order', async () => {
    const { json } = await asked.ask('/group?count=1&filterValue=design');
    expect(Object.keys(json)).toEqual(['response', 'count', 'total', 'links', 'status', 'statusCode']);
    const href = `${asked.portal.url}/api/2.0/group?count=1&filterValue=design`;
    expect(json).toMatchObject({ links: [{ href, action: 'GET' }], status: 0, statusCode: 200 });
  });

  it('answers POST with 200 as well', async () => {
    const { status, json } = await asked.ask('POST /group', { body: { groupName: 'New' } });
    expect(status).toBe(200);
    expect(json).toMatchObject({ links: [{ href: `${asked.portal.url}/api/2.0/group`, action: 'POST' }], count: 1 });
  });

  it('writes no null anywhere, and keeps the capitals of isLDAP, isSSO and isAnonim', async () => {
    const { text } = await asked.ask('/group?count=100');
    expect(text).not.toContain('null');
    for (const name of ['"isLDAP":', '"isSSO":', '"isAnonim":']) expect(text).toContain(name);
  });

  it.each([
    ['names in another case', { GROUPNAME: 'Loud', Members: [] }],
    ['fields nobody knows', { groupName: 'Loud', colour: 'red' }],
  ])('takes a body with %s', async (_what, body) => {
    expect((await asked.ask('POST /group', { body })).item).toMatchObject({ name: 'Loud' });
  });

  it.each([
    ['/group?COUNT=1', 1],
    ['/group?Count=1&STARTINDEX=1', 1],
  ])('reads parameters in any case: %s', async (path, count) => {
    expect((await asked.ask(path)).json.count).toBe(count);
  });

  it.each<[string, string, string[][]]>([
    ['one list', '/group?filterValue=design&fields=id,name', [['name', 'id']]],
    ['repeated', '/group?filterValue=design&fields[]=id&fields[]=name', [['name', 'id']]],
    ['with parts of an object', '/group?filterValue=design&fields=id,manager.email', [['id', 'manager']]],
    ['of an unknown name', '/group?filterValue=design&fields=colour', [[]]],
  ])('keeps only the fields that are asked for: %s', async (_what, path, keys) => {
    const { items, json } = await asked.ask(path);
    expect(items.map((item) => Object.keys(item))).toEqual(keys);
    expect(json).toMatchObject({ count: 1, total: 1, status: 0 });
  });

  it('keeps only that part of an object', async () => {
    const { item } = await asked.ask(`/group/${asked.portal.group('Design').id}?fields=manager.email,members.id`);
    expect(item.manager).toEqual({ email: 'ines@acme.example' });
    expect(item.members).toContainEqual({ id: asked.id('milo') });
  });

  it('is the same in every API path’s case', async () => {
    expect((await asked.ask('/Group?count=1')).status).toBe(200);
  });
});

describe('dates', () => {
  it.each([
    [0, '2026-01-09T08:00:00.0000000Z'],
    [180, '2026-01-09T11:00:00.0000000+03:00'],
    [-210, '2026-01-09T04:30:00.0000000-03:30'],
  ])('have seven fraction digits and the portal’s offset of %i minutes', async (offsetMinutes, expected) => {
    const asked = await startAsked({ offsetMinutes });
    expect((await asked.ask('/people/@self')).item.registrationDate).toBe(expected);
    await asked.stop();
  });
});

describe('the order of checks', () => {
  let asked: AskedPortal;
  beforeAll(async () => {
    asked = await startAsked();
  });
  afterAll(() => asked.stop());
  afterEach(() => asked.portal.faults.clear());

  const nameless: Asking = { body: {} };
  it.each<[string, string, Asking, number, ReturnType<typeof shapeOf>]>([
    ['an unknown route before the key', '/nothing', { authorization: null }, 404, 'empty'],
    ['a wrong verb before the key', 'PATCH /group', { authorization: null }, 405, 'empty'],
    ['the key before the scope', 'POST /group', { ...nameless, key: 'expired' }, 401, 'empty'],
    ['the scope before the body', 'POST /group', { ...nameless, key: 'readOnly' }, 403, 'empty'],
    ['the body before the role', 'POST /group', { ...nameless, key: 'user' }, 400, 'B'],
    ['the query before the role', '/group?count=0', { key: 'user' }, 400, 'B'],
    ['the role before the look-up', `DELETE /group/${NOBODY}`, { key: 'user' }, 403, 'A'],
    ['the look-up last', `DELETE /group/${NOBODY}`, {}, 404, 'A'],
  ])('is %s', async (_what, call, asking, status, shape) => {
    const answer = await asked.ask(call, asking);
    expect([answer.status, shapeOf(answer)]).toEqual([status, shape]);
  });

  it('is the rate limit before everything', async () => {
    asked.portal.faults.set({ kind: 'status', status: 429 });
    expect((await asked.ask('/nothing', { authorization: null })).status).toBe(429);
  });

  it('names the verbs a path takes', async () => {
    expect((await asked.ask('PATCH /group')).headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'POST']);
  });
});
