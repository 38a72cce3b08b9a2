import { AccessDenied } from '../../src/access/index.ts';
import { Unreachable } from '../../src/docspace/index.ts';
import { eachStore } from '../helpers/stores.ts';
import { Life, type Process } from './life.ts';

const slackDown = () => new Unreachable('no connection', { method: 'GET', path: '/people' });
const DAY_MS = 24 * 3_600_000;

describe('keeping a deletion from happening', () => {
  eachStore((create) => {
    let life: Life;
    let app: Process;
    beforeAll(async () => {
      life = await Life.begin(await create());
    });
    beforeEach(async () => {
      app = await life.process();
    });
    afterEach(() => life.forget());
    afterAll(() => life.end());

    const approved = async () => {
      const { id } = await app.asks('ravi');
      expect(await app.decides('ines', 'approve', id)).toBe('approved');
      return id;
    };

    it.each([
      ['the requester', 'ravi', 'stop'],
      ['the requester, who withdraws', 'ravi', 'withdraw'],
      ['who approved', 'ines', 'stop'],
      ['another approver', 'tomas', 'stop'],
      ['the group’s manager, who can only use DocSpace', 'marie', 'stop'],
    ] as const)('is done in the grace by %s', async (_who, who, what) => {
      const id = await approved();
      expect(await app.decides(who, what, id)).toBe('stopped');
      await life.later(60_000);
      expect(life.world.sent).toEqual([]);
    });

    it('is not done by the manager of another group, and not by somebody outside of the pool', async () => {
      life.world.approvers = new Set(['ines']);
      const id = await approved();
      life.world.people.set('max', { id: 'p-max', name: 'Max', role: 'user' });
      expect(await app.decides('max', 'stop', id)).toBe('may-not-write');
      expect(await app.decides('tomas', 'stop', id)).toBe('not-an-approver');
      expect(await app.decides('marie', 'stop', id)).toBe('stopped');
    });

    it('takes no look-up by the requester’s own account', async () => {
      const id = await approved();
      life.world.beforeLookup = () => Promise.reject(slackDown());
      expect(await app.clicks('ravi', 'stop', id)).toBe('stopped');
    });

    it('holds the deletion while a Stop is not looked up yet, until it is', async () => {
      const id = await approved();
      expect(await app.clicks('tomas', 'stop', id)).toBe('approved');
      life.world.beforeLookup = () => Promise.reject(slackDown());
      await life.later(30_000);
      await life.later(15_000);
      await app.sweeps();
      expect(life.world.sent).toEqual([]);
      expect(await life.stateOf(id)).toBe('approved');
      life.world.beforeLookup = async () => undefined;
      await app.sweeps();
      expect(await life.stateOf(id)).toBe('stopped');
      expect(life.world.sent).toEqual([]);
    });

    it('holds a deletion that has been read already and is about to be sent', async () => {
      const id = await approved();
      life.world.beforeRead = async () => void (await app.clicks('tomas', 'stop', id));
      await life.later(30_000);
      expect(await life.stateOf(id)).toBe('approved');
      expect(life.world.sent).toEqual([]);
    });

    it('holds or comes too late, of a Stop at the very moment the deletion is sent', async () => {
      const [clicker, held] = [await life.process(), new Set<string>()];
      for (let round = 0; round < 10; round += 1) {
        life.world.addGroup(`g${round}`, `Group ${round}`);
        const { id } = await app.asks('ravi', `g${round}`);
        await app.decides('ines', 'approve', id);
        const started = life.later(30_000);
        if ((await clicker.clicks('tomas', 'stop', id)) === 'approved') held.add(`g${round}`);
        await started;
      }
      expect(life.world.sent.filter((group) => held.has(group))).toEqual([]);
      expect(held.size + life.world.sent.length).toBe(10);
    });

    it('goes on when the look-up says no, and the same account holds nothing again', async () => {
      const id = await approved();
      await life.clock.advance(29_000);
      const stored = await app.requests.store({ requestId: id, what: 'stop', account: 'bo' });
      await life.later(1_000);
      expect(life.world.sent).toEqual([]);
      if (!('decisionId' in stored)) throw new Error(`refused: ${stored.refused}`);
      await expect(app.requests.check(stored)).rejects.toThrow(AccessDenied);
      expect(await life.stateOf(id)).toBe('approved');
      expect(await app.clicks('bo', 'stop', id)).toBe('refused-before');
      await app.sweeps();
      expect(life.world.sent).toEqual(['g']);
      expect(await life.stateOf(id)).toBe('applied');
    });

    it('keeps the right of a manager whose look-up failed first', async () => {
      const id = await approved();
      life.world.beforeLookup = async () => {
        life.world.beforeLookup = async () => undefined;
        throw slackDown();
      };
      await expect(app.decides('marie', 'stop', id)).rejects.toThrow(Unreachable);
      await life.clock.advance(15_000);
      await app.sweeps();
      expect(await life.stateOf(id)).toBe('stopped');
    });

    it('lets somebody stop the next try whose Stop came too late for the one before', async () => {
      const id = await approved();
      let stop = '';
      life.world.onDelete = async () => {
        stop = await app.decides('tomas', 'stop', id);
        throw new Unreachable('no connection', { method: 'DELETE', path: '/group', effect: 'none' });
      };
      // Stored while the request was approved, and looked up while the deletion was sent.
      await life.later(30_000);
      expect(stop).toBe('not-open');
      expect(await life.stateOf(id)).toBe('approved');
      expect(await app.decides('tomas', 'stop', id)).toBe('stopped');
    });

    it('stops what a rejection finds approved', async () => {
      const { id } = await app.asks('ravi');
      expect(await app.clicks('tomas', 'reject', id)).toBe('waiting');
      expect(await app.decides('ines', 'approve', id)).toBe('approved');
      await life.later(30_000);
      expect(life.world.sent).toEqual([]);
      await app.sweeps();
      expect(await life.stateOf(id)).toBe('stopped');
    });

    it('ends a request that nobody decided, once, whichever process looks', async () => {
      const other = await life.process();
      const { id } = await app.asks('ravi');
      await life.clock.advance(DAY_MS - 1);
      await Promise.all([app.sweeps(), other.sweeps()]);
      expect(await life.stateOf(id)).toBe('waiting');
      await life.clock.advance(1);
      await Promise.all([app.sweeps(), other.sweeps()]);
      await app.sweeps();
      expect(await life.read(id)).toMatchObject({ state: 'expired', version: 3 });
      expect(life.messages.filter(({ text }) => text.includes('Nobody decided in time'))).toHaveLength(1);
      expect(await app.decides('ines', 'approve', id)).toBe('not-open');
    });

    it('ends an approved request that could not be applied for as long, though somebody holds it', async () => {
      const id = await approved();
      await app.clicks('tomas', 'stop', id);
      life.world.beforeLookup = () => Promise.reject(slackDown());
      await life.clock.advance(30_000 + DAY_MS);
      await app.sweeps();
      expect(await life.stateOf(id)).toBe('expired');
      expect(life.world.sent).toEqual([]);
    });
  });
});
