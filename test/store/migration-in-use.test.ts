import { CAST } from '../../sandbox/cast.ts';
import { findRequest } from '../../src/changes/index.ts';
import { startConversation } from '../helpers/conversation.ts';
import { eachStore } from '../helpers/stores.ts';
import { leaveOldDatabase, oldRequest, ravi } from './version-0.1.ts';

describe('an update from version 0.1', () => {
  eachStore((create) => {
    it('lets a request that waited be approved, and deletes its group', async () => {
      const database = await create();
      const id = '0c3f6a4e-1111-4222-8333-944445555666';
      const personId = (key: string) => CAST.find((member) => member.key === key)?.docspace?.id ?? key;
      const [raviId, inesId] = [personId('ravi'), personId('ines')];
      const seen_json = JSON.stringify({ id, name: 'Old Team', members: [{ id: inesId, name: 'Ines O’Neil' }] });
      const requester_json = JSON.stringify({ ...ravi, personId: raviId });
      await leaveOldDatabase(database, async (db) => {
        const waiting = { group_id: id, group_name: 'Old Team', seen_json, requester_json, card_ts: null };
        const row = oldRequest('R-OLD234', 'pending', { ...waiting, expires_at: Date.UTC(2099, 0, 1) });
        await db.insertInto('deletion_requests').values(row).execute();
      });
      const talk = await startConversation({ databaseUrl: database.url });
      try {
        talk.portal.addGroup({ id, name: 'Old Team', memberIds: [inesId] });
        const card = await talk.person('tomas').sees('Deletion requested: Old Team');
        expect(card.words).toContain('R-OLD234');
        await talk.person('tomas').clicks('Approve', card);
        await talk.person('tomas').sees('Deleted: Old Team');
        expect(talk.portal.groups().some((each) => each.id === id)).toBe(false);
        expect(await findRequest(talk.store.db, 'R-OLD234')).toMatchObject({
          state: 'applied',
          portal: talk.portal.url,
        });
      } finally {
        await talk.stop();
        await database.drop();
      }
    });
  });
});
