import type { Policy } from './changes/index.ts';
import type { Config } from './config.ts';

/** Whether approvers are configured. */
export function hasApprovers({ approvals }: Config): boolean {
  return approvals.approvers.length > 0 || approvals.approverGroups.length > 0;
}

/** The settings that the rules of requests depend on. */
export function policyOf({ approvals, restoreForMs }: Config): Policy {
  const { required, expiryMs, graceMs, selfApproval, asking } = approvals;
  return { approvalsRequired: required, expiryMs, graceMs, selfApproval, asking, restoreForMs };
}
