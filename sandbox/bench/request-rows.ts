import { createHash } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { State } from '../../src/changes/index.ts';
import type { Database, Store } from '../../src/store/index.ts';

/** The portal, workspace and channel of all rows that are filled in. */
export const PLACE = { portal: 'https://portal.example', workspace: 'T0ACME', channel: 'C0REQUESTS' };

/** Requests to fill a database with; all of them alike. */
export interface Fill {
  /** Their ids are this and a number. */
  prefix: string;
  count: number;
  state: State;
  /** Milliseconds since the epoch: when they were asked for, approved and, if they ended, carried out. */
  at: number;
  expiresAt: number;
  dueAt?: number;
  /** Their cards are one version behind. */
  behind?: boolean;
}

/** Rows of one statement: PostgreSQL ends a statement after ten seconds. */
const AT_ONCE = 20_000;

/**
 * Fills a database with requests as the app leaves them: with a card and a reply each, lines of the record, and where they
 * were approved, with a decision and an attempt. PostgreSQL counts its rows afterwards, as it does by itself in time.
 */
export async function fillRequests(store: Store, fill: Fill): Promise<void> {
  for (let from = 0; from < fill.count; from += AT_ONCE) {
    const range = { from, to: Math.min(from + AT_ONCE, fill.count) - 1 };
    await store.write((trx) => fillRange(trx, store.dialect, fill, range));
  }
  if (store.dialect === 'postgres') await sql`analyze`.execute(store.db);
}

/** Id of one of the filled requests, and the message that is its card. */
export function filled({ prefix }: Pick<Fill, 'prefix'>, n: number): { id: string; ts: string } {
  return { id: `${prefix}${n}`, ts: `1.${n}` };
}

async function fillRange(
  trx: Transaction<Database>,
  dialect: Store['dialect'],
  fill: Fill,
  { from, to }: { from: number; to: number },
): Promise<void> {
  const { prefix, state, at, expiresAt, dueAt = null, behind = false } = fill;
  const { portal, workspace, channel } = PLACE;
  const decided = state === 'approved' || state === 'applied';
  const numbers =
    dialect === 'postgres'
      ? sql`n(i) as (select generate_series(${sql.lit(from)}, ${sql.lit(to)}))`
      : sql`recursive n(i) as (select ${sql.lit(from)} union all select i + 1 from n where i < ${sql.lit(to)})`;
  const text = (value: string) => sql.lit(value);
  const n = sql`cast(i as text)`;
  const id = sql`${text(prefix)} || ${n}`;
  const family = createHash('sha256').update(prefix).digest('hex').slice(0, 8);
  const group = sql`${text(`${family}-0000-4000-8000-`)} || substr('000000000000' || ${n}, length(${n}) + 1)`;
  await sql`insert into requests (id, kind, draft, values_hash, portal, workspace, group_id, group_name, shown_json,
      fingerprint, account, person_id, person_name, reason, channel, needed, state, version, created_at, updated_at,
      expires_at, due_at, facts_json)
    with ${numbers} select ${id}, 'delete', ${text('draft-')} || ${id}, 'h', ${text(portal)}, ${text(workspace)},
      ${group}, 'Crew', '{"id":"' || ${group} || '","name":"Crew","members":[],"membersCount":0}', 'f', 'U0INES', 'p-ines', 'Ines',
      'The project is over.', ${text(channel)}, 1, ${text(state)}, 3, ${sql.lit(at)}, ${sql.lit(at)},
      ${sql.lit(expiresAt)}, ${dueAt === null ? sql`cast(null as bigint)` : sql.lit(dueAt)}, '{}' from n`.execute(trx);
  if (decided)
    await sql`insert into decisions (id, request_id, account, what, at, checked, person_id, person_name)
      with ${numbers} select 'decision-' || ${id}, ${id}, 'U0TOMAS', 'approve', ${sql.lit(at)}, 'yes', 'p-tomas', 'Tomas'
      from n`.execute(trx);
  if (state === 'applied')
    await sql`insert into attempts (id, request_id, owner, lease_until, started_at, sent_at, before_fingerprint, settled, answer)
      with ${numbers} select 'attempt-' || ${id}, ${id}, 'o', ${sql.lit(at)}, ${sql.lit(at)}, ${sql.lit(at)},
      'f', 'done', 'GET 404' from n`.execute(trx);
  const messageColumns = sql`id, request_id, what, channel, ts, message_json, desired_version, posted_version, position,
    next_try_at, tries, created_at`;
  await sql`insert into messages (${messageColumns})
    with ${numbers} select 'card-' || ${id}, ${id}, 'card', ${text(channel)}, '1.' || ${n}, cast(null as text), 3,
    ${sql.lit(behind ? 2 : 3)}, 0, ${sql.lit(at)}, 0, ${sql.lit(at)} from n`.execute(trx);
  await sql`insert into messages (${messageColumns})
    with ${numbers} select 'reply-' || ${id}, ${id}, 'reply', ${text(channel)}, cast(null as text),
    '{"text":"Approved.","blocks":[]}', 1, 1, 1, ${sql.lit(at)}, 0, ${sql.lit(at)} from n`.execute(trx);
  await sql`insert into record (at, replica, action, account, portal, group_id, request_id)
    with ${numbers} select ${sql.lit(at)}, 'bench', 'delete_ask', 'U0INES', ${text(portal)}, ${group}, ${id}
    from n`.execute(trx);
}
