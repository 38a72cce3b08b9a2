import { ines, type OldRequest, oldRequest, THEN } from './version-0.1.ts';

const approvals_json = JSON.stringify([{ ...ines, at: THEN + 500 }]);
const decided = { decided_by_json: JSON.stringify(ines), decided_at: THEN + 500 };
const snapshot_json = JSON.stringify({ id: 'x', name: 'X', members: [{ id: 'a', name: 'Ada' }] });
const failure_json = JSON.stringify({ code: 'docspace_unreachable', reference: 'K7MQ2P' });
const approved: Partial<OldRequest> = { approvals_json, ...decided, execute_at: THEN + 900 };

const HOURS_24_MS = 24 * 3_600_000;

/** What was, and what it becomes; open ones have a card that is behind. */
export const ROWS: readonly [name: string, old: OldRequest, becomes: object][] = [
  [
    'a waiting one',
    oldRequest('R-pending', 'pending'),
    { state: 'waiting', expiresAt: THEN + 60_000, dueAt: undefined },
  ],
  [
    'one of two approvals',
    oldRequest('R-half', 'pending', { approvals_json, needed: 2 }),
    { state: 'waiting', needed: 2 },
  ],
  ['an approved one', oldRequest('R-approved', 'approved', approved), { state: 'approved', dueAt: THEN + 900 }],
  [
    'an approved one that was sent before',
    oldRequest('R-sent', 'approved', { ...approved, snapshot_json }),
    { state: 'uncertain', dueAt: THEN + 900 },
  ],
  [
    'one in hand that was not sent yet',
    oldRequest('R-hand', 'deleting', { ...approved, lease_owner: 'o', lease_until: THEN }),
    { state: 'approved', everSent: false },
  ],
  [
    'one in hand that was sent',
    oldRequest('R-deleting', 'deleting', { ...approved, snapshot_json, execute_at: null }),
    { state: 'uncertain', dueAt: THEN + 1_000, everSent: true },
  ],
  [
    'one that was done',
    oldRequest('R-deleted', 'deleted', { ...approved, snapshot_json }),
    { state: 'applied', dueAt: undefined },
  ],
  [
    'one that failed, surely not done',
    oldRequest('R-failed', 'failed', { ...approved, failure_json }),
    { state: 'failed', expiresAt: THEN + 1_000 + HOURS_24_MS, facts: { reference: 'K7MQ2P' }, everSent: false },
  ],
  [
    'one that failed, of which nobody knows',
    oldRequest('R-unknown', 'failed', { ...approved, failure_json, snapshot_json }),
    { state: 'uncertain', attempt: { settled: 'unknown', sentAt: THEN + 1_000 } },
  ],
  [
    'a rejected one',
    oldRequest('R-rejected', 'rejected', decided),
    {
      state: 'rejected',
      facts: { by: { account: 'U0INES', personId: 'p-ines', name: 'Ines O’Neil' }, note: 'We need it.' },
    },
  ],
  ['a withdrawn one', oldRequest('R-withdrawn', 'withdrawn'), { state: 'withdrawn' }],
  ['a stopped one', oldRequest('R-stopped', 'stopped', approved), { state: 'stopped', dueAt: undefined }],
  ['an expired one', oldRequest('R-expired', 'expired'), { state: 'expired' }],
  ['an expired one that never had a card', oldRequest('R-bare', 'expired', { card_ts: null }), { state: 'expired' }],
  ['a waiting one without a card', oldRequest('R-new', 'pending', { card_ts: null }), { state: 'waiting' }],
  [
    'one whose group changed',
    oldRequest('R-changed', 'void', { ...approved, void_why: 'changed' }),
    { state: 'outdated', why: 'group-changed' },
  ],
  [
    'one whose group was gone already',
    oldRequest('R-gone', 'void', { ...approved, void_why: 'gone' }),
    { state: 'applied', why: 'already-gone' },
  ],
  [
    'one whose approver had lost the right',
    oldRequest('R-lost', 'void', { ...approved, void_why: 'no-approver' }),
    { state: 'outdated', why: 'approvals-lost' },
  ],
];
