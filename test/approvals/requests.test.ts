import type { ApprovalPolicy } from '../../src/approvals/index.ts';
import { type Approvals, createApprovals, NoSuchRequest, OpenRequestExists } from '../../src/approvals/index.ts';
import { auditOf, type Store } from '../../src/store/index.ts';
import { addBystanders, isBystander } from '../helpers/bystanders.ts';
import { ManualClock } from '../helpers/manual-clock.ts';
import { eachStore, type TestDatabase } from '../helpers/stores.ts';

const ravi = { slackId: 'U0RAVI', personId: 'p-ravi', name: 'Ravi' };
const ines = { slackId: 'U0INES', personId: 'p-ines', name: 'Ines' };
const tomas = { slackId: 'U0TOMAS', personId: 'p-tomas', name: 'Tomas' };
const group = { id: 'g', name: 'Design', members: [{ id: 'a', name: 'A' }] };
const asked = { group, requester: ravi, reason: 'over', channel: 'C' };
const POLICY: ApprovalPolicy = { approvalsRequired: 1, expiryMs: 60_000, graceMs: 0, selfApproval: false };

describe('deletion requests', () => {
  eachStore((create) => {
    let database: TestDatabase;
    let clock: ManualClock;
    let stores: Store[];
    let bystandersUnmoved: (() => Promise<void>) | undefined;
    beforeEach(async () => {
      database = await create();
      clock = new ManualClock();
      stores = [];
      bystandersUnmoved = undefined;
    });
    afterEach(async () => {
      await bystandersUnmoved?.();
      for (const store of stores) await store.close();
      await database.drop();
    });

    /** One more hand on the requests: on a connection of its own where the database allows it. */
    const process = async (policy: Partial<ApprovalPolicy> = {}): Promise<Approvals & { store: Store }> => {
      const [first] = stores;
      const store = first && !database.sharedInProcess ? first : await database.open();
      if (store !== first) stores.push(store);
      if (!first) bystandersUnmoved ??= await addBystanders(store.db, { due: true });
      return { ...createApprovals({ db: store.db, clock, policy: { ...POLICY, ...policy } }), store };
    };

    /** Requests of this test that are due. */
    const dueIn = async (approvals: Approvals) => (await approvals.due()).filter((id) => !isBystander(id));

    it('outlive the process that stored them', async () => {
      const { id } = await (await process()).ask(asked);
      await bystandersUnmoved?.();
      bystandersUnmoved = async () => undefined;
      await stores.pop()?.close();
      const found = await (await process()).find(id);
      expect(found).toMatchObject({ state: 'pending', group, requester: ravi, reason: 'over', version: 1 });
      expect(found?.events.map((event) => event.kind)).toEqual(['asked']);
    });

    it('are one a group: of two who ask at once, one is shown the other’s request', async () => {
      const [a, b] = [await process(), await process()];
      const results = await Promise.allSettled([a.ask(asked), b.ask({ ...asked, requester: ines })]);
      const refused = results.filter((result) => result.status === 'rejected').map((result) => result.reason);
      expect(refused).toHaveLength(1);
      expect(refused[0]).toBeInstanceOf(OpenRequestExists);
      expect((await a.open(500)).filter((request) => request.group.id === group.id)).toHaveLength(1);
    });

    it('can be asked again once they are closed', async () => {
      const approvals = await process();
      const first = await approvals.ask(asked);
      await approvals.reject(first.id, ines);
      const second = await approvals.ask(asked);
      expect(second.id).not.toBe(first.id);
      expect((await approvals.openOf('p-ravi')).map((request) => request.id)).toEqual([second.id]);
    });

    it('are decided once: of two who click at once, one wins and the other learns who did', async () => {
      const [a, b] = [await process({ graceMs: 1000 }), await process({ graceMs: 1000 })];
      for (let round = 0; round < 10; round += 1) {
        const { id } = await a.ask({ ...asked, group: { ...group, id: `g${round}` } });
        const [x, y] = await Promise.all([a.approve(id, ines), b.reject(id, tomas)]);
        expect([x.won, y.won].filter(Boolean)).toHaveLength(1);
        const [winner, loser] = x.won ? [ines, y] : [tomas, x];
        expect(loser.request.decidedBy).toEqual(winner);
      }
    });

    it('collect approvals that come at once, each person once', async () => {
      const [a, b] = [await process({ approvalsRequired: 2 }), await process({ approvalsRequired: 2 })];
      const { id } = await a.ask(asked);
      await Promise.all([a.approve(id, ines), b.approve(id, tomas), b.approve(id, ines)]);
      const request = await a.find(id);
      expect(request?.state).toBe('approved');
      expect(request?.approvals.map((approval) => approval.name).sort()).toEqual(['Ines', 'Tomas']);
    });

    it('are carried out by one process at a time, and taken over when its lease is over', async () => {
      const [a, b] = [await process(), await process()];
      const { id } = await a.ask(asked);
      await a.approve(id, ines);
      const claims = await Promise.all([a.claim(id, 'a', 30_000), b.claim(id, 'b', 30_000)]);
      expect(claims.filter(Boolean)).toHaveLength(1);
      const [first, second] = claims[0] ? ['a', 'b'] : ['b', 'a'];
      expect(await dueIn(b)).toEqual([]);
      expect(await a.saveSnapshot(id, first, group)).toBe(true);
      await clock.advance(30_000);
      expect(await dueIn(b)).toEqual([id]);
      expect((await b.claim(id, second, 30_000))?.snapshot).toEqual(group);
      expect(await a.renew(id, first, 30_000)).toBe(false);
      expect(await a.recordDeleted(id, first, 'late')).toBe(false);
      expect(await b.recordDeleted(id, second, 'gone')).toBe(true);
      expect((await a.find(id))?.state).toBe('deleted');
    });

    it('wait for their grace, and can be stopped in it', async () => {
      const approvals = await process({ graceMs: 30_000 });
      const { id } = await approvals.ask(asked);
      await approvals.approve(id, ines);
      expect(await dueIn(approvals)).toEqual([]);
      expect(await approvals.claim(id, 'a', 1000)).toBeUndefined();
      expect((await approvals.stop(id, ravi)).won).toBe(true);
      await clock.advance(30_000);
      expect(await dueIn(approvals)).toEqual([]);
    });

    it('expire once, whoever sweeps', async () => {
      const [a, b] = [await process(), await process()];
      const { id } = await a.ask(asked);
      expect(await a.expire()).toEqual([]);
      await clock.advance(60_000);
      const expired = await Promise.all([a.expire(), b.expire()]);
      expect(expired.flat()).toEqual([id]);
      expect(await a.approve(id, ines)).toMatchObject({ won: false, why: 'already-expired' });
    });

    it('fail, keep holding the group, and can be tried again or withdrawn', async () => {
      const approvals = await process();
      const { id } = await approvals.ask(asked);
      await approvals.approve(id, ines);
      await approvals.claim(id, 'a', 1000);
      await approvals.recordFailed(id, 'a', { code: 'failure', reference: 'ABC234', words: 'DocSpace was down.' });
      await expect(approvals.ask(asked)).rejects.toBeInstanceOf(OpenRequestExists);
      expect((await approvals.retry(id, tomas)).won).toBe(true);
      expect(await dueIn(approvals)).toEqual([id]);
    });

    it('write down every step with who took it', async () => {
      const approvals = await process();
      const { id } = await approvals.ask(asked);
      await approvals.approve(id, ines);
      await approvals.claim(id, 'a', 1000);
      await approvals.recordVoid(id, 'a', 'changed', 'It was renamed.');
      expect((await approvals.find(id))?.events.map((event) => [event.seq, event.kind, event.actor?.name])).toEqual([
        [1, 'asked', 'Ravi'],
        [2, 'approved', 'Ines'],
        [3, 'executing', undefined],
        [4, 'void', undefined],
      ]);
      expect((await auditOf(approvals.store.db, 'g')).map((entry) => entry.action)).toEqual([
        'deletion_void',
        'deletion_executing',
        'deletion_approved',
        'deletion_asked',
      ]);
    });

    it('know which messages lag behind their rows', async () => {
      const approvals = await process();
      const { id } = await approvals.ask(asked);
      expect(await approvals.lagging()).toEqual([]);
      await clock.advance(3_000);
      expect(await approvals.lagging()).toEqual([id]);
      await approvals.placed(id, '1.1');
      await approvals.drawn(id, 1);
      await approvals.announced(id, 1);
      expect(await approvals.lagging()).toEqual([]);
      await approvals.reject(id, ines);
      await clock.advance(3_000);
      expect(await approvals.lagging()).toEqual([id]);
      await approvals.abandonDrawing(id);
      expect(await approvals.lagging()).toEqual([]);
    });

    it('are not made up', async () => {
      await expect((await process()).approve('R-NOBODY', ines)).rejects.toBeInstanceOf(NoSuchRequest);
    });
  });
});
