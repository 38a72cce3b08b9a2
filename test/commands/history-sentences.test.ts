import { readdirSync, readFileSync } from 'node:fs';
import { DECISIONS, EVENTS, KINDS } from '../../src/changes/index.ts';
import { canReadReason } from '../../src/commands/history/reasons.ts';
import { ACTIONS, LEFT_OUT, sentenceOf } from '../../src/commands/history/text/lines.ts';
import type { Role } from '../../src/docspace/index.ts';
import type { HistoryLine, RequestBehind } from '../../src/store/index.ts';

const SRC = new URL('../../src/', import.meta.url);

/** Every action that a file of src writes to the record, as its code has it: `{kind}_ask` for a template. */
function actionsInSource(): string[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const texts = files.map((file) => readFileSync(new URL(file, SRC), 'utf8'));
  const recording = texts.filter((text) => /\brecordLine\(|\.record\(/.test(text));
  const words = recording.flatMap((text) => [...text.matchAll(/\baction: (['`])(.*?)\1/g)]);
  return [...new Set(words.map(([, , word = '']) => word.replaceAll('${', '{')))];
}

describe('the actions of the record', () => {
  it('are all known: what src writes is in the list of sentences', () => {
    // A word that is written in a new way has to be added here, and to the sentences.
    const known = [
      'group_changed',
      'group_created',
      'group_missing',
      'group_restored',
      // Of no group, so in no history.
      'person_forgotten',
      '{kind}_ask',
      '{kind}_remind',
      '{request.kind}_{event}',
      '{request.kind}_{what}_refused',
    ];
    const inSource = actionsInSource();
    expect(inSource).toEqual(expect.arrayContaining(['{kind}_ask', '{request.kind}_{event}']));
    expect(inSource.filter((word) => !known.includes(word))).toEqual([]);
    const written = [
      'group_changed',
      'group_created',
      'group_missing',
      'group_restored',
      ...KINDS.flatMap((kind) => [
        `${kind}_ask`,
        `${kind}_remind`,
        ...EVENTS.map((event) => `${kind}_${event}`),
        ...DECISIONS.map((what) => `${kind}_${what}_refused`),
      ]),
    ];
    expect(written.filter((action) => !ACTIONS.has(action))).toEqual([]);
  });

  it('are left out where they are no news to people', () => {
    expect(LEFT_OUT.filter((action) => action.startsWith('delete_')).sort()).toEqual([
      'delete_accept',
      'delete_admit',
      'delete_approve_refused',
      'delete_cancel_refused',
      'delete_close_refused',
      'delete_look',
      'delete_not_done',
      'delete_progress',
      'delete_reject_refused',
      'delete_remind',
      'delete_remind_refused',
      'delete_resume',
      'delete_retry_refused',
      'delete_start',
      'delete_stop_refused',
      'delete_withdraw_refused',
    ]);
  });
});

const request: RequestBehind = {
  account: 'U0RAVI',
  personName: 'Ravi Nair',
  channel: 'C0REQUESTS',
  reasonErased: false,
  halfDone: false,
  atOnce: false,
  approvals: [],
};
const approvedBy = (...names: string[]): RequestBehind => ({
  ...request,
  approvals: names.map((name) => ({ account: `U0${name}`, name })),
});

function lineOf(action: string, more: Partial<HistoryLine> = {}): HistoryLine {
  return { id: 1, at: 1, replica: 'a', action, groupId: 'g', requestId: 'R-1', request, ...more };
}

const tomas = { account: 'U0TOMAS', words: { personName: 'Tomas Keller' } };

describe('a line of a history', () => {
  it.each<[action: string, more: Partial<HistoryLine>, told: string | RegExp]>([
    ['group_created', { ...tomas, request: undefined }, 'Tomas Keller created this group.'],
    [
      'group_changed',
      { ...tomas, words: { ...tomas.words, note: 'Added: Una Berg.' } },
      'Tomas Keller edited this group. Added: Una Berg.',
    ],
    [
      'group_restored',
      { ...tomas, answer: '3f2c8b1a-0b7e-4a0d-8a55-1d2e3f405162' },
      'Tomas Keller restored this group as a new one, 3f2c8b1a.',
    ],
    ['restore_done', tomas, 'Ravi Nair restored this group.'],
    ['group_changed', { ...tomas, words: { ...tomas.words, note: '' } }, 'Tomas Keller edited this group.'],
    [
      'edit_done',
      { request: { ...request, atOnce: true, reverses: 'R-2' }, words: { note: 'Added: Una Berg.' } },
      'Ravi Nair undid R-2. Added: Una Berg.',
    ],
    [
      'edit_done',
      { request: { ...approvedBy('Ines'), reverses: 'R-2' }, words: { note: '' } },
      'R-2 was undone. Requested by Ravi Nair, approved by Ines.',
    ],
    [
      'delete_ask',
      { account: 'U0RAVI', words: { note: 'Over.' } },
      'Ravi Nair requested the deletion of this group. | Over.',
    ],
    [
      'delete_refuse',
      { account: 'U0RAVI', answer: 'nobody-to-approve' },
      'The request was not made: too few others could approve it.',
    ],
    ['delete_count', tomas, 'Tomas Keller approved the deletion of this group; more approvals were needed.'],
    ['delete_approve', tomas, 'Tomas Keller approved the deletion of this group.'],
    [
      'delete_reject',
      { ...tomas, words: { ...tomas.words, note: 'No.' } },
      'Tomas Keller rejected the deletion of this group. | No.',
    ],
    ['delete_reject', tomas, 'Tomas Keller rejected the deletion of this group.'],
    ['delete_withdraw', { account: 'U0RAVI' }, 'Ravi Nair withdrew the request.'],
    ['delete_withdraw', { answer: 'is_archived' }, 'The request was withdrawn, since Slack did not take its card.'],
    ['delete_stop', tomas, 'Tomas Keller stopped the deletion of this group.'],
    ['delete_expire', {}, 'The request expired: nobody decided in time.'],
    ['delete_outdate', { answer: 'group-changed' }, 'The request is outdated: the group had changed.'],
    ['delete_outdate', { answer: 'elsewhere' }, 'The request is outdated: it belongs to another portal or workspace.'],
    ['delete_lose_approval', {}, 'The approvals no longer counted, so it had to be approved again.'],
    [
      'delete_done',
      { request: approvedBy('Ines', 'Tomas') },
      'This group was deleted. Checked: it is gone from DocSpace. Requested by Ravi Nair, approved by Ines and Tomas.',
    ],
    ['delete_done', { request: { ...request, why: 'already-gone' } }, 'It was already gone from DocSpace.'],
    ['delete_done', { request: undefined }, 'This group was deleted. Checked: it is gone from DocSpace.'],
    ['delete_fail', {}, 'DocSpace did not delete this group.'],
    ...(['delete_fail', 'delete_expire', 'delete_outdate'] as const).map((action): [string, object, RegExp] => [
      action,
      { request: { ...request, halfDone: true } },
      /\. The group stays without the members it lost\.$/,
    ]),
    [
      'delete_withdraw',
      { account: 'U0RAVI', words: { personName: 'the requester' }, request: { ...request, personName: undefined } },
      'The requester withdrew the request.',
    ],
    ['delete_lose_sight', {}, 'It was not certain whether DocSpace had deleted this group.'],
    ['delete_retry', tomas, 'Tomas Keller asked to try the deletion of this group again.'],
    ['delete_close', tomas, 'Tomas Keller closed the request; its outcome is not known.'],
    [
      'create_ask',
      { account: 'U0RAVI', words: { note: 'New.' } },
      'Ravi Nair requested the creation of this group. | New.',
    ],
    ['create_done', {}, 'Ravi Nair created this group.'],
    [
      'create_done',
      { request: approvedBy('Ines') },
      'This group was created. Requested by Ravi Nair, approved by Ines.',
    ],
    [
      'edit_fail',
      { request: { ...request, atOnce: true } },
      'Ravi Nair tried to edit this group. DocSpace did not edit this group.',
    ],
    [
      'create_lose_sight',
      { request: { ...request, atOnce: true } },
      'Ravi Nair tried to create this group. It was not certain whether DocSpace had created this group.',
    ],
    ['create_give_up', {}, 'DocSpace did not create this group.'],
    ['edit_done', { words: { note: 'Renamed from “A”.' } }, 'Ravi Nair edited this group. Renamed from “A”.'],
    ['restore_done', {}, 'Ravi Nair restored this group.'],
    [
      'deletion_asked',
      { replica: '0.1', account: 'U0RAVI', words: { note: 'Over.' } },
      'Ravi Nair requested the deletion of this group. | Over.',
    ],
    [
      'deletion_deleted',
      { request: approvedBy('Ines'), words: { note: 'GET 404' } },
      'This group was deleted. Checked: it is gone from DocSpace. Requested by Ravi Nair, approved by Ines.',
    ],
    ['group_created', { replica: '0.1', account: 'U0UNA', request: undefined }, 'A user created this group.'],
    // Erased words, and those that never were.
    [
      'delete_ask',
      { account: 'U0RAVI', request: { ...request, reasonErased: true } },
      'Ravi Nair requested the deletion of this group. | (removed)',
    ],
    ['create_ask', { account: 'U0RAVI' }, 'Ravi Nair requested the creation of this group.'],
    [
      'delete_ask',
      { account: 'U0RAVI', request: { ...request, personName: undefined } },
      'The requester requested the deletion of this group.',
    ],
    ['delete_approve', { account: 'U0TOMAS' }, '(removed) approved the deletion of this group.'],
    ['delete_approve', { account: 'U0Ines', request: approvedBy('Ines') }, 'Ines approved the deletion of this group.'],
    [
      'delete_done',
      { request: { ...request, approvals: [{ account: 'U0INES' }] } },
      'This group was deleted. Checked: it is gone from DocSpace. Requested by Ravi Nair, approved by (removed).',
    ],
    [
      'group_changed',
      { account: 'U0TOMAS', request: undefined },
      '(removed) edited this group. What was changed: (removed).',
    ],
    // Of another version.
    ['group_merged_with', tomas, 'Recorded by another version of this app: group merged with. By Tomas Keller.'],
    ['swap_done', {}, 'Recorded by another version of this app: swap done.'],
  ])('%s %j', (action, more, told) => {
    const { who, text, reason } = sentenceOf(lineOf(action, more));
    expect([who, text].filter(Boolean).join(' ') + (reason === undefined ? '' : ` | ${reason}`)).toEqual(
      typeof told === 'string' ? told : expect.stringMatching(told),
    );
  });

  it('is told for every action without a hole in it', () => {
    for (const [action, tell] of ACTIONS) {
      if (!tell) continue;
      for (const behind of [request, undefined]) {
        const { who = 'X', text } = sentenceOf(lineOf(action, { request: behind }));
        expect(`${who} ${text}`).toMatch(/^\S.*\.$/);
        expect(`${who} ${text}`).not.toMatch(/undefined| {2}|null/);
      }
    }
  });
});

describe('the reason of a request', () => {
  it.each<[who: string, role: Role, slackId: string, channelId: string | undefined, sees: boolean]>([
    ['the owner', 'owner', 'U0OLGA', undefined, true],
    ['an admin', 'admin', 'U0TOMAS', 'C0DESIGN', true],
    ['the requester', 'roomAdmin', 'U0RAVI', 'C0DESIGN', true],
    ['a room admin where the card stands', 'roomAdmin', 'U0UNA', 'C0REQUESTS', true],
    ['a room admin in another channel', 'roomAdmin', 'U0UNA', 'C0DESIGN', false],
    ['a room admin at no channel', 'roomAdmin', 'U0UNA', undefined, false],
  ])('is shown to %s (%s, %s at %s): %s', (_who, role, slackId, channelId, sees) => {
    const person = {
      id: 'p',
      displayName: 'P',
      firstName: 'P',
      lastName: '',
      email: 'p@acme.example',
      status: 'active' as const,
      confirmed: true,
      role,
    };
    expect(canReadReason({ caller: { slackId, person }, channelId }, lineOf('delete_ask'))).toBe(sees);
  });
});
