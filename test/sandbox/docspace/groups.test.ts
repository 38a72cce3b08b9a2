import { SYSTEM_GROUPS } from '../../../sandbox/docspace/index.ts';
import { type AskedPortal, NOBODY, shapeOf, startAsked } from './asking.ts';

const ZERO = '00000000-0000-0000-0000-000000000000';

describe('groups of the portal', () => {
  let asked: AskedPortal;
  beforeEach(async () => {
    asked = await startAsked();
  });
  afterEach(() => asked.stop());

  const create = async (body: object) =>
    (await asked.ask('POST /group', { body: { groupName: 'Crew', ...body } })).item;
  const sorted = (...keys: string[]) => keys.map((key) => asked.id(key)).sort();
  const membersOf = async (id: unknown) => (await asked.members(String(id))).sort();

  describe('as they are shown', () => {
    it('have these fields, in this order', async () => {
      const { item } = await asked.ask(`/group/${asked.portal.group('Design').id}`);
      const fields = ['name', 'parent', 'category', 'id', 'isLDAP', 'manager', 'members', 'membersCount'];
      expect(Object.keys(item)).toEqual(fields);
      expect(item).toMatchObject({ parent: ZERO, category: ZERO, isLDAP: false, membersCount: 4 });
    });

    it.each<[string, string, boolean]>([
      ['with members unless told otherwise', '', true],
      ['with members', '?includeMembers=true', true],
      ['without members', '?includeMembers=False', false],
    ])('stand %s', async (_what, query, expected) => {
      const { item } = await asked.ask(`/group/${asked.portal.group('Design').id}${query}`);
      expect('members' in item).toBe(expected);
      expect(item.membersCount).toBe(4);
    });

    it('never have members in lists', async () => {
      for (const item of (await asked.ask('/group')).items) expect(item).not.toHaveProperty('members');
    });

    it('leave out a manager they do not have, and show a disabled one', async () => {
      expect((await asked.ask(`/group/${asked.portal.group('Field crew').id}`)).item).not.toHaveProperty('manager');
      const { item } = await asked.ask(`/group/${asked.portal.group('Harbour team').id}`);
      expect(item).toMatchObject({ manager: { status: 2 }, membersCount: 2 });
    });

    it('mark those of a directory', async () => {
      expect((await asked.ask(`/group/${asked.portal.group('Directory sync').id}`)).item.isLDAP).toBe(true);
    });

    it.each(SYSTEM_GROUPS.map(({ id, name }) => [name, id]))(
      'mark %s as built in, and never list it',
      async (name, id) => {
        expect((await asked.ask(`/group/${id}`)).item).toMatchObject({ name, isSystem: true });
        expect((await asked.ask(`/group?filterValue=${name}`)).items).not.toContainEqual(
          expect.objectContaining({ id }),
        );
      },
    );

    it('stand in short for a person, sorted by code and without a total', async () => {
      asked.portal.addGroup({ name: 'able', managerId: asked.id('milo') });
      const { items, json } = await asked.ask(`/group/user/${asked.id('milo')}`);
      expect(items.map((item) => item.name)).toEqual(['Design', 'Directory sync', 'Field crew', 'Night shift', 'able']);
      expect(items[0]).toEqual({ id: asked.portal.group('Design').id, name: 'Design', manager: 'ines' });
      expect(items[2]).not.toHaveProperty('manager');
      expect(json).not.toHaveProperty('total');
    });

    it('are none for a person nobody knows', async () => {
      expect(await asked.ask(`/group/user/${NOBODY}`)).toMatchObject({ status: 200, items: [], json: { count: 0 } });
    });
  });

  describe('created', () => {
    it.each<[string, () => object, string[], string | undefined]>([
      [
        'with a manager, who is a member too',
        () => ({ groupManager: asked.id('ines'), members: [] }),
        ['ines'],
        'ines',
      ],
      ['without a manager', () => ({ members: [asked.id('milo')] }), ['milo'], undefined],
      ['with the zero id as manager', () => ({ groupManager: ZERO, members: [asked.id('milo')] }), ['milo'], undefined],
      ['with nobody', () => ({}), [], undefined],
      ['with members named twice', () => ({ members: [asked.id('milo'), asked.id('milo')] }), ['milo'], undefined],
      ['with somebody invited', () => ({ members: [asked.id('pia')] }), ['pia'], undefined],
    ])('%s', async (_what, body, members, manager) => {
      const item = await create(body());
      expect(item.membersCount).toBe(members.length);
      expect(await membersOf(item.id)).toEqual(sorted(...members));
      expect('manager' in item ? item.manager : undefined).toEqual(
        manager ? expect.objectContaining({ id: asked.id(manager) }) : undefined,
      );
    });

    it.each(['gil', 'dan', NOBODY])('not at all when somebody cannot be taken: %s', async (key) => {
      for (const body of [{ members: [asked.id('milo'), asked.id(key)] }, { groupManager: asked.id(key) }]) {
        const answer = await asked.ask('POST /group', { body: { groupName: 'Crew', ...body } });
        expect([answer.status, shapeOf(answer)]).toEqual([400, 'A']);
      }
      expect(asked.portal.groups().some((group) => group.name === 'Crew')).toBe(false);
    });

    it('twice under one name, as it was sent', async () => {
      expect((await create({ groupName: '  Design & <Co> ' })).name).toBe('  Design & <Co> ');
      expect((await create({ groupName: 'Design' })).name).toBe('Design');
      expect((await asked.ask('/group?filterValue=design')).json.total).toBe(3);
    });
  });

  describe('changed', () => {
    const change = async (body: object) => {
      const { id } = asked.portal.addGroup({
        name: 'Crew',
        managerId: asked.id('ines'),
        memberIds: [asked.id('milo')],
      });
      return (await asked.ask(`PUT /group/${id}`, { body })).item;
    };

    it.each<[string, () => object, string, string[], string | undefined]>([
      ['by nothing', () => ({}), 'Crew', ['ines', 'milo'], 'ines'],
      ['by a name of null', () => ({ groupName: null }), 'Crew', ['ines', 'milo'], 'ines'],
      ['by an empty name', () => ({ groupName: '' }), '', ['ines', 'milo'], 'ines'],
      ['by a blank name', () => ({ groupName: '  ' }), '  ', ['ines', 'milo'], 'ines'],
      ['by lists of null', () => ({ membersToAdd: null, membersToRemove: null }), 'Crew', ['ines', 'milo'], 'ines'],
      [
        'by a manager, the former one stays',
        () => ({ groupManager: asked.id('una') }),
        'Crew',
        ['ines', 'milo', 'una'],
        'una',
      ],
      ['by an unknown manager', () => ({ groupManager: NOBODY }), 'Crew', ['ines', 'milo'], 'ines'],
      ['by no manager', () => ({ groupManager: ZERO }), 'Crew', ['ines', 'milo'], 'ines'],
      ['by a guest as manager', () => ({ groupManager: asked.id('gil') }), 'Crew', ['ines', 'milo'], 'ines'],
      [
        'by people it cannot take',
        () => ({ membersToAdd: [asked.id('gil'), asked.id('dan'), NOBODY, asked.id('una')] }),
        'Crew',
        ['ines', 'milo', 'una'],
        'ines',
      ],
      [
        'by somebody both in and out',
        () => ({ membersToAdd: [asked.id('una')], membersToRemove: [asked.id('una')] }),
        'Crew',
        ['ines', 'milo'],
        'ines',
      ],
      ['by its manager leaving', () => ({ membersToRemove: [asked.id('ines')] }), 'Crew', ['milo'], undefined],
    ])('%s', async (_what, body, name, members, manager) => {
      const item = await change(body());
      expect(item).toMatchObject({ name, membersCount: members.length });
      expect(await membersOf(item.id)).toEqual(sorted(...members));
      expect('manager' in item ? item.manager : undefined).toEqual(
        manager ? expect.objectContaining({ id: asked.id(manager) }) : undefined,
      );
    });

    it('in a directory’s group like in any other', async () => {
      const { id } = asked.portal.group('Directory sync');
      const { item } = await asked.ask(`PUT /group/${id}`, { body: { groupName: 'Renamed' } });
      expect(item).toMatchObject({ name: 'Renamed', isLDAP: true });
    });
  });

  describe('deleted', () => {
    it('answer 204 with nothing, then 404 to everything', async () => {
      const { id } = asked.portal.addGroup({ name: 'Short lived' });
      expect(await asked.ask(`DELETE /group/${id}`)).toMatchObject({ status: 204, text: '' });
      const again = ['GET', 'PUT', 'DELETE'].map((verb) =>
        asked.ask(`${verb} /group/${id}`, verb === 'PUT' ? { body: {} } : {}),
      );
      for (const answer of await Promise.all(again)) expect([answer.status, shapeOf(answer)]).toEqual([404, 'A']);
    });

    it('lose their access to rooms', async () => {
      const { id } = asked.portal.group('Design');
      await asked.ask(`DELETE /group/${id}`);
      expect(asked.portal.entries().some((entry) => entry.groupIds.has(id))).toBe(false);
    });

    it('stay when they are built in, behind a 204', async () => {
      const [everyone] = SYSTEM_GROUPS;
      expect((await asked.ask(`DELETE /group/${everyone?.id}`)).status).toBe(204);
      expect((await asked.ask(`/group/${everyone?.id}`)).status).toBe(200);
    });

    it('lose their shares when they are built in, and take no members', async () => {
      const idOf = (group: string) => SYSTEM_GROUPS.find(({ name }) => name === group)?.id ?? '';
      const [id, everyone] = [idOf('DocSpaceAdmin'), idOf('Everyone')];
      const before = (await asked.ask(`/group/${id}`)).item.membersCount;
      const added = await asked.ask(`PUT /group/${id}/members`, { body: { members: [asked.id('una')] } });
      expect([added.status, added.item.membersCount]).toEqual([200, before]);
      const shared = async () =>
        (await asked.ask('/group/room/1002?filterValue=Everyone', { key: 'roomAdmin' })).items.map(
          ({ shared }) => shared,
        );
      await asked.ask('PUT /files/rooms/1002/share', {
        key: 'roomAdmin',
        body: { invitations: [{ id: everyone, access: 2 }], notify: false },
      });
      expect(await shared()).toEqual([true]);
      expect((await asked.ask(`DELETE /group/${everyone}`)).status).toBe(204);
      expect(await shared()).toEqual([false]);
    });
  });

  it('hide members while they are disabled', async () => {
    const { id } = asked.portal.group('Design');
    asked.portal.disable(asked.id('milo'));
    expect((await asked.ask(`/group/${id}`)).item.membersCount).toBe(3);
    expect(await membersOf(id)).not.toContain(asked.id('milo'));
    asked.portal.setStatus(asked.id('milo'), 'active');
    expect((await asked.ask(`/group/${id}`)).item.membersCount).toBe(4);
  });
});
