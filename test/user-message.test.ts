import { AccessDenied, type Operation, type RefusalReason } from '../src/access/index.ts';
import * as changes from '../src/changes/index.ts';
import * as docspace from '../src/docspace/index.ts';
import * as groupErrors from '../src/groups/errors.ts';
import * as refusals from '../src/requests/errors.ts';
import { DatabaseUnreachable } from '../src/store/index.ts';
import { userMessage as messageFor } from '../src/user-message/index.ts';

const CONTACT = 'the IT desk';
const userMessage = (error: unknown) => messageFor(error, CONTACT);

/** A write that went unanswered, one the portal answered, one that surely did nothing, and a read. */
const at = (status?: number) => ({ method: 'PUT', path: '/group/1b2c', ...(status === undefined ? {} : { status }) });
const answered = (status: number) => ({ ...at(status), effect: 'answered' as const });
const none = (status?: number) => ({ ...at(status), effect: 'none' as const });
const read = (status?: number) => ({ ...at(status), method: 'GET' });
const slack = (error: string) =>
  Object.assign(new Error(`An API error occurred: ${error}`), { data: { ok: false, error } });

const request: changes.ChangeRequest = {
  id: 'R-57F2RF',
  kind: 'delete',
  portal: 'https://portal.example',
  workspace: 'T',
  group: { id: 'g', name: 'Design', members: [] },
  account: 'U0RAVI',
  requester: { account: 'U0RAVI', personId: 'p', name: 'Ravi Nair' },
  reason: 'over',
  channel: 'C',
  needed: 1,
  state: 'waiting',
  version: 1,
  createdAt: 0,
  updatedAt: 0,
  expiresAt: 1,
  facts: {},
  decisions: [],
  everSent: false,
  halfDone: false,
};

/** What people read for each error; a refusal is theirs to mend, a failure gets a reference. */
const near = (name: string) => ({ id: '5b0f6a3e-6c0d-4c53-9a53-0f6f3a1d7c11', name });
const notCertain = (method: string, seen: readonly docspace.FoundGroup[], looked: boolean) =>
  new docspace.NotCertain(
    new docspace.TimedOut('x', { method, path: method === 'POST' ? '/group' : '/group/1b2c' }),
    seen,
    undefined,
    looked,
  );
const SENTENCES: readonly [error: Error, kind: 'refusal' | 'failure', words: string][] = [
  [new docspace.NotFound('x', none(404)), 'refusal', 'This group is no longer in DocSpace.'],
  [
    new docspace.NotFound('x', { method: 'GET', path: '/people/1b2c', status: 404 }),
    'refusal',
    'This account is no longer in DocSpace.',
  ],
  [new docspace.Invalid('x', none(400), 'Name taken.'), 'refusal', 'DocSpace did not accept this: Name taken.'],
  [new docspace.Invalid('x', none(400)), 'refusal', 'Check the name and the people'],
  [new docspace.Invalid('x', answered(400), 'No.'), 'refusal', 'No. It is not certain whether anything was changed'],
  [new docspace.Invalid('x', answered(400)), 'refusal', 'It is not certain whether anything was changed'],
  [
    new docspace.Unauthorized('x', none(401), 'expired'),
    'failure',
    'API key for DocSpace has expired. It’s not something you did. Ask the IT desk',
  ],
  [
    new docspace.Unauthorized('x', none(401), 'stopped-working'),
    'failure',
    'DocSpace no longer accepts the app’s API key',
  ],
  [new docspace.Unauthorized('x', none(401), 'never-worked'), 'failure', 'DocSpace does not accept the app’s API key'],
  [new docspace.PaymentRequired('x', none(402)), 'failure', 'because of the portal’s plan or payment'],
  [new docspace.Forbidden('x', none(403)), 'failure', 'The owner of the app’s API key no longer has the role for this'],
  [new docspace.MissingScope('x', none(403)), 'failure', 'It needs accounts:read and accounts:write'],
  [new docspace.IpRestricted('x', none(403)), 'failure', 'Ask a DocSpace admin to allow it under IP Security.'],
  [
    new docspace.PortalClosed('x', none(403), 'maintenance'),
    'failure',
    'closed for maintenance. It’s not something you did. Try again when it is open.',
  ],
  [new docspace.PortalClosed('x', none(404), 'suspended'), 'failure', 'The DocSpace portal is suspended.'],
  [new docspace.WrongPortal('x', read(500), 'unknown'), 'failure', 'There is no DocSpace portal at the address'],
  [
    new docspace.WrongPortal('x', read(301), 'moved'),
    'failure',
    'leads to another address. It’s not something you did. Ask the IT desk',
  ],
  [new docspace.WrongPortal('x', read(301), 'needs-https'), 'failure', 'accepts only https.'],
  [
    new docspace.WrongPortal('x', read(200), 'not-docspace'),
    'failure',
    'answered with a web page. It’s not something you did. Ask the IT desk',
  ],
  [new docspace.WrongPortal('x', at(200), 'not-docspace'), 'failure', 'It is not certain whether this was done.'],
  [
    new docspace.InternalFault('x', read(500)),
    'failure',
    'DocSpace reported an internal error (500). It’s not something you did. Try again in a minute.',
  ],
  [
    new docspace.InternalFault('x', answered(500)),
    'failure',
    'DocSpace reported an internal error (500). It is not certain whether this was done. Check before you try again: /docspace-group get shows the group.',
  ],
  [
    new docspace.DamagedGroup('x', read(403), 'g'),
    'failure',
    'internal error for this group. If it still does in a minute',
  ],
  [
    new docspace.DamagedGroup('x', read(403)),
    'failure',
    'internal error for the groups of this list. Try again in a minute.',
  ],
  [new docspace.DamagedGroup('x', answered(403), 'g'), 'failure', 'It is not certain whether this was done.'],
  [
    new docspace.RateLimited('x', none(429)),
    'failure',
    'DocSpace is busy right now. It’s not something you did. Try again in a minute.',
  ],
  [
    new docspace.LeaseUnavailable('x', none()),
    'failure',
    'The app could not make sure that nothing else edits the group at the same time. It’s not something you did.',
  ],
  [new docspace.Cancelled('x', none()), 'failure', 'This was canceled before it was finished.'],
  [
    new docspace.Unreachable('x', none()),
    'failure',
    'DocSpace can’t be reached right now. It’s not something you did. Try again in a minute.',
  ],
  [
    new docspace.Unreachable('x', read(503)),
    'failure',
    'DocSpace can’t be reached right now. It’s not something you did. Try again in a minute.',
  ],
  [new docspace.Unreachable('x', at(503)), 'failure', 'The connection to DocSpace failed. It is not certain'],
  [
    new docspace.TimedOut('x', read()),
    'failure',
    'DocSpace did not answer in time. It’s not something you did. Try again in a minute.',
  ],
  [
    new docspace.TimedOut('x', at()),
    'failure',
    'No answer came from DocSpace. It is not certain whether this was done.',
  ],
  [
    new docspace.TimedOut('x', { ...at(), method: 'POST', path: '/group' }),
    'failure',
    'No answer came from DocSpace. It is not certain whether this was done. Check before you try again: /docspace-group list shows all groups.',
  ],
  [new docspace.TooLarge('x', read(200)), 'failure', 'too large for the app. Open DocSpace'],
  [new docspace.TooLarge('x', answered(200)), 'failure', 'It is not certain whether this was done.'],
  [
    new docspace.UnexpectedAnswer('x', read(200)),
    'failure',
    'an answer that the app can’t read. It’s not something you did. Try again',
  ],
  [
    new docspace.UnexpectedAnswer('x', at(200)),
    'failure',
    'that the app can’t read. It is not certain whether this was done.',
  ],
  [new docspace.DocSpaceError('x', read()), 'failure', 'an answer that the app can’t read.'],
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
    new groupErrors.NoSuchGroup('Desing', { unreadable: 1 }),
    'refusal',
    'No group matches “Desing”. 1 group could not be compared, because DocSpace can’t show it. If you mean that one, use its id or its link.',
  ],
  [new groupErrors.ReadOnlyGroup('ldap', 'Sales'), 'refusal', '“Sales” comes from your company’s directory (LDAP).'],
  [new groupErrors.ReadOnlyGroup('docspace', 'Everyone'), 'refusal', '“Everyone” is built into DocSpace'],
  [
    new refusals.NoRoomForApproval('restricted_action', 'posting in that channel is restricted'),
    'refusal',
    'could not be posted: posting in that channel is restricted.',
  ],
  [
    new refusals.EditConflict([
      { field: 'name', yours: 'Brand', theirs: 'Drawing' },
      { field: 'manager', yours: undefined, theirs: 'Una Berg', by: { name: 'Tomas Keller' } },
    ]),
    'refusal',
    'The group was renamed to “Drawing” in DocSpace (you entered “Brand”) since this form was opened. Tomas Keller changed the manager to Una Berg (you entered no manager) since this form was opened.',
  ],
  [
    new refusals.EditConflict([{ field: 'manager', yours: 'Una Berg', theirs: undefined, by: 'you' }]),
    'refusal',
    'You removed the manager (you entered Una Berg) since this form was opened.',
  ],
  [new refusals.RequesterChanged(), 'refusal', 'matches a different DocSpace account than when this form was opened'],
  [new refusals.NoChangeNeeded('leave', 'Design'), 'refusal', 'You are not a member of “Design”.'],
  [new refusals.NoChangeNeeded('join', 'Design'), 'refusal', 'You are already a member of “Design”.'],
  [
    new changes.AlreadyReversed({ ...request, kind: 'edit', state: 'applied', reverses: 'R-2AAAAA' }),
    'refusal',
    'R-2AAAAA is already undone: R-57F2RF, by Ravi Nair.',
  ],
  [
    new changes.AlreadyReversed({ ...request, kind: 'edit', state: 'applying', reverses: 'R-2AAAAA' }),
    'refusal',
    'Ravi Nair is already undoing R-2AAAAA: R-57F2RF is being saved now.',
  ],
  [new refusals.NothingToUndo('R-57F2RF'), 'refusal', 'There is nothing to undo: R-57F2RF changed nothing'],
  [
    new refusals.NotRestorable(request, 'too-old', 30 * 86_400_000),
    'refusal',
    '“Design” was deleted more than 30 days ago and can no longer be restored.',
  ],
  [
    new refusals.GroupGone({ id: 'g', name: 'Design' }, { deletion: request, isRestorable: true }),
    'refusal',
    '“Design” was deleted on Jan 1, 1970 by Ravi Nair.',
  ],
  [
    new refusals.GroupGone({ id: 'g', name: 'Design' }, { noticedAt: 1 }),
    'refusal',
    'It was deleted outside this app (first noticed on Jan 1, 1970).',
  ],
  [new refusals.NotRestorable(request, 'too-old', 36 * 3_600_000), 'refusal', 'more than 36 hours ago'],
  [new refusals.NotRestorable(request, 'already-gone', 1), 'refusal', '“Design” was already gone from DocSpace.'],
  [new refusals.NotRestorable(request, 'damaged', 1), 'refusal', 'so what to restore is not known'],
  [new refusals.NotRestorable(request, 'restored', 1), 'refusal', '“Design” is already restored'],
  [new refusals.NotRestorable(request, 'not-deleted', 1), 'refusal', 'did not delete a group'],
  [new refusals.NotRestorable(request, 'not-kept', 1), 'refusal', 'Who was in “Design” is no longer kept'],
  [new refusals.NotRestorable(request, 'elsewhere', 1), 'refusal', 'belongs to another portal or workspace'],
  [
    new changes.AlreadyReversed({ ...request, kind: 'restore', state: 'applied' }),
    'refusal',
    '“Design” is already restored, by Ravi Nair: R-',
  ],
  [
    new changes.AlreadyReversed({ ...request, kind: 'restore', state: 'applying' }),
    'refusal',
    'Ravi Nair is already restoring “Design”: R-',
  ],
  [new refusals.NameTaken('Crew', []), 'refusal', 'There are already 0 groups named “Crew”, so nothing was created.'],
  [new refusals.NobodyToApprove(), 'refusal', 'Too few people besides you can approve deletions here'],
  [
    new refusals.NoRoomForApproval('is_archived', 'that channel is archived'),
    'refusal',
    'could not be posted: that channel is archived.',
  ],
  [
    new docspace.StillThere('x', at(204)),
    'failure',
    'DocSpace confirmed the deletion, but still shows the group, so it is not certain',
  ],
  [
    new docspace.HalfDeleted(new docspace.InternalFault('x', at(500)), 4, 0),
    'failure',
    'the group still exists, but no longer has any members',
  ],
  [
    new docspace.NotDone(new docspace.InternalFault('x', at(500))),
    'failure',
    'DocSpace reported an internal error (500). The app has checked: nothing was changed.',
  ],
  [
    new docspace.NotDone(new docspace.PaymentRequired('x', answered(402))),
    'failure',
    'plan or payment. The app has checked: nothing was changed. Ask the portal’s owner to check both.',
  ],
  [
    new docspace.NotDone(new docspace.Invalid('x', at(400), 'Name taken.')),
    'refusal',
    'DocSpace did not accept this: Name taken.',
  ],
  [
    notCertain('PUT', [], true),
    'failure',
    'No answer came from DocSpace. The app has checked, but it is not certain whether this was done.',
  ],
  [
    notCertain('PUT', [], false),
    'failure',
    'The app tried to check, but DocSpace could not be read. It is not certain whether this was done.',
  ],
  [notCertain('DELETE', [], true), 'failure', 'It is not certain whether DocSpace has deleted the group.'],
  [notCertain('POST', [], true), 'failure', 'No new group of that name has appeared so far.'],
  [notCertain('POST', [], false), 'failure', 'created. The app tried to check, but DocSpace could not be read.'],
  [notCertain('POST', [near('Crew')], true), 'failure', 'but another person might have created it. Check before you'],
  [
    notCertain('POST', [near('Crew'), near('Crew')], true),
    'failure',
    '2 new groups of that name have appeared, but another person might have created one of them.',
  ],
  [
    new changes.OpenRequestExists(request),
    'refusal',
    'Ravi Nair has already requested the deletion of “Design” (request R-57F2RF).',
  ],
  [new changes.NoSuchRequest(), 'refusal', 'This request is no longer kept.'],
  [new changes.NoSuchDraft(), 'refusal', 'This form has expired. Type the command again'],
  [new changes.SentAlready(request), 'refusal', 'already sent as R-57F2RF, which is waiting for approval.'],
  [new changes.RequestOfNewerVersion('R-57F2RF'), 'refusal', 'made by a newer version of this app'],
  [new refusals.GroupChanged('Design'), 'refusal', '“Design” has changed since this form was opened.'],
  [slack('expired_trigger_id'), 'failure', 'Slack lets a form open within three seconds'],
  [slack('exchanged_trigger_id'), 'failure', 'That click was used already.'],
  [slack('invalid_trigger_id'), 'failure', 'That click has expired.'],
  [slack('missing_scope'), 'failure', 'install it again and allow all scopes of its manifest, the optional ones too.'],
  [slack('plan_upgrade_required'), 'failure', 'Slack plan has no user groups, but APPROVERS names one.'],
  [slack('ratelimited'), 'failure', 'Slack limits how often apps can call it'],
  [slack('fatal_error'), 'failure', 'Slack did not accept what this app sent (fatal_error).'],
  [new TypeError('x is not a function'), 'failure', 'Something went wrong in this app, and nothing more was done.'],
];

const ACCESS: Readonly<Record<RefusalReason, string>> = {
  bot: 'Bots can’t use this app',
  'slack-deactivated': 'This Slack account is deactivated',
  stranger: 'You belong to another Slack organization.',
  'slack-guest': 'You are a guest in this Slack workspace.',
  'no-email': 'The app can’t see the e-mail of your Slack account',
  'email-unconfirmed': 'Confirm the e-mail of your Slack account first',
  'membership-unknown': 'Slack does not say that you are a full member of this workspace',
  'email-unknown': 'Slack does not say whether the e-mail of your account is confirmed',
  'no-docspace-account': 'There is no DocSpace account with the e-mail of your Slack account.',
  'docspace-disabled': 'Your DocSpace account is disabled.',
  'docspace-unconfirmed': 'The e-mail of your DocSpace account is not confirmed yet.',
  'docspace-pending': 'Your DocSpace account is not confirmed yet.',
  'docspace-guest': 'You are a Guest in DocSpace, and Guests can’t see groups.',
  'link-changed': 'For one day you can look up groups, but not edit them, request anything or approve.',
  'may-not-read': 'Only the owner, DocSpace admins and Room admins can',
  'may-not-write': 'Only the owner and DocSpace admins can',
};

describe('what people read when something is refused or fails', () => {
  it.each(SENTENCES.map(([error, kind, words]) => [error.name, kind, words, error] as const))(
    '%s is a %s: %s',
    (_name, kind, words, error) => {
      const userError = userMessage(error);
      expect(userError.kind).toBe(kind);
      expect(userError.text).toContain(words);
    },
  );

  it.each(Object.entries(ACCESS))('somebody refused for the reason %s reads: %s', (reason, words) => {
    const known = Object.keys(ACCESS).find((each): each is RefusalReason => each === reason) ?? 'bot';
    expect(userMessage(new AccessDenied(known, 'create'))).toMatchObject({ kind: 'refusal' });
    expect(userMessage(new AccessDenied(known, 'create')).text).toContain(words);
  });

  it.each<[Operation, string]>([
    ['create', 'Only the owner and DocSpace admins can create groups'],
    ['update', 'Only the owner and DocSpace admins can edit groups'],
    ['approve', 'Only the owner and DocSpace admins can approve or reject requests'],
  ])('whoever may not %s is told what the role does not allow', (operation, words) => {
    expect(userMessage(new AccessDenied('may-not-write', operation)).text).toContain(words);
  });

  it('names who can do it in what only the user reads, and never in what is kept or posted', () => {
    const denied = new AccessDenied('may-not-write', 'create', {
      role: 'roomAdmin',
      whoCan: ['Ana Admin', 'Otto\nOwner'],
    });
    expect(userMessage(denied)).toMatchObject({
      text: 'Only the owner and DocSpace admins can create groups; you are a Room admin. Ask one of them.',
      forUser:
        'Only the owner and DocSpace admins can create groups; you are a Room admin. Ana Admin and Otto Owner can.',
    });
  });

  it.each([
    ['DocSpace', new docspace.TimedOut('x', read()), 'DocSpace did not answer in time.'],
    [
      'the API key',
      new docspace.Unauthorized('x', none(401), 'expired'),
      'The app’s API key for DocSpace has expired.',
    ],
    ['Slack', slack('ratelimited'), 'Slack limits how often apps can call it, and that limit is reached.'],
    [
      'the database',
      new DatabaseUnreachable('ECONNREFUSED'),
      'The app’s database can’t be reached, so nothing was saved.',
    ],
    ['the app', new TypeError('x is not a function'), 'Something went wrong in this app, and nothing more was done.'],
  ])('says of an outage of %s that it is not something the user did, and what to do next', (_what, error, news) => {
    const { kind, text, withoutAdvice } = userMessage(error);
    expect(kind).toBe('failure');
    expect(text).toMatch(
      new RegExp(`^${news} It’s not something you did\\. (Try again in a minute|Ask the IT desk .+)\\.$`),
    );
    expect(withoutAdvice).not.toContain('you did');
  });

  it('never says of a refusal that it is not something the user did', () => {
    const refused = SENTENCES.filter(([, kind]) => kind === 'refusal').map(([error]) => userMessage(error).text);
    expect(refused.filter((text) => text.includes('you did'))).toEqual([]);
  });

  it('has a sentence for every error class there is', () => {
    const classes = [docspace, refusals, groupErrors, changes].flatMap((room) =>
      Object.values<unknown>(room).filter((each) => typeof each === 'function' && each.prototype instanceof Error),
    );
    const userError = new Set<unknown>(SENTENCES.map(([error]) => error.constructor));
    expect(classes.length).toBeGreaterThan(14);
    expect(classes.filter((each) => !userError.has(each))).toEqual([]);
  });

  it('says after a write that may have been done that it is not certain, and never after anything else', () => {
    for (const [error] of SENTENCES) {
      const { text, unclear = false } = userMessage(error);
      const known = docspace.hadNoEffect(error) || error instanceof docspace.HalfDeleted;
      const uncertain = error instanceof docspace.DocSpaceError && !known;
      expect([text, unclear]).toEqual([
        uncertain ? expect.stringContaining('not certain') : expect.not.stringMatching(/not certain|[Cc]heck before/),
        uncertain,
      ]);
    }
  });

  it('has a sentence for every reason a DocSpace error carries', () => {
    const reasons = SENTENCES.flatMap(([error]) => ('why' in error ? [error.why] : []));
    const all = [...docspace.KEY_REFUSALS, ...docspace.PORTAL_CLOSINGS, ...docspace.ADDRESS_FAULTS];
    expect(all.filter((why) => !reasons.includes(why))).toEqual([]);
  });

  it('ends every sentence, says nothing technical, and carries neither path nor method', () => {
    for (const [error] of SENTENCES) {
      const { text } = userMessage(error);
      expect(text).toMatch(/[.:!?]$|list\.$/);
      expect(text).not.toMatch(/PUT|\/group\/|undefined|Error\b|stack/);
    }
  });
});
