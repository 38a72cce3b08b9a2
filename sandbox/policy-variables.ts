/** Who approves what, and how long that takes: the variables of an operator that can be changed while the sandbox runs. */
export const POLICY_VARIABLES = [
  'APPROVALS_REQUIRED',
  'APPROVERS',
  'APPROVAL_CHANNEL',
  'APPROVAL_EXPIRY',
  'SELF_APPROVAL',
  'ASKING',
  'DELETE_GRACE',
] as const;

export type PolicyVariable = (typeof POLICY_VARIABLES)[number];

/** A value each; an empty one is the default. */
export type PolicyVariables = Record<PolicyVariable, string>;
