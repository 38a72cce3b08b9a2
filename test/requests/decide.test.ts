import { Unreachable } from '../../src/docspace/index.ts';
import { eachStore } from '../helpers/stores.ts';
import { Life, type Process } from './life.ts';

const slackDown = () => new Unreachable('no connection', { method: 'GET', path: '/people' });

describe('deciding about a deletion', () => {
  eachStore((create) => {
    let life: Life;
    beforeAll(async () => {
      life = await Life.begin(await create());
    });
    afterEach(() => life.forget());
    afterAll(() => life.end());

    const decisions = async (id: string) => {
      const all = (await life.read(id)).decisions;
      return all.map(({ account, what, checked }) => `${account} ${what} ${checked ?? 'unchecked'}`).sort();
    };
    const recorded = async ({ store }: Process, id: string, action: string) =>
      store.db.selectFrom('record').selectAll().where('request_id', '=', id).where('action', '=', action).execute();

    it('collects approvals, and starts the grace with the last one that is needed', async () => {
      const app = await life.process({ approvalsRequired: 2 });
      const { id } = await app.asks('ravi');
      expect(await app.decides('ines', 'approve', id)).toBe('waiting');
      expect(await app.decides('ines', 'approve', id)).toBe('approved-already');
      expect(await app.decides('tomas', 'approve', id)).toBe('approved');
      expect(await life.read(id)).toMatchObject({ dueAt: life.clock.now() + 30_000, needed: 2 });
      await life.later(29_999);
      expect(life.world.sent).toEqual([]);
      await life.later(1);
      expect(life.world.sent).toEqual(['g']);
      expect(await life.stateOf(id)).toBe('applied');
    });

    it.each([
      ['the requester', 'ravi', 'own-request'],
      ['a second account of the requester', 'ravi2', 'own-request'],
      ['somebody without the role', 'bo', 'may-not-write'],
      ['somebody who is not in the pool', 'tomas', 'not-an-approver'],
      ['a stranger', 'nobody', 'no-docspace-account'],
    ])('counts no approval of %s', async (_whose, who, why) => {
      const app = await life.process();
      life.world.people.set('ravi2', { id: 'p-ravi', name: 'Ravi', role: 'admin' });
      life.world.approvers = new Set(['ines', 'ravi2', 'ravi']);
      const { id } = await app.asks('ravi');
      expect(await app.decides(who, 'approve', id)).toBe(why);
      expect(await life.stateOf(id)).toBe('waiting');
      expect(await recorded(app, id, 'delete_approve_refused')).toMatchObject([{ account: who, answer: why }]);
    });

    it('counts each person once, of fifty clicks of two people on two replicas', async () => {
      const apps = [await life.process({ approvalsRequired: 2 }), await life.process({ approvalsRequired: 2 })];
      const [app] = apps;
      if (!app) throw new Error('no process');
      const { id } = await app.asks('ravi');
      const clicks = Array.from({ length: 50 }, (_, n) => {
        const [who, on] = [n % 2 === 0 ? 'ines' : 'tomas', apps[n % 4 < 2 ? 0 : 1] ?? app];
        return on.decides(who, 'approve', id);
      });
      const answers = await Promise.all(clicks);
      expect(answers.filter((answer) => answer === 'approved')).toHaveLength(1);
      expect(answers.filter((answer) => answer === 'waiting')).toHaveLength(1);
      expect(await life.read(id)).toMatchObject({ state: 'approved', version: 4 });
      expect(await recorded(app, id, 'delete_approve')).toHaveLength(1);
      expect(await recorded(app, id, 'delete_count')).toHaveLength(1);
      await life.later(30_000);
      expect(await life.stateOf(id)).toBe('applied');
      expect(life.world.sent).toEqual(['g']);
    });

    it('approves when the last two that are needed click at the very same moment', async () => {
      const [a, b] = [await life.process({ approvalsRequired: 2 }), await life.process({ approvalsRequired: 2 })];
      for (let round = 0; round < 10; round += 1) {
        life.world.addGroup(`g${round}`, `Group ${round}`);
        const { id } = await a.asks('ravi', `g${round}`);
        const answers = await Promise.all([a.decides('ines', 'approve', id), b.decides('tomas', 'approve', id)]);
        expect(answers.sort()).toEqual(['approved', 'waiting']);
        expect(await life.stateOf(id)).toBe('approved');
      }
    });

    it('is approved or rejected, never both', async () => {
      const [a, b] = [await life.process(), await life.process()];
      for (let round = 0; round < 10; round += 1) {
        life.world.addGroup(`g${round}`, `Group ${round}`);
        const { id } = await a.asks('ravi', `g${round}`);
        const answers = await Promise.all([a.decides('ines', 'approve', id), b.decides('tomas', 'reject', id)]);
        const state = await life.stateOf(id);
        // A rejection that was stored before the approval counted stops the deletion; one after that is told so.
        const told = {
          rejected: ['not-open', 'rejected'],
          stopped: ['approved', 'stopped'],
          approved: ['approved', 'not-open'],
        };
        expect(told).toMatchObject({ [state]: answers });
        if (state === 'approved') expect(await b.decides('tomas', 'stop', id)).toBe('stopped');
      }
      await life.later(30_000);
      expect(life.world.sent).toEqual([]);
    });

    it('does not count an approval that is looked up after somebody rejected', async () => {
      const app = await life.process();
      const { id } = await app.asks('ravi');
      await app.clicks('ines', 'approve', id);
      expect(await app.decides('tomas', 'reject', id)).toBe('rejected');
      await life.clock.advance(15_000);
      await app.sweeps();
      expect(await decisions(id)).toEqual(['ines approve no', 'tomas reject yes']);
    });

    it('counts a decision once, though two processes look it up at once', async () => {
      const [a, b] = [await life.process({ approvalsRequired: 2 }), await life.process({ approvalsRequired: 2 })];
      const { id } = await a.asks('ravi');
      await a.clicks('ines', 'approve', id);
      await life.clock.advance(15_000);
      await Promise.all([a.sweeps(), b.sweeps()]);
      expect(await life.read(id)).toMatchObject({ state: 'waiting', version: 3 });
      expect(await decisions(id)).toEqual(['ines approve yes']);
      expect(await recorded(a, id, 'delete_count')).toHaveLength(1);
    });

    it('keeps what a faster process found out about the same decision', async () => {
      const [a, b] = [await life.process(), await life.process()];
      for (const [what, state] of [
        ['approve', 'approved'],
        ['reject', 'rejected'],
      ] as const) {
        life.world.addGroup(what, what);
        const { id } = await a.asks('ravi', what);
        await a.clicks('ines', what, id);
        await life.clock.advance(15_000);
        // While one process looks her up, another one has done all of it.
        life.world.beforeLookup = async () => {
          life.world.beforeLookup = async () => undefined;
          await b.sweeps();
        };
        a.requests.wake();
        await life.settled();
        expect(await life.stateOf(id)).toBe(state);
        expect(await decisions(id)).toEqual([`ines ${what} yes`]);
        expect(await recorded(a, id, `delete_${what}_refused`)).toEqual([]);
      }
    });

    it('keeps a decision whose look-up failed, and counts it once that can be looked up', async () => {
      const app = await life.process();
      const { id } = await app.asks('ravi');
      life.world.beforeLookup = () => Promise.reject(slackDown());
      await expect(app.decides('ines', 'approve', id)).rejects.toThrow(Unreachable);
      expect(await decisions(id)).toEqual(['ines approve unchecked']);
      life.world.beforeLookup = async () => undefined;
      await life.clock.advance(15_000);
      await app.sweeps();
      expect(await life.stateOf(id)).toBe('approved');
    });

    it('is outdated by a click that finds another group', async () => {
      const app = await life.process();
      const { id } = await app.asks('ravi');
      life.world.loseMembers('g');
      expect(await app.decides('ines', 'approve', id)).toBe('outdated');
      expect(await life.read(id)).toMatchObject({ why: 'group-changed' });
    });

    it('does not know a request that is not there', async () => {
      const app = await life.process();
      await expect(app.decides('ines', 'approve', 'R-NOBODY')).rejects.toThrow('no request has this id');
    });
  });
});
