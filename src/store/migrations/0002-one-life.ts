import { type Kysely, type Migration, sql } from 'kysely';
import type { Dialect } from '../dialect.ts';
import { moveOldRequests } from './0002-old-requests.ts';

/** Every change is a request with decisions, attempts and messages; the audit record is one append-only table. */
export function oneLife(dialect: Dialect): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await createRequests(db);
      await createDecisions(db);
      await createAttempts(db);
      await createMessages(db);
      await createDrafts(db);
      await createRecord(db, dialect);
      await moveOldRequests(db, dialect);
      for (const table of ['request_events', 'deletion_requests', 'audit']) await db.schema.dropTable(table).execute();
    },
  };
}

async function createRequests(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('requests')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('draft', 'text', (column) => column.unique())
    .addColumn('values_hash', 'text')
    .addColumn('portal', 'text', (column) => column.notNull())
    .addColumn('workspace', 'text', (column) => column.notNull())
    .addColumn('group_id', 'text', (column) => column.notNull())
    .addColumn('group_name', 'text', (column) => column.notNull())
    .addColumn('shown_json', 'text', (column) => column.notNull())
    .addColumn('fingerprint', 'text')
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('person_id', 'text')
    .addColumn('person_name', 'text')
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('needed', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('due_at', 'bigint')
    .addColumn('first_try_at', 'bigint')
    .addColumn('why', 'text')
    .addColumn('facts_json', 'text', (column) => column.notNull())
    .execute();
  // The database enforces one open deletion per group.
  await sql`create unique index one_open_deletion_a_group on requests (portal, group_id)
    where kind = 'delete' and state in ('received', 'waiting', 'approved', 'applying', 'uncertain', 'failed')`.execute(
    db,
  );
  // For sweeps and submissions, without reading ended requests. Not partial: SQLite uses a partial index only for a query that
  // repeats its condition, and the queries for open states differ.
  await db.schema.createIndex('requests_by_due').on('requests').columns(['state', 'due_at']).execute();
  await db.schema.createIndex('requests_by_group').on('requests').columns(['portal', 'group_id']).execute();
  await db.schema.createIndex('requests_by_account').on('requests').columns(['account', 'created_at']).execute();
}

async function createDecisions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('decisions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('request_id', 'text', (column) => column.notNull().references('requests.id'))
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('checked', 'text')
    .addColumn('why', 'text')
    .addColumn('person_id', 'text')
    .addColumn('person_name', 'text')
    .addColumn('note', 'text')
    .execute();
  await db.schema.createIndex('decisions_by_request').on('decisions').column('request_id').execute();
  await sql`create index unchecked_decisions on decisions (at) where checked is null`.execute(db);
}

async function createAttempts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('attempts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('request_id', 'text', (column) => column.notNull().references('requests.id'))
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('lease_until', 'bigint', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('sent_at', 'bigint')
    .addColumn('before_json', 'text', (column) => column.notNull())
    .addColumn('settled', 'text')
    .addColumn('answer', 'text')
    .execute();
  await db.schema.createIndex('attempts_by_request').on('attempts').column('request_id').execute();
  // A request has one attempt at a time.
  await sql`create unique index one_attempt_at_a_time on attempts (request_id) where settled is null`.execute(db);
}

async function createMessages(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('messages')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('request_id', 'text', (column) => column.notNull().references('requests.id'))
    .addColumn('what', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('ts', 'text')
    .addColumn('message_json', 'text')
    .addColumn('desired_version', 'integer', (column) => column.notNull())
    .addColumn('posted_version', 'integer', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('next_try_at', 'bigint', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('blocked_reason', 'text')
    .addColumn('owner', 'text')
    .addColumn('lease_until', 'bigint')
    .addColumn('sending_since', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('messages_by_request').on('messages').columns(['request_id', 'position']).execute();
  await sql`create unique index one_card_a_request on messages (request_id) where what = 'card'`.execute(db);
  // Begins with `request_id` because SQLite prefers an index that serves the GROUP BY.
  await sql`create index messages_to_send on messages (request_id, next_try_at)
    where posted_version < desired_version`.execute(db);
}

async function createDrafts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('drafts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('group_id', 'text', (column) => column.notNull())
    .addColumn('shown_json', 'text', (column) => column.notNull())
    .addColumn('origin_json', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('drafts_by_age').on('drafts').column('created_at').execute();
}

async function createRecord(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('record')
    .addColumn('id', dialect === 'postgres' ? 'bigserial' : 'integer', (column) =>
      dialect === 'postgres' ? column.primaryKey() : column.primaryKey().autoIncrement(),
    )
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('replica', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('account', 'text')
    .addColumn('person_id', 'text')
    .addColumn('portal', 'text')
    .addColumn('group_id', 'text')
    .addColumn('request_id', 'text')
    .addColumn('shown', 'text')
    .addColumn('answer', 'text')
    .execute();
  await db.schema.createIndex('record_by_group').on('record').columns(['group_id', 'id']).execute();
  await db.schema.createIndex('record_by_request').on('record').columns(['request_id', 'id']).execute();
  await db.schema
    .createTable('record_words')
    .addColumn('record_id', 'bigint', (column) => column.primaryKey())
    .addColumn('group_name', 'text')
    .addColumn('person_name', 'text')
    .addColumn('note', 'text')
    .execute();
  await (dialect === 'postgres' ? refuseChangesOnPostgres(db) : refuseChangesOnSqlite(db));
}

/** Triggers reject changes of the record, also by other programs. */
async function refuseChangesOnSqlite(db: Kysely<unknown>): Promise<void> {
  await sql`create trigger record_keeps_its_lines before update on record
    begin select raise(abort, 'the record is only added to'); end`.execute(db);
  await sql`create trigger record_loses_no_line before delete on record
    begin select raise(abort, 'the record is only added to'); end`.execute(db);
}

async function refuseChangesOnPostgres(db: Kysely<unknown>): Promise<void> {
  await sql`create function refuse_record_changes() returns trigger language plpgsql as
    $$ begin raise exception 'the record is only added to'; end $$`.execute(db);
  await sql`create trigger record_is_only_added_to before update or delete or truncate on record
    for each statement execute function refuse_record_changes()`.execute(db);
}
