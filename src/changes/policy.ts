import { type Approval, allApprovalsOf, type ChangeRequest, type Decision } from './request.ts';
import type { Kind } from './transitions.ts';

/** The approval settings of an installation. */
export interface Policy {
  /** Number of different people who must approve. */
  approvalsRequired: number;
  /** Milliseconds a request stays open. */
  expiryMs: number;
  /** Milliseconds an approved deletion can still be stopped. */
  graceMs: number;
  /** Whether the requester can approve. */
  selfApproval: boolean;
  /** Whether people without the right to make a change can request it. */
  asking: boolean;
  /** Milliseconds a deleted group can be restored. */
  restoreForMs: number;
}

/** The policy for a kind: several approvals, self-approval and the grace period apply only to deletions. */
export function policyFor(kind: Kind, policy: Policy): Policy {
  return kind === 'delete' ? policy : { ...policy, approvalsRequired: 1, graceMs: 0, selfApproval: false };
}

/** Why an approval that was given does not count now. */
export const LOST_REASONS = ['own-request', 'no-role', 'not-in-pool', 'other-person'] as const;
export type LostReason = (typeof LOST_REASONS)[number];

/** An approver's current status. */
export interface ApproverToday {
  /** The DocSpace person the account is linked to now; undefined when it cannot act at all. */
  personId?: string | undefined;
  /** Whether this person's DocSpace role allows the change. */
  hasRole: boolean;
  /** Whether the account is among `APPROVERS`, or there is no such list. */
  inPool: boolean;
}

/** Which approvals count under the policy in force now. */
export interface PolicyCheck {
  needed: number;
  counting: Decision[];
  missing: number;
  lost: { decision: Decision; why: LostReason }[];
}

/**
 * Counts the approvals of a request: distinct people other than the requester (by person and by account) who are in the
 * approver pool, have the role, and are still linked to the same person. The number needed is the higher of the one at
 * submission and the current setting.
 * @param today the current status of the account of each approval
 */
export function checkPolicy(
  request: Pick<ChangeRequest, 'kind' | 'decisions' | 'needed' | 'account' | 'requester'>,
  installed: Policy,
  today: (account: string) => ApproverToday | undefined,
): PolicyCheck {
  const policy = policyFor(request.kind, installed);
  const counting: Decision[] = [];
  const lost: PolicyCheck['lost'] = [];
  // One person can have approved from two accounts, only one of which is still in the pool.
  for (const decision of allApprovalsOf(request)) {
    const why = lostReason(request, decision, policy, today(decision.account));
    if (why) lost.push({ decision, why });
    else if (!counting.some((each) => isBySame(each, decision))) counting.push(decision);
  }
  const needed = Math.max(request.needed, policy.approvalsRequired);
  return { needed, counting, missing: Math.max(0, needed - counting.length), lost: lostPersons(lost, counting) };
}

function isBySame(one: Decision, other: Decision): boolean {
  return one.account === other.account || one.personId === other.personId;
}

/** Each person none of whose approvals counts now, once. */
function lostPersons(lost: PolicyCheck['lost'], counting: readonly Decision[]): PolicyCheck['lost'] {
  const persons = new Set(counting.map(({ personId }) => personId));
  return lost.filter(({ decision: { personId } }) => !persons.has(personId) && persons.add(personId));
}

function lostReason(
  { account, requester }: Pick<ChangeRequest, 'account' | 'requester'>,
  decision: Approval,
  { selfApproval }: Policy,
  today: ApproverToday | undefined,
): LostReason | undefined {
  if (!selfApproval && (decision.account === account || decision.personId === requester?.personId))
    return 'own-request';
  if (!today?.hasRole) return 'no-role';
  if (today.personId !== decision.personId) return 'other-person';
  return today.inPool ? undefined : 'not-in-pool';
}
