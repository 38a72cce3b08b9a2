import { type Service, startService } from '../helpers/group-service.ts';

describe('one writer per group', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService({ groups: 0, crowd: 0 });
  });
  afterEach(() => service.stop());

  const finished = () => service.portal.calls.filter((call) => call.method !== 'GET').length;

  it('sends the second change of a manager only after the first was answered', async () => {
    const { id } = service.portal.addGroup({ name: 'Crew' });
    const before = await service.client.groups.state(id);
    const held = service.portal.next('PUT', /group/);
    const first = service.client.groups.update(id, { managerId: service.id('ines'), before });
    const second = service.client
      .for({ person: 'other' })
      .groups.update(id, { managerId: service.id('tomas'), before });
    const call = await held;
    expect([service.bodies.length, finished()]).toEqual([1, 0]);
    call.release();
    await Promise.all([first, second]);
    expect(service.portal.group('Crew').managerId).toBe(service.id('tomas'));
  });

  it('lets different groups be changed at the same time', async () => {
    const [one, other] = ['One', 'Other'].map((name) => service.portal.addGroup({ name }));
    const held = service.portal.next('PUT', /group/);
    const waiting = service.client.groups.update(one?.id ?? '', { name: 'First' });
    const call = await held;
    await service.client.groups.update(other?.id ?? '', { name: 'Second' });
    expect(finished()).toBe(1);
    call.release();
    await waiting;
  });

  it('never sends two creations of one name at the same time', async () => {
    const held = service.portal.next('POST', /group/);
    const first = service.client.groups.create({ name: 'Crew', memberIds: [] });
    const second = service.client.groups.create({ name: 'CREW ', memberIds: [] });
    const call = await held;
    expect(service.bodies).toHaveLength(1);
    call.release();
    await Promise.all([first, second]);
    expect(service.portal.groups().filter(({ name }) => name.toLowerCase() === 'crew')).toHaveLength(2);
  });

  it.each([
    ['renamed', (id: string) => service.client.groups.update(id, { name: 'Mine' })],
    ['filled', (id: string) => service.client.groups.addMembers(id, [service.id('ines')])],
    ['deleted', (id: string) => service.client.groups.delete(id)],
  ])('keeps built-in groups from being %s', async (_what, write) => {
    const docSpaceAdmin = 'CD84E66B-b803-40fc-99f9-b2969a54a1de';
    await expect(write(docSpaceAdmin)).rejects.toMatchObject({ code: 'docspace_invalid', effect: 'none' });
    expect(service.portal.calls).toEqual([]);
  });
});
