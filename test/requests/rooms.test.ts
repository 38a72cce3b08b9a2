import { type KeptRoom, roomsOf } from '../../src/changes/index.ts';
import { InternalFault, NotDone, type Room } from '../../src/docspace/index.ts';
import { eachStore } from '../helpers/stores.ts';
import { killable } from './dying-store.ts';
import { Life, type Process } from './life.ts';

const OLGA = { id: 'p-olga', displayName: 'Olga' };
const room = (id: string, name: string): Room => ({ id, name, archived: false, owner: OLGA });
const kept = (id: string, name: string, level?: number): KeptRoom => ({
  id,
  name,
  archived: false,
  owner: { id: OLGA.id, name: 'Olga' },
  ...(level === undefined ? {} : { level }),
});

const FAULT = new InternalFault('failed', { method: 'DELETE', path: '/group/g', effect: 'answered' });

describe('the rooms of a deletion', () => {
  eachStore((create) => {
    let life: Life;
    let app: Process;
    beforeAll(async () => {
      life = await Life.begin(await create());
    });
    beforeEach(async () => {
      app = await life.process();
      opensTwoRooms();
    });
    afterEach(() => life.forget());
    afterAll(() => life.end());

    const opensTwoRooms = () => {
      const [press, launch] = [
        { room: room('2', 'Press'), level: 11 },
        { room: room('1', 'Launch'), level: 2 },
      ];
      life.world.rooms = new Map([['g', [press, launch]]]);
    };
    const rooms = (id: string) => roomsOf(app.store.db, id);
    const BEFORE_IT_IS_SENT = [kept('1', 'Launch', 2), kept('2', 'Press', 11)];

    it('are there, with their levels, when the DELETE goes out', async () => {
      const { id } = await app.asks('ravi');
      expect(await rooms(id)).toEqual([kept('1', 'Launch'), kept('2', 'Press')]);
      let atDelete: KeptRoom[] = [];
      life.world.onDelete = async (group) => {
        atDelete = await rooms(id);
        life.world.groups.delete(group);
      };
      await app.decides('ines', 'approve', id);
      await life.later(30_000);
      expect(await life.stateOf(id)).toBe('applied');
      expect(atDelete).toEqual(BEFORE_IT_IS_SENT);
    });

    it('are no part of what was approved: the group can open others by then', async () => {
      const { id } = await app.asks('ravi');
      await app.decides('ines', 'approve', id);
      life.world.rooms?.set('g', [{ room: room('3', 'New'), level: 10 }]);
      await life.later(30_000);
      expect(await life.stateOf(id)).toBe('applied');
      expect(await rooms(id)).toEqual([kept('3', 'New', 10)]);
      expect((await life.read(id)).rooms).toMatchObject({ total: 1 });
    });

    it.each([
      ['are read again by the next process when one dies between reading them and the DELETE', 'beforeRead', 0],
      ['are kept when a process dies as it sends the DELETE, and others are added', 'onDelete', 1],
    ] as const)('%s', async (_what, moment, sent) => {
      const { id } = await app.asks('ravi');
      await app.decides('ines', 'approve', id);
      await app.requests.stop();
      const { process, through } = killable();
      const dying = await life.process({}, through);
      const { beforeRead, onDelete } = life.world;
      life.world[moment] = async () => {
        process.died = true;
        if (moment === 'onDelete') throw new NotDone(FAULT);
      };
      await life.clock.advance(30_000);
      await dying.sweeps();
      await dying.requests.stop();
      expect([process.died, life.world.sent.length]).toEqual([true, sent]);
      // They are kept with the attempt, or not at all.
      expect((await rooms(id)).map(({ level }) => level)).toEqual(sent ? [2, 11] : [undefined, undefined]);
      Object.assign(life.world, { beforeRead, onDelete });
      life.world.rooms?.set('g', [{ room: room('3', 'New'), level: 10 }]);
      await (await life.process()).looksFor(600_000);
      expect(await life.stateOf(id)).toBe('applied');
      const added = kept('3', 'New', 10);
      expect(await rooms(id)).toEqual(sent ? [kept('1', 'Launch', 2), added, kept('2', 'Press', 11)] : [added]);
    });

    it('stay when a DELETE that failed may have ended the access to some of them', async () => {
      const { id } = await app.asks('ravi');
      await app.decides('ines', 'approve', id);
      life.world.onDelete = async () => {
        life.world.onDelete = async (group) => void life.world.groups.delete(group);
        life.world.rooms?.set('g', [{ room: room('2', 'Press renamed') }]);
        throw new NotDone(FAULT);
      };
      await life.later(30_000);
      expect(await life.stateOf(id)).toBe('approved');
      await app.looksFor(60_000);
      expect(await life.stateOf(id)).toBe('applied');
      expect(await rooms(id)).toEqual([kept('1', 'Launch', 2), kept('2', 'Press renamed', 11)]);
      expect((await life.read(id)).rooms).toMatchObject({ total: 2 });
    });

    it('can be read for long: a Stop meanwhile counts, and nothing is sent', async () => {
      const { id } = await app.asks('ravi');
      await app.decides('ines', 'approve', id);
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      life.world.beforeRooms = () => held;
      await life.clock.advance(30_000);
      expect(await app.decides('ravi', 'stop', id)).toBe('stopped');
      release();
      await life.settled();
      expect([await life.stateOf(id), life.world.sent]).toEqual(['stopped', []]);
      expect((await rooms(id)).map(({ level }) => level)).toEqual([undefined, undefined]);
    });

    it('are read for a request of an older version as well', async () => {
      const { id } = await app.asks('ravi');
      await app.store.db.updateTable('requests').set({ rooms_json: null }).where('id', '=', id).execute();
      await app.store.db.deleteFrom('request_rooms').execute();
      await app.decides('ines', 'approve', id);
      await life.later(30_000);
      expect(await life.stateOf(id)).toBe('applied');
      expect(await rooms(id)).toEqual(BEFORE_IT_IS_SENT);
      // Nobody knows whether its requester sees them: they are counted.
      expect((await life.read(id)).rooms).toEqual({ total: 2 });
    });

    it('stay as they were known where the last look fails', async () => {
      const { id } = await app.asks('ravi');
      life.world.rooms = undefined;
      await app.decides('ines', 'approve', id);
      await life.later(30_000);
      expect(await life.stateOf(id)).toBe('applied');
      expect(await rooms(id)).toEqual([kept('1', 'Launch'), kept('2', 'Press')]);
      expect((await life.read(id)).rooms).toMatchObject({ total: 2 });
    });

    it('of a restored group are counted in what is posted, and are those of its deletion', async () => {
      const { id } = await app.asks('ravi');
      await app.decides('ines', 'approve', id);
      await life.later(30_000);
      expect(await app.restores('ines', await app.opensRestore('ines', id))).toBe('applied');
      const restore = await life.newest('restore');
      expect(restore.facts.text).toContain('2 rooms, and files that were shared with the deleted one');
      for (const { text } of life.messages.filter(({ text }) => text.includes('restored the group')))
        expect(text).not.toMatch(/Launch|Press/);
      const forInes = await app.requests.roomsToShare(restore.id, { account: 'ines' });
      expect(forInes).toMatchObject({ rooms: BEFORE_IT_IS_SENT, total: 2, hidden: false, shared: new Set() });
      // Bo is a room admin, and was not in the group.
      const forBo = await app.requests.roomsToShare(restore.id, { account: 'bo' });
      expect(forBo).toMatchObject({ rooms: [], total: 2, hidden: true });
      await expect(app.requests.roomsToShare(id, { account: 'ines' })).rejects.toMatchObject({
        code: 'no_such_request',
      });
    });
  });
});
