import type { ChangeRequest } from '../../src/changes/index.ts';
import { NotDone, Unreachable } from '../../src/docspace/index.ts';
import { dayText } from '../../src/slack/dates.ts';
import { eachStore } from '../helpers/stores.ts';
import { dyingAt } from './dying-store.ts';
import { CHANNEL, Life, type Process } from './life.ts';

const A_DAY_MS = 24 * 3_600_000;
const BO = { id: 'p-bo', name: 'Bo' };
const RAVI = { id: 'p-ravi', name: 'Ravi' };

describe('people who are added until a date', () => {
  eachStore((create) => {
    let life: Life;
    let app: Process;
    let until: number;
    beforeAll(async () => {
      life = await Life.begin(await create());
    });
    beforeEach(async () => {
      app = await life.process();
      until = life.clock.now() + 10 * A_DAY_MS;
    });
    afterEach(() => life.forget());
    afterAll(() => life.end());

    const memberIds = () => life.world.group('g').members.map(({ id }) => id);
    const adds = async (people = [BO], on = app, who = 'ines') =>
      on.edits(who, await on.previews(who, { add: people }, undefined, until));
    const ends = async (): Promise<ChangeRequest[]> => {
      const rows = await app.store.db.selectFrom('requests').select('id').where('ends', 'is not', null).execute();
      return Promise.all(rows.map(({ id }) => life.read(id)));
    };
    const original = async () => life.read((await ends())[0]?.ends ?? '');
    const texts = (channel: string) => life.messages.filter((sent) => sent.channel === channel).map(({ text }) => text);
    /** Days pass, and the process looks around on each of them. */
    const days = async (count: number) => {
      for (let hour = 0; hour < count * 4; hour += 1) {
        await life.later(A_DAY_MS / 4);
        await app.sweeps();
      }
    };

    it('leave by themselves on that day, by a request that nobody approves any more', async () => {
      expect(await adds()).toBe('applied');
      expect(await ends()).toMatchObject([
        { kind: 'edit', state: 'approved', dueAt: until, needed: 0, edit: { remove: [BO] } },
      ]);
      expect(texts(CHANNEL).at(-1)).toContain(`Bo leaves on ${dayText(until)}.`);
      await days(9);
      expect(memberIds()).toContain('p-bo');
      await days(2);
      expect(memberIds()).not.toContain('p-bo');
      expect(await ends()).toMatchObject([{ state: 'applied' }]);
      expect(texts(CHANNEL).join('\n')).toMatch(/Bo left the group “Design”, as agreed \(R-\w{6}\)\./);
      expect(texts(CHANNEL).join('\n')).toContain(`Bo left on ${dayText(until)}, as agreed.`);
    });

    it('are told the day before, they and who added them, and nobody earlier', async () => {
      await adds();
      await days(8);
      expect([texts('bo'), texts('ines')]).toEqual([[], []]);
      await days(1);
      expect(texts('bo')).toEqual([
        `On ${dayText(until)}, as agreed, you leave the group “Design”. To change that, choose Keep.`,
      ]);
      expect(texts('ines')).toEqual([
        `On ${dayText(until)}, as agreed, Bo leaves the group “Design”. To change that, choose Keep.`,
      ]);
    });

    it('stay when they are added once more: for good, or until another date', async () => {
      await adds([BO, RAVI]);
      expect(await app.edits('tomas', await app.previews('tomas', { add: [BO] }))).toBe('applied');
      expect(texts(CHANNEL).at(-1)).toContain(`Bo stays (was until ${dayText(until)}).`);
      expect(await ends()).toMatchObject([{ state: 'approved', edit: { remove: [RAVI] } }]);
      const later = until + 5 * A_DAY_MS;
      await app.edits('tomas', await app.previews('tomas', { add: [RAVI] }, undefined, later));
      const byDate = (await ends()).sort((one, other) => (one.dueAt ?? 0) - (other.dueAt ?? 0));
      expect(byDate).toMatchObject([
        { state: 'stopped', edit: { remove: [RAVI] } },
        { state: 'approved', dueAt: later, edit: { remove: [RAVI] } },
      ]);
      await days(11);
      expect(memberIds()).toEqual(expect.arrayContaining(['p-bo', 'p-ravi']));
      expect(texts('ravi')).toEqual([]);
      await days(5);
      expect(memberIds()).not.toContain('p-ravi');
      expect(memberIds()).toContain('p-bo');
    });

    it('are those alone whom the change added: who was a member before stays one', async () => {
      const draft = await app.previews('ines', { add: [BO, RAVI] }, undefined, until);
      await app.edits('tomas', await app.previews('tomas', { add: [BO] }));
      expect(await app.edits('ines', draft)).toBe('applied');
      expect(await ends()).toMatchObject([{ state: 'approved', edit: { remove: [RAVI] } }]);
      await days(11);
      expect(memberIds()).toContain('p-bo');
      expect(memberIds()).not.toContain('p-ravi');
    });

    it('can ask to stay, themselves, which is approved as joining is', async () => {
      await adds();
      const asked = await app.asksFor('bo', 'join', { add: [BO] });
      if (!('asked' in asked)) throw new Error('it was not asked for');
      expect(await app.decides('tomas', 'approve', asked.asked.request.id)).toBe('approved');
      await app.sweeps();
      expect(await ends()).toMatchObject([{ state: 'stopped' }]);
      await days(11);
      expect(memberIds()).toContain('p-bo');
      // Who is to leave on no date is a member, and that is all.
      const again = await app.asksFor('bo', 'join', { add: [BO] });
      expect('failed' in again && again.failed.code).toBe('already_so');
    });

    it('do not leave a second time when the change that added them is undone', async () => {
      await adds();
      const { id } = await original();
      await app.edits('ines', await app.previews('ines', { remove: [BO] }, id));
      expect(memberIds()).not.toContain('p-bo');
      expect(await ends()).toMatchObject([{ state: 'stopped' }]);
      await days(11);
      expect(texts('bo')).toEqual([]);
      expect(life.world.put).toEqual(['g', 'g']);
    });

    it('can have left already, and their group can be gone', async () => {
      await adds();
      life.world.change('g', { remove: ['p-bo'] });
      await days(11);
      expect(await ends()).toMatchObject([{ state: 'applied' }]);
      until = life.clock.now() + 2 * A_DAY_MS;
      await adds([RAVI]);
      life.world.groups.delete('g');
      await days(3);
      expect((await ends()).map(({ state }) => state).sort()).toEqual(['applied', 'outdated']);
    });

    it('cannot be kept by Stop or Withdraw, and are nobody’s open request', async () => {
      await adds();
      const [end] = await ends();
      expect(await app.decides('ines', 'stop', end?.id ?? '')).toBe('not-open');
      expect(await app.decides('ines', 'withdraw', end?.id ?? '')).toBe('not-open');
      expect((await app.requests.listsFor('ines')).own).toEqual([]);
    });

    it('are taken out once, whoever looks, also where a process dies on the way', async () => {
      await adds();
      const other = await life.process();
      const dying = await life.process({}, dyingAt(2, 'after').through);
      await life.later(10 * A_DAY_MS);
      await dying.sweeps();
      for (let look = 0; look < 40; look += 1) {
        await life.later(30_000);
        await Promise.all([app.sweeps(), other.sweeps()]);
      }
      expect(memberIds()).not.toContain('p-bo');
      expect(await ends()).toMatchObject([{ state: 'applied' }]);
    });

    it('are tried to be taken out for a day, and then who added them is told', async () => {
      await adds();
      const refused = { method: 'PUT', path: '/group/g', effect: 'none' } as const;
      life.world.onUpdate = () => Promise.reject(new NotDone(new Unreachable('no connection', refused)));
      await days(10);
      for (let look = 0; look < 200; look += 1) {
        await life.later(600_000);
        await app.sweeps();
      }
      expect(['given_up', 'expired']).toContain((await ends())[0]?.state);
      expect(texts('ines').at(-1)).toContain('Bo should have left the group “Design” by now');
    });

    it('are not asked for any more once the date is over', async () => {
      const draft = await app.requests.openDraft({
        ...{ kind: 'edit', account: 'ravi', origin: { userId: 'ravi' }, asks: true },
        group: { id: 'g', name: 'Design', members: [] },
        edit: { add: [BO], remove: [] },
      });
      app = await life.process({ expiryMs: 30 * A_DAY_MS });
      const wanted = { add: [BO], remove: [] };
      const submission = { draftId: draft, account: 'ravi', reason: '', channel: CHANNEL, wanted, until };
      const asked = await app.requests.carryOut(await app.requests.submit(submission), () => undefined);
      const id = asked && 'asked' in asked ? asked.asked.request.id : '';
      await days(11);
      await app.decides('ines', 'approve', id);
      await app.sweeps();
      expect(await life.read(id)).toMatchObject({ state: 'outdated', why: 'too-late' });
      expect(life.world.put).toEqual([]);
    });
  });
});
