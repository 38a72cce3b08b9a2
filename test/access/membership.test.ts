import { slackRefusal } from '../../src/access/rights.ts';
import { slackProfileOf } from '../../src/access/slack-profile.ts';
import { type Conversation, REQUESTS, startConversation } from '../helpers/conversation.ts';

const HERE = { teamId: 'T0ACME', enterpriseId: undefined };
const ON_GRID = { teamId: 'T0ACME', enterpriseId: 'E0ACME' };

/** What `users.info` says of a full member, with these facts in place of its own. */
const account = (facts: Record<string, unknown> = {}) => ({
  user: {
    id: 'U0ANA',
    team_id: 'T0ACME',
    deleted: false,
    is_bot: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_email_confirmed: true,
    profile: { email: 'ana@acme.example' },
    ...facts,
  },
});

const without = (...fields: string[]) => ({
  user: Object.fromEntries(Object.entries(account().user).filter(([name]) => !fields.includes(name))),
});

const enterprise = (enterprise_id: string | undefined, ...teams: string[]) => ({
  enterprise_user: { enterprise_id, teams },
});

describe('whether Slack says that an account belongs here', () => {
  it.each([
    ['its own team', account(), HERE, undefined],
    ['its own team, on a grid', account(), ON_GRID, undefined],
    ['another team', account({ team_id: 'T0UK' }), HERE, 'stranger'],
    [
      'another team of the organization, and this one',
      account({ team_id: 'T0UK', ...enterprise('E0ACME', 'T0ACME') }),
      HERE,
      undefined,
    ],
    [
      'another team of the organization',
      account({ team_id: 'T0UK', ...enterprise('E0ACME', 'T0UK') }),
      ON_GRID,
      undefined,
    ],
    [
      'a team of an organization, while this one has none',
      account({ team_id: 'T0UK', ...enterprise('E0ACME', 'T0UK') }),
      HERE,
      'stranger',
    ],
    ['a team of another organization', account({ team_id: 'T0P', ...enterprise('E0P', 'T0P') }), ON_GRID, 'stranger'],
    ['an organization without an id', account({ team_id: 'T0P', ...enterprise(undefined) }), HERE, 'stranger'],
    ['its own team, as a stranger', account({ is_stranger: true }), ON_GRID, 'stranger'],
    ['nothing about teams', without('team_id'), ON_GRID, 'membership-unknown'],
    [
      'nothing of its team, but of its organization',
      { user: { ...without('team_id').user, ...enterprise('E0ACME') } },
      ON_GRID,
      undefined,
    ],
  ] as const)('with %s', (_what, answer, home, refusal) => {
    expect(slackRefusal(slackProfileOf(answer), home)).toBe(refusal);
  });

  it.each([
    ['is_bot', 'membership-unknown'],
    ['is_restricted', 'membership-unknown'],
    ['is_ultra_restricted', 'membership-unknown'],
    ['is_email_confirmed', 'email-unknown'],
    ['profile', 'no-email'],
    // "may not appear" where it is false (docs: user object).
    ['deleted', undefined],
    ['is_stranger', undefined],
  ])('takes the absence of %s for what it proves', (field, refusal) => {
    expect(slackRefusal(slackProfileOf(without(field)), HERE)).toBe(refusal);
  });

  it('finds nobody by an empty address', () => {
    expect(slackRefusal(slackProfileOf(account({ profile: { email: '' } })), HERE)).toBe('no-email');
  });
});

describe('people of other workspaces', () => {
  let talk: Conversation;
  beforeAll(async () => {
    talk = await startConversation({ organization: true });
  });
  afterAll(() => talk.stop());

  it.each(['gwen', 'hugo', 'ivo', 'olga'])('lets %s in, who is of this organization', async (key) => {
    const person = talk.person(key);
    await person.types(REQUESTS, '/docspace-group whoami');
    expect((await person.sees('In DocSpace you are')).visibleTo).toBe(person.id);
  });

  it('lets a colleague create a group as anybody here can', async () => {
    const gwen = talk.person('gwen');
    await gwen.types(REQUESTS, '/docspace-group create Grid crew');
    const form = await gwen.form('[Create group]');
    await form.pick('Manager', 'ravi');
    await form.submit();
    await talk.person('una').sees('Gwen Hale created the group Grid crew');
  });

  const STRANGER = 'You belong to another Slack organization';
  it.each([
    ['jana', 'Slack does not say that you are a full member of this workspace'],
    ['petra', STRANGER],
    ['vera', STRANGER],
    ['walt', STRANGER],
    ['sven', STRANGER],
  ])('refuses %s privately and without a reference: %s', async (key, words) => {
    const person = talk.person(key);
    await person.types(REQUESTS, '/docspace-group list');
    const told = await person.sees(words);
    expect(told.visibleTo).toBe(person.id);
    expect(told.words).not.toContain('Reference');
    expect((await person.opensHome()).text()).toContain(words);
  });
});

describe('a colleague of the organization, while the workspace belongs to none', () => {
  it('is let in only by a workspace they are in', async () => {
    const talk = await startConversation({ organization: true });
    delete talk.workspace.state.team.enterprise;
    await talk.restart();
    const [gwen, hugo] = [talk.person('gwen'), talk.person('hugo')];
    await gwen.types(REQUESTS, '/docspace-group whoami');
    await gwen.sees('In DocSpace you are');
    await hugo.types(REQUESTS, '/docspace-group whoami');
    await hugo.sees('You belong to another Slack organization');
    await talk.stop();
  });
});

describe('what comes from another workspace', () => {
  const OTHER = { id: 'T0OTHER', domain: 'other', name: 'Other', enterprise: { id: 'E0OTHER', name: 'Other Group' } };
  const STRANGER = 'You belong to another Slack organization';
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation({ organization: true });
  });
  afterEach(() => talk.stop());

  it.each([
    ['another workspace', OTHER, STRANGER],
    ['no workspace', null, 'Slack does not say that you are a full member of this workspace'],
  ])('is refused where it names %s: a command, privately, and Home', async (_what, sender, words) => {
    const ines = talk.person('ines');
    talk.workspace.faults.sendAs(sender);
    await ines.types(REQUESTS, '/docspace-group get Design');
    expect((await ines.sees(words)).visibleTo).toBe(ines.id);
    await ines.types(REQUESTS, '/docspace-group help');
    expect(ines.visible(REQUESTS).every((told) => told.words.includes(words))).toBe(true);
    expect((await ines.opensHome()).text()).toContain(words);
  });

  it('is refused as a click, a shortcut and in Home', async () => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group get Design');
    const card = await ines.sees('looked up the group “Design”');
    talk.workspace.faults.sendAs(OTHER);
    await ines.clicks('Edit', card);
    expect((await ines.sees(STRANGER)).visibleTo).toBe(ines.id);
    expect((await ines.opensHome()).text()).toContain(STRANGER);
    await ines.uses('New DocSpace group');
    await ines.form(STRANGER);
  });

  it('is refused as a form and a keystroke, and nothing is done', async () => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group create Secret club');
    const form = await ines.form('[Create group]');
    await form.pick('Manager', 'ravi');
    talk.workspace.faults.sendAs(OTHER);
    expect((await form.options('Members', 'milo')).join()).toMatch(/^You belong to another Slack organization\./);
    await form.submit();
    await ines.form(STRANGER);
    expect(talk.portal.groups().some(({ name }) => name === 'Secret club')).toBe(false);
  });

  it('is taken from another workspace of the organization', async () => {
    const ines = talk.person('ines');
    talk.workspace.faults.sendAs({ ...OTHER, enterprise: { id: 'E0ACME', name: 'Acme Group' } });
    await ines.types(REQUESTS, '/docspace-group get Design');
    await ines.sees('looked up the group “Design”');
  });
});
