import { type Kysely, sql } from 'kysely';
import { findRequest, fingerprintOf, membersOf } from '../../src/changes/index.ts';
import { type Database, recordLine, type Store } from '../../src/store/index.ts';
import { eachStore, type TestDatabase } from '../helpers/stores.ts';
import { ines, leaveOldDatabase, oldRequest, THEN } from './version-0.1.ts';
import { ROWS } from './version-0.1-rows.ts';

const CROWD = Array.from({ length: 1_203 }, (_, n) => ({ id: `person-${n}`, name: `Person ${n}` }));

describe('a database that version 0.1 left', () => {
  eachStore((create) => {
    let database: TestDatabase;
    let store: Store;
    beforeAll(async () => {
      database = await create();
      await leaveOldDatabase(database, async (db) => {
        for (const [, old] of ROWS) await db.insertInto('deletion_requests').values(old).execute();
        const seen_json = JSON.stringify({ id: 'large', name: 'Everybody', members: CROWD });
        const large = oldRequest('R-large', 'pending', { seen_json, group_id: 'large' });
        await db.insertInto('deletion_requests').values(large).execute();
        const event = { request_id: 'R-rejected', at: THEN, actor_json: JSON.stringify(ines) };
        await db
          .insertInto('request_events')
          .values({ ...event, seq: 1, kind: 'asked', note: 'Another note.' })
          .execute();
        await db
          .insertInto('request_events')
          .values({ ...event, seq: 2, kind: 'rejected', note: 'We need it.' })
          .execute();
        const about = { actor_slack: 'U0RAVI', actor_person: 'p-ravi', group_id: 'g' };
        // Not in the order of their time, and one number is missing.
        await db
          .insertInto('audit')
          .values({ id: 1, at: THEN + 9, action: 'group_created', group_name: 'Design', ...about })
          .execute();
        await db
          .insertInto('audit')
          .values({
            id: 2,
            at: THEN,
            action: 'deletion_asked',
            request_id: 'R-pending',
            shown: 's',
            answer: 'GET 200',
            ...about,
          })
          .execute();
        await db
          .insertInto('audit')
          .values({ id: 7, at: THEN + 3, action: 'deletion_expired', group_id: 'g' })
          .execute();
      });
      store = await database.open();
    });
    afterAll(async () => {
      await store.close();
      await database.drop();
    });

    const read = (id: string) => findRequest(store.db, id);
    const recordLines = () =>
      store.db
        .selectFrom('record')
        .leftJoin('record_words', 'record_id', 'record.id')
        .selectAll('record')
        .select(['group_name', 'note'])
        .orderBy('record.id')
        .execute();

    it.each(ROWS)('keeps %s', async (_name, old, becomes) => {
      const request = await read(old.id);
      expect(request).toMatchObject({
        id: old.id,
        kind: 'delete',
        portal: '',
        group: JSON.parse(old.seen_json),
        account: 'U0RAVI',
        requester: { account: 'U0RAVI', personId: 'p-ravi', name: 'Ravi Nair' },
        reason: 'The project is over.',
        version: old.version,
        createdAt: THEN,
        updatedAt: THEN + 1_000,
        ...becomes,
      });
      const given = {
        account: 'U0INES',
        personId: 'p-ines',
        name: 'Ines O’Neil',
        what: 'approve',
        checked: 'yes',
        at: THEN + 500,
      };
      expect(request?.decisions).toMatchObject(old.approvals_json === '[]' ? [] : [given]);
    });

    it('knows by its fingerprint what the group was right before it was sent', async () => {
      const before = await fingerprintOf({ id: 'x', name: 'X' }, [{ id: 'a' }]);
      expect((await read('R-deleting'))?.attempt?.before).toBe(before);
    });

    it('keeps everybody of a large group, and the first of them with the request', async () => {
      const { group, fingerprint } = (await read('R-large')) ?? {};
      expect(group).toEqual({ id: 'large', name: 'Everybody', members: CROWD.slice(0, 105), size: 1_203 });
      expect(fingerprint).toBe(await fingerprintOf({ id: 'large', name: 'Everybody' }, CROWD));
      expect(await membersOf(store.db, 'R-large')).toEqual(CROWD);
    });

    it.each(ROWS)('knows the card of %s, and draws it anew while it is open', async (_name, old) => {
      const cards = await store.db.selectFrom('messages').selectAll().where('request_id', '=', old.id).execute();
      const open = ['waiting', 'approved', 'uncertain', 'failed'].includes((await read(old.id))?.state ?? '');
      if (!open && old.card_ts === null) expect(cards).toEqual([]);
      else
        expect(cards).toMatchObject([
          {
            what: 'card',
            channel: 'C0REQUESTS',
            ts: old.card_ts,
            desired_version: old.version,
            posted_version: open ? old.version - 1 : old.version,
          },
        ]);
    });

    it('keeps the record in order, with its numbers and names', async () => {
      expect((await recordLines()).slice(0, 3)).toMatchObject([
        {
          id: 1,
          at: THEN + 9,
          action: 'group_created',
          account: 'U0RAVI',
          person_id: 'p-ravi',
          group_name: 'Design',
          replica: '0.1',
        },
        {
          id: 2,
          at: THEN,
          action: 'deletion_asked',
          request_id: 'R-pending',
          shown: 's',
          answer: null,
          note: 'GET 200',
          group_name: null,
        },
        { id: 7, at: THEN + 3, action: 'deletion_expired', account: null },
      ]);
    });

    it('counts on from there', async () => {
      await recordLine(store.db, {
        at: THEN + 10,
        action: 'group_deleted',
        groupId: 'g',
        words: { groupName: 'Design' },
      });
      expect((await recordLines()).at(-1)).toMatchObject({ id: 8, action: 'group_deleted', group_name: 'Design' });
    });

    // By message: the driver's errors belong to the first test file of a worker, so jest takes them for no Error.
    it.each([
      [
        'changed',
        (db: Kysely<Database>) => db.updateTable('record').set({ action: 'x' }).where('id', '=', 1).execute(),
      ],
      ['taken away', (db: Kysely<Database>) => db.deleteFrom('record').where('id', '=', 1).execute()],
      ['taken away all at once', (db: Kysely<Database>) => db.deleteFrom('record').execute()],
    ])('lets no line of the record be %s', async (_how, forbidden) => {
      const before = await recordLines();
      await expect(forbidden(store.db)).rejects.toMatchObject({
        message: expect.stringContaining('the record is only added to'),
      });
      expect(await recordLines()).toEqual(before);
    });

    it('lets words of people be erased, and the record stays', async () => {
      const before = await recordLines();
      await store.db.updateTable('record_words').set({ group_name: null }).execute();
      expect((await recordLines()).map(({ id, action }) => [id, action])).toEqual(
        before.map(({ id, action }) => [id, action]),
      );
    });

    it('has none of the old tables any more', async () => {
      for (const table of ['deletion_requests', 'request_events', 'audit'])
        await expect(sql`select 1 from ${sql.table(table)}`.execute(store.db)).rejects.toMatchObject({
          message: expect.stringContaining(table),
        });
    });

    it('stays as it is when it is opened again', async () => {
      const before = await store.db.selectFrom('requests').selectAll().orderBy('id').execute();
      if (!database.sharedInProcess) await store.close();
      const again = await database.open();
      expect(await again.db.selectFrom('requests').selectAll().orderBy('id').execute()).toEqual(before);
      if (database.sharedInProcess) await again.close();
      else store = again;
    });
  });
});
