import type { RecordLine, Store } from '../../src/store/index.ts';
import { recordLine, recordOf, withRecordListener } from '../../src/store/index.ts';
import { readRecord } from '../../src/store/record.ts';
import { eachStore, type TestDatabase } from '../helpers/stores.ts';

describe('the record', () => {
  eachStore((create) => {
    let database: TestDatabase;
    let store: Store;
    beforeEach(async () => {
      database = await create();
      store = await database.open();
    });
    afterEach(async () => {
      await store.close();
      await database.drop();
    });

    async function read(options?: Parameters<typeof readRecord>[1]): Promise<string[]> {
      const actions: string[] = [];
      for await (const line of readRecord(store.db, options)) actions.push(line.action);
      return actions;
    }

    it('keeps what happened to a group, newest first, with its words', async () => {
      await recordLine(store.db, { at: 1, action: 'one', groupId: 'g', words: { note: 'because' } });
      await recordLine(store.db, { at: 1, action: 'two', groupId: 'g', answer: 'GET 404' });
      await recordLine(store.db, { at: 1, action: 'other', groupId: 'h' });
      expect(await recordOf(store.db, 'g')).toMatchObject([
        { action: 'two', answer: 'GET 404' },
        { action: 'one', words: { note: 'because' } },
      ]);
    });

    it('lets nobody change or delete a line', async () => {
      await recordLine(store.db, { at: 1, action: 'one' });
      const refused = { message: expect.stringContaining('only added to') };
      await expect(store.db.updateTable('record').set({ action: 'none' }).execute()).rejects.toMatchObject(refused);
      await expect(store.db.deleteFrom('record').execute()).rejects.toMatchObject(refused);
    });

    it.each([
      ['access_denied', 'access_denied'],
      ['group-changed', 'group-changed'],
      ['GET 404', 'GET 404'],
      ['TypeError: Milo Brandt is not a function at file.ts', 'TypeError'],
      ['Added: Milo Brandt.', 'other'],
    ])('writes the answer %j down as %j, because a line can never be changed', async (given, kept) => {
      await recordLine(store.db, { at: 1, action: 'one', groupId: 'g', answer: given });
      expect(await recordOf(store.db, 'g')).toMatchObject([{ answer: kept }]);
    });

    it('is read oldest first, page by page, from a time on and for a group', async () => {
      await store.write(async (trx) => {
        for (let at = 1; at <= 1_203; at += 1)
          await recordLine(trx, { at, action: `a${at}`, groupId: at % 2 === 0 ? 'even' : 'odd' });
      });
      const all = Array.from({ length: 1_203 }, (_, index) => `a${index + 1}`);
      expect(await read()).toEqual(all);
      expect(await read({ since: 1_200 })).toEqual(['a1200', 'a1201', 'a1202', 'a1203']);
      expect(await read({ since: 1_200, groupId: 'odd' })).toEqual(['a1201', 'a1203']);
    });

    describe('told to a listener', () => {
      const told: RecordLine[] = [];
      let listened: Store;
      beforeEach(() => {
        told.length = 0;
        listened = withRecordListener(store, (line) => told.push(line));
      });

      it('is told line by line after the commit', async () => {
        await listened.write(async (trx, now) => {
          await recordLine(trx, { at: now, action: 'one', answer: 'Milo said no' });
          await recordLine(trx, { at: now, action: 'two' });
          expect(told).toEqual([]);
        });
        expect(told).toMatchObject([{ action: 'one', answer: 'other' }, { action: 'two' }]);
      });

      it('is not told of what was rolled back', async () => {
        const failed = listened.write(async (trx, now) => {
          await recordLine(trx, { at: now, action: 'one' });
          throw new Error('no');
        });
        await expect(failed).rejects.toThrow('no');
        expect(told).toEqual([]);
        expect(await read()).toEqual([]);
      });

      it('is told once of a transaction that the store runs again', async () => {
        let runs = 0;
        const again: Store = {
          ...store,
          async write(work) {
            await store
              .write(async (trx, now) => {
                await work(trx, now);
                throw new Error('busy');
              })
              .catch(() => undefined);
            return store.write(work);
          },
        };
        await withRecordListener(again, (line) => told.push(line)).write(async (trx, now) => {
          runs += 1;
          await recordLine(trx, { at: now, action: `run ${runs}` });
        });
        expect(told.map((line) => line.action)).toEqual(['run 2']);
      });
    });
  });
});
