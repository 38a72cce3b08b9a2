import { AccessRefused, type Deed, type RefusalReason } from '../src/access/index.ts';
import * as approvals from '../src/approvals/index.ts';
import * as refusals from '../src/commands/refusals.ts';
import * as docspace from '../src/docspace/index.ts';
import { errorWords } from '../src/error-message.ts';
import * as groupErrors from '../src/groups/errors.ts';

const call = { method: 'PUT', path: '/group/1b2c' };
const at = (status: number) => ({ ...call, status });
const slack = (error: string) =>
  Object.assign(new Error(`An API error occurred: ${error}`), { data: { ok: false, error } });

const request: approvals.DeletionRequest = {
  id: 'R-57F2RF',
  group: { id: 'g', name: 'Design', members: [] },
  seal: 's',
  requester: { slackId: 'U0RAVI', personId: 'p', name: 'Ravi Nair' },
  reason: 'over',
  channel: 'C',
  neededApprovals: 1,
  approvals: [],
  state: 'pending',
  version: 1,
  createdAt: 0,
  updatedAt: 0,
  expiresAt: 1,
  drawnVersion: 0,
  announcedSeq: 0,
  events: [],
};

/** What people read for each error; a refusal is theirs to mend, a failure gets a reference. */
const near = (name: string) => ({ id: '5b0f6a3e-6c0d-4c53-9a53-0f6f3a1d7c11', name });
const SENTENCES: readonly [error: Error, kind: 'refusal' | 'failure', words: string][] = [
  [new docspace.NotFound('x', at(404)), 'refusal', 'DocSpace does not know this group (any more).'],
  [new docspace.Invalid('x', at(400), 'Name taken.'), 'refusal', 'DocSpace did not accept this: Name taken.'],
  [new docspace.Invalid('x', at(400)), 'refusal', 'Please check the name and the people'],
  [new docspace.Unauthorized('x', at(401)), 'failure', 'DocSpace no longer accepts this app’s API key'],
  [new docspace.PaymentRequired('x', at(402)), 'failure', 'because of the portal’s plan or payment'],
  [new docspace.Forbidden('x', at(403)), 'failure', 'its owner has lost the role for it'],
  [new docspace.MissingScope('x', at(403)), 'failure', 'It needs accounts:read and accounts:write'],
  [new docspace.RateLimited('x', at(429)), 'failure', 'DocSpace is asked too often right now.'],
  [new docspace.Unreachable('x', call), 'failure', 'DocSpace cannot be reached right now.'],
  [new docspace.Unreachable('x', at(503)), 'failure', 'DocSpace reported an error of its own (503).'],
  [new docspace.TimedOut('x', call), 'failure', 'it is not certain whether this happened'],
  [new docspace.TimedOut('x', call, 'not-seen'), 'failure', 'just afterwards the group was not there'],
  [new docspace.UnexpectedAnswer('x', at(200)), 'failure', 'in a way this app does not understand'],
  [new docspace.DocSpaceError('x', call), 'failure', 'DocSpace reported an error.'],
  [
    new groupErrors.NoSuchGroup('Desing'),
    'refusal',
    'No group matches “Desing”. To see all groups, type /docspace-group list.',
  ],
  [
    new groupErrors.NoSuchGroup('Desing', { nearest: [near('Design'), near('Designers'), near('Design')] }),
    'refusal',
    'No group matches “Desing”. Did you mean Design or Designers?',
  ],
  [
    new groupErrors.NoSuchGroup('Desing', { onlyFirst: 2000 }),
    'refusal',
    'No group matches “Desing” among the first 2000. Use its id, or its link from DocSpace.',
  ],
  [
    new groupErrors.GroupKeptElsewhere('directory', 'Sales'),
    'refusal',
    '“Sales” comes from your company’s directory (LDAP).',
  ],
  [new groupErrors.GroupKeptElsewhere('docspace', 'Everyone'), 'refusal', '“Everyone” is built into DocSpace'],
  [
    new refusals.NoRoomForApproval('the app may not post there'),
    'refusal',
    'could not be posted: the app may not post there.',
  ],
  [new refusals.NobodyToApprove(), 'refusal', 'Besides you, too few people may approve deletions here'],
  [
    new refusals.NoRoomForApproval('that channel is archived'),
    'refusal',
    'could not be posted: that channel is archived.',
  ],
  [new refusals.StillThere('Design'), 'failure', 'DocSpace answered that “Design” is deleted, but still shows it.'],
  [
    new approvals.OpenRequestExists(request),
    'refusal',
    'Ravi Nair has already asked to delete “Design” (request R-57F2RF).',
  ],
  [new approvals.NoSuchRequest(), 'refusal', 'This request is no longer known here.'],
  [slack('expired_trigger_id'), 'failure', 'Slack lets a form open within three seconds'],
  [slack('exchanged_trigger_id'), 'failure', 'That click was already used.'],
  [slack('invalid_trigger_id'), 'failure', 'Slack no longer knows that click.'],
  [slack('missing_scope'), 'failure', 'This Slack app lacks a permission.'],
  [slack('ratelimited'), 'failure', 'Slack is asked too often right now.'],
  [slack('fatal_error'), 'failure', 'Slack did not accept what this app sent (fatal_error).'],
  [new TypeError('x is not a function'), 'failure', 'Something went wrong in this app, and nothing more was done.'],
];

const ACCESS: Readonly<Record<RefusalReason, string>> = {
  bot: 'Bots cannot use this',
  'slack-deactivated': 'This Slack account is deactivated',
  stranger: 'You belong to another Slack organisation.',
  'slack-guest': 'You are a guest in this Slack workspace.',
  'no-email': 'The app cannot see the e-mail of your Slack account',
  'email-unconfirmed': 'Please confirm the e-mail of your Slack account first',
  'no-docspace-account': 'There is no DocSpace account with the e-mail of your Slack account.',
  'docspace-disabled': 'Your DocSpace account is disabled.',
  'docspace-pending': 'Your DocSpace account is not confirmed yet.',
  'docspace-guest': 'You are a guest in DocSpace, and guests cannot see groups.',
  'may-not-read': 'In DocSpace your role is User, and groups are shown to room admins and above.',
  'may-not-write': 'Your DocSpace role does not let you',
};

describe('what people read when something is refused or fails', () => {
  it.each(SENTENCES.map(([error, kind, words]) => [error.name, kind, words, error] as const))(
    '%s is a %s: %s',
    (_name, kind, words, error) => {
      const spoken = errorWords(error);
      expect(spoken.kind).toBe(kind);
      expect(spoken.text).toContain(words);
    },
  );

  it.each(Object.entries(ACCESS))('somebody refused for the reason %s reads: %s', (reason, words) => {
    const known = Object.keys(ACCESS).find((each): each is RefusalReason => each === reason) ?? 'bot';
    expect(errorWords(new AccessRefused(known, 'create'))).toMatchObject({ kind: 'refusal' });
    expect(errorWords(new AccessRefused(known, 'create')).text).toContain(words);
  });

  it.each<[Deed, string]>([
    ['create', 'does not let you create groups'],
    ['update', 'does not let you change groups'],
    ['approve', 'does not let you approve or reject deletions'],
  ])('whoever may not %s is told what the role does not allow', (deed, words) => {
    expect(errorWords(new AccessRefused('may-not-write', deed)).text).toContain(words);
  });

  it('has a sentence for every error class there is', () => {
    const classes = [docspace, refusals, groupErrors, approvals].flatMap((room) =>
      Object.values<unknown>(room).filter((each) => typeof each === 'function' && each.prototype instanceof Error),
    );
    const spoken = new Set<unknown>(SENTENCES.map(([error]) => error.constructor));
    expect(classes.length).toBeGreaterThan(14);
    expect(classes.filter((each) => !spoken.has(each))).toEqual([]);
  });

  it('ends every sentence, says nothing technical, and carries neither path nor method', () => {
    for (const [error] of SENTENCES) {
      const { text } = errorWords(error);
      expect(text).toMatch(/[.:!?]$|list\.$/);
      expect(text).not.toMatch(/PUT|\/group\/|undefined|Error\b|stack/);
    }
  });
});
