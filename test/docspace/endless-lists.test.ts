import { failing, scripted } from '../helpers/group-service.ts';

const GROUP = '5b0f6a3e-6c0d-4c53-9a53-0f6f3a1d7c11';
const COUNT = 100;

/** A portal whose lists never end: every page is full, and there are always more. */
function endlessPortal() {
  return scripted((_method, url) => {
    const { pathname, searchParams } = url;
    const start = Number(searchParams.get('startIndex') ?? 0);
    const id = (n: number) => `00000000-0000-4000-8000-${String(start + n).padStart(12, '0')}`;
    const rows = Array.from({ length: COUNT }, (_, n) => ({ id: id(n), name: 'Team', displayName: 'Zoe Abel' }));
    const response = pathname.endsWith(`/group/${GROUP}`) ? { id: GROUP, name: 'Crew' } : rows;
    return { status: 200, text: JSON.stringify({ response, total: 1_000_000_000, status: 0, statusCode: 200 }) };
  });
}

describe('a list that never ends', () => {
  it('of groups is read for a hundred pages, then given up', async () => {
    const { client, sent } = endlessPortal();
    let groups = 0;
    const reading = (async () => {
      for await (const _group of client.groups.all()) groups += 1;
    })();
    expect(await failing(reading)).toMatchObject({ code: 'docspace_too_large', method: 'GET', path: '/group' });
    expect([groups, sent.length]).toEqual([10_000, 100]);
  });

  it('of members is given up after its first page, which says how many there are', async () => {
    const { client, sent } = endlessPortal();
    expect(await failing(client.groups.get(GROUP))).toMatchObject({ code: 'docspace_too_large' });
    expect(sent.filter(({ url }) => url.pathname.endsWith('/people/filter'))).toHaveLength(1);
  });
});
