import { failing, type Service, startService } from '../helpers/group-service.ts';

const TEN_MINUTES_MS = 600_000;

describe('a creation whose answer was lost or an error', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService({ groups: 0, crowd: 0 });
  });
  afterEach(() => service.stop());

  const wanted = () => ({ name: 'Crew', managerId: service.id('ines'), memberIds: [service.id('milo')] });
  const sameAsWanted = () => service.portal.addGroup(wanted());
  const made = () => service.portal.groups().filter((group) => group.name === 'Crew').length;
  const posts = () => service.portal.calls.filter((call) => call.method === 'POST').length;
  const lose = (kind: 'drop' | 'drop-after') => service.portal.faults.set({ kind, method: 'POST', times: 1 });
  const waitedMs = () => service.clock.pauses.reduce((sum, ms) => sum + ms, 0);
  /** Does something once the portal was asked for groups of the name so often. */
  const afterLook = (number: number, act: () => void) => {
    let looks = 0;
    service.portal.onChange((change) => {
      if (change.kind !== 'call' || !change.call.path.includes('filterValue')) return;
      looks += 1;
      if (looks === number) act();
    });
  };

  it('is found by two equal looks, and not sent twice', async () => {
    lose('drop-after');
    const receipt = await service.client.groups.create(wanted());
    expect(receipt).toMatchObject({ recovered: true, group: { name: 'Crew', membersCount: 2 }, refused: [] });
    expect([made(), posts()]).toEqual([1, 1]);
    expect(service.clock.pauses).toEqual([2_000]);
  });

  it('surely made nothing when the portal itself ended it and three looks find no group', async () => {
    service.portal.faults.set({ kind: 'status', status: 500, method: 'POST' });
    const error = await failing(service.client.groups.create(wanted()));
    expect(error).toMatchObject({ code: 'docspace_not_done', effect: 'none', cause: { status: 500 } });
    expect(service.clock.pauses).toEqual([700, 1_300]);
    expect(posts()).toBe(1);
  });

  it('is found when a node of the portal shows it only at the third look', async () => {
    service.portal.faults.set({ kind: 'status', status: 500, method: 'POST' });
    afterLook(2, sameAsWanted);
    expect(await service.client.groups.create(wanted())).toMatchObject({ recovered: true });
  });

  it.each([
    ['a proxy answered', { kind: 'status', status: 502, html: true } as const],
    ['a page came back', { kind: 'garbage', text: '<html>Welcome</html>' } as const],
    ['the connection broke', { kind: 'drop' } as const],
  ])('is looked for for ten minutes when %s, then told as not seen', async (_what, fault) => {
    service.portal.faults.set({ ...fault, method: 'POST' });
    const error = await failing(service.client.groups.create(wanted()));
    expect(error).toMatchObject({ code: 'docspace_not_certain', method: 'POST', path: '/group', found: [] });
    expect(waitedMs()).toBeGreaterThan(TEN_MINUTES_MS - 20_000);
    expect(waitedMs()).toBeLessThanOrEqual(TEN_MINUTES_MS);
    expect([made(), posts()]).toEqual([0, 1]);
  });

  it('is found when the server was slow to begin', async () => {
    lose('drop');
    afterLook(8, sameAsWanted);
    expect(await service.client.groups.create(wanted())).toMatchObject({ recovered: true });
  });

  it('waits while the server is still writing members', async () => {
    lose('drop');
    const group = service.portal.addGroup({ name: 'Crew' });
    const puts = () => service.portal.calls.filter((call) => call.method === 'PUT').length;
    afterLook(1, () => service.portal.changeGroup(group.id, { managerId: service.id('ines') }));
    afterLook(2, () => service.portal.changeGroup(group.id, { memberIds: [service.id('ines'), service.id('milo')] }));
    expect(await service.client.groups.create(wanted())).toMatchObject({ recovered: true, group: { id: group.id } });
    expect(puts()).toBe(0);
  });

  it('is completed when a database fault left it with some of its members', async () => {
    lose('drop');
    const { id } = service.portal.addGroup({ name: 'Crew', managerId: service.id('ines') });
    const receipt = await service.client.groups.create(wanted());
    expect(receipt).toMatchObject({ recovered: true, group: { id }, refused: [] });
    expect([...service.portal.group('Crew').memberIds]).toEqual([service.id('ines'), service.id('milo')]);
    expect(posts()).toBe(1);
  });

  it('is not mistaken for a group that was there before', async () => {
    const before = sameAsWanted();
    service.portal.faults.set({ kind: 'status', status: 500, method: 'POST' });
    const group = { ...wanted(), knownBefore: [before.id] };
    expect(await failing(service.client.groups.create(group))).toMatchObject({ code: 'docspace_not_done' });
  });

  it('is told from a group that was there before', async () => {
    const before = sameAsWanted();
    lose('drop-after');
    const receipt = await service.client.groups.create({ ...wanted(), knownBefore: [before.id] });
    expect(receipt.recovered).toBe(true);
    expect(receipt.group.id).not.toBe(before.id);
  });

  it.each([
    ['has another manager', () => ({ managerId: service.id('tomas'), memberIds: [service.id('ines')] })],
    ['holds a person who was not asked for', () => ({ managerId: service.id('ines'), memberIds: [service.id('una')] })],
  ])('stays uncertain when the new group %s, and nothing is written to that group', async (_what, other) => {
    const { id } = service.portal.addGroup({ name: 'Crew', ...other() });
    lose('drop');
    const error = await failing(service.client.groups.create(wanted()));
    expect(error).toMatchObject({ code: 'docspace_not_certain', found: [{ id, name: 'Crew' }] });
    expect(service.portal.calls.some((call) => call.method === 'PUT')).toBe(false);
  });

  it('stays uncertain when two new groups have the name', async () => {
    sameAsWanted();
    lose('drop-after');
    const error = await failing(service.client.groups.create(wanted()));
    expect(error).toMatchObject({ code: 'docspace_not_certain', found: [{ name: 'Crew' }, { name: 'Crew' }] });
  });

  it('stays uncertain when looking fails as well', async () => {
    lose('drop-after');
    service.portal.faults.set({ kind: 'status', status: 403, error: 'A', method: 'GET' });
    expect(await failing(service.client.groups.create(wanted()))).toMatchObject({ code: 'docspace_not_certain' });
  });

  it('is not looked for when it was refused for certain', async () => {
    service.portal.faults.set({ kind: 'status', status: 403, error: 'A', method: 'POST' });
    expect(await failing(service.client.groups.create(wanted()))).toMatchObject({ code: 'docspace_forbidden' });
    expect(service.portal.calls.map((call) => call.method)).toEqual(['POST']);
  });

  it('tells once that it is waiting for the portal', async () => {
    lose('drop-after');
    let waiting = 0;
    await service.client.groups.create({
      ...wanted(),
      onWaiting: () => {
        waiting += 1;
      },
    });
    expect(waiting).toBe(1);
  });

  it('ends as not certain at once when the app stops', async () => {
    const stopping = new AbortController();
    const client = service.clientWith('owner', { stopping: stopping.signal });
    lose('drop');
    afterLook(2, () => stopping.abort());
    expect(await failing(client.groups.create(wanted()))).toMatchObject({ code: 'docspace_not_certain' });
    expect(waitedMs()).toBeLessThan(10_000);
  });
});
