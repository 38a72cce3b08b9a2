import type { Kysely } from 'kysely';
import type { Database } from './tables.ts';

/** One line of the audit record. */
export interface AuditEntry {
  /** Milliseconds since the epoch. */
  at: number;
  /** What was done, such as `group_created` or `deletion_approved`. */
  action: string;
  actorSlackId?: string | undefined;
  actorPersonId?: string | undefined;
  groupId?: string | undefined;
  groupName?: string | undefined;
  requestId?: string | undefined;
  /** What the person was shown when they decided. */
  shown?: string | undefined;
  /** What the portal answered. */
  answer?: string | undefined;
}

/** Adds to the record; inside a transaction when given one. */
export async function recordAudit(db: Kysely<Database>, entry: AuditEntry): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      at: entry.at,
      action: entry.action,
      actor_slack: entry.actorSlackId ?? null,
      actor_person: entry.actorPersonId ?? null,
      group_id: entry.groupId ?? null,
      group_name: entry.groupName ?? null,
      request_id: entry.requestId ?? null,
      shown: entry.shown ?? null,
      answer: entry.answer ?? null,
    })
    .execute();
}

/** What happened to a group, newest first. */
export async function auditOf(db: Kysely<Database>, groupId: string): Promise<AuditEntry[]> {
  const rows = await db.selectFrom('audit').selectAll().where('group_id', '=', groupId).orderBy('id', 'desc').execute();
  return rows.map((row) => ({
    at: row.at,
    action: row.action,
    actorSlackId: row.actor_slack ?? undefined,
    actorPersonId: row.actor_person ?? undefined,
    groupId: row.group_id ?? undefined,
    groupName: row.group_name ?? undefined,
    requestId: row.request_id ?? undefined,
    shown: row.shown ?? undefined,
    answer: row.answer ?? undefined,
  }));
}
