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

/** A requester can remind the others once in so long, in milliseconds. */
const REMIND_EVERY_MS = 24 * 3_600_000;

/** A decision that keeps the request from being applied until it is checked. */
export const HOLDING = ['stop', 'reject'] as const satisfies readonly DecisionKind[];

/**
 * Why a click does not count, by what the row alone knows; undefined when it is written down and checked. Whether the
 * account has the right is looked up later.
 */
export function refusalOf(
  request: ChangeRequest,
  what: DecisionKind,
  { account, now, policy: installed }: { account: string; now: number; policy: Policy },
): RefusalCode | undefined {
  const policy = policyFor(request.kind, installed);
  if (!isOpenFor(request, what)) return 'not-open';
  // Approved by nobody: it is carried out right now, or on the date that was agreed on.
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
      // Between batches alone: what is one write can no longer be changed.
      return request.facts.progress && !cancelOf(request) ? undefined : 'not-open';
    case 'close':
      return now < uncertainSince(request) + CLOSE_AFTER_MS ? 'too-early' : undefined;
    case 'remind':
      if (!own) return 'not-requester';
      return decidedLastAt(request, 'remind') > now - REMIND_EVERY_MS ? 'reminded-already' : undefined;
  }
}

/** A reminder moves nothing. */
function isOpenFor({ kind, state }: ChangeRequest, what: DecisionKind): boolean {
  return what === 'remind' ? state === 'waiting' : nextState(kind, state, what) !== undefined;
}

function decidedLastAt({ decisions }: ChangeRequest, what: DecisionKind): number {
  return Math.max(0, ...decisions.filter((decision) => decision.what === what).map(({ at }) => at));
}

/** An approval that was given counts again by itself; only where approvals were lost it can be given anew. */
function hasApproved(request: ChangeRequest, account: string): boolean {
  return request.why !== 'approvals-lost' && allApprovalsOf(request).some((approval) => approval.account === account);
}

/** An account that had no right to stop or reject holds nothing again on that request; one that came too late may. */
function refusedBefore({ decisions }: ChangeRequest, account: string): boolean {
  return decisions.some(({ what, checked, why, ...decision }) => {
    const refused = checked === 'no' && why !== 'not-open';
    return refused && HOLDING.some((holding) => holding === what) && decision.account === account;
  });
}

/** Since when it is not known what became of a request. */
export function uncertainSince({ attempt, updatedAt }: ChangeRequest): number {
  return attempt?.sentAt ?? attempt?.startedAt ?? updatedAt;
}

/** Whether the requester's own account decides, which needs no look-up: the account is in the row. */
export function needsNoLookup(request: ChangeRequest, what: DecisionKind, account: string): boolean {
  return (
    what === 'withdraw' || what === 'remind' || ((what === 'stop' || what === 'cancel') && request.account === account)
  );
}

/** The transition a checked decision makes; a reminder makes none. A rejection that was under way when the request was approved stops it. */
export function eventOf(request: ChangeRequest, what: DecisionKind): Exclude<DecisionKind, 'remind'> | undefined {
  if (what === 'remind') return undefined;
  if (nextState(request.kind, request.state, what)) return what;
  return what === 'reject' && nextState(request.kind, request.state, 'stop') ? 'stop' : undefined;
}
