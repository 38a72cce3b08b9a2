import type { Form, SeenMessage } from '../../sandbox/slack/index.ts';
import { roomsOf } from '../../src/changes/index.ts';
import {
  askToDelete,
  type Conversation,
  RANDOM,
  REQUESTS,
  startConversation,
  timePassesUntil,
} from '../helpers/conversation.ts';
import { ManualClock } from '../helpers/manual-clock.ts';

type Options = Parameters<typeof startConversation>[0];

const FILES = 'Files that people shared with it from their own documents are not known.';
const OF_DESIGN = `4 rooms open through this group: Expense claims, Launch, Launch of last year (archived) and Sketches. ${FILES}`;
const NO_SCOPE = 'Which rooms open through this group is not known: the API key lacks rooms:read.';
const NOT_FOUND_OUT = 'Which rooms open through this group could not be looked up.';

describe('rooms that open through a group', () => {
  let talk: Conversation;
  const start = async (options: Options = {}) => {
    talk = await startConversation(options);
  };
  afterEach(async () => {
    expect(talk.workspace.refusals).toEqual([]);
    // The app reads rooms, and never shares one.
    expect(talk.portal.calls.filter(({ method, path }) => method !== 'GET' && path.startsWith('/files'))).toEqual([]);
    await talk.stop();
  });

  const opensForm = async (key: string, group = 'Design') => {
    await talk.person(key).types(REQUESTS, `/docspace-group delete ${group}`);
    return talk.person(key).form('[Request deletion]');
  };
  const sends = async (key: string, form: Form, group = 'Design') => {
    await form.fill('Reason', 'The project is over.');
    await form.submit();
    return talk.person(key).sees(`Deletion requested: ${group}`);
  };
  const looksUp = async (key: string, group = 'Design') => {
    await talk.person(key).types(REQUESTS, `/docspace-group get ${group}`);
    return talk.person(key).sees(`You looked up the group “${group}”`);
  };
  const deletes = async (card: SeenMessage, group = 'Design') => {
    await talk.person('tomas').clicks('Approve', card);
    return talk.person('una').sees(`✅ Deleted: ${group}`);
  };
  const restores = async (key: string, deletion: SeenMessage, group = 'Design') => {
    await talk.person(key).clicks('Restore…', deletion);
    await (await talk.person(key).form('[Restore]')).submit();
    return talk.person('una').sees(`restored the group ${group}`);
  };
  const idOn = (card: SeenMessage) => /R-\w{6}/.exec(card.words)?.[0] ?? '';
  const kept = (card: SeenMessage) => roomsOf(talk.store.db, idOn(card));
  const groupId = (name = 'Design') => talk.portal.group(name).id;
  const shares = () => talk.portal.calls.filter(({ path }) => path.includes('/share')).length;

  it('are named in the form of a deletion, on its card, in the list of its approver, and by get', async () => {
    await start();
    const form = await opensForm('ravi');
    expect(form.text()).toContain(OF_DESIGN);
    const card = await sends('ravi', form);
    expect(card.words).toContain(OF_DESIGN);
    expect(card.text).toContain(OF_DESIGN);
    await talk.person('ines').types(REQUESTS, '/docspace-group requests');
    const list = await talk.person('ines').sees('Waiting for you');
    expect(list.words).toContain('4 rooms open through this group.');
    const get = await looksUp('ines');
    expect(get.words).toContain(
      `Rooms (4): Expense claims, Launch, Launch of last year (archived) and Sketches. ${FILES}`,
    );
    expect(get.text).toContain('4 rooms open through this group.');
    // What is shown costs no look at the level in each room.
    expect(shares()).toBe(0);
  });

  it('are named up to five, by name, and counted beyond', async () => {
    await start();
    const ownerId = talk.personId('ines');
    for (const title of ['Zebra', 'aardvark', 'Budget'])
      talk.portal.addRoom({ title, ownerId, levels: { [groupId()]: 2 } });
    const names = 'aardvark, Budget, Expense claims, Launch, Launch of last year (archived) and 2 more';
    expect((await opensForm('ines')).text()).toContain(`7 rooms open through this group: ${names}. ${FILES}`);
    expect((await looksUp('ines')).words).toContain(`Rooms (7): ${names}.`);
  });

  it('are none, and that is said too', async () => {
    await start();
    const form = await opensForm('ines', 'Harbour team');
    expect(form.text()).toContain(`No rooms open through this group. ${FILES}`);
    const card = await sends('ines', form, 'Harbour team');
    expect(card.words).toContain('No rooms open through this group.');
    expect((await looksUp('ines', 'Harbour team')).words).toContain(`No rooms. ${FILES}`);
    const restored = await restores('ines', await deletes(card, 'Harbour team'), 'Harbour team');
    expect(restored.words).toContain('No rooms opened through the deleted one; files that were shared with it');
    expect(restored.words).not.toContain('Rooms to share');
  });

  it('have names that are only words: one line, cut, no formatting, nobody mentioned', async () => {
    await start();
    const title = `<!channel>\n*all* \u202egnp.${'x'.repeat(200)}`;
    talk.portal.addRoom({ title, ownerId: talk.personId('ines'), levels: { [groupId('Harbour team')]: 2 } });
    const card = await sends('ines', await opensForm('ines', 'Harbour team'), 'Harbour team');
    expect(card.words).toMatch(/1 room opens through this group: _!channel_ \*all\*\s+gnp\.x{50,70}…\. Files/);
    expect(card.text).not.toContain('<!channel>');
  });

  describe('when whoever looks would not see them in DocSpace', () => {
    it('are counted and not named: a room admin outside of the group', async () => {
      await start();
      const { id } = talk.portal.addGroup({ name: 'Tide crew', memberIds: [talk.personId('una')] });
      for (const room of [1003, 1006, 1007]) talk.portal.shareRoom(room, id, 2);
      const form = await opensForm('ravi', 'Tide crew');
      const counted = `3 rooms open through this group. The owner and DocSpace admins see which with /docspace-group get. ${FILES}`;
      expect(form.text()).toContain(counted);
      const card = await sends('ravi', form, 'Tide crew');
      expect(card.words).toContain(counted);
      expect((await looksUp('ravi', 'Tide crew')).words).toContain(`Rooms: 3. ${FILES}`);
      const named = 'Rooms (3): Launch of last year (archived), Press and Sketches.';
      expect((await looksUp('ines', 'Tide crew')).words).toContain(named);
      const deletion = await deletes(card, 'Tide crew');
      await talk.person('ravi').clicks('Restore…', deletion);
      const restore = await talk.person('ravi').form('[Send request]');
      expect(restore.text()).toContain('3 rooms, and files');
      expect(restore.text()).not.toContain('Press');
      await restore.close();
      const restored = await restores('ines', deletion, 'Tide crew');
      await talk.person('ravi').clicks('Rooms to share…', restored);
      const list = await talk.person('ravi').form('3 rooms opened through the deleted group.');
      expect(list.text()).not.toMatch(/Press|Sketches|Launch/);
      await talk.person('tomas').clicks('Rooms to share…', restored);
      expect((await talk.person('tomas').form('3 rooms opened')).text()).toContain('• Press · Viewer');
    });

    it('are not shown at all to who cannot look groups up', async () => {
      await start();
      const restored = await restores('ines', await deletes(await askToDelete(talk)));
      await talk.person('pia').clicks('Rooms to share…', restored);
      const form = await talk.person('pia').form('You can’t look at groups');
      expect(form.text()).not.toMatch(/Launch|Sketches/);
    });

    it('are not posted with the group', async () => {
      await start();
      const card = await looksUp('ines');
      await talk.person('ines').clicks('Post here', card);
      const posted = await talk.person('una').sees('shared the group Design');
      expect(posted.words).not.toMatch(/Rooms|Launch/);
    });
  });

  describe('when the group is deleted', () => {
    it('are kept with the level and the owner, as they are right before', async () => {
      await start({ approvals: { graceMs: 30_000 } });
      const id = groupId();
      const card = await askToDelete(talk);
      expect((await kept(card)).map(({ name }) => name)).toEqual([
        'Expense claims',
        'Launch',
        'Launch of last year',
        'Sketches',
      ]);
      await talk.person('tomas').clicks('Approve', card);
      await talk.person('una').sees('It is deleted in 30 seconds');
      // None of this makes the approval one of another group.
      talk.portal.shareRoom(1002, id, 0);
      talk.portal.shareRoom(1003, id, 11);
      talk.portal.shareRoom(1006, id, 11);
      talk.portal.changeRoom(1004, { title: 'Expenses', archived: true });
      const third = { id: 'sbox-7', title: 'Sales', ownerId: talk.personId('milo') };
      talk.portal.addRoom({ ...third, levels: { [id]: 6 } });
      await talk.clock.advance(30_000);
      await talk.person('una').sees('✅ Deleted: Design');
      const owner = (key: string, name: string) => ({ id: talk.personId(key), name });
      expect(await kept(card)).toEqual([
        { id: '1004', name: 'Expenses', archived: true, owner: owner('ravi', 'Ravi Nair'), level: 7 },
        { id: '1007', name: 'Launch of last year', archived: true, owner: owner('olga', 'Olga Marsh'), level: 5 },
        { id: '1006', name: 'Press', archived: false, owner: owner('olga', 'Olga Marsh'), level: 11 },
        { id: 'sbox-7', name: 'Sales', archived: false, owner: owner('milo', 'Milo Costa'), level: 6 },
        { id: '1003', name: 'Sketches', archived: false, owner: owner('ines', "Ines O'Neil"), level: 11 },
      ]);
    });

    it('are shown on its card as they were read last, and not lost to a deletion that fails half-way', async () => {
      await start();
      const card = await askToDelete(talk);
      talk.portal.shareRoom(1006, groupId(), 11);
      talk.portal.faults.set({ kind: 'status', status: 500, method: 'DELETE', times: 1 });
      await talk.person('tomas').clicks('Approve', card);
      const again = await talk.person('una').sees('5 rooms open through this group');
      expect(again.words).toContain('Launch, Launch of last year (archived), Press and Sketches.');
      // The deletion that failed took one share with it: the next look does not find it.
      talk.portal.shareRoom(1003, groupId(), 0);
      await timePassesUntil(talk.clock, talk.person('una').sees('✅ Deleted: Design'));
      expect((await kept(card)).map(({ name, level }) => [name, level])).toEqual([
        ['Expense claims', 7],
        ['Launch', 2],
        ['Launch of last year', 5],
        ['Press', 11],
        ['Sketches', 10],
      ]);
    });

    it('are kept without a level where it cannot be read', async () => {
      await start();
      talk.portal.faults.set({ kind: 'status', status: 500, path: /rooms\/1003\/share/ });
      const card = await askToDelete(talk);
      await deletes(card);
      const levels = (await kept(card)).map(({ name, level }) => [name, level]);
      expect(levels).toEqual([
        ['Expense claims', 7],
        ['Launch', 2],
        ['Launch of last year', 5],
        ['Sketches', undefined],
      ]);
    });

    it('are kept up to 200, a hundred of them with a level', async () => {
      await start();
      const ownerId = talk.personId('ines');
      for (let n = 0; n < 220; n += 1) talk.portal.addRoom({ title: `Room ${n}`, ownerId, levels: { [groupId()]: 2 } });
      const card = await askToDelete(talk);
      expect(card.words).toContain('224 rooms open through this group: Expense claims, Launch');
      expect(card.words).toContain('and 219 more');
      const deletion = await deletes(card);
      const rooms = await kept(card);
      expect([rooms.length, rooms.filter(({ level }) => level !== undefined).length, shares()]).toEqual([
        200, 100, 100,
      ]);
      const restored = await restores('ines', deletion);
      expect(restored.words).toContain('224 rooms, and files');
      const list = await talk.person('ines').form('Group restored');
      expect(list.text().match(/ · owner Ines O'Neil/g)?.length).toBeGreaterThan(150);
      expect(list.text()).toContain('level not known');
      expect(list.text()).toContain('… and 24 more rooms that the app has not read.');
    });

    it('of a damaged group are kept as well', async () => {
      await start();
      const id = groupId();
      talk.portal.damageGroup(id);
      const form = await opensForm('ines', id);
      expect(form.text()).toContain(OF_DESIGN);
      const name = `Damaged group ${id.slice(0, 8)}`;
      const card = await sends('ines', form, name);
      await deletes(card, name);
      expect((await kept(card)).map((room) => room.name)).toContain('Sketches');
    });
  });

  describe('when the group is restored', () => {
    it('are listed to the user alone: which, on which level, by whom, and what is shared by now', async () => {
      await start();
      const deletion = await deletes(await askToDelete(talk));
      await talk.person('ines').clicks('Restore…', deletion);
      const form = await talk.person('ines').form('[Restore]');
      expect(form.text()).toContain('Rooms: Expense claims, Launch, Launch of last year (archived) and Sketches.');
      await form.submit();
      const card = await talk.person('una').sees('restored the group Design');
      const done = await talk.person('ines').form('Group restored');
      const rows = [
        '• Expense claims · Form filler · owner Ravi Nair',
        '• Launch · Viewer · owner Olga Marsh',
        '• Launch of last year · Reviewer · owner Olga Marsh · archived: it has to leave the archive first',
        "• Sketches · Editor · owner Ines O'Neil",
      ];
      for (const row of rows) expect(done.text()).toContain(row);
      await done.close();
      // In the channel they are counted.
      expect(card.words).toContain(
        '4 rooms, and files that were shared with the deleted one, have to be shared with it',
      );
      expect(card.words).not.toMatch(/Launch|Sketches|Expense/);

      talk.portal.shareRoom(1003, groupId(), 10);
      await talk.person('ravi').clicks('Rooms to share…', card);
      const list = await talk.person('ravi').form('4 rooms opened through the deleted group.');
      expect(list.text()).toContain('Ask their owners to share them with “Design” again.');
      for (const row of rows.slice(0, 3)) expect(list.text()).toContain(row);
      expect(list.text()).toContain("✅ shared again: Sketches · Editor · owner Ines O'Neil");
      const drawn = JSON.stringify(list.view.definition.blocks);
      expect(drawn).toContain(`${talk.portal.url}/rooms/shared/filter?folder=1003`);
      expect(drawn).toContain(`${talk.portal.url}/rooms/archived/filter?folder=1007`);
    });

    it('are listed after a restore that was asked for, too', async () => {
      await start();
      const deletion = await deletes(await askToDelete(talk));
      await talk.person('ravi').clicks('Restore…', deletion);
      const form = await talk.person('ravi').form('[Send request]');
      await form.fill('Reason', 'We need it after all.');
      await form.submit();
      const card = await talk.person('ravi').sees('Restore requested: Design');
      await talk.person('ines').clicks('Approve', card);
      const done = await talk.person('ravi').sees('restored the group Design');
      expect(done.words).toContain('4 rooms, and files');
      await talk.person('ravi').clicks('Rooms to share…', done);
      expect((await talk.person('ravi').form('4 rooms opened')).text()).toContain('• Launch · Viewer');
    });

    it('are only counted once they are not kept any more', async () => {
      await start();
      const card = await restores('ines', await deletes(await askToDelete(talk)));
      await (await talk.person('ines').form('Group restored')).close();
      await talk.store.db.deleteFrom('request_rooms').execute();
      await talk.person('ines').clicks('Rooms to share…', card);
      const list = await talk.person('ines').form('4 rooms opened through the deleted group.');
      expect(list.text()).toContain('Which rooms they were is no longer known.');
    });

    it('are listed while the portal does not say what is shared by now', async () => {
      await start();
      const card = await restores('ines', await deletes(await askToDelete(talk)));
      talk.portal.faults.set({ kind: 'status', status: 500, path: /^\/files/ });
      await (await talk.person('ines').form('Group restored')).close();
      await talk.person('ines').clicks('Rooms to share…', card);
      const list = await talk.person('ines').form('4 rooms opened');
      expect(list.text()).toContain('• Sketches · Editor');
      expect(list.text()).not.toContain('✅');
    });
  });

  describe('without rooms:read', () => {
    it('are not known: the form and the card say so, get says nothing, and all else works', async () => {
      await start({ key: 'groupsOnly' });
      expect((await looksUp('ines')).words).not.toContain('Rooms');
      const form = await opensForm('ravi');
      expect(form.text()).toContain(NO_SCOPE);
      const card = await sends('ravi', form);
      expect(card.words).toContain(NO_SCOPE);
      const deletion = await deletes(card);
      expect(await kept(card)).toEqual([]);
      expect(shares()).toBe(0);
      const restored = await restores('ines', deletion);
      expect(restored.words).toContain(
        'rooms and files that were shared with the deleted one have to be shared with it',
      );
      expect(restored.words).not.toContain('Rooms to share');
    });

    it('are known with it, and a key that has no more than it needs', async () => {
      await start({ key: 'groupsAndRooms' });
      const card = await askToDelete(talk);
      expect(card.words).toContain(OF_DESIGN);
      await deletes(card);
      expect((await kept(card)).map(({ level }) => level)).toEqual([7, 2, 5, 10]);
    });
  });

  describe('when DocSpace fails', () => {
    it.each([
      ['403 of another kind', { kind: 'status', status: 403, error: 'A' }],
      ['500', { kind: 'status', status: 500 }],
      ['502 of a proxy', { kind: 'status', status: 502, html: true }],
      ['429', { kind: 'status', status: 429 }],
      ['404', { kind: 'status', status: 404 }],
      ['an answer of another shape', { kind: 'garbage' }],
      ['an error inside a success', { kind: 'error-in-success' }],
      ['a broken connection', { kind: 'drop' }],
    ] as const)('never hold up a look or a deletion: %s', async (_what, fault) => {
      await start();
      talk.portal.faults.set({ ...fault, path: /^\/files/ });
      expect((await looksUp('ines')).words).toContain('Rooms: could not be looked up');
      const form = await opensForm('ines');
      expect(form.text()).toContain(NOT_FOUND_OUT);
      const card = await sends('ines', form);
      expect(card.words).toContain(NOT_FOUND_OUT);
      await deletes(card);
      expect(talk.portal.groups().some(({ name }) => name === 'Design')).toBe(false);
      expect(await kept(card)).toEqual([]);
    });

    it('are not waited for: the form comes after two seconds and a half, and the group is deleted within half a minute', async () => {
      await start({ clock: new ManualClock() });
      talk.portal.faults.set({ kind: 'hang', path: /^\/(files|group\/user)/ });
      const ravi = talk.person('ravi');
      const passing = <T>(wanted: Promise<T>) => timePassesUntil(talk.clock, wanted, 100);
      const began = talk.clock.now();
      await ravi.types(REQUESTS, '/docspace-group delete Design');
      await ravi.form('Looking up the group…');
      const form = await passing(ravi.form('[Request deletion]'));
      expect(talk.clock.now() - began).toBeLessThan(3_500);
      expect(form.text()).toContain(NOT_FOUND_OUT);
      await form.fill('Reason', 'The project is over.');
      await passing(form.submit());
      const card = await passing(ravi.sees('Deletion requested: Design'));
      await talk.person('tomas').clicks('Approve', card);
      const approved = talk.clock.now();
      await passing(talk.person('una').sees('✅ Deleted: Design'));
      expect(talk.clock.now() - approved).toBeLessThan(30_000);
    });

    it('are what was known before where the last look fails', async () => {
      await start();
      const card = await askToDelete(talk);
      talk.portal.faults.set({ kind: 'status', status: 500, path: /^\/files/ });
      const deletion = await deletes(card);
      const rooms = await kept(card);
      expect(rooms.map(({ name, level }) => [name, level])).toEqual([
        ['Expense claims', undefined],
        ['Launch', undefined],
        ['Launch of last year', undefined],
        ['Sketches', undefined],
      ]);
      await restores('ines', deletion);
      const done = await talk.person('ines').form('Group restored');
      expect(done.text()).toContain('• Launch · level not known · owner Olga Marsh');
    });

    it('are what the form showed where they cannot be looked up when it is sent', async () => {
      await start();
      const form = await opensForm('ravi');
      talk.portal.faults.set({ kind: 'status', status: 500, path: /^\/files/ });
      expect((await sends('ravi', form)).words).toContain(OF_DESIGN);
    });

    it('that were not known when the form was opened are, once they can be looked up', async () => {
      await start();
      const mend = talk.portal.faults.set({ kind: 'status', status: 500, path: /^\/files/ });
      const form = await opensForm('ravi');
      mend();
      expect((await sends('ravi', form)).words).toContain(OF_DESIGN);
    });
  });

  it('are asked for where a card is looked at in another channel, for the user alone', async () => {
    await start();
    await talk.person('ines').types(RANDOM, '/docspace-group get Design');
    const card = await talk.person('ines').sees('Rooms (4)', { channel: RANDOM });
    expect(card.visibleTo).toBe('U0INES');
  });
});
