import { type Portal, startPortal } from '../../../sandbox/docspace/index.ts';
import { systemClock } from '../../../src/clock.ts';

describe('the portal’s page of a group, where cards link to', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal({ people: [], seed: 1, clock: systemClock });
  });
  afterAll(() => portal.stop());

  const open = (id: string) => fetch(`${portal.url}/accounts/groups/${id}/filter`);

  it('names the group, its manager and its members, and draws names as words', async () => {
    const [manager] = portal.people();
    const { id } = portal.addGroup({ name: '<b>R&D</b>', managerId: manager?.id, memberIds: [manager?.id ?? ''] });
    const page = await open(id);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const html = await page.text();
    expect(html).toContain('<h1>&lt;b&gt;R&amp;D&lt;/b&gt;</h1>');
    expect(html).toContain('Members (1)');
    expect(portal.calls).toEqual([]);
  });

  it('says so when the group is gone', async () => {
    const { id } = portal.addGroup({ name: 'Short-lived' });
    portal.removeGroup(id);
    const page = await open(id);
    expect(page.status).toBe(404);
    expect(await page.text()).toContain('It may have been deleted.');
  });
});
