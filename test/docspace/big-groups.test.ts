import nodeFetch from 'node-fetch';
import { AnswerBytes } from '../../sandbox/bench/answer-bytes.ts';
import type { DocSpace } from '../../src/docspace/index.ts';
import { failing, type Service, startService } from '../helpers/group-service.ts';

const MB = 1_000_000;

describe('a group of 10,000 members', () => {
  let service: Service;
  let id: string;
  let members: string[];
  let others: string[];
  beforeAll(async () => {
    service = await startService({ groups: 0, crowd: 12_500 });
    const crowd = service.portal.people().filter(({ role, status }) => role === 'user' && status === 'active');
    members = crowd.slice(0, 9_999).map((person) => person.id);
    others = crowd.slice(9_999).map((person) => person.id);
  });
  afterAll(() => service.stop());
  beforeEach(() => {
    service.portal.faults.clear();
    service.bodies.length = 0;
    const group = service.portal.addGroup({ name: 'Everybody', managerId: service.id('ines'), memberIds: members });
    id = group.id;
  });
  afterEach(() => service.portal.removeGroup(id));

  const puts = () => service.portal.calls.filter(({ method, path }) => method === 'PUT' && path.includes(id));

  /** Opens the group, turns five pages, and changes 50 of its people. */
  const openPageAndChange = async ({ groups }: DocSpace) => {
    const head = await groups.head(id);
    const shown: string[] = [];
    for (let startIndex = 0; startIndex < 600; startIndex += 100)
      shown.push(...(await groups.members(id, { startIndex })).items.map((member) => member.id));
    const [add, remove] = [others.slice(0, 25), members.slice(0, 25)];
    const { group: before } = await groups.withPeople(id, [...add, ...remove]);
    const receipt = await groups.update(id, { name: 'Almost everybody', add, remove, before });
    return { head, shown: new Set(shown).size, receipt, add, remove };
  };

  it('is opened, paged and changed with 1 MB of answers and 30 MB of memory at most', async () => {
    const answers = new AnswerBytes();
    const counted = service.clientWith('owner', { fetch: answers.counting(nodeFetch) });
    const { head, shown, receipt, add, remove } = await openPageAndChange(counted);
    expect([head.membersCount, shown, receipt.group.membersCount]).toEqual([10_000, 600, 10_000]);
    expect(receipt.done).toEqual({ name: true, manager: false, added: add, removed: remove });
    expect(receipt.refused).toEqual([]);
    expect(answers.bytes).toBeLessThan(MB);

    const peakBytes = await answers.memoryOfReplay((fetch) =>
      openPageAndChange(service.clientWith('owner', { fetch })),
    );
    expect(peakBytes).toBeLessThan(30 * MB);
  });

  it('answers with its members only to the last write of a change', async () => {
    const add = others.slice(0, 200);
    const { group: before } = await service.client.groups.withPeople(id, add);
    const sofar = puts().length;
    const receipt = await service.client.groups.update(id, { add, before });
    const asked = puts()
      .slice(sofar)
      .map(({ path }) => /members\.id/.test(decodeURIComponent(path)));
    expect(asked).toEqual([false, false, true]);
    expect(receipt.done.added).toEqual(add);
  });

  describe('when the second write of a change is refused', () => {
    const change = async () => {
      const add = [...others.slice(0, 24), service.id('gil'), ...others.slice(24, 100)];
      const { group: before } = await service.client.groups.withPeople(id, add);
      const stop = service.portal.onChange((event) => {
        if (event.kind !== 'call' || event.call.method !== 'PUT') return;
        service.portal.faults.set({ kind: 'status', status: 403, error: 'A', method: 'PUT' });
        stop();
      });
      return { add, before };
    };

    it('is read to tell how far the change came', async () => {
      const { add, before } = await change();
      const receipt = await service.client.groups.update(id, { add, before });
      expect(receipt.interruptedBy).toMatchObject({ code: 'docspace_forbidden' });
      expect(receipt.done.added).toEqual(add.slice(0, 24));
      expect(receipt.refused.map(({ personId }) => personId)).toEqual(add.slice(24));
    });

    it('leaves it uncertain how far the change came when it cannot be read', async () => {
      const { add, before } = await change();
      service.portal.faults.set({ kind: 'status', status: 502, html: true, method: 'GET' });
      expect(await failing(service.client.groups.update(id, { add, before }))).toMatchObject({
        code: 'docspace_not_certain',
        cause: { code: 'docspace_forbidden' },
      });
    });
  });
});

describe('a manager of 1,500 groups', () => {
  it('is not sent along with every membership: a page of 100 of these groups has 0.2 MB at most', async () => {
    const service = await startService({ groups: 0, crowd: 0 });
    const managerId = service.id('ines');
    for (let n = 0; n < 1_500; n += 1) service.portal.addGroup({ name: `Shift ${n}`, managerId });
    const answers = new AnswerBytes();
    const client = service.clientWith('owner', { fetch: answers.counting(nodeFetch) });
    const page = await client.groups.list({ personId: managerId, managed: true, count: 100 });
    expect(page.items.map(({ manager }) => manager?.id)).toEqual(Array(100).fill(managerId));
    expect(answers.bytes).toBeLessThan(0.2 * MB);
    answers.bytes = 0;
    expect((await client.people.byEmail('ines@acme.example'))?.role).toBe('admin');
    expect((await client.people.search({ text: 'ines' })).items).toHaveLength(1);
    expect((await client.people.get(managerId)).id).toBe(managerId);
    expect(answers.bytes).toBeLessThan(3_000);
    await service.stop();
  });
});
