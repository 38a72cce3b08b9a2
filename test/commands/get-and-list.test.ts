import { type Conversation, REQUESTS, startConversation } from '../helpers/conversation.ts';

describe.each(['socket', 'http'] as const)('looking groups up, by %s', (mode) => {
  let talk: Conversation;
  beforeAll(async () => {
    talk = await startConversation({ mode });
  });
  afterAll(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  const says = async (key: string, words: string) => {
    const person = talk.person(key);
    await person.types(REQUESTS, `/docspace-group ${words}`);
    return person;
  };

  describe('/docspace-group get', () => {
    it.each([
      ['a name', () => 'Design'],
      ['a name in another case', () => 'dESIGN'],
      ['a name in quotes', () => '"Design"'],
      ['part of a name nobody else has', () => 'esig'],
      ['an id', () => talk.portal.group('Design').id],
      ['a link', () => `${talk.portal.url}/accounts/groups/${talk.portal.group('Design').id}/filter`],
      ['the alias show', () => 'Design'],
    ])('shows a group by %s', async (what, argument) => {
      const after = talk.workspace.messages(REQUESTS).at(-1)?.ts ?? '0';
      const ravi = await says('ravi', `${what.includes('alias') ? 'show' : 'get'} ${argument()}`);
      const card = await ravi.sees(/Manager: Ines O'Neil/, { after });
      expect(card.words).toContain("Members (4): Ines O'Neil, Milo Costa, Ravi Nair, Una Berg");
      expect(card.words).toContain('[Open in DocSpace]');
      expect(card.visibleTo).toBeUndefined();
    });

    it('reads a group by id with one call', async () => {
      const { id } = talk.portal.group('Design');
      const before = talk.portal.calls.length;
      const after = talk.workspace.messages(REQUESTS).at(-1)?.ts ?? '0';
      const ravi = await says('ravi', `get ${id}`);
      await ravi.sees(/Manager: Ines/, { after });
      expect(talk.portal.calls.slice(before).filter((call) => call.path.startsWith('/group'))).toHaveLength(1);
    });

    it('tells groups of one name apart, and shows the one that is chosen', async () => {
      const ravi = await says('ravi', 'get Night shift');
      const choice = await ravi.sees('Manager Tomas Keller · 3 members');
      expect(choice.words).toContain('Manager Ravi Nair · 2 members');
      expect(choice.visibleTo).toBe(ravi.id);
      expect(choice.words).toContain('2 groups match. Which one do you mean?');
      await ravi.clicks('Show', choice);
      await talk.person('una').sees('looked up the group Night shift');
    });

    it('posts a failure of the portal, naming who asked for what, with a reference', async () => {
      const mend = talk.portal.trouble.set({ kind: 'status', status: 401 });
      await says('tomas', 'get Design');
      const told = await talk.person('una').sees('DocSpace no longer accepts this app’s API key');
      expect(told.words).toMatch(/Reference for whoever runs this app: \w{6}/);
      mend();
      await says('ravi', 'whoami');
      const again = talk.portal.trouble.set({ kind: 'status', status: 401, path: /^\/group/ });
      await says('ravi', 'get Design');
      await talk.person('una').sees('@Ravi Nair tried to look up the group Design.');
      await says('ravi', `get ${talk.portal.group('Design').id}`);
      await talk.person('una').sees('@Ravi Nair tried to look up a group.');
      again();
    });

    it('says privately that there is no such group, and what to do', async () => {
      const ravi = await says('ravi', 'get Nowhere <!channel>');
      const told = await ravi.sees('No group matches “Nowhere <!channel>”');
      expect(told.words).toContain('/docspace-group list');
      expect(told.text).toContain('&lt;!channel&gt;');
      expect(told.visibleTo).toBe(ravi.id);
    });

    it('says so when the id is unknown', async () => {
      const ravi = await says('ravi', 'get 00000000-0000-4000-8000-000000000000');
      expect((await ravi.sees('DocSpace does not know this group')).visibleTo).toBe(ravi.id);
    });

    it('asks which group when none is named', async () => {
      const ravi = await says('ravi', 'get');
      const form = await ravi.form('Show a group');
      expect(await form.options('Group', 'night')).toEqual(['Night shift', 'Night shift']);
      await form.pick('Group', 'field c', 'Field crew');
      await form.submit();
      const card = await ravi.sees('looked up the group Field crew');
      expect(card.words).toContain('Manager: none');
      await ravi.noForm();
    });

    it('shows a group without a manager, one with a disabled manager, and a blank name', async () => {
      const ravi = await says('ravi', 'get Harbour team');
      expect((await ravi.sees('group Harbour team')).words).toContain('Manager: Dan Reed (disabled)');
      const blank = talk.portal.addGroup({ name: ' ', managerId: talk.personId('ravi') });
      await says('ravi', `get ${blank.id}`);
      await ravi.sees('looked up the group (no name)');
    });

    it('turns the pages of a large group’s members', async () => {
      const crowd = talk.portal.people().filter((person) => person.status === 'active' && person.role === 'user');
      const memberIds = crowd.slice(10, 50).map((person) => person.id);
      const { id } = talk.portal.addGroup({ name: 'Crowd', memberIds });
      const ravi = await says('ravi', `get ${id}`);
      const card = await ravi.sees('Members (40, 1–15)');
      await ravi.clicks('Next members', card);
      await ravi.sees('Members (40, 16–30)');
      await ravi.clicks('Next members', card);
      const last = await ravi.sees('Members (40, 31–40)');
      expect(last.words).not.toContain('[Next members]');
      await ravi.clicks('Previous members', last);
      await ravi.sees('Members (40, 16–30)');
    });

    it('draws names that look like Slack’s own language as plain words', async () => {
      talk.portal.addGroup({
        name: '<!channel> *boss* <https://evil.example|bank> & co',
        managerId: talk.personId('ravi'),
      });
      const ravi = await says('ravi', 'get *boss*');
      const card = await ravi.sees('looked up the group <!channel> *boss* <https://evil.example|bank> & co');
      expect(card.text).toContain('&lt;!channel&gt; *boss* &lt;https://evil.example|bank&gt; &amp; co');
    });
  });

  describe('/docspace-group list', () => {
    it('shows a private page, and turns it', async () => {
      const ravi = await says('ravi', 'list');
      const list = await ravi.sees(/1–10 of 1\d\d groups/);
      expect(list.visibleTo).toBe(ravi.id);
      await ravi.clicks('Next', list);
      const second = await ravi.sees(/11–20 of 1\d\d groups/);
      expect(second.ts).toBe(list.ts);
      await ravi.clicks('Previous', second);
      await ravi.sees(/1–10 of 1\d\d groups/);
    });

    it('searches by a part of the name', async () => {
      const ravi = await says('ravi', 'search shift');
      const list = await ravi.sees('Groups with “shift” in their name');
      expect(list.words).toContain('1–2 of 2 groups');
    });

    it('lists the groups somebody is in', async () => {
      const ravi = await says('ravi', 'list mine');
      const list = await ravi.sees('Groups you are in');
      expect(list.words).toContain('Design');
      expect(list.words).not.toContain('Field crew');
    });

    it('says so when there is none', async () => {
      const ravi = await says('ravi', 'list zzz');
      expect((await ravi.sees('No group has “zzz” in its name.')).visibleTo).toBe(ravi.id);
    });
  });
});
