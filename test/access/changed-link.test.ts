import { createLinks, linkChangeRecipients } from '../../src/access/index.ts';
import { type Conversation, REQUESTS, startConversation } from '../helpers/conversation.ts';
import { type Service, startService } from '../helpers/group-service.ts';

const DAY = 24 * 3_600_000;

/** What an account reads that means another person since less than a day. */
const HELD = 'Your Slack account now matches a different DocSpace account than before.';

describe('a Slack account that suddenly means another DocSpace person', () => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation();
    await talk.person('ravi').types(REQUESTS, '/docspace-group whoami');
    await talk.person('ravi').sees('Ravi Nair, Room admin');
    // As an admin of Slack can, Ravi's account gets the e-mail of a DocSpace admin.
    const account = talk.workspace.state.users.get('U0RAVI');
    if (account) account.email = 'ines@acme.example';
    await talk.clock.advance(61_000);
  });
  afterEach(() => talk.stop());

  const changed = () => talk.lines.filter((line) => line.includes('matches another DocSpace account'));

  it.each(['create Club', 'update Design', 'delete Design'])('cannot %s', async (words) => {
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, `/docspace-group ${words}`);
    expect((await ravi.form(HELD)).text()).toContain('For one day you can look up groups');
    expect(changed()).toHaveLength(1);
  });

  it('is told of to the portal’s owner, directly and without an address', async () => {
    await talk.person('ravi').types(REQUESTS, '/docspace-group whoami');
    const told = await talk.person('olga').sees('now matches another DocSpace account than before');
    expect([told.channel, told.words]).toEqual(['D0OLGA', expect.not.stringContaining('@acme.example')]);
  });

  it('is not told of by an account with the owner’s address that does not belong here', async () => {
    const account = talk.workspace.state.users.get('U0OLGA');
    if (account) account.teamId = 'T0PARTNER';
    await talk.person('ravi').types(REQUESTS, '/docspace-group whoami');
    await talk.person('ravi').sees('only look up groups for one day');
    // The app finishes what it is at.
    await talk.restart();
    expect(talk.lines).toContainEqual(expect.stringContaining('a changed link could not be told'));
    expect(talk.person('olga').visible('D0OLGA')).toEqual([]);
  });

  it('can look, and is told for how long', async () => {
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group list travel');
    await ravi.sees('Groups with “travel”');
    await ravi.types(REQUESTS, '/docspace-group whoami');
    expect((await ravi.sees("Ines O'Neil, DocSpace admin")).words).toContain('only look up groups for one day');
  });

  it('can do what the person can when the day is over', async () => {
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group whoami');
    await ravi.sees('only look up groups for one day');
    await talk.clock.jump(DAY);
    await ravi.types(REQUESTS, '/docspace-group whoami');
    await ravi.sees('look up, create and edit groups');
  });

  it('can do so at once when the link is forgotten', async () => {
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group whoami');
    await ravi.sees('only look up groups for one day');
    const links = createLinks({ store: talk.store, workspace: () => undefined, portal: talk.portal.url });
    expect(await links.forget('U0RAVI')).toBe(true);
    await ravi.types(REQUESTS, '/docspace-group whoami');
    await ravi.sees('look up, create and edit groups');
  });
});

describe('who is told of a changed link', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  const toldOf = async (previous: string, next: string) => {
    const change = { previousPerson: service.id(previous), personId: service.id(next) };
    return (await linkChangeRecipients(service.client, change)).map(({ email }) => email.split('@')[0]).sort();
  };

  it('is the portal’s owner', async () => {
    expect(await toldOf('ravi', 'ines')).toEqual(['olga']);
  });

  it.each([
    ['olga', 'ines'],
    ['ines', 'olga'],
  ])('is every other admin where the owner is one of the two: %s, %s', async (previous, next) => {
    const told = await toldOf(previous, next);
    expect(told).toEqual(expect.arrayContaining(['tomas']));
    expect(told).not.toEqual(expect.arrayContaining(['olga']));
    expect(told).not.toEqual(expect.arrayContaining(['ines']));
    expect(told).not.toEqual(expect.arrayContaining(['ravi']));
  });
});
