import { type Conversation, DESIGN, REQUESTS, startConversation, TRANSPORTS } from '../helpers/conversation.ts';

describe.each(TRANSPORTS)('asking for a change, by %s', (mode) => {
  let talk: Conversation;
  const start = async (options: Parameters<typeof startConversation>[0] = {}) => {
    talk = await startConversation({ mode, ...options });
  };
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  /** Ravi, a room admin, asks for a group of Milo's. */
  const asksForGroup = async () => {
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group create Launch team');
    const form = await ravi.form('[Send request]');
    expect(form.text()).toContain(
      'You can’t do this alone. Send it as a request: the owner or a DocSpace admin approves it.',
    );
    await form.pick('Manager', 'milo');
    await form.fill('Reason', 'We launch in May.');
    await form.submit();
    return ravi.sees('New group requested: Launch team');
  };

  it('sends the create form as a request, and somebody who can approves it', async () => {
    await start();
    const card = await asksForGroup();
    expect(card.words).toContain('Ravi Nair wants to create this group.\nWe launch in May.');
    expect(card.words).toContain('Manager: Milo Costa');
    expect(card.words).toContain('[Approve]  [Reject]  [⋯ Withdraw · Remind]');
    await talk.person('ravi').noForm();
    expect(talk.portal.groups().map(({ name }) => name)).not.toContain('Launch team');
    await talk.person('tomas').clicks('Approve', card);
    const done = await talk.person('ravi').sees('created the group Launch team, approved by Tomas Keller');
    expect(done.ts).toBe(card.ts);
    expect(talk.portal.group('Launch team').managerId).toBe(talk.personId('milo'));
    await talk.person('ravi').sees('Created: the group “Launch team” is in DocSpace', { thread: card.ts });
  });

  it('sends an edit as a request from its preview, with what it changes on the card and in the list of who approves', async () => {
    await start();
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group update Design');
    const form = await ravi.form('[Review changes]');
    await form.fill('Name', 'Brand');
    await form.submit();
    const preview = await ravi.form('Request these changes?');
    await preview.fill('Reason', 'We are a team.');
    await preview.submit();
    const card = await ravi.sees('Edit requested: Design');
    expect(card.words).toContain('Name: Design → Brand');
    await ravi.sees('If the group’s name changes before then, nothing is saved.', { thread: card.ts });
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group requests');
    const list = await ines.sees('Waiting for you');
    expect(list.words).toContain('Name: Design → Brand');
    await ines.clicks('Approve', list);
    await ravi.sees('edited the group Brand, approved by Ines');
    expect(talk.portal.group('Brand').name).toBe('Brand');
    await ines.sees('You approved the edit of “Design”.');
  });

  it('goes to APPROVAL_CHANNEL, and is told to who asked directly', async () => {
    await start({ approvals: { channel: DESIGN } });
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group create Launch team');
    const form = await ravi.form('[Send request]');
    await form.pick('Manager', 'milo');
    await form.submit();
    const card = await talk.person('ines').sees('New group requested: Launch team', { channel: DESIGN });
    await talk.person('ines').clicks('Reject', card);
    await (await talk.person('ines').form('New group requested: Launch team')).submit();
    const told = await ravi.sees('rejected the new group. No group was created.', { channel: 'D0RAVI' });
    expect(told.text).toContain(`/archives/${DESIGN}/p${card.ts.replace('.', '')}`);
  });

  it('keeps what was typed where the request can’t be made', async () => {
    await start();
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group create Design');
    const form = await ravi.form('[Send request]');
    await form.pick('Manager', 'milo');
    await form.fill('Reason', 'Another one.');
    await form.submit();
    const again = await ravi.form('[Send anyway]');
    expect(again.value('Reason')).toBe('Another one.');
    await again.submit();
    const card = await ravi.sees('New group requested: Design');
    expect(card.words).toContain('Another group already has this name:');
  });

  it('lets a plain user leave and ask to join from a card of the group, and tells its manager', async () => {
    await start();
    await talk.person('ines').types(REQUESTS, '/docspace-group get Design');
    const looked = await talk.person('ines').sees('looked up the group “Design”');
    await talk.person('ines').clicks('Post here', looked);
    const una = talk.person('una');
    const posted = await una.sees('shared the group Design');
    await una.clicks('Join or leave…', posted);
    await (await una.form('You lose the rooms and files')).submit();
    const leaving = await una.sees('Request to leave: Design');
    await talk.person('olga').clicks('Approve', leaving);
    await una.sees('left the group Design, approved by Olga Marsh');
    expect(talk.portal.group('Design').memberIds).not.toContain(talk.personId('una'));
    await una.clicks('Join or leave…', posted);
    const form = await una.form('You get the rooms and files');
    await form.fill('Reason', 'I work there now.');
    await form.submit();
    const card = await una.sees('Request to join: Design');
    expect(card.words).toContain('Una Berg wants to join this group.\nI work there now.');
    await talk.person('ines').sees('wants to join the group “Design”, which you manage', { channel: 'D0INES' });
    await talk.person('olga').clicks('Approve', card);
    await una.sees('joined the group Design, approved by Olga Marsh');
    expect(talk.portal.group('Design').memberIds).toContain(talk.personId('una'));
  });

  it('lets an admin join at once', async () => {
    await start();
    const tomas = talk.person('tomas');
    await tomas.types(REQUESTS, '/docspace-group get Design');
    await tomas.clicks('Join or leave…', await tomas.sees('looked up the group “Design”'));
    await (await tomas.form('[Join]')).submit();
    await talk.person('una').sees('joined the group Design');
    await tomas.noForm();
  });

  it('reminds those who can approve, once a day', async () => {
    await start();
    const card = await asksForGroup();
    const ravi = talk.person('ravi');
    await ravi.clicks('Remind', card);
    await ravi.sees(
      'reminds you: the new group still waits for approval. The owner or a DocSpace admin can approve this.',
      { thread: card.ts },
    );
    await ravi.clicks('Remind', card);
    expect((await ravi.form('Not sent')).text()).toContain('You can do so once a day.');
  });

  it('is refused with ASKING off, as before', async () => {
    await start({ approvals: { asking: false } });
    await talk.person('ravi').types(REQUESTS, '/docspace-group create Launch team');
    expect((await talk.person('ravi').form('You can’t create groups')).text()).toContain(
      'Only the owner and DocSpace admins can create groups; you are a Room admin.',
    );
    expect((await talk.person('ravi').opensHome()).text()).not.toContain('[New group]');
  });
});
