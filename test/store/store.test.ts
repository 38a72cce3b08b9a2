import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { systemClock } from '../../src/clock.ts';
import {
  type Database,
  DatabaseInUse,
  DatabaseTooNew,
  DatabaseUnreachable,
  openStore,
  recordLine,
  recordOf,
} from '../../src/store/index.ts';
import { eachStore, type TestDatabase } from '../helpers/stores.ts';
import { addNote, createNotes, noteIds } from './notes.ts';

/** Ends a transaction's connection from another one, as a restart of the server does, and waits until it is gone. */
async function breakConnection(trx: Kysely<Database>, other: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
  const pid = rows[0]?.pid;
  await sql`select pg_terminate_backend(${pid})`.execute(other);
  const isThere = sql`select 1 from pg_stat_activity where pid = ${pid}`;
  while ((await isThere.execute(other)).rows.length > 0);
}

describe('the store', () => {
  eachStore((create) => {
    let database: TestDatabase;
    beforeEach(async () => {
      database = await create();
    });
    afterEach(() => database.drop());

    it('makes its tables when it is opened first, and finds them when it is opened again', async () => {
      const first = await database.open();
      await recordLine(first.db, { at: 1, action: 'group_created', groupId: 'g' });
      await first.close();
      const second = await database.open();
      expect(await recordOf(second.db, 'g')).toMatchObject([{ at: 1, action: 'group_created' }]);
      await second.close();
    });

    it('opened several times at once, is migrated once, and is for one of them where it is a file', async () => {
      const opened = await Promise.allSettled([database.open(), database.open(), database.open()]);
      const stores = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      const refused = opened.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
      expect([stores.length, refused]).toEqual(
        database.sharedInProcess ? [3, []] : [1, [expect.any(DatabaseInUse), expect.any(DatabaseInUse)]],
      );
      for (const store of stores) await recordLine(store.db, { at: 1, action: 'x', groupId: 'g' });
      for (const store of stores) expect(await recordOf(store.db, 'g')).toHaveLength(stores.length);
      for (const store of stores) await store.close();
    });

    it('keeps all of a write or nothing, and gives back what it resolves with', async () => {
      const store = await database.open();
      await createNotes(store);
      expect(await store.write((trx) => addNote(trx, 1).then(() => 'saved'))).toBe('saved');
      const refused = store.write(async (trx) => {
        await addNote(trx, 2);
        throw new RangeError('thought better of it');
      });
      await expect(refused).rejects.toThrow(RangeError);
      expect(await noteIds(store)).toEqual([1]);
      await store.close();
    });

    it('runs many writes at once, each to its end', async () => {
      const store = await database.open();
      await createNotes(store);
      const ids = Array.from({ length: 40 }, (_, id) => id);
      await Promise.all(ids.map((id) => store.write((trx) => addNote(trx, id))));
      expect(await noteIds(store)).toEqual(ids);
      await store.close();
    });

    it('refuses a write at once when it is closed', async () => {
      const store = await database.open();
      await store.close();
      await store.close();
      await expect(store.write(async () => 'written')).rejects.toThrow(/destroyed/);
    });

    it('is left alone by an older version of the app', async () => {
      const store = await database.open();
      await store.db
        .withTables<{ kysely_migration: { name: string; timestamp: string } }>()
        .insertInto('kysely_migration')
        .values({ name: '9999-from-the-future', timestamp: '2030' })
        .execute();
      await store.close();
      await expect(database.open()).rejects.toThrow(DatabaseTooNew);
    });

    it('keeps the record newest first', async () => {
      const store = await database.open();
      for (const action of ['one', 'two', 'three'])
        await recordLine(store.db, { at: 5, action, groupId: 'g', answer: 'yes' });
      expect((await recordOf(store.db, 'g')).map((entry) => entry.action)).toEqual(['three', 'two', 'one']);
      await store.close();
    });

    it('loses no more than the transaction in hand when its PostgreSQL server breaks the connection', async () => {
      const store = await database.open();
      if (store.dialect === 'postgres') {
        const broken = store.db.transaction().execute(async (trx) => {
          await breakConnection(trx, store.db);
          await recordLine(trx, { at: 1, action: 'lost', groupId: 'g' });
        });
        await expect(broken).rejects.toThrow();
      }
      await recordLine(store.db, { at: 2, action: 'kept', groupId: 'g' });
      expect(await recordOf(store.db, 'g')).toMatchObject([{ action: 'kept' }]);
      await store.close();
    });
  });

  it.each([['postgres://me:secret-password@127.0.0.1:1/none'], [`${import.meta.filename}/beneath-a-file.db`]])(
    'says that %s cannot be opened, without repeating a password',
    async (url) => {
      const failed = openStore({ url, clock: systemClock });
      await expect(failed).rejects.toThrow(DatabaseUnreachable);
      await expect(failed).rejects.toThrow(
        expect.objectContaining({ message: expect.not.stringContaining('secret-password') }),
      );
    },
  );

  it('says so when the file is no database', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'groups-')), 'text.db');
    writeFileSync(
      path,
      'this is a text, and a long one, so that it cannot be taken for an empty database file'.repeat(20),
    );
    await expect(openStore({ url: path, clock: systemClock })).rejects.toThrow(DatabaseUnreachable);
  });
});
