import type { Kysely, Migration } from 'kysely';

/** A creation is a request as well: what it wants, and which groups had its name before it was sent. */
export const creations: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('requests').addColumn('wanted_json', 'text').execute();
    await db.schema.alterTable('attempts').addColumn('known_json', 'text').execute();
  },
};
