import type { Policy } from './changes/index.ts';
import type { Config } from './config.ts';

/** Whether the installation names who approves deletions. */
export function hasApprovers({ approvals }: Config): boolean {
  return approvals.approvers.length > 0 || approvals.approverGroups.length > 0;
}

/** What this installation asks of requests, as their rules take it. */
export function policyOf({ approvals, restoreForMs }: Config): Policy {
  const { required, expiryMs, graceMs, selfApproval, asking } = approvals;
  return { approvalsRequired: required, expiryMs, graceMs, selfApproval, asking, restoreForMs };
}
