import { type AskedPortal, NOBODY, shapeOf, startAsked } from './asking.ts';

/** Each row of docspace-api §9, on both sides of 3.7. */
describe.each(['3.6', '3.7'] as const)('a portal of %s', (version) => {
  const old = version === '3.6';
  let asked: AskedPortal;
  beforeEach(async () => {
    asked = await startAsked({ version });
  });
  afterEach(() => asked.stop());

  const create = (body: object) => asked.ask('POST /group', { body });
  const crew = () =>
    asked.portal.addGroup({ name: 'Crew', managerId: asked.id('ines'), memberIds: [asked.id('milo')] });

  it.each([
    ['unknown people', NOBODY],
    ['guests', 'gil'],
    ['disabled people', 'dan'],
  ])(`${old ? 'passes over' : 'refuses'} %s in a new group`, async (_what, key) => {
    const answer = await create({
      groupName: 'X',
      groupManager: asked.id(key),
      members: [asked.id(key), asked.id('una')],
    });
    expect(answer.status).toBe(old ? 200 : 400);
    if (!old) return;
    expect(answer.item).toMatchObject({ membersCount: 1 });
    expect(answer.item).not.toHaveProperty('manager');
  });

  it.each([
    ['an empty name', ''],
    ['a blank name', '  '],
  ])(`${old ? 'takes' : 'refuses'} %s for a new group`, async (_what, groupName) => {
    expect((await create({ groupName })).status).toBe(old ? 200 : 400);
  });

  it(`answers a name of null with ${old ? 500 : 400}`, async () => {
    const answer = await create({ groupName: null });
    expect([answer.status, shapeOf(answer)]).toEqual([old ? 500 : 400, 'A']);
  });

  it.each([
    ['an empty list', []],
    ['nobody it knows', [NOBODY]],
  ])(`${old ? 'empties a group' : 'refuses'} when members are replaced by %s`, async (_what, members) => {
    const { id } = crew();
    const answer = await asked.ask(`POST /group/${id}/members`, { body: { members } });
    expect(answer.status).toBe(old ? 200 : 400);
    expect(await asked.members(id)).toHaveLength(old ? 0 : 2);
  });

  it(`answers the removal of null with ${old ? 500 : 200}`, async () => {
    const { id } = crew();
    const answer = await asked.ask(`DELETE /group/${id}/members`, { body: { members: null } });
    expect(answer.status).toBe(old ? 500 : 200);
    expect(await asked.members(id)).toHaveLength(2);
  });

  it(`${old ? 'copies' : 'moves'} members to another group`, async () => {
    const [from, to] = [crew(), asked.portal.addGroup({ name: 'Target' })];
    expect((await asked.ask(`PUT /group/${from.id}/members/${to.id}`)).item.membersCount).toBe(2);
    expect(await asked.members(from.id)).toHaveLength(old ? 2 : 0);
  });

  it(`${old ? 'marks' : 'does not mark'} its owner as admin`, async () => {
    expect((await asked.ask('/people/@self')).item).toMatchObject({ isOwner: true, isAdmin: old });
  });

  it(`${old ? 'opens' : 'closes'} the list of scopes to a key with some scope`, async () => {
    expect((await asked.ask('/keys/permissions', { key: 'readOnly' })).status).toBe(old ? 200 : 403);
  });

  it('takes pages of at most a hundred, and answers deletions with 204', async () => {
    expect((await asked.ask('/group?count=101')).status).toBe(400);
    expect((await asked.ask(`DELETE /group/${crew().id}`)).status).toBe(204);
  });

  it('asks for accounts:read to read groups', async () => {
    expect((await asked.ask('/group', { key: 'writeOnly' })).status).toBe(403);
  });
});
