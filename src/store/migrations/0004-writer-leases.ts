import type { Kysely, Migration } from 'kysely';

/** Which process may write to a group of a portal, and until when. */
export const writerLeases: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('writer_leases')
      .addColumn('portal', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('lease_until', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('writer_leases_key', ['portal', 'subject'])
      .execute();
  },
};
