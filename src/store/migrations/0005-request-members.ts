import { createHash } from 'node:crypto';
import { type Kysely, type Migration, sql } from 'kysely';
import { z } from 'zod';

/** Members a message names; the head of a request keeps no more. */
const NAMED = 105;
/** Rows of one statement. */
const AT_ONCE = 500;
/** Requests that are read at once: each can hold thousands of members. */
const REQUESTS_AT_ONCE = 20;

const member = z.object({ id: z.string(), name: z.string() });
const groupSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  manager: member.optional(),
  members: z.array(member),
  damaged: z.literal(true).optional(),
});
type Group = z.infer<typeof groupSchema>;

/**
 * Members of a request's group get a table of their own: with them in one text, each reading of a request parsed all of
 * them. An attempt keeps a fingerprint of what it found.
 */
export const requestMembers: Migration = {
  async up(db: Kysely<unknown>) {
    await createTable(db);
    await sql`alter table attempts add column before_fingerprint text`.execute(db);
    await eachRow(db, 'requests', 'shown_json', (id, group) => moveMembers(db, id, group));
    await eachRow(db, 'attempts', 'before_json', async (id, group) => {
      await sql`update attempts set before_fingerprint = ${fingerprintOf(group)} where id = ${id}`.execute(db);
    });
    await sql`alter table attempts drop column before_json`.execute(db);
  },
};

async function createTable(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('request_members')
    .addColumn('request_id', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('request_members_key', ['request_id', 'position'])
    .execute();
  // `record:forget` finds a person by id.
  await db.schema.createIndex('request_members_by_person').on('request_members').column('person_id').execute();
}

async function eachRow(
  db: Kysely<unknown>,
  table: string,
  column: string,
  work: (id: string, group: Group) => Promise<void>,
): Promise<void> {
  let after = '';
  for (;;) {
    const { rows } = await sql<{
      id: string;
      json: string;
    }>`select id, ${sql.ref(column)} as json from ${sql.table(table)}
      where id > ${after} order by id limit ${sql.lit(REQUESTS_AT_ONCE)}`.execute(db);
    for (const { id, json } of rows) await work(id, groupSchema.parse(JSON.parse(json)));
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

async function moveMembers(db: Kysely<unknown>, id: string, group: Group): Promise<void> {
  const { members } = group;
  if (members.length === 0) return;
  for (let from = 0; from < members.length; from += AT_ONCE) {
    const rows = members
      .slice(from, from + AT_ONCE)
      .map((each, n) => sql`(${id}, ${sql.lit(from + n)}, ${each.id}, ${each.name})`);
    await sql`insert into request_members (request_id, position, person_id, name) values ${sql.join(rows)}`.execute(db);
  }
  const shown = JSON.stringify({ ...group, members: members.slice(0, NAMED), size: members.length });
  // Rows of version 0.1 have no fingerprint: it was made of this text whenever it was compared.
  await sql`update requests set shown_json = ${shown}, fingerprint = coalesce(fingerprint, ${fingerprintOf(group)})
    where id = ${id}`.execute(db);
}

/** The fingerprint as of this version; it may change in the app, and not here. */
function fingerprintOf({ id, name, manager, members, damaged }: Group): string {
  const ids = [...new Set(members.map((each) => each.id))].sort();
  const content = damaged ? [id, 'damaged'] : [id, name, manager?.id ?? null, ids.length, ids];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
