import type { Kysely, Migration } from 'kysely';
import { sql } from 'kysely';

/**
 * What a sweep and a submission look for is found without reading what has ended. SQLite takes a partial index only for a
 * query that repeats the index's own condition, and no query asks for all open states with the same words; of two indexes
 * it takes the one that serves a GROUP BY.
 */
export const onlyOpenRows: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.dropIndex('open_requests').execute();
    await db.schema.createIndex('requests_by_state').on('requests').columns(['state', 'due_at']).execute();
    await db.schema.createIndex('requests_by_group').on('requests').columns(['portal', 'group_id']).execute();
    await db.schema.dropIndex('messages_to_send').execute();
    await sql`create index messages_to_send on messages (request_id, next_try_at)
      where posted_version < desired_version`.execute(db);
  },
};
