import {
  askToDelete,
  type Conversation,
  DESIGN,
  LEADS,
  RANDOM,
  REQUESTS,
  startConversation,
} from '../helpers/conversation.ts';

const SHARED = 'shared with another organization';

describe('a channel shared with another organization', () => {
  let talk: Conversation;
  const start = async (options: Parameters<typeof startConversation>[0] = {}) => {
    talk = await startConversation(options);
    talk.workspace.faults.share(REQUESTS);
  };
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  /** What people of the other organization read there, also after the app has finished what it is at. */
  const nothingIsRead = async (channel = REQUESTS) => {
    await talk.restart();
    expect(talk.person('sven').visible(channel)).toEqual([]);
  };

  it('shows no outcome: it goes to the user, who reads why', async () => {
    await start();
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group create Quiet club');
    const form = await ines.form('[Create group]');
    expect(form.text()).toContain(
      'names stay private: choose another one. Leave it empty, and the outcome is sent to you directly.',
    );
    expect(form.value('Post the outcome in')).toBeNull();
    await form.pick('Manager', 'ravi');
    await form.submit();
    const card = await ines.sees('created the group Quiet club');
    expect([card.channel, card.words]).toEqual([
      'D0INES',
      expect.stringContaining(`because that channel is ${SHARED}`),
    ]);
    expect((await ines.form('Group created')).text()).toContain('The card was sent to you directly.');
    await nothingIsRead();
  });

  it('lets its user choose another channel for the outcome', async () => {
    await start();
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group create Quiet club');
    const form = await ines.form('[Create group]');
    await form.pick('Manager', 'ravi');
    await form.choose('Post the outcome in', 'design');
    await form.submit();
    await talk.person('una').sees('created the group Quiet club', { channel: DESIGN });
    await nothingIsRead();
  });

  it('shows no change that is saved at once', async () => {
    await start();
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group update Design');
    const form = await ines.form('[Review changes]');
    await form.fill('Name', 'Design 2');
    await form.submit();
    await (await ines.form('Save these changes?')).submit();
    const card = await ines.sees('edited the group Design 2');
    expect([card.channel, card.words]).toEqual(['D0INES', expect.stringContaining(SHARED)]);
    await nothingIsRead();
  });

  it.each([
    ['delete Design', '[Request deletion]', async () => undefined],
    [
      'create Quiet club',
      '[Send request]',
      async (form: Awaited<ReturnType<ReturnType<Conversation['person']>['form']>>) => form.pick('Manager', 'milo'),
    ],
  ] as const)('asks elsewhere for what is requested: %s', async (words, button, fill) => {
    await start();
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, `/docspace-group ${words}`);
    const form = await ravi.form(button);
    expect(form.text()).toContain(`This channel is ${SHARED}, where names stay private: choose another one.`);
    await fill(form);
    await form.fill('Reason', 'The project is over.');
    await form.submit();
    expect(form.errors).toEqual({ 'Post the request in': 'Please complete this required field.' });
    await expect(form.choose('Post the request in', 'it-requests')).rejects.toThrow('there is no conversation');
    await form.choose('Post the request in', 'design');
    await form.submit();
    await talk.person('tomas').sees(/requested|Requested/, { channel: DESIGN });
    await nothingIsRead();
  });

  it('asks elsewhere for an edit, and to join, from a card that was posted before', async () => {
    await start();
    talk.workspace.faults.unshare(REQUESTS);
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group get Design');
    await ravi.clicks('Post here', await ravi.sees('[Post here]'));
    const posted = await ravi.sees('shared the group Design');
    talk.workspace.faults.share(REQUESTS);
    await talk.clock.advance(120_000);
    await ravi.clicks('Edit', posted);
    const form = await ravi.form('[Review changes]');
    await form.fill('Name', 'Design 2');
    await form.submit();
    const preview = await ravi.form('[Send request]');
    expect(preview.text()).toContain(SHARED);
    await preview.choose('Post the request in', 'design');
    await preview.submit();
    await talk.person('tomas').sees(/Design 2/, { channel: DESIGN });
    const pia = talk.person('milo');
    await pia.clicks('Join or leave…', posted);
    expect((await pia.form('[Send request]')).text()).toContain(SHARED);
    await talk.restart();
    expect(talk.workspace.messages(REQUESTS).filter(({ visibleTo }) => visibleTo === undefined)).toHaveLength(1);
  });

  it('turns the pages of a card that was posted before for one user alone', async () => {
    await start();
    talk.workspace.faults.unshare(REQUESTS);
    const ravi = talk.person('ravi');
    const crowd = talk.portal.people().filter((person) => person.status === 'active' && person.role === 'user');
    const { id } = talk.portal.addGroup({ name: 'Crowd', memberIds: crowd.slice(0, 40).map((person) => person.id) });
    await ravi.types(REQUESTS, `/docspace-group get ${id}`);
    await ravi.clicks('Post here', await ravi.sees('[Post here]'));
    const posted = await ravi.sees('shared the group Crowd');
    talk.workspace.faults.share(REQUESTS);
    await talk.clock.advance(120_000);
    const ines = talk.person('ines');
    await ines.clicks('Next members', posted);
    expect((await ines.sees('Members (40, 16–30)')).visibleTo).toBe(ines.id);
    expect(ines.again(posted)?.words).toContain('Members (40, 1–15)');
  });

  it('sends requests to the channel the installation names, without asking', async () => {
    await start({ approvals: { channel: DESIGN } });
    const card = await askToDelete(talk, 'ravi', DESIGN);
    expect(card.channel).toBe(DESIGN);
    await nothingIsRead();
  });

  it('is refused at its field when it is shared after it was chosen', async () => {
    await start();
    const ravi = talk.person('ravi');
    await ravi.clicks('Browse groups', await ravi.opensHome());
    await ravi.chooses('Open a group…', 'Brand board', await ravi.form('1–10 of'));
    await ravi.clicks('Delete…', await ravi.form('[Back]'));
    const form = await ravi.form('[Request deletion]');
    await form.fill('Reason', 'The project is over.');
    await form.choose('Post the request in', 'design');
    talk.workspace.faults.share(DESIGN);
    await form.submit();
    expect(form.errors['Post the request in']).toBe(
      'That channel is shared with another organization, where names stay private. Choose another one.',
    );
    expect(form.value('Reason')).toBe('The project is over.');
    await nothingIsRead(DESIGN);
  });

  it('gets no card of a request whose form was opened before: the form asks again, with the reason', async () => {
    await start();
    talk.workspace.faults.unshare(REQUESTS);
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group delete Design');
    const form = await ravi.form('[Request deletion]');
    await form.fill('Reason', 'The project is over.');
    talk.workspace.faults.share(REQUESTS);
    await talk.clock.advance(120_000);
    await form.submit();
    const again = await ravi.form('The approval thread could not be posted');
    expect(again.text()).toContain(SHARED);
    expect(again.value('Reason')).toBe('The project is over.');
    await again.choose('Post the request in', 'design');
    await again.submit();
    await talk.person('tomas').sees('Deletion requested: Design', { channel: DESIGN });
    await nothingIsRead();
  });

  it('gets no reply in the thread of a card from before; its requester is told instead', async () => {
    await start();
    talk.workspace.faults.unshare(REQUESTS);
    const card = await askToDelete(talk);
    await talk.person('ravi').sees('can approve this', { thread: card.ts });
    talk.workspace.faults.share(REQUESTS);
    await talk.clock.advance(120_000);
    const tomas = talk.person('tomas');
    await tomas.clicks('Reject', card);
    const form = await tomas.form('Reject request');
    await form.fill('Reason', 'It is still needed.');
    await form.submit();
    expect((await talk.person('ravi').sees('rejected the deletion')).channel).toBe('D0RAVI');
    await tomas.sees('🚫 Rejected: Design');
    const replies = talk.workspace.messages(REQUESTS).filter(({ threadTs }) => threadTs === card.ts);
    expect(replies.map(({ text }) => text)).not.toContainEqual(expect.stringContaining('rejected'));
  });

  it('shows a group to its user alone, without a way to post it', async () => {
    await start();
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group get Design');
    const card = await ravi.sees('looked up the group “Design”');
    expect([card.visibleTo, card.words]).toEqual([ravi.id, expect.not.stringContaining('[Post here]')]);
    await nothingIsRead();
  });

  it('gets no card that was looked up before it was shared', async () => {
    await start();
    talk.workspace.faults.unshare(REQUESTS);
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group get Design');
    const card = await ravi.sees('[Post here]');
    talk.workspace.faults.share(REQUESTS);
    await talk.clock.advance(120_000);
    await ravi.clicks('Post here', card);
    const direct = await ravi.sees('shared the group Design');
    expect([direct.channel, direct.words]).toEqual(['D0RAVI', expect.stringContaining(SHARED)]);
    await nothingIsRead();
  });

  it('is one of its own once it is shared no longer', async () => {
    await start();
    talk.workspace.faults.unshare(REQUESTS);
    expect((await askToDelete(talk)).channel).toBe(REQUESTS);
  });

  it('is one of its own when only other workspaces of the organization share it', async () => {
    talk = await startConversation();
    talk.workspace.faults.share(REQUESTS, 'organization');
    expect((await askToDelete(talk)).channel).toBe(REQUESTS);
  });
});

describe('a conversation that Slack does not show to the app', () => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation();
  });
  afterEach(async () => {
    expect(talk.workspace.refusals.filter(({ error }) => error !== 'missing_scope')).toEqual([]);
    await talk.stop();
  });

  const created = async (channel: string) => {
    const ines = talk.person('ines');
    await ines.types(channel, '/docspace-group create Quiet club');
    const form = await ines.form('[Create group]');
    await form.pick('Manager', 'ravi');
    await form.submit();
    return ines.sees('created the group Quiet club');
  };

  it('counts as shared: a private channel, which can let the app in', async () => {
    const card = await created(LEADS);
    expect(card.channel).toBe('D0INES');
    expect(card.words).toContain('If it is a channel, invite the app: type /invite @DocSpace Groups there');
    expect(talk.person('olga').visible(LEADS)).toEqual([]);
    talk.workspace.faults.addAppTo(LEADS);
    const ravi = talk.person('ravi');
    await ravi.types(LEADS, '/docspace-group get Design');
    await ravi.sees('[Post here]');
  });

  it('counts as shared: a group message, also with the app in it', async () => {
    talk.workspace.state.change(LEADS, (conversation) => {
      conversation.kind = 'group';
    });
    talk.workspace.faults.addAppTo(LEADS);
    const card = await created(LEADS);
    expect(card.channel).toBe('D0INES');
    expect(card.words).toContain('can’t see whether people of another organization read that conversation');
    expect(card.words).not.toContain('/invite');
    expect(talk.person('olga').visible(LEADS)).toEqual([]);
  });

  it('counts as shared: a direct message between people, where nobody can be invited', async () => {
    talk.workspace.state.conversations.set('D0PAIR', {
      id: 'D0PAIR',
      name: 'pair',
      kind: 'direct',
      members: new Set(['U0INES', 'U0SVEN']),
      archived: false,
    });
    const card = await created('D0PAIR');
    expect(card.channel).toBe('D0INES');
    expect(card.words).toContain('the app can’t post in direct messages between people');
    expect(card.words).not.toContain('/invite');
    expect(talk.person('sven').visible('D0PAIR')).toEqual([]);
  });

  it.each([
    ['a rate limit', (t: Conversation) => t.workspace.faults.rateLimit('conversations.info', 30, 9)],
    ['an error', (t: Conversation) => t.workspace.faults.fail('conversations.info', 'internal_error', 9)],
  ])(
    'counts as shared after %s: the form asks for a channel, and one that is not known is not taken',
    async (_what, fault) => {
      const end = fault(talk);
      const ravi = talk.person('ravi');
      await ravi.types(RANDOM, '/docspace-group delete Design');
      const form = await ravi.form('[Request deletion]');
      expect(form.text()).toContain('Slack didn’t say in time who reads this channel');
      await form.fill('Reason', 'The project is over.');
      await form.choose('Post the request in', 'design');
      await form.submit();
      expect(form.errors['Post the request in']).toContain('Slack didn’t say in time');
      end();
      await form.submit();
      await talk.person('tomas').sees('Deletion requested: Design', { channel: DESIGN });
    },
  );

  it('keeps the card of an outcome until it is known, and posts it then', async () => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group create Quiet club');
    const form = await ines.form('[Create group]');
    await form.pick('Manager', 'ravi');
    await talk.clock.advance(120_000);
    const end = talk.workspace.faults.fail('conversations.info', 'internal_error', 9);
    await form.submit();
    await ines.form('Slack doesn’t take the card right now');
    end();
    await talk.clock.advance(5_000);
    await talk.person('una').sees('created the group Quiet club', { channel: REQUESTS });
  });
});
