import { failing, type Outcome, scripted } from '../helpers/group-service.ts';

const TWO_MANAGERS: Outcome = {
  status: 403,
  text: JSON.stringify({
    error: { message: 'Sequence contains more than one element', type: 'System.InvalidOperationException' },
    status: 1,
    statusCode: 403,
  }),
};
const idOf = (row: number) => `5b0f6a3e-6c0d-4c53-9a53-${String(row).padStart(12, '0')}`;
const PERSON = idOf(999_999);

/** A portal with so many groups of which some are damaged: it fails with every page that holds one (docspace-api §13). */
function portalWith({ groups, damaged, faults = 0 }: { groups: number; damaged: readonly number[]; faults?: number }) {
  return scripted((_method, url, attempt) => {
    if (attempt <= faults) return TWO_MANAGERS;
    const { searchParams, pathname } = url;
    const unpaged = pathname.includes('/user/');
    const start = unpaged ? 0 : Number(searchParams.get('startIndex'));
    const end = Math.min(groups, unpaged ? groups : start + Number(searchParams.get('count')));
    if (damaged.some((row) => row >= start && row < end)) return TWO_MANAGERS;
    const response = Array.from({ length: Math.max(0, end - start) }, (_, n) => ({
      id: idOf(start + n),
      name: `Group ${start + n}`,
    }));
    return { status: 200, text: JSON.stringify({ response, total: groups, status: 0, statusCode: 200 }) };
  });
}

describe('a list that holds damaged groups', () => {
  it.each([
    ['in both halves', [3, 77]],
    ['side by side', [0, 1]],
    ['at its ends', [0, 99]],
  ])('is read around two of them %s: 98 groups, 2 unreadable, at most 30 calls', async (_where, damaged) => {
    const { client, sent } = portalWith({ groups: 100, damaged });
    const page = await client.groups.list({ count: 100 });
    expect([page.items.length, page.unreadable, page.total]).toEqual([98, 2, 100]);
    const rows = Array.from({ length: 100 }, (_, row) => row).filter((row) => !damaged.includes(row));
    expect(page.items.map(({ name }) => name)).toEqual(rows.map((row) => `Group ${row}`));
    expect(sent.length).toBeLessThanOrEqual(30);
  });

  it('costs no more calls than its parts: nothing but the whole page is asked for twice', async () => {
    const { client, sent } = portalWith({ groups: 100, damaged: [3] });
    await client.groups.list({ count: 100 });
    const pages = sent.map(({ url }) => `${url.searchParams.get('startIndex')}+${url.searchParams.get('count')}`);
    expect(pages.slice(0, 3)).toEqual(['0+100', '0+100', '0+50']);
    expect(new Set(pages).size).toBe(pages.length - 1);
  });

  it('is read once more before that: a passing fault of the database looks the same', async () => {
    const { client, sent } = portalWith({ groups: 100, damaged: [], faults: 1 });
    expect(await client.groups.list({ count: 100 })).toMatchObject({ items: { length: 100 }, unreadable: 0 });
    expect(sent).toHaveLength(2);
  });

  it('may begin and end anywhere, past its last group too', async () => {
    const { client } = portalWith({ groups: 60, damaged: [10, 55] });
    const page = async (startIndex: number, count: number) => {
      const { items, unreadable, total } = await client.groups.list({ startIndex, count });
      return [items.length, unreadable, total];
    };
    expect(await page(50, 100)).toEqual([9, 1, 60]);
    expect(await page(10, 1)).toEqual([0, 1, 11]);
    expect(await page(11, 7)).toEqual([7, 0, 60]);
    expect(await page(60, 100)).toEqual([0, 0, 60]);
  });

  it('goes on page after page when all groups are asked for', async () => {
    const { client } = portalWith({ groups: 230, damaged: [5, 99, 100, 229] });
    const names: string[] = [];
    for await (const { name } of client.groups.all()) names.push(name);
    expect(names).toHaveLength(226);
    expect(names.at(-1)).toBe('Group 228');
  });

  it.each(['room', 'folder', 'file'] as const)('of a %s is read around them as well', async (kind) => {
    const { client, sent } = portalWith({ groups: 40, damaged: [7] });
    expect(await client.groups.ofEntry(kind, 1002)).toMatchObject({ items: { length: 39 }, unreadable: 1, total: 40 });
    expect(sent.every(({ url }) => url.pathname.endsWith(`/group/${kind}/1002`))).toBe(true);
  });

  it('of a person, which has no pages, is read as a filtered list', async () => {
    const { client, sent } = portalWith({ groups: 40, damaged: [7] });
    expect(await client.groups.ofPerson(PERSON)).toHaveLength(39);
    expect(sent.at(-1)?.url.searchParams.get('userId')).toBe(PERSON);
  });

  it('is given up when nothing of it can be read, or too little', async () => {
    const rows = Array.from({ length: 100 }, (_, row) => row);
    for (const [damaged, most] of [
      [rows, 16],
      [rows.filter((row) => row % 2 === 1), 60],
    ] as const) {
      const { client, sent } = portalWith({ groups: 100, damaged });
      expect(await failing(client.groups.list({ count: 100 }))).toMatchObject({
        code: 'docspace_damaged_group',
        groupId: undefined,
      });
      expect(sent).toHaveLength(most);
    }
  });
});
