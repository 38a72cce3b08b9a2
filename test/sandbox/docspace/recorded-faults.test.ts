import type { PortalFault } from '../../../sandbox/docspace/index.ts';
import { type AskedPortal, shapeOf, startAsked } from './asking.ts';

const OPERATION = 'System.InvalidOperationException';
const DATABASE = 'MySqlConnector.MySqlException';

describe('faults as a real portal has them', () => {
  let asked: AskedPortal;
  beforeEach(async () => {
    asked = await startAsked({ crowd: 60 });
  });
  afterEach(() => asked.stop());

  const named = (name: string) => asked.portal.groups().filter((group) => group.name === name);
  const typeOf = (json: Record<string, unknown>) => json.error;
  /** So many people who can be members. */
  const able = (count: number) => {
    const people = asked.portal.people().filter(({ status, role }) => status === 'active' && role !== 'guest');
    return people.slice(0, count).map(({ id }) => id);
  };

  describe('an error after the work was done', () => {
    it.each<[PortalFault, number, ReturnType<typeof shapeOf>, string | undefined]>([
      [{ kind: 'status-after', status: 403 }, 403, 'A', OPERATION],
      [{ kind: 'status-after', status: 403, type: 'System.FormatException' }, 403, 'A', 'System.FormatException'],
      [{ kind: 'status-after', status: 500 }, 500, 'A', 'System.Exception'],
      [{ kind: 'status-after', status: 400 }, 400, 'A', 'System.ArgumentException'],
      [{ kind: 'status-after', status: 400, error: 'B' }, 400, 'B', undefined],
      [{ kind: 'status-after', status: 502, html: true }, 502, 'other', undefined],
      [{ kind: 'status-after', status: 504, html: true }, 504, 'other', undefined],
    ])('%j', async (fault, status, shape, type) => {
      asked.portal.faults.set({ ...fault, method: 'POST' });
      const answer = await asked.ask('POST /group', { body: { groupName: 'Made' } });
      expect([answer.status, shapeOf(answer)]).toEqual([status, shape]);
      if (type) expect(typeOf(answer.json)).toMatchObject({ type });
      expect(named('Made')).toHaveLength(1);
    });
  });

  describe('a database fault', () => {
    it.each<[number | undefined, number]>([
      [undefined, 27],
      [3, 3],
      [0, 0],
    ])('in the middle of a new group: after %s members', async (afterMembers, kept) => {
      asked.portal.faults.set({ kind: 'database-fault', ...(afterMembers === undefined ? {} : { afterMembers }) });
      const answer = await asked.ask('POST /group', { body: { groupName: 'Half', members: able(40) } });
      expect([answer.status, typeOf(answer.json)]).toEqual([500, expect.objectContaining({ type: DATABASE })]);
      expect(named('Half').map((group) => group.memberIds.size)).toEqual([kept]);
    });

    it('before the first row: nothing is written', async () => {
      asked.portal.faults.set({ kind: 'database-fault', afterMembers: -1 });
      const { id } = asked.portal.group('Design');
      const before = asked.portal.group('Design');
      expect((await asked.ask('POST /group', { body: { groupName: 'Never' } })).status).toBe(500);
      expect((await asked.ask(`PUT /group/${id}`, { body: { groupName: 'X', membersToAdd: able(9) } })).status).toBe(
        500,
      );
      expect((await asked.ask(`DELETE /group/${id}`)).status).toBe(500);
      expect(named('Never')).toEqual([]);
      expect(asked.portal.group('Design')).toEqual(before);
    });

    it('in the middle of a change: name and first members stay', async () => {
      const { id } = asked.portal.addGroup({ name: 'Crew' });
      asked.portal.faults.set({ kind: 'database-fault', afterMembers: 2 });
      const people = able(4);
      await asked.ask(`PUT /group/${id}`, { body: { groupName: 'Crew 2', membersToAdd: people } });
      expect([...asked.portal.group('Crew 2').memberIds]).toEqual(people.slice(0, 2));
    });

    it('in a deletion: the group stays without its members', async () => {
      asked.portal.faults.set({ kind: 'database-fault' });
      const { id } = asked.portal.group('Design');
      expect((await asked.ask(`DELETE /group/${id}`)).status).toBe(500);
      expect((await asked.ask(`/group/${id}`)).item).toMatchObject({ name: 'Design', membersCount: 0 });
    });

    it('does not count reads', async () => {
      asked.portal.faults.set({ kind: 'database-fault', times: 1 });
      expect((await asked.ask('/group')).status).toBe(200);
      expect((await asked.ask('POST /group', { body: { groupName: 'X' } })).status).toBe(500);
      expect((await asked.ask('POST /group', { body: { groupName: 'X' } })).status).toBe(200);
    });
  });

  describe('a group with two manager rows', () => {
    let id: string;
    beforeEach(() => {
      id = asked.portal.addGroup({ name: 'Torn', managerId: asked.id('ines'), memberIds: [asked.id('milo')] }).id;
      asked.portal.damageGroup(id);
    });

    it('fails wherever it is read or written, and nothing is changed', async () => {
      const body = { members: [asked.id('una')], userId: asked.id('una'), membersToAdd: [asked.id('una')] };
      for (const call of [
        `/group/${id}`,
        `/group?userId=${asked.id('milo')}`,
        '/group',
        '/group/room/1001',
        `PUT /group/${id}`,
        `PUT /group/${id}/members`,
        `POST /group/${id}/members`,
        `DELETE /group/${id}/members`,
        `PUT /group/${id}/manager`,
      ]) {
        const answer = await asked.ask(call, /^[A-Z]/.test(call) ? { body } : {});
        expect([call, answer.status]).toEqual([call, 403]);
        const message = 'Sequence contains more than one element';
        expect(typeOf(answer.json)).toMatchObject({ type: OPERATION, message });
      }
      expect(asked.portal.group('Torn').memberIds.has(asked.id('una'))).toBe(false);
    });

    it('leaves pages without it and lists of people alone', async () => {
      expect((await asked.ask('/group?count=1')).status).toBe(200);
      expect((await asked.ask(`/people/filter?groupId=${id}`)).items).toHaveLength(2);
    });

    it('is mended by its deletion alone', async () => {
      expect((await asked.ask(`DELETE /group/${id}`)).status).toBe(204);
      expect((await asked.ask('/group')).status).toBe(200);
    });
  });

  describe('a portal that is closed', () => {
    const statuses = async (...paths: string[]) => {
      const answers = await Promise.all(paths.map((path) => asked.ask(path)));
      return answers.map(({ status }) => status);
    };

    it('to the address of everybody but the owner: a bare text', async () => {
      asked.portal.faults.set({ kind: 'ip-rules' });
      const refused = await asked.ask('/group', { key: 'admin' });
      expect([refused.status, typeof JSON.parse(refused.text)]).toEqual([403, 'string']);
      expect(await statuses('/group')).toEqual([200]);
      expect((await asked.ask('/group', { key: 'expired' })).status).toBe(401);
    });

    it('for maintenance: bare problem details but for @self', async () => {
      asked.portal.faults.set({ kind: 'maintenance' });
      expect(await statuses('/group', '/people/@self', '/keys/@self')).toEqual([403, 200, 200]);
      expect((await asked.ask('/group')).json).toMatchObject({ status: 403, title: 'Forbidden' });
    });

    it('because it is suspended: bare problem details with 404', async () => {
      asked.portal.faults.set({ kind: 'suspended' });
      expect(await statuses('/group', '/people/@self')).toEqual([404, 404]);
      expect((await asked.ask('/group')).json).toMatchObject({ status: 404, title: 'Not Found' });
    });

    it('because it is unpaid: 402 for groups alone', async () => {
      asked.portal.faults.set({ kind: 'unpaid' });
      const people = ['/people/filter', '/people/@self', `/people/${asked.id('ines')}`];
      expect(await statuses('/group', '/group?count=1', ...people)).toEqual([402, 402, 200, 200, 200]);
    });

    it('because its name is unknown: 500 of shape A', async () => {
      asked.portal.faults.set({ kind: 'unknown-tenant' });
      const { status, json } = await asked.ask('/group');
      expect([status, typeOf(json)]).toEqual([
        500,
        expect.objectContaining({ message: 'Could not resolve current tenant :-(.' }),
      ]);
    });

    it('at this address: it points to https, or shows a page', async () => {
      const off = asked.portal.faults.set({ kind: 'to-https' });
      const moved = await fetch(`${asked.portal.url}/api/2.0/group?count=1`, { redirect: 'manual' });
      const address = `${asked.portal.url.replace('http:', 'https:')}/api/2.0/group?count=1`;
      expect([moved.status, moved.headers.get('location')]).toEqual([301, address]);
      off();
      asked.portal.faults.set({ kind: 'wrong-path' });
      const { status, headers } = await asked.ask('/group');
      expect([status, headers.get('content-type')]).toEqual([200, 'text/html']);
    });
  });

  describe('a node that lags behind', () => {
    it('shows a deleted group for so many reads, then the truth', async () => {
      asked.portal.faults.set({ kind: 'lagging-node', reads: 2 });
      const { id } = asked.portal.group('Design');
      const { membersCount } = (await asked.ask(`/group/${id}`)).item;
      expect((await asked.ask(`DELETE /group/${id}`)).status).toBe(204);
      expect((await asked.ask('/people/@self')).status).toBe(200);
      const late = await asked.ask(`/group/${id}`);
      expect([late.status, late.item.membersCount]).toEqual([200, membersCount]);
      expect((await asked.ask(`/group/${id}`)).status).toBe(200);
      expect((await asked.ask(`/group/${id}`)).status).toBe(404);
    });

    it('shows an edited group as it was', async () => {
      asked.portal.faults.set({ kind: 'lagging-node', reads: 1 });
      const { id } = asked.portal.group('Design');
      const written = await asked.ask(`PUT /group/${id}`, { body: { groupName: 'Design 2' } });
      expect(written.item.name).toBe('Design 2');
      expect((await asked.ask(`/group/${id}`)).item.name).toBe('Design');
      expect((await asked.ask(`/group/${id}`)).item.name).toBe('Design 2');
    });
  });
});
