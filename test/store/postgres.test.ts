import { once } from 'node:events';
import { createServer } from 'node:net';
import { sql } from 'kysely';
import { systemClock } from '../../src/clock.ts';
import {
  DatabaseBusy,
  DatabaseUnreachable,
  NotCertainCommitted,
  openStore,
  type Store,
} from '../../src/store/index.ts';
import { ManualClock, PausesOnly } from '../helpers/manual-clock.ts';
import { onPostgres, type TestDatabase } from '../helpers/stores.ts';
import { addNote, createNotes, noteIds } from './notes.ts';
import { type PostgresProxy, startProxy } from './postgres-proxy.ts';

const HOUR_MS = 3_600_000;

describe('a store of several replicas', () => {
  onPostgres((create) => {
    let database: TestDatabase;
    let proxy: PostgresProxy;
    const opened: Store[] = [];
    beforeEach(async () => {
      database = await create();
      proxy = await startProxy(database.url);
    });
    afterEach(async () => {
      for (const store of opened.splice(0)) await store.close();
      await proxy.close();
      await database.drop();
    });
    const open = async (options: Parameters<TestDatabase['open']>[0] = {}) => {
      const store = await database.open(options);
      opened.push(store);
      return store;
    };
    /** A store that reaches its server through the proxy, with its table of notes. */
    const openBehindProxy = async (options: Parameters<TestDatabase['open']>[0] = {}) => {
      const store = await open({ url: proxy.url, ...options });
      await createNotes(store);
      return store;
    };

    describe('whose machines’ clocks are hours apart', () => {
      it('goes by the server’s time, in reads and in writes', async () => {
        const [early, late] = [await open({ clock: new ManualClock(0) }), await open({ clock: systemClock })];
        const times = [
          await early.now(),
          await late.write(async (_trx, now) => now),
          await early.write(async (_trx, now) => now),
          await late.now(),
        ];
        expect(times).toEqual([...times].sort((a, b) => a - b));
        expect(times.every(Number.isInteger)).toBe(true);
        expect(times[0]).toBeGreaterThan(Date.UTC(2020, 0));
      });

      it('can be moved by a test', async () => {
        let offset = 0;
        const store = await open({ time: (ms) => ms + offset });
        const before = await store.now();
        offset = HOUR_MS;
        expect(await store.now()).toBeGreaterThanOrEqual(before + HOUR_MS);
        expect(await store.write(async (_trx, now) => now)).toBeGreaterThanOrEqual(before + HOUR_MS);
      });
    });

    describe('that loses the connection at COMMIT', () => {
      it.each(['cut before the answer', 'no answer'] as const)('by %s, looks up that it was saved', async (fault) => {
        const store = await openBehindProxy({ limits: { answerMs: 300 } });
        proxy.onCommit = fault;
        let runs = 0;
        const saved = store.write(async (trx, now) => {
          runs += 1;
          await addNote(trx, 1);
          return now;
        });
        expect(await saved).toEqual(expect.any(Number));
        expect([runs, proxy.onCommit, await noteIds(store)]).toEqual([1, 'pass', [1]]);
      });

      it('waits until the server has dropped what never arrived, and saves it once', async () => {
        let pauses = 0;
        const sleep = async (ms: number) => {
          pauses += 1;
          if (pauses === 2) proxy.cutServers();
          await systemClock.sleep(ms);
        };
        const store = await openBehindProxy({ clock: { now: () => Date.now(), sleep } });
        proxy.onCommit = 'cut before COMMIT';
        const ids = [1, 2];
        await store.write((trx) => addNote(trx, ids.shift() ?? 0));
        expect(pauses).toBeGreaterThanOrEqual(2);
        expect(await noteIds(store)).toEqual([2]);
      });

      it('says that it is not certain, when the server cannot be asked in time', async () => {
        const clock = new PausesOnly();
        const store = await openBehindProxy({ clock });
        proxy.onCommit = 'cut before the answer';
        const unanswered = store.write(
          async (trx) => {
            await addNote(trx, 1);
            proxy.refusing = true;
          },
          { withinMs: 1_000 },
        );
        await expect(unanswered).rejects.toThrow(NotCertainCommitted);
        await expect(unanswered).rejects.toThrow(expect.objectContaining({ code: 'database_not_certain' }));
        expect(clock.pauses.length).toBeGreaterThan(3);
        proxy.refusing = false;
        expect(await noteIds(store)).toEqual([1]);
      });
    });

    describe('that loses the connection before COMMIT', () => {
      it('runs the write again', async () => {
        const store = await openBehindProxy();
        const ids = [1, 2];
        await store.write(async (trx) => {
          await addNote(trx, ids.shift() ?? 0);
          if (ids.length > 0) proxy.cutServers();
          await sql`select 1`.execute(trx);
        });
        expect(await noteIds(store)).toEqual([2]);
      });

      it('runs it again when the server ends the connection between two statements', async () => {
        const [store, other] = [await openBehindProxy(), await open()];
        const ids = [1, 2];
        await store.write(async (trx) => {
          const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
          await addNote(trx, ids.shift() ?? 0);
          if (ids.length > 0) await sql`select pg_terminate_backend(${rows[0]?.pid}, 10000)`.execute(other.db);
        });
        expect(await noteIds(store)).toEqual([2]);
      });

      it('gives up in time, surely without having saved anything', async () => {
        const clock = new PausesOnly();
        const store = await openBehindProxy({ clock });
        proxy.refusing = true;
        proxy.cutServers();
        const lost = store.write((trx) => addNote(trx, 1), { withinMs: 1_000 });
        await expect(lost).rejects.toThrow(DatabaseUnreachable);
        expect(clock.pauses.reduce((sum, ms) => sum + ms, 0)).toBe(1_000);
        proxy.refusing = false;
        expect(await noteIds(store)).toEqual([]);
      });
    });

    describe('whose server goes silent', () => {
      it('is not opened', async () => {
        const silent = createServer((socket) => void socket.on('error', () => undefined).resume()).listen(
          0,
          '127.0.0.1',
        );
        await once(silent, 'listening');
        const address = silent.address();
        const port = typeof address === 'object' ? address?.port : undefined;
        const url = `postgres://me:secret@127.0.0.1:${port}/none`;
        const refused = openStore({ url, clock: systemClock, limits: { connectMs: 100 } });
        await expect(refused).rejects.toThrow(DatabaseUnreachable);
        silent.close();
        await once(silent, 'close');
      });

      it('fails its reads and writes in bounded time, and uses none of those connections again', async () => {
        const store = await openBehindProxy({ limits: { answerMs: 200, connectMs: 200, closeMs: 200 } });
        proxy.silent = true;
        await expect(store.now()).rejects.toThrow(DatabaseUnreachable);
        await expect(store.write((trx) => addNote(trx, 1), { withinMs: 0 })).rejects.toThrow(DatabaseUnreachable);
        const before = proxy.connections;
        proxy.silent = false;
        await store.write((trx) => addNote(trx, 2));
        expect(proxy.connections).toBe(before + 1);
        expect(await noteIds(store)).toEqual([2]);
      });

      it('closes in bounded time, cuts what is still in hand, and keeps nothing of it', async () => {
        const store = await openBehindProxy({ limits: { closeMs: 50 } });
        let end = () => {};
        const endOfWork = new Promise<void>((resolve) => {
          end = resolve;
        });
        let writing: Promise<void> | undefined;
        await new Promise<void>((started) => {
          writing = store.write(async (trx) => {
            await addNote(trx, 1);
            started();
            await endOfWork;
            await addNote(trx, 2);
          });
        });
        proxy.silent = true;
        await Promise.all([proxy.clientsGone(), store.close()]);
        end();
        await expect(writing).rejects.toThrow();
        expect(await noteIds(await open())).toEqual([]);
      });

      it('asks the server to end statements, locks and forgotten transactions by itself', async () => {
        const store = await open();
        const of = async (name: string) => {
          const { rows } = await sql<{ ms: number }>`
            select setting::int as ms from pg_settings where name = ${name}`.execute(store.db);
          return rows[0]?.ms;
        };
        for (const name of ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'])
          expect([name, (await of(name)) ?? 0]).not.toEqual([name, 0]);
      });
    });

    it('runs one of two writes again that wait for each other', async () => {
      const store = await open();
      await createNotes(store);
      await store.write((trx) => addNote(trx, 1).then(() => addNote(trx, 2)));
      let runs = 0;
      let arrived = 0;
      let bothHaveTheirFirst = () => {};
      const both = new Promise<void>((resolve) => {
        bothHaveTheirFirst = resolve;
      });
      const inOrder = (first: number, second: number) =>
        store.write(async (trx) => {
          runs += 1;
          await sql`update notes set note = note || ${String(first)} where id = ${first}`.execute(trx);
          arrived += 1;
          if (arrived === 2) bothHaveTheirFirst();
          await both;
          await sql`update notes set note = note || ${String(first)} where id = ${second}`.execute(trx);
        });
      await Promise.all([inOrder(1, 2), inOrder(2, 1)]);
      expect(runs).toBe(3);
      const { rows } = await sql<{ note: string }>`select note from notes`.execute(store.db);
      expect(rows.map(({ note }) => [...note.replace('note', '')].sort().join(''))).toEqual(['12', '12']);
    });

    it('gives up on a lock that another program keeps', async () => {
      const [store, other] = [await open({ clock: new PausesOnly(), limits: { lockMs: 50 } }), await open()];
      await createNotes(store);
      await other.write(async (trx) => {
        await sql`lock table notes`.execute(trx);
        await expect(store.write((mine) => addNote(mine, 1), { withinMs: 500 })).rejects.toThrow(DatabaseBusy);
      });
    });

    it('keeps nothing of a transaction that PostgreSQL ended, even when its author ignores the error', async () => {
      const store = await open();
      await createNotes(store);
      const work = store.write(async (trx) => {
        await addNote(trx, 1);
        await addNote(trx, 1).catch(() => undefined);
      });
      await expect(work).rejects.toThrow('rolled this transaction back');
      expect(await noteIds(store)).toEqual([]);
    });

    it('does not repeat a write that its author or the database refuses', async () => {
      const store = await open();
      await createNotes(store);
      let runs = 0;
      const twice = store.write(async (trx) => {
        runs += 1;
        await addNote(trx, 1);
        await addNote(trx, 1);
      });
      await expect(twice).rejects.toThrow(expect.objectContaining({ code: '23505' }));
      expect(runs).toBe(1);
    });

    it('does not wait for a password to become right', async () => {
      const url = Object.assign(new URL(database.url), { password: 'wrong-secret' }).href;
      const refused = openStore({ url, clock: systemClock });
      await expect(refused).rejects.toThrow(expect.objectContaining({ why: '28P01' }));
      await expect(refused).rejects.not.toThrow('wrong-secret');
    });
  });
});
