import { type Kysely, type Migration, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';

/** Deletion requests, their events, and the audit record. */
export function requestsAndAudit(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createRequests(db);
      await createEvents(db);
      await createAudit(db, dialect);
    },
  };
}

async function createRequests(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('deletion_requests')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('group_id', 'text', (column) => column.notNull())
    .addColumn('group_name', 'text', (column) => column.notNull())
    .addColumn('seen_json', 'text', (column) => column.notNull())
    .addColumn('seal', 'text', (column) => column.notNull())
    .addColumn('requester_json', 'text', (column) => column.notNull())
    .addColumn('requester_person', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('card_ts', 'text')
    .addColumn('needed', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('execute_at', 'bigint')
    .addColumn('decided_at', 'bigint')
    .addColumn('decided_by_json', 'text')
    .addColumn('approvals_json', 'text', (column) => column.notNull())
    .addColumn('snapshot_json', 'text')
    .addColumn('failure_json', 'text')
    .addColumn('void_why', 'text')
    .addColumn('difference_json', 'text')
    .addColumn('lease_owner', 'text')
    .addColumn('lease_until', 'bigint')
    .addColumn('drawn_version', 'integer', (column) => column.notNull())
    .addColumn('announced_seq', 'integer', (column) => column.notNull())
    .execute();
  // The database enforces one open request per group.
  await sql`create unique index one_open_request_a_group on deletion_requests (group_id)
    where state in ('pending', 'approved', 'deleting', 'failed')`.execute(db);
  await db.schema.createIndex('requests_by_state').on('deletion_requests').columns(['state', 'created_at']).execute();
  await db.schema.createIndex('requests_by_person').on('deletion_requests').column('requester_person').execute();
}

async function createEvents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('request_events')
    .addColumn('request_id', 'text', (column) => column.notNull().references('deletion_requests.id'))
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('actor_json', 'text')
    .addColumn('note', 'text')
    .addPrimaryKeyConstraint('request_events_key', ['request_id', 'seq'])
    .execute();
}

async function createAudit(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('audit')
    .addColumn('id', dialect === 'postgres' ? 'bigserial' : 'integer', (column) =>
      dialect === 'postgres' ? column.primaryKey() : column.primaryKey().autoIncrement(),
    )
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('actor_slack', 'text')
    .addColumn('actor_person', 'text')
    .addColumn('group_id', 'text')
    .addColumn('group_name', 'text')
    .addColumn('request_id', 'text')
    .addColumn('shown', 'text')
    .addColumn('answer', 'text')
    .execute();
  await db.schema.createIndex('audit_by_group').on('audit').columns(['group_id', 'id']).execute();
}
