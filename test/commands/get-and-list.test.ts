import { EVERYONE_ID } from '../../sandbox/docspace/system-groups.ts';
import { type Conversation, REQUESTS, startConversation, TRANSPORTS } from '../helpers/conversation.ts';

describe.each(TRANSPORTS)('looking groups up, by %s', (mode) => {
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
      expect(card.words).toContain('[Post here]');
      expect(card.text).toContain('You looked up the group “Design”. Its manager is Ines O');
      expect(card.visibleTo).toBe(ravi.id);
    });

    it('reads the group without its members, one page of them, and its rooms', async () => {
      const { id } = talk.portal.group('Design');
      const before = talk.portal.calls.length;
      const after = talk.workspace.messages(REQUESTS).at(-1)?.ts ?? '0';
      const ravi = await says('ravi', `get ${id}`);
      await ravi.sees(/Manager: Ines/, { after });
      const paths = talk.portal.calls.slice(before).map((call) => call.path);
      expect(paths.filter((path) => !path.startsWith('/people/email'))).toEqual([
        expect.stringContaining(`/group/${id}?includeMembers=false`),
        expect.stringMatching(new RegExp(`^/people/filter\\?groupId=${id}&startIndex=0&count=15&`)),
        expect.stringContaining(`/files/rooms?subjectId=${id}&`),
        // A room admin sees in DocSpace what their own groups open.
        expect.stringContaining(`/group/user/${talk.personId('ravi')}`),
      ]);
    });

    it('tells groups of one name apart, and shows the one that is chosen', async () => {
      const ravi = await says('ravi', 'get Night shift');
      const choice = await ravi.sees('Manager Tomas Keller · 3 members');
      expect(choice.words).toContain('Manager Ravi Nair · 2 members');
      expect(choice.visibleTo).toBe(ravi.id);
      expect(choice.words).toContain('2 groups match. Which one do you mean?');
      expect(choice.text).toMatch(
        /Which one do you mean\? Night shift \(manager Ravi Nair, 2 members, id \w{8}\), Night shift \(manager Tomas Keller, 3 members, id \w{8}\)\.$/,
      );
      await ravi.chooses('Open a group…', 'Manager Tomas Keller', choice);
      const card = await ravi.sees('You looked up the group “Night shift”');
      expect(card.visibleTo).toBe(ravi.id);
      expect(card.words).toContain('Manager: Tomas Keller');
      expect(card.words).toContain('[Post here]');
    });

    it('says of a group from the company directory where it comes from, and offers nothing that would not last', async () => {
      const ravi = await says('ravi', 'get Directory sync');
      const card = await ravi.sees('This group comes from your company directory (LDAP). Change it there.');
      expect(card.text).toContain('This group comes from your company directory (LDAP). Change it there.');
      expect(card.words.split('\n').at(-1)).toBe('[Open in DocSpace]  [Post here]');
      await ravi.clicks('Post here', card);
      const posted = await talk.person('una').sees('@Ravi Nair shared the group Directory sync');
      expect(posted.words.split('\n').at(-1)).toBe('[Open in DocSpace]');
    });

    it('says of a group that DocSpace keeps itself that it cannot be changed', async () => {
      const ravi = await says('ravi', `get ${EVERYONE_ID}`);
      const card = await ravi.sees('This group is built into DocSpace and can’t be changed.');
      expect(card.words.split('\n').at(-1)).toBe('[Open in DocSpace]  [Post here]');
    });

    it('says privately that the portal fails, with a reference', async () => {
      const mend = talk.portal.faults.set({ kind: 'status', status: 401, path: /^\/group/ });
      for (const argument of ['Design', talk.portal.group('Design').id]) {
        const after = talk.workspace.messages(REQUESTS).at(-1)?.ts ?? '0';
        const ravi = await says('ravi', `get ${argument}`);
        const told = await ravi.sees('DocSpace no longer accepts the app’s API key', { after });
        expect(told.words).toContain('The group can’t be shown right now');
        expect(told.words).toMatch(/send this code to the person who runs this app: \w{6}/);
        expect(told.visibleTo).toBe(ravi.id);
      }
      mend();
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
      expect((await ravi.sees('This group is no longer in DocSpace')).visibleTo).toBe(ravi.id);
    });

    it('asks which group when none is named', async () => {
      const ravi = await says('ravi', 'get');
      const form = await ravi.form('Show a group');
      expect(await form.options('Group', 'night')).toEqual(['Night shift', 'Night shift']);
      await form.pick('Group', 'field c', 'Field crew');
      await form.submit();
      const card = await ravi.sees('looked up the group “Field crew”');
      expect(card.words).toContain('No manager');
      expect(card.visibleTo).toBe(ravi.id);
      await ravi.noForm();
    });

    it('shows a group without a manager, one with a disabled manager, and a blank name', async () => {
      const ravi = await says('ravi', 'get Harbour team');
      expect((await ravi.sees('group “Harbour team”')).words).toContain('Manager: Dan Reed (disabled)');
      const blank = talk.portal.addGroup({ name: ' ', managerId: talk.personId('ravi') });
      await says('ravi', `get ${blank.id}`);
      await ravi.sees('looked up the group “(no name)”');
    });

    describe('with many members', () => {
      let id: string;
      beforeAll(() => {
        const crowd = talk.portal.people().filter((person) => person.status === 'active' && person.role === 'user');
        const memberIds = crowd.slice(10, 50).map((person) => person.id);
        id = talk.portal.addGroup({ name: 'Crowd', memberIds: [...memberIds, talk.personId('dan')] }).id;
      });

      it('turns their pages in the private card', async () => {
        const ravi = await says('ravi', `get ${id}`);
        const card = await ravi.sees('Members (40 and 1 disabled, 1–15)');
        expect(card.words).toMatch(/ … and 26 more\n/);
        await ravi.clicks('Next members', card);
        const second = await ravi.sees('Members (40 and 1 disabled, 16–30)');
        expect(second.text).toContain('it has 40 members and 1 disabled, of whom 16 to 30 are shown.');
        await ravi.clicks('Next members', card);
        const last = await ravi.sees('Members (40 and 1 disabled, 31–41)');
        expect(last.words).toContain('Dan Reed (disabled)\n');
        expect(last.words).not.toContain('[Next members]');
        expect(last.words).toContain('[Post here]');
        expect([last.ts, last.visibleTo]).toEqual([card.ts, ravi.id]);
        await ravi.clicks('Previous members', last);
        await ravi.sees('Members (40 and 1 disabled, 16–30)');
      });

      it('turns their pages for everybody in a posted card, for users who can see groups', async () => {
        const ravi = await says('ravi', `get ${id}`);
        await ravi.clicks('Post here', await ravi.sees('[Post here]'));
        const posted = await talk.person('ines').sees('@Ravi Nair shared the group Crowd');
        await talk.person('ines').clicks('Next members', posted);
        const una = talk.person('una');
        const second = await una.sees(/@Ravi Nair shared the group Crowd[\s\S]*, 16–30\)/);
        expect(second.ts).toBe(posted.ts);
        await una.clicks('Next members', second);
        const told = await una.sees('You can’t look at groups');
        expect(told.words).toContain('Room admins can look up groups; you are a User.');
        expect(told.visibleTo).toBe(una.id);
        // Turned pages keep saying that the card is posted.
        const own = await ravi.sees('Posted in #it-requests');
        await ravi.clicks('Next members', own);
        const turned = await ravi.sees(/, 16–30\)[\s\S]*Posted in #it-requests/);
        expect(turned.words).not.toContain('[Post here]');
      });

      it('shows the last page there is when members left meanwhile', async () => {
        const ravi = await says('ravi', `get ${id}`);
        const card = await ravi.sees('Members (40 and 1 disabled, 1–15)');
        await ravi.clicks('Next members', card);
        const second = await ravi.sees('Members (40 and 1 disabled, 16–30)');
        talk.portal.changeGroup(id, { memberIds: [...talk.portal.group('Crowd').memberIds].slice(0, 20) });
        await ravi.clicks('Next members', second);
        await ravi.sees('Members (20, 16–20)');
      });

      it('leads from the card of an outcome, which names the first members, to one with all of them', async () => {
        const ines = await says('ines', `update ${id}`);
        const form = await ines.form('[Review changes]');
        await form.fill('Name', 'Large crowd');
        await form.submit();
        await (await ines.form('Save these changes?')).submit();
        const card = await ines.sees(/the group Large crowd\n/);
        expect(card.words).toMatch(/ … and 5 more\n/);
        const after = talk.workspace.messages(REQUESTS).at(-1)?.ts ?? '0';
        await ines.clicks('All members', card);
        const own = await ines.sees('You looked up the group “Large crowd”', { after });
        expect(own.visibleTo).toBe(ines.id);
        await ines.clicks('Next members', own);
        await ines.sees('Members (20, 16–20)', { after });
      });
    });

    it('counts disabled members apart, so that numbers and names agree', async () => {
      const memberIds = ['ines', 'milo', 'dan'].map((key) => talk.personId(key));
      const { id } = talk.portal.addGroup({ name: 'Mixed', memberIds });
      const ravi = await says('ravi', `get ${id}`);
      const card = await ravi.sees('“Mixed”');
      expect(card.words).toContain("Members (2 and 1 disabled): Ines O'Neil, Milo Costa, Dan Reed (disabled)");
      expect(card.text).toContain("it has 2 members and 1 disabled: Ines O'Neil, Milo Costa and Dan Reed (disabled).");
    });

    it('draws names that look like Slack’s own language as plain words', async () => {
      talk.portal.addGroup({
        name: '<!channel> *boss* <https://evil.example|bank> & co',
        managerId: talk.personId('ravi'),
      });
      const ravi = await says('ravi', 'get *boss*');
      const card = await ravi.sees('<!channel> *boss* <https://evil.example|bank> & co');
      expect(card.text).toContain('&lt;!channel&gt; *boss* &lt;https://evil.example|bank&gt; &amp; co');
    });
  });

  describe('/docspace-group list', () => {
    it('shows a private page, and turns it', async () => {
      const ravi = await says('ravi', 'list');
      const list = await ravi.sees(/1–10 of 1\d\d groups/);
      expect(list.visibleTo).toBe(ravi.id);
      const named = list.words.split('\n').filter((line) => line.startsWith('•'));
      expect(named).toHaveLength(10);
      // Short ids are for groups that share a name.
      expect(named.filter((line) => / · \w{8}$/.test(line))).toEqual([]);
      expect(ravi.offered('Open a group…', list)).toHaveLength(10);
      expect(list.text).toMatch(
        /^Groups, 1–10 of 1\d\d groups: .*Brand board \(manager Viktor Dietz, 6 members\), .*\. Press Next for more\.$/,
      );
      await ravi.clicks('Next', list);
      const second = await ravi.sees(/11–20 of 1\d\d groups/);
      expect(second.ts).toBe(list.ts);
      await ravi.clicks('Previous', second);
      await ravi.sees(/1–10 of 1\d\d groups/);
    });

    it('searches by a part of the name', async () => {
      const ravi = await says('ravi', 'search shift');
      const list = await ravi.sees('Groups with “shift” in their name');
      expect(list.words).toMatch(/^2 groups$/m);
      expect(list.words).toMatch(
        /• Night shift · Manager Ravi Nair · 2 members · \w{8}\n• Night shift · Manager Tomas Keller · 3 members · \w{8}\n/,
      );
      expect(list.text).toMatch(
        /^Groups with “shift” in their name, 2 groups: Night shift \(manager Ravi Nair, 2 members, id \w{8}\), .*\)\.$/,
      );
    });

    it('opens the card of a group that is chosen in the list', async () => {
      const ravi = await says('ravi', 'list field c');
      const list = await ravi.sees('Groups with “field c” in their name');
      await ravi.chooses('Open a group…', 'Field crew', list);
      const card = await ravi.sees('You looked up the group “Field crew”');
      expect(card.visibleTo).toBe(ravi.id);
    });

    it('says of a group from the company directory where it comes from', async () => {
      const ravi = await says('ravi', 'list directory');
      const list = await ravi.sees(
        '• Directory sync · Manager Olga Marsh · 3 members · from your company directory (LDAP)',
      );
      expect(list.text).toContain('Directory sync (manager Olga Marsh, 3 members, from your company directory (LDAP))');
    });

    it('lists the groups somebody is in', async () => {
      const ravi = await says('ravi', 'list mine');
      const list = await ravi.sees('Groups you are in');
      expect(list.words).toContain('Design');
      expect(list.words).not.toContain('Field crew');
    });

    it('says to somebody who is in no group how to find one, and not so when DocSpace does not answer', async () => {
      // Guests are in no group, and this one is made a room admin.
      talk.portal.setRole(talk.personId('gil'), 'roomAdmin');
      const gil = await says('gil', 'list mine');
      const none = await gil.sees('You are in no group yet. To find one to join, type /docspace-group list.');
      expect(none.text).toContain('You are in no group yet.');
      const mend = talk.portal.faults.set({ kind: 'status', status: 503, path: /^\/group/ });
      await says('gil', 'list mine');
      const told = await gil.sees('The groups can’t be shown right now', { after: none.ts });
      expect(told.text).not.toContain('You are in no group');
      mend();
    });

    it('is searched in a modal, by Enter and by its button, and keeps the text on every page', async () => {
      const ravi = await says('ravi', 'list night');
      await ravi.clicks('Search…', await ravi.sees('Groups with “night” in their name'));
      const modal = await ravi.form(/^2 groups$/m);
      expect(modal.value('Search by name')).toBe('night');
      await modal.enter('Search by name', 'board');
      await ravi.form(/Groups with “board” in their name[\s\S]*1–10 of \d\d groups/);
      await ravi.clicks('Next', modal);
      const second = await ravi.form(/Groups with “board” in their name[\s\S]*11–\d\d of \d\d groups/);
      expect(second.value('Search by name')).toBe('board');
      await ravi.clicks('Previous', second);
      await ravi.form(/Groups with “board” in their name[\s\S]*1–10 of \d\d groups/);
      await modal.fill('Search by name', 'zzz');
      await modal.submit();
      await ravi.form(
        'No group has “zzz” in its name. Search for a shorter part of it, or clear the field to see all groups.',
      );
      await modal.fill('Search by name', '');
      await modal.submit();
      const all = await ravi.form(/1–10 of 1\d\d groups/);
      await ravi.chooses('Open a group…', 'Brand board', all);
      const card = await ravi.form('Manager: Viktor Dietz');
      expect(card.title).toBe('DocSpace group');
      await ravi.clicks('Post here', card);
      await talk.person('una').sees('@Ravi Nair shared the group Brand board');
      await card.close();
      await ravi.form(/1–10 of 1\d\d groups/);
    });

    it('keeps the search field when DocSpace fails, with what was typed', async () => {
      const ravi = await says('ravi', 'list night');
      await ravi.clicks('Search…', await ravi.sees('Groups with “night” in their name'));
      const modal = await ravi.form(/^2 groups$/m);
      const mend = talk.portal.faults.set({ kind: 'status', status: 401, path: /^\/group/ });
      await modal.enter('Search by name', 'field c');
      await ravi.form('The groups can’t be shown right now');
      expect(modal.value('Search by name')).toBe('field c');
      mend();
      await modal.submit();
      await ravi.form('Groups with “field c” in their name');
    });

    it.each([
      [
        'beside those that can',
        [{ id: '5b0f6a3e-6c0d-4c53-9a53-0f6f3a1d7c11', name: 'Design', membersCount: 4 }, { id: 'x' }],
        /Design[\s\S]*\n1 group can’t be shown: it is damaged in DocSpace\.\n1–2 of 12 groups\n\[Next\] {2}\[Search…\]$/,
      ],
      [
        'on a page of their own',
        [{ id: 'x' }, { id: 'y' }],
        /^Groups\n2 groups can’t be shown: they are damaged in DocSpace\.\n1–2 of 12 groups/,
      ],
    ])('says how many groups cannot be shown, %s', async (_what, response, words) => {
      const text = JSON.stringify({ response, count: 2, total: 12, status: 0, statusCode: 200 });
      const mend = talk.portal.faults.set({ kind: 'garbage', text, path: /^\/group\?/ });
      const after = talk.workspace.messages(REQUESTS).at(-1)?.ts ?? '0';
      const ravi = await says('ravi', 'list');
      const list = await ravi.sees('damaged in DocSpace', { after });
      expect(list.words).toMatch(words);
      expect(list.text).toContain('damaged in DocSpace.');
      mend();
    });

    it('says privately what went wrong, and who cannot look at groups', async () => {
      const mend = talk.portal.faults.set({ kind: 'status', status: 401, path: /^\/group/ });
      const ravi = await says('ravi', 'list');
      const told = await ravi.sees('The groups can’t be shown right now');
      expect(told.text).toMatch(/^The groups can’t be shown right now\. DocSpace no longer accepts/);
      expect(told.visibleTo).toBe(ravi.id);
      mend();
      const una = await says('una', 'list');
      const refused = await una.sees('You can’t look at groups');
      expect(refused.text).toMatch(
        /^You can’t look at groups\. Only the owner, DocSpace admins and Room admins can look up groups; you are a User\./,
      );
      expect(refused.visibleTo).toBe(una.id);
    });

    it('says so when there is none', async () => {
      const ravi = await says('ravi', 'list zzz');
      const none = await ravi.sees('No group has “zzz” in its name.');
      expect(none.visibleTo).toBe(ravi.id);
      expect(none.text).toContain('No group has “zzz” in its name. Search for a shorter part of it');
    });
  });
});
