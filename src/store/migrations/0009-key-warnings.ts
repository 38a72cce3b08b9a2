import type { Kysely, Migration } from 'kysely';

/** Sent warnings that the API key expires, so that no account is warned twice. */
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
