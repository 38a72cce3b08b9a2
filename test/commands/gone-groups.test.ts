import type { SeenMessage } from '../../sandbox/slack/index.ts';
import { askToDelete, type Conversation, REQUESTS, startConversation, TRANSPORTS } from '../helpers/conversation.ts';

describe.each(TRANSPORTS)('A group that is gone, by %s', (mode) => {
  let talk: Conversation;
  beforeEach(async () => {
    talk = await startConversation({ mode });
  });
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  /** Ines renames a group; gives back the card that says so. */
  const renames = async (from: string, to: string): Promise<SeenMessage> => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, `/docspace-group update ${from}`);
    const form = await ines.form('[Review changes]');
    await form.fill('Name', to);
    await form.submit();
    await (await ines.form('Save these changes?')).submit();
    return ines.sees(new RegExp(`the group ${to}\n`));
  };
  /** Ines creates a group with Milo in it. */
  const creates = async (name: string): Promise<SeenMessage> => {
    const ines = talk.person('ines');
    await ines.types(REQUESTS, `/docspace-group create ${name}`);
    const form = await ines.form('[Create group]');
    await form.pick('Members', 'milo');
    await form.submit();
    return ines.sees(`created the group ${name}`);
  };
  const deletes = async (name: string): Promise<SeenMessage> => {
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, `/docspace-group delete ${name}`);
    const form = await ravi.form('[Request deletion]');
    await form.fill('Reason', 'By mistake.');
    await form.submit();
    await talk.person('tomas').clicks('Approve', await ravi.sees(`Deletion requested: ${name}`));
    return ravi.sees(`✅ Deleted: ${name}`);
  };

  it('is told on the cards of its creation and its last edit: since when, by whom, with Restore in place of Edit', async () => {
    const created = await creates('Night crew');
    const edited = await renames('Night crew', 'Late crew');
    const deleted = await deletes('Late crew');
    const id = /R-\w{6}/.exec(deleted.words)?.[0];
    for (const { ts, words } of [created, edited]) {
      const [news = ''] = words.split('\n');
      const { words: now, text, ...card } = await talk.person('una').sees(new RegExp(`${news}\n🗑️`));
      expect(card.ts).toBe(ts);
      expect(now).toMatch(new RegExp(`^🗑️ Deleted .* by Ravi Nair, approved by Tomas Keller \\(${id}\\)\\.$`, 'm'));
      expect(text).toMatch(/🗑️ Deleted on \w{3} \d{1,2}, \d{4} by Ravi Nair, approved by Tomas Keller/);
      expect(now).toContain('[Restore…]');
      expect(now).not.toMatch(/\[Edit|Join|Undo/);
    }
    await talk.person('ines').clicks('Restore…', edited);
    await (await talk.person('ines').form('[Restore]')).submit();
    const restored = await talk.person('una').sees(/Ines O'Neil has restored it since as a new group \(R-\w{6}\)\./);
    expect([created.ts, edited.ts]).toContain(restored.ts);
  });

  it.each([
    ['Edit', 'The group can’t be edited'],
    ['Delete…', 'No request was made'],
    ['Join or leave…', 'You can’t join or leave this group'],
    ['Undo', 'This can’t be undone'],
  ])('answers %s on an older card: who deleted it, who approved, and Restore', async (button, heading) => {
    const older = await renames('Design', 'Brand');
    await renames('Brand', 'Crew');
    await deletes('Crew');
    await talk.person('ines').clicks(button, older);
    const told = await talk.person('ines').form(heading);
    expect(told.text()).toMatch(/“Crew” was deleted .* by Ravi Nair, approved by Tomas Keller\./);
    await talk.person('ines').clicks('Restore…', told);
    expect((await talk.person('ines').form('[Restore]')).text()).toContain('Crew');
  });

  it('says so for what is typed by its id too, and offers nothing where it can no longer be restored', async () => {
    const { id } = talk.portal.group('Design');
    await talk.person('tomas').clicks('Approve', await askToDelete(talk));
    const done = await talk.person('ines').sees('✅ Deleted: Design');
    const longAgo = (await talk.store.now()) - 31 * 24 * 3_600_000;
    const requestId = /R-\w{6}/.exec(done.words)?.[0] ?? '';
    await talk.store.db.updateTable('requests').set({ updated_at: longAgo }).where('id', '=', requestId).execute();
    await talk.person('ines').types(REQUESTS, `/docspace-group update ${id}`);
    const told = await talk.person('ines').form('The group can’t be edited');
    expect(told.text()).toMatch(/“Design” was deleted .* by Ravi Nair, approved by Tomas Keller\./);
    expect(told.text()).not.toContain('[Restore…]');
  });

  it('is told in a list that shows it still, on its card that is turned, and by its name', async () => {
    const ravi = talk.person('ravi');
    const memberIds = talk.portal.people().filter((person) => person.status === 'active' && person.role === 'user');
    talk.portal.addGroup({ name: 'Crowd', memberIds: memberIds.slice(0, 20).map((person) => person.id) });
    await ravi.types(REQUESTS, '/docspace-group list crowd');
    const list = await ravi.sees('Groups with “crowd” in their name');
    await ravi.chooses('Open a group…', 'Crowd', list);
    const card = await ravi.sees('You looked up the group “Crowd”');
    await deletes('Crowd');
    const told = /“Crowd” was deleted .* by Ravi Nair, approved by Tomas Keller\./;
    const asks = [
      () => ravi.chooses('Open a group…', 'Crowd', list),
      () => ravi.clicks('Next members', card),
      () => ravi.types(REQUESTS, '/docspace-group get crowd'),
    ];
    for (const ask of asks) {
      const after = talk.workspace.messages(REQUESTS).at(-1)?.ts ?? '0';
      await ask();
      const gone = await ravi.sees(told, { after });
      expect(gone.visibleTo).toBe(ravi.id);
      expect(gone.text).toMatch(/“Crowd” was deleted on \w{3} \d+, \d{4} by Ravi Nair, approved by Tomas Keller\./);
      expect(gone.words).toContain('[Restore…]');
    }
    await ravi.clicks('Browse groups', await ravi.opensHome());
    await ravi.form('1–10 of');
  });

  it('is no longer in DocSpace where it was deleted there, with the day on which that was noticed first', async () => {
    const card = await renames('Design', 'Brand');
    talk.portal.removeGroup(talk.portal.group('Brand').id);
    const asks = async (key: string) => {
      await talk.person(key).clicks('Edit', card);
      return (await talk.person(key).form('The group can’t be edited')).text();
    };
    const first = await asks('ines');
    expect(first).toMatch(/“Brand” is no longer in DocSpace\. It was deleted outside this app \(first noticed /);
    await talk.clock.advance(120_000);
    expect(await asks('tomas')).toBe(first);
    await talk.person('ines').types(REQUESTS, `/docspace-group history Brand`);
    const history = await talk.person('ines').sees('History of Brand');
    expect(history.words.match(/was no longer in DocSpace\. It was deleted outside this app\./g)).toHaveLength(1);
  });
});
