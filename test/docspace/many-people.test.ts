import type { GroupReceipt } from '../../src/docspace/index.ts';
import type { PortalTrouble } from '../../src/sandbox/portal/index.ts';
import { failing, type Service, startService } from '../helpers/group-service.ts';

describe('changes about more than a hundred people', () => {
  let service: Service;
  let crowd: string[];
  beforeEach(async () => {
    service = await startService({ groups: 0, crowd: 320 });
    const users = service.portal.people().filter((person) => person.role === 'user' && person.status === 'active');
    crowd = users.slice(0, 250).map((person) => person.id);
  });
  afterEach(() => service.stop());

  const sent = () => service.portal.calls.map((call) => `${call.method} ${call.path.replace(/[0-9a-f-]{36}/, '{id}')}`);
  const fullGroup = () => service.portal.addGroup({ name: 'Big', memberIds: crowd });
  const emptyGroup = () => service.portal.addGroup({ name: 'Big', managerId: service.id('ravi') });

  it('creates a group with all of them, in one POST and further PUTs', async () => {
    const { client, id } = service;
    const receipt = await client.groups.create({
      name: 'Big',
      managerId: id('ravi'),
      memberIds: [...crowd, id('dan')],
    });
    expect(sent()).toEqual(['POST /group', 'PUT /group/{id}', 'PUT /group/{id}']);
    expect(receipt.group.membersCount).toBe(251);
    expect(receipt.done.added).toEqual(crowd);
    expect(receipt.refused).toEqual([{ personId: id('dan'), why: 'not-added' }]);
  });

  it.each<[string, string, (id: string) => Promise<GroupReceipt>]>([
    ['changes', 'PUT /group/{id}', (id) => service.client.groups.update(id, { name: 'Bigger', add: crowd })],
    ['adds', 'PUT /group/{id}/members', (id) => service.client.groups.addMembers(id, [...crowd, ...crowd])],
  ])('%s in three calls of a hundred at most', async (_what, call, change) => {
    const receipt = await change(emptyGroup().id);
    expect(sent()).toEqual([call, call, call]);
    expect(receipt.done.added).toEqual(crowd);
    expect(receipt.refused).toEqual([]);
    expect(receipt.group.membersCount).toBe(251);
  });

  it('removes in three calls of a hundred at most', async () => {
    const { id } = fullGroup();
    const receipt = await service.client.groups.removeMembers(id, crowd);
    expect(sent()).toEqual(Array(3).fill('DELETE /group/{id}/members'));
    expect([receipt.done.removed, receipt.group.membersCount]).toEqual([crowd, 0]);
  });

  it('lets whoever is in both lists leave, however far apart they stand', async () => {
    const [first = '', last = ''] = [crowd[0], crowd[249]];
    const receipt = await service.client.groups.update(emptyGroup().id, { add: crowd, remove: [last, first] });
    expect(receipt.group.membersCount).toBe(249);
    expect(receipt.refused).toEqual([]);
  });

  describe('when the second call fails', () => {
    const failSecond = (trouble: PortalTrouble) => {
      let writes = 0;
      const stop = service.portal.onChange((change) => {
        if (change.kind !== 'call' || change.call.method === 'GET') return;
        writes += 1;
        if (writes === 1) service.portal.trouble.set(trouble);
        stop();
      });
    };
    const refusedSecond: PortalTrouble = { kind: 'status', status: 403, error: 'A', method: 'PUT' };

    it('tells how far it came, and why no further', async () => {
      failSecond(refusedSecond);
      const receipt = await service.client.groups.update(emptyGroup().id, { name: 'Bigger', add: crowd });
      expect(receipt.cutShort).toMatchObject({ code: 'docspace_forbidden' });
      expect(receipt.done).toMatchObject({ name: true, added: crowd.slice(0, 100) });
      expect(receipt.refused.map(({ personId }) => personId)).toEqual(crowd.slice(100));
      expect(receipt.group.membersCount).toBe(101);
    });

    it('needs no answer more when the failure changed nothing for certain', async () => {
      failSecond({ kind: 'status', status: 403, error: 'A' });
      const receipt = await service.client.groups.update(emptyGroup().id, { add: crowd });
      expect(receipt.group.membersCount).toBe(101);
      expect(sent()).toEqual(['PUT /group/{id}', 'PUT /group/{id}']);
    });

    it('does not hide that the group was created', async () => {
      failSecond(refusedSecond);
      const receipt = await service.client.groups.create({ name: 'Big', memberIds: crowd });
      expect(receipt.cutShort).toMatchObject({ code: 'docspace_forbidden' });
      expect(receipt.group.membersCount).toBe(100);
    });

    it('reads the group again when it is not certain what the call did', async () => {
      failSecond({ kind: 'status', status: 502, method: 'PUT' });
      const receipt = await service.client.groups.addMembers(emptyGroup().id, crowd);
      expect(receipt.cutShort).toMatchObject({ code: 'docspace_unreachable', status: 502 });
      expect(receipt.done.added).toEqual(crowd.slice(0, 100));
      expect(sent().at(-1)).toBe('GET /group/{id}');
    });

    it('fails when it is not certain and cannot be read', async () => {
      failSecond({ kind: 'status', status: 500 });
      expect(await failing(service.client.groups.addMembers(emptyGroup().id, crowd))).toMatchObject({
        code: 'docspace_internal_fault',
        method: 'PUT',
      });
    });

    it('fails when the group is gone', async () => {
      failSecond({ kind: 'status', status: 404 });
      const change = service.client.groups.addMembers(emptyGroup().id, crowd);
      expect(await failing(change)).toMatchObject({ code: 'docspace_not_found' });
    });
  });

  it('fails when the first call fails', async () => {
    service.portal.trouble.set({ kind: 'status', status: 403, error: 'A', method: 'PUT' });
    const change = service.client.groups.update(emptyGroup().id, { add: crowd });
    expect(await failing(change)).toMatchObject({ code: 'docspace_forbidden' });
    expect(sent()).toEqual(['PUT /group/{id}']);
  });
});
