import { type ApproverToday, type ChangeRequest, checkPolicy, type Policy } from '../../src/changes/index.ts';
import { decisionOf, ines, POLICY, ravi, requestIn, tomas } from './sample.ts';

const twin = { ...ines, account: 'U0INES2', name: 'Ines, second account' };
const raviTwin = { ...ravi, account: 'U0RAVI2', name: 'Ravi, second account' };

interface Row {
  request?: Partial<ChangeRequest>;
  policy?: Partial<Policy>;
  /** What changed since the approvals were given; everybody else is as they were. */
  today?: Readonly<Record<string, Partial<ApproverToday>>>;
  counting: string[];
  missing: number;
  needed?: number;
  lost?: [string, string][];
}

const both = [decisionOf(ines), decisionOf(tomas)];

const ROWS: Readonly<Record<string, Row>> = {
  'nobody approved': { counting: [], missing: 1 },
  'one of one approved': { request: { decisions: [decisionOf(ines)] }, counting: ['Ines'], missing: 0 },
  'one of two approved': {
    request: { decisions: [decisionOf(ines)], needed: 2 },
    counting: ['Ines'],
    missing: 1,
    needed: 2,
  },
  'more approved than is needed': { request: { decisions: both }, counting: ['Ines', 'Tomas'], missing: 0 },
  'APPROVALS_REQUIRED was raised since': {
    request: { decisions: [decisionOf(ines)] },
    policy: { approvalsRequired: 2 },
    counting: ['Ines'],
    missing: 1,
    needed: 2,
  },
  'APPROVALS_REQUIRED was lowered since: what was asked stays': {
    request: { decisions: [decisionOf(ines)], needed: 2 },
    policy: { approvalsRequired: 1 },
    counting: ['Ines'],
    missing: 1,
    needed: 2,
  },
  'the pool became narrower': {
    request: { decisions: both, needed: 2 },
    today: { U0INES: { inPool: false } },
    counting: ['Tomas'],
    missing: 1,
    needed: 2,
    lost: [['Ines', 'not-in-pool']],
  },
  'an approver lost the role': {
    request: { decisions: [decisionOf(ines)] },
    today: { U0INES: { hasRole: false, personId: undefined } },
    counting: [],
    missing: 1,
    lost: [['Ines', 'no-role']],
  },
  'nothing is known of an approver': {
    request: { decisions: [decisionOf({ ...ines, account: 'U0STRANGER' })] },
    counting: [],
    missing: 1,
    lost: [['Ines', 'no-role']],
  },
  'an account means another person now': {
    request: { decisions: [decisionOf(ines)] },
    today: { U0INES: { personId: 'p-else' } },
    counting: [],
    missing: 1,
    lost: [['Ines', 'other-person']],
  },
  'one account approved as one person, and as another after it was linked anew: the one of today counts': {
    request: { decisions: [decisionOf(ines), decisionOf({ ...ines, personId: 'p-else', name: 'Else' })], needed: 2 },
    today: { U0INES: { personId: 'p-else' } },
    counting: ['Else'],
    missing: 1,
    needed: 2,
    lost: [['Ines', 'other-person']],
  },
  'one person approved by two accounts': {
    request: { decisions: [decisionOf(ines), decisionOf(twin)], needed: 2 },
    counting: ['Ines'],
    missing: 1,
    needed: 2,
  },
  'one person approved by two accounts, of which the first left the pool: the second counts': {
    request: { decisions: [decisionOf(ines), decisionOf(twin)] },
    today: { U0INES: { inPool: false } },
    counting: ['Ines, second account'],
    missing: 0,
  },
  'one account approved twice': {
    request: { decisions: [decisionOf(ines), decisionOf(ines, { id: 'again' })], needed: 2 },
    counting: ['Ines'],
    missing: 1,
    needed: 2,
  },
  'the requester approved by their account': {
    request: { decisions: [decisionOf(ravi)] },
    counting: [],
    missing: 1,
    lost: [['Ravi', 'own-request']],
  },
  'the requester approved by a second account': {
    request: { decisions: [decisionOf(raviTwin)] },
    counting: [],
    missing: 1,
    lost: [['Ravi, second account', 'own-request']],
  },
  'the requester’s account approved as another person': {
    request: { decisions: [decisionOf({ ...ravi, personId: 'p-else' })] },
    today: { U0RAVI: { personId: 'p-else' } },
    counting: [],
    missing: 1,
    lost: [['Ravi', 'own-request']],
  },
  'the requester approved where SELF_APPROVAL allows it': {
    request: { decisions: [decisionOf(ravi)] },
    policy: { selfApproval: true },
    counting: ['Ravi'],
    missing: 0,
  },
  'SELF_APPROVAL was set back since': {
    request: { decisions: [decisionOf(ravi), decisionOf(ines)], needed: 2 },
    counting: ['Ines'],
    missing: 1,
    needed: 2,
    lost: [['Ravi', 'own-request']],
  },
  'a row was set to approved by hand': { request: { state: 'approved' }, counting: [], missing: 1 },
  'an approval is not looked up yet': {
    request: { decisions: [decisionOf(ines, { checked: undefined, personId: undefined })] },
    counting: [],
    missing: 1,
  },
  'an approval was refused': {
    request: { decisions: [decisionOf(ines, { checked: 'no' })] },
    counting: [],
    missing: 1,
  },
  'other decisions are no approvals': {
    request: { decisions: [decisionOf(ines, { what: 'stop' }), decisionOf(tomas, { what: 'retry' })] },
    counting: [],
    missing: 1,
  },
};

/** Everybody as they were when they approved. */
const UNCHANGED: Readonly<Record<string, ApproverToday>> = Object.fromEntries(
  [ravi, raviTwin, ines, twin, tomas].map(({ account, personId }) => [
    account,
    { personId, hasRole: true, inPool: true },
  ]),
);

describe('which approvals count today', () => {
  it.each(Object.entries(ROWS))('%s', (_name, { request = {}, policy = {}, today = {}, ...expected }) => {
    const check = checkPolicy(requestIn('waiting', request), { ...POLICY, ...policy }, (account) => {
      const before = UNCHANGED[account];
      return before && { ...before, ...today[account] };
    });
    expect(check.counting.map(({ name }) => name)).toEqual(expected.counting);
    expect(check.missing).toBe(expected.missing);
    expect(check.needed).toBe(expected.needed ?? 1);
    expect(check.lost.map(({ decision, why }) => [decision.name, why])).toEqual(expected.lost ?? []);
  });
});
