import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { sql } from 'kysely';
import { systemClock } from '../../src/clock.ts';
import {
  DatabaseBusy,
  DatabaseFull,
  DatabaseInUse,
  DatabaseUnreachable,
  openStore,
  type Store,
} from '../../src/store/index.ts';
import { ManualClock, PausesOnly } from '../helpers/manual-clock.ts';
import { sqliteFile, type TestDatabase } from '../helpers/stores.ts';
import { addNote, createNotes, noteIds } from './notes.ts';
import { lockFromOutside } from './other-program.ts';

describe('a SQLite file', () => {
  let database: TestDatabase;
  const opened: Store[] = [];
  beforeEach(() => {
    database = sqliteFile();
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    await database.drop();
  });
  const open = async (options: Parameters<TestDatabase['open']>[0] = {}) => {
    const store = await database.open(options);
    opened.push(store);
    return store;
  };
  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

  describe('locked by another program', () => {
    it('is written once that program is done, and nothing else waits meanwhile', async () => {
      const pauses: (() => void)[] = [];
      const sleep = (ms: number) => {
        for (const wake of pauses.splice(0)) wake();
        return systemClock.sleep(ms);
      };
      const nextPause = () => new Promise<void>((resolve) => pauses.push(resolve));
      const store = await open({ clock: { now: () => Date.now(), sleep } });
      await createNotes(store);
      const program = await lockFromOutside(database.url, 'begin immediate');

      let turns = 0;
      const turn = () => {
        turns += 1;
        turning = setImmediate(turn);
      };
      let turning = setImmediate(turn);
      const written = store.write((trx) => addNote(trx, 1));
      await nextPause();
      const before = turns;
      await nextPause();
      expect(turns).toBeGreaterThan(before);
      expect(await noteIds(store)).toEqual([]);
      clearImmediate(turning);

      await program.release();
      await written;
      expect(await noteIds(store)).toEqual([1]);
    });

    it('is waited for outside of SQLite, whose own waiting would stop the process', async () => {
      const store = await open();
      const { rows } = await sql<{ timeout: number }>`pragma busy_timeout`.execute(store.db);
      expect(rows[0]?.timeout).toBeLessThanOrEqual(20);
    });

    it('is given up after the time the caller has, without the path, and written the next time', async () => {
      const clock = new PausesOnly();
      const store = await open({ clock });
      await createNotes(store);
      const program = await lockFromOutside(database.url, 'begin immediate');
      const busy = await store.write((trx) => addNote(trx, 1), { withinMs: 1_000 }).catch((error: unknown) => error);
      expect(busy).toBeInstanceOf(DatabaseBusy);
      expect(busy).toMatchObject({ code: 'database_busy', message: expect.not.stringContaining(database.url) });
      expect(clock.pauses.reduce((sum, ms) => sum + ms, 0)).toBe(1_000);
      expect(Math.max(...clock.pauses)).toBeLessThanOrEqual(250);
      await program.release();
      await store.write((trx) => addNote(trx, 2));
      expect(await noteIds(store)).toEqual([2]);
    });

    it('gives up in time too when the machine’s clock is set back', async () => {
      const clock = new PausesOnly();
      const store = await open({ clock: { now: () => -clock.now(), sleep: (ms) => clock.sleep(ms) } });
      const program = await lockFromOutside(database.url, 'begin immediate');
      await expect(store.write(async () => 'written', { withinMs: 1_000 })).rejects.toThrow(DatabaseBusy);
      await program.release();
    });

    it('is opened once that program is done', async () => {
      const clock = new PausesOnly();
      const program = await lockFromOutside(database.url, 'begin exclusive');
      await expect(open({ clock })).rejects.toThrow(DatabaseBusy);
      await program.release();
      await open();
    });
  });

  it('is locked for writing from the beginning of every transaction, and can be read by others', async () => {
    const store = await open();
    const other = new BetterSqlite3(database.url, { timeout: 0 });
    for (const transaction of [
      (act: () => Promise<void>) => store.write(act),
      (act: () => Promise<void>) => store.db.transaction().execute(act),
    ])
      await transaction(async () => {
        expect(() => other.exec('begin immediate')).toThrow(expect.objectContaining({ code: 'SQLITE_BUSY' }));
        expect(other.prepare('select count(*) as rows from record').get()).toEqual({ rows: 0 });
      });
    other.close();
  });

  it('runs a statement again that failed, with other values and columns, after any number of others', async () => {
    const store = await open();
    await createNotes(store);
    const add = (id: number) => store.write((trx) => addNote(trx, id));
    const all = async () => (await sql`select * from notes order by id`.execute(store.db)).rows;
    await add(1);
    await expect(add(1)).rejects.toMatchObject({ message: expect.stringContaining('UNIQUE') });
    await add(2);
    expect(await all()).toEqual([1, 2].map((id) => ({ id, note: 'note' })));
    await sql`alter table notes add column words text default 'none'`.execute(store.db);
    expect((await all())[0]).toEqual({ id: 1, note: 'note', words: 'none' });
    for (let n = 0; n < 700; n += 1) await sql`select ${sql.lit(n)}`.execute(store.db);
    await add(3);
    expect(await all()).toHaveLength(3);
  });

  it('goes by the clock of its one process', async () => {
    const clock = new ManualClock();
    const store = await open({ clock, time: (ms) => ms + 1_000_000 });
    expect(await store.now()).toBe(clock.now());
    await clock.advance(5);
    expect(await store.write(async (_trx, now) => now)).toBe(clock.now());
  });

  describe('serves one process', () => {
    it('is refused to a second one, by whatever name, until the first has closed it', async () => {
      const link = `${database.url}-link`;
      const store = await open();
      symlinkSync(database.url, link);
      await expect(database.open()).rejects.toThrow(DatabaseInUse);
      await expect(openStore({ url: link, clock: systemClock })).rejects.toThrow('in use by another process');
      // The refused ones have not loosened the lock.
      await expect(lockFromOutside(`${database.url}.lock`, 'begin exclusive')).rejects.toThrow('got no lock');
      await store.close();
      await open();
    });

    it('is refused while another process has it, and free once that one was killed', async () => {
      await (await open()).close();
      const other = await lockFromOutside(`${database.url}.lock`, 'begin exclusive');
      await expect(database.open()).rejects.toThrow(expect.objectContaining({ code: 'database_in_use' }));
      await other.kill();
      await open();
    });

    it('but a database in memory is its store’s alone, and has no lock', async () => {
      const [one, two] = [await open({ url: ':memory:' }), await open({ url: ':memory:' })];
      await createNotes(one);
      await createNotes(two);
      expect(existsSync(':memory:.lock')).toBe(false);
    });
  });

  describe('whatever the umask', () => {
    const umask = process.umask();
    afterEach(() => void process.umask(umask));

    it.each([0, 0o277])(
      '(%d) is for its account alone, and so are the files and the new folder around it',
      async (mask) => {
        const parent = mkdtempSync(join(tmpdir(), 'groups-'));
        process.umask(mask);
        const url = join(parent, 'data', 'groups.db');
        const store = await open({ url });
        await createNotes(store);
        expect(modeOf(join(parent, 'data'))).toBe('700');
        for (const suffix of ['', '-wal', '-shm', '.lock'])
          expect([suffix, modeOf(url + suffix)]).toEqual([suffix, '600']);
        await store.close();
        rmSync(parent, { recursive: true });
      },
    );

    it('is closed to others when an earlier version left it open, and a folder that was there is left alone', async () => {
      process.umask(0);
      await (await open()).close();
      const folder = join(database.url, '..');
      chmodSync(database.url, 0o644);
      chmodSync(folder, 0o755);
      await open();
      expect([modeOf(database.url), modeOf(folder)]).toEqual(['600', '755']);
    });
  });

  describe('that cannot hold more', () => {
    const limit = async (store: Store, morePages: number) => {
      const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(store.db);
      await sql`pragma max_page_count = ${sql.lit((rows[0]?.page_count ?? 0) + morePages)}`.execute(store.db);
    };

    it('says that the disk is full, keeps nothing of what did not fit, and goes on when there is space', async () => {
      const store = await open();
      await createNotes(store);
      await limit(store, 3);
      const full = store.write(async (trx) => {
        await addNote(trx, 1);
        await addNote(trx, 2, 'long '.repeat(20_000));
      });
      await expect(full).rejects.toThrow(DatabaseFull);
      await expect(full).rejects.toThrow(expect.objectContaining({ code: 'database_full' }));
      expect(await noteIds(store)).toEqual([]);
      await limit(store, 1_000);
      await store.write((trx) => addNote(trx, 3));
      expect(await noteIds(store)).toEqual([3]);
    });
  });

  it('keeps nothing of a transaction that SQLite ended, even when its author ignores the error', async () => {
    const store = await open();
    await createNotes(store);
    const work = store.write(async (trx) => {
      await addNote(trx, 1);
      await sql`insert or rollback into notes (id, note) values (1, 'again')`.execute(trx).catch(() => undefined);
      await addNote(trx, 2);
    });
    await expect(work).rejects.toThrow('rolled this transaction back');
    expect(await noteIds(store)).toEqual([]);
    await store.write((trx) => addNote(trx, 3));
    expect(await noteIds(store)).toEqual([3]);
  });

  it('is migrated as a whole or not at all', async () => {
    const other = new BetterSqlite3(database.url);
    other.exec('create table audit (id integer)');
    await expect(database.open()).rejects.toThrow(DatabaseUnreachable);
    const tables = other
      .prepare("select name from sqlite_master where type = 'table' and name not like 'kysely%'")
      .all();
    expect(tables).toEqual([{ name: 'audit' }]);
    other.exec('drop table audit');
    other.close();
    await open();
  });
});
