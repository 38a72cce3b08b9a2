import { type Kysely, type Migration, sql } from 'kysely';

/** A request can undo another one, and the people it adds can be removed on a date. */
export const reversals: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('requests').addColumn('reverses', 'text').execute();
    await db.schema.alterTable('requests').addColumn('until_at', 'bigint').execute();
    await db.schema.alterTable('requests').addColumn('ends', 'text').execute();
    // The unique index below is not used by queries: SQLite uses a partial index only for a query that repeats its condition.
    await db.schema.createIndex('requests_by_reversed').on('requests').column('reverses').execute();
    await db.schema.createIndex('requests_by_ended').on('requests').column('ends').execute();
    // For recent deletions, which can be restored. `why` comes first because no other query filters by it: with `kind` first,
    // SQLite would choose this index for queries that list all kinds, and read every request.
    await db.schema.createIndex('requests_by_end').on('requests').columns(['why', 'kind', 'updated_at']).execute();
    // The database enforces that a change is undone at most once.
    await sql`create unique index one_reversal_a_request on requests (reverses)
      where reverses is not null
      and state in ('received', 'waiting', 'approved', 'applying', 'uncertain', 'failed', 'applied')`.execute(db);
  },
};
