import {
  type Conversation,
  fieldIds,
  RANDOM,
  REQUESTS,
  startConversation,
  submitUntil,
  TRANSPORTS,
} from '../helpers/conversation.ts';

describe.each(TRANSPORTS)('/docspace-group create, by %s', (mode) => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation({ mode });
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

  const openForm = async (words = '') => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, `/docspace-group create ${words}`);
    return ines.form('[Create group]');
  };

  it('opens a form, looks people up while typing, and posts the new group in the channel', async () => {
    const form = await openForm('Launch team');
    expect(form.title).toBe('New DocSpace group');
    expect(await form.options('Manager', 'tom')).toEqual(['Tomas Keller']);
    await form.pick('Manager', 'tomas');
    await form.pick('Members', 'milo');
    await form.pick('Members', 'pia');
    expect(form.value('Name')).toBe('Launch team');
    await form.submit();

    const card = await talk.person('una').sees('created the group Launch team');
    expect(card.words).toContain('Manager: Tomas Keller');
    expect(card.words).toContain('Members (3): Milo Costa, Pia Lund (invited), Tomas Keller');
    expect(card.text).toBe(
      '<@U0INES> created the group “Launch team”. Its manager is Tomas Keller; it has 3 members: Milo Costa, Pia Lund (invited) and Tomas Keller.',
    );
    expect(talk.portal.group('Launch team').managerId).toBe(talk.personId('tomas'));
    await talk.person('ines').noForm();
  });

  it('offers active and invited people, nobody disabled and no guest', async () => {
    const form = await openForm();
    expect(await form.options('Members', 'pia')).toEqual(['Pia Lund (invited)']);
    expect(await form.options('Members', 'dan reed')).toEqual([]);
    expect(await form.options('Members', 'gil')).toEqual([]);
    expect(await form.options('Members', "o'neil")).toEqual(["Ines O'Neil"]);
    expect((await form.options('Members', '')).length).toBe(100);
  });

  it.each([
    ['   ', 'Name', 'Give the group a name.'],
    ['x'.repeat(129), 'Name', 'A name has at most 128 characters. Make it shorter.'],
    ['Launch 🚀', 'Name', 'DocSpace can’t store 🚀.'],
  ])('refuses the name %j at its field and keeps what was typed', async (name, label, words) => {
    const form = await openForm();
    await form.fill('Name', name);
    await form.pick('Manager', 'ravi');
    await form.submit();
    expect(form.errors).toEqual({ [label]: words });
    expect(form.value('Name')).toBe(name);
    expect(form.value('Manager')).toBe('Ravi Nair');
  });

  it('takes a name of exactly 128 characters, and trims it', async () => {
    const form = await openForm();
    await form.fill('Name', `  ${'x'.repeat(128)} `);
    await form.pick('Manager', 'ravi');
    await form.submit();
    await talk.person('ines').sees('created the group');
    expect(talk.portal.group('x'.repeat(128)).memberIds.size).toBe(1);
  });

  it('asks for a manager or a member', async () => {
    const form = await openForm('Empty room');
    await form.submit();
    expect(form.errors).toEqual({ Members: 'A group needs at least a manager or one member.' });
  });

  it('counts somebody who is picked as manager and as member once', async () => {
    const form = await openForm('Pair');
    await form.pick('Manager', 'ravi');
    await form.pick('Members', 'ravi');
    await form.pick('Members', 'milo');
    await form.submit();
    await talk.person('ines').sees('Members (2): Milo Costa, Ravi Nair');
  });

  it('makes one group of a form that is sent twice', async () => {
    const form = await openForm('Launch team');
    await form.pick('Manager', 'tomas');
    const first = form.submit();
    const second = form.submit();
    await Promise.all([first, second]);
    await talk.person('una').sees('created the group Launch team');
    await talk.person('ines').noForm();
    await talk.restart();
    expect(talk.portal.groups().filter((group) => group.name === 'Launch team')).toHaveLength(1);
    expect(talk.workspace.messages(REQUESTS)).toHaveLength(1);
  });

  it('says privately that a name is taken when its form is gone', async () => {
    const ines = talk.person('ines');
    const form = await openForm('night SHIFT');
    await form.pick('Manager', 'ravi');
    const held = talk.portal.next('GET', /^\/group\?/);
    const call = await submitUntil(talk, form, held);
    await (await ines.form('Creating')).close();
    call.release();
    const told = await ines.sees('There are already 2 groups named “night SHIFT”, so nothing was created.');
    expect(told.visibleTo).toBe(ines.id);
    expect(told.words).toContain('type /docspace-group create again');
  });

  it('warns before a second group of the same name, and makes it when asked again', async () => {
    const form = await openForm('night SHIFT');
    await form.pick('Manager', 'ravi');
    await form.submit();
    const warned = await talk.person('ines').form('There are already 2 groups named “night SHIFT”');
    expect(warned.text()).toContain('Manager Ravi Nair');
    expect(warned.value('Manager')).toBe('Ravi Nair');
    expect(talk.portal.groups().some((group) => group.name === 'night SHIFT')).toBe(false);
    await warned.submit();
    await talk.person('ines').sees('created the group night SHIFT');
  });

  it('warns of a name that only looks the same', async () => {
    talk.portal.addGroup({ name: 'Ｍｅｎ’ｓ — team' });
    const form = await openForm("men's - team");
    await form.pick('Manager', 'ravi');
    await form.submit();
    await talk.person('ines').form("There is already a group named “men's - team”");
  });

  it('loses nothing when the outcome is uncertain, says so in the channel with a reference, and works at the next try', async () => {
    const form = await openForm('Launch team');
    await form.pick('Manager', 'tomas');
    await form.pick('Members', 'milo');
    const mend = talk.portal.faults.set({ kind: 'drop', method: 'POST' });
    const submitted = form.submit();
    await submitted;
    const again = await talk.person('ines').form('It is not certain whether the group was created');
    expect(again.value('Name')).toBe('Launch team');
    expect(again.value('Manager')).toBe('Tomas Keller');
    expect(again.value('Members')).toEqual(['Milo Costa']);
    const told = await talk.person('una').sees('tried to create the group Launch team');
    const reference = /send this code to the person who runs this app: (\w{6})/.exec(told.words)?.[1];
    expect(talk.lines.some((line) => line.includes(`reference=${reference}`))).toBe(true);
    expect(told.words).not.toMatch(/ASC\.|System\.| at /);

    mend();
    await again.submit();
    await talk.person('una').sees('created the group Launch team');
    expect(talk.portal.groups().filter((group) => group.name === 'Launch team')).toHaveLength(1);
  });

  it('takes who has left out of the form, keeps all else, and gives its fields ids of their own', async () => {
    const form = await openForm('Launch team');
    const before = fieldIds(form);
    await form.pick('Manager', 'tomas');
    await form.pick('Members', 'milo');
    await form.pick('Members', 'pia');
    talk.portal.setStatus(talk.personId('pia'), 'disabled');
    await form.submit();
    const again = await talk.person('ines').form('They are no longer in the form');
    expect(['Name', 'Manager', 'Members'].map((label) => again.value(label))).toEqual([
      'Launch team',
      'Tomas Keller',
      ['Milo Costa'],
    ]);
    expect(fieldIds(again).filter((id) => before.includes(id))).toEqual([]);
    await again.fill('Name', ' ');
    await again.submit();
    expect(again.errors).toEqual({ Name: 'Give the group a name.' });
    await again.fill('Name', 'Launch team 2');
    await again.submit();
    await talk.person('una').sees('created the group Launch team 2');
  });

  it('says what surely failed in the form alone, which is still open', async () => {
    const form = await openForm('Launch team');
    await form.pick('Manager', 'tomas');
    talk.portal.faults.set({ kind: 'status', status: 403, method: 'POST' });
    await form.submit();
    const again = await talk.person('ines').form('The group was not created');
    expect(again.text()).toMatch(/send this code to the person who runs this app: \w{6}/);
    await saidNothing();
  });

  it('says in the form what a person who lost the right can’t do, and nothing in the channel', async () => {
    const form = await openForm('Launch team');
    await form.pick('Manager', 'tomas');
    talk.portal.setRole(talk.personId('ines'), 'roomAdmin');
    await talk.clock.advance(61_000);
    await form.submit();
    const again = await talk.person('ines').form('You can’t create groups');
    expect(again.value('Manager')).toBe('Tomas Keller');
    await saidNothing();
  });

  it('posts a failure when its form is gone, and says a refusal privately', async () => {
    const ines = talk.person('ines');
    const sendAndClose = async (prepare: () => unknown) => {
      const form = await openForm('Launch team');
      await form.pick('Manager', 'tomas');
      await prepare();
      const held = talk.portal.next('GET', /^\/(people\/email|group\?)/);
      const call = await submitUntil(talk, form, held);
      await (await ines.form('Creating')).close();
      call.release();
    };
    const mend = talk.portal.faults.set({ kind: 'status', status: 403, method: 'POST' });
    await sendAndClose(() => undefined);
    await talk.person('una').sees("@Ines O'Neil tried to create the group Launch team.");
    mend();
    await sendAndClose(() => {
      talk.portal.setRole(talk.personId('ines'), 'roomAdmin');
      return talk.clock.advance(61_000);
    });
    expect((await ines.sees('Only the owner and DocSpace admins can create groups')).visibleTo).toBe(ines.id);
  });

  it('names the members from its form, also when DocSpace cannot list them after the group is made', async () => {
    const form = await openForm('Launch team');
    await form.pick('Manager', 'tomas');
    talk.portal.faults.set({ kind: 'status', status: 403, path: /^\/people\/filter\?groupId/ });
    await form.submit();
    const card = await talk.person('una').sees('created the group Launch team');
    expect(card.words).toContain('Manager: Tomas Keller\nMembers (1): Tomas Keller\n');
    expect(card.text).toContain('Its manager is Tomas Keller; it has 1 member: Tomas Keller.');
  });

  it('finds out whether the group exists when the answer is lost, and says it once', async () => {
    const form = await openForm('Launch team');
    await form.pick('Manager', 'tomas');
    talk.portal.faults.set({ kind: 'drop-after', method: 'POST', times: 1 });
    await form.submit();
    const card = await talk.person('una').sees('created the group Launch team');
    expect(card.words).toContain('so the app checked: the group was created, once.');
    expect(talk.portal.groups().filter((group) => group.name === 'Launch team')).toHaveLength(1);
  });

  it('posts through the command’s own address where the app may not post, and says how to mend that', async () => {
    const ines = talk.person('ines');
    talk.workspace.faults.revokeScope('chat:write.public');
    await ines.types(RANDOM, '/docspace-group create Quiet club');
    const form = await ines.form('[Create group]');
    await form.pick('Manager', 'ravi');
    await form.submit();
    const card = await talk.person('olga').sees('created the group Quiet club', { channel: RANDOM });
    expect(card.words).toContain('To invite it, type /invite @DocSpace Groups there');
    expect(card.visibleTo).toBeUndefined();
  });

  it('posts in a public channel nobody invited it to', async () => {
    const ines = talk.person('ines');
    await ines.types(RANDOM, '/docspace-group create Open club');
    const form = await ines.form('[Create group]');
    await form.pick('Manager', 'ravi');
    await form.submit();
    await talk.person('una').sees('created the group Open club', { channel: RANDOM });
  });

  it('starts from the global shortcut, asks where to post, and answers directly when that stays empty', async () => {
    const ines = talk.person('ines');
    await ines.uses('New DocSpace group');
    const form = await ines.form('[Create group]');
    expect(form.fields()).toContain('Post the outcome in');
    await form.fill('Name', 'Direct club');
    await form.pick('Manager', 'ravi');
    await form.submit();
    const direct = await ines.sees('created the group Direct club');
    expect(direct.channel).toBe('D0INES');

    await ines.uses('New DocSpace group');
    const second = await ines.form('[Create group]');
    await second.fill('Name', 'Channel club');
    await second.pick('Manager', 'ravi');
    await second.choose('Post the outcome in', 'design');
    await second.submit();
    await talk.person('una').sees('created the group Channel club', { channel: 'C0DESIGN' });
  });
});

describe('the menu of a posted card', () => {
  it.each([
    ['Edit', (talk: Conversation) => talk.person('tomas').form(/Edit DocSpace group[\s\S]*Name: Launch team/)],
    ['Delete…', (talk: Conversation) => talk.person('tomas').form(/Request deletion[\s\S]*Group: Launch team/)],
    ['History', (talk: Conversation) => talk.person('tomas').sees("Ines O'Neil created this group.")],
  ])('offers %s in the menu of its card, to everybody who sees it', async (choice, answer) => {
    const talk = await startConversation();
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group create Launch team');
    const form = await ines.form('[Create group]');
    await form.pick('Members', 'milo');
    await form.submit();
    const card = await ines.sees('created the group Launch team');
    await talk.person('tomas').clicks(choice, card);
    await answer(talk);
    // A link opens by itself; Slack still wants its click acknowledged.
    await talk.person('tomas').clicks('Open in DocSpace', card);
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });
});

describe('/docspace-group create on a portal before 3.7', () => {
  it('names people the portal silently left out', async () => {
    const talk = await startConversation({ portalVersion: '3.6' });
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group create Launch team');
    const form = await ines.form('[Create group]');
    await form.pick('Manager', 'tomas');
    await form.pick('Members', 'milo');
    talk.portal.setStatus(talk.personId('milo'), 'disabled');
    await form.submit();
    const card = await ines.sees('created the group Launch team');
    expect(card.words).toContain('DocSpace did not add Milo Costa');
    expect(card.words).toContain('Members (1): Tomas Keller');
    await talk.stop();
  });
});
