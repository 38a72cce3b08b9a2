import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import type { Database } from '../store/index.ts';
import type { DeletionRequestsTable, RequestEventsTable } from '../store/tables.ts';
import type { DeletionRequest, RequestEvent } from './deletion-request.ts';

const member = z.object({ id: z.string(), name: z.string() });
const groupSeen = z.object({ id: z.string(), name: z.string(), manager: member.optional(), members: z.array(member) });
const actor = z.object({ slackId: z.string(), personId: z.string(), name: z.string() });
const failure = z.object({ code: z.string(), reference: z.string() });
const state = z.enum([
  'pending',
  'approved',
  'deleting',
  'deleted',
  'failed',
  'rejected',
  'withdrawn',
  'stopped',
  'expired',
  'void',
]);
const kind = z.enum([
  'asked',
  'approved',
  'rejected',
  'withdrawn',
  'stopped',
  'expired',
  'executing',
  'deleted',
  'failed',
  'void',
  'retried',
]);
const voidWhy = z.enum(['changed', 'gone', 'no-approver']);

function fromJson<T>(schema: z.ZodType<T>, text: string): T {
  return schema.parse(JSON.parse(text));
}

function fromJsonOrNull<T>(schema: z.ZodType<T>, text: string | null): T | undefined {
  return text === null ? undefined : fromJson(schema, text);
}

/** A stored request with its events; throws a ZodError when the row is none of ours. */
export function requestOf(row: Selectable<DeletionRequestsTable>, events: RequestEvent[]): DeletionRequest {
  return {
    id: row.id,
    group: fromJson(groupSeen, row.seen_json),
    seal: row.seal,
    requester: fromJson(actor, row.requester_json),
    reason: row.reason,
    channel: row.channel,
    cardTs: row.card_ts ?? undefined,
    neededApprovals: row.needed,
    approvals: fromJson(z.array(actor.extend({ at: z.number() })), row.approvals_json),
    state: state.parse(row.state),
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    expiresAt: row.expires_at,
    executeAt: row.execute_at ?? undefined,
    decidedBy: fromJsonOrNull(actor, row.decided_by_json),
    decidedAt: row.decided_at ?? undefined,
    snapshot: fromJsonOrNull(groupSeen, row.snapshot_json),
    failure: fromJsonOrNull(failure, row.failure_json),
    voidWhy: voidWhy.nullable().parse(row.void_why) ?? undefined,
    leaseUntil: row.lease_until ?? undefined,
    drawnVersion: row.drawn_version,
    announcedSeq: row.announced_seq,
    events,
  };
}

function eventOf(row: Selectable<RequestEventsTable>): RequestEvent {
  return {
    seq: row.seq,
    at: row.at,
    kind: kind.parse(row.kind),
    actor: fromJsonOrNull(actor, row.actor_json),
    note: row.note ?? undefined,
  };
}

/** Adds their events to rows, in order. */
export async function withEvents(
  db: Kysely<Database>,
  rows: Selectable<DeletionRequestsTable>[],
): Promise<DeletionRequest[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const events = await db
    .selectFrom('request_events')
    .selectAll()
    .where('request_id', 'in', ids)
    .orderBy('seq')
    .execute();
  return rows.map((row) => requestOf(row, events.filter((event) => event.request_id === row.id).map(eventOf)));
}
