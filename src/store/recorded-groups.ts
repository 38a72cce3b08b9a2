import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Database } from './tables.ts';

/** Groups that are read at once: few enough for clicks that arrive meanwhile not to wait on SQLite. */
const AT_ONCE = 200;
/** Most groups that are read to find one by its name; an id or a request's id finds those beyond as well. */
const MOST_GROUPS = 10_000;

/** A group that the record knows, whether or not it still exists. */
export interface RecordedGroup {
  id: string;
  /** As the last line that names it has it; undefined once all of them were erased. */
  name?: string | undefined;
  /** When something was recorded about it last. */
  at: number;
}

interface Row {
  id: string;
  name: string | null;
  at: number | string | null;
}

/** What the record knows of a group by its id. */
export async function recordedGroup(
  db: Kysely<Database>,
  portal: string,
  groupId: string,
): Promise<RecordedGroup | undefined> {
  const { rows } = await sql<Row>`with known(group_id) as (select cast(${groupId} as text))
    ${described(portal)}`.execute(db);
  return rows.flatMap(asGroup)[0];
}

/**
 * Every group that the record of this portal knows, in the order of their ids. The index is read from one group's first
 * line to the next group's, so a long history costs no more than a short one.
 */
export async function recordedGroups(db: Kysely<Database>, portal: string): Promise<RecordedGroup[]> {
  const groups: RecordedGroup[] = [];
  let after = '';
  for (let read = 0; read < MOST_GROUPS; read += AT_ONCE) {
    const rows = await groupsAfter(db, portal, after);
    groups.push(...rows.flatMap(asGroup));
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) break;
    after = last.id;
    // SQLite answers within this turn of the event loop: acknowledgements come in between.
    await nextTurn();
  }
  return groups;
}

async function groupsAfter(db: Kysely<Database>, portal: string, after: string): Promise<Row[]> {
  const { rows } = await sql<Row>`with recursive known(group_id, n) as (
      select min(group_id), 1 from record where group_id > ${after}
      union all
      select (select min(record.group_id) from record where record.group_id > known.group_id), n + 1
      from known where known.group_id is not null and n < ${sql.lit(AT_ONCE)}
    ) ${described(portal)} where known.group_id is not null order by known.group_id`.execute(db);
  return rows;
}

/** Names the groups of `known`; one of another portal has no last line. Lines of version 0.1 name no portal. */
function described(portal: string) {
  const lines = sql`record.group_id = known.group_id and (record.portal = ${portal} or record.portal is null)`;
  return sql`select known.group_id as id,
    (select group_name from record join record_words on record_words.record_id = record.id
      where ${lines} and group_name is not null order by record.id desc limit 1) as name,
    (select record.at from record where ${lines} order by record.id desc limit 1) as at
    from known`;
}

function asGroup({ id, name, at }: Row): RecordedGroup[] {
  return at === null ? [] : [{ id, name: name ?? undefined, at: Number(at) }];
}

/**
 * The group a request of this portal is about: of a restore, the new one. Null where it never had one, undefined where
 * the request is unknown.
 */
export async function groupOfRequest(
  db: Kysely<Database>,
  portal: string,
  requestId: string,
): Promise<string | null | undefined> {
  // Of a creation only its last lines know the group, and of a restore they know the new one.
  const lines = await db
    .selectFrom('record')
    .select('group_id')
    .where('request_id', '=', requestId)
    .where((where) => where.or([where('portal', '=', portal), where('portal', 'is', null)]))
    .orderBy('id', 'desc')
    .execute();
  if (lines.length === 0) return undefined;
  return lines.find(({ group_id }) => group_id !== null)?.group_id ?? null;
}
