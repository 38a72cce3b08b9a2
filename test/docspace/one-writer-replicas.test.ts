import { DamagedGroup, type DocSpace, type OneWriter } from '../../src/docspace/index.ts';
import { REQUESTS, startConversation, submitUntil } from '../helpers/conversation.ts';
import { failing, type Service, startService } from '../helpers/group-service.ts';
import { type Replica, type Replicas, startReplicas, until } from '../helpers/replicas.ts';
import { eachStore, type TestDatabase } from '../helpers/stores.ts';

describe('one writer per group over several processes', () => {
  eachStore((create) => {
    let database: TestDatabase;
    let replicas: Replicas;
    let one: Replica;
    let two: Replica;
    let service: Service;
    let id: string;
    beforeEach(async () => {
      database = await create();
      replicas = await startReplicas(database);
      one = await replicas.start('one');
      two = await replicas.start('two');
      // Writes take time, so that two of them can be under way at once.
      service = await startService({ groups: 0, crowd: 60, cost: { scale: 1 } });
      id = service.portal.addGroup({ name: 'Crew', managerId: service.id('olga') }).id;
    });
    afterEach(async () => {
      await service.stop();
      await replicas.stop();
      await database.drop();
    });

    const clientOf = (oneWriter?: OneWriter) => service.clientWith('owner', { oneWriter });
    const sent = (method: string) => service.bodies.filter((body) => body.startsWith(method)).length;

    /** Two processes set two managers at the same time; the first write is at the portal until `meanwhile` is over. */
    const setTwoManagers = async (first: DocSpace, second: DocSpace, meanwhile: () => Promise<unknown>) => {
      const held = service.portal.next('PUT', /group/);
      const changes = [first.groups.update(id, { managerId: service.id('ines') })];
      const atPortal = await held;
      changes.push(second.groups.update(id, { managerId: service.id('tomas') }));
      await meanwhile();
      atPortal.release();
      return Promise.allSettled(changes);
    };

    it('leaves a group that two processes give a manager at the same time with one', async () => {
      const ended = await setTwoManagers(clientOf(one.inTurn), clientOf(two.inTurn), async () => {
        await until(() => two.clock.pauses.length > 2 || sent('PUT') > 1);
        expect(sent('PUT')).toBe(1);
      });
      expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
      const { manager } = await service.client.groups.state(id);
      expect(manager?.id).toBe(service.id('tomas'));
    });

    it('would leave it with two, and nobody could read it, if each process only ordered its own writes', async () => {
      const second = { isHeld: false };
      await setTwoManagers(clientOf(), clientOf(), async () => {
        const held = await service.portal.next('PUT', /group/);
        second.isHeld = true;
        held.perform();
        held.release();
      });
      expect(second.isHeld).toBe(true);
      expect(await failing(service.client.groups.state(id))).toBeInstanceOf(DamagedGroup);
    });

    it('holds for a group whose id is written in another case', async () => {
      const held = service.portal.next('PUT', /group/);
      const first = clientOf(one.inTurn).groups.update(id, { name: 'First' });
      const atPortal = await held;
      const second = clientOf(two.inTurn).groups.delete(id.toUpperCase());
      await until(() => two.clock.pauses.length > 2);
      expect(service.portal.group('Crew').id).toBe(id);
      atPortal.release();
      expect(await first).toMatchObject({ done: { name: true } });
      expect(await second).toEqual({ outcome: 'deleted' });
    });

    it('holds for creations of one name, whatever its case, and keeps no name in the database', async () => {
      const held = service.portal.next('POST', /group/);
      const first = clientOf(one.inTurn).groups.create({ name: 'Night Shift', memberIds: [] });
      const atPortal = await held;
      const second = clientOf(two.inTurn).groups.create({ name: ' night shift', memberIds: [] });
      await until(() => two.clock.pauses.length > 2);
      expect(sent('POST')).toBe(1);
      const rows = await one.store.db.selectFrom('writer_leases').selectAll().execute();
      expect(rows).toHaveLength(1);
      expect(JSON.stringify(rows)).not.toMatch(/shift/i);
      atPortal.release();
      await Promise.all([first, second]);
      expect(sent('POST')).toBe(2);
    });

    it('is busy, and surely nothing is done, when the turn does not come in time', async () => {
      const held = service.portal.next('PUT', /group/);
      const first = clientOf(one.inTurn).groups.update(id, { name: 'First' });
      const atPortal = await held;
      two.clock.waits = true;
      const late = failing(clientOf(two.inTurn).groups.delete(id));
      const over = { isSo: false };
      void late.then(() => {
        over.isSo = true;
      });
      while (!over.isSo) {
        await until(() => over.isSo || two.clock.waiting > 0);
        await two.clock.advance(1_000);
      }
      expect(await late).toMatchObject({ code: 'docspace_rate_limited', effect: 'none', method: 'DELETE' });
      atPortal.release();
      await first;
      expect(service.portal.group('First').id).toBe(id);
    });

    it('sends nothing, and says so, when the database cannot be reached', async () => {
      one.cutOff(true);
      const error = await failing(clientOf(one.inTurn).groups.update(id, { name: 'First' }));
      expect(error).toMatchObject({
        code: 'docspace_lease_unavailable',
        effect: 'none',
        method: 'PUT',
        cause: expect.objectContaining({ code: 'ECONNREFUSED' }),
      });
      expect(service.portal.calls).toEqual([]);
    });

    it('sends nothing more when another process took over while this one was paused', async () => {
      const paused = service.portal.next('GET', /group/);
      const first = failing(clientOf(one.inTurn).groups.update(id, { managerId: service.id('ines') }));
      const reading = await paused;
      await replicas.time.advance(121_000);
      await clientOf(two.inTurn).groups.update(id, { managerId: service.id('tomas') });
      await one.clock.jump(120_000);
      reading.release();
      expect(await first).toMatchObject({ code: 'docspace_lease_unavailable', effect: 'none' });
      expect(sent('PUT')).toBe(1);
      expect(service.portal.group('Crew').managerId).toBe(service.id('tomas'));
    });

    it('does not hide a group that was created when the right to add the rest of its people is lost', async () => {
      const able = service.portal.people().filter(({ status, role }) => status === 'active' && role !== 'guest');
      const people = able.map((person) => person.id).slice(0, 40);
      const held = service.portal.next('POST', /group/);
      const creating = clientOf(one.inTurn).groups.create({ name: 'Everyone here', memberIds: people });
      const atPortal = await held;
      one.cutOff(true);
      atPortal.release();
      expect(await creating).toMatchObject({
        group: { name: 'Everyone here', membersCount: 25 },
        interruptedBy: { code: 'docspace_lease_unavailable' },
      });
      expect([sent('POST'), sent('PUT')]).toEqual([1, 0]);
    });
  });
});

describe('the app', () => {
  eachStore((create) => {
    it('holds a lease in its database while it changes a group, where replicas can share the database', async () => {
      const database = await create();
      const talk = await startConversation({ databaseUrl: database.url });
      const held = talk.portal.next('PUT', /group/);
      const ines = talk.person('ines');
      await ines.types(REQUESTS, '/docspace-group update Design');
      const form = await ines.form('[Review changes]');
      await form.fill('Name', 'Drawing');
      await form.submit();
      const atPortal = await submitUntil(talk, await ines.form('Save these changes?'), held);
      const leases = () => talk.store.db.selectFrom('writer_leases').selectAll().execute();
      const lease = { portal: talk.portal.url, subject: talk.portal.group('Design').id };
      expect(await leases()).toMatchObject(talk.store.dialect === 'postgres' ? [lease] : []);
      atPortal.release();
      await until(async () => (await leases()).length === 0);
      await talk.stop();
      await database.drop();
    });
  });
});
