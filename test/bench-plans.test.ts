import type { CompiledQuery } from 'kysely';
import { capturing, planOf, readsAll } from '../sandbox/bench/captured-queries.ts';
import { sqliteFile } from '../sandbox/bench/databases.ts';
import { benchRequests } from '../sandbox/bench/request-service.ts';
import { noAccess, noPortal } from '../sandbox/bench/stubs.ts';
import { looksOfSweep } from '../sandbox/bench/sweep.ts';
import type { Access } from '../src/access/index.ts';
import { systemClock } from '../src/clock.ts';
import type { Store } from '../src/store/index.ts';

const GROUP = { id: '00000000-0000-4000-8000-000000000001', name: 'Crew', members: [] };
const [ACCOUNT, CHANNEL] = ['U0INES', 'C0REQUESTS'];

/** Statements by which SQLite reads a whole table. Its plans do not depend on how many rows there are. */
async function thoseThatReadAll(store: Store, queries: readonly CompiledQuery[]): Promise<string[]> {
  const plans = await Promise.all(queries.map(async (query) => ({ query, plan: await planOf(store, query) })));
  return plans.filter(({ plan }) => plan.some(readsAll)).map(({ query }) => query.sql);
}

describe('with any number of old requests', () => {
  it('a sweep reads only what is open', async () => {
    const create = () => sqliteFile(systemClock);
    const looks = await looksOfSweep(create, systemClock);
    const database = await create();
    expect(looks).toHaveLength(6);
    expect(await thoseThatReadAll(await database.open(), looks)).toEqual([]);
    await database.drop();
  });

  it('asking and approving read only their own request', async () => {
    const database = await sqliteFile(systemClock);
    const { store, queries } = capturing(await database.open());
    const requests = benchRequests({ store, docspace: noPortal(systemClock), access: noAccess, clock: systemClock });
    const draftId = await requests.openDraft({
      kind: 'delete',
      account: ACCOUNT,
      group: GROUP,
      origin: { userId: ACCOUNT },
    });
    await requests.openForGroup(GROUP.id);
    const { id } = await requests.submit({ draftId, account: ACCOUNT, reason: 'It is over.', channel: CHANNEL });
    await requests.accept(id);
    const stored = await requests.store({ requestId: id, what: 'approve', account: 'U0TOMAS' });
    if ('refused' in stored) throw new Error(stored.refused);
    await requests.check(stored);
    await requests.stop();
    expect(queries.length).toBeGreaterThan(20);
    expect(await thoseThatReadAll(store, [...queries])).toEqual([]);
    await database.drop();
  });

  it('what takes a request back, what ends it and what can be restored is found by an index', async () => {
    const database = await sqliteFile(systemClock);
    const { store, queries } = capturing(await database.open());
    const requests = benchRequests({ store, docspace: noPortal(systemClock), access: noAccess, clock: systemClock });
    await requests.undosOf(['R-1', 'R-2']);
    await requests.findUndoable('R-1').catch(() => undefined);
    await requests.restorable('R-1', ACCOUNT).catch(() => undefined);
    await requests.deletedGroups({ kind: 'none' });
    await requests.deletedGroups({ kind: 'id', id: GROUP.id });
    await requests.stop();
    expect(queries.length).toBeGreaterThan(5);
    expect(await thoseThatReadAll(store, [...queries])).toEqual([]);
    await database.drop();
  });

  it('an edit that conflicts looks for who saved the other value among the requests of its group', async () => {
    const database = await sqliteFile(systemClock);
    const { store, queries } = capturing(await database.open());
    const requests = benchRequests({ store, docspace: noPortal(systemClock), access: noAccess, clock: systemClock });
    const edit = { name: { from: 'Team', to: 'Brand' }, add: [], remove: [] };
    const origin = { userId: ACCOUNT };
    const draftId = await requests.openDraft({ kind: 'edit', account: ACCOUNT, group: GROUP, origin, edit });
    const submission = { draftId, account: ACCOUNT, reason: '', channel: CHANNEL, wanted: edit };
    const outcome = await requests.carryOut(await requests.submit(submission), () => undefined);
    expect(outcome).toMatchObject({ error: { code: 'edit_conflict' } });
    await requests.stop();
    const looks = queries.filter(({ sql }) => sql.includes('"group_id" = ?') && sql.includes('"updated_at" >= ?'));
    const plans = await Promise.all(looks.map((query) => planOf(store, query)));
    expect(plans.map(([how]) => how)).toEqual([
      'SEARCH requests USING INDEX requests_by_group (portal=? AND group_id=?)',
    ]);
    expect(await thoseThatReadAll(store, [...queries])).toEqual([]);
    await database.drop();
  });

  it('lists read what waits and what one account requested, each by its index', async () => {
    const database = await sqliteFile(systemClock);
    const { store, queries } = capturing(await database.open());
    const may = { read: true, create: true, update: true, ask: true, join: true, approve: true };
    const access: Access = {
      ...noAccess,
      statusOf: async (slackId) => ({ known: true, caller: await noAccess.require(slackId, 'read'), may }),
    };
    const requests = benchRequests({ store, docspace: noPortal(systemClock), access, clock: systemClock });
    await requests.listsFor(ACCOUNT);
    await requests.outcomesOf(ACCOUNT);
    await requests.stop();
    const lists = queries.filter(({ sql }) => sql.includes('from "requests"'));
    const plans = await Promise.all(lists.map((query) => planOf(store, query)));
    // Of what has ended, only the account's own.
    expect(plans.map(([how]) => how)).toEqual([
      'SEARCH requests USING INDEX requests_by_due (state=?)',
      'SEARCH requests USING INDEX requests_by_account (account=?)',
      'SEARCH requests USING INDEX requests_by_account (account=?)',
    ]);
    expect(await thoseThatReadAll(store, [...queries])).toEqual([]);
    await database.drop();
  });
});
