import { WriterBusy } from '../../src/store/index.ts';
import { type Replica, type Replicas, startReplicas, until } from '../helpers/replicas.ts';
import { eachStore, type TestDatabase } from '../helpers/stores.ts';

const LEASE_MS = 120_000;
const RENEWED_EVERY_MS = 20_000;

/** Work that goes on until it is told to end. */
function longWork(result: string) {
  const ends = { now: () => {} };
  const ended = new Promise<void>((resolve) => {
    ends.now = resolve;
  });
  const begun = { isSo: false };
  const work = async () => {
    begun.isSo = true;
    await ended;
    return result;
  };
  return { work, end: () => ends.now(), begins: () => until(() => begun.isSo), begun };
}

describe('a writer lease', () => {
  eachStore((create) => {
    let database: TestDatabase;
    let replicas: Replicas;
    let one: Replica;
    let two: Replica;
    beforeEach(async () => {
      database = await create();
      replicas = await startReplicas(database);
      one = await replicas.start('one');
      two = await replicas.start('two');
    });
    afterEach(async () => {
      await replicas.stop();
      await database.drop();
    });

    it('never lets two processes work about one subject at the same time', async () => {
      const steps: string[] = [];
      const turnsOf = (replica: Replica, name: string) =>
        Array.from({ length: 8 }, (_, turn) =>
          replica.inTurn('crew', async () => {
            steps.push(`${name} begins ${turn}`);
            for (let query = 0; query < 5; query += 1)
              await replica.store.db.selectFrom('writer_leases').select('owner').execute();
            steps.push(`${name} ends ${turn}`);
          }),
        );
      await Promise.all([...turnsOf(one, 'one'), ...turnsOf(two, 'two')]);
      expect(steps).toHaveLength(32);
      const begun = steps.filter((step) => step.includes('begins'));
      expect(steps).toEqual(begun.flatMap((step) => [step, step.replace('begins', 'ends')]));
    });

    it('lets different subjects be worked about side by side', async () => {
      const first = longWork('first');
      const working = one.inTurn('crew', first.work);
      await first.begins();
      expect(await one.inTurn('team', async () => 'same process')).toBe('same process');
      expect(await two.inTurn('band', async () => 'other process')).toBe('other process');
      first.end();
      expect(await working).toBe('first');
    });

    it('keeps the order within a process, which asks the database once a turn', async () => {
      const first = longWork('first');
      const order: number[] = [];
      const working = one.inTurn('crew', first.work);
      const others = [1, 2, 3].map((turn) => one.inTurn('crew', async () => order.push(turn)));
      await first.begins();
      expect([one.asked, order]).toEqual([1, []]);
      first.end();
      await Promise.all([working, ...others]);
      expect(order).toEqual([1, 2, 3]);
      // Each of the four turns takes its lease and releases it.
      expect([one.asked, one.clock.pauses]).toEqual([8, []]);
    });

    it('is released when the work ends, and when it fails', async () => {
      const first = longWork('first');
      const working = one.inTurn('crew', first.work);
      await first.begins();
      expect(await replicas.owners()).toEqual(['one.1']);
      first.end();
      await working;
      expect(await replicas.owners()).toEqual([]);
      const failing = one.inTurn('crew', () => Promise.reject(new Error('failed')));
      await expect(failing).rejects.toThrow('failed');
      expect(await replicas.owners()).toEqual([]);
      expect(await two.inTurn('crew', async () => 'next')).toBe('next');
    });

    it('of a process that died is taken over when it ends, and not before', async () => {
      const dead = longWork('never');
      void one.inTurn('crew', dead.work);
      await dead.begins();
      await replicas.time.advance(LEASE_MS - 1_000);
      const next = longWork('next');
      const taking = two.inTurn('crew', next.work);
      await until(() => two.clock.pauses.length > 2);
      expect(next.begun.isSo).toBe(false);
      await replicas.time.advance(2_000);
      await next.begins();
      expect(await replicas.owners()).toEqual(['two.1']);
      next.end();
      expect(await taking).toBe('next');
    });

    it('is renewed for as long as the work takes', async () => {
      const long = longWork('long');
      const working = one.inTurn('crew', long.work);
      await long.begins();
      for (let renewals = 1; renewals <= 2 * (LEASE_MS / RENEWED_EVERY_MS); renewals += 1) {
        await replicas.time.advance(RENEWED_EVERY_MS);
        await one.clock.advance(RENEWED_EVERY_MS);
        await until(() => one.asked === 1 + renewals && one.clock.waiting === 1);
      }
      const [row] = await two.store.db.selectFrom('writer_leases').selectAll().execute();
      // PostgreSQL's own time goes on by some milliseconds.
      expect(row?.lease_until).toBeGreaterThan(replicas.time.now() + LEASE_MS - 1_000);
      long.end();
      expect(await working).toBe('long');
      expect([one.warnings, one.clock.waiting]).toEqual([[], 0]);
    });

    it('is waited for in growing pauses for 25 s, by everybody in line together', async () => {
      const long = longWork('long');
      const working = one.inTurn('crew', long.work);
      await long.begins();
      two.clock.waits = true;
      const begun: string[] = [];
      const waiting = ['first', 'second'].map((name) => two.inTurn('crew', async () => begun.push(name)));
      const ended = Promise.allSettled(waiting);
      const over = { isSo: false };
      void ended.then(() => {
        over.isSo = true;
      });
      while (!over.isSo) {
        await until(() => over.isSo || two.clock.waiting > 0);
        await two.clock.advance(two.clock.pauses.at(-1) ?? 0);
      }
      expect(await ended).toEqual([1, 2].map(() => ({ status: 'rejected', reason: expect.any(WriterBusy) })));
      expect(two.clock.pauses.slice(0, 6)).toEqual([50, 100, 200, 400, 800, 1_000]);
      expect(two.clock.pauses.reduce((sum, ms) => sum + ms, 0)).toBe(25_000);
      expect(begun).toEqual([]);
      long.end();
      await working;
      expect(await two.inTurn('crew', async () => 'later')).toBe('later');
    });

    it('is not waited for any longer once the app stops', async () => {
      const stop = new AbortController();
      const three = await replicas.start('three', stop.signal);
      const long = longWork('long');
      const working = one.inTurn('crew', long.work);
      await long.begins();
      three.clock.waits = true;
      const waiting = three.inTurn('crew', async () => 'begun');
      await until(() => three.clock.waiting > 0);
      stop.abort();
      await expect(waiting).rejects.toThrow();
      long.end();
      await working;
    });

    describe('of a process that was paused', () => {
      const pausedFor = async (ms: number) => {
        await replicas.time.advance(ms);
        await one.clock.jump(ms);
      };

      it('does not allow writing once another process has it, and is not released from under that one', async () => {
        const next = longWork('next');
        let taking: Promise<string> = Promise.resolve('');
        const answer = await one.inTurn('crew', async ({ mayWrite }) => {
          expect(await mayWrite()).toBe(true);
          await replicas.time.advance(LEASE_MS + 1_000);
          taking = two.inTurn('crew', next.work);
          await next.begins();
          await one.clock.jump(LEASE_MS);
          return mayWrite();
        });
        expect(answer).toBe(false);
        expect(one.warnings).toEqual([expect.stringContaining('was lost')]);
        expect(await replicas.owners()).toEqual(['two.1']);
        next.end();
        expect(await taking).toBe('next');
      });

      it('is told as lost also when the work sends nothing more', async () => {
        const next = longWork('next');
        let taking: Promise<string> = Promise.resolve('');
        await one.inTurn('crew', async () => {
          await replicas.time.advance(LEASE_MS + 1_000);
          taking = two.inTurn('crew', next.work);
          await next.begins();
        });
        expect(one.warnings).toEqual([expect.stringContaining('was lost')]);
        next.end();
        await taking;
      });

      it('is renewed before the next write when nobody wanted it', async () => {
        const answer = await one.inTurn('crew', async ({ mayWrite }) => {
          await pausedFor(2 * LEASE_MS);
          return mayWrite();
        });
        expect([answer, one.warnings]).toEqual([true, []]);
      });
    });

    describe('when the database cannot be reached', () => {
      it('is not given, and the work is not begun', async () => {
        one.cutOff(true);
        const begun: string[] = [];
        await expect(one.inTurn('crew', async () => begun.push('crew'))).rejects.toThrow('cut off');
        expect(begun).toEqual([]);
        one.cutOff(false);
        expect(await one.inTurn('crew', async () => 'later')).toBe('later');
      });

      it('allows writing for as long as it surely lasts, with the time of a write left', async () => {
        const answers = await one.inTurn('crew', async ({ mayWrite }) => {
          one.cutOff(true);
          await one.clock.jump(30_000);
          const first = await mayWrite();
          await one.clock.jump(1);
          const second = await mayWrite();
          one.cutOff(false);
          return [first, second, await mayWrite()];
        });
        expect(answers).toEqual([true, false, true]);
        expect(one.warnings).toContainEqual(expect.stringContaining('could not be renewed'));
      });

      it('and not released, does not fail the work, and goes to the next turn of the same process at once', async () => {
        const done = await one.inTurn('crew', async () => {
          one.cutOff(true);
          return 'done';
        });
        expect(done).toBe('done');
        expect(one.warnings).toEqual([expect.stringContaining('could not be released')]);
        expect(await replicas.owners()).toEqual(['one.1']);
        one.cutOff(false);
        expect(await one.inTurn('crew', async () => 'next')).toBe('next');
        expect(one.clock.pauses).toEqual([]);
      });
    });
  });
});
