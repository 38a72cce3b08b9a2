import type { SeenMessage } from '../../sandbox/slack/index.ts';
import {
  askToDelete,
  type Conversation,
  REQUESTS,
  startConversation,
  TRANSPORTS,
  timePassesUntil,
} from '../helpers/conversation.ts';

type Options = Parameters<typeof startConversation>[0];

const DAY_MS = 24 * 3_600_000;

describe.each(TRANSPORTS)('Restore, on the card of a deletion or typed, by %s', (mode) => {
  let talk: Conversation;
  const start = async (options: Options = {}) => {
    talk = await startConversation({ mode, ...options });
  };
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    await talk.stop();
  });

  /** Ravi asks for the deletion of a group, Tomas approves; resolves with the card that says it is deleted. */
  const deletes = async (name = 'Design') => {
    const card = name === 'Design' ? await askToDelete(talk) : await asksFor(name);
    await talk.person('tomas').clicks('Approve', card);
    return talk.person('ines').sees(`✅ Deleted: ${name}`);
  };
  const asksFor = async (name: string) => {
    const ravi = talk.person('ravi');
    await ravi.types(REQUESTS, `/docspace-group delete ${name}`);
    const form = await ravi.form('[Request deletion]');
    await form.fill('Reason', 'By mistake.');
    await form.submit();
    return ravi.sees(`Deletion requested: ${name}`);
  };
  const opens = async (key: string, card: SeenMessage) => {
    await talk.person(key).clicks('Restore…', card);
    return talk.person(key).form('[Restore]');
  };
  const idOn = (card: SeenMessage) => /R-\w{6}/.exec(card.words)?.[0] ?? '';
  const posts = () => talk.portal.calls.filter(({ method, path }) => method === 'POST' && path.startsWith('/group'));

  it('brings the group back with its manager and members, tells the channel, and leaves the deletion’s card', async () => {
    await start();
    const before = talk.portal.group('Design');
    const done = await deletes();
    const form = await opens('ines', done);
    expect(form.text()).toContain('Group: Design');
    expect(form.text()).toContain(`${before.memberIds.size} members`);
    expect(form.text()).toContain(
      '4 rooms, and files that were shared with the deleted one, have to be shared with it again',
    );
    expect(form.text()).not.toContain('can’t come back');
    await form.submit();
    const card = await talk.person('una').sees(`restored the group Design from the deletion ${idOn(done)}`);
    expect(card.channel).toBe(REQUESTS);
    const after = talk.portal.group('Design');
    expect(after.id).not.toBe(before.id);
    expect([after.managerId, after.memberIds]).toEqual([before.managerId, before.memberIds]);
    expect((await talk.person('ines').form('Group restored')).text()).toContain('“Design” is in DocSpace again');
    const told = await talk.person('ravi').sees(/↩︎ Restored by Ines O'Neil, R-\w{6}/);
    expect(told.ts).toBe(done.ts);
    expect(told.words).not.toContain('[Restore…]');
    expect(posts()).toHaveLength(1);
  });

  it('names who cannot come back, before and after', async () => {
    await start();
    const [pia, dan, milo, una] = ['pia', 'dan', 'milo', 'una'].map((key) => talk.personId(key));
    const memberIds = [pia, dan, milo, una].flatMap((id) => id ?? []);
    talk.portal.addGroup({ name: 'Night crew', managerId: talk.personId('ravi'), memberIds });
    const done = await deletes('Night crew');
    talk.portal.removePerson(talk.personId('pia'));
    talk.portal.setRole(talk.personId('milo'), 'guest');
    const form = await opens('ines', done);
    const sentences = [
      'Pia Lund has left DocSpace, and can’t come back.',
      'Dan Reed is disabled in DocSpace, and can’t come back.',
      'Milo Costa is a guest in DocSpace now, and can’t come back.',
    ];
    for (const sentence of sentences) expect(form.text()).toContain(sentence);
    expect(form.text()).toContain('Manager Ravi Nair · 2 of 5 members');
    talk.portal.removePerson(talk.personId('ravi'));
    await form.submit();
    const card = await talk.person('una').sees('restored the group Night crew');
    for (const sentence of sentences.slice(1)) expect(card.words).toContain(sentence);
    expect(card.words).toContain('Ravi Nair and Pia Lund have left DocSpace');
    expect(card.words).toContain('Ravi Nair was the manager, so the group has none.');
    const { managerId, memberIds: ids } = talk.portal.group('Night crew');
    expect([managerId, [...ids]]).toEqual([undefined, [talk.personId('una')]]);
  });

  it('warns of a group of the same name, and makes another one all the same', async () => {
    await start();
    const done = await deletes();
    talk.portal.addGroup({ name: 'design', memberIds: [talk.personId('una')] });
    const form = await opens('tomas', done);
    expect(form.text()).toContain('There is a group named “Design” now. Restoring makes another one.');
    await form.submit();
    await talk.person('una').sees('restored the group Design');
    expect(talk.portal.groups().filter(({ name }) => name.toLowerCase() === 'design')).toHaveLength(2);
  });

  it('restores nothing for who is no room admin, and says why', async () => {
    await start();
    const done = await deletes();
    await talk.person('una').clicks('Restore…', done);
    const form = await talk.person('una').form('You can’t restore groups');
    expect(form.text()).toContain('; you are a User.');
    expect(posts()).toEqual([]);
  });

  it('is asked for by a room admin, and approved', async () => {
    await start();
    const done = await deletes();
    await talk.person('ravi').clicks('Restore…', done);
    const form = await talk.person('ravi').form('[Send request]');
    await form.fill('Reason', 'We need it after all.');
    await form.submit();
    const card = await talk.person('ravi').sees('Restore requested: Design');
    expect(card.words).toContain('Members: 4');
    await talk.person('ines').clicks('Approve', card);
    await talk.person('ravi').sees(/restored the group Design from the deletion R-\w+, approved by Ines/);
    expect(posts()).toHaveLength(1);
    await talk.person('una').sees(/Restored by Ravi Nair, R-/);
  });

  it('tells the second of two people who restore it at once', async () => {
    await start();
    const done = await deletes();
    const [mine, theirs] = [await opens('ines', done), await opens('tomas', done)];
    await mine.submit();
    await talk.person('una').sees('restored the group Design');
    await theirs.submit();
    await talk.person('tomas').form(/“Design” is already restored, by Ines O'Neil: R-\w{6}/);
    expect(posts()).toHaveLength(1);
  });

  it('says so on an old card, whose button is still there', async () => {
    await start();
    const done = await deletes();
    const longAgo = (await talk.store.now()) - 30 * DAY_MS - 1;
    await talk.store.db.updateTable('requests').set({ updated_at: longAgo }).where('id', '=', idOn(done)).execute();
    await talk.person('ines').clicks('Restore…', done);
    await talk.person('ines').form('“Design” was deleted more than 30 days ago and can no longer be restored.');
    expect(posts()).toEqual([]);
  });

  it('says on the form that nothing was restored when the portal refuses, and the button works again', async () => {
    await start();
    const done = await deletes();
    const form = await opens('ines', done);
    const mended = talk.portal.faults.set({ kind: 'status', status: 402, method: 'POST' });
    await form.submit();
    const failed = await talk.person('ines').form('The group was not restored');
    expect(failed.text()).toContain('To try again, use Restore… on the card of its deletion');
    mended();
    await failed.close();
    await (await opens('ines', done)).submit();
    await talk.person('una').sees('restored the group Design');
  });

  it('is offered as well in the history of the deleted group, until it is restored', async () => {
    await start();
    const { id } = talk.portal.group('Design');
    await deletes();
    const ines = talk.person('ines');
    await ines.types(REQUESTS, `/docspace-group history ${id}`);
    const history = await ines.sees(/“Design” was deleted .* by Ravi Nair, approved by Tomas Keller\./);
    expect(history.visibleTo).toBe(ines.id);
    await ines.clicks('Restore…', history);
    await (await ines.form('[Restore]')).submit();
    await talk.person('una').sees('restored the group Design');
    await ines.types(REQUESTS, `/docspace-group history ${id}`);
    const after = await ines.sees(/Ines O'Neil restored this group as a new one, [0-9a-f]{8}\./);
    expect(after.words).not.toContain('[Restore…]');
    const made = talk.portal.group('Design').id;
    await ines.types(REQUESTS, `/docspace-group history ${made}`);
    const told = await ines.sees(/Ines O'Neil restored this group\. \(R-\w{6}\)/);
    const [requestId = ''] = /R-\w{6}/.exec(told.words) ?? [];
    await ines.types(REQUESTS, `/docspace-group history ${requestId}`);
    await ines.sees(/Ines O'Neil restored this group\. \(R-\w{6}\)/, { after: told.ts });
  });

  describe('typed as /docspace-group restore', () => {
    const types = async (key: string, argument = '') => {
      await talk.person(key).types(REQUESTS, `/docspace-group restore ${argument}`);
      return talk.person(key).form(/Restore group|restore groups/);
    };

    it('finds the group by its name, its id or the id of its deletion', async () => {
      await start();
      const { id } = talk.portal.group('Design');
      const done = await deletes();
      for (const typed of ['“design”', id, id.slice(0, 8), idOn(done).toLowerCase()]) {
        await types('ines', typed);
        const form = await talk.person('ines').form('[Restore]');
        expect(form.text()).toContain('Group: Design');
        await form.close();
      }
      await types('ines', 'design');
      await (await talk.person('ines').form('[Restore]')).submit();
      const card = await talk.person('una').sees('restored the group Design');
      expect(card.channel).toBe(REQUESTS);
    });

    it('lists what can be restored, and leads to its form', async () => {
      await start();
      talk.portal.addGroup({ name: 'Night crew', memberIds: [talk.personId('una')] });
      talk.portal.addGroup({ name: 'Day crew', memberIds: [talk.personId('milo')] });
      await deletes();
      await deletes('Night crew');
      await deletes('Day crew');
      await types('ines');
      const list = await talk.person('ines').form('Groups that were deleted in the last 30 days');
      for (const name of ['Design', 'Night crew', 'Day crew']) expect(list.text()).toContain(name);
      await list.close();
      await types('ines', 'crew');
      const several = await talk.person('ines').form('2 deleted groups match. Which one do you mean?');
      expect(several.text()).not.toContain('Design');
      await talk.person('ines').clicks('Restore…', several);
      await (await talk.person('ines').form('[Restore]')).submit();
      const card = await talk.person('una').sees(/restored the group (Night|Day) crew/);
      expect(card.channel).toBe(REQUESTS);
      await (await talk.person('ines').form('Group restored')).close();
      await types('ines');
      const left = await talk.person('ines').form('Groups that were deleted');
      expect(left.text().match(/ crew/g)).toHaveLength(1);
    });

    it('says when nothing matches and what there is, and when there is nothing at all', async () => {
      await start();
      await types('ines', 'Nobody');
      await talk.person('ines').form('No group that this app deleted in the last 30 days is left to restore.');
      await deletes();
      await types('tomas', 'Nobody');
      const form = await talk.person('tomas').form('No deleted group matches.');
      expect(form.text()).toContain('Design');
    });

    it('shows no deleted groups to who can restore none', async () => {
      await start();
      await deletes();
      const form = await types('una');
      expect((await talk.person('una').form('You can’t restore groups')).text()).not.toContain('Design');
      expect(form.text()).not.toContain('Design');
    });
  });

  it('keeps its form while the database does not answer, and restores once when it is sent again', async () => {
    await start();
    const form = await opens('ines', await deletes());
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const holding = talk.store.db.transaction().execute(() => held);
    const submitting = form.submit();
    const ines = talk.person('ines');
    const told = await timePassesUntil(talk.clock, ines.form('It is not certain that this was saved.'), 500);
    release();
    await Promise.all([holding, submitting]);
    await told.close();
    await (await ines.form('[Restore]')).submit();
    await talk.person('una').sees('restored the group Design');
    expect(posts()).toHaveLength(1);
  });

  it('restores a group of 600 people, in batches', async () => {
    await start({ crowd: 800 });
    const crowd = talk.portal
      .people()
      .filter(({ role, status }) => role === 'user' && status === 'active')
      .slice(0, 599)
      .map(({ id }) => id);
    talk.portal.addGroup({ name: 'Everybody', managerId: talk.personId('ravi'), memberIds: crowd });
    const done = await deletes('Everybody');
    const reads = talk.portal.calls.length;
    const form = await opens('ines', done);
    expect(form.text()).toContain('Manager Ravi Nair · 600 members');
    const looked = talk.portal.calls.slice(reads).filter(({ path }) => path.startsWith('/people/filter'));
    expect(looked.length).toBeLessThan(10);
    const second = talk.portal.next('PUT', /group/);
    const restoring = form.submit();
    const held = await second;
    const { words } = await talk.person('una').sees('Restoring: Everybody');
    // The manager is there from the first call on.
    expect(words).toContain('is restoring the group Everybody with 599 people.\n25 of 599 done.');
    held.release();
    await restoring;
    const card = await talk.person('una').sees('restored the group Everybody', { within: 20_000 });
    expect(card.words).toContain('Members (600');
    expect(talk.portal.group('Everybody').memberIds.size).toBe(600);
    const row = await talk.store.db
      .selectFrom('requests')
      .select('wanted_json')
      .where('kind', '=', 'restore')
      .executeTakeFirstOrThrow();
    expect(row.wanted_json?.length).toBeLessThan(300);
  });
});
