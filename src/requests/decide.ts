import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { AccessDenied, type Caller } from '../access/index.ts';
import {
  type Actor,
  type ChangeRequest,
  type Decision,
  type DecisionKind,
  eventOf,
  type Facts,
  findRequest,
  NoSuchRequest,
  needsNoLookup,
  type RefusalCode,
  refusalOf,
} from '../changes/index.ts';
import { placeOfCard } from '../outbox/index.ts';
import { type Database, recordLine } from '../store/index.ts';
import { actorOf } from './ask.ts';
import { type Move, move } from './move.ts';
import type { RequestParts } from './parts.ts';
import { isHeadUnchanged } from './seen-group.ts';
import { lookUpApprovers, type Today } from './today.ts';

/** Somebody decides about a request. */
export interface Deciding {
  requestId: string;
  what: DecisionKind;
  account: string;
  /** The message that was clicked; undefined for forms and the App Home, which only this app can show. */
  card?: { channel: string; ts: string } | undefined;
  /** What somebody who rejects wrote. */
  note?: string | undefined;
}

/** What became of a click at once: it is written down (and perhaps counts already), or it does not count. */
export type Stored =
  | { request: ChangeRequest; decisionId: string; checked: boolean }
  | { request: ChangeRequest; refused: RefusalCode };

/** What became of a decision once its account was looked up. */
export type Checked =
  | { request: ChangeRequest; counts: true }
  | { request: ChangeRequest; counts: false; refused: RefusalCode };

/**
 * Writes a decision down, before Slack gets its acknowledgement. Only the row is asked: whether the account has the right
 * is looked up by {@link checkDecision}. The requester's own account needs no look-up.
 * @throws NoSuchRequest, RequestOfNewerVersion
 */
export function storeDecision(parts: RequestParts, deciding: Deciding): Promise<Stored> {
  const { requestId, what, account, card, note } = deciding;
  return parts.store.write(async (trx, now) => {
    const request = await findRequest(trx, requestId);
    if (!request) throw new NoSuchRequest();
    const known = card === undefined || (await placeOfCard(trx, requestId, card)) === 'known';
    const refused = known ? refusalOf(request, what, { account, now, policy: parts.policy }) : 'unknown-message';
    if (refused) {
      await recordRefusal(trx, now, request, { what, account, refused });
      return { request, refused };
    }
    const id = randomUUID();
    await trx
      .insertInto('decisions')
      .values({ id, request_id: requestId, account, what, at: now, note: note ?? null })
      .execute();
    if (!needsNoLookup(request, what, account)) return { request, decisionId: id, checked: false };
    const actor: Actor = request.requester ?? { account, personId: '', name: 'the requester' };
    const moved = await settle(parts, trx, now, request, { id, what, actor, note });
    return { request: moved ?? request, decisionId: id, checked: true };
  });
}

async function recordRefusal(
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

/**
 * Looks up whether a stored decision counts, and moves the request. Rights are asked for anew, never taken from memory.
 * @throws AccessDenied when the account has no right to decide this: the decision is settled as a no then. The failure
 * of a look-up leaves the decision open: it is checked again later.
 */
export async function checkDecision(parts: RequestParts, decisionId: string): Promise<Checked> {
  const { request, decision } = await readDecision(parts, decisionId);
  if (decision.checked) return { request, counts: true };
  let caller: Caller;
  try {
    caller = await lookUpCaller(parts, request, decision);
  } catch (error) {
    if (error instanceof AccessDenied) await refuseDecision(parts, request, decision, error.reason);
    throw error;
  }
  const actor = actorOf(caller);
  const refused = await refusedByPerson(parts, request, decision, actor);
  if (refused) {
    await refuseDecision(parts, request, decision, refused, actor.personId);
    return { request, counts: false, refused };
  }
  return decision.what === 'approve' ? approve(parts, decision, actor) : decideAs(parts, decision, actor);
}

/** The right a decision takes: the group's manager can stop its deletion, whatever their role. */
async function lookUpCaller(parts: RequestParts, request: ChangeRequest, { account, what }: Decision): Promise<Caller> {
  const manager = request.group.manager?.id;
  if (what === 'stop' && manager !== undefined) {
    const caller = await parts.access.require(account, 'ask', { fresh: true }).catch(() => undefined);
    if (caller?.person.id === manager) return caller;
  }
  return parts.access.require(account, 'approve', { fresh: true });
}

async function refusedByPerson(
  parts: RequestParts,
  request: ChangeRequest,
  { what, account }: Decision,
  actor: Actor,
): Promise<RefusalCode | undefined> {
  const own = request.requester?.personId === actor.personId;
  if (own && what !== 'stop' && what !== 'close' && !parts.policy.selfApproval) return 'own-request';
  if (what === 'close' || (what === 'stop' && request.group.manager?.id === actor.personId)) return undefined;
  const pool = await parts.pool.accounts();
  return pool && !pool.has(account) ? 'not-an-approver' : undefined;
}

async function refuseDecision(
  { store }: RequestParts,
  request: ChangeRequest,
  { id, what, account }: Decision,
  refused: string,
  personId?: string,
): Promise<void> {
  await store.write(async (trx, now) => {
    await trx.updateTable('decisions').set({ checked: 'no', why: refused }).where('id', '=', id).execute();
    await recordRefusal(trx, now, request, { what, account, refused, ...(personId ? { personId } : {}) });
  });
}

/** One more approval; the last one that is needed starts the grace. */
async function approve(parts: RequestParts, decision: Decision, actor: Actor): Promise<Checked> {
  for (;;) {
    const { request } = await readDecision(parts, decision.id);
    const withThis = { ...request, decisions: request.decisions.map((each) => checkedAs(each, decision.id, actor)) };
    const today = await lookUpApprovers(parts, withThis, false);
    const unchanged = await isHeadUnchanged(parts.docspace, request.group);
    const done = await parts.store.write((trx, now) =>
      settleApproval(parts, trx, now, { decision, actor, version: request.version, today, unchanged }),
    );
    // Somebody else was faster: look again, which ends in a refusal or in a second approval beside theirs.
    if (done) return done;
  }
}

function checkedAs(each: Decision, id: string, actor: Actor): Decision {
  return each.id === id ? { ...each, checked: 'yes', personId: actor.personId, name: actor.name } : each;
}

async function settleApproval(
  parts: RequestParts,
  trx: Kysely<Database>,
  now: number,
  given: { decision: Decision; actor: Actor; version: number; today: Today; unchanged: boolean },
): Promise<Checked | undefined> {
  const { decision, actor, version, today, unchanged } = given;
  const before = await findRequest(trx, await requestIdOf(trx, decision.id));
  if (!before) throw new NoSuchRequest();
  if (before.version !== version) return refusedMeanwhile(parts, trx, now, before, decision);
  const hadApproved = today.check(before).counting.some(({ personId }) => personId === actor.personId);
  await markChecked(trx, decision.id, actor);
  const request = { ...before, decisions: before.decisions.map((each) => checkedAs(each, decision.id, actor)) };
  if (hadApproved) return { request, counts: false, refused: 'approved-already' };
  if (!unchanged) {
    const moved = await move(parts, trx, now, request, 'outdate', { why: 'group-changed', actor });
    return { request: moved ?? request, counts: true };
  }
  const { missing, needed } = today.check(request);
  const enough: Move = { set: { due_at: now + parts.policy.graceMs, first_try_at: null, needed } };
  const moved =
    missing > 0
      ? await move(parts, trx, now, request, 'count', { actor, missing, set: { needed } })
      : await move(parts, trx, now, request, 'approve', { ...enough, actor, facts: { by: actor } });
  return { request: moved ?? request, counts: true };
}

/** The request moved on while the approver was looked up: undefined where the approval can still count. */
async function refusedMeanwhile(
  parts: RequestParts,
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  { id, what, account }: Decision,
): Promise<Checked | undefined> {
  const refused = refusalOf(request, what, { account, now, policy: parts.policy });
  if (!refused) return undefined;
  await trx.updateTable('decisions').set({ checked: 'no', why: refused }).where('id', '=', id).execute();
  return { request, counts: false, refused };
}

/** Reject, stop, retry and close: one person decides. */
function decideAs(parts: RequestParts, decision: Decision, actor: Actor): Promise<Checked> {
  return parts.store.write(async (trx, now) => {
    const request = await findRequest(trx, await requestIdOf(trx, decision.id));
    if (!request) throw new NoSuchRequest();
    const { id, what, account, note } = decision;
    const moved = await settle(parts, trx, now, request, { id, what, actor, note });
    if (moved) return { request: moved, counts: true };
    await trx.updateTable('decisions').set({ checked: 'no', why: 'not-open' }).where('id', '=', id).execute();
    await recordRefusal(trx, now, request, { what, account, refused: 'not-open' });
    return { request, counts: false, refused: 'not-open' };
  });
}

async function settle(
  parts: RequestParts,
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  { id, what, actor, note }: { id: string; what: DecisionKind; actor: Actor; note?: string | undefined },
): Promise<ChangeRequest | undefined> {
  const event = eventOf(request, what);
  if (!event) return undefined;
  const facts: Facts = { by: actor, ...(note ? { note } : {}) };
  const set = what === 'retry' ? { due_at: now, first_try_at: null } : {};
  const moved = await move(parts, trx, now, request, event, { set, actor, facts, note });
  if (moved) await markChecked(trx, id, actor);
  return moved;
}

async function markChecked(trx: Kysely<Database>, id: string, actor: Actor): Promise<void> {
  const set = { checked: 'yes', person_id: actor.personId, person_name: actor.name };
  await trx.updateTable('decisions').set(set).where('id', '=', id).execute();
}

async function requestIdOf(db: Kysely<Database>, decisionId: string): Promise<string> {
  const row = await db.selectFrom('decisions').select('request_id').where('id', '=', decisionId).executeTakeFirst();
  return row?.request_id ?? '';
}

async function readDecision(
  { store }: RequestParts,
  decisionId: string,
): Promise<{ request: ChangeRequest; decision: Decision }> {
  const request = await findRequest(store.db, await requestIdOf(store.db, decisionId));
  const decision = request?.decisions.find(({ id }) => id === decisionId);
  if (!request || !decision) throw new NoSuchRequest();
  return { request, decision };
}

/** Decisions that nobody has checked since some time: their process died, or a look-up failed. */
export async function uncheckedDecisions({ store }: RequestParts, olderThanMs: number): Promise<string[]> {
  const rows = await store.db
    .selectFrom('decisions')
    .select('id')
    .where('checked', 'is', null)
    .where('at', '<=', (await store.now()) - olderThanMs)
    .orderBy('at')
    .limit(100)
    .execute();
  return rows.map((row) => row.id);
}
