import { type Conversation, DESIGN, REQUESTS, startConversation, TRANSPORTS } from '../helpers/conversation.ts';

describe.each(TRANSPORTS)('/docspace-group doctor, by %s', (mode) => {
  let talk: Conversation;
  afterEach(() => talk.stop());

  it.each(['olga', 'ines'])('tells %s, who is owner or admin, what works, and nobody else', async (key) => {
    talk = await startConversation({ mode });
    const person = talk.person(key);
    await person.types(DESIGN, '/docspace-group doctor');
    const told = await person.sees('Everything works.');
    expect(told.visibleTo).toBe(person.id);
    for (const words of [
      'OK: SLACK_BOT_TOKEN works',
      'OK: The app has every scope it needs.',
      'answers. Its version is 3.7.2.',
      'OK: DOCSPACE_API_KEY belongs to Olga Marsh, the owner of the portal.',
      'OK: Requests are posted in the channel they are made in.',
      'Note: Requests are kept in memory',
      'OK: This machine’s clock agrees with Slack’s.',
      'OK: This machine’s clock agrees with the portal’s.',
    ])
      expect(told.words).toContain(words);
    expect(talk.person('tomas').visible(DESIGN)).toEqual([]);
    expect(talk.workspace.refusals).toEqual([]);
  });

  it('names what is wrong and the way to mend it', async () => {
    const approvals = { channel: REQUESTS, approvers: ['U0INES', 'U0DORA'] };
    talk = await startConversation({ mode, approvals });
    talk.workspace.faults.archive(REQUESTS);
    talk.workspace.faults.revokeScope('usergroups:read');
    const ines = talk.person('ines');
    await ines.types(DESIGN, '/docspace-group check');
    const told = await ines.sees('The app can’t work as it is set up.');
    expect(told.text).toContain(
      '⛔ Fault: APPROVAL_CHANNEL names #it-requests, which is archived. Unarchive it in Slack,',
    );
    expect(told.words).toContain(
      'Fault: APPROVAL_CHANNEL names #it-requests, which is archived. Unarchive it in Slack,',
    );
    expect(told.words).toContain(
      'Warning: APPROVERS names U0DORA, who is deactivated in Slack. Name another person in APPROVERS.',
    );
    expect(told.words).toContain('Note: Without the optional scope usergroups:read, APPROVERS can’t name user groups.');
  });

  it('stays within what Slack takes, however many approvers are wrong', async () => {
    const approvers = ['U0INES', ...Array.from({ length: 200 }, (_, number) => `U0NOBODY${number}`)];
    talk = await startConversation({ mode, approvals: { approvers } });
    const ines = talk.person('ines');
    await ines.types(DESIGN, '/docspace-group doctor');
    await ines.sees('APPROVERS names U0NOBODY0, but there is no user with that id.');
    expect(talk.workspace.refusals).toEqual([]);
  });

  it.each([
    ['ravi', 'Only the owner and DocSpace admins can check this app. Ask '],
    ['una', 'Only the owner and DocSpace admins can check this app. Ask '],
    ['nora', 'There is no DocSpace account with the e-mail of your Slack account.'],
    ['gil', 'You are a Guest in DocSpace'],
  ])('refuses %s, saying who can', async (key, words) => {
    talk = await startConversation({ mode });
    const person = talk.person(key);
    await person.types(DESIGN, '/docspace-group doctor');
    const told = await person.sees(words);
    expect(told.visibleTo).toBe(person.id);
    expect(told.words).not.toContain('SLACK_BOT_TOKEN');
    if (words.endsWith('Ask ')) expect(told.words).toMatch(/Ask .*Olga Marsh/);
  });

  it('says what is wrong with the key even where that keeps it from knowing who asks', async () => {
    talk = await startConversation({ mode, key: 'inactive' });
    const ines = talk.person('ines');
    await ines.types(DESIGN, '/docspace-group doctor');
    await ines.sees('DocSpace does not accept the app’s API key.');
  });
});
