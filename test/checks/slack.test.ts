import type { Config } from '../../src/config.ts';
import { type Checked, startChecked, troublesOf } from './findings.ts';

describe('the checks of Slack', () => {
  let all: Checked;
  beforeEach(async () => {
    all = await startChecked();
  });
  afterEach(() => all.stop());

  const withSlack = (slack: Partial<Config['slack']>): Config => ({
    ...all.config,
    slack: { ...all.config.slack, ...slack },
  });
  const withAppToken = (appToken: string) => withSlack({ transport: { mode: 'socket', appToken } });
  const withApprovals = (approvals: Partial<Config['approvals']>): Config => ({
    ...all.config,
    approvals: { ...all.config.approvals, ...approvals },
  });
  const texts = async (config?: Config) => (await all.check(config)).map(({ text }) => text);

  it('find nothing wrong where everything is right, and say what works', async () => {
    expect(troublesOf(await all.check())).toEqual([]);
    expect(await texts()).toEqual(
      expect.arrayContaining([
        'SLACK_BOT_TOKEN works: the app is @DocSpace Groups in the workspace Acme.',
        'The app has every scope it needs.',
        'SLACK_APP_TOKEN works: Socket Mode connections can be opened.',
        'Requests are posted in the channel they are made in.',
      ]),
    );
  });

  it('change nothing in Slack and send nothing that Slack would refuse', async () => {
    await all.check(withApprovals({ channel: 'C0REQUESTS', approvers: ['U0INES'], approverGroups: ['S0ADMINS'] }));
    const methods = new Set(all.workspace.calls.map(({ method }) => method));
    expect([...methods].sort()).toEqual([
      'apps.connections.open',
      'auth.test',
      'bots.info',
      'conversations.info',
      'usergroups.users.list',
      'users.info',
    ]);
    expect(all.workspace.refusals).toEqual([]);
  });

  const tokens: [string, () => Config, string][] = [
    [
      'a bot token Slack does not know',
      () => withSlack({ botToken: 'xoxb-000000-wrong' }),
      'fault: Slack did not accept SLACK_BOT_TOKEN (invalid_auth): it is mistyped, its app was deleted, or SLACK_API_URL is wrong. Copy it again from “OAuth & Permissions”',
    ],
    [
      'the app token in place of the bot token',
      () => withSlack({ botToken: all.workspace.appToken }),
      'fault: Slack did not accept SLACK_BOT_TOKEN (not_allowed_token_type): it is another kind of token. Copy it again from “OAuth & Permissions”',
    ],
    [
      'the bot token in place of the app token',
      () => withAppToken(all.workspace.botToken),
      'fault: Slack did not accept SLACK_APP_TOKEN (not_allowed_token_type): it is another kind of token. Copy it again from “Basic Information”',
    ],
    [
      'an app token Slack does not know',
      () => withAppToken('xapp-1-A0DOCSPACE-wrong'),
      'fault: Slack did not accept SLACK_APP_TOKEN (invalid_auth)',
    ],
    [
      'the app token of another app',
      () => withAppToken('xapp-1-A0OTHER-1234-abcd'),
      'fault: SLACK_APP_TOKEN belongs to the app A0OTHER, but SLACK_BOT_TOKEN belongs to A0DOCSPACE. Copy both from the same app',
    ],
  ];
  it.each(tokens)('tell %s', async (_what, config, expected) => {
    const troubles = troublesOf(await all.check(config()));
    expect(troubles).toEqual([expect.stringContaining(expected)]);
    expect(troubles.join()).not.toMatch(/xoxb-\w|xapp-\w/);
  });

  it.each(['token_revoked', 'account_inactive', 'token_expired', 'team_disabled'])(
    'tell that the bot token is refused with %s, and do not go on to what needs it',
    async (word) => {
      all.workspace.faults.fail('auth.test', word);
      const config = withApprovals({ channel: 'C0NOWHERE', approvers: ['U0NOBODY'] });
      expect(troublesOf(await all.check(config))).toEqual([
        expect.stringContaining(`fault: Slack did not accept SLACK_BOT_TOKEN (${word}): `),
      ]);
    },
  );

  it('tell that the app token does not open connections', async () => {
    all.workspace.faults.revokeAppScope('connections:write');
    expect(troublesOf(await all.check())).toEqual([
      'fault: SLACK_APP_TOKEN lacks the scope connections:write. Generate another app token with that scope under “Basic Information” of your app at api.slack.com/apps.',
    ]);
  });

  it('do not ask for an app token where Slack reaches the app by HTTP', async () => {
    const findings = await all.check(withSlack({ transport: { mode: 'http', signingSecret: 'f00dfeed', port: 0 } }));
    expect(findings).toContainEqual(
      expect.objectContaining({
        level: 'note',
        text: expect.stringContaining('SLACK_SIGNING_SECRET can be checked only when Slack sends a request.'),
      }),
    );
    expect(all.workspace.calls.map(({ method }) => method)).not.toContain('apps.connections.open');
  });

  it.each(['commands', 'chat:write', 'users:read', 'users:read.email', 'channels:read', 'groups:read'])(
    'tell that the required scope %s is missing',
    async (scope) => {
      all.workspace.faults.revokeScope(scope);
      expect(troublesOf(await all.check())).toEqual([
        expect.stringMatching(
          new RegExp(
            `^fault: The app lacks the scope ${scope}, which it needs to .+\\. Add it under “OAuth & Permissions”`,
          ),
        ),
      ]);
    },
  );

  it.each<[string, NonNullable<Config['supportContact']>, string]>([
    [
      'nobody',
      { user: 'U0NOBODY' },
      'warning: SUPPORT_CONTACT names U0NOBODY, but there is no user with that id. Check the id.',
    ],
    [
      'a deactivated account',
      { user: 'U0DORA' },
      'warning: SUPPORT_CONTACT names Dora Klein, who is deactivated in Slack. Name another contact.',
    ],
    [
      'no channel',
      { channel: 'C0NOWHERE' },
      'warning: SUPPORT_CONTACT names C0NOWHERE, which the app can’t see: it does not exist, or it is private and the app is not in it. Check the id, or invite the app to the channel.',
    ],
  ])('warn when SUPPORT_CONTACT names %s', async (_what, supportContact, expected) => {
    expect(troublesOf(await all.check({ ...all.config, supportContact }))).toEqual([expected]);
  });

  it('warn when SUPPORT_CONTACT names an archived channel, and of one that Slack does not answer about', async () => {
    const config = { ...all.config, supportContact: { channel: 'C0DESIGN' } };
    expect(await texts(config)).toContain('When the app is broken, people are sent to #design.');
    all.workspace.faults.archive('C0DESIGN');
    expect(troublesOf(await all.check(config))).toEqual([
      'warning: SUPPORT_CONTACT names #design, which is archived. Name another contact.',
    ]);
    all.workspace.faults.rateLimit('conversations.info', 30);
    expect(troublesOf(await all.check(config))).toEqual([
      'warning: SUPPORT_CONTACT could not be checked: Slack’s rate limit is reached. Try again in a minute. If it keeps happening, check the network, SLACK_API_URL and HTTPS_PROXY.',
    ]);
  });

  it.each([
    ['chat:write.public', 'the app can post only in channels it was invited to'],
    ['usergroups:read', 'APPROVERS can’t name user groups'],
  ])('note what is lost without the optional scope %s', async (scope, loss) => {
    all.workspace.faults.revokeScope(scope);
    const findings = await all.check();
    expect(troublesOf(findings)).toEqual([]);
    expect(findings).toContainEqual(
      expect.objectContaining({ level: 'note', text: `Without the optional scope ${scope}, ${loss}.` }),
    );
  });

  it.each([
    ['a rate limit', () => all.workspace.faults.rateLimit('auth.test', 30), 'Slack’s rate limit is reached'],
    [
      'an error of its own',
      () => all.workspace.faults.fail('auth.test', 'internal_error'),
      'Slack can’t be reached (internal_error)',
    ],
    ['no answer', () => all.workspace.faults.offline(), 'Slack did not answer'],
  ])('only warn of %s', async (_what, begin, why) => {
    begin();
    const [first, ...rest] = troublesOf(await all.check());
    expect(first).toContain(`warning: SLACK_BOT_TOKEN could not be checked: ${why}. Try again in a minute`);
    expect(rest.filter((each) => each.startsWith('fault'))).toEqual([]);
  });

  it('only warn where nothing listens at Slack’s address', async () => {
    const gone = await startChecked();
    await gone.stop();
    const troubles = troublesOf(await all.check(withSlack({ apiUrl: gone.workspace.apiUrl })));
    const unreached = 'could not be checked: Slack can’t be reached (ECONNREFUSED). Try again in a minute';
    expect(troubles).toEqual([
      expect.stringContaining(`warning: SLACK_BOT_TOKEN ${unreached}`),
      expect.stringContaining(`warning: SLACK_APP_TOKEN ${unreached}`),
    ]);
  });

  describe('APPROVAL_CHANNEL', () => {
    const kinds: [string, string, () => void, string | undefined][] = [
      ['a channel the app is in', 'C0REQUESTS', () => undefined, undefined],
      ['a public channel it was not invited to', 'C0RANDOM', () => undefined, undefined],
      [
        'the same without chat:write.public',
        'C0RANDOM',
        () => all.workspace.faults.revokeScope('chat:write.public'),
        'fault: APPROVAL_CHANNEL names #random, but the app is not in it and can’t post there. Invite the app: in Slack, open the channel and type /invite @DocSpace Groups.',
      ],
      [
        'a channel that does not exist',
        'C0NOWHERE',
        () => undefined,
        'fault: APPROVAL_CHANNEL names C0NOWHERE, which the app can’t see',
      ],
      [
        'a private channel it is not in',
        'G0LEADS',
        () => undefined,
        'fault: APPROVAL_CHANNEL names G0LEADS, which the app can’t see',
      ],
      ['a private channel it is in', 'G0LEADS', () => all.workspace.faults.addAppTo('G0LEADS'), undefined],
      [
        'an archived channel',
        'C0REQUESTS',
        () => all.workspace.faults.archive('C0REQUESTS'),
        'fault: APPROVAL_CHANNEL names #it-requests, which is archived.',
      ],
      [
        'a channel shared with another organization',
        'C0REQUESTS',
        () => all.workspace.faults.share('C0REQUESTS'),
        'fault: APPROVAL_CHANNEL names #it-requests, which is shared with another organization',
      ],
    ];
    it.each(kinds)('can be, or not be, %s', async (_what, channel, arrange, expected) => {
      arrange();
      const troubles = troublesOf(await all.check(withApprovals({ channel })));
      expect(troubles).toEqual(expected === undefined ? [] : [expect.stringContaining(expected)]);
    });

    it('cannot be a direct message', async () => {
      all.workspace.state.scopes.add('im:read');
      const { id } = all.workspace.state.directWith('U0INES');
      const troubles = troublesOf(await all.check(withApprovals({ channel: id })));
      expect(troubles).toEqual([expect.stringContaining('fault: APPROVAL_CHANNEL names a direct message')]);
    });

    it('is only warned of when Slack does not answer about it', async () => {
      all.workspace.faults.fail('conversations.info', 'internal_error', 9);
      expect(troublesOf(await all.check(withApprovals({ channel: 'C0REQUESTS' })))).toEqual([
        expect.stringContaining('warning: APPROVAL_CHANNEL could not be checked'),
      ]);
    });
  });

  describe('APPROVERS', () => {
    const kinds: [string, Partial<Config['approvals']>, () => void, string[]][] = [
      ['people who can approve', { approvers: ['U0INES', 'U0TOMAS'], required: 2 }, () => undefined, []],
      ['a user group', { approverGroups: ['S0ADMINS'], required: 2 }, () => undefined, []],
      [
        'people of a group by name too, once',
        { approvers: ['U0INES'], approverGroups: ['S0ADMINS'], required: 3 },
        () => undefined,
        ['fault: APPROVERS names 2 people who can approve, but APPROVALS_REQUIRED is 3. Name more'],
      ],
      [
        'somebody who does not exist',
        { approvers: ['U0INES', 'U0NOBODY'] },
        () => undefined,
        ['fault: APPROVERS names U0NOBODY, but there is no user with that id. Check the id.'],
      ],
      [
        'a deactivated account beside another',
        { approvers: ['U0INES', 'U0DORA'] },
        () => undefined,
        ['warning: APPROVERS names U0DORA, who is deactivated in Slack.'],
      ],
      [
        'a guest beside another',
        { approvers: ['U0INES', 'U0GRETA'] },
        () => undefined,
        ['warning: APPROVERS names U0GRETA, who is a guest in Slack.'],
      ],
      [
        'a stranger beside another',
        { approvers: ['U0INES', 'U0SVEN'] },
        () => undefined,
        ['warning: APPROVERS names U0SVEN, who belongs to another organization.'],
      ],
      [
        'a bot beside another',
        { approvers: ['U0INES', 'U0ROBO'] },
        () => undefined,
        ['fault: APPROVERS names U0ROBO, which is a bot.'],
      ],
      [
        'nobody who can approve',
        { approvers: ['U0DORA'] },
        () => undefined,
        [
          'warning: APPROVERS names U0DORA, who is deactivated',
          'fault: APPROVERS names nobody who can approve, but APPROVALS_REQUIRED is 1.',
        ],
      ],
      [
        'a user group that does not exist',
        { approvers: ['U0INES'], approverGroups: ['S0NOWHERE'] },
        () => undefined,
        ['fault: APPROVERS names S0NOWHERE, but there is no user group with that id.'],
      ],
      [
        'an empty user group beside somebody',
        { approvers: ['U0INES'], approverGroups: ['S0ADMINS'] },
        () => all.workspace.faults.setUserGroup('S0ADMINS', []),
        ['warning: APPROVERS names the user group S0ADMINS, which has no members.'],
      ],
      [
        'a disabled user group beside somebody',
        { approvers: ['U0INES'], approverGroups: ['S0ADMINS'] },
        () => {
          const group = all.workspace.state.userGroups.get('S0ADMINS');
          if (group) group.disabled = true;
        },
        ['warning: APPROVERS names the user group S0ADMINS, which is disabled.'],
      ],
      [
        'a user group, without the scope to read it',
        { approvers: ['U0INES'], approverGroups: ['S0ADMINS'] },
        () => all.workspace.faults.revokeScope('usergroups:read'),
        ['fault: APPROVERS names a user group, but the app lacks the scope usergroups:read.'],
      ],
      [
        'a user group, on a plan without any',
        { approvers: ['U0INES'], approverGroups: ['S0ADMINS'] },
        () => all.workspace.faults.fail('usergroups.users.list', 'plan_upgrade_required'),
        ['fault: APPROVERS names a user group, but this workspace’s Slack plan has none.'],
      ],
      [
        'somebody whom Slack does not tell about now, who may be enough',
        { approvers: ['U0INES'] },
        () => all.workspace.faults.fail('users.info', 'internal_error', 9),
        ['warning: U0INES in APPROVERS could not be checked'],
      ],
    ];
    it.each(kinds)('can name, or not name, %s', async (_what, approvals, arrange, expected) => {
      arrange();
      const troubles = troublesOf(await all.check(withApprovals(approvals)));
      expect(troubles).toEqual(expected.map((each) => expect.stringContaining(each)));
    });
  });
});
