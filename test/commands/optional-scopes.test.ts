import {
  askToDelete,
  type Conversation,
  DESIGN,
  RANDOM,
  REQUESTS,
  startConversation,
} from '../helpers/conversation.ts';

describe('an app that was installed without its optional scopes', () => {
  let talk: Conversation;
  const start = async (options: Parameters<typeof startConversation>[0] = {}) => {
    talk = await startConversation({ ...options, optionalScopes: false });
  };
  afterEach(() => talk.stop());

  it('does all it does in channels it is in, and tells people directly', async () => {
    await start();
    const card = await askToDelete(talk);
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('una').sees('✅ Deleted: Design');
    const ines = talk.person('ines');
    await ines.uses('New DocSpace group');
    const form = await ines.form('[Create group]');
    await form.fill('Name', 'Quiet club');
    await form.pick('Manager', 'ravi');
    await form.submit();
    expect((await ines.sees('created the group Quiet club')).channel).toBe('D0INES');
    expect(talk.workspace.refusals).toEqual([]);
    expect(talk.workspace.calls.filter(({ method }) => method === 'conversations.open')).toEqual([]);
  });

  it('says in a channel it is not in how to let it in, by the name it has in Slack', async () => {
    await start();
    talk.workspace.state.manifest.botName = 'Groups Desk';
    await talk.restart();
    const ines = talk.person('ines');
    await ines.types(RANDOM, '/docspace-group create Quiet club');
    const form = await ines.form('[Create group]');
    await form.pick('Manager', 'ravi');
    await form.submit();
    const card = await talk.person('una').sees('created the group Quiet club', { channel: RANDOM });
    expect(card.words).toContain('To invite it, type /invite @Groups Desk there.');
    const ravi = talk.person('ravi');
    await ravi.types(RANDOM, '/docspace-group delete Design');
    const asking = await ravi.form('[Request deletion]');
    await asking.fill('Reason', 'The project is over.');
    await asking.submit();
    expect((await ravi.form('could not be posted')).text()).toContain('type /invite @Groups Desk there');
    expect(talk.workspace.refusals).toEqual([]);
  });

  it.each([
    ['archived', (t: Conversation) => t.workspace.faults.archive(DESIGN)],
    ['locked', (t: Conversation) => t.workspace.faults.lock(DESIGN)],
  ])('advises no invitation where that does not help: in a channel that is %s', async (_what, close) => {
    await start();
    const ines = talk.person('ines');
    await ines.types(DESIGN, '/docspace-group create Quiet club');
    const form = await ines.form('[Create group]');
    await form.pick('Manager', 'ravi');
    close(talk);
    await form.submit();
    const card = await ines.sees('created the group Quiet club');
    expect(card.words).toMatch(/because that channel is archived|because posting in that channel is restricted/);
    expect(card.words).not.toContain('/invite');
  });

  it('says which scope APPROVERS takes where it names a user group', async () => {
    await start({ approvals: { approverGroups: ['S0ADMINS'] } });
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group delete Design');
    const form = await ravi.form('[Request deletion]');
    await form.fill('Reason', 'The project is over.');
    await form.submit();
    await ravi.form('allow all scopes of its manifest, the optional ones too');
  });
});
