import type { Kysely } from 'kysely';
import {
  type Actor,
  type ChangeRequest,
  type Decision,
  type DecisionKind,
  findRequest,
  KINDS,
  lockRequest,
  NoSuchRequest,
  REFUSALS,
  type RefusalCode,
} from '../../changes/index.ts';
import { type Database, recordLine, type Store } from '../../store/index.ts';

/** Result of checking a decision. */
export type Checked =
  | { request: ChangeRequest; counts: true }
  | { request: ChangeRequest; counts: false; refused: RefusalCode };

export interface DecisionRead {
  request: ChangeRequest;
  decision: Decision;
}

/** Locks the request of a decision until the transaction ends, and reads both. */
export async function lockDecision(trx: Kysely<Database>, decisionId: string): Promise<DecisionRead> {
  await lockRequest(trx, await requestIdOf(trx, decisionId));
  return readDecision(trx, decisionId);
}

export async function readDecision(db: Kysely<Database>, decisionId: string): Promise<DecisionRead> {
  const request = await findRequest(db, await requestIdOf(db, decisionId));
  const decision = request?.decisions.find(({ id }) => id === decisionId);
  if (!request || !decision) throw new NoSuchRequest();
  return { request, decision };
}

/** The stored result: another process checked the decision first. */
export function checkedBefore(request: ChangeRequest, { checked, why }: Decision): Checked {
  if (checked === 'yes') return { request, counts: true };
  return { request, counts: false, refused: REFUSALS.find((code) => code === why) ?? 'not-an-approver' };
}

/** Stores that a decision counts, and who made it. */
export async function markChecked(trx: Kysely<Database>, id: string, actor: Actor): Promise<void> {
  const set = { checked: 'yes', person_id: actor.personId, person_name: actor.name };
  await trx.updateTable('decisions').set(set).where('id', '=', id).execute();
}

/** Stores that a decision does not count; false when it was already checked. */
export async function markRefused(trx: Kysely<Database>, id: string, why: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('decisions')
    .set({ checked: 'no', why })
    .where('id', '=', id)
    .where('checked', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Refuses a decision because the request moved on during the lookup. */
export async function refuseInTime(
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  { id, what, account }: Decision,
  refused: RefusalCode,
): Promise<Checked> {
  await markRefused(trx, id, refused);
  await recordRefusal(trx, now, request, { what, account, refused });
  return { request, counts: false, refused };
}

/** Writes an audit line about a decision that does not count. */
export async function recordRefusal(
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  { what, account, refused, personId }: { what: DecisionKind; account: string; refused: string; personId?: string },
): Promise<void> {
  await recordLine(trx, {
    at: now,
    action: `${request.kind}_${what}_refused`,
    account,
    personId,
    portal: request.portal,
    groupId: request.group.id,
    requestId: request.id,
    shown: request.fingerprint,
    answer: refused,
    words: { groupName: request.group.name },
  });
}

async function requestIdOf(db: Kysely<Database>, decisionId: string): Promise<string> {
  const row = await db.selectFrom('decisions').select('request_id').where('id', '=', decisionId).executeTakeFirst();
  return row?.request_id ?? '';
}

/** Decisions left unchecked because their process died or a lookup failed. */
export async function uncheckedDecisions(store: Store, olderThanMs: number): Promise<string[]> {
  const rows = await store.db
    .selectFrom('decisions')
    .innerJoin('requests', 'requests.id', 'decisions.request_id')
    .select('decisions.id')
    .where('kind', 'in', [...KINDS])
    .where('checked', 'is', null)
    .where('at', '<=', (await store.now()) - olderThanMs)
    .orderBy('at')
    .limit(100)
    .execute();
  return rows.map((row) => row.id);
}
