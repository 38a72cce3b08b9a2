import { type Kysely, sql, type Updateable } from 'kysely';
import { type Database, recordAudit } from '../store/index.ts';
import type { DeletionRequestsTable } from '../store/tables.ts';
import type { Actor, RequestEvent, RequestState } from './deletion-request.ts';

/** One step of a request: from where, to what, and what is written down about it. */
export interface Transition {
  id: string;
  from: readonly RequestState[];
  /** The step holds only on this version. */
  version?: number;
  /** The step holds only while this process has the lease. */
  owner?: string;
  /** The step holds only once this moment (milliseconds) has come. */
  due?: { column: 'execute_at' | 'lease_until'; by: number };
  set: Updateable<DeletionRequestsTable>;
  kind: RequestEvent['kind'];
  actor?: Actor;
  note?: string;
  answer?: string;
}

/**
 * Takes a step by one conditional UPDATE, and writes its event and audit row in the same transaction.
 * @returns whether this call took it
 */
export async function takeStep(db: Kysely<Database>, at: number, step: Transition): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    // The UPDATE comes first, so that two processes on one SQLite file wait for each other instead of failing.
    let update = trx
      .updateTable('deletion_requests')
      .set({ ...step.set, version: sql<number>`version + 1`, updated_at: at })
      .where('id', '=', step.id)
      .where('state', 'in', [...step.from]);
    if (step.version !== undefined) update = update.where('version', '=', step.version);
    if (step.owner !== undefined) update = update.where('lease_owner', '=', step.owner);
    if (step.due) update = update.where(step.due.column, '<=', step.due.by);
    const row = await update.returning(['version', 'group_id', 'group_name', 'seal']).executeTakeFirst();
    if (!row) return false;
    await trx
      .insertInto('request_events')
      .values({
        request_id: step.id,
        seq: row.version,
        at,
        kind: step.kind,
        actor_json: step.actor ? JSON.stringify(step.actor) : null,
        note: step.note ?? null,
      })
      .execute();
    await recordAudit(trx, {
      at,
      action: `deletion_${step.kind}`,
      actorSlackId: step.actor?.slackId,
      actorPersonId: step.actor?.personId,
      groupId: row.group_id,
      groupName: row.group_name,
      requestId: step.id,
      shown: row.seal,
      answer: step.answer ?? step.note,
    });
    return true;
  });
}
