import type { Actor, ChangeRequest, Decision, GroupSnapshot, Policy, State } from '../../src/changes/index.ts';

export const ravi: Actor = { account: 'U0RAVI', personId: 'p-ravi', name: 'Ravi' };
export const ines: Actor = { account: 'U0INES', personId: 'p-ines', name: 'Ines' };
export const tomas: Actor = { account: 'U0TOMAS', personId: 'p-tomas', name: 'Tomas' };

export const NOW = Date.UTC(2026, 10, 2, 9);
export const POLICY: Policy = {
  approvalsRequired: 1,
  expiryMs: 60_000,
  graceMs: 0,
  selfApproval: false,
  asking: true,
  restoreForMs: 86_400_000,
};

export const design: GroupSnapshot = {
  id: 'g',
  name: 'Design',
  manager: { id: 'm', name: 'M' },
  members: [
    { id: 'b', name: 'B' },
    { id: 'a', name: 'A' },
  ],
};

/** A request of Ravi in this state. */
export function requestIn(state: State, more: Partial<ChangeRequest> = {}): ChangeRequest {
  return {
    id: 'R-1',
    kind: 'delete',
    portal: 'https://portal.example',
    workspace: 'T0',
    group: design,
    account: ravi.account,
    requester: ravi,
    reason: 'over',
    channel: 'C',
    needed: 1,
    state,
    version: 1,
    createdAt: NOW,
    updatedAt: NOW,
    expiresAt: NOW + POLICY.expiryMs,
    facts: {},
    decisions: [],
    everSent: false,
    halfDone: false,
    ...more,
  };
}

/** An approval that was checked and counts for itself, unless `more` says otherwise. */
export function decisionOf(actor: Actor, more: Partial<Decision> = {}): Decision {
  const { account, personId, name } = actor;
  return { id: `${account} approves`, account, personId, name, what: 'approve', at: NOW, checked: 'yes', ...more };
}
