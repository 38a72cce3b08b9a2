import type { Kysely, Migration } from 'kysely';

/** A deletion stores the rooms that opened through its group: DocSpace deletes this data with the group. */
export const rooms: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('requests').addColumn('rooms_json', 'text').execute();
    await db.schema
      .createTable('request_rooms')
      .addColumn('request_id', 'text', (column) => column.notNull())
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('room_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('archived', 'integer', (column) => column.notNull())
      .addColumn('owner_id', 'text')
      .addColumn('owner_name', 'text')
      .addColumn('level', 'integer')
      .addPrimaryKeyConstraint('request_rooms_key', ['request_id', 'position'])
      .execute();
    // `record:forget` finds a person by id.
    await db.schema.createIndex('request_rooms_by_owner').on('request_rooms').column('owner_id').execute();
  },
};
