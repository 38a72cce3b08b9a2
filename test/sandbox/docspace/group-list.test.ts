import { type AskedPortal, NOBODY, shapeOf, startAsked } from './asking.ts';

describe('the list of groups', () => {
  let asked: AskedPortal;
  beforeAll(async () => {
    asked = await startAsked({ groups: 110, crowd: 40 });
  });
  afterAll(() => asked.stop());

  const TOTAL = 116;
  const names = async (query: string) => (await asked.ask(`/group?${query}`)).items.map((item) => String(item.name));

  it.each([
    ['a hundred unless told otherwise', '', 100, 100],
    ['one', 'count=1', 1, 1],
    ['a hundred', 'count=100', 100, 100],
    ['the last page', 'count=100&startIndex=100', 16, 16],
    ['nothing beyond the end', 'startIndex=500', 0, 0],
    ['the first page for a negative start', 'count=10&startIndex=-5', 10, 10],
    ['fewer than it says for a negative start', 'filterValue=night&startIndex=-5', 2, 7],
    ['as if nothing had been said for a blank text or id', 'filterValue=%20&userId=&manager=&sortBy=', 100, 100],
  ])('holds %s', async (_what, query, length, count) => {
    const { items, json } = await asked.ask(`/group?${query}`);
    expect([items.length, json.count]).toEqual([length, count]);
    expect(json.total).toBe(query.includes('night') ? 2 : TOTAL);
  });

  it('holds every group once, page after page', async () => {
    const pages = await Promise.all([0, 50, 100].map((start) => asked.ask(`/group?count=50&startIndex=${start}`)));
    expect(new Set(pages.flatMap(({ items }) => items.map((item) => item.id))).size).toBe(TOTAL);
  });

  it.each([
    ['count=0', 'count'],
    ['count=101', 'count'],
    ['count=many', 'count'],
    ['count=', 'count'],
    ['startIndex=%20', 'startIndex'],
    ['sortOrder=', 'sortOrder'],
    ['startIndex=x', 'startIndex'],
    ['userId=abc', 'userId'],
    ['sortOrder=99', 'sortOrder'],
    ['sortOrder=upwards', 'sortOrder'],
    ['manager=maybe', 'manager'],
  ])('is refused with 400 for %s', async (query, field) => {
    const answer = await asked.ask(`/group?${query}`);
    expect([answer.status, shapeOf(answer)]).toEqual([400, 'B']);
    expect(Object.keys(answer.item.errors ?? {})).toEqual([field]);
  });

  it.each([
    ['a part of the name', 'filterValue=shif'],
    ['in any case', 'filterValue=NIGHT'],
    ['trimmed', 'filterValue=%20night%20'],
  ])('is narrowed by %s', async (_what, query) => {
    expect(await names(query)).toEqual(['Night shift', 'Night shift']);
  });

  it('is not narrowed by people’s names', async () => {
    expect(await names('filterValue=keller')).toEqual([]);
  });

  it('holds the groups somebody is in, or manages', async () => {
    const ravi = asked.id('ravi');
    const groups = asked.portal.groups();
    const all = groups.filter((group) => group.memberIds.has(ravi)).length;
    const managed = groups.filter((group) => group.managerId === ravi).length;
    const total = async (query: string) => (await asked.ask(`/group?${query}`)).json.total;
    expect(await total(`userId=${ravi}`)).toBe(all);
    expect(await total(`userId=${ravi}&manager=false`)).toBe(all);
    expect(await total(`userId=${ravi}&manager=True`)).toBe(managed);
    expect(await total(`userId=${ravi}&manager=true&filterValue=night`)).toBe(1);
    expect(await total('manager=true')).toBe(TOTAL);
    expect(await total(`userId=${NOBODY}`)).toBe(0);
  });

  describe('is sorted', () => {
    const collator = new Intl.Collator('en', { sensitivity: 'base' });
    const ascending = async (query: string, key: (item: Record<string, unknown>) => string | number) => {
      const keys = (await asked.ask(`/group?${query}`)).items.map(key);
      const compare = (a: string | number, b: string | number) =>
        typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
      return keys.slice(1).every((each, n) => compare(keys[n] ?? each, each) <= 0);
    };
    const managerName = (item: Record<string, unknown>) => {
      const { manager } = item;
      return typeof manager === 'object' && manager && 'firstName' in manager ? String(manager.firstName) : '';
    };

    it.each([
      '',
      'sortBy=Title',
      'sortBy=title&sortOrder=0',
      'sortBy=Name',
      'sortOrder=Ascending',
      'sortOrder=ASCENDING',
    ])('by title: %s', async (query) => {
      expect(await ascending(query, (item) => String(item.name))).toBe(true);
    });

    it('by the manager’s first name, or by the number of members', async () => {
      expect(await ascending('sortBy=Manager', managerName)).toBe(true);
      const { id } = asked.portal.addGroup({ name: 'Disabled only', memberIds: [asked.id('dan')] });
      const firsts = (await asked.ask('/group?sortBy=membersCount&count=1')).items;
      // Rows are counted here, disabled people too, although the number shown leaves them out.
      expect(firsts.map((item) => item.id)).not.toContain(id);
      asked.portal.removeGroup(id);
    });

    it.each(['sortOrder=Descending', 'sortOrder=1', 'sortBy=Title&sortOrder=descending'])(
      'backwards: %s',
      async (query) => {
        const whole = await names('count=100');
        const backwards = await names(`${query}&startIndex=16&count=100`);
        expect(backwards).toEqual(whole.toReversed());
      },
    );
  });

  describe('of a room, folder or file', () => {
    it.each([
      ['room', 1002, 'Design'],
      ['folder', 2001, 'Field crew'],
      ['file', 3001, 'Night shift'],
    ])('marks which have access to a %s', async (kind, id, name) => {
      const { items, json } = await asked.ask(`/group/${kind}/${id}?filterValue=${name}`, { key: 'roomAdmin' });
      expect(items.map((item) => [item.name, item.shared, 'members' in item])).toEqual(
        items.map(() => [name, true, false]),
      );
      expect(json.total).toBe(items.length);
    });

    it('holds the built-in group of everyone for a room, and for nothing else', async () => {
      const everyone = async (path: string) =>
        (await asked.ask(`${path}?filterValue=everyone`, { key: 'roomAdmin' })).items;
      expect(await everyone('/group/room/1002')).toMatchObject([{ name: 'Everyone', isSystem: true, shared: false }]);
      expect(await everyone('/group/folder/2001')).toEqual([]);
      expect(await names('filterValue=everyone')).toEqual([]);
    });

    it('leaves out those with access, and pages like the others', async () => {
      const { json, items } = await asked.ask('/group/room/1002?excludeShared=true&count=10&startIndex=110');
      expect([json.total, json.count, items.length]).toEqual([TOTAL, 6, 6]);
    });

    it.each([
      ['somebody who does not keep it, DocSpace admin or not', '/group/room/1001', 'admin', 403],
      ['its own owner when it is archived', '/group/room/1007', 'owner', 403],
      ['nobody when it is not there', '/group/room/9', 'owner', 404],
      ['a bad page', '/group/file/3001?count=0', 'roomAdmin', 400],
    ] as const)('is refused to %s', async (_what, path, key, status) => {
      expect((await asked.ask(path, { key })).status).toBe(status);
    });
  });
});
