import { type Kysely, type Migration, sql } from 'kysely';

/** A request can take back what another one did, and what it adds can end on a date. */
export const reversals: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('requests').addColumn('reverses', 'text').execute();
    await db.schema.alterTable('requests').addColumn('until_at', 'bigint').execute();
    await db.schema.alterTable('requests').addColumn('ends', 'text').execute();
    // The unique index below serves no query: SQLite takes a partial one only where its condition is repeated.
    await db.schema.createIndex('requests_by_reversed').on('requests').column('reverses').execute();
    await db.schema.createIndex('requests_by_ended').on('requests').column('ends').execute();
    // Deletions of the last weeks, which can be taken back. `why` leads: nothing else asks for it, and an index that
    // begins with `kind` lures SQLite into reading every request for each look that names all kinds.
    await db.schema.createIndex('requests_by_end').on('requests').columns(['why', 'kind', 'updated_at']).execute();
    // The database itself keeps the promise that a change is taken back once.
    await sql`create unique index one_reversal_a_request on requests (reverses)
      where reverses is not null
      and state in ('received', 'waiting', 'approved', 'applying', 'uncertain', 'failed', 'applied')`.execute(db);
  },
};
