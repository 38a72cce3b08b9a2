import {
  type ChangeRequest,
  CLOSE_AFTER_MS,
  DECISIONS,
  type DecisionKind,
  eventOf,
  needsNoLookup,
  type RefusalCode,
  refusalOf,
  STATES,
  type State,
  uncertainSince,
} from '../../src/changes/index.ts';
import { decisionOf, ines, NOW, POLICY, ravi, requestIn, tomas } from './sample.ts';

/** The states in which a decision is looked up at all; in each other one it is refused as not open. */
const OPEN_FOR: Readonly<Record<DecisionKind, readonly State[]>> = {
  approve: ['waiting'],
  reject: ['waiting', 'failed'],
  withdraw: ['received', 'waiting', 'approved', 'failed'],
  stop: ['approved'],
  // A deletion is one write.
  cancel: [],
  retry: ['failed'],
  close: ['uncertain'],
  remind: ['waiting'],
};
/** What the requester’s own account is told, and what other accounts are told, where the decision is open. */
const OWN: Readonly<Record<DecisionKind, RefusalCode | undefined>> = {
  approve: 'own-request',
  reject: 'own-request',
  withdraw: undefined,
  stop: undefined,
  cancel: undefined,
  retry: 'own-request',
  close: undefined,
  remind: undefined,
};
const OTHER: Readonly<Record<DecisionKind, RefusalCode | undefined>> = {
  approve: undefined,
  reject: undefined,
  withdraw: 'not-requester',
  stop: undefined,
  cancel: undefined,
  retry: undefined,
  close: undefined,
  remind: 'not-requester',
};

const A_DAY_LATER = NOW + CLOSE_AFTER_MS;

describe('what the row alone says to a click', () => {
  const cases = DECISIONS.flatMap((what) => STATES.map((state) => [what, state] as const));

  it.each(cases)('%s in state %s', (what, state) => {
    // A day after it was sent, and not expired: both have tests of their own.
    const request = requestIn(state, { expiresAt: A_DAY_LATER + 1 });
    const told = (account: string) => refusalOf(request, what, { account, now: A_DAY_LATER, policy: POLICY });
    const open = OPEN_FOR[what].includes(state);
    expect(told(ravi.account)).toBe(open ? OWN[what] : 'not-open');
    expect(told(ines.account)).toBe(open ? OTHER[what] : 'not-open');
  });

  const told = (
    request: ChangeRequest,
    what: DecisionKind,
    { account, now = NOW, selfApproval = false }: { account: string; now?: number; selfApproval?: boolean },
  ) => refusalOf(request, what, { account, now, policy: { ...POLICY, selfApproval } });

  it('takes a Cancel of a change in batches until it has ended or is canceled, from everybody until they are looked up', () => {
    const progress = { done: 25, of: 100 };
    const edit = (state: State, more: Partial<ChangeRequest> = {}) =>
      requestIn(state, { kind: 'edit', facts: { progress }, ...more });
    const cancel = decisionOf(ines, { what: 'cancel' });
    for (const { account } of [ravi, ines]) {
      const told = (request: ChangeRequest) => refusalOf(request, 'cancel', { account, now: NOW, policy: POLICY });
      expect([told(edit('applying')), told(edit('uncertain'))]).toEqual([undefined, undefined]);
      expect(told(edit('applying', { facts: {} }))).toBe('not-open');
      expect(told(edit('applied'))).toBe('not-open');
      expect(told(edit('applying', { decisions: [cancel] }))).toBe('not-open');
    }
    expect(needsNoLookup(edit('applying'), 'cancel', ravi.account)).toBe(true);
    expect(needsNoLookup(edit('applying'), 'cancel', ines.account)).toBe(false);
  });

  it.each(['approve', 'reject', 'retry'] as const)('lets the requester %s where SELF_APPROVAL allows it', (what) => {
    const request = requestIn(what === 'retry' ? 'failed' : 'waiting');
    expect(told(request, what, { account: ravi.account, selfApproval: true })).toBeUndefined();
  });

  it.each(['approve', 'reject', 'withdraw'] as const)(
    'is too late to %s from the moment a waiting request expires',
    (what) => {
      const request = requestIn('waiting', { expiresAt: NOW });
      const { account } = what === 'withdraw' ? ravi : ines;
      expect(told(request, what, { account, now: NOW - 1 })).toBeUndefined();
      expect(told(request, what, { account, now: NOW })).toBe('not-open');
    },
  );

  it('tells an account that approved already', () => {
    const request = requestIn('waiting', { needed: 2, decisions: [decisionOf(ines)] });
    expect(told(request, 'approve', { account: ines.account })).toBe('approved-already');
    expect(told(request, 'approve', { account: tomas.account })).toBeUndefined();
  });

  it('lets an account approve that was refused, or is not looked up yet: only what counts is counted', () => {
    const refused = decisionOf(ines, { checked: 'no' });
    const unchecked = decisionOf(ines, { checked: undefined, personId: undefined });
    const request = requestIn('waiting', { decisions: [refused, unchecked] });
    expect(told(request, 'approve', { account: ines.account })).toBeUndefined();
  });

  it('lets an account approve once more where approvals were lost', () => {
    const request = requestIn('waiting', { why: 'approvals-lost', decisions: [decisionOf(ines)] });
    expect(told(request, 'approve', { account: ines.account })).toBeUndefined();
  });

  it.each(['stop', 'reject'] as const)('holds nothing again for an account that had no right to %s', (before) => {
    const request = requestIn('approved', { decisions: [decisionOf(ines, { what: before, checked: 'no' })] });
    expect(told(request, 'stop', { account: ines.account })).toBe('refused-before');
    expect(told(request, 'stop', { account: tomas.account })).toBeUndefined();
    expect(told(request, 'stop', { account: ravi.account })).toBeUndefined();
  });

  it.each(['stop', 'reject'] as const)(
    'refuses a rejection, which holds as well, to an account that had no right to %s',
    (before) => {
      const request = requestIn('waiting', { decisions: [decisionOf(ines, { what: before, checked: 'no' })] });
      expect(told(request, 'reject', { account: ines.account })).toBe('refused-before');
      expect(told(request, 'approve', { account: ines.account })).toBeUndefined();
    },
  );

  it.each(['stop', 'reject'] as const)('lets an account try again whose %s only came too late', (before) => {
    const late = decisionOf(ines, { what: before, checked: 'no', why: 'not-open' });
    const told = (what: DecisionKind, state: State) =>
      refusalOf(requestIn(state, { decisions: [late] }), what, { account: ines.account, now: NOW, policy: POLICY });
    expect(told('stop', 'approved')).toBeUndefined();
    expect(told('reject', 'failed')).toBeUndefined();
  });

  it('tells an account that approved already, though its person counts by another account', () => {
    const twin = decisionOf({ ...ines, account: 'U0INES2' });
    const request = requestIn('waiting', { needed: 2, decisions: [decisionOf(ines), twin] });
    expect(told(request, 'approve', { account: 'U0INES2' })).toBe('approved-already');
  });

  it('closes what is not certain a day after it was sent, not before', () => {
    const request = requestIn('uncertain', {
      updatedAt: NOW + 5_000,
      attempt: {
        id: 'a',
        owner: 'o',
        leaseUntil: NOW,
        startedAt: NOW - 1_000,
        sentAt: NOW,
      },
    });
    expect(told(request, 'close', { account: ines.account, now: A_DAY_LATER - 1 })).toBe('too-early');
    expect(told(request, 'close', { account: ines.account, now: A_DAY_LATER })).toBeUndefined();
  });

  it('counts the day from when the attempt began where it is not known when it was sent', () => {
    const attempt = { id: 'a', owner: 'o', leaseUntil: NOW, startedAt: NOW - 7 };
    expect(uncertainSince(requestIn('uncertain', { attempt }))).toBe(NOW - 7);
    expect(uncertainSince(requestIn('uncertain'))).toBe(NOW);
  });
});

describe('a decision', () => {
  it('takes no look-up where the requester’s own account withdraws, stops or cancels', () => {
    const request = requestIn('approved');
    const noLookup = (account: string) => DECISIONS.filter((what) => needsNoLookup(request, what, account));
    expect(noLookup(ravi.account)).toEqual(['withdraw', 'stop', 'cancel', 'remind']);
    // What somebody else may not withdraw is refused before.
    expect(noLookup(ines.account)).toEqual(['withdraw', 'remind']);
  });

  it.each<[DecisionKind, State, string | undefined]>([
    ['approve', 'waiting', 'approve'],
    ['approve', 'approved', undefined],
    ['reject', 'waiting', 'reject'],
    ['reject', 'failed', 'reject'],
    // Somebody approved while the rejection was looked up.
    ['reject', 'approved', 'stop'],
    ['reject', 'applying', undefined],
    ['reject', 'uncertain', undefined],
    ['withdraw', 'received', 'withdraw'],
    ['withdraw', 'approved', 'withdraw'],
    ['withdraw', 'applying', undefined],
    ['stop', 'approved', 'stop'],
    ['stop', 'waiting', undefined],
    ['stop', 'applying', undefined],
    ['retry', 'failed', 'retry'],
    ['close', 'uncertain', 'close'],
    ['close', 'applied', undefined],
  ])('%s in state %s makes the transition %s', (what, state, event) => {
    expect(eventOf(requestIn(state), what)).toBe(event);
  });
});
