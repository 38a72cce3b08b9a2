import { type Policy, policyFor } from './policy.ts';
import {
  allApprovalsOf,
  type ChangeRequest,
  cancelOf,
  type DecisionKind,
  needsApproval,
  type RefusalCode,
} from './request.ts';
import { nextState } from './transitions.ts';

/** After this long, in milliseconds, an admin can close a request whose outcome is not known. */
export const CLOSE_AFTER_MS = 24 * 3_600_000;

/** Minimum interval between two reminders by the requester, in milliseconds. */
const REMIND_EVERY_MS = 24 * 3_600_000;

/** Decisions that block the request from being applied until they are checked. */
export const HOLDING = ['stop', 'reject'] as const satisfies readonly DecisionKind[];

/**
 * Why a click does not count, judged from the row alone; undefined when it is stored and checked. The account's rights
 * are looked up later.
 */
export function refusalOf(
  request: ChangeRequest,
  what: DecisionKind,
  { account, now, policy: installed }: { account: string; now: number; policy: Policy },
): RefusalCode | undefined {
  const policy = policyFor(request.kind, installed);
  if (!isOpenFor(request, what)) return 'not-open';
  // It needs no approval: it is applied now, or on its scheduled date.
  if (request.state === 'approved' && !needsApproval(request)) return 'not-open';
  if (request.state === 'waiting' && request.expiresAt <= now) return 'not-open';
  const own = request.account === account;
  switch (what) {
    case 'approve':
      if (own && !policy.selfApproval) return 'own-request';
      return hasApproved(request, account) ? 'approved-already' : undefined;
    case 'reject':
      if (refusedBefore(request, account)) return 'refused-before';
      return own && !policy.selfApproval ? 'own-request' : undefined;
    case 'retry':
      return own && !policy.selfApproval ? 'own-request' : undefined;
    case 'withdraw':
      return own ? undefined : 'not-requester';
    case 'stop':
      return refusedBefore(request, account) ? 'refused-before' : undefined;
    case 'cancel':
      // Only between batches: a single write cannot be canceled.
      return request.facts.progress && !cancelOf(request) ? undefined : 'not-open';
    case 'close':
      return now < uncertainSince(request) + CLOSE_AFTER_MS ? 'too-early' : undefined;
    case 'remind':
      if (!own) return 'not-requester';
      return decidedLastAt(request, 'remind') > now - REMIND_EVERY_MS ? 'reminded-already' : undefined;
  }
}

/** A reminder is no transition, so the table does not know it. */
function isOpenFor({ kind, state }: ChangeRequest, what: DecisionKind): boolean {
  return what === 'remind' ? state === 'waiting' : nextState(kind, state, what) !== undefined;
}

function decidedLastAt({ decisions }: ChangeRequest, what: DecisionKind): number {
  return Math.max(0, ...decisions.filter((decision) => decision.what === what).map(({ at }) => at));
}

/** An approval keeps counting; it can be given again only after approvals were lost. */
function hasApproved(request: ChangeRequest, account: string): boolean {
  return request.why !== 'approvals-lost' && allApprovalsOf(request).some((approval) => approval.account === account);
}

/** An account without the right to stop or reject cannot block that request again; one that was only too late can. */
function refusedBefore({ decisions }: ChangeRequest, account: string): boolean {
  return decisions.some(({ what, checked, why, ...decision }) => {
    const refused = checked === 'no' && why !== 'not-open';
    return refused && HOLDING.some((holding) => holding === what) && decision.account === account;
  });
}

/** Since when the outcome of a request is unknown. */
export function uncertainSince({ attempt, updatedAt }: ChangeRequest): number {
  return attempt?.sentAt ?? attempt?.startedAt ?? updatedAt;
}

/** Whether the requester's own account decides: it is in the row, so no lookup is needed. */
export function needsNoLookup(request: ChangeRequest, what: DecisionKind, account: string): boolean {
  return (
    what === 'withdraw' || what === 'remind' || ((what === 'stop' || what === 'cancel') && request.account === account)
  );
}

/** The transition a checked decision triggers; none for a reminder. A rejection stored before the request was approved stops it. */
export function eventOf(request: ChangeRequest, what: DecisionKind): Exclude<DecisionKind, 'remind'> | undefined {
  if (what === 'remind') return undefined;
  if (nextState(request.kind, request.state, what)) return what;
  return what === 'reject' && nextState(request.kind, request.state, 'stop') ? 'stop' : undefined;
}
