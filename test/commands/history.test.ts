import type { SeenMessage } from '../../sandbox/slack/index.ts';
import { forgetPerson } from '../../src/store/forget.ts';
import { type RecordLine, recordLine } from '../../src/store/index.ts';
import {
  askToDelete,
  type Conversation,
  DESIGN,
  REQUESTS,
  startConversation,
  TRANSPORTS,
} from '../helpers/conversation.ts';

describe.each(TRANSPORTS)('/docspace-group history, by %s', (mode) => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation({ mode });
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  const asks = async (key: string, argument: string, { command = 'history', channel = REQUESTS } = {}) => {
    const person = talk.person(key);
    const after = talk.workspace.messages(channel).at(-1)?.ts ?? '0';
    await person.types(channel, `/docspace-group ${command} ${argument}`);
    return { person, after };
  };
  const reads = async (key: string, argument: string, pattern: string | RegExp, options = {}) => {
    const { person, after } = await asks(key, argument, options);
    const seen = await person.sees(pattern, { after });
    expect(seen.visibleTo).toBe(person.id);
    return seen;
  };

  /** Creates a group and renames it; gives back its id. */
  const createAndEdit = async () => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, '/docspace-group create Night crew');
    const form = await ines.form('Create group');
    await form.pick('Manager', 'tomas', 'Tomas Keller');
    await form.submit();
    await ines.sees('created the group Night crew');
    const { id } = talk.portal.group('Night crew');
    await ines.types(REQUESTS, `/docspace-group update ${id}`);
    const edit = await ines.form('[Review changes]');
    await edit.fill('Name', 'Night team');
    await edit.pick('Add members', 'milo');
    await edit.submit();
    await (await ines.form('Save these changes?')).submit();
    await ines.sees('edited the group Night team');
    return id;
  };

  const requestDeletion = async (key: string, name: string, reason: string) => {
    const person = talk.person(key);
    await person.types(REQUESTS, `/docspace-group delete ${name}`);
    const form = await person.form('[Request deletion]');
    await form.fill('Reason', reason);
    await form.submit();
    return person.sees(`Deletion requested: ${name}`);
  };

  const reject = async (key: string, card: SeenMessage, note: string) => {
    const person = talk.person(key);
    await person.clicks('Reject', card);
    const form = await person.form('Reject');
    await form.fill('Reason', note);
    await form.submit();
    await person.sees('Rejected: ');
  };

  /** Created, edited, a deletion rejected with a note, requested again, approved, done. */
  const wholeLife = async () => {
    const id = await createAndEdit();
    const first = await requestDeletion('ravi', 'Night team', 'The nights are over.');
    await reject('tomas', first, 'We still need it until Friday.');
    const second = await requestDeletion('ravi', 'Night team', 'It is Saturday now.');
    await talk.person('ines').clicks('Approve', second);
    await talk.person('ravi').sees('✅ Deleted: Night team');
    return id;
  };

  const record = (line: Partial<RecordLine> & Pick<RecordLine, 'action'>) =>
    recordLine(talk.store.db, { at: talk.clock.now(), portal: talk.portal.url, ...line });
  /** A group that only the record knows. */
  const GONE = '11111111-2222-4333-8444-555555555555';
  const groupsFail = () => talk.portal.faults.set({ kind: 'status', status: 401, path: /^\/group/ });

  it('tells the whole life of a deleted group by its name, newest first', async () => {
    await wholeLife();
    const seen = await reads('ines', 'night TEAM', 'History of Night team');
    const rows = seen.words.split('\n').map((row) => row.replace(/^2026-11-02 09:00 UTC · /, ''));
    expect(rows).toEqual([
      'History of Night team',
      expect.stringMatching(/^“Night team” was deleted .* by Ravi Nair, approved by Ines O'Neil\.$/),
      '[Restore…]',
      expect.stringMatching(
        /^This group was deleted\. Checked: it is gone from DocSpace\. Requested by Ravi Nair, approved by Ines O'Neil\. \(R-\w{6}\)$/,
      ),
      expect.stringMatching(/^Ines O'Neil approved the deletion of this group\. \(R-\w{6}\)$/),
      expect.stringMatching(/^Ravi Nair requested the deletion of this group\. \(R-\w{6}\)$/),
      'Reason: It is Saturday now.',
      expect.stringMatching(/^Tomas Keller rejected the deletion of this group\. \(R-\w{6}\)$/),
      'Reason: We still need it until Friday.',
      expect.stringMatching(/^Ravi Nair requested the deletion of this group\. \(R-\w{6}\)$/),
      'Reason: The nights are over.',
      expect.stringMatching(
        /^Ines O'Neil edited this group\. Renamed from “Night crew”\. Added: Milo Costa\. \(R-\w{6}\)$/,
      ),
      expect.stringMatching(/^Ines O'Neil created this group\. \(R-\w{6}\)$/),
      'Changes made in DocSpace itself are not in this history.',
    ]);
    expect(seen.text).toMatch(
      /^History of Night team, newest first\. “Night team” was deleted on Nov 2, 2026 by Ravi Nair, approved by Ines O'Neil\. /,
    );
    expect(seen.text).toContain('Tomas Keller rejected the deletion of this group. (R-');
    expect(
      talk
        .person('una')
        .visible(REQUESTS)
        .some(({ words }) => words.includes('History of')),
    ).toBe(false);
  });

  it('finds a deleted group by its id, short id, link and by a request, also as log', async () => {
    const { id } = talk.portal.group('Design');
    const card = await askToDelete(talk);
    const request = /R-\w{6}/.exec(card.words)?.[0] ?? '';
    await reads('ravi', request.toLowerCase(), 'Ravi Nair requested the deletion of this group.');
    await talk.person('ines').clicks('Approve', card);
    await talk.person('ravi').sees('✅ Deleted: Design');
    const link = `${talk.portal.url}/accounts/groups/${id}/filter`;
    for (const argument of [id, id.slice(0, 8), link, request])
      await reads('ravi', argument, /History of Design\n[\s\S]*This group was deleted\./, { command: 'log' });
  });

  it('shows reasons to those who decide, to the requester, and where the card stands', async () => {
    await askToDelete(talk);
    talk.portal.setRole(talk.personId('una'), 'roomAdmin');
    for (const [key, channel] of [
      ['una', REQUESTS],
      ['tomas', DESIGN],
      ['ravi', DESIGN],
    ] as const) {
      const { words } = await reads(key, 'Design', 'History of Design', { channel });
      expect(words).toContain('Reason: The project is over.');
    }
    const seen = await reads('una', 'Design', 'History of Design', { channel: DESIGN });
    expect(seen.words).toContain('Ravi Nair requested the deletion of this group.');
    expect(seen.words).toContain('Reason: on the card of the request, for its channel.');
    for (const text of [seen.words, seen.text]) expect(text).not.toContain('The project is over.');
  });

  it('offers groups of one name, those that exist first, and marks the deleted ones', async () => {
    const { id } = talk.portal.group('Design');
    await talk.person('ines').clicks('Approve', await askToDelete(talk));
    await talk.person('ravi').sees('✅ Deleted: Design');
    talk.portal.addGroup({ name: 'Design', managerId: talk.personId('tomas') });
    const choice = await reads('ravi', 'Design', '2 groups match. Whose history do you mean?');
    expect(choice.words.split('\n')).toEqual([
      '2 groups match. Whose history do you mean?',
      expect.stringMatching(/^• Design · Manager Tomas Keller · 1 member · [0-9a-f]{8}$/),
      `• Design · deleted · last recorded Nov 2, 2026 · ${id.slice(0, 8)}`,
      '[Open a history…]',
    ]);
    expect(choice.text).toContain(`Design (deleted, last recorded Nov 2, 2026, ${id.slice(0, 8)}).`);
    await talk.person('ravi').chooses('Open a history…', 'Manager Tomas Keller', choice);
    await talk.person('ravi').sees('Nothing is recorded about “Design” here.');
  });

  it('finds a group by the name it had here, and calls it by the one it has now', async () => {
    const { id } = talk.portal.group('Design');
    await askToDelete(talk);
    talk.portal.changeGroup(id, { name: 'Studio' });
    const seen = await reads('ravi', 'Design', 'History of Studio');
    expect(seen.words).not.toContain('no longer');
  });

  it('turns pages of ten, which lines written meanwhile do not move', async () => {
    talk.portal.addGroup({ id: GONE, name: 'Crew' });
    for (let n = 1; n <= 25; n += 1)
      await record({
        action: 'group_changed',
        account: 'U0INES',
        groupId: GONE,
        words: { groupName: 'Crew', personName: `Person ${n}`, note: '' },
      });
    const ravi = talk.person('ravi');
    const numbers = (seen: SeenMessage) => [...seen.words.matchAll(/Person (\d+) /g)].map(([, n]) => Number(n));
    const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, n) => from - n);
    const newest = await reads('ravi', 'Crew', 'Person 25');
    expect([numbers(newest), newest.words.split('\n').at(-1)]).toEqual([down(25, 16), '[Older]']);
    await record({
      action: 'group_changed',
      account: 'U0INES',
      groupId: GONE,
      words: { personName: 'Person 26', note: '' },
    });
    await ravi.clicks('Older', newest);
    const second = await ravi.sees('Person 15 ');
    expect([second.ts, numbers(second), second.words.split('\n').at(-1)]).toEqual([
      newest.ts,
      down(15, 6),
      '[Newer]  [Older]',
    ]);
    await ravi.clicks('Older', second);
    const last = await ravi.sees('Person 5 ');
    expect([numbers(last), last.words.split('\n').at(-1)]).toEqual([down(5, 1), '[Newer]']);
    await ravi.clicks('Newer', last);
    expect(numbers(await ravi.sees('Person 6 '))).toEqual(down(15, 6));
    await ravi.clicks('Newer', last);
    expect(numbers(await ravi.sees('Person 25 '))).toEqual(down(25, 16));
    await ravi.clicks('Newer', last);
    const again = await ravi.sees('Person 26 ');
    expect([numbers(again), again.words.split('\n').at(-1)]).toEqual([down(26, 17), '[Older]']);
  });

  it('says where words of a person were removed', async () => {
    const id = await wholeLife();
    await forgetPerson(talk.store, 'U0INES');
    await forgetPerson(talk.store, 'U0RAVI');
    const seen = await reads('tomas', id, 'History of Night team');
    for (const text of [
      'Requested by (removed), approved by (removed).',
      '(removed) approved the deletion',
      '(removed) requested the deletion',
      'Reason: (removed)',
      'Tomas Keller rejected the deletion',
      '(removed) edited this group. What was changed: (removed).',
      '(removed) created this group.',
    ])
      expect(seen.words).toContain(text);
    for (const name of ['Ines', 'Ravi', 'Saturday']) expect(`${seen.words} ${seen.text}`).not.toContain(name);
  });

  it('shows lines of a newer version as they are', async () => {
    await record({
      action: 'group_<!here>_merged',
      account: 'U0INES',
      groupId: GONE,
      words: { groupName: 'Crew', personName: "Ines O'Neil", note: 'secret' },
    });
    await record({ action: 'swap_done', groupId: GONE });
    const seen = await reads(
      'ravi',
      'Crew',
      "Recorded by another version of this app: group <!here> merged. By Ines O'Neil.",
    );
    expect(seen.words).toContain('Recorded by another version of this app: swap done.');
    expect(seen.text).toContain('&lt;!here&gt;');
    expect(seen.words).not.toContain('secret');
  });

  it('shows what is recorded while DocSpace does not answer for groups', async () => {
    await askToDelete(talk);
    const { id } = talk.portal.group('Design');
    await record({
      action: 'group_created',
      account: 'U0INES',
      groupId: GONE,
      words: { groupName: 'Crew', personName: "Ines O'Neil" },
    });
    const mend = groupsFail();
    for (const argument of [GONE, 'Crew']) await reads('ravi', argument, "Ines O'Neil created this group.");
    const seen = await reads('ravi', id, 'Ravi Nair requested the deletion of this group.');
    expect(seen.words).toContain('DocSpace did not answer, so this is only what was recorded here.');
    for (const argument of ['Harbour team', talk.portal.group('Harbour team').id]) {
      const told = await reads('ravi', argument, 'The history can’t be shown right now');
      expect(told.words).toMatch(/send this code to the person who runs this app: \w{6}/);
    }
    mend();
  });

  it('says so when nothing is known, and what to do', async () => {
    const nothing =
      'Nothing is recorded about “Harbour team” here. Changes made in DocSpace itself are not in this history.';
    expect((await reads('ravi', 'Harbour team', nothing)).words).toBe(nothing);
    await reads(
      'ravi',
      '00000000-0000-4000-8000-000000000000',
      'No group has the id 00000000, in DocSpace or in this history. To see the groups there are, type /docspace-group list.',
    );
    await reads('ravi', 'R-ABCDEF', 'No group matches “R-ABCDEF”');
    await record({ action: 'group_created', groupId: GONE, words: { groupName: 'Lighthouse' } });
    const told = await reads('ravi', 'Lighthuose', 'No group matches “Lighthuose”. Did you mean Lighthouse?');
    await talk.person('ravi').clicks('Lighthouse', told);
    await talk.person('ravi').sees('History of Lighthouse');
  });

  it('tells of a request that never had a group', async () => {
    await record({
      action: 'create_ask',
      account: 'U0INES',
      requestId: 'R-XYZ234',
      words: { groupName: 'Crew', note: 'New team' },
    });
    await record({ action: 'create_refuse', requestId: 'R-XYZ234', answer: 'not-allowed' });
    const seen = await reads('tomas', 'R-XYZ234', 'History of request R-XYZ234');
    expect(seen.words).toContain(
      'The request was not made: the requester’s DocSpace role does not allow it. (R-XYZ234)',
    );
  });

  it('knows nothing of other portals', async () => {
    await record({
      action: 'group_created',
      portal: 'https://other.example',
      groupId: GONE,
      requestId: 'R-XYZ234',
      words: { groupName: 'Crew X' },
    });
    await reads('ravi', 'Crew X', 'No group matches “Crew X”');
    await reads('ravi', 'R-XYZ234', 'No group matches “R-XYZ234”');
    await reads('ravi', GONE, 'No group has the id');
  });

  it('shows words of people as words, in one line, cut, and never an e-mail', async () => {
    const name = '<!channel> *boss*\n<https://evil.example|bank>';
    await record({
      action: 'group_changed',
      groupId: GONE,
      words: { groupName: name, personName: 'pia@acme.example', note: `Added: ${'x'.repeat(2000)}` },
    });
    await record({
      action: 'delete_reject',
      groupId: GONE,
      account: 'U0INES',
      words: { groupName: name, personName: name, note: `Ask\nmilo@acme.example, ${'y'.repeat(900)}` },
    });
    const seen = await reads('tomas', GONE, 'History of <!channel> *boss* <https://evil.example|bank>');
    expect(seen.words).toContain('<!channel> *boss* <https://evil.example|bank> rejected the deletion');
    expect(seen.words).toMatch(/\nReason: Ask \(e-mail\), y{200,}…\n/);
    expect(seen.words).toMatch(/\(e-mail\) edited this group\. Added: x{500,}…\n/);
    expect(`${seen.words} ${seen.text}`).not.toContain('@acme');
    expect(seen.text).not.toContain('<');
  });

  it('is a button of the private card, and not of a posted one', async () => {
    await askToDelete(talk);
    const card = await reads('ravi', 'Design', '[Open in DocSpace]  [History]  [Join or leave…]  [Post here]', {
      command: 'get',
    });
    const ravi = talk.person('ravi');
    await ravi.clicks('Post here', card);
    expect((await ravi.sees('shared the group Design')).words).not.toContain('[History]');
    await ravi.clicks('History', card);
    expect((await ravi.sees('History of Design')).visibleTo).toBe(ravi.id);
  });

  it('opens on top of a group that is shown in a form, and turns its pages there', async () => {
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, '/docspace-group help');
    await ravi.clicks('Browse groups', await ravi.sees('What you can do'));
    await ravi.chooses('Open a group…', '', await ravi.form('[Open a group…]'));
    const group = await ravi.form('[History]');
    const shown = talk.portal.groups().filter(({ name }) => group.text().includes(`\n${name}\n`));
    for (let n = 1; n <= 11; n += 1)
      for (const { id } of shown)
        await record({ action: 'group_changed', groupId: id, words: { personName: `Person ${n}`, note: '' } });
    await ravi.clicks('History', group);
    const newest = await ravi.form('Person 11 edited');
    expect(newest.text()).not.toContain('Person 1 edited');
    await ravi.clicks('Older', newest);
    const older = await ravi.form('Person 1 edited');
    expect(older.text()).toContain('[Newer]');
    await older.close();
    await ravi.form('[History]');
  });

  it('asks which group when none is named', async () => {
    await askToDelete(talk);
    const { person: ravi } = await asks('ravi', '');
    const form = await ravi.form('Group history');
    await form.pick('Group', 'desi', 'Design');
    await form.submit();
    await ravi.sees('Ravi Nair requested the deletion of this group.');
    await ravi.noForm();
  });

  it('is refused to users who cannot see groups', async () => {
    await askToDelete(talk);
    const told = await reads('una', 'Design', 'You can’t look at groups');
    expect(told.words).not.toContain('History of');
  });
});
