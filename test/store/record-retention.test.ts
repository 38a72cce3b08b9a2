import { findRequest, membersOf, storeMembers } from '../../src/changes/index.ts';
import { createHousekeeping } from '../../src/housekeeping.ts';
import { applyRetention, recordLine, recordOf, type Store } from '../../src/store/index.ts';
import { ManualClock } from '../helpers/manual-clock.ts';
import { eachStore, type TestDatabase } from '../helpers/stores.ts';
import {
  A_YEAR,
  DAY_MS,
  DESIGN,
  DONE_JSON,
  everything,
  INES,
  insertDraft,
  insertReply,
  insertRequest,
  MILO,
  UNA,
} from './record-rows.ts';

describe('retention', () => {
  eachStore((create) => {
    let database: TestDatabase;
    let store: Store;
    let longAgo: number;
    let lately: number;
    beforeEach(async () => {
      database = await create();
      store = await database.open();
      longAgo = (await store.now()) - 366 * DAY_MS;
      lately = (await store.now()) - 364 * DAY_MS;
    });
    afterEach(async () => {
      await store.close();
      await database.drop();
    });

    const line = (at: number, requestId?: string) =>
      recordLine(store.db, {
        at,
        action: 'delete_ask',
        account: 'U0MILO',
        groupId: DESIGN.id,
        requestId,
        words: { groupName: DESIGN.name, personName: 'Milo Brandt', note: 'a reason' },
      });

    it('erases the words of requests that ended longer ago, and keeps ids, states and times', async () => {
      await insertRequest(store, { id: 'R-OLD', at: longAgo });
      await insertReply(store, { id: 'reply', requestId: 'R-OLD', text: 'rejected by Ines Vidal', posted: true });
      await line(longAgo, 'R-OLD');
      expect(await applyRetention(store, A_YEAR)).toEqual({ members: 2, requests: 1, lines: 1, drafts: 0 });
      const left = await everything(store);
      for (const words of ['Milo', 'Una', 'Ines', 'Design', 'a reason', 'wants', 'Ask', 'Launch', 'launch', 'Press'])
        expect(left).not.toContain(words);
      expect(await findRequest(store.db, 'R-OLD')).toMatchObject({
        state: 'rejected',
        version: 3,
        updatedAt: longAgo,
        account: 'U0MILO',
        requester: { personId: 'person-milo', name: '(removed)' },
        group: { id: 'group-design', members: [{ id: 'person-milo' }, { id: 'person-una' }] },
        rooms: { total: 3, named: [{ name: '(removed)' }] },
        facts: { by: { account: 'U0INES', personId: 'person-ines' }, reference: 'K7MQ2P' },
        decisions: [{ account: 'U0INES', what: 'reject', checked: 'yes', personId: 'person-ines' }],
        attempt: { settled: 'not_done', before: 'f' },
      });
      expect(await recordOf(store.db, DESIGN.id)).toMatchObject([{ at: longAgo, account: 'U0MILO', words: {} }]);
    });

    it('erases what an edit did, and keeps whom it was done to', async () => {
      await insertRequest(store, { id: 'R-OLD', at: longAgo, kind: 'edit', state: 'applied', facts_json: DONE_JSON });
      await applyRetention(store, A_YEAR);
      expect(await everything(store)).not.toMatch(/Milo|Una|Ines|Design|Brand/);
      const removed = '(removed)';
      expect((await findRequest(store.db, 'R-OLD'))?.facts).toEqual({
        done: {
          name: { from: removed, to: removed },
          manager: { from: { id: UNA.id, name: removed }, to: { id: INES.id, name: removed } },
          added: [{ id: INES.id, name: removed }],
          removed: [{ id: MILO.id, name: removed }],
        },
      });
    });

    it('erases who restored a group, and says by which request all the same', async () => {
      const restored = { id: 'R-2', by: { account: 'U0INES', personId: 'person-ines', name: 'Ines Vidal' } };
      const facts_json = JSON.stringify({ restored });
      await insertRequest(store, { id: 'R-1', at: longAgo, state: 'applied', facts_json });
      await applyRetention(store, A_YEAR);
      expect(await everything(store)).not.toContain('Ines');
      expect((await findRequest(store.db, 'R-1'))?.facts.restored).toMatchObject({
        id: 'R-2',
        by: { account: 'U0INES' },
      });
    });

    it('erases what a creation and an edit wanted, and leaves both readable', async () => {
      const people = { manager: { id: 'p', name: 'Una Stein' }, members: [{ id: 'q', name: 'Milo Brandt' }] };
      const edit = {
        name: { from: 'Design', to: 'Design Two' },
        manager: { to: { id: 'p', name: 'Una Stein' } },
        add: [{ id: 'q', name: 'Milo Brandt' }],
        remove: [],
      };
      const wanted = { create: { name: 'Design', ...people }, edit };
      for (const kind of ['create', 'edit'] as const) {
        const wanted_json = JSON.stringify(wanted[kind]);
        await insertRequest(store, { id: `R-${kind}`, at: longAgo, kind, state: 'applied', wanted_json });
      }
      await applyRetention(store, A_YEAR);
      const left = await everything(store);
      for (const words of ['Milo', 'Una', 'Design']) expect(left).not.toContain(words);
      const removed = '(removed)';
      expect((await findRequest(store.db, 'R-create'))?.wanted).toEqual({
        name: removed,
        manager: { id: 'p', name: removed },
        members: [{ id: 'q', name: removed }],
      });
      expect((await findRequest(store.db, 'R-edit'))?.edit).toEqual({
        name: { from: removed, to: removed },
        manager: { to: { id: 'p', name: removed } },
        add: [{ id: 'q', name: removed }],
        remove: [],
      });
    });

    it('deletes who was in a large group in several steps', async () => {
      await insertRequest(store, { id: 'R-OLD', at: longAgo });
      await insertRequest(store, { id: 'R-NEW', at: lately });
      const everybody = Array.from({ length: 1_203 }, (_, n) => ({ id: `person-${n}`, name: 'Milo Brandt' }));
      await storeMembers(store.db, 'R-OLD', everybody);
      expect(await applyRetention(store, A_YEAR)).toMatchObject({ members: 1_203, requests: 1 });
      expect(await membersOf(store.db, 'R-OLD')).toEqual([]);
      expect(await membersOf(store.db, 'R-NEW')).toEqual(DESIGN.members);
    });

    it('finds nothing to do the second time', async () => {
      await insertRequest(store, { id: 'R-OLD', at: longAgo });
      await line(longAgo);
      await applyRetention(store, A_YEAR);
      expect(await applyRetention(store, A_YEAR)).toEqual({ members: 0, requests: 0, lines: 0, drafts: 0 });
    });

    it('leaves alone what ended lately, and lines of what belongs to no request from lately', async () => {
      await insertRequest(store, { id: 'R-NEW', at: longAgo, updated_at: lately });
      await insertReply(store, { id: 'reply', requestId: 'R-NEW', text: 'rejected by Ines Vidal', posted: true });
      await line(longAgo, 'R-NEW');
      await line(lately);
      const before = await everything(store);
      expect(await applyRetention(store, A_YEAR)).toEqual({ members: 0, requests: 0, lines: 0, drafts: 0 });
      expect(await everything(store)).toBe(before);
    });

    it.each(A_YEAR.openStates)('never erases words of a request that is %s, however old it is', async (state) => {
      await insertRequest(store, { id: 'R-OPEN', at: longAgo, state });
      await line(longAgo, 'R-OPEN');
      const before = await everything(store);
      await applyRetention(store, A_YEAR);
      expect(await everything(store)).toBe(before);
    });

    it('goes through more rows than one transaction takes', async () => {
      for (let count = 0; count < 105; count += 1) {
        await insertRequest(store, { id: `R-${count}`, at: longAgo });
        await line(longAgo, `R-${count}`);
      }
      expect(await applyRetention(store, A_YEAR)).toEqual({ members: 210, requests: 105, lines: 105, drafts: 0 });
    });

    it('deletes forms of yesterday that were never sent, or whose request ended', async () => {
      const now = await store.now();
      const yesterday = now - DAY_MS - 60_000;
      for (const id of ['unsent', 'ended', 'open']) await insertDraft(store, { id, account: 'U0MILO', at: yesterday });
      await insertDraft(store, { id: 'today', account: 'U0MILO', at: now - 60_000 });
      await insertRequest(store, { id: 'R-1', at: now, draft: 'ended' });
      await insertRequest(store, { id: 'R-2', at: now, draft: 'open', state: 'waiting' });
      expect(await applyRetention(store, A_YEAR)).toMatchObject({ drafts: 2 });
      const left = await store.db.selectFrom('drafts').select('id').orderBy('id').execute();
      expect(left).toEqual([{ id: 'open' }, { id: 'today' }]);
    });

    it('is applied by the app a minute after its start and then once a day, until it stops', async () => {
      const clock = new ManualClock();
      const logged: unknown[] = [];
      const housekeeping = createHousekeeping({
        store,
        clock,
        log: { info: (words, facts) => logged.push([words, facts]) },
        reporter: { bestEffort: (_doing, work) => work() },
        isPaused: () => false,
        retentionMs: A_YEAR.olderThanMs,
        warnOfKeyExpiry: async () => undefined,
      });
      housekeeping.start();
      for (const [pause, id] of [
        [60_000, 'R-1'],
        [DAY_MS, 'R-2'],
      ] as const) {
        await insertRequest(store, { id, at: longAgo });
        await clock.advance(pause - 1);
        expect(await everything(store)).toContain('Milo Brandt');
        const seen = logged.length;
        await clock.advance(1);
        while (logged.length === seen) await new Promise((resolve) => setTimeout(resolve, 1));
        expect(logged.at(-1)).toEqual([
          'erased what is older than RETENTION',
          { members: 2, requests: 1, lines: 0, drafts: 0 },
        ]);
        expect(await everything(store)).not.toContain('Milo Brandt');
      }
      await housekeeping.stop();
      expect(clock.waiting).toBe(0);
    });
  });
});
