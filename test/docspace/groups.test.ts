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
    expect((await service.client.groups.get(id)).members.map((person) => person.displayName)).toEqual([
      "Ines O'Neil",
      'Milo Costa',
      'Ravi Nair',
      'Una Berg',
    ]);
    const without = await service.client.groups.head(id);
    expect(without).toMatchObject({ name: 'Design', membersCount: 4 });
    expect(without).not.toHaveProperty('members');
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

  it('asks for the next page only when it is needed', async () => {
    const before = service.portal.calls.length;
    const called = () => service.portal.calls.length - before;
    const groups = service.client.groups.all()[Symbol.asyncIterator]();
    expect(called()).toBe(0);
    for (let n = 0; n < 100; n += 1) await groups.next();
    expect(called()).toBe(1);
    await groups.next();
    expect(called()).toBe(2);
    await groups.return?.();
    expect(called()).toBe(2);
  });

  it.each([
    ['room', 1002, 'Design'],
    ['folder', 2001, 'Field crew'],
    ['file', 3001, 'Night shift'],
  ] as const)('lists the groups of a %s', async (kind, entry, name) => {
    // The room admin keeps these; the owner of the portal keeps the room as well.
    const page = await service.clientWith('roomAdmin').groups.ofEntry(kind, entry);
    expect(page.items).toHaveLength(100);
    expect(page.total).toBeGreaterThan(100);
    expect(page.items.map((group) => group.name)).toContain(name);
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
    expect(receipt.unchanged).toEqual([id('milo'), id('ravi')]);
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

  it('says that the manager was the manager already, and the name the name', async () => {
    const { client, id } = service;
    const { group } = await client.groups.create({ name: 'Same', managerId: id('ines'), memberIds: [] });
    const receipt = await client.groups.update(group.id, { name: 'Same', managerId: id('ines'), before: group });
    expect(receipt).toMatchObject({ done: { name: false, manager: false }, unchanged: [id('ines')], refused: [] });
  });

  it('tells exactly who came and went when it knows the group as it was', async () => {
    const { client, id, portal } = service;
    const group = portal.addGroup({ name: 'Exact', memberIds: [id('milo')] });
    const before = await client.groups.state(group.id);
    const added = await client.groups.addMembers(group.id, [id('milo'), id('una')], { before });
    expect([added.done.added, added.unchanged]).toEqual([[id('una')], [id('milo')]]);
    const removed = await client.groups.removeMembers(group.id, [id('ravi'), id('milo')], { before });
    expect([removed.done.removed, removed.unchanged]).toEqual([[id('milo')], [id('ravi')]]);
  });

  it('adds, removes and moves members', async () => {
    const { client, id, portal } = service;
    const [from, to] = [portal.addGroup({ name: 'From' }), portal.addGroup({ name: 'To' })];
    expect((await client.groups.addMembers(from.id, [id('milo'), id('gil')])).refused).toEqual([
      { personId: id('gil'), why: 'not-added' },
    ]);
    expect((await client.groups.removeMembers(from.id, [id('milo')])).done.removed).toEqual([id('milo')]);
    await client.groups.addMembers(from.id, [id('una')]);
    expect([...(await client.groups.moveMembers(from.id, to.id)).memberIds]).toEqual([id('una')]);
    const before = portal.calls.length;
    await expect(client.groups.moveMembers(to.id, to.id.toUpperCase())).rejects.toMatchObject({
      code: 'docspace_invalid',
    });
    expect(portal.calls).toHaveLength(before);
  });

  it('deletes, and counts what is gone already as deleted', async () => {
    const { client, portal } = service;
    const group = portal.addGroup({ name: 'Short lived' });
    expect(await client.groups.isGone(group.id)).toBe(false);
    expect(await client.groups.delete(group.id)).toEqual({ outcome: 'deleted' });
    expect(await client.groups.delete(group.id)).toEqual({ outcome: 'alreadyGone' });
    expect(await client.groups.isGone(group.id)).toBe(true);
  });

  it('reads a group with the ids of all its members, disabled ones too', async () => {
    const { client, id, portal } = service;
    const group = portal.addGroup({ name: 'Mixed', managerId: id('ines'), memberIds: [id('milo'), id('dan')] });
    const state = await client.groups.state(group.id);
    expect([...state.memberIds].sort()).toEqual([id('ines'), id('milo'), id('dan')].sort());
    expect(state.membersCount).toBe(2);
    expect((await client.groups.get(group.id)).disabledMembers.map((member) => member.id)).toEqual([id('dan')]);
  });

  it('tells of some people who they are and whether they are in a group', async () => {
    const { client, id, portal } = service;
    const group = portal.addGroup({ name: 'Some', managerId: id('ines'), memberIds: [id('milo')] });
    const unknown = 'dddddddd-0000-4000-8000-00000000dead';
    const { group: now, people } = await client.groups.withPeople(group.id, [id('milo'), id('una'), unknown]);
    expect([...now.memberIds]).toEqual([id('milo')]);
    expect([...people.keys()]).toEqual([id('milo'), id('una')]);
    expect(people.get(id('una'))?.displayName).toBe('Una Berg');
  });
});

describe('a portal before 3.7', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({ version: '3.6', groups: 0 });
  });
  afterAll(() => service.stop());

  it('passes over whom it cannot take, and the receipt says so', async () => {
    const { client, id } = service;
    const memberIds = [id('milo'), id('gil'), id('dan')];
    const receipt = await client.groups.create({ name: 'Crew', managerId: id('gil'), memberIds });
    expect(receipt.done).toMatchObject({ manager: false, added: [id('milo')] });
    expect(receipt.refused).toEqual([
      { personId: id('gil'), why: 'not-added' },
      { personId: id('dan'), why: 'not-added' },
      { personId: id('gil'), why: 'not-manager' },
    ]);
  });

  it('changes, moves and deletes groups all the same', async () => {
    const { client, id, portal } = service;
    const [from, to] = [portal.addGroup({ name: 'From', memberIds: [id('una')] }), portal.addGroup({ name: 'To' })];
    expect((await client.groups.update(from.id, { name: 'Start' })).done.name).toBe(true);
    expect((await client.groups.removeMembers(to.id, [])).refused).toEqual([]);
    expect((await client.groups.moveMembers(from.id, to.id)).membersCount).toBe(1);
    expect(await client.groups.delete(from.id)).toEqual({ outcome: 'deleted' });
  });

  it('tells its owner from its admins', async () => {
    expect((await service.client.people.byEmail('olga@acme.example'))?.role).toBe('owner');
  });
});
