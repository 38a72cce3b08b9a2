import type { Actor, DeletionRequest, GroupSeen, RequestState } from './deletion-request.ts';
import { differenceBetween } from './seal.ts';

/** What an installation asks of a deletion. */
export interface ApprovalPolicy {
  /** How many different people must approve. */
  approvalsRequired: number;
  /** Milliseconds a request stays open. */
  expiryMs: number;
  /** Milliseconds an approved deletion can still be stopped. */
  graceMs: number;
  /** Whether the requester may approve. */
  selfApproval: boolean;
  /** Slack ids of those who may approve; undefined: everybody who could delete the group in DocSpace. */
  approvers?: ReadonlySet<string>;
}

/** Why a step is not open to somebody, or not any more. */
export type Why =
  | 'own-request'
  | 'not-an-approver'
  | 'not-requester'
  | 'already-approved-by-you'
  | 'expired'
  | `already-${RequestState}`;

export type Verdict = { ok: true } | { ok: false; why: Why };

const YES: Verdict = { ok: true };
const no = (why: Why): Verdict => ({ ok: false, why });

/** A person is the same by DocSpace account or by Slack account: neither a second e-mail nor a second account helps. */
export function samePerson(a: Actor, b: Actor): boolean {
  return a.personId === b.personId || a.slackId === b.slackId;
}

/** Whether somebody may approve now: not their own request, not twice, and among the approvers where there is a list. */
export function mayApprove(request: DeletionRequest, actor: Actor, policy: ApprovalPolicy, now: number): Verdict {
  if (request.state !== 'pending') return no(`already-${request.state}`);
  if (request.expiresAt <= now) return no('expired');
  if (!policy.selfApproval && samePerson(request.requester, actor)) return no('own-request');
  if (!isApprover(actor, policy)) return no('not-an-approver');
  if (request.approvals.some((approval) => samePerson(approval, actor))) return no('already-approved-by-you');
  return YES;
}

/** Whether somebody may reject: the same people who may approve, also what failed for good; requesters withdraw instead. */
export function mayReject(request: DeletionRequest, actor: Actor, policy: ApprovalPolicy): Verdict {
  if (!isStillUndone(request)) return no(`already-${request.state}`);
  if (samePerson(request.requester, actor)) return policy.selfApproval ? YES : no('own-request');
  return isApprover(actor, policy) ? YES : no('not-an-approver');
}

/** Whether somebody may withdraw: whoever asked, before the deletion begins or after it failed. */
export function mayWithdraw(request: DeletionRequest, actor: Actor): Verdict {
  if (!samePerson(request.requester, actor)) return no('not-requester');
  return isStillUndone(request) ? YES : no(`already-${request.state}`);
}

/**
 * Whether the group surely still stands: nothing was approved yet, or the deletion failed before it was sent. A failed
 * request with a snapshot may have deleted the group; only another try finds out.
 */
export function isStillUndone({ state, snapshot }: DeletionRequest): boolean {
  return state === 'pending' || (state === 'failed' && !snapshot);
}

/** Code of a failure that took members out of the group and left it there. */
export const HALF_DELETED = 'half-deleted';

/** Whether an earlier try of this deletion took members out of the group. */
export function isHalfDeleted({ failure }: DeletionRequest): boolean {
  return failure?.code === HALF_DELETED;
}

/** Whether a group is only what a deletion that failed half-way left of it: nobody joined, nothing else was changed. */
export function isRestOf(seen: GroupSeen, now: GroupSeen): boolean {
  const { renamed, manager, joined } = differenceBetween(seen, now);
  return !renamed && joined.length === 0 && manager?.to === undefined;
}

/** Whether somebody may stop an approved deletion during its grace: whoever asked, or whoever may approve. */
export function mayStop(request: DeletionRequest, actor: Actor, policy: ApprovalPolicy): Verdict {
  // With a snapshot the deletion was sent once before: stopping now could not promise that the group stays.
  if (request.state !== 'approved' || request.snapshot) return no(`already-${request.state}`);
  return samePerson(request.requester, actor) || isApprover(actor, policy) ? YES : no('not-an-approver');
}

/** Whether somebody may try a failed deletion again: those who may approve. */
export function mayRetry(request: DeletionRequest, actor: Actor, policy: ApprovalPolicy): Verdict {
  if (request.state !== 'failed') return no(`already-${request.state}`);
  if (!policy.selfApproval && samePerson(request.requester, actor)) return no('own-request');
  return isApprover(actor, policy) ? YES : no('not-an-approver');
}

function isApprover(actor: Actor, policy: ApprovalPolicy): boolean {
  return policy.approvers?.has(actor.slackId) ?? true;
}
