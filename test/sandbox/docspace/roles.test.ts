import { type AskedPortal, NOBODY, startAsked } from './asking.ts';

const KEYS = ['owner', 'admin', 'roomAdmin', 'user', 'guest'] as const;

describe('roles', () => {
  let asked: AskedPortal;
  beforeEach(async () => {
    asked = await startAsked();
  });
  afterEach(() => asked.stop());

  const statuses = (call: string, body?: object) =>
    Promise.all([
      ...KEYS.map(async (key) => (await asked.ask(call, { key, body })).status),
      asked.ask(call, { authorization: null, body }).then(({ status }) => status),
    ]);

  it.each<[string, string, number[]]>([
    ['groups', '/group', [200, 200, 200, 403, 403, 401]],
    ['a group', '/group/{id}', [200, 200, 200, 403, 403, 401]],
    ['somebody’s groups', '/group/user/{una}', [200, 200, 200, 403, 403, 401]],
    ['a room’s groups: its keepers', '/group/room/1002', [200, 403, 200, 403, 403, 401]],
    ['people', '/people', [200, 200, 200, 403, 403, 401]],
    ['people by a filter', '/people/filter', [200, 200, 200, 403, 403, 401]],
    ['people in short', '/people/simple/filter', [200, 200, 200, 403, 403, 401]],
    ['people of one status', '/people/status/1', [200, 200, 200, 403, 403, 401]],
    ['a search', '/people/search?query=acme', [200, 200, 403, 403, 403, 401]],
    ['a search in the path', '/people/@search/acme', [200, 200, 403, 403, 403, 401]],
    ['a search of one status', '/people/status/1/search?query=acme', [200, 200, 403, 403, 403, 401]],
    ['themselves', '/people/@self', [200, 200, 200, 200, 200, 401]],
    ['a user', '/people/{milo}', [200, 200, 200, 403, 403, 401]],
    ['a user by e-mail', '/people/email?email=milo@acme.example', [200, 200, 200, 403, 403, 401]],
    ['a user who is one of them', '/people/{una}', [200, 200, 200, 200, 403, 401]],
    ['a guest the owner invited', '/people/{gil}', [200, 200, 403, 403, 200, 401]],
  ])('read %s', async (_what, path, expected) => {
    const known = path.replace('{id}', asked.portal.group('Design').id);
    const filled = known.replace(/\{(\w+)\}/, (_, key: string) => asked.id(key));
    expect(await statuses(filled)).toEqual(expected);
  });

  it.each<[string, string, object, number]>([
    ['create a group', 'POST /group', { groupName: 'X' }, 200],
    ['change a group', 'PUT /group/{id}', {}, 200],
    ['delete a group', `DELETE /group/${NOBODY}`, {}, 404],
    ['add members', 'PUT /group/{id}/members', { members: [] }, 200],
    ['replace members', 'POST /group/{id}/members', { members: ['{una}'] }, 200],
    ['remove members', 'DELETE /group/{id}/members', { members: [] }, 200],
    ['set the manager', 'PUT /group/{id}/manager', { userId: '{una}' }, 200],
    ['move members', 'PUT /group/{id}/members/{id}', {}, 200],
  ])('%s: owner and DocSpace admins alone', async (_what, call, body, status) => {
    const path = call.replaceAll('{id}', asked.portal.group('Design').id);
    const filled: object = JSON.parse(JSON.stringify(body).replace('{una}', asked.id('una')));
    expect(await statuses(path, filled)).toEqual([status, status, 403, 403, 403, 401]);
  });

  it('give a group’s own manager nothing more', async () => {
    const { id } = asked.portal.addGroup({ name: 'Una’s', managerId: asked.id('una') });
    expect((await asked.ask(`PUT /group/${id}`, { key: 'user', body: {} })).status).toBe(403);
    expect((await asked.ask(`/group/${id}`, { key: 'user' })).status).toBe(403);
  });

  it('show a room admin nobody disabled, and only guests of their own', async () => {
    const { items } = await asked.ask('/people/filter', { key: 'roomAdmin' });
    const shown = items.map((item) => item.userName);
    expect(shown).toContain('pia');
    expect(shown).not.toContain('dan');
    expect(shown).not.toContain('gil');
    const crowded = await startAsked({ crowd: 14 });
    const guests = await crowded.ask('/people/filter?area=Guests', { key: 'roomAdmin' });
    expect(guests.items.map((item) => item.isVisitor)).toEqual([true]);
    await crowded.stop();
  });
});
