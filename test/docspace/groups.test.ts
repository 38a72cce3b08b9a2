import { type Service, startService } from '../helpers/group-service.ts';

describe('groups', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  it('creates a group and gives a receipt', async () => {
    const { client, id } = service;
    const receipt = await client.groups.create({
      name: ' Crew ',
      managerId: id('ines'),
      memberIds: [id('milo'), id('milo')],
    });
    expect(receipt.group).toMatchObject({ name: 'Crew', membersCount: 2, isLDAP: false, isSystem: false });
    expect(receipt.group.manager?.displayName).toBe("Ines O'Neil");
    expect(receipt.done).toEqual({ name: true, manager: true, added: [id('milo')], removed: [] });
    expect(receipt.refused).toEqual([]);
  });

  it.each([' ', 'x'.repeat(129)])('refuses the name %j before any call', async (name) => {
    const before = service.portal.calls.length;
    await expect(service.client.groups.create({ name, memberIds: [] })).rejects.toMatchObject({
      code: 'docspace_invalid',
    });
    await expect(service.client.groups.update(service.portal.group('Design').id, { name })).rejects.toMatchObject({
      code: 'docspace_invalid',
    });
    expect(service.portal.calls).toHaveLength(before);
  });

  it('reads a group with its members, or without them', async () => {
    const { id } = service.portal.group('Design');
    expect((await service.client.groups.get(id)).members.map((person) => person.firstName)).toEqual([
      'Ines',
      'Milo',
      'Una',
      'Ravi',
    ]);
    const without = await service.client.groups.get(id, { members: false });
    expect([without.members, without.membersCount]).toEqual([[], 4]);
  });

  it('lists page by page, by part of the name, by member and by manager', async () => {
    const { client, id } = service;
    const page = await client.groups.list({ startIndex: 5, count: 10 });
    expect([page.items.length, page.total > 100]).toEqual([10, true]);
    expect((await client.groups.list({ text: 'NIGHT' })).items.map((group) => group.name)).toEqual([
      'Night shift',
      'Night shift',
    ]);
    const mine = await client.groups.list({ personId: id('ravi'), count: 100 });
    const managed = await client.groups.list({ personId: id('ravi'), managed: true, count: 100 });
    expect(managed.total).toBeLessThan(mine.total);
    expect(managed.items.every((group) => group.manager?.id === id('ravi'))).toBe(true);
    expect(await client.groups.ofPerson(id('ravi'))).toHaveLength(mine.total);
  });

  it('streams all groups, each once, however the pages shift', async () => {
    const names: string[] = [];
    let first = true;
    for await (const group of service.client.groups.all()) {
      // A group that comes in at the front pushes the last one of this page onto the next.
      if (first) service.portal.addGroup({ name: 'AAA', managerId: service.id('ravi') });
      first = false;
      names.push(group.id);
    }
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(110);
  });

  it('changes name, manager and members with one PUT, and tells exactly what was done', async () => {
    const { client, id, portal } = service;
    const { group } = await client.groups.create({ name: 'Shift', managerId: id('ines'), memberIds: [id('milo')] });
    const before = portal.calls.length;
    const receipt = await client.groups.update(group.id, {
      name: 'Shift 2',
      managerId: id('tomas'),
      add: [id('una'), id('milo'), id('gil'), id('dan')],
      remove: [id('ines'), id('ravi')],
      before: group,
    });
    expect(portal.calls.slice(before).map((call) => call.method)).toEqual(['PUT']);
    expect(receipt.done).toEqual({ name: true, manager: true, added: [id('una')], removed: [id('ines')] });
    expect(receipt.alreadySo).toEqual([id('milo'), id('ravi')]);
    expect(receipt.refused).toEqual([
      { personId: id('gil'), why: 'not-added' },
      { personId: id('dan'), why: 'not-added' },
    ]);
  });

  it('says that a manager was not taken', async () => {
    const { client, id } = service;
    const { group } = await client.groups.create({ name: 'Lead', managerId: id('ines'), memberIds: [] });
    const receipt = await client.groups.update(group.id, { managerId: id('gil'), before: group });
    expect(receipt.refused).toEqual([{ personId: id('gil'), why: 'not-manager' }]);
    expect(receipt.group.manager?.id).toBe(id('ines'));
  });

  it('sends more than a hundred people in batches', async () => {
    const { client, portal } = service;
    const crowd = portal
      .people()
      .filter((person) => person.role === 'user' && person.status === 'active')
      .slice(0, 104);
    const group = portal.addGroup({ name: 'Big', managerId: service.id('ravi') });
    const before = portal.calls.length;
    const receipt = await client.groups.update(group.id, { add: crowd.map((person) => person.id) });
    expect(portal.calls.slice(before).map((call) => call.method)).toEqual(['PUT', 'PUT']);
    expect(receipt.group.membersCount).toBe(105);
    expect(receipt.refused).toEqual([]);
  });

  it('adds, removes and moves members', async () => {
    const { client, id, portal } = service;
    const [from, to] = [portal.addGroup({ name: 'From' }), portal.addGroup({ name: 'To' })];
    expect((await client.groups.addMembers(from.id, [id('milo'), id('gil')])).refused).toEqual([
      { personId: id('gil'), why: 'not-added' },
    ]);
    expect((await client.groups.removeMembers(from.id, [id('milo')])).done.removed).toEqual([id('milo')]);
    await client.groups.addMembers(from.id, [id('una')]);
    expect((await client.groups.moveMembers(from.id, to.id)).members.map((person) => person.id)).toEqual([id('una')]);
    const before = portal.calls.length;
    await expect(client.groups.moveMembers(to.id, to.id.toUpperCase())).rejects.toMatchObject({
      code: 'docspace_invalid',
    });
    expect(portal.calls).toHaveLength(before);
  });

  it('deletes, counts what is gone already as deleted, and proves it by two answers', async () => {
    const { client, portal } = service;
    const group = portal.addGroup({ name: 'Short lived' });
    expect(await client.groups.proveGone(group)).toEqual({ gone: false, getStatus: 200, listed: true });
    expect(await client.groups.delete(group.id)).toEqual({ outcome: 'deleted' });
    expect(await client.groups.delete(group.id)).toEqual({ outcome: 'alreadyGone' });
    const before = portal.calls.length;
    expect(await client.groups.proveGone(group)).toEqual({ gone: true, getStatus: 404, listed: false });
    expect(portal.calls.slice(before)).toHaveLength(2);
  });

  it('sees through a built-in group, which answers 204 and stays', async () => {
    const everyone = { id: 'c5cc67d1-c3e8-43c0-a3ad-000000000000', name: 'Everyone' };
    expect(await service.client.groups.delete(everyone.id)).toEqual({ outcome: 'deleted' });
    expect((await service.client.groups.proveGone(everyone)).gone).toBe(false);
  });
});

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

  it('knows nobody by an unknown e-mail', async () => {
    expect(await service.client.people.byEmail('nobody@acme.example')).toBeUndefined();
  });

  it('tells the owner of an older portal from its admins', async () => {
    const older = await startService({ version: '3.6' });
    expect((await older.client.people.byEmail('olga@acme.example'))?.role).toBe('owner');
    await older.stop();
  });

  it('knows whose key it uses and what the key may', async () => {
    expect((await service.client.people.self()).role).toBe('owner');
    expect(await service.clientWith('readOnly').keys.self()).toMatchObject({
      permissions: ['accounts:read'],
      isActive: true,
    });
  });
});
