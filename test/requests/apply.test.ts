import { NotDone, Unreachable } from '../../src/docspace/index.ts';
import { eachStore } from '../helpers/stores.ts';
import { Life, type Process } from './life.ts';

const notSent = () => new Unreachable('no connection', { method: 'DELETE', path: '/group', effect: 'none' });
const portalDown = () => new Unreachable('no connection', { method: 'GET', path: '/group' });
const MINUTE_MS = 60_000;

describe('applying an approved deletion', () => {
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

    const approved = async (on = app, approvers = ['ines']) => {
      const { id } = await on.asks('ravi');
      for (const who of approvers) await on.decides(who, 'approve', id);
      expect(await life.stateOf(id)).toBe('approved');
      return id;
    };
    /** The end of the grace, and what happens then. */
    const grace = () => life.later(30_000);

    it('sends it once, though two processes see that it is due', async () => {
      const other = await life.process();
      const id = await approved();
      await life.clock.advance(30_000);
      await Promise.all([app.sweeps(), other.sweeps()]);
      await life.settled();
      expect(life.world.sent).toEqual(['g']);
      expect(await life.stateOf(id)).toBe('applied');
      const told = life.messages.filter(({ text }) => text.includes('Deleted. Checked'));
      expect(told).toHaveLength(1);
    });

    it('says so when the group is gone already', async () => {
      const id = await approved();
      life.world.groups.clear();
      await grace();
      expect(await life.read(id)).toMatchObject({ state: 'applied', why: 'already-gone', everSent: false });
      expect(life.world.sent).toEqual([]);
    });

    it('deletes nothing when the group is another one by now', async () => {
      const id = await approved();
      const group = life.world.group('g');
      // The head is the same: one came for another.
      life.world.groups.set('g', {
        ...group,
        members: [{ id: 'z', displayName: 'Zoe', status: 'active' }, ...group.members.slice(1)],
      });
      await grace();
      expect(await life.read(id)).toMatchObject({
        state: 'outdated',
        why: 'group-changed',
        facts: { text: 'Joined: Zoe. Left: a.' },
      });
      expect(life.world.sent).toEqual([]);
    });

    it('keeps everybody of a large group, and names who left of those that no message names', async () => {
      const crowd = Array.from({ length: 1_203 }, (_, n) => {
        const number = String(n).padStart(4, '0');
        return { id: `person-${number}`, displayName: `Person ${number}`, status: 'active' as const };
      });
      const group = { ...life.world.group('g'), members: crowd.toReversed(), membersCount: crowd.length };
      life.world.groups.set('g', group);
      const id = await approved();
      const { members, size } = (await life.read(id)).group;
      expect({ first: members[0], named: members.length, size }).toEqual({
        first: { id: 'person-0000', name: 'Person 0000' },
        named: 105,
        size: 1_204,
      });
      life.world.groups.set('g', { ...group, members: crowd.filter((_, n) => n !== 777) });
      await grace();
      expect(await life.read(id)).toMatchObject({ state: 'outdated', facts: { text: 'Left: Person 0777.' } });
    });

    it('deletes nothing when a disabled member is gone, whom the head does not count', async () => {
      const id = await approved();
      life.world.groups.set('g', { ...life.world.group('g'), disabledMembers: [] });
      await grace();
      expect(await life.stateOf(id)).toBe('outdated');
    });

    it.each([
      ['lost their account', () => life.world.people.delete('ravi')],
      [
        'is linked to another person',
        () => life.world.people.set('ravi', { id: 'p-else', name: 'Else', role: 'admin' }),
      ],
    ])('deletes nothing when the requester %s', async (_what, happens) => {
      const id = await approved();
      happens();
      await grace();
      expect(await life.read(id)).toMatchObject({ state: 'outdated', why: 'requester-changed' });
      expect(life.world.sent).toEqual([]);
    });

    it('deletes nothing that was asked for on another portal', async () => {
      const id = await approved();
      await app.requests.stop();
      const moved = await life.process({ portal: 'https://another.example' });
      await life.clock.advance(30_000);
      await moved.sweeps();
      expect(await life.read(id)).toMatchObject({ state: 'outdated', why: 'elsewhere' });
      expect(life.world.sent).toEqual([]);
    });

    it.each([
      [
        'lost the role',
        'is no longer the owner or a DocSpace admin',
        () => life.world.people.set('ines', { id: 'p-ines', name: 'Ines', role: 'user' }),
      ],
      [
        'left the pool',
        'can no longer approve deletions here',
        () => (life.world.approvers = new Set(['tomas', 'una'])),
      ],
      [
        'means another person',
        'is linked to another DocSpace account now',
        () => life.world.people.set('ines', { id: 'p-else', name: 'Else', role: 'admin' }),
      ],
    ])('waits again when who approved %s', async (_what, words, happens) => {
      const id = await approved();
      happens();
      await grace();
      expect(await life.read(id)).toMatchObject({
        state: 'waiting',
        why: 'approvals-lost',
        facts: { text: `Ines ${words}. 1 more approval needed.` },
        expiresAt: life.clock.now() + 24 * 60 * MINUTE_MS,
      });
      expect(life.world.sent).toEqual([]);
      expect(life.messages.at(-1)?.text).toContain('this has to be approved again');
      expect(await app.decides('tomas', 'approve', id)).toBe('approved');
      await grace();
      expect(life.world.sent).toEqual(['g']);
    });

    it('counts an approver who got the role back, once they approve again', async () => {
      const id = await approved();
      const ines = life.world.people.get('ines');
      life.world.people.delete('ines');
      await grace();
      expect(await life.stateOf(id)).toBe('waiting');
      if (ines) life.world.people.set('ines', ines);
      expect(await app.decides('ines', 'approve', id)).toBe('approved');
      await grace();
      expect(await life.stateOf(id)).toBe('applied');
    });

    it('counts an approver who got the role back beside a new approval', async () => {
      const two = await life.process({ approvalsRequired: 3 });
      const id = await approved(two, ['ines', 'tomas', 'una']);
      const ines = life.world.people.get('ines');
      life.world.people.delete('ines');
      life.world.people.set('tomas', { id: 'p-else', name: 'Else', role: 'admin' });
      await grace();
      expect(await life.stateOf(id)).toBe('waiting');
      if (ines) life.world.people.set('ines', ines);
      expect(await two.decides('una', 'approve', id)).toBe('approved-already');
      life.world.people.set('bo', { id: 'p-bo', name: 'Bo', role: 'admin' });
      // Ines counts again by herself, and Tomas' account as whom it means now.
      expect(await two.decides('bo', 'approve', id)).toBe('approved');
    });

    it('lets an account whose approval was lost approve anew, also after somebody else has', async () => {
      const three = await life.process({ approvalsRequired: 3 });
      const id = await approved(three, ['ines', 'tomas', 'una']);
      life.world.people.set('ines', { id: 'p-else', name: 'Else', role: 'admin' });
      life.world.people.delete('una');
      await grace();
      life.world.people.set('bo', { id: 'p-bo', name: 'Bo', role: 'admin' });
      expect(await three.decides('bo', 'approve', id)).toBe('waiting');
      expect(await three.decides('ines', 'approve', id)).toBe('approved');
    });

    it('deletes nothing that nobody approved, though its row says approved', async () => {
      const { id } = await app.asks('ravi');
      const { db } = app.store;
      const byHand = { state: 'approved', due_at: life.clock.now() };
      await db.updateTable('requests').set(byHand).where('id', '=', id).execute();
      await app.sweeps();
      expect(await life.read(id)).toMatchObject({ state: 'waiting', facts: { text: '1 more approval needed.' } });
      expect(life.world.sent).toEqual([]);
    });

    it('waits for one more where APPROVALS_REQUIRED was raised meanwhile', async () => {
      const id = await approved();
      await app.requests.stop();
      const stricter = await life.process({ approvalsRequired: 2 });
      await life.clock.advance(30_000);
      await stricter.sweeps();
      expect(await life.read(id)).toMatchObject({ state: 'waiting', needed: 2 });
      expect(life.world.sent).toEqual([]);
    });

    it('tries again what surely was not done, for five minutes; then a person is asked', async () => {
      const id = await approved();
      life.world.onDelete = () => Promise.reject(notSent());
      await grace();
      expect(await life.read(id)).toMatchObject({ state: 'approved', why: 'not-done', facts: { tries: 1 } });
      await app.looksFor(5 * MINUTE_MS);
      expect(await life.read(id)).toMatchObject({ state: 'failed', why: 'not-done', dueAt: undefined });
      expect(life.world.sent.length).toBeGreaterThan(3);
      expect(await app.decides('ravi', 'retry', id)).toBe('own-request');
      life.world.onDelete = async (group) => void life.world.groups.delete(group);
      expect(await app.decides('tomas', 'retry', id)).toBe('approved');
      await app.sweeps();
      await life.settled();
      expect(await life.stateOf(id)).toBe('applied');
    });

    it('tries again where a look failed, and sends nothing meanwhile', async () => {
      const id = await approved();
      life.world.beforeRead = () => Promise.reject(portalDown());
      await grace();
      expect(await life.read(id)).toMatchObject({ state: 'approved', attempt: undefined, facts: { tries: 1 } });
      life.world.beforeRead = async () => undefined;
      await app.looksFor(15_000);
      expect(await life.stateOf(id)).toBe('applied');
      expect(life.world.sent).toEqual(['g']);
    });

    it('ends a failed request that nobody tried again', async () => {
      const id = await approved();
      life.world.onDelete = () => Promise.reject(new NotDone(notSent()));
      await grace();
      await app.looksFor(5 * MINUTE_MS);
      await life.clock.advance(24 * 60 * MINUTE_MS);
      await app.sweeps();
      expect(await life.stateOf(id)).toBe('expired');
    });
  });
});
