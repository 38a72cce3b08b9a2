import { NoSuchGroup } from '../../src/groups/errors.ts';
import { findGroup, groupsNamed } from '../../src/groups/find.ts';
import type { Portal } from '../../src/sandbox/portal/index.ts';
import { REQUESTS, startConversation } from '../helpers/conversation.ts';
import { type Service, startService } from '../helpers/group-service.ts';

/** Adds so many groups whose names contain “it”, all of them before “IT” in the portal's order. */
function addAudits(portal: Portal, count: number): void {
  for (let n = 1; n <= count; n += 1) portal.addGroup({ name: `Audit ${n}` });
}

describe('a typed name among many groups', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService({ groups: 0, crowd: 0 });
    addAudits(service.portal, 110);
  });
  afterEach(() => service.stop());

  const find = (name: string) => findGroup(service.client, { kind: 'name', name });

  it('finds the exact name behind a hundred others that contain it', async () => {
    const { id } = service.portal.addGroup({ name: 'IT' });
    expect(await find('it')).toMatchObject({ id, summary: { name: 'IT' } });
  });

  it('offers every group of the exact name, and no other', async () => {
    const ids = ['IT', ' it '].map((name) => service.portal.addGroup({ name }).id);
    const found = await groupsNamed(service.client, ' It');
    expect(new Set(found.map((group) => group.id))).toEqual(new Set(ids));
    const offered = await find('IT');
    expect('several' in offered && offered.several).toEqual(found);
  });

  it('counts all that match when none has the exact name', async () => {
    const found = await find('audit');
    expect('several' in found && found.several).toHaveLength(110);
    expect(await groupsNamed(service.client, 'audit')).toEqual([]);
  });

  it('says so when there is none', async () => {
    await expect(find('Nowhere')).rejects.toThrow(NoSuchGroup);
  });
});

describe('choosing a group by typing, among many', () => {
  it('offers the exact name first', async () => {
    const talk = await startConversation();
    addAudits(talk.portal, 60);
    talk.portal.addGroup({ name: 'IT' });
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group get');
    const form = await ravi.form('Show a group');
    const offered = await form.options('Group', 'it');
    expect(offered[0]).toBe('IT');
    expect(offered).toHaveLength(50);
    await form.pick('Group', 'it', 'IT');
    await form.submit();
    await ravi.sees('looked up the group “IT”');
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });
});
