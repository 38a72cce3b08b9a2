import { CompiledQuery } from 'kysely';
import { capturing, planOf } from '../../sandbox/bench/captured-queries.ts';
import {
  groupOfRequest,
  type HistoryPage,
  historyOf,
  type RecordLine,
  recordedGroup,
  recordedGroups,
  recordLine,
  type Store,
} from '../../src/store/index.ts';
import { eachStore, type TestDatabase } from '../helpers/stores.ts';
import { DESIGN, insertRequest } from './record-rows.ts';

const PORTAL = 'https://acme.example';
const OTHER = 'https://other.example';

describe('the history of a group', () => {
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

    const add = (line: Partial<RecordLine>) => recordLine(store.db, { at: 1, action: 'a', portal: PORTAL, ...line });
    const read = (groupId: string, turn = {}, leftOut: readonly string[] = ['none']) =>
      historyOf(store.db, { groupId, portal: PORTAL, leftOut, leftOutAtOnce: ['ask'] }, turn);
    const actionsIn = ({ lines, newer, older }: HistoryPage) => [lines.map(({ action }) => action), newer, older];
    const actions = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, n) => `a${from - n}`);

    it('comes newest first, ten at a time, from a line on in both directions', async () => {
      for (let n = 1; n <= 25; n += 1) {
        await add({ action: `a${n}`, groupId: 'g' });
        await add({ action: 'elsewhere', groupId: 'h' });
      }
      const newest = await read('g');
      expect(actionsIn(newest)).toEqual([actions(25, 16), false, true]);
      const second = await read('g', { before: newest.lines.at(-1)?.id });
      expect(actionsIn(second)).toEqual([actions(15, 6), true, true]);
      const last = await read('g', { before: second.lines.at(-1)?.id });
      expect(actionsIn(last)).toEqual([actions(5, 1), true, false]);
      expect(actionsIn(await read('g', { after: last.lines[0]?.id }))).toEqual([actions(15, 6), true, true]);
      expect(actionsIn(await read('g', { after: second.lines[0]?.id }))).toEqual([actions(25, 16), false, true]);
      // Fewer than a page are newer than this line: the page is filled up.
      expect(actionsIn(await read('g', { after: newest.lines[3]?.id }))).toEqual([actions(25, 16), false, true]);
    });

    it('leaves out what is no news before it counts to ten', async () => {
      for (let n = 1; n <= 12; n += 1) {
        await add({ action: `a${n}`, groupId: 'g' });
        await add({ action: 'look', groupId: 'g' });
      }
      expect(actionsIn(await read('g', {}, ['look']))).toEqual([actions(12, 3), false, true]);
    });

    it('leaves out that something was asked for where it needed no approval', async () => {
      await insertRequest(store, { id: 'R-1', at: 1 });
      await insertRequest(store, { id: 'R-2', at: 1, needed: 0 });
      for (const requestId of ['R-1', 'R-2', 'R-3', undefined])
        for (const action of ['ask', 'done']) await add({ action, groupId: 'g', requestId });
      const { lines } = await read('g');
      const told = lines.map(({ action, requestId }) => `${action} ${requestId}`);
      expect(told.filter((line) => line.startsWith('ask'))).toEqual(['ask undefined', 'ask R-3', 'ask R-1']);
      expect(told.filter((line) => line.startsWith('done'))).toHaveLength(4);
      expect(lines.find(({ requestId }) => requestId === 'R-2')?.request).toMatchObject({ atOnce: true });
    });

    it('is of one portal; lines of version 0.1 name none and are of this one', async () => {
      await add({ action: 'ours', groupId: 'g' });
      await add({ action: 'theirs', groupId: 'g', portal: OTHER });
      await add({ action: 'old', groupId: 'g', portal: undefined });
      expect(actionsIn(await read('g'))).toEqual([['old', 'ours'], false, false]);
    });

    it('has the words of its lines, and of requests who asked, where, and who approved', async () => {
      await insertRequest(store, { id: 'R-1', at: 1, why: 'group-changed' });
      const decision = { request_id: 'R-1', what: 'approve', at: 2, person_name: null };
      for (const row of [
        { ...decision, id: 'yes', account: 'U0TOMAS', checked: 'yes', person_name: 'Tomas Keller' },
        { ...decision, id: 'erased', account: 'U0OLGA', checked: 'yes', at: 3 },
        { ...decision, id: 'no', account: 'U0UNA', checked: 'no' },
        { ...decision, id: 'open', account: 'U0GIL', checked: null },
      ])
        await store.db.insertInto('decisions').values(row).execute();
      await store.db.updateTable('attempts').set({ settled: 'half_done' }).execute();
      await add({ groupId: DESIGN.id, requestId: 'R-1', words: { note: 'because', personName: 'Una' } });
      await add({ groupId: DESIGN.id });
      expect((await read(DESIGN.id)).lines).toMatchObject([
        { request: undefined, words: {} },
        {
          requestId: 'R-1',
          words: { note: 'because', personName: 'Una' },
          request: {
            account: 'U0MILO',
            personName: 'Milo Brandt',
            channel: 'C0GENERAL',
            why: 'group-changed',
            reasonErased: false,
            halfDone: true,
            atOnce: false,
            approvals: [
              { account: 'U0TOMAS', name: 'Tomas Keller' },
              { account: 'U0OLGA', name: undefined },
            ],
          },
        },
      ]);
    });

    it('can be that of a request alone', async () => {
      await add({ action: 'one', requestId: 'R-1' });
      await add({ action: 'theirs', requestId: 'R-1', portal: OTHER });
      await add({ action: 'two', requestId: 'R-2' });
      const page = await historyOf(store.db, {
        requestId: 'R-1',
        portal: PORTAL,
        leftOut: ['none'],
        leftOutAtOnce: ['ask'],
      });
      expect(actionsIn(page)).toEqual([['one'], false, false]);
    });

    it('knows every group of this portal by its last name, however many there are', async () => {
      const ids = Array.from({ length: 450 }, (_, n) => `g${String(n).padStart(4, '0')}`);
      await store.write(async (trx) => {
        for (const [n, groupId] of ids.entries()) {
          const portal = n % 3 === 0 ? OTHER : n % 3 === 1 ? PORTAL : undefined;
          const line = { action: 'a', portal, groupId };
          await recordLine(trx, { ...line, at: n, words: { groupName: `Old ${n}` } });
          await recordLine(trx, { ...line, at: n + 1, words: { groupName: `Name ${n}` } });
          await recordLine(trx, { ...line, at: n + 2, words: { note: 'without a name' } });
        }
      });
      await add({ requestId: 'R-1' });
      const groups = await recordedGroups(store.db, PORTAL);
      const expected = ids.flatMap((id, n) => (n % 3 === 0 ? [] : [{ id, name: `Name ${n}`, at: n + 2 }]));
      expect(groups).toEqual(expected);
      expect(await recordedGroup(store.db, PORTAL, 'g0001')).toEqual(expected[0]);
      expect(await recordedGroup(store.db, PORTAL, 'g0000')).toBeUndefined();
      expect(await recordedGroup(store.db, PORTAL, 'nowhere')).toBeUndefined();
    });

    it('has no name for a group whose names were erased', async () => {
      await add({ groupId: 'g', words: { groupName: 'Design' } });
      await store.db.deleteFrom('record_words').execute();
      expect(await recordedGroups(store.db, PORTAL)).toEqual([{ id: 'g', name: undefined, at: 1 }]);
    });

    it('finds the group of a request, also of one that knew it only at its end', async () => {
      await add({ requestId: 'R-1' });
      expect(await groupOfRequest(store.db, PORTAL, 'R-1')).toBeNull();
      await add({ requestId: 'R-1', groupId: 'g' });
      await add({ requestId: 'R-2', groupId: 'h', portal: OTHER });
      expect(await groupOfRequest(store.db, PORTAL, 'R-1')).toBe('g');
      expect(await groupOfRequest(store.db, PORTAL, 'R-2')).toBeUndefined();
      expect(await groupOfRequest(store.db, PORTAL, 'R-3')).toBeUndefined();
    });

    it('is read by indexes alone, however long the record is', async () => {
      await insertRequest(store, { id: 'R-1', at: 1 });
      await add({ groupId: 'g', requestId: 'R-1' });
      const { store: captured, queries } = capturing(store);
      await historyOf(
        captured.db,
        { groupId: 'g', portal: PORTAL, leftOut: ['none'], leftOutAtOnce: ['ask'] },
        { before: 9 },
      );
      await historyOf(
        captured.db,
        { requestId: 'R-1', portal: PORTAL, leftOut: ['none'], leftOutAtOnce: ['ask'] },
        { after: 0 },
      );
      await recordedGroups(captured.db, PORTAL);
      await recordedGroup(captured.db, PORTAL, 'g');
      await groupOfRequest(captured.db, PORTAL, 'R-1');
      expect(queries.length).toBeGreaterThan(8);
      expect(await plansThatScan(store, [...queries])).toEqual([]);
    });
  });
});

/** Steps by which a database reads a whole table, or sorts what it could read in order. */
async function plansThatScan(store: Store, queries: readonly CompiledQuery[]): Promise<string[]> {
  const plans = await store.write(async (trx) => {
    // A table of a few rows is read whole on PostgreSQL unless it is told not to: asked is whether an index serves.
    if (store.dialect === 'postgres') await trx.executeQuery(CompiledQuery.raw('set local enable_seqscan = off'));
    const steps: string[] = [];
    for (const query of queries) steps.push(...(await planOf({ ...store, db: trx }, query)));
    return steps;
  });
  return plans.filter((step) => /^SCAN (record|record_words|requests|decisions|attempts)\b|Seq Scan on/.test(step));
}
