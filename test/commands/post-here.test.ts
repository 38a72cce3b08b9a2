import { type Conversation, DESIGN, RANDOM, REQUESTS, startConversation, TRANSPORTS } from '../helpers/conversation.ts';

describe.each(TRANSPORTS)('posting a group that was looked up, by %s', (mode) => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation({ mode });
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  /** The app is not in the channel, and may post only in channels it is in. */
  const shutOut = () => talk.workspace.faults.revokeScope('chat:write.public');

  const looksUp = async (channel = REQUESTS) => {
    const ravi = talk.person('ravi');
    await ravi.types(channel, '/docspace-group get Design');
    return { ravi, card: await ravi.sees('[Post here]', { channel }) };
  };

  it('posts the card for everybody, in a full sentence, and says so in the private one', async () => {
    const { ravi, card } = await looksUp();
    expect(talk.person('una').visible(REQUESTS)).toEqual([]);
    await ravi.clicks('Post here', card);
    const posted = await talk.person('una').sees('@Ravi Nair shared the group Design', { channel: REQUESTS });
    expect(posted.words).toContain("Members (4): Ines O'Neil, Milo Costa, Ravi Nair, Una Berg");
    expect(posted.words).not.toContain('[Post here]');
    expect(posted.text).toMatch(
      /^<@U0RAVI> shared the group “Design”\. Its manager is Ines O'Neil; it has 4 members: /,
    );
    expect(posted.visibleTo).toBeUndefined();
    const own = await ravi.sees('Posted in #it-requests.');
    expect([own.ts, own.visibleTo]).toEqual([card.ts, ravi.id]);
    expect(own.words).not.toContain('[Post here]');
    expect(own.text).toContain('Posted in <#C0REQUESTS>.');
  });

  it('waits for its turn where Slack has just taken a message', async () => {
    const { card, ravi } = await looksUp();
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group get Design');
    await Promise.all([
      ravi.clicks('Post here', card),
      ines.clicks('Post here', await ines.sees('[Post here]', { channel: REQUESTS })),
    ]);
    for (const person of [ravi, ines]) await person.sees('Posted in #it-requests.');
    const [first, second] = talk.person('una').visible(REQUESTS);
    expect(talk.workspace.calls.filter(({ error }) => error === 'ratelimited')).toHaveLength(1);
    expect([first?.words, second?.words].join()).not.toContain('Shown this way');
    expect(Number(second?.ts) - Number(first?.ts)).toBeGreaterThan(0.9);
  });

  it('posts the group as it is now', async () => {
    const { ravi, card } = await looksUp();
    const { id } = talk.portal.group('Design');
    talk.portal.changeGroup(id, { name: 'Design 2', managerId: talk.personId('tomas') });
    await ravi.clicks('Post here', card);
    const posted = await talk.person('una').sees('shared the group Design 2');
    expect(posted.words).toContain('Manager: Tomas Keller');
    expect((await ravi.sees('Posted in')).words).toContain('Design 2');
  });

  it('posts nothing when the user lost the right, or the group is gone', async () => {
    const { ravi, card } = await looksUp();
    talk.portal.setRole(talk.personId('ravi'), 'user');
    await talk.clock.advance(61_000);
    await ravi.clicks('Post here', card);
    const told = await ravi.sees('You can’t look at groups');
    expect(told.visibleTo).toBe(ravi.id);
    talk.portal.setRole(talk.personId('ravi'), 'roomAdmin');
    await talk.clock.advance(61_000);
    talk.portal.removeGroup(talk.portal.group('Design').id);
    await ravi.clicks('Post here', card);
    expect((await ravi.sees('This group is no longer in DocSpace')).visibleTo).toBe(ravi.id);
    expect(talk.person('una').visible(REQUESTS)).toEqual([]);
  });

  it('says that it can’t be posted right now when the portal fails', async () => {
    const { ravi, card } = await looksUp();
    talk.portal.faults.set({ kind: 'status', status: 401, path: /^\/group/ });
    await ravi.clicks('Post here', card);
    const told = await ravi.sees('The group can’t be posted right now');
    expect(told.visibleTo).toBe(ravi.id);
    expect(talk.person('una').visible(REQUESTS)).toEqual([]);
  });

  it('posts through the click’s own address where the app may not post', async () => {
    shutOut();
    const { ravi, card } = await looksUp(RANDOM);
    await ravi.clicks('Post here', card);
    const posted = await talk.person('olga').sees('@Ravi Nair shared the group Design', { channel: RANDOM });
    expect(posted.visibleTo).toBeUndefined();
    expect(posted.words).toContain('To invite it, type /invite @DocSpace Groups there');
    await ravi.sees('Posted in #random');
  });

  it('sends the card directly, with the reason, where not even that works', async () => {
    shutOut();
    const { ravi, card } = await looksUp(RANDOM);
    const posting = talk.workspace.next('chat.postMessage');
    await ravi.clicks('Post here', card);
    const held = await posting;
    await talk.clock.advance(31 * 60_000);
    held.release();
    const direct = await ravi.sees('shared the group Design');
    expect(direct.channel).toBe('D0RAVI');
    expect(direct.words).toContain('Sent to you directly because the app is not in that channel.');
    expect(talk.person('olga').visible(RANDOM)).toEqual([]);
  });

  it('shows a group on top of a list that was opened in a channel, and posts it there', async () => {
    const ravi = talk.person('ravi');
    await ravi.types(DESIGN, '/docspace-group help');
    await ravi.clicks('Browse groups', await ravi.sees('[Browse groups]'));
    const list = await ravi.form('1–10 of');
    await ravi.clicks('Next', list);
    await ravi.chooses('Open a group…', '', await ravi.form('11–20 of'));
    const group = await ravi.form('[Post here]');
    expect(group.title).toBe('DocSpace group');
    await ravi.clicks('Post here', group);
    await talk.person('ines').sees('@Ravi Nair shared the group', { channel: DESIGN });
    const after = await ravi.form('Posted in #design');
    expect(after.text()).not.toContain('[Post here]');
    await after.close();
    await ravi.form('11–20 of');
  });

  it('says in the modal that the card was sent directly, where that was the only way', async () => {
    const ravi = talk.person('ravi');
    shutOut();
    await ravi.types(RANDOM, '/docspace-group help');
    await ravi.clicks('Browse groups', await ravi.sees('[Browse groups]'));
    await ravi.chooses('Open a group…', 'Brand board', await ravi.form('1–10 of'));
    const group = await ravi.form('[Post here]');
    await talk.clock.advance(31 * 60_000);
    await ravi.clicks('Post here', group);
    const after = await ravi.form('The app can’t post here, so the card was sent to you directly.');
    expect(after.text()).not.toContain('[Post here]');
    expect((await ravi.sees('shared the group')).channel).toBe('D0RAVI');
  });

  it('has no button in a list opened from the App Home: there is no channel', async () => {
    const ravi = talk.person('ravi');
    await ravi.clicks('Browse groups', await ravi.opensHome());
    await ravi.chooses('Open a group…', 'Brand board', await ravi.form('1–10 of'));
    const group = await ravi.form('[Back]');
    expect(group.text()).toContain('[Open in DocSpace]');
    expect(group.text()).not.toContain('[Post here]');
  });

  it('says in the modal why a group can’t be shown, and goes back to the list', async () => {
    const ravi = talk.person('ravi');
    await ravi.clicks('Browse groups', await ravi.opensHome());
    const list = await ravi.form('1–10 of');
    const mend = talk.portal.faults.set({ kind: 'status', status: 401, path: /^\/group/ });
    await ravi.chooses('Open a group…', 'Brand board', list);
    const told = await ravi.form('The group can’t be shown right now');
    mend();
    await told.close();
    await ravi.form('1–10 of');
  });

  it('shows the group of a list’s row privately', async () => {
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group list harbour');
    await ravi.chooses('Open a group…', 'Harbour team', await ravi.sees('Groups with “harbour”'));
    const card = await ravi.sees('You looked up the group “Harbour team”');
    expect(card.visibleTo).toBe(ravi.id);
    expect(card.words).toContain('[Post here]');
  });
});
