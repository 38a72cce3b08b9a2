import type { ChangeRequest } from '../../src/changes/index.ts';
import { NotDone, Unreachable } from '../../src/docspace/index.ts';
import { eachStore } from '../helpers/stores.ts';
import { CHANNEL, Life, type Process } from './life.ts';

const AN_HOUR_MS = 3_600_000;
const A_DAY_MS = 24 * AN_HOUR_MS;
const MILO = { id: 'p-milo', name: 'Milo' };
const refusedByPortal = () =>
  new NotDone(new Unreachable('no connection', { method: 'PUT', path: '/group/g', effect: 'none' }));
const MARIE = { id: 'p-marie', name: 'Marie' };

describe('asking for a change that others make', () => {
  eachStore((create) => {
    let life: Life;
    let app: Process;
    beforeAll(async () => {
      life = await Life.begin(await create());
    });
    beforeEach(async () => {
      app = await life.process();
    });
    afterEach(() => life.forget());
    afterAll(() => life.end());

    const asks = async (...asked: Parameters<Process['asksFor']>): Promise<ChangeRequest> => {
      const carriedOut = await app.asksFor(...asked);
      if (!('asked' in carriedOut)) throw new Error('failed' in carriedOut ? carriedOut.failed.code : 'done at once');
      return carriedOut.asked.request;
    };
    const refused = async (...asked: Parameters<Process['asksFor']>) => {
      const carriedOut = await app.asksFor(...asked);
      return 'failed' in carriedOut ? carriedOut.failed.code : 'asked';
    };
    const texts = (channel = CHANNEL) =>
      life.messages.filter((sent) => sent.channel === channel).map(({ text }) => text);
    /** Slack takes about one message a second in a channel. */
    const sentAll = async () => {
      for (let second = 0; second < 10; second += 1) {
        await life.later(1_000);
        await app.sweeps();
      }
    };
    const memberIds = () => life.world.group('g').members.map(({ id }) => id);

    it('waits with everything it wants on its card, and mentions who can approve it', async () => {
      const request = await asks('ravi', 'edit', { name: { from: 'Design', to: 'Brand' }, add: [MILO] }, 'New hires.');
      expect(request).toMatchObject({ state: 'waiting', needed: 1, requester: { personId: 'p-ravi' } });
      const [card, reply] = texts();
      expect(card).toContain('Edit requested: Design. Ravi wants to edit this group. Name: Design → Brand. + Milo.');
      expect(card).toContain('Reason: New hires. 1 approval is needed: approve or reject in this message.');
      expect(reply).toMatch(
        /^<@ines>, <@tomas>, <@una>, the owner or another DocSpace admin can approve this\. It is saved/,
      );
      expect(life.world.put).toEqual([]);
    });

    it('is made right after one approval, by nobody who cannot make it, and not by who asked', async () => {
      const { id } = await asks('ravi', 'edit', { add: [MILO] });
      expect(await app.decides('bo', 'approve', id)).toBe('may-not-write');
      life.world.people.set('ravi', { id: 'p-ravi', name: 'Ravi', role: 'admin' });
      expect(await app.decides('ravi', 'approve', id)).toBe('own-request');
      expect(await app.decides('ines', 'approve', id)).toBe('approved');
      await app.sweeps();
      expect(await life.read(id)).toMatchObject({ state: 'applied', decisions: expect.any(Array) });
      expect(memberIds()).toContain('p-milo');
      await sentAll();
      expect(texts().filter((text) => text.startsWith('Saved: the card above shows what was edited.'))).toHaveLength(1);
    });

    it('takes an approval of people who approve no deletions, and APPROVALS_REQUIRED and SELF_APPROVAL count for those alone', async () => {
      app = await life.process({ approvalsRequired: 2, selfApproval: true });
      life.world.approvers = new Set(['tomas']);
      const { id } = await asks('ravi', 'create');
      expect((await app.requests.listsFor('ines')).waiting).toMatchObject([{ request: { id }, missing: 1 }]);
      expect(await app.decides('ines', 'approve', id)).toBe('approved');
      await app.sweeps();
      expect(await life.stateOf(id)).toBe('applied');
      expect(life.world.posted).toEqual(['Launch team']);
    });

    it('makes one group of the same form sent twice, and of two approvals at once', async () => {
      const other = await life.process();
      const { id } = await asks('ravi', 'create');
      await Promise.all([app.decides('ines', 'approve', id), other.decides('tomas', 'approve', id)]);
      await Promise.all([app.sweeps(), other.sweeps()]);
      await app.sweeps();
      expect(await life.stateOf(id)).toBe('applied');
      expect(life.world.posted).toEqual(['Launch team']);
    });

    it('is outdated when what it touches was changed meanwhile, at the click and right before it is saved', async () => {
      const first = await asks('ravi', 'edit', { name: { from: 'Design', to: 'Brand' } });
      const second = await asks('bo', 'edit', { name: { from: 'Design', to: 'Studio' } });
      const third = await asks('bo', 'edit', { add: [MILO] });
      await app.decides('ines', 'approve', first.id);
      await app.sweeps();
      expect(await app.decides('ines', 'approve', second.id)).toBe('outdated');
      expect((await life.read(second.id)).facts.text).toBe('It was renamed from “Design” to “Brand”.');
      expect(await app.decides('ines', 'approve', third.id)).toBe('approved');
      life.world.groups.delete('g');
      await app.sweeps();
      expect(await life.read(third.id)).toMatchObject({ state: 'outdated', why: 'group-changed' });
      expect(life.world.put).toEqual(['g']);
    });

    it('waits again when who approved lost the role, and is outdated when who asked is gone', async () => {
      const { id } = await asks('ravi', 'edit', { add: [MILO] });
      life.world.beforeRead = async () =>
        void life.world.people.set('ines', { id: 'p-ines', name: 'Ines', role: 'user' });
      await app.decides('ines', 'approve', id);
      life.world.beforeRead = async () => undefined;
      await app.sweeps();
      expect(await life.read(id)).toMatchObject({ state: 'waiting', why: 'approvals-lost' });
      life.world.people.delete('ravi');
      await app.decides('tomas', 'approve', id);
      await app.sweeps();
      expect(await life.read(id)).toMatchObject({ state: 'outdated', why: 'requester-changed' });
      expect(life.world.put).toEqual([]);
    });

    it.each(['edit', 'create'] as const)('to %s is not sent when somebody stops it right before', async (kind) => {
      const { id } = await asks('ravi', kind, { add: [MILO] });
      let clicked = '';
      life.world.beforeLookup = async (account) => {
        // Approved, and nothing was sent yet: its requester is looked up for the last time.
        if (account !== 'ravi' || clicked || (await life.stateOf(id)) !== 'approved') return;
        clicked = await app.clicks('tomas', 'stop', id);
      };
      await app.decides('ines', 'approve', id);
      await app.sweeps();
      expect([clicked, await life.stateOf(id)]).toEqual(['approved', 'approved']);
      await life.later(20_000);
      await app.sweeps();
      expect(await life.stateOf(id)).toBe('stopped');
      expect([life.world.put, life.world.posted]).toEqual([[], []]);
    });

    it('goes on in another process where the first one died, and is told once', async () => {
      const { id } = await asks('ravi', 'edit', { add: [MILO] });
      await app.clicks('ines', 'approve', id);
      const next = await life.process();
      await life.later(20_000);
      await next.sweeps();
      await next.sweeps();
      expect(await life.stateOf(id)).toBe('applied');
      expect(life.world.put).toEqual(['g']);
      expect(texts().filter((text) => text.includes('Saved: the card above'))).toHaveLength(1);
    });

    it('tries again by itself what surely was not done, and then asks a person', async () => {
      const { id } = await asks('ravi', 'edit', { add: [MILO] });
      life.world.onUpdate = () => Promise.reject(refusedByPortal());
      await app.decides('ines', 'approve', id);
      await app.sweeps();
      expect(await life.read(id)).toMatchObject({ state: 'approved', why: 'not-done' });
      for (let minute = 0; minute < 8; minute += 1) {
        await life.later(60_000);
        await app.sweeps();
      }
      expect(await life.stateOf(id)).toBe('failed');
      life.world.onUpdate = async (group, wanted) => life.world.change(group, wanted);
      expect(await app.decides('tomas', 'retry', id)).toBe('approved');
      await app.sweeps();
      expect(await life.stateOf(id)).toBe('applied');
    });

    it('can be rejected, withdrawn and expires, and nothing is changed', async () => {
      const [first, second, third] = [
        await asks('ravi', 'create'),
        await asks('ravi', 'create'),
        await asks('ravi', 'create'),
      ];
      expect(await app.decides('tomas', 'reject', first.id)).toBe('rejected');
      await sentAll();
      expect(texts().join('\n')).toContain('<@tomas> rejected the new group. No group was created.');
      expect(await app.decides('ravi', 'withdraw', second.id)).toBe('withdrawn');
      await life.later(A_DAY_MS);
      await app.sweeps();
      expect(await life.stateOf(third.id)).toBe('expired');
      expect(life.world.posted).toEqual([]);
    });

    describe('to join or to leave', () => {
      it('is open to everybody, for themselves alone, and tells the group’s manager', async () => {
        life.world.people.set('milo', { id: 'p-milo', name: 'Milo', role: 'user' });
        const { id } = await asks('milo', 'join', { add: [MILO] });
        expect(texts('marie')[0]).toMatch(/^<@milo> wants to join the group “Design”, which you manage/);
        await app.decides('una', 'approve', id);
        await app.sweeps();
        expect(memberIds()).toContain('p-milo');
        expect(await refused('milo', 'join', { add: [MILO] })).toBe('already_so');
        const leaving = await asks('milo', 'leave', { remove: [MILO] });
        await app.decides('una', 'approve', leaving.id);
        await app.sweeps();
        expect(memberIds()).not.toContain('p-milo');
        expect(await refused('milo', 'leave', { remove: [MILO] })).toBe('already_so');
      });

      it('is refused for somebody else', async () => {
        expect(await refused('ravi', 'join', { add: [MARIE] })).toBe('requester_changed');
      });
    });

    describe('with ASKING off', () => {
      it('is refused as before', async () => {
        app = await life.process({ asking: false });
        expect(await refused('ravi', 'edit', { add: [MILO] })).toBe('access_denied');
        expect(life.world.put).toEqual([]);
      });
    });

    describe('a reminder', () => {
      it('mentions who can approve once more, for the requester alone, and once a day', async () => {
        app = await life.process({ expiryMs: 7 * A_DAY_MS });
        const { id } = await asks('ravi', 'create');
        expect(await app.decides('bo', 'remind', id)).toBe('not-requester');
        expect(await app.decides('ravi', 'remind', id)).toBe('waiting');
        expect(texts().at(-1)).toContain(
          '<@ravi> reminds you: the new group still waits for approval. <@ines>, <@tomas>, <@una>',
        );
        expect(await app.decides('ravi', 'remind', id)).toBe('reminded-already');
        await life.later(A_DAY_MS);
        expect(await app.decides('ravi', 'remind', id)).toBe('waiting');
        await app.decides('tomas', 'reject', id);
        expect(await app.decides('ravi', 'remind', id)).toBe('not-open');
      });

      const remindersOf = () => texts().filter((text) => text.includes('still waits for approval'));
      /** Time passes, and what became due is sent. */
      const hours = async (count: number) => {
        life.clock.jump(count * AN_HOUR_MS);
        await sentAll();
      };

      it('comes by itself at half the time, and an hour before the end', async () => {
        await asks('ravi', 'create');
        await hours(11.5);
        expect(remindersOf()).toEqual([]);
        await hours(0.5);
        expect(remindersOf()).toEqual([
          'The new group still waits for approval. <@ines>, <@tomas>, <@una>, the owner or another DocSpace admin can approve this. It expires in 12 hours.',
        ]);
        await hours(10.5);
        expect(remindersOf()).toHaveLength(1);
        await hours(0.5);
        expect(remindersOf().at(-1)).toMatch(/It expires in 1 hour\.$/);
        await hours(1);
        expect(remindersOf()).toHaveLength(2);
      });

      it('comes once for a request with little time', async () => {
        app = await life.process({ expiryMs: 2 * AN_HOUR_MS });
        await asks('ravi', 'create');
        await hours(1.5);
        expect(remindersOf()).toEqual([expect.stringMatching(/It expires in 30 minutes\.$/)]);
        await hours(0.4);
        expect(remindersOf()).toHaveLength(1);
      });

      it.each([
        ['was decided', async (id: string) => void (await app.decides('tomas', 'reject', id))],
        ['was withdrawn', async (id: string) => void (await app.decides('ravi', 'withdraw', id))],
        ['has expired while no process ran', async () => life.clock.jump(25 * AN_HOUR_MS)],
      ])('does not come for a request that %s', async (_how, ends) => {
        const { id } = await asks('ravi', 'create');
        await ends(id);
        await hours(12);
        await hours(12);
        expect(remindersOf()).toEqual([]);
      });

      it('does not hold up the replies that come before it', async () => {
        const { id } = await asks('ravi', 'create');
        await app.decides('tomas', 'reject', id);
        await sentAll();
        expect(texts().at(-1)).toContain('rejected');
      });
    });
  });
});
