import { findRequest, membersOf, roomsOf, storeRooms } from '../../src/changes/index.ts';
import { forgetPerson } from '../../src/store/forget.ts';
import { recordLine, recordOf, type Store } from '../../src/store/index.ts';
import { eachStore, type TestDatabase } from '../helpers/stores.ts';
import {
  DESIGN,
  DONE_JSON,
  everything,
  INES,
  insertDraft,
  insertReply,
  insertRequest,
  MILO,
  UNA,
} from './record-rows.ts';

describe('forgetting a person', () => {
  eachStore((create) => {
    let database: TestDatabase;
    let store: Store;
    beforeEach(async () => {
      database = await create();
      store = await database.open();
    });
    afterEach(async () => {
      await store.close();
      await database.drop();
    });

    const link = (account: string, personId: string) =>
      store.db
        .insertInto('links')
        .values({
          workspace: 'T0ACME',
          portal: 'https://acme.example',
          account,
          person_id: personId,
          linked_at: 1,
          changed_at: null,
          previous_person: null,
        })
        .execute();
    const line = (account: string, personId: string, personName: string, note: string) =>
      recordLine(store.db, {
        at: 1,
        action: 'group_changed',
        account,
        personId,
        groupId: DESIGN.id,
        words: { groupName: DESIGN.name, personName, note },
      });

    it.each(['U0MILO', MILO.id])('erases their words everywhere when told %s', async (id) => {
      await insertRequest(store, { id: 'R-1', at: 1 });
      await insertReply(store, { id: 'posted', requestId: 'R-1', text: 'Also: Milo Brandt', posted: true });
      await insertDraft(store, { id: 'own', account: 'U0MILO', at: 1 });
      await insertDraft(store, { id: 'other', account: 'U0UNA', at: 1 });
      await line('U0MILO', MILO.id, MILO.name, 'I, Milo, left.');
      await line('U0UNA', UNA.id, UNA.name, 'Added: Milo Brandt and Milo Brandtner.');
      await link('U0MILO', MILO.id);
      await link('U0UNA', UNA.id);
      const { person, rows } = await forgetPerson(store, id);
      expect(person).toEqual({ accounts: ['U0MILO'], personIds: [MILO.id] });
      expect(Object.fromEntries(rows)).toEqual({
        requests: 1,
        request_members: 1,
        request_rooms: 1,
        attempts: 1,
        messages: 1,
        record_words: 2,
        drafts: 2,
        links: 1,
      });
      const left = await everything(store);
      for (const words of [/Milo Brandt(?!ner)/, /I, Milo/, /wants it gone/, /hash-of/])
        expect(left).not.toMatch(words);
      expect(await findRequest(store.db, 'R-1')).toMatchObject({
        account: 'U0MILO',
        requester: { personId: MILO.id, name: '(removed)' },
        reason: '(removed)',
        group: { name: 'Design', manager: UNA, members: [{ id: MILO.id, name: '(removed)' }, UNA] },
        facts: { by: { name: INES.name }, note: 'Ask Una Stein first', text: 'Joined: (removed).' },
        decisions: [{ name: INES.name, note: 'Ask Una Stein first' }],
      });
      expect(await recordOf(store.db, DESIGN.id)).toMatchObject([
        { account: 'U0UNA', words: { personName: UNA.name, note: 'Added: (removed) and Milo Brandtner.' } },
        {
          account: 'U0MILO',
          personId: MILO.id,
          words: { groupName: 'Design', personName: undefined, note: undefined },
        },
      ]);
      expect(await membersOf(store.db, 'R-1')).toEqual([{ id: MILO.id, name: '(removed)' }, UNA]);
      expect(await roomsOf(store.db, 'R-1')).toMatchObject([
        { name: 'Launch', level: 2, owner: { id: MILO.id, name: '(removed)' } },
        { owner: UNA },
        { name: 'Press' },
      ]);
      const links = await store.db.selectFrom('links').select('account').execute();
      expect(links).toEqual([{ account: 'U0UNA' }]);
    });

    it('erases what an approver wrote, and keeps the decision', async () => {
      await insertRequest(store, { id: 'R-1', at: 1 });
      await forgetPerson(store, 'U0INES');
      const left = await everything(store);
      for (const words of ['Ines', 'Ask Una']) expect(left).not.toContain(words);
      expect(await findRequest(store.db, 'R-1')).toMatchObject({
        reason: 'Milo Brandt wants it gone',
        facts: { by: { account: 'U0INES', personId: INES.id, name: '(removed)' }, note: '(removed)' },
        decisions: [{ account: 'U0INES', what: 'reject', checked: 'yes', name: '(removed)', note: '(removed)' }],
      });
    });

    it('erases a manager who never used the app', async () => {
      await insertRequest(store, { id: 'R-1', at: 1 });
      await forgetPerson(store, UNA.id);
      expect(await everything(store)).not.toContain('Una');
      expect(await findRequest(store.db, 'R-1')).toMatchObject({
        group: { manager: { id: UNA.id, name: '(removed)' } },
        facts: { note: 'Ask (removed) first' },
        decisions: [{ note: 'Ask (removed) first' }],
      });
    });

    it('erases the owner of a room that a deleted group opened, and who is in nothing else', async () => {
      await insertRequest(store, { id: 'R-1', at: 1 });
      const owner = { id: 'person-vera', name: 'Vera Lind' };
      await storeRooms(store.db, 'R-1', [{ id: '7', name: 'Launch', archived: false, owner }]);
      const facts_json = JSON.stringify({ text: 'Ask Vera Lind.' });
      await store.db.updateTable('requests').set({ facts_json }).execute();
      expect(Object.fromEntries((await forgetPerson(store, 'person-vera')).rows)).toMatchObject({ request_rooms: 1 });
      expect(await everything(store)).not.toContain('Vera');
      expect(await roomsOf(store.db, 'R-1')).toEqual([
        { id: '7', name: 'Launch', archived: false, owner: { id: 'person-vera', name: '(removed)' } },
      ]);
    });

    it('erases whom an edit added, removed or replaced, and keeps the others', async () => {
      await insertRequest(store, {
        ...{ id: 'R-1', at: 1, kind: 'edit', state: 'applied', facts_json: DONE_JSON, reason: '' },
        ...{ account: 'U0INES', person_id: INES.id, person_name: INES.name },
        shown_json: JSON.stringify({ ...DESIGN, members: [], manager: undefined }),
      });
      await store.db.deleteFrom('request_members').execute();
      await forgetPerson(store, MILO.id);
      expect((await findRequest(store.db, 'R-1'))?.facts.done).toMatchObject({
        manager: { from: UNA, to: INES },
        added: [INES],
        removed: [{ id: MILO.id, name: '(removed)' }],
      });
      await forgetPerson(store, UNA.id);
      const { facts } = (await findRequest(store.db, 'R-1')) ?? {};
      expect(facts).toMatchObject({
        text: 'DocSpace did not add (removed).',
        done: { name: { from: 'Design', to: 'Brand' }, manager: { from: { id: UNA.id, name: '(removed)' }, to: INES } },
      });
    });

    it('erases who could not come back with a restored group, and who restored it', async () => {
      const restored = { id: 'R-2', by: { account: 'U0INES', personId: INES.id, name: INES.name } };
      await insertRequest(store, { id: 'R-1', at: 1, state: 'applied', facts_json: JSON.stringify({ restored }) });
      await store.db
        .updateTable('request_members')
        .set({ name: `${MILO.name} (disabled)` })
        .where('person_id', '=', MILO.id)
        .execute();
      await insertRequest(store, {
        id: 'R-2',
        at: 1,
        kind: 'restore',
        state: 'applied',
        reverses: 'R-1',
        account: 'U0INES',
        person_id: INES.id,
        person_name: INES.name,
        reason: '',
        shown_json: JSON.stringify({ ...DESIGN, members: [UNA] }),
        wanted_json: JSON.stringify({ name: DESIGN.name, manager: UNA, members: [] }),
        facts_json: JSON.stringify({ text: 'Milo Brandt is disabled in DocSpace, and can’t come back.' }),
      });
      await store.db.deleteFrom('request_members').where('request_id', '=', 'R-2').execute();
      await forgetPerson(store, MILO.id);
      expect((await findRequest(store.db, 'R-2'))?.facts.text).toBe(
        '(removed) is disabled in DocSpace, and can’t come back.',
      );
      await forgetPerson(store, 'U0INES');
      expect((await findRequest(store.db, 'R-1'))?.facts.restored).toMatchObject({
        id: 'R-2',
        by: { name: '(removed)' },
      });
    });

    it('lets open requests go on, and unsent messages go out without their words', async () => {
      await insertRequest(store, { id: 'R-1', at: 1, state: 'waiting', fingerprint: 'f', draft: 'sent' });
      const text = 'Milo Brandt &amp; others. Your reason was: Milo Brandt wants it gone';
      await insertReply(store, { id: 'unsent', requestId: 'R-1', text, posted: false });
      await forgetPerson(store, 'U0MILO');
      expect(await findRequest(store.db, 'R-1')).toMatchObject({
        state: 'waiting',
        version: 3,
        fingerprint: 'f',
        requester: { account: 'U0MILO', personId: MILO.id },
      });
      const { message_json } = await store.db.selectFrom('messages').select('message_json').executeTakeFirstOrThrow();
      const left = '(removed) &amp; others. Your reason was: (removed)';
      const blocks = [{ type: 'section', text: { type: 'plain_text', text: left } }];
      expect(JSON.parse(message_json ?? '')).toEqual({ text: left, blocks });
    });

    it('does not take along a person to whom the account was linked before', async () => {
      await line('U0MILO', UNA.id, UNA.name, 'as Una');
      await link('U0MILO', MILO.id);
      await insertRequest(store, { id: 'R-1', at: 1 });
      expect((await forgetPerson(store, 'U0MILO')).person.personIds).toEqual([MILO.id]);
      expect(await findRequest(store.db, 'R-1')).toMatchObject({ group: { manager: UNA } });
      expect((await forgetPerson(store, UNA.id)).person.accounts).toEqual([]);
    });

    it('writes down that somebody was forgotten, not who, and only when there was something', async () => {
      await insertRequest(store, { id: 'R-1', at: 1 });
      for (let times = 0; times < 2; times += 1) await forgetPerson(store, 'U0MILO');
      await forgetPerson(store, 'U0NOBODY');
      const lines = await store.db.selectFrom('record').select(['action', 'account', 'person_id']).execute();
      expect(lines).toEqual([{ action: 'person_forgotten', account: null, person_id: null }]);
    });
  });
});
