import type { Kysely, Migration } from 'kysely';

/** The DocSpace person that each Slack account is matched to, and since when. */
export const links: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('links')
      .addColumn('workspace', 'text', (column) => column.notNull())
      .addColumn('portal', 'text', (column) => column.notNull())
      .addColumn('account', 'text', (column) => column.notNull())
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('linked_at', 'bigint', (column) => column.notNull())
      .addColumn('changed_at', 'bigint')
      .addColumn('previous_person', 'text')
      .addPrimaryKeyConstraint('links_key', ['workspace', 'portal', 'account'])
      .execute();
  },
};
