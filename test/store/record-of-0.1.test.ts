import { type Kysely, type Migration, sql } from 'kysely';
import { requestsAndAudit } from '../../src/store/migrations/0001-requests-and-audit.ts';
import { moveOldRequests } from '../../src/store/migrations/0002-old-requests.ts';
import { readRecord, type StoredLine } from '../../src/store/record.ts';
import { eachStore } from '../helpers/stores.ts';

describe('the record of version 0.1', () => {
  eachStore((create) => {
    it('is taken over with its answers, which had names in them, among the words that can be erased', async () => {
      const database = await create();
      const store = await database.open();
      const { db, dialect } = store;
      await requestsAndAudit(dialect).up(db);
      await sql`insert into audit (at, action, actor_slack, group_id, group_name, answer) values
        (1, 'group_changed', 'U0UNA', 'g', 'Design', 'Added: Milo Costa.'), (2, 'group_created', 'U0UNA', 'h', null, null)`.execute(
        db,
      );
      const takeOver: Migration = { up: (each: Kysely<unknown>) => moveOldRequests(each, dialect) };
      await takeOver.up(db);
      const lines: StoredLine[] = [];
      for await (const line of readRecord(db)) lines.push(line);
      expect(lines).toMatchObject([
        { action: 'group_changed', answer: undefined, words: { groupName: 'Design', note: 'Added: Milo Costa.' } },
        { action: 'group_created', answer: undefined, words: {} },
      ]);
      await store.close();
      await database.drop();
    });
  });
});
