import BetterSqlite3 from 'better-sqlite3';
import { Kysely, Migrator, PostgresDialect, SqliteDialect } from 'kysely';
import pg from 'pg';
import { requestsAndAudit } from '../../src/store/migrations/0001-requests-and-audit.ts';
import type { TestDatabase } from '../helpers/stores.ts';

/** A deletion request as version 0.1 kept it. */
export interface OldRequest {
  id: string;
  group_id: string;
  group_name: string;
  seen_json: string;
  seal: string;
  requester_json: string;
  requester_person: string;
  reason: string;
  channel: string;
  card_ts: string | null;
  needed: number;
  state: string;
  version: number;
  created_at: number;
  updated_at: number;
  expires_at: number;
  execute_at: number | null;
  decided_at: number | null;
  decided_by_json: string | null;
  approvals_json: string;
  snapshot_json: string | null;
  failure_json: string | null;
  void_why: string | null;
  difference_json: string | null;
  lease_owner: string | null;
  lease_until: number | null;
  drawn_version: number;
  announced_seq: number;
}

interface OldEvent {
  request_id: string;
  seq: number;
  at: number;
  kind: string;
  actor_json?: string | null;
  note?: string | null;
}

interface OldAudit {
  id: number;
  at: number;
  action: string;
  actor_slack?: string | null;
  actor_person?: string | null;
  group_id?: string | null;
  group_name?: string | null;
  request_id?: string | null;
  shown?: string | null;
  answer?: string | null;
}

/** The tables of version 0.1. */
export interface OldTables {
  deletion_requests: OldRequest;
  request_events: OldEvent;
  audit: OldAudit;
}

/** When everything in it happened. */
export const THEN = Date.UTC(2026, 9, 1, 9);
export const ravi = { slackId: 'U0RAVI', personId: 'p-ravi', name: 'Ravi Nair' };
export const ines = { slackId: 'U0INES', personId: 'p-ines', name: 'Ines O’Neil' };

/** A request of Ravi about a group of its own; `more` says how it differs. */
export function oldRequest(id: string, state: string, more: Partial<OldRequest> = {}): OldRequest {
  const group = { id: `group of ${id}`, name: `Group of ${id}`, members: [{ id: 'a', name: 'Ada' }] };
  return {
    id,
    group_id: group.id,
    group_name: group.name,
    seen_json: JSON.stringify(group),
    seal: 's',
    requester_json: JSON.stringify(ravi),
    requester_person: ravi.personId,
    reason: 'The project is over.',
    channel: 'C0REQUESTS',
    card_ts: '1.000001',
    needed: 1,
    state,
    version: 3,
    created_at: THEN,
    updated_at: THEN + 1_000,
    expires_at: THEN + 60_000,
    execute_at: null,
    decided_at: null,
    decided_by_json: null,
    approvals_json: '[]',
    snapshot_json: null,
    failure_json: null,
    void_why: null,
    difference_json: null,
    lease_owner: null,
    lease_until: null,
    drawn_version: 3,
    announced_seq: 3,
    ...more,
  };
}

/** Makes the database as version 0.1 left it, and fills it. */
export async function leaveOldDatabase(
  { url }: TestDatabase,
  fill: (db: Kysely<OldTables>) => Promise<void>,
): Promise<void> {
  const isPostgres = url.startsWith('postgres');
  const dialect = isPostgres
    ? new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) })
    : new SqliteDialect({ database: new BetterSqlite3(url) });
  const db = new Kysely<OldTables>({ dialect });
  const old = { '0001-requests-and-audit': requestsAndAudit(isPostgres ? 'postgres' : 'sqlite') };
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => old } }).migrateToLatest();
  if (error) throw error;
  await fill(db);
  await db.destroy();
}
