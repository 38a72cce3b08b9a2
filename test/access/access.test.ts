import { type Conversation, REQUESTS, startConversation } from '../helpers/conversation.ts';

describe('who is clicking', () => {
  let talk: Conversation;
  beforeAll(async () => {
    talk = await startConversation();
  });
  afterAll(() => talk.stop());

  it.each([
    ['robo', 'Bots can’t use this app'],
    ['dora', 'This Slack account is deactivated'],
    ['sven', 'You belong to another Slack organization'],
    ['greta', 'You are a guest in this Slack workspace'],
    ['uma', 'Confirm the e-mail of your Slack account first'],
    ['nora', 'No DocSpace account has the e-mail of your Slack account, nora@acme.example. Ask a DocSpace admin'],
    ['dan', 'Your DocSpace account is disabled'],
    ['pia', 'Your DocSpace account is not confirmed yet'],
    ['gil', 'You are a Guest in DocSpace'],
  ])('refuses %s privately, saying: %s', async (key, words) => {
    const person = talk.person(key);
    await person.types(REQUESTS, '/docspace-group create Secret club');
    const form = await person.form('You can’t create groups').catch((error: Error) => {
      throw new Error(`${key}: ${error.message}`);
    });
    expect(form.text()).toContain(words);
    expect(talk.portal.groups().some((group) => group.name === 'Secret club')).toBe(false);
    expect(talk.workspace.messages(REQUESTS).filter((message) => message.visibleTo === undefined)).toEqual([]);
  });

  it.each([
    ['una', 'get Design', 'can look up groups; you are a User. '],
    ['una', 'list', 'can look up groups; you are a User. '],
    ['gil', 'whoami', 'You are a Guest in DocSpace'],
  ])('tells %s who typed %s privately: %s', async (key, words, answer) => {
    const person = talk.person(key);
    await person.types(REQUESTS, `/docspace-group ${words}`);
    const told = await person.sees(answer);
    expect(told.visibleTo).toBe(person.id);
  });

  it.each(['update Design', 'create Club'])(
    'lets a room admin ask for what they cannot do alone: %s',
    async (words) => {
      const ravi = talk.person('ravi');
      await ravi.types(REQUESTS, `/docspace-group ${words}`);
      await ravi.form(/Review changes|Send request/);
    },
  );

  it.each([
    ['olga', 'Olga Marsh, Owner', 'look up, create and edit groups'],
    ['ines', "Ines O'Neil, DocSpace admin", 'approve the requests of others'],
    ['ravi', 'Ravi Nair, Room admin', 'look up groups and request any change'],
    ['milo', 'Milo Costa, User', 'ask to join or leave a group'],
  ])('tells %s who they are: %s', async (key, who, may) => {
    const person = talk.person(key);
    await person.types(REQUESTS, '/docspace-group whoami');
    const told = await person.sees(who);
    expect(told.words).toContain(may);
    expect(told.visibleTo).toBe(person.id);
  });

  it('trusts a yes for a minute and then asks again', async () => {
    const ines = talk.person('ines');
    const lookUps = () => talk.portal.calls.filter((call) => call.path.includes('email=ines')).length;
    await talk.clock.advance(61_000);
    const before = lookUps();
    await ines.types(REQUESTS, '/docspace-group list travel');
    await ines.sees('Groups with “travel”');
    await ines.types(REQUESTS, '/docspace-group list brand');
    await ines.sees('Groups with “brand”');
    expect(lookUps()).toBe(before + 1);
    await talk.clock.advance(61_000);
    await ines.types(REQUESTS, '/docspace-group list legal');
    await ines.sees('Groups with “legal”');
    expect(lookUps()).toBe(before + 2);
  });

  it('never trusts a no: whoever has just been invited gets in at the next try', async () => {
    const milo = talk.person('milo');
    await milo.types(REQUESTS, '/docspace-group list finance');
    await milo.sees('can look up groups; you are a User. ');
    talk.portal.setRole(talk.personId('milo'), 'roomAdmin');
    await talk.clock.advance(61_000);
    await milo.types(REQUESTS, '/docspace-group list finance');
    expect((await milo.sees('Groups with “finance”')).visibleTo).toBe(milo.id);
  });

  it('refuses everybody whose e-mail Slack does not show, saying so', async () => {
    const { scopes } = talk.workspace.state;
    scopes.delete('users:read.email');
    await talk.clock.advance(61_000);
    const tomas = talk.person('tomas');
    await tomas.types(REQUESTS, '/docspace-group whoami');
    expect((await tomas.sees('The app can’t see the e-mail of your Slack account')).visibleTo).toBe(tomas.id);
    scopes.add('users:read.email');
  });

  it('shows the address that was looked for to its owner alone: when they ask who they are, and in their Home', async () => {
    const nora = talk.person('nora');
    await nora.types(REQUESTS, '/docspace-group whoami');
    expect(
      (await nora.sees('No DocSpace account has the e-mail of your Slack account, nora@acme.example')).visibleTo,
    ).toBe(nora.id);
    expect((await nora.opensHome()).text()).toContain('nora@acme.example');
    const others = talk.workspace.state.messages.filter((message) => message.visibleTo !== nora.id);
    for (const message of others) expect(talk.workspace.wordsOf(message)).not.toContain('nora@');
  });

  it('says neither e-mail of others nor key nor token in what people read or what is logged', async () => {
    const said = talk.workspace.channels.flatMap((channel) =>
      talk.workspace
        .messages(channel.id)
        .filter((message) => message.visibleTo !== 'U0NORA')
        .map((message) => `${message.text} ${talk.workspace.wordsOf(message)}`),
    );
    for (const line of [...talk.lines, ...said]) expect(line).not.toMatch(/@acme\.example|xox[bp]-|xapp-|sk-[0-9a-f]/);
  });
});
