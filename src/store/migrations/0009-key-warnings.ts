import type { Kysely, Migration } from 'kysely';

/** Which accounts were told how long the API key still works, so that nobody is told twice. */
export const keyWarnings: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('key_warnings')
      .addColumn('portal', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('days', 'integer', (column) => column.notNull())
      .addColumn('account', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('key_warnings_key', ['portal', 'expires_at', 'days', 'account'])
      .execute();
  },
};
