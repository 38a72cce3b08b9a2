import { applyTransition, CLOSE_AFTER_MS } from '../../src/changes/index.ts';
import { HalfDeleted, NotCertain, Unreachable } from '../../src/docspace/index.ts';
import { abandonedAttempts, beginAttempt, markSent, settleAttempt } from '../../src/requests/lifecycle/attempt-rows.ts';
import { eachStore } from '../helpers/stores.ts';
import { Life, type Process } from './life.ts';

const MINUTE_MS = 60_000;
const LEASE_MS = 3 * MINUTE_MS;
const cut = () => new Unreachable('no answer', { method: 'DELETE', path: '/group/g', effect: 'unanswered' });
const notCertain = () => Promise.reject(new NotCertain(cut()));

describe('a deletion of which nobody knows what became of it', () => {
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
      await app.decides('ines', 'approve', id);
      return id;
    };
    const uncertain = async () => {
      const id = await approved();
      life.world.onDelete = notCertain;
      await life.later(30_000);
      expect(await life.stateOf(id)).toBe('uncertain');
      return id;
    };
    const gone = async (group: string) => void life.world.groups.delete(group);

    it('is looked after until the group is seen to be gone', async () => {
      const id = await uncertain();
      expect(life.messages.at(-1)?.text).toContain('It is not certain whether DocSpace has deleted the group');
      await app.looksFor(MINUTE_MS);
      expect(await life.stateOf(id)).toBe('uncertain');
      life.world.groups.clear();
      await app.looksFor(2 * MINUTE_MS);
      expect(await life.read(id)).toMatchObject({ state: 'applied', why: undefined });
      expect(life.world.sent).toEqual(['g']);
    });

    it('is sent again after two equal looks, the second three minutes after it was sent', async () => {
      const id = await uncertain();
      life.world.onDelete = gone;
      await app.looksFor(3 * MINUTE_MS);
      expect(await life.stateOf(id)).toBe('uncertain');
      await app.looksFor(5 * MINUTE_MS);
      expect(await life.stateOf(id)).toBe('applied');
      expect(life.world.sent).toEqual(['g', 'g']);
    });

    it('is not sent again while two looks differ: the portal is still at work', async () => {
      const id = await uncertain();
      let member = 0;
      life.world.beforeRead = async (group) => {
        member += 1;
        const members = [{ id: `m${member}`, displayName: 'M', status: 'active' as const }];
        life.world.groups.set(group, { ...life.world.group(group), members });
      };
      await app.looksFor(20 * MINUTE_MS);
      expect(await life.stateOf(id)).toBe('uncertain');
      expect(life.world.sent).toEqual(['g']);
    });

    it('is outdated when it was not done and the group has changed', async () => {
      const id = await uncertain();
      life.world.groups.set('g', { ...life.world.group('g'), name: 'Brand' });
      await app.looksFor(10 * MINUTE_MS);
      expect(await life.read(id)).toMatchObject({ state: 'outdated', why: 'group-changed' });
      expect(life.world.sent).toEqual(['g']);
    });

    it('goes on when it was done in part, for those who are left are approved as well', async () => {
      const id = await uncertain();
      life.world.onDelete = gone;
      life.world.loseMembers('g');
      await app.looksFor(10 * MINUTE_MS);
      expect(await life.read(id)).toMatchObject({ state: 'applied', halfDone: true });
      expect(life.world.sent).toEqual(['g', 'g']);
    });

    it('goes on as well when it is known to be done in part', async () => {
      const id = await approved();
      life.world.onDelete = async (group) => {
        life.world.loseMembers(group);
        life.world.onDelete = gone;
        throw new HalfDeleted(cut(), 3, 2);
      };
      await life.later(30_000);
      expect(await life.read(id)).toMatchObject({ state: 'approved', why: 'half-deleted', halfDone: true });
      await app.looksFor(15_000);
      expect(await life.stateOf(id)).toBe('applied');
    });

    it('keeps looking where looks fail, and neither expires nor is stopped', async () => {
      const id = await uncertain();
      life.world.beforeRead = () => Promise.reject(cut());
      for (const what of ['stop', 'reject', 'retry'] as const)
        expect(await app.decides('tomas', what, id)).toBe('not-open');
      expect(await app.decides('ravi', 'withdraw', id)).toBe('not-open');
      await life.clock.advance(7 * CLOSE_AFTER_MS);
      await app.sweeps();
      expect(await life.stateOf(id)).toBe('uncertain');
    });

    it('can be closed by an admin after a day, and not before', async () => {
      const id = await uncertain();
      expect(await app.decides('tomas', 'close', id)).toBe('too-early');
      await life.clock.advance(CLOSE_AFTER_MS);
      expect(await app.decides('bo', 'close', id)).toBe('may-not-write');
      expect(await app.decides('tomas', 'close', id)).toBe('closed_unknown');
      expect(await app.asks('ravi')).toMatchObject({ state: 'waiting' });
    });

    describe('because its process is gone', () => {
      const OWNER = 'a process that is gone';

      /** An approved request whose attempt another process has begun. */
      const begun = async () => {
        const id = await approved();
        await app.requests.stop();
        const request = await life.read(id);
        const attempt = await app.store.write(async (trx, now) => {
          await applyTransition(trx, now, request, 'start');
          return beginAttempt(trx, now, { requestId: id, owner: OWNER, before: request.fingerprint ?? '' });
        });
        app = await life.process();
        return { id, attempt };
      };

      it('is due again at once where nothing was sent', async () => {
        const { id } = await begun();
        await life.clock.advance(LEASE_MS - 1);
        await app.sweeps();
        expect(await life.stateOf(id)).toBe('applying');
        await life.clock.advance(1);
        await app.sweeps();
        expect(await life.read(id)).toMatchObject({ state: 'applied' });
        expect(life.world.sent).toEqual(['g']);
      });

      it('is looked after where it was sent, and told only when the first look does not show what became of it', async () => {
        const { id, attempt } = await begun();
        expect(await markSent(app.store, attempt, OWNER)).toBe(true);
        await life.clock.advance(LEASE_MS);
        const told = life.messages.length;
        await app.sweeps();
        expect(await life.stateOf(id)).toBe('uncertain');
        await app.sweeps();
        expect(life.world.sent).toEqual([]);
        expect(life.messages.slice(told).filter(({ text }) => text.includes('It is not certain whether'))).not.toEqual(
          [],
        );
        life.world.groups.clear();
        await app.looksFor(MINUTE_MS);
        expect(await life.stateOf(id)).toBe('applied');
      });

      it('is not sent by a process that slept for most of its lease, nor by one that is not its own', async () => {
        const { id, attempt } = await begun();
        expect(await markSent(app.store, attempt, 'another process')).toBe(false);
        await life.clock.advance(MINUTE_MS + 1);
        expect(await markSent(app.store, attempt, OWNER)).toBe(false);
        expect((await life.read(id)).attempt).toMatchObject({ sentAt: undefined, settled: undefined });
      });

      it('belongs to who took it over: the other one can neither send nor settle it', async () => {
        const { id, attempt } = await begun();
        await markSent(app.store, attempt, OWNER);
        await life.clock.advance(LEASE_MS);
        expect(await abandonedAttempts(app.store)).toEqual([id]);
        await app.sweeps();
        expect(await markSent(app.store, attempt, OWNER)).toBe(false);
        const late = { id: attempt, owner: OWNER, settled: 'done' } as const;
        expect(await app.store.write((trx) => settleAttempt(trx, late))).toBe(false);
        expect(await life.read(id)).toMatchObject({ state: 'uncertain', attempt: { settled: 'unknown' } });
      });

      it('is settled once, though its process comes back with an answer after it was taken over', async () => {
        const id = await approved();
        let answer: () => void = () => undefined;
        const answered = new Promise<void>((resolve) => {
          answer = resolve;
        });
        life.world.onDelete = () => answered;
        // The write hangs for longer than its lease.
        await life.clock.advance(30_000);
        while (life.world.sent.length === 0) await new Promise((resolve) => setImmediate(resolve));
        await life.clock.advance(LEASE_MS);
        const other = await life.process();
        await other.sweeps();
        await other.sweeps();
        expect(await life.stateOf(id)).toBe('uncertain');
        const { version } = await life.read(id);
        answer();
        await life.settled();
        expect(await life.read(id)).toMatchObject({ state: 'uncertain', version });
        life.world.groups.clear();
        await app.looksFor(MINUTE_MS);
        expect(await life.stateOf(id)).toBe('applied');
      });
    });
  });
});
