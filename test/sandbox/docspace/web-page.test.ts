import { type Portal, startPortal } from '../../../sandbox/docspace/index.ts';
import { systemClock } from '../../../src/clock.ts';

describe('the portal’s page of a group or a room, where cards link to', () => {
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

  it('names the room, its owner, and the groups with their level', async () => {
    const [owner] = portal.people();
    const { id } = portal.addGroup({ name: 'R&D' });
    const title = '<i>Launch</i>';
    portal.addRoom({ id: 'sbox-7|a', title, ownerId: owner?.id ?? '', archived: true, levels: { [id]: 10 } });
    const html = await (
      await fetch(`${portal.url}/rooms/archived/filter?folder=${encodeURIComponent('sbox-7|a')}`)
    ).text();
    expect(html).toContain('<h1>&lt;i&gt;Launch&lt;/i&gt;</h1><p>In the archive</p>');
    expect(html).toContain('<li>R&amp;D: Editing</li>');
    expect((await fetch(`${portal.url}/rooms/shared/filter?folder=9`)).status).toBe(404);
  });

  it('says so when the group is gone', async () => {
    const { id } = portal.addGroup({ name: 'Short-lived' });
    portal.removeGroup(id);
    const page = await open(id);
    expect(page.status).toBe(404);
    expect(await page.text()).toContain('It may have been deleted.');
  });
});
