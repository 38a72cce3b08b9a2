import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { AccessDenied, type Caller } from '../../access/index.ts';
import {
  type Actor,
  type ChangeRequest,
  type Decision,
  type DecisionKind,
  eventOf,
  type Facts,
  findRequest,
  lockRequest,
  NoSuchRequest,
  needsNoLookup,
  policyFor,
  type RefusalCode,
  refusalOf,
} from '../../changes/index.ts';
import { matchCard } from '../../outbox/index.ts';
import type { Database } from '../../store/index.ts';
import type { RequestDeps } from '../deps.ts';
import { applyEvent } from '../lifecycle/apply-event.ts';
import { poolFor } from '../lookups/current-access.ts';
import { actorOf } from '../submissions/submit.ts';
import { THE_REQUESTER } from '../text/direct.ts';
import { approve } from './approve.ts';
import {
  type Checked,
  checkedBefore,
  lockDecision,
  markChecked,
  markRefused,
  readDecision,
  recordRefusal,
  refuseInTime,
} from './decision-rows.ts';
import { remind } from './remind.ts';

/** A decision about a request, as clicked or submitted. */
export interface Deciding {
  requestId: string;
  what: DecisionKind;
  account: string;
  /** The clicked message; undefined for forms and the App Home, which only this app can show. */
  card?: { channel: string; ts: string } | undefined;
  /** The reason an approver gave for rejecting. */
  note?: string | undefined;
}

/** Immediate result of a click: it is stored (and possibly checked), or it does not count. */
export type Stored =
  | { request: ChangeRequest; decisionId: string; checked: boolean }
  | { request: ChangeRequest; refused: RefusalCode };

/**
 * Stores a decision before Slack is acknowledged. It is judged from the row alone; {@link checkDecision} looks up the
 * rights. The requester's own account needs no lookup.
 * @throws NoSuchRequest, RequestOfNewerVersion
 */
export function storeDecision(deps: RequestDeps, deciding: Deciding): Promise<Stored> {
  const { requestId, what, account, card, note } = deciding;
  return deps.store.write(async (trx, now) => {
    await lockRequest(trx, requestId);
    const request = await findRequest(trx, requestId);
    if (!request) throw new NoSuchRequest();
    const known = card === undefined || (await matchCard(trx, requestId, card)) === 'known';
    const refused = known ? refusalOf(request, what, { account, now, policy: deps.policy }) : 'unknown-message';
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
    const actor: Actor = request.requester ?? { account, personId: '', name: THE_REQUESTER };
    if (what === 'remind') {
      await remind(deps, trx, now, request, { id, actor });
      return { request, decisionId: id, checked: true };
    }
    const moved = await settle(deps, trx, now, request, { id, what, actor, note });
    return { request: moved ?? request, decisionId: id, checked: true };
  });
}

/**
 * Looks up whether a stored decision counts, and moves the request. Rights are never taken from a cache.
 * @throws AccessDenied when the account has no right to decide this: the decision is stored as refused then. The failure
 * of a lookup leaves the decision unchecked: it is checked again later.
 */
export async function checkDecision(deps: RequestDeps, decisionId: string): Promise<Checked> {
  const { request, decision } = await readDecision(deps.store.db, decisionId);
  if (decision.checked) return checkedBefore(request, decision);
  let caller: Caller;
  try {
    caller = await lookUpCaller(deps, request, decision);
  } catch (error) {
    if (error instanceof AccessDenied) await refuseDecision(deps, request, decision, error.reason);
    throw error;
  }
  const actor = actorOf(caller);
  const refused = await refusedByPerson(deps, request, decision, actor);
  if (refused) {
    await refuseDecision(deps, request, decision, refused, actor.personId);
    return { request, counts: false, refused };
  }
  return decision.what === 'approve' ? approve(deps, decision, actor) : decideAs(deps, decision, actor);
}

/** The group's manager can stop its deletion without an approver's role. */
async function lookUpCaller(
  { access }: RequestDeps,
  request: ChangeRequest,
  { account, what }: Decision,
): Promise<Caller> {
  try {
    return await access.require(account, what === 'cancel' ? 'update' : 'approve', { fresh: true });
  } catch (error) {
    const lacksRole = error instanceof AccessDenied && error.reason === 'may-not-write';
    const status = lacksRole && what === 'stop' ? await access.statusOf(account) : undefined;
    if (status?.known && status.caller.person.id === request.group.manager?.id) return status.caller;
    throw error;
  }
}

async function refusedByPerson(
  deps: RequestDeps,
  request: ChangeRequest,
  { what, account }: Decision,
  actor: Actor,
): Promise<RefusalCode | undefined> {
  // APPROVERS applies to deletions. A change in batches can be canceled by every user who could make it.
  if (what === 'cancel') return undefined;
  const own = request.requester?.personId === actor.personId;
  const { selfApproval } = policyFor(request.kind, deps.policy);
  if (own && what !== 'stop' && what !== 'close' && !selfApproval) return 'own-request';
  if (what === 'close' || (what === 'stop' && request.group.manager?.id === actor.personId)) return undefined;
  const pool = await poolFor(deps, request.kind);
  return pool && !pool.has(account) ? 'not-an-approver' : undefined;
}

async function refuseDecision(
  { store }: RequestDeps,
  request: ChangeRequest,
  { id, what, account }: Decision,
  refused: string,
  personId?: string,
): Promise<void> {
  await store.write(async (trx, now) => {
    if (await markRefused(trx, id, refused))
      await recordRefusal(trx, now, request, { what, account, refused, ...(personId ? { personId } : {}) });
  });
}

/** Reject, stop, cancel, retry and close take effect with one person's decision. */
function decideAs(deps: RequestDeps, decision: Decision, actor: Actor): Promise<Checked> {
  return deps.store.write(async (trx, now) => {
    const { request, decision: current } = await lockDecision(trx, decision.id);
    if (current.checked) return checkedBefore(request, current);
    const { id, what, note } = decision;
    const moved = await settle(deps, trx, now, request, { id, what, actor, note });
    return moved ? { request: moved, counts: true } : refuseInTime(trx, now, request, decision, 'not-open');
  });
}

async function settle(
  deps: RequestDeps,
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  { id, what, actor, note }: { id: string; what: DecisionKind; actor: Actor; note?: string | undefined },
): Promise<ChangeRequest | undefined> {
  const event = eventOf(request, what);
  if (!event) return undefined;
  // A Cancel keeps the progress, because the change continues until its batch is done.
  const facts: Facts = { ...(what === 'cancel' ? request.facts : {}), by: actor, ...(note ? { note } : {}) };
  const set = what === 'retry' ? { due_at: now, first_try_at: null } : {};
  const moved = await applyEvent(deps, trx, now, request, event, { set, actor, facts, note });
  if (moved) await markChecked(trx, id, actor);
  return moved;
}
