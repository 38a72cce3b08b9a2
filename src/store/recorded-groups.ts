import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Database } from './tables.ts';

/** Groups per query: few enough that clicks do not wait for SQLite, which blocks the event loop. */
const BATCH = 200;
/** Most groups that are searched by name; ids of groups and requests are found beyond that as well. */
const MAX_GROUPS = 10_000;

/** A group in the audit record, whether or not it still exists. */
export interface RecordedGroup {
  id: string;
  /** Its latest recorded name; undefined if all were erased. */
  name?: string | undefined;
  /** Time of its latest line. */
  at: number;
}

interface Row {
  id: string;
  name: string | null;
  at: number | string | null;
}

/** A recorded group by its id. */
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
 * Every recorded group of this portal, ordered by id. The query skips from one group id to the next in the index (a loose
 * index scan), so a long history costs no more than a short one.
 */
export async function recordedGroups(db: Kysely<Database>, portal: string): Promise<RecordedGroup[]> {
  const groups: RecordedGroup[] = [];
  let after = '';
  for (let read = 0; read < MAX_GROUPS; read += BATCH) {
    const rows = await groupsAfter(db, portal, after);
    groups.push(...rows.flatMap(asGroup));
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) break;
    after = last.id;
    // SQLite answers synchronously: this lets acknowledgements run between two queries.
    await nextTurn();
  }
  return groups;
}

async function groupsAfter(db: Kysely<Database>, portal: string, after: string): Promise<Row[]> {
  const { rows } = await sql<Row>`with recursive known(group_id, n) as (
      select min(group_id), 1 from record where group_id > ${after}
      union all
      select (select min(record.group_id) from record where record.group_id > known.group_id), n + 1
      from known where known.group_id is not null and n < ${sql.lit(BATCH)}
    ) ${described(portal)} where known.group_id is not null order by known.group_id`.execute(db);
  return rows;
}

/** Adds name and time to the groups of `known`; both are null for another portal's. Lines of version 0.1 have no portal. */
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
 * The group id of a request of this portal; for a restore, that of the new group. Null if it never had a group, undefined if
 * the request is unknown.
 */
export async function groupOfRequest(
  db: Kysely<Database>,
  portal: string,
  requestId: string,
): Promise<string | null | undefined> {
  // Newest first: only the last lines of a creation or a restore have the id of the new group.
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
