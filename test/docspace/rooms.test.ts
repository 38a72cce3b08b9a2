import { MissingScope, RateLimited, TimedOut } from '../../src/docspace/index.ts';
import { failing, type Outcome, type Service, scripted, startService } from '../helpers/group-service.ts';
import { ManualClock } from '../helpers/manual-clock.ts';

const SOON = { withinMs: 5_000 };
const GROUP = '5b0f6a3e-6c0d-4c53-9a53-0f6f3a1d7c11';

describe('the rooms that open through a group', () => {
  let service: Service;
  let design: { id: string; name: string };
  beforeEach(async () => {
    service = await startService();
    design = service.portal.group('Design');
  });
  afterEach(() => service.stop());

  const names = async (client = service.client) =>
    (await client.rooms.ofGroup(design.id, SOON)).items.map(({ name }) => name);
  const callsTo = (path: RegExp) => service.portal.calls.filter((call) => path.test(call.path));

  it('are read in one call, archived ones too, each with its owner', async () => {
    const { items, total } = await service.client.rooms.ofGroup(design.id, SOON);
    expect(total).toBe(4);
    expect(items).toEqual([
      { id: '1002', name: 'Launch', archived: false, owner: { id: service.id('olga'), displayName: 'Olga Marsh' } },
      expect.objectContaining({ id: '1003', name: 'Sketches' }),
      expect.objectContaining({ id: '1004', name: 'Expense claims' }),
      expect.objectContaining({ id: '1007', name: 'Launch of last year', archived: true }),
    ]);
    expect(callsTo(/^\/files\//)).toHaveLength(1);
  });

  it('are those of portals before 3.7 as well', async () => {
    const old = await startService({ version: '3.6' });
    const { total } = await old.client.rooms.ofGroup(old.portal.group('Design').id, SOON);
    expect(total).toBe(4);
    await old.stop();
  });

  it('are none for a group that is not there', async () => {
    service.portal.removeGroup(design.id);
    expect(await names()).toEqual([]);
  });

  it('are read with rooms:read, and refused for lack of it', async () => {
    expect(await names(service.clientWith('groupsAndRooms'))).toHaveLength(4);
    const error = await failing(service.clientWith('groupsOnly').rooms.ofGroup(design.id, SOON));
    expect(error).toBeInstanceOf(MissingScope);
    // No other room of the portal is asked for.
    expect(callsTo(/^\/files\//)).toHaveLength(2);
  });

  it('are read by pages, the first two hundred of them, and counted', async () => {
    const ownerId = service.id('olga');
    const levels = { [design.id]: 2 };
    for (let n = 0; n < 146; n += 1) service.portal.addRoom({ title: `Room ${n}`, ownerId, levels });
    expect((await service.client.rooms.ofGroup(design.id, SOON)).items).toHaveLength(150);
    for (let n = 0; n < 100; n += 1) service.portal.addRoom({ title: `More ${n}`, ownerId, levels });
    const before = service.portal.calls.length;
    const { items, total } = await service.client.rooms.ofGroup(design.id, SOON);
    expect([items.length, total, service.portal.calls.length - before]).toEqual([200, 250, 2]);
  });

  it('may lie in the storage of another service, and have a text for an id', async () => {
    const levels = { [design.id]: 10 };
    service.portal.addRoom({ id: 'sbox-7-|Sales/2026', title: 'Sales', ownerId: service.id('ines'), levels });
    const { items } = await service.client.rooms.ofGroup(design.id, SOON);
    expect(items.at(-1)).toMatchObject({ id: 'sbox-7-|Sales/2026', name: 'Sales' });
    expect(await service.client.rooms.levelsOf(design, ['sbox-7-|Sales/2026'], SOON)).toEqual(
      new Map([['sbox-7-|Sales/2026', 10]]),
    );
  });

  describe('with the group’s level in each', () => {
    it('are asked for one by one', async () => {
      const ids = (await service.client.rooms.ofGroup(design.id, SOON)).items.map(({ id }) => id);
      expect(await service.client.rooms.levelsOf(design, ids, SOON)).toEqual(
        new Map([
          ['1002', 2],
          ['1003', 10],
          ['1004', 7],
          ['1007', 5],
        ]),
      );
    });

    it('leave out a room that cannot be read, that is gone, or that the group does not open', async () => {
      const stop = service.portal.faults.set({ kind: 'status', status: 500, path: /rooms\/1003\/share/ });
      const levels = await service.client.rooms.levelsOf(design, ['1001', '1002', '1003', '9'], SOON);
      expect([...levels.keys()]).toEqual(['1002']);
      stop();
    });

    it.each([
      ['one outside the basic plane, which the portal cannot search for', '🚀 Launch 🚀🚀 crew'],
      ['nothing but such characters', '🚀🚀'],
      ['nothing but blanks', '   '],
      ['signs of patterns', '100% _ \\ crew'],
    ])('are found for a group whose name has %s', async (_what, name) => {
      service.portal.changeGroup(design.id, { name });
      const levels = await service.client.rooms.levelsOf({ id: design.id, name }, ['1002'], SOON);
      expect(levels).toEqual(new Map([['1002', 2]]));
    });

    it('are those of this group, not of another one of its name', async () => {
      const [first, second] = service.portal.groups().filter(({ name }) => name === 'Night shift');
      if (!first || !second) throw new Error('two groups of one name');
      service.portal.shareRoom(1005, first.id, 2);
      service.portal.shareRoom(1005, second.id, 11);
      expect((await service.client.rooms.levelsOf(second, ['1005'], SOON)).get('1005')).toBe(11);
    });
  });
});

describe('a look at rooms when DocSpace or Slack fails', () => {
  const page = (folders: unknown, total?: unknown) => ({
    status: 200,
    text: JSON.stringify({ response: { folders, total }, count: 1, status: 0, statusCode: 200 }),
  });

  it('leaves out what is no room, and counts it', async () => {
    const rooms = [{ title: 'no id' }, { id: 7, title: 'Launch', createdBy: { id: 'nobody' } }, null];
    const { client } = scripted(() => page(rooms, 3));
    expect(await client.rooms.ofGroup(GROUP, SOON)).toEqual({
      items: [{ id: '7', name: 'Launch', archived: false }],
      total: 3,
    });
  });

  it('ends when a page is empty, whatever the portal counts', async () => {
    const { client, sent } = scripted((_method, _url, attempt) =>
      page(attempt === 1 ? [{ id: 1, title: 'A' }] : [], 9),
    );
    expect(await client.rooms.ofGroup(GROUP, SOON)).toMatchObject({ items: [{ id: '1' }], total: 9 });
    expect(sent).toHaveLength(2);
  });

  it.each<[string, Outcome]>([
    ['no list of rooms', page(undefined)],
    ['something else', { status: 200, text: '{"anything":"else"}' }],
    ['a web page', { status: 200, text: '<html></html>' }],
  ])('takes %s for no answer', async (_what, outcome) => {
    const { client } = scripted(() => outcome);
    await failing(client.rooms.ofGroup(GROUP, SOON));
  });

  it('ends in time where the portal does not answer, all calls together', async () => {
    const clock = new ManualClock();
    const service = await startService();
    const client = service.clientWith('owner', { clock });
    const design = service.portal.group('Design');
    const asked = service.portal.next('GET', /^\/files\/rooms\?/);
    const look = failing(client.rooms.ofGroup(design.id, { withinMs: 2_500 }));
    await asked;
    await clock.advance(2_500);
    expect(await look).toBeInstanceOf(TimedOut);
    const shares = service.portal.next('GET', /^\/files\/rooms\/1002\/share/);
    const levels = client.rooms.levelsOf(design, ['1003', '1002', '1004', '1007', '1001', '1006'], SOON);
    await shares;
    // The others are answered meanwhile.
    while (service.portal.calls.filter(({ path }) => path.includes('/share')).length < 5)
      await new Promise((resolve) => setImmediate(resolve));
    await clock.advance(5_000);
    expect([...(await levels).keys()].sort()).toEqual(['1003', '1004', '1007']);
    await service.stop();
  });

  it('ends in time where the portal is busy', async () => {
    const { client, clock } = scripted(() => ({ status: 429 }));
    const before = clock.now();
    expect(await failing(client.rooms.ofGroup(GROUP, { withinMs: 2_500 }))).toBeInstanceOf(RateLimited);
    expect(clock.now() - before).toBeLessThanOrEqual(2_500);
  });
});
