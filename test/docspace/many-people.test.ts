import type { PortalFault } from '../../sandbox/docspace/index.ts';
import type { BatchProgress, GroupReceipt } from '../../src/docspace/index.ts';
import { failing, type Service, startService } from '../helpers/group-service.ts';

describe('changes about many people', () => {
  let service: Service;
  let crowd: string[];
  beforeEach(async () => {
    service = await startService({ groups: 0, crowd: 320 });
    const users = service.portal.people().filter((person) => person.role === 'user' && person.status === 'active');
    crowd = users.slice(0, 250).map((person) => person.id);
  });
  afterEach(() => service.stop());

  const writes = () =>
    service.portal.calls
      .filter((call) => call.method !== 'GET')
      .map((call) => `${call.method} ${call.path.replace(/[0-9a-f-]{36}/, '{id}').split('?')[0]}`);
  /** How many people each write carried. */
  const sizes = () => service.bodies.map((body) => (body.match(/[0-9a-f-]{36}/g) ?? []).length);
  const fullGroup = () => service.portal.addGroup({ name: 'Big', memberIds: crowd });
  const emptyGroup = () => service.portal.addGroup({ name: 'Big', managerId: service.id('ravi') });

  it('creates a group with all of them, in one POST and further PUTs', async () => {
    const { client, id } = service;
    const receipt = await client.groups.create({
      name: 'Big',
      managerId: id('ravi'),
      memberIds: [...crowd, id('dan')],
    });
    expect(writes()).toEqual(['POST /group', 'PUT /group/{id}', 'PUT /group/{id}', 'PUT /group/{id}']);
    expect(receipt.group.membersCount).toBe(251);
    expect(receipt.refused).toEqual([{ personId: id('dan'), why: 'not-added' }]);
    expect(receipt.done.added).toEqual(crowd);
  });

  it.each<[string, string, (id: string) => Promise<GroupReceipt>]>([
    ['changes', 'PUT /group/{id}', (id) => service.client.groups.update(id, { name: 'Bigger', add: crowd })],
    ['adds', 'PUT /group/{id}/members', (id) => service.client.groups.addMembers(id, [...crowd, ...crowd])],
  ])('%s in batches that begin with 25 people and grow while the portal is quick', async (_what, call, change) => {
    const receipt = await change(emptyGroup().id);
    expect(writes()).toEqual([call, call, call]);
    expect(sizes()).toEqual([25, 100, 125]);
    expect(receipt.done.added).toEqual(crowd);
    expect(receipt.refused).toEqual([]);
    expect(receipt.group.membersCount).toBe(251);
  });

  it('aims at five seconds a write on a portal that takes 100 ms a person', async () => {
    const { id } = emptyGroup();
    const before = await service.client.groups.state(id);
    let carried = 0;
    service.portal.onChange((change) => {
      if (change.kind === 'call' && change.call.method === 'PUT') carried += 1;
    });
    const slow = service.portal.faults.set({ kind: 'slow', ms: 2_500, method: 'PUT', times: 1 });
    service.portal.faults.set({ kind: 'slow', ms: 5_000, method: 'PUT' });
    await service.client.groups.update(id, { add: crowd.slice(0, 175), before });
    slow();
    expect([sizes(), carried]).toEqual([[25, 50, 50, 50], 4]);
  });

  it('removes in batches as well', async () => {
    const { id } = fullGroup();
    const receipt = await service.client.groups.removeMembers(id, crowd);
    expect(writes()).toEqual(Array(3).fill('DELETE /group/{id}/members'));
    expect([receipt.done.removed, receipt.group.membersCount]).toEqual([crowd, 0]);
  });

  it('lets a person in both lists leave, however far apart', async () => {
    const [first = '', last = ''] = [crowd[0], crowd[249]];
    const receipt = await service.client.groups.update(emptyGroup().id, { add: crowd, remove: [last, first] });
    expect(receipt.group.membersCount).toBe(249);
    expect(receipt.refused).toEqual([]);
  });

  describe('when the second write fails', () => {
    const failSecond = (fault: PortalFault) => {
      let count = 0;
      const stop = service.portal.onChange((change) => {
        if (change.kind !== 'call' || change.call.method === 'GET') return;
        count += 1;
        if (count === 1) service.portal.faults.set(fault);
        stop();
      });
    };
    const refusedSecond: PortalFault = { kind: 'status', status: 403, error: 'A', method: 'PUT' };

    it('tells how far it came, and why no further', async () => {
      failSecond(refusedSecond);
      const receipt = await service.client.groups.update(emptyGroup().id, { name: 'Bigger', add: crowd });
      expect(receipt.interruptedBy).toMatchObject({ code: 'docspace_forbidden' });
      expect(receipt.done).toMatchObject({ name: true, added: crowd.slice(0, 25) });
      expect(receipt.refused.map(({ personId }) => personId)).toEqual(crowd.slice(25));
      expect([receipt.rest, receipt.stopped]).toEqual([{ add: crowd.slice(25), remove: [] }, undefined]);
      expect(receipt.group.membersCount).toBe(26);
    });

    it('does not hide that the group was created', async () => {
      failSecond(refusedSecond);
      const receipt = await service.client.groups.create({ name: 'Big', memberIds: crowd });
      expect(receipt.interruptedBy).toMatchObject({ code: 'docspace_forbidden' });
      expect(receipt.group.membersCount).toBe(25);
    });

    it('sends the rest again after a passing fault of the database', async () => {
      failSecond({ kind: 'status', status: 500, method: 'PUT', times: 1 });
      const receipt = await service.client.groups.addMembers(emptyGroup().id, crowd);
      expect(receipt.interruptedBy).toBeUndefined();
      expect(receipt.done.added).toEqual(crowd);
      expect(receipt.group.membersCount).toBe(251);
    });

    it('looks at the group before it says how far it came', async () => {
      failSecond({ kind: 'status', status: 500, method: 'PUT' });
      const receipt = await service.client.groups.addMembers(emptyGroup().id, crowd);
      expect(receipt.interruptedBy).toMatchObject({ code: 'docspace_not_done', cause: { status: 500 } });
      expect(receipt.done.added).toEqual(crowd.slice(0, 25));
    });

    it('is not certain about the rest when the group cannot be read', async () => {
      failSecond({ kind: 'status', status: 500 });
      const { id } = emptyGroup();
      const receipt = await service.client.groups.addMembers(id, crowd);
      expect(receipt.interruptedBy).toMatchObject({ code: 'docspace_not_certain' });
      expect(receipt.done.added).toEqual(crowd.slice(0, 25));
    });
  });

  describe('whose caller is asked between two batches', () => {
    const asked: BatchProgress[] = [];
    const stopsAt = (done: number) => async (progress: BatchProgress) => {
      asked.push(progress);
      return progress.done >= done ? ('stop' as const) : ('go-on' as const);
    };
    beforeEach(() => asked.splice(0));

    it('goes on to the end, and is asked after each batch but the last', async () => {
      const betweenBatches = stopsAt(1_000);
      const receipt = await service.client.groups.update(emptyGroup().id, { add: crowd, betweenBatches });
      expect(asked).toEqual([
        { done: 25, of: 250 },
        { done: 125, of: 250 },
      ]);
      expect([receipt.done.added, receipt.stopped, receipt.rest]).toEqual([crowd, undefined, undefined]);
    });

    it('is not asked about a change of one batch', async () => {
      const betweenBatches = stopsAt(0);
      await service.client.groups.update(emptyGroup().id, { name: 'Bigger', add: crowd.slice(0, 25), betweenBatches });
      await service.client.groups.create({ name: 'New', memberIds: crowd.slice(0, 25), betweenBatches });
      expect(asked).toEqual([]);
    });

    it('is not asked either when a part of that one is sent again', async () => {
      service.portal.faults.set({ kind: 'database-fault', method: 'PUT', times: 1, afterMembers: 10 });
      const betweenBatches = stopsAt(0);
      const receipt = await service.client.groups.update(emptyGroup().id, { add: crowd.slice(0, 25), betweenBatches });
      expect([sizes(), asked, receipt.done.added.length]).toEqual([[25, 6, 9], [], 25]);
    });

    it('ends after the batch that is done, and names the rest: nothing failed, nobody was refused', async () => {
      const { id } = emptyGroup();
      const everybody = [...crowd.slice(0, 24), service.id('dan'), ...crowd.slice(24)];
      const receipt = await service.client.groups.update(id, { add: everybody, betweenBatches: stopsAt(100) });
      expect(sizes()).toEqual([25, 100]);
      expect(receipt).toMatchObject({
        stopped: true,
        done: { added: crowd.slice(0, 124) },
        refused: [{ personId: service.id('dan'), why: 'not-added' }],
        rest: { add: crowd.slice(124), remove: [] },
      });
      expect(receipt.interruptedBy).toBeUndefined();
      expect((await service.client.groups.state(id)).memberIds.size).toBe(125);
    });

    it('ends the removal of many the same way', async () => {
      const { id } = fullGroup();
      const receipt = await service.client.groups.update(id, { remove: crowd, betweenBatches: stopsAt(25) });
      expect(receipt).toMatchObject({ stopped: true, refused: [], rest: { add: [], remove: crowd.slice(25) } });
      expect(receipt.group.memberIds.size).toBe(225);
    });

    it.each([
      [25, 25],
      [125, 150],
    ])('ends a creation after %d people: the group is there', async (done, members) => {
      const create = { name: 'Big', memberIds: crowd, betweenBatches: stopsAt(done) };
      const receipt = await service.client.groups.create(create);
      expect(receipt).toMatchObject({ stopped: true, refused: [], rest: { add: crowd.slice(members), remove: [] } });
      expect(service.portal.group('Big').memberIds.size).toBe(members);
    });

    it('gives the change up by what it throws', async () => {
      const betweenBatches = () => Promise.reject(new Error('the row is gone'));
      await expect(service.client.groups.update(emptyGroup().id, { add: crowd, betweenBatches })).rejects.toThrow(
        'the row is gone',
      );
      expect(sizes()).toEqual([25]);
    });
  });

  it('fails when the first write fails', async () => {
    service.portal.faults.set({ kind: 'status', status: 403, error: 'A', method: 'PUT' });
    const change = service.client.groups.update(emptyGroup().id, { add: crowd });
    expect(await failing(change)).toMatchObject({ code: 'docspace_forbidden' });
    expect(writes()).toEqual(['PUT /group/{id}']);
  });
});
