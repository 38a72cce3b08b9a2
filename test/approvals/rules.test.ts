import type { DeletionRequest } from '../../src/approvals/index.ts';
import { differenceBetween, sealOf } from '../../src/approvals/index.ts';
import {
  type ApprovalPolicy,
  mayApprove,
  mayReject,
  mayRetry,
  mayStop,
  mayWithdraw,
} from '../../src/approvals/rules.ts';

const ravi = { slackId: 'U0RAVI', personId: 'p-ravi', name: 'Ravi' };
const ines = { slackId: 'U0INES', personId: 'p-ines', name: 'Ines' };
const twin = { slackId: 'U0OTHER', personId: 'p-ravi', name: 'Ravi, second Slack account' };
const policy: ApprovalPolicy = { approvalsRequired: 1, expiryMs: 1000, graceMs: 0, selfApproval: false };
const group = {
  id: 'g',
  name: 'Design',
  manager: { id: 'm', name: 'M' },
  members: [
    { id: 'b', name: 'B' },
    { id: 'a', name: 'A' },
  ],
};

function request(more: Partial<DeletionRequest> = {}): DeletionRequest {
  return {
    id: 'R-1',
    group,
    seal: '',
    requester: ravi,
    reason: '',
    channel: 'C',
    neededApprovals: 1,
    approvals: [],
    state: 'pending',
    version: 1,
    createdAt: 0,
    updatedAt: 0,
    expiresAt: 1000,
    drawnVersion: 0,
    announcedSeq: 0,
    events: [],
    ...more,
  };
}

describe('who may decide', () => {
  it.each([
    ['somebody else', mayApprove(request(), ines, policy, 0), true],
    ['the requester', mayApprove(request(), ravi, policy, 0), 'own-request'],
    ['the requester with a second Slack account', mayApprove(request(), twin, policy, 0), 'own-request'],
    ['the requester where that is allowed', mayApprove(request(), ravi, { ...policy, selfApproval: true }, 0), true],
    [
      'somebody not on the list',
      mayApprove(request(), ines, { ...policy, approvers: new Set(['U0TOMAS']) }, 0),
      'not-an-approver',
    ],
    ['somebody on the list', mayApprove(request(), ines, { ...policy, approvers: new Set(['U0INES']) }, 0), true],
    [
      'somebody who approved already',
      mayApprove(request({ approvals: [{ ...ines, at: 0 }] }), ines, policy, 0),
      'already-approved-by-you',
    ],
    ['somebody too late', mayApprove(request(), ines, policy, 1000), 'expired'],
    ['somebody after a rejection', mayApprove(request({ state: 'rejected' }), ines, policy, 0), 'already-rejected'],
    ['rejecting: somebody else', mayReject(request(), ines, policy), true],
    ['rejecting: the requester, who withdraws instead', mayReject(request(), ravi, policy), 'own-request'],
    ['withdrawing: the requester', mayWithdraw(request(), ravi), true],
    ['withdrawing: somebody else', mayWithdraw(request(), ines), 'not-requester'],
    ['withdrawing after a failure', mayWithdraw(request({ state: 'failed' }), ravi), true],
    ['withdrawing during the deletion', mayWithdraw(request({ state: 'deleting' }), ravi), 'already-deleting'],
    ['stopping: the requester', mayStop(request({ state: 'approved' }), ravi, policy), true],
    ['stopping: an approver', mayStop(request({ state: 'approved' }), ines, policy), true],
    ['stopping too late', mayStop(request({ state: 'deleting' }), ines, policy), 'already-deleting'],
    ['trying again', mayRetry(request({ state: 'failed' }), ines, policy), true],
    ['trying one’s own again', mayRetry(request({ state: 'failed' }), ravi, policy), 'own-request'],
    ['trying again what did not fail', mayRetry(request(), ines, policy), 'already-pending'],
  ])('%s', (_who, verdict, expected) => {
    expect(verdict.ok ? true : verdict.why).toBe(expected);
  });
});

describe('the seal of a group', () => {
  it.each([
    ['the order of members', { ...group, members: [...group.members].reverse() }, true],
    ['people’s names', { ...group, members: group.members.map((member) => ({ ...member, name: 'New' })) }, true],
    ['the name', { ...group, name: 'Design 2' }, false],
    ['the manager', { ...group, manager: { id: 'a', name: 'A' } }, false],
    ['no manager', { ...group, manager: undefined }, false],
    ['one member more', { ...group, members: [...group.members, { id: 'c', name: 'C' }] }, false],
  ])('is the same after %s changed: %#', (_what, changed, same) => {
    expect(sealOf(changed) === sealOf(group)).toBe(same);
  });

  it('goes with a difference that says what changed', () => {
    const now = {
      ...group,
      name: 'Brand',
      manager: undefined,
      members: [
        { id: 'a', name: 'A' },
        { id: 'c', name: 'C' },
      ],
    };
    expect(differenceBetween(group, now)).toEqual({
      renamed: { from: 'Design', to: 'Brand' },
      manager: { from: { id: 'm', name: 'M' } },
      joined: [{ id: 'c', name: 'C' }],
      left: [{ id: 'b', name: 'B' }],
    });
    expect(differenceBetween(group, group)).toEqual({ joined: [], left: [] });
  });
});
