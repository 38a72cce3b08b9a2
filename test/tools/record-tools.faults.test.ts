import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeRooms } from '../../src/changes/index.ts';
import { recordLine, type Store } from '../../src/store/index.ts';
import { run } from '../helpers/processes.ts';
import { eachStore, type TestDatabase } from '../helpers/stores.ts';

const SETTINGS = {
  SLACK_BOT_TOKEN: 'xoxb-1234567890-abc',
  SLACK_APP_TOKEN: 'xapp-1-A0-abc123',
  DOCSPACE_URL: 'https://acme.example',
  DOCSPACE_API_KEY: `sk-${'a'.repeat(64)}`,
};
const MONDAY = Date.UTC(2026, 1, 2, 8);

async function tool(name: string, args: string[], url: string) {
  const { lines, ended } = run(`src/tools/${name}.js`, args, { ...SETTINGS, DATABASE_URL: url });
  return { code: await ended, lines };
}

describe('the tools of the record', () => {
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

    const created = (days: number, groupId: string) =>
      recordLine(store.db, {
        at: MONDAY + days * 86_400_000,
        action: 'group_created',
        account: 'U0MILO',
        personId: 'milo',
        groupId,
        words: { groupName: 'Design', personName: 'Milo Brandt' },
      });
    const groupsOf = (lines: readonly string[]): unknown[] => lines.map((line) => JSON.parse(line).groupId);

    it('prints the record beside a running app, one line of JSON a line, oldest first', async () => {
      await created(0, 'a');
      await store.write(async (trx) => {
        await recordLine(trx, { at: MONDAY, action: 'not_committed_yet' });
        // On SQLite this transaction holds the lock of the one who writes; whoever reads is not held up by it.
        const { code, lines } = await tool('record-export', [], database.url);
        expect(code).toBe(0);
        expect(lines.map((line) => JSON.parse(line))).toEqual([
          {
            id: 1,
            at: '2026-02-02T08:00:00.000Z',
            replica: expect.any(String),
            action: 'group_created',
            account: 'U0MILO',
            personId: 'milo',
            groupId: 'a',
            groupName: 'Design',
            personName: 'Milo Brandt',
          },
        ]);
      });
    });

    it('prints a part of it: since a day, and for a group', async () => {
      for (const [days, group] of [
        [0, 'a'],
        [1, 'b'],
        [2, 'a'],
        [3, 'b'],
      ] as const)
        await created(days, group);
      const exported = async (...args: string[]) => groupsOf((await tool('record-export', args, database.url)).lines);
      expect(await exported('--since', '2026-02-03')).toEqual(['b', 'a', 'b']);
      expect(await exported('--since', '2026-02-03T08:00:01Z')).toEqual(['a', 'b']);
      expect(await exported('--group', 'b')).toEqual(['b', 'b']);
      expect(await exported('--since', '2026-02-04', '--group', 'b')).toEqual(['b']);
    });

    it('prints a deletion with the rooms that ended with it, until they are erased', async () => {
      await storeRooms(store.db, 'R-1', [
        { id: '7', name: 'Launch', archived: false, owner: { id: 'milo', name: 'Milo Brandt' }, level: 2 },
        { id: 'sbox-8', name: 'Old launch', archived: true },
      ]);
      for (const action of ['delete_accept', 'delete_done'])
        await recordLine(store.db, { at: MONDAY, action, groupId: 'a', requestId: 'R-1' });
      await recordLine(store.db, { at: MONDAY, action: 'delete_done', groupId: 'b', requestId: 'R-2' });
      const rooms = async () =>
        (await tool('record-export', [], database.url)).lines.map((line) => JSON.parse(line).rooms);
      expect(await rooms()).toEqual([
        undefined,
        [
          { id: '7', name: 'Launch', archived: false, level: 2, ownerId: 'milo', ownerName: 'Milo Brandt' },
          { id: 'sbox-8', name: 'Old launch', archived: true },
        ],
        undefined,
      ]);
      await store.db.deleteFrom('request_rooms').execute();
      expect(await rooms()).toEqual([undefined, undefined, undefined]);
    });

    it('prints it when no app runs, and without the words that were erased', async () => {
      await created(0, 'a');
      await store.db.deleteFrom('record_words').execute();
      await store.close();
      const { code, lines } = await tool('record-export', [], database.url);
      expect([code, lines.map((line) => JSON.parse(line))]).toEqual([
        0,
        [
          {
            id: 1,
            at: '2026-02-02T08:00:00.000Z',
            replica: expect.any(String),
            action: 'group_created',
            account: 'U0MILO',
            personId: 'milo',
            groupId: 'a',
          },
        ],
      ]);
      store = await database.open();
    });

    it('forgets a person and says how many rows that changed', async () => {
      await created(0, 'a');
      await created(1, 'b');
      await store.close();
      const first = await tool('record-forget', ['U0MILO'], database.url);
      expect(first).toEqual({
        code: 0,
        lines: ['U0MILO (also milo) is forgotten: 2 rows changed or deleted.', '  record_words: 2'],
      });
      const second = await tool('record-forget', ['milo'], database.url);
      expect(second).toEqual({ code: 0, lines: ['Nothing is kept of milo (also U0MILO).'] });
      const { lines } = await tool('record-export', [], database.url);
      expect(lines.join()).not.toContain('Brandt');
      expect(lines).toHaveLength(3);
      store = await database.open();
    });
  });

  it.each([
    ['record-export', ['--since', 'monday'], '--since 2026-01-31'],
    ['record-export', ['--until', '2026-02-03'], '--since 2026-01-31'],
    ['record-export', ['all'], '--since 2026-01-31'],
    ['record-forget', [], 'record:forget -- U012ABC'],
    ['record-forget', ['@milo'], 'record:forget -- U012ABC'],
    ['record-forget', ['U0MILO', 'U0UNA'], 'record:forget -- U012ABC'],
  ])('%s says what it wants to be told when it is told %j', async (name, args, words) => {
    const { code, lines } = await tool(name, args, ':memory:');
    expect([code, lines[0]]).toEqual([1, expect.stringContaining(words)]);
  });

  it('exports nothing from a file that is not there, and makes none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'groups-'));
    const { code, lines } = await tool('record-export', [], join(folder, 'none.db'));
    expect([code, lines]).toEqual([1, [expect.stringContaining('can’t be opened (SQLITE_CANTOPEN)')]]);
    rmSync(folder, { recursive: true });
  });
});
