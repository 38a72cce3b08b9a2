import { failing, type Service, scripted, startService } from '../helpers/group-service.ts';

describe('people and keys', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  it('finds active and invited people by every word, nobody disabled, no guest', async () => {
    const found = async (text: string) =>
      (await service.client.people.search({ text })).items.map((person) => person.displayName);
    expect(await found("ines o'n")).toEqual(["Ines O'Neil"]);
    expect(await found('pia')).toEqual(['Pia Lund']);
    expect(await found('dan reed')).toEqual([]);
    expect(await found('gil')).toEqual([]);
  });

  it('finds the members of one group', async () => {
    const { id } = service.portal.group('Design');
    const { items } = await service.client.people.search({ groupId: id });
    expect(items.map((person) => person.firstName).sort()).toEqual(['Ines', 'Milo', 'Ravi', 'Una']);
  });

  it.each([
    ['olga', 'owner', 'active'],
    ['ines', 'admin', 'active'],
    ['ravi', 'roomAdmin', 'active'],
    ['una', 'user', 'active'],
    ['gil', 'guest', 'active'],
    ['dan', 'user', 'disabled'],
    ['pia', 'user', 'pending'],
  ])('finds %s by e-mail: %s, %s', async (key, role, status) => {
    expect(await service.client.people.byEmail(`${key.toUpperCase()}@acme.example`)).toMatchObject({ role, status });
  });

  it('takes nobody else for somebody', async () => {
    const una = { id: service.id('una'), email: 'una@acme.example', isOwner: true };
    const { client } = scripted(() => ({ status: 200, text: JSON.stringify({ response: una, status: 0 }) }));
    expect(await client.people.byEmail('milo@acme.example')).toBeUndefined();
    expect(await client.people.byEmail('UNA@acme.example')).toMatchObject({ role: 'owner' });
  });

  it('knows nobody by an unknown e-mail', async () => {
    expect(await service.client.people.byEmail('nobody@acme.example')).toBeUndefined();
  });

  it.each([
    ['one by one', false, /^\/people\/[0-9a-f-]{36}/],
    ['in the whole directory when they are many', true, /^\/people\/filter/],
  ])('finds people by their ids, %s, also who is disabled or a guest', async (_how, many, path) => {
    const { client, portal, id } = service;
    const crowd = many ? portal.people() : [];
    const wanted = [id('una'), id('dan'), id('gil'), ...crowd.map((person) => person.id)];
    const before = portal.calls.length;
    const found = await client.people.byIds([...wanted, ...wanted, '5b0f6a3e-6c0d-4c53-9a53-0f6f3a1d7c11']);
    expect([...found.keys()].sort()).toEqual([...new Set(wanted)].sort());
    expect(found.get(id('dan'))).toMatchObject({ displayName: 'Dan Reed', status: 'disabled' });
    expect(found.get(id('gil'))).toMatchObject({ role: 'guest' });
    const calls = portal.calls.slice(before).map((call) => call.path);
    expect(calls.filter((each) => !path.test(each))).toEqual([]);
    expect(calls.length).toBeLessThan(10);
  });

  it('knows whose key it uses and what the key may', async () => {
    const owner = await service.client.people.self();
    expect(owner.role).toBe('owner');
    expect(await service.client.keys.self()).toEqual({
      name: 'owner',
      permissions: [],
      isActive: true,
      ownerId: owner.id,
      postfix: service.portal.keys.owner.slice(-4),
    });
    expect(await service.clientWith('writeOnly').keys.self()).toMatchObject({ permissions: ['accounts:write'] });
    expect(await failing(service.clientWith('expired').keys.self())).toMatchObject({ code: 'docspace_unauthorized' });
  });
});

describe('a search among many disabled people', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({ groups: 0, crowd: 300 });
    const crowd = service.portal.people().filter((person) => /\d@/.test(person.email));
    for (const person of crowd.slice(5)) service.portal.disable(person.id);
  });
  afterAll(() => service.stop());

  const eligible = () =>
    service.portal.people().filter((person) => person.status !== 'disabled' && person.role !== 'guest');
  const calls = async (search: Parameters<Service['client']['people']['search']>[0]) => {
    const before = service.portal.calls.length;
    const page = await service.client.people.search(search);
    return { ...page, calls: service.portal.calls.length - before };
  };

  it('takes one call when nobody disabled is on the page', async () => {
    expect(await calls({ count: 10 })).toMatchObject({ items: { length: 10 }, calls: 1 });
  });

  it('takes one call when everybody fits on one page', async () => {
    expect(await calls({ text: 'reed' })).toMatchObject({ items: [], total: 0, calls: 1 });
    const design = service.portal.group('Design');
    expect(await calls({ groupId: design.id })).toMatchObject({ items: { length: 4 }, total: 4, calls: 1 });
  });

  it('finds all active and invited people, and how many they are, when the disabled fill the page', async () => {
    const found = await calls({ text: 'acme', count: 100 });
    expect(found.items.map((person) => person.id).sort()).toEqual(
      eligible()
        .map((person) => person.id)
        .sort(),
    );
    expect([found.total, found.calls]).toEqual([eligible().length, 3]);
    expect(found.items.at(-1)?.status).toBe('pending');
  });

  it('goes on where the page before ended', async () => {
    const whole = await calls({ text: 'acme' });
    const last = await calls({ text: 'acme', startIndex: whole.total - 2, count: 50 });
    expect(last.items).toEqual(whole.items.slice(-2));
    expect((await calls({ text: 'acme', startIndex: whole.total, count: 50 })).items).toEqual([]);
  });

  it('finds them on a portal that puts the disabled first', async () => {
    const { client } = scripted((_method, url) => {
      const status = url.searchParams.get('employeeStatus');
      const one = { id: service.id('milo'), status: { Active: 1, Pending: 4 }[status ?? ''] ?? 2 };
      const text = JSON.stringify({ response: [one], total: status ? 1 : 400, status: 0, statusCode: 200 });
      return { status: 200, text };
    });
    const { items, total } = await client.people.search();
    expect([items.map((person) => person.status), total]).toEqual([['active', 'pending'], 2]);
  });

  it('shows the others of a page with a row of an unknown shape', async () => {
    const { client } = scripted(() => {
      const response = [{ id: 'no id' }, { id: service.id('milo'), displayName: 'Milo Costa' }];
      return { status: 200, text: JSON.stringify({ response, total: 2, status: 0, statusCode: 200 }) };
    });
    expect((await client.people.search()).items.map((person) => person.displayName)).toEqual(['Milo Costa']);
  });

  it('finds the same people for a room admin, who sees nobody disabled', async () => {
    const { items, total } = await service.clientWith('roomAdmin').people.search({ text: 'acme' });
    expect([items.length, total]).toEqual([eligible().length, eligible().length]);
  });
});
