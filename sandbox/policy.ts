import { faultLine } from '../src/config/faults.ts';
import { type Config, ConfigError, loadConfig } from '../src/config.ts';
import type { PolicyVariables } from './policy-variables.ts';
import type { StandIns } from './start.ts';
import { portalVariables, slackVariables } from './variables.ts';

/** What the app takes these variables as. */
export type Policy = Config['approvals'];

/**
 * Reads them as the app reads its environment.
 * @throws Error with a sentence for each variable that is wrong
 */
export function readPolicy(
  variables: Partial<PolicyVariables>,
  standIns: Pick<StandIns, 'workspace' | 'portal'>,
): Policy {
  // The app reads all of its variables or none.
  const others = {
    ...slackVariables(standIns, { mode: 'socket', appUrl: standIns.workspace.apiUrl }),
    ...portalVariables(standIns),
  };
  try {
    return loadConfig({ ...others, ...variables }).approvals;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new Error(error.faults.map(faultLine).join('\n'));
  }
}

/** The variables an operator would set for a policy. */
export function policyVariables(policy: Policy): PolicyVariables {
  return {
    APPROVALS_REQUIRED: String(policy.required),
    APPROVERS: [...policy.approvers, ...policy.approverGroups].join(','),
    APPROVAL_CHANNEL: policy.channel ?? '',
    APPROVAL_EXPIRY: durationText(policy.expiryMs),
    SELF_APPROVAL: policy.selfApproval ? 'allow' : 'deny',
    ASKING: policy.asking ? 'on' : 'off',
    DELETE_GRACE: durationText(policy.graceMs),
  };
}

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const;

/** A duration in the largest unit that divides it, such as `24h`; a day is written in hours, as its default is. */
function durationText(ms: number): string {
  const [unit, length] = UNITS.find(([name, each]) => ms > 0 && ms % each === 0 && !(name === 'd' && ms === each)) ?? [
    'ms',
    1,
  ];
  return ms === 0 ? '0s' : `${ms / length}${unit}`;
}
