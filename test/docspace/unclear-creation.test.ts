import { failing, type Service, startService } from '../helpers/group-service.ts';

describe('a creation whose answer was lost', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService({ groups: 0, crowd: 0 });
  });
  afterEach(() => service.stop());

  const wanted = () => ({ name: 'Crew', managerId: service.id('ines'), memberIds: [service.id('milo')] });
  const sameAsWanted = () => service.portal.addGroup(wanted());
  const made = () => service.portal.groups().filter((group) => group.name === 'Crew').length;
  const lose = (kind: 'drop' | 'drop-after') => service.portal.trouble.set({ kind, method: 'POST', times: 1 });
  /** Does something once the portal was asked for groups of the name so often. */
  const afterLook = (number: number, act: () => void) => {
    let looks = 0;
    service.portal.onChange((change) => {
      if (change.kind !== 'call' || !change.call.path.includes('filterValue')) return;
      looks += 1;
      if (looks === number) act();
    });
  };

  it('is found again, and not sent twice', async () => {
    lose('drop-after');
    const receipt = await service.client.groups.create(wanted());
    expect(receipt).toMatchObject({ recovered: true, group: { name: 'Crew' }, refused: [] });
    expect(made()).toBe(1);
    expect(service.clock.pauses).toEqual([]);
  });

  it.each([
    ['a page', '<html>Welcome</html>'],
    ['an error inside a success', '{"error":{"message":"no"},"status":1,"statusCode":500}'],
  ])('is looked for when the answer was %s', async (_what, text) => {
    service.portal.trouble.set({ kind: 'garbage', text, method: 'POST' });
    expect(await failing(service.client.groups.create(wanted()))).toMatchObject({ outcome: 'not-seen' });
    sameAsWanted();
    expect(await service.client.groups.create(wanted())).toMatchObject({ recovered: true });
  });

  it('is looked for again and again before it is said to be not there', async () => {
    service.portal.trouble.set({ kind: 'status', status: 502, html: true, method: 'POST' });
    const error = await failing(service.client.groups.create(wanted()));
    expect(error).toMatchObject({ code: 'docspace_timed_out', outcome: 'not-seen', method: 'POST', path: '/group' });
    expect(service.clock.pauses).toEqual([500, 1_500, 3_000]);
    expect(made()).toBe(0);
  });

  it('is looked for once when the portal itself ended it', async () => {
    service.portal.trouble.set({ kind: 'status', status: 500, method: 'POST' });
    expect(await failing(service.client.groups.create(wanted()))).toMatchObject({ outcome: 'not-seen' });
    expect(service.clock.pauses).toEqual([]);
  });

  it('is found when it shows only at the third look', async () => {
    lose('drop');
    afterLook(2, sameAsWanted);
    expect(await service.client.groups.create(wanted())).toMatchObject({ recovered: true });
    expect(service.clock.pauses).toEqual([500, 1_500]);
  });

  it('is found once all its members are in', async () => {
    lose('drop');
    const group = service.portal.addGroup({ name: 'Crew' });
    afterLook(2, () => {
      service.portal.changeGroup(group.id, { managerId: service.id('ines'), memberIds: wanted().memberIds });
    });
    // The portal adds members one by one; here somebody looks in between.
    expect(await service.client.groups.create(wanted())).toMatchObject({ recovered: true, group: { id: group.id } });
  });

  it('stays uncertain when a group is there with only some of its members', async () => {
    lose('drop');
    service.portal.addGroup({ name: 'Crew', managerId: service.id('ines') });
    expect(await failing(service.client.groups.create(wanted()))).toMatchObject({ outcome: 'unknown' });
  });

  it('is not mistaken for a group that was there before', async () => {
    const before = sameAsWanted();
    lose('drop');
    const group = { ...wanted(), knownBefore: [before.id] };
    expect(await failing(service.client.groups.create(group))).toMatchObject({ outcome: 'not-seen' });
  });

  it('is told from a group that was there before', async () => {
    const before = sameAsWanted();
    lose('drop-after');
    const receipt = await service.client.groups.create({ ...wanted(), knownBefore: [before.id] });
    expect(receipt.recovered).toBe(true);
    expect(receipt.group.id).not.toBe(before.id);
  });

  it.each([
    [
      'another manager',
      () => ({ managerId: service.id('tomas'), memberIds: [service.id('ines'), service.id('milo')] }),
    ],
    ['somebody else in it', () => ({ managerId: service.id('ines'), memberIds: [service.id('una')] })],
  ])('is not mistaken for one with %s', async (_what, other) => {
    service.portal.addGroup({ name: 'Crew', ...other() });
    lose('drop');
    expect(await failing(service.client.groups.create(wanted()))).toMatchObject({ outcome: 'not-seen' });
  });

  it('stays uncertain when several groups look the same', async () => {
    sameAsWanted();
    lose('drop-after');
    expect(await failing(service.client.groups.create(wanted()))).toMatchObject({ outcome: 'unknown' });
  });

  it('stays uncertain when looking fails as well', async () => {
    lose('drop-after');
    service.portal.trouble.set({ kind: 'status', status: 500, method: 'GET' });
    expect(await failing(service.client.groups.create(wanted()))).toMatchObject({ outcome: 'unknown' });
  });

  it('is not looked for when it was refused for certain', async () => {
    service.portal.trouble.set({ kind: 'status', status: 403, error: 'A', method: 'POST' });
    expect(await failing(service.client.groups.create(wanted()))).toMatchObject({ code: 'docspace_forbidden' });
    expect(service.portal.calls.map((call) => call.method)).toEqual(['POST']);
  });
});
