import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { Dialect } from '../dialect.ts';

/** States of version 0.1, mapped to the current ones. */
const STATES: Readonly<Record<string, string>> = {
  pending: 'waiting',
  approved: 'approved',
  deleting: 'approved',
  deleted: 'applied',
  failed: 'failed',
  rejected: 'rejected',
  withdrawn: 'withdrawn',
  stopped: 'stopped',
  expired: 'expired',
  void: 'outdated',
};

/** How long a failed request of version 0.1 can be retried after its last update, in milliseconds. */
const FAILED_STAYS_OPEN_MS = 24 * 3_600_000;

const VOID_REASONS: Readonly<Record<string, string>> = {
  changed: 'group-changed',
  // Nothing was left to do, which counts as applied now.
  gone: 'already-gone',
  'no-approver': 'approvals-lost',
};

const actor = z.object({ slackId: z.string(), personId: z.string(), name: z.string() });
const oldRequest = z.object({
  id: z.string(),
  group_id: z.string(),
  group_name: z.string(),
  seen_json: z.string(),
  requester_json: z.string(),
  reason: z.string(),
  channel: z.string(),
  card_ts: z.string().nullable(),
  needed: z.number(),
  state: z.string(),
  version: z.number(),
  created_at: z.coerce.number(),
  updated_at: z.coerce.number(),
  expires_at: z.coerce.number(),
  execute_at: z.coerce.number().nullable(),
  approvals_json: z.string(),
  snapshot_json: z.string().nullable(),
  decided_by_json: z.string().nullable(),
  failure_json: z.string().nullable(),
  void_why: z.string().nullable(),
});
type OldRequest = z.infer<typeof oldRequest>;

/** Migrates the data of version 0.1: requests with their approvals and cards, and the audit record. */
export async function moveOldRequests(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { rows } = await sql`select * from deletion_requests`.execute(db);
  const notes = await rejectionNotes(db);
  for (const row of rows) {
    const old = oldRequest.parse(row);
    await moveRequest(db, old, notes.get(old.id));
  }
  await sql`insert into record (id, at, replica, action, account, person_id, group_id, request_id, shown)
    select id, at, '0.1', action, actor_slack, actor_person, group_id, request_id, shown from audit`.execute(db);
  // Its answers were codes, notes and receipts with names: they can contain personal text, which has to be erasable.
  await sql`insert into record_words (record_id, group_name, note)
    select id, group_name, answer from audit where group_name is not null or answer is not null`.execute(db);
  if (dialect === 'postgres')
    await sql`select setval(pg_get_serial_sequence('record', 'id'), coalesce(max(id), 0) + 1, false)
      from record`.execute(db);
}

/** Notes of rejections, by request id. */
async function rejectionNotes(db: Kysely<unknown>): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ request_id: string; note: string }>`select request_id, note from request_events
    where kind = 'rejected' and note is not null`.execute(db);
  return new Map(rows.map(({ request_id, note }) => [request_id, note]));
}

async function moveRequest(db: Kysely<unknown>, old: OldRequest, note: string | undefined): Promise<void> {
  const requester = actor.parse(JSON.parse(old.requester_json));
  // With a snapshot, the deletion was sent: unless the request has ended, its outcome is not known yet.
  const sent = old.snapshot_json !== null && ['approved', 'deleting', 'failed'].includes(old.state);
  const state = sent ? 'uncertain' : old.void_why === 'gone' ? 'applied' : (STATES[old.state] ?? 'expired');
  const due = state === 'approved' || state === 'uncertain' ? (old.execute_at ?? old.updated_at) : null;
  const expires = state === 'failed' ? old.updated_at + FAILED_STAYS_OPEN_MS : old.expires_at;
  const why = old.void_why === null ? null : (VOID_REASONS[old.void_why] ?? null);
  await sql`insert into requests (id, kind, portal, workspace, group_id, group_name, shown_json, fingerprint, account,
      person_id, person_name, reason, channel, needed, state, version, created_at, updated_at, expires_at, due_at, why,
      facts_json)
    values (${old.id}, 'delete', '', '', ${old.group_id}, ${old.group_name}, ${old.seen_json}, null,
      ${requester.slackId}, ${requester.personId}, ${requester.name}, ${old.reason}, ${old.channel}, ${old.needed},
      ${state}, ${old.version}, ${old.created_at}, ${old.updated_at}, ${expires}, ${due}, ${why},
      ${factsOf(old, note)})`.execute(db);
  await moveApprovals(db, old);
  if (sent) {
    await sql`insert into attempts (id, request_id, owner, lease_until, started_at, sent_at, before_json, settled)
      values (${randomUUID()}, ${old.id}, '0.1', ${old.updated_at}, ${old.updated_at}, ${old.updated_at},
      ${old.snapshot_json}, 'unknown')`.execute(db);
  }
  // One version behind, so that the cards of open requests are updated to their new form, or posted if there is none.
  const open = ['waiting', 'approved', 'uncertain', 'failed'].includes(state);
  if (old.card_ts !== null || open) {
    await sql`insert into messages (id, request_id, what, channel, ts, desired_version, posted_version, position,
        next_try_at, tries, created_at)
      values (${randomUUID()}, ${old.id}, 'card', ${old.channel}, ${old.card_ts}, ${old.version},
      ${open ? old.version - 1 : old.version}, 0, 0, 0, ${old.created_at})`.execute(db);
  }
}

function factsOf(old: OldRequest, note: string | undefined): string {
  const decider = old.decided_by_json === null ? undefined : actor.parse(JSON.parse(old.decided_by_json));
  const failure = z
    .object({ reference: z.string().optional() })
    .nullable()
    .parse(JSON.parse(old.failure_json ?? 'null'));
  return JSON.stringify({
    ...(decider ? { by: { account: decider.slackId, personId: decider.personId, name: decider.name } } : {}),
    ...(failure?.reference ? { reference: failure.reference } : {}),
    ...(note ? { note } : {}),
  });
}

async function moveApprovals(db: Kysely<unknown>, old: OldRequest): Promise<void> {
  for (const approval of z.array(actor.extend({ at: z.number() })).parse(JSON.parse(old.approvals_json)))
    await sql`insert into decisions (id, request_id, account, what, at, checked, person_id, person_name)
      values (${randomUUID()}, ${old.id}, ${approval.slackId}, 'approve', ${approval.at}, 'yes', ${approval.personId},
      ${approval.name})`.execute(db);
}
