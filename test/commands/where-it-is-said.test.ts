import {
  askToDelete,
  type Conversation,
  RANDOM,
  REQUESTS,
  startConversation,
  timePassesUntil,
} from '../helpers/conversation.ts';

describe('where things are said', () => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation({ approvals: { asking: false } });
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  /** The channel shows nothing, also after the app has finished what it is at. */
  const saidNothing = async () => {
    await talk.restart();
    expect(talk.workspace.messages(REQUESTS)).toEqual([]);
  };

  it('sends an outcome directly, saying why, when neither the channel nor the command’s address takes it', async () => {
    const ines = talk.person('ines');
    talk.workspace.faults.revokeScope('chat:write.public');
    await ines.types(RANDOM, '/docspace-group create Quiet club');
    const form = await ines.form('[Create group]');
    await form.pick('Manager', 'ravi');
    await talk.clock.advance(31 * 60_000);
    await form.submit();
    const card = await ines.sees('created the group Quiet club');
    expect(card.channel).toBe('D0INES');
    expect(card.words).toContain('Sent to you directly because the app is not in that channel.');
    expect((await ines.form('Group created')).text()).toContain('The card was sent to you directly.');
  });

  it.each([
    ['typing create', async (t: Conversation) => t.person('ines').types(REQUESTS, '/docspace-group create')],
    ['typing update', async (t: Conversation) => t.person('ines').types(REQUESTS, '/docspace-group update Design')],
    ['typing delete', async (t: Conversation) => t.person('ines').types(REQUESTS, '/docspace-group delete Design')],
    ['typing get alone', async (t: Conversation) => t.person('ines').types(REQUESTS, '/docspace-group get')],
    ['the global shortcut', async (t: Conversation) => t.person('ines').uses('New DocSpace group')],
  ])('answers %s privately when Slack lets no form open any more', async (_what, act) => {
    talk.workspace.faults.fail('views.open', 'expired_trigger_id');
    await act(talk);
    const told = await talk.person('ines').sees('Slack lets a form open within three seconds');
    expect(told.visibleTo ?? told.channel).toMatch(/^(U|D)0INES$/);
  });

  it.each([
    ['Edit', 'changed'],
    ['Delete…', 'deleted'],
  ])('answers a click on %s privately when Slack lets no form open any more', async (button) => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group get Design');
    const card = await ines.sees('looked up the group “Design”');
    talk.workspace.faults.fail('views.open', 'expired_trigger_id');
    await ines.clicks(button, card);
    expect((await ines.sees('Slack lets a form open within three seconds')).visibleTo).toBe('U0INES');
  });

  it.each([
    ['create', 'una', 'You can’t create groups', 'Only the owner and DocSpace admins can create groups'],
    ['update Design', 'ravi', 'You can’t edit groups', 'Only the owner and DocSpace admins can edit groups'],
    [
      'delete Design',
      'una',
      'You can’t delete groups',
      'Only the owner, DocSpace admins and Room admins can request changes to groups; you are a User.',
    ],
  ])('says over the form of %s, and nowhere else, what %s can’t do', async (words, key, heading, why) => {
    const person = talk.person(key);
    await person.types(REQUESTS, `/docspace-group ${words}`);
    const form = await person.form(heading);
    expect(form.text()).toContain(why);
    await saidNothing();
  });

  it.each(['create', 'update Design', 'delete Design'])(
    'says that the form of %s can’t be opened right now when something fails, and nothing in the channel',
    async (words) => {
      const ines = talk.person('ines');
      talk.portal.faults.set({ kind: 'status', status: 401 });
      await ines.types(REQUESTS, `/docspace-group ${words}`);
      expect((await ines.form('The form can’t be opened right now')).text()).toContain('API key');
      await saidNothing();
    },
  );

  it('says of a request that was not made in its form alone', async () => {
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group delete Design');
    const form = await ravi.form('[Request deletion]');
    await form.fill('Reason', 'The project is over.');
    talk.portal.faults.set({ kind: 'status', status: 401, path: /^\/group/ });
    await form.submit();
    const again = await ravi.form('No request was made');
    expect(again.value('Reason')).toBe('The project is over.');
    await saidNothing();
  });

  it('leads from a list in the App Home to a group, its form and its change, all in one place', async () => {
    const ines = talk.person('ines');
    await ines.clicks('Browse groups', await ines.opensHome());
    const list = await ines.form('1–10 of');
    await ines.chooses('Open a group…', 'Brand board', list);
    const group = await ines.form('[Back]');
    expect(group.title).toBe('DocSpace group');
    await ines.clicks('Edit', group);
    const form = await ines.form('[Review changes]');
    await form.fill('Name', 'Renamed from Home');
    await form.submit();
    await (await ines.form('Save these changes?')).submit();
    expect((await ines.sees('edited the group Renamed from Home')).channel).toBe('D0INES');
    expect(talk.portal.groups().some((each) => each.name === 'Renamed from Home')).toBe(true);
  });

  it('keeps a request whose card Slack does not take for a moment, says so, and posts it later, once', async () => {
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group delete Design');
    const form = await ravi.form('[Request deletion]');
    await form.fill('Reason', 'The project is over.');
    talk.workspace.faults.fail('chat.postMessage', 'fatal_error');
    await form.submit();
    expect((await ravi.form('Request sent')).text()).toContain(
      'is saved. Slack doesn’t take its card in #it-requests right now',
    );
    await talk.clock.advance(5_000);
    const card = await talk.person('tomas').sees('Deletion requested: Design');
    await talk.person('tomas').sees('can approve this', { thread: card.ts });
    await talk.person('tomas').clicks('Approve', card);
    await talk.person('una').sees('Deleted: Design');
  });

  it('counts an approval although Slack does not take the news of it, and tells it later', async () => {
    const card = await askToDelete(talk);
    await talk.person('ravi').sees('can approve this', { thread: card.ts });
    await talk.person('tomas').clicks('Reject', card);
    const form = await talk.person('tomas').form('Reject request');
    talk.workspace.faults.fail('chat.postMessage', 'fatal_error');
    const failed = new Promise<void>((resolve) => {
      talk.workspace.onChange((change) => change.kind === 'call' && !change.call.ok && resolve());
    });
    await form.submit();
    await failed;
    await timePassesUntil(talk.clock, talk.person('ravi').sees('rejected the deletion', { thread: card.ts }));
    await talk.person('una').sees('🚫 Rejected: Design');
    await talk.person('ravi').sees('rejected the deletion. The group stays.', { thread: card.ts });
    expect(
      talk
        .person('tomas')
        .visible(REQUESTS)
        .filter((message) => message.visibleTo),
    ).toEqual([]);
  });

  it('never says that a made group was not made, and posts its card as soon as Slack takes it', async () => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group create Launch team');
    const form = await ines.form('[Create group]');
    await form.pick('Manager', 'tomas');
    talk.workspace.faults.fail('chat.postMessage', 'internal_error', 3);
    await form.submit();
    const created = await ines.form('Group created');
    expect(created.text()).toContain('Slack doesn’t take the card right now. The app posts it as soon as Slack does.');
    await timePassesUntil(talk.clock, talk.person('una').sees('created the group Launch team'));
    const everything = talk.workspace.messages(REQUESTS).map((message) => message.text);
    expect(everything).toHaveLength(1);
    expect(talk.portal.groups().filter((group) => group.name === 'Launch team')).toHaveLength(1);
  });

  it('never says that a saved change was not saved', async () => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group update Design');
    const form = await ines.form('[Review changes]');
    await form.fill('Name', 'Design 2');
    await form.submit();
    talk.workspace.faults.fail('chat.postMessage', 'internal_error');
    await (await ines.form('Save these changes?')).submit();
    const changed = await ines.form('Group edited');
    expect(changed.text()).toContain('Slack doesn’t take the card right now. The app posts it as soon as Slack does.');
    await timePassesUntil(talk.clock, talk.person('una').sees('edited the group Design 2'));
  });
});
