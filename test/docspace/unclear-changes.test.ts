import { failing, type Service, startService } from '../helpers/group-service.ts';

const THREE_MINUTES_MS = 180_000;

describe('a change or deletion whose answer was lost', () => {
  let service: Service;
  let id: string;
  beforeEach(async () => {
    service = await startService({ groups: 0, crowd: 0 });
    id = service.portal.addGroup({ name: 'Crew', managerId: service.id('ines') }).id;
  });
  afterEach(() => service.stop());

  const lose = (method: string, kind: 'drop' | 'drop-after', times = 1) =>
    service.portal.faults.set({ kind, method, times });
  const sent = (method: string) => service.portal.calls.filter((call) => call.method === method).length;
  const waitedMs = () => service.clock.pauses.reduce((sum, ms) => sum + ms, 0);

  describe('an edit', () => {
    it('that was carried out is found by two equal looks, and not sent again', async () => {
      lose('PUT', 'drop-after');
      const receipt = await service.client.groups.update(id, { name: 'Team', add: [service.id('milo')] });
      expect(receipt).toMatchObject({
        recovered: true,
        done: { name: true, added: [service.id('milo')] },
        refused: [],
      });
      expect([sent('PUT'), waitedMs()]).toEqual([1, 2_000]);
    });

    it('that was not carried out is sent again, three minutes after it was sent first', async () => {
      lose('PUT', 'drop');
      const receipt = await service.client.groups.update(id, { add: [service.id('milo')] });
      expect(receipt).toMatchObject({ done: { added: [service.id('milo')] } });
      expect(sent('PUT')).toBe(2);
      expect(waitedMs()).toBeGreaterThanOrEqual(THREE_MINUTES_MS);
    });

    it('that was not carried out twice is told as not done', async () => {
      lose('PUT', 'drop', 2);
      expect(await failing(service.client.groups.update(id, { name: 'Team' }))).toMatchObject({
        code: 'docspace_not_done',
        effect: 'none',
      });
      expect(service.portal.group('Crew').id).toBe(id);
    });

    it('sends again only what is missing', async () => {
      lose('PUT', 'drop');
      const other = service.id('una');
      const stop = service.portal.onChange((change) => {
        if (change.kind !== 'call' || change.call.method !== 'PUT') return;
        stop();
        service.portal.changeGroup(id, { memberIds: [service.id('ines'), other] });
      });
      const receipt = await service.client.groups.update(id, { add: [other, service.id('milo')] });
      expect(service.bodies.at(-1)).toBe(`PUT {"membersToAdd":["${service.id('milo')}"]}`);
      expect(receipt.done.added).toEqual([other, service.id('milo')]);
    });

    it('is not certain when the portal cannot be read either', async () => {
      lose('PUT', 'drop-after');
      const before = await service.client.groups.state(id);
      service.portal.faults.set({ kind: 'status', status: 502, html: true, method: 'GET' });
      expect(await failing(service.client.groups.update(id, { name: 'Team', before }))).toMatchObject({
        code: 'docspace_not_certain',
        effect: 'unanswered',
      });
    });
  });

  describe('a deletion', () => {
    it('that was carried out is proven by a 404', async () => {
      lose('DELETE', 'drop-after');
      expect(await service.client.groups.delete(id)).toEqual({ outcome: 'deleted', recovered: true });
      expect(sent('DELETE')).toBe(1);
    });

    it('that is carried out a minute after its answer was given up is found', async () => {
      lose('DELETE', 'drop');
      let looks = 0;
      service.portal.onChange((change) => {
        if (change.kind === 'call' && change.call.method === 'GET') looks += 1;
        if (looks === 7 && service.portal.groups().length > 0) service.portal.removeGroup(id);
      });
      expect(await service.client.groups.delete(id)).toMatchObject({ outcome: 'deleted' });
      expect(sent('DELETE')).toBe(1);
    });

    it('that was not carried out is told so after three minutes', async () => {
      lose('DELETE', 'drop');
      expect(await failing(service.client.groups.delete(id))).toMatchObject({ code: 'docspace_not_done' });
      expect(waitedMs()).toBeGreaterThanOrEqual(THREE_MINUTES_MS);
    });

    it('is not certain for a caller with less patience', async () => {
      lose('DELETE', 'drop');
      expect(await failing(service.client.groups.delete(id, { patienceMs: 15_000 }))).toMatchObject({
        code: 'docspace_not_certain',
      });
      expect(waitedMs()).toBeLessThanOrEqual(15_000);
    });

    it('that was answered as done while the group stays is told so after three looks', async () => {
      service.portal.onChange((change) => {
        if (change.kind === 'call' && change.call.method === 'DELETE') service.portal.addGroup({ id, name: 'Crew' });
      });
      expect(await failing(service.client.groups.delete(id))).toMatchObject({ code: 'docspace_still_there' });
      expect(service.clock.pauses).toEqual([700, 1_300]);
    });

    it('is not certain when its proof cannot be read, which proves nothing about the deletion', async () => {
      const held = service.portal.next('DELETE', /group/);
      const failed = failing(service.client.groups.delete(id));
      const call = await held;
      service.portal.faults.set({ kind: 'status', status: 502, html: true, method: 'GET' });
      call.release();
      expect(await failed).toMatchObject({ code: 'docspace_not_certain', method: 'DELETE', effect: 'unanswered' });
    });

    it('costs no list of groups', async () => {
      await service.client.groups.delete(id);
      expect(service.portal.calls.map((call) => `${call.method} ${call.path.split('?')[0]}`)).toEqual([
        `DELETE /group/${id}`,
        `GET /group/${id}`,
      ]);
    });
  });

  it('is surely not done when the connection never came about', async () => {
    await service.portal.stop();
    const error = await failing(service.client.groups.delete(id));
    expect(error).toMatchObject({ code: 'docspace_unreachable', effect: 'none' });
  });
});
