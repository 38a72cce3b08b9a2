import { RequestOfNewerVersion } from '../../src/changes/index.ts';
import { eachStore } from '../helpers/stores.ts';
import { CHANNEL, Life, PORTAL, type Process } from './life.ts';

const ID = 'R-FUTURE';

describe('a request that a newer version of the app wrote', () => {
  eachStore((create) => {
    let life: Life;
    let app: Process;
    beforeAll(async () => {
      life = await Life.begin(await create());
    });
    beforeEach(async () => {
      app = await life.process();
      life.lines.length = 0;
    });
    afterEach(() => life.forget());
    afterAll(() => life.end());

    /** Everything about it is due: its time, its attempt, its decision, its card. */
    const stored = async ({ kind = 'delete', state = 'approved', why = 'not-done', what = 'stop' }) => {
      const { db } = app.store;
      const at = life.clock.now() - 60_000;
      const group = { id: 'f', name: 'Future', members: [] };
      await db
        .insertInto('requests')
        .values({
          id: ID,
          kind,
          portal: PORTAL,
          workspace: 'T0',
          group_id: group.id,
          group_name: group.name,
          shown_json: JSON.stringify(group),
          account: 'ravi',
          reason: 'over',
          channel: CHANNEL,
          needed: 1,
          state,
          version: 3,
          created_at: at,
          updated_at: at,
          expires_at: at,
          due_at: at - 48 * 3_600_000,
          why,
          facts_json: '{}',
        })
        .execute();
      const to = { request_id: ID, owner: 'o', before_fingerprint: 'f' };
      await db
        .insertInto('attempts')
        .values({ id: 'a', ...to, lease_until: at, started_at: at, sent_at: at })
        .execute();
      await db.insertInto('decisions').values({ id: 'd', request_id: ID, account: 'tomas', what, at }).execute();
      const card = { id: 'm', request_id: ID, what: 'card', channel: CHANNEL, ts: '1.5', position: 0 };
      const shown = { desired_version: 3, posted_version: 2, next_try_at: at, tries: 0, created_at: at };
      await db
        .insertInto('messages')
        .values({ ...card, ...shown })
        .execute();
      return whole();
    };
    const whole = async () => ({
      request: await app.store.db.selectFrom('requests').selectAll().where('id', '=', ID).execute(),
      attempts: await app.store.db.selectFrom('attempts').selectAll().where('request_id', '=', ID).execute(),
      decisions: await app.store.db.selectFrom('decisions').selectAll().where('request_id', '=', ID).execute(),
    });

    describe.each([
      ['of a kind', { kind: 'teleport', state: 'waiting' }],
      ['of a kind that is approved', { kind: 'teleport', state: 'approved' }],
      ['of a kind that is applied', { kind: 'teleport', state: 'applying' }],
      ['of a kind that is received', { kind: 'teleport', state: 'received' }],
      ['in a state', { state: 'pondering' }],
      ['for a reason', { why: 'moon-phase' }],
      ['for a reason, waiting', { state: 'waiting', why: 'moon-phase' }],
      ['for a reason, applied', { state: 'applying', why: 'moon-phase' }],
      ['for a reason, uncertain', { state: 'uncertain', why: 'moon-phase' }],
      ['for a reason, received', { state: 'received', why: 'moon-phase' }],
      ['with a decision', { what: 'ponder' }],
    ])('%s from the future', (_what, row) => {
      it('says so at a click, and stays as it is', async () => {
        const before = await stored(row);
        await expect(app.decides('ines', 'approve', ID)).rejects.toThrow(RequestOfNewerVersion);
        await expect(app.requests.accept(ID)).rejects.toThrow(RequestOfNewerVersion);
        expect(await whole()).toEqual(before);
      });

      it('is left alone by the worker, which goes on with the others and reports nothing over and over', async () => {
        const before = await stored(row);
        const { id } = await app.asks('ravi');
        await app.decides('ines', 'approve', id);
        const overdue = await (async () => {
          life.world.addGroup('h', 'Half-time');
          return app.asks('ravi', 'h');
        })();
        for (let sweep = 0; sweep < 3; sweep += 1) {
          await life.clock.advance(15_000);
          await app.sweeps();
        }
        expect(await life.stateOf(id)).toBe('applied');
        await life.clock.advance(24 * 3_600_000);
        await app.sweeps();
        expect(await life.stateOf(overdue.id)).toBe('expired');
        expect(await whole()).toEqual(before);
        const lines = life.lines.filter((line) => /failed|refused|newer/.test(line));
        expect(lines).toEqual([expect.stringContaining('a card is left to a newer version of the app')]);
      });

      it('does not hide the others from their requester', async () => {
        await stored(row);
        const { id } = await app.asks('ravi');
        expect((await app.requests.listsFor('ravi')).own.map(({ request }) => request.id)).toEqual([id]);
      });
    });

    it('holds its group where this version can see that it does', async () => {
      await stored({ state: 'waiting', why: 'moon-phase' });
      life.world.addGroup('f', 'Future');
      await expect(app.asks('ravi', 'f')).rejects.toThrow(RequestOfNewerVersion);
    });
  });
});
