import { type AskedPortal, NOBODY, shapeOf, startAsked } from './asking.ts';

describe('members of a group', () => {
  let asked: AskedPortal;
  let groupId: string;
  beforeEach(async () => {
    asked = await startAsked();
    const { id } = asked;
    groupId = asked.portal.addGroup({ name: 'Crew', managerId: id('ines'), memberIds: [id('milo')] }).id;
  });
  afterEach(() => asked.stop());

  const ids = (...keys: string[]) => keys.map((key) => asked.id(key));
  const send = (verb: string, body: unknown) => asked.ask(`${verb} /group/${groupId}/members`, { body });
  /** Who is in, and who is at the head. */
  const standing = async () => {
    const { item } = await asked.ask(`/group/${groupId}`);
    return { members: (await asked.members(groupId)).sort(), managed: 'manager' in item };
  };

  describe('added by PUT', () => {
    it.each<[string, () => string[], string[]]>([
      ['somebody new', () => ids('una'), ['ines', 'milo', 'una']],
      ['nobody', () => [], ['ines', 'milo']],
      ['somebody who is in', () => ids('milo', 'milo'), ['ines', 'milo']],
      ['somebody invited', () => ids('pia'), ['ines', 'milo', 'pia']],
      ['people it cannot take', () => ids('gil', 'dan', NOBODY, 'una'), ['ines', 'milo', 'una']],
    ])('%s', async (_what, members, expected) => {
      const answer = await send('PUT', { members: members() });
      expect([answer.status, answer.item.membersCount]).toEqual([200, expected.length]);
      expect(await standing()).toEqual({ members: ids(...expected).sort(), managed: true });
    });

    it.each([[{}], [{ members: null }]])('fail with 500 without a list: %j', async (body) => {
      const answer = await send('PUT', body);
      expect([answer.status, shapeOf(answer)]).toEqual([500, 'A']);
    });
  });

  describe('replaced by POST', () => {
    it.each<[string, string[], string[]]>([
      ['by others, the manager loses both roles', ['una'], ['una']],
      ['by a list with the manager, who comes back as a plain member', ['ines', 'una'], ['ines', 'una']],
      ['by a mixed list, of which the rest is dropped', ['una', 'gil', 'dan', NOBODY], ['una']],
    ])('%s', async (_what, members, expected) => {
      const answer = await send('POST', { members: ids(...members) });
      expect(answer.status).toBe(200);
      expect(answer.item).not.toHaveProperty('manager');
      expect(await standing()).toEqual({ members: ids(...expected).sort(), managed: false });
    });

    it.each([
      ['an empty list', { members: [] }],
      ['null', { members: null }],
      ['no list', {}],
      ['unknown people', { members: [NOBODY] }],
      ['guests', { members: ['gil'] }],
    ])('are refused with 400: %s', async (_what, body) => {
      const members = 'members' in body && body.members ? ids(...body.members) : undefined;
      const answer = await send('POST', members ? { members } : body);
      expect([answer.status, shapeOf(answer)]).toEqual([400, 'A']);
      expect(answer.json.error).toMatchObject({ message: 'Members' });
      expect(await standing()).toEqual({ members: ids('ines', 'milo').sort(), managed: true });
    });

    it('are looked at before the role and before the group', async () => {
      const body = { members: [NOBODY] };
      expect((await asked.ask(`POST /group/${groupId}/members`, { body, key: 'user' })).status).toBe(400);
      expect((await asked.ask(`POST /group/${NOBODY}/members`, { body })).status).toBe(400);
    });
  });

  describe('removed by DELETE with a body', () => {
    it.each<[string, unknown, string[], boolean]>([
      ['somebody', ['milo'], ['ines'], true],
      ['the manager, and the group has none', ['ines'], ['milo'], false],
      ['unknown people and others', [NOBODY, 'una', 'milo', 'milo'], ['ines'], true],
      ['nobody', [], ['ines', 'milo'], true],
      ['null', null, ['ines', 'milo'], true],
      ['no list', undefined, ['ines', 'milo'], true],
    ])('%s', async (_what, keys, expected, managed) => {
      const members = Array.isArray(keys) ? ids(...keys) : keys;
      const answer = await send('DELETE', { members });
      expect([answer.status, answer.item.membersCount]).toEqual([200, expected.length]);
      expect(await standing()).toEqual({ members: ids(...expected).sort(), managed });
    });

    it('are all kept when one id is none', async () => {
      const answer = await send('DELETE', { members: [...ids('milo'), 'no-uuid'] });
      expect([answer.status, shapeOf(answer)]).toEqual([400, 'B']);
      expect((await standing()).members).toHaveLength(2);
    });
  });

  describe('the manager set by PUT', () => {
    const setManager = (body: unknown, key: 'owner' | 'user' = 'owner', id = groupId) =>
      asked.ask(`PUT /group/${id}/manager`, { body, key });

    it('becomes a member, and the former one stays', async () => {
      const { item } = await setManager({ userId: asked.id('una') });
      expect(item.manager).toMatchObject({ id: asked.id('una') });
      expect((await standing()).members).toEqual(ids('ines', 'milo', 'una').sort());
    });

    it.each(['gil', 'dan'])('stays who it was when %s cannot be', async (key) => {
      const answer = await setManager({ userId: asked.id(key) });
      expect(answer.status).toBe(200);
      expect(answer.item.manager).toMatchObject({ id: asked.id('ines') });
    });

    it.each<[string, unknown, number, string]>([
      ['an unknown person', { userId: NOBODY }, 404, 'A'],
      ['nobody', {}, 400, 'B'],
      ['null', { userId: null }, 400, 'B'],
      ['no id', { userId: 'ines' }, 400, 'B'],
    ])('is refused: %s', async (_what, body, status, shape) => {
      const answer = await setManager(body);
      expect([answer.status, shapeOf(answer)]).toEqual([status, shape]);
    });

    it('is looked for before the role is asked, and set even when that refuses', async () => {
      expect((await setManager({ userId: asked.id('una') }, 'user', NOBODY)).status).toBe(404);
      expect((await setManager({ userId: NOBODY }, 'user')).status).toBe(404);
      expect((await setManager({ userId: asked.id('una') }, 'user')).status).toBe(403);
      expect(asked.portal.group('Crew').managerId).toBe(asked.id('una'));
    });
  });

  describe('moved by PUT', () => {
    const move = (from: string, to: string) => asked.ask(`PUT /group/${from}/members/${to}`);

    it('leave one group and join the other, which keeps its manager', async () => {
      const target = asked.portal.addGroup({ name: 'Target', managerId: asked.id('tomas') });
      const answer = await move(groupId, target.id);
      expect(answer.item).toMatchObject({ id: target.id, manager: { id: asked.id('tomas') }, membersCount: 3 });
      expect(await standing()).toEqual({ members: [], managed: false });
      expect((await move(groupId, target.id)).item.membersCount).toBe(3);
    });

    it('come along when invited, and stay behind when disabled', async () => {
      const source = asked.portal.addGroup({ name: 'Source', memberIds: ids('pia', 'dan') });
      expect((await move(source.id, groupId)).item.membersCount).toBe(3);
      expect(asked.portal.group('Source').memberIds).toEqual(new Set(ids('dan')));
    });

    it('leave a group without its manager, even a disabled one', async () => {
      const harbour = asked.portal.group('Harbour team');
      await move(harbour.id, groupId);
      expect((await asked.ask(`/group/${harbour.id}`)).item).not.toHaveProperty('manager');
    });

    it('are lost with the manager when a group is moved into itself, but for disabled people', async () => {
      asked.portal.disable(asked.id('milo'));
      const answer = await move(groupId, groupId);
      expect([answer.status, answer.item.membersCount]).toEqual([200, 0]);
      expect(await standing()).toEqual({ members: [], managed: false });
      asked.portal.setStatus(asked.id('milo'), 'active');
      expect(await standing()).toEqual({ members: ids('milo'), managed: false });
    });

    it.each([
      ['from', () => [NOBODY, groupId]],
      ['to', () => [groupId, NOBODY]],
    ])('are 404 when the group %s which they move is not there', async (_what, places) => {
      const [from = '', to = ''] = places();
      const answer = await move(from, to);
      expect([answer.status, shapeOf(answer)]).toEqual([404, 'A']);
    });
  });
});
