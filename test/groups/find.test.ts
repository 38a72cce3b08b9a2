import type { Portal } from '../../sandbox/docspace/index.ts';
import { NoSuchGroup } from '../../src/groups/errors.ts';
import { findGroup, groupsNamed } from '../../src/groups/find.ts';
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

  const find = (name: string) => findGroup(service.client, { kind: 'name', name }, service.clock);
  const failing = (name: string): Promise<NoSuchGroup> =>
    find(name).then(
      () => Promise.reject(new Error(`${name} was found`)),
      (error: unknown) => (error instanceof NoSuchGroup ? error : Promise.reject(error)),
    );
  const listCalls = () => service.portal.calls.filter((call) => call.path.startsWith('/group?'));
  const filterOf = (path: string) => new URL(path, 'http://portal').searchParams.get('filterValue');

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

  it('asks for the longest plain word, which the portal compares as people do, and never beyond the BMP', async () => {
    const { id } = service.portal.addGroup({ name: 'Men’s  volleyball' });
    expect(await find("men's volleyball 𠮷")).toMatchObject({ id });
    expect(listCalls().map((call) => filterOf(call.path))).toEqual(['volleyball']);
  });

  it('reads the list where the portal compares differently', async () => {
    const { id } = service.portal.addGroup({ name: 'Ｖｏｌｌｅｙｂａｌｌ' });
    expect(await find('volleyball')).toMatchObject({ id });
  });

  it('finds names that look the same by their longest word, and others by comparing the list', async () => {
    const { id } = service.portal.addGroup({ name: 'Ｍｅｎ’ｓ team' });
    const { id: sign } = service.portal.addGroup({ name: '☃' });
    const named = async (name: string) => (await groupsNamed(service.client, name)).map((group) => group.id);
    expect([await named("men's team"), await named('\u2067☃\u2069')]).toEqual([[id], [sign]]);
    const before = listCalls().length;
    expect(await named('Rowing crew')).toEqual([]);
    expect(listCalls().length - before).toBe(1);
  });

  it('prefers the same name to a name that contains it, also one with other blanks', async () => {
    service.portal.addGroup({ name: 'Volley ball night' });
    const { id } = service.portal.addGroup({ name: 'Volleyball' });
    expect(await find('volley\u200bball')).toMatchObject({ id });
    expect(await find('volley ball n')).toMatchObject({ summary: { name: 'Volley ball night' } });
  });

  it('finds a group by its short id, and offers all of the same one', async () => {
    const [one, other] = ['1', '2'].map((end) => `5b0f6a3e-6c0d-4c53-9a53-0f6f3a1d7c1${end}`);
    service.portal.addGroup({ id: one, name: 'Volleyball' });
    expect(await find('5B0F6A3E')).toMatchObject({ id: one });
    service.portal.addGroup({ id: other, name: 'Handball' });
    const found = await find('`5b0f6a3e`');
    expect('several' in found && found.several.map((group) => group.id).sort()).toEqual([one, other]);
  });

  it('takes eight figures for a name where a group has it', async () => {
    service.portal.addGroup({ id: '20261126-6c0d-4c53-9a53-0f6f3a1d7c11', name: 'Volleyball' });
    service.portal.addGroup({ name: '20261126 launch' });
    expect(await find('20261126')).toMatchObject({ summary: { name: 'Volleyball' } });
    service.portal.addGroup({ name: '20261126' });
    expect(await find('20261126')).toMatchObject({ summary: { name: '20261126' } });
  });

  it('names the nearest groups when there is none: at most three, the nearest first', async () => {
    for (const name of ['Designers', 'Design crew', 'Resign']) service.portal.addGroup({ name });
    expect((await failing('Desing')).nearest.map((group) => group.name)).toEqual(['Design', 'Design crew', 'Resign']);
    expect((await failing('Nowhere')).nearest).toEqual([]);
  });

  it('reads twenty pages and no more, and says so', async () => {
    addAudits(service.portal, 2_000);
    const before = listCalls().length;
    expect(await failing('Nowhere')).toMatchObject({ onlyFirst: 2_000 });
    expect(listCalls().length - before).toBe(1 + 20);
    expect(await failing('Nowhere')).toMatchObject({ typed: 'Nowhere' });
  });

  it('finds all of exactly a name, also when its longest word is a common one', async () => {
    for (let n = 0; n < 2_000; n += 1) service.portal.addGroup({ name: `Team ${n}` });
    const { id } = service.portal.addGroup({ name: 'Team Zoë' });
    expect((await groupsNamed(service.client, 'Team Zoë')).map((group) => group.id)).toEqual([id]);
  });

  it('stops when its time is over', async () => {
    let now = 0;
    const search = findGroup(service.client, { kind: 'name', name: 'Nowhere' }, { now: () => (now += 9_000) });
    await expect(search).rejects.toMatchObject({ onlyFirst: 100 });
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
    expect(offered.length).toBeGreaterThan(60);
    await form.pick('Group', 'it', 'IT');
    await form.submit();
    await ravi.sees('looked up the group “IT”');
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });
});
