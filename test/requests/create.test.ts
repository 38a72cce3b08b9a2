import { CLOSE_AFTER_MS } from '../../src/changes/index.ts';
import { NotCertain, NotDone, Unreachable } from '../../src/docspace/index.ts';
import { eachStore } from '../helpers/stores.ts';
import { counting } from './counting-store.ts';
import { dyingAt } from './dying-store.ts';
import { Life, type Process } from './life.ts';

const POST = { method: 'POST', path: '/group' } as const;
const lost = () => new NotCertain(new Unreachable('cut', { ...POST, effect: 'unanswered' }));
const refusedByPortal = () => new NotDone(new Unreachable('no connection', { ...POST, effect: 'none' }));

describe('a creation', () => {
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

    const newest = () => life.newest('create');
    const made = () => [...life.world.groups.values()].filter(({ name }) => name === 'Launch team');
    const news = (words: string) => life.messages.filter(({ text }) => text.includes(words));

    it('is stored, sent once, and shown with the people from its form', async () => {
      expect(await app.creates('ines', await app.opensNew('ines'))).toBe('applied');
      const { group, requester, decisions } = await newest();
      expect(group).toEqual({
        id: made()[0]?.id,
        name: 'Launch team',
        manager: { id: 'p-marie', name: 'Marie' },
        members: [
          { id: 'p-bo', name: 'Bo' },
          { id: 'p-marie', name: 'Marie' },
          { id: 'p-ravi', name: 'Ravi' },
        ],
        size: 3,
        membersCount: 3,
      });
      expect({ requester, decisions }).toMatchObject({ requester: { name: 'Ines' }, decisions: [] });
      expect(life.messages).toHaveLength(1);
      expect(news('<@ines> created the group “Launch team”. Its manager is Marie; it has 3 members')).toHaveLength(1);
    });

    it('takes one transaction before its acknowledgement, and one between that and the POST', async () => {
      const { counted, through } = counting();
      const process = await life.process({}, through);
      const draft = await process.opensNew('ines');
      counted.writes = 0;
      const request = await process.sendsNew('ines', draft);
      expect(counted.writes).toBe(1);
      const before: number[] = [];
      life.world.onCreate = async (wanted) => {
        before.push(counted.writes - 1);
        life.world.make(wanted);
      };
      await process.requests.carryOut(request, () => undefined);
      expect(before).toEqual([1]);
    });

    it('makes one group, told once, when its form is delivered again, also to another process', async () => {
      const other = await life.process();
      const draft = await app.opensNew('ines');
      const came = await Promise.all([app, other, app].map((process) => process.creates('ines', draft)));
      // A later delivery reads what came of it, or that another one has it in hand.
      expect(new Set(came.filter((each) => each !== undefined))).toEqual(new Set(['applied']));
      expect(await other.creates('ines', draft)).toBe('applied');
      await other.looksFor(60_000);
      expect([life.world.posted, made().length, news('created the group').length]).toEqual([['Launch team'], 1, 1]);
    });

    it('keeps what a form held that is sent again with another name', async () => {
      const draft = await app.opensNew('ines');
      await app.creates('ines', draft);
      await expect(app.sendsNew('ines', draft, 'Another team')).rejects.toMatchObject({ code: 'sent_already' });
      expect(life.world.posted).toEqual(['Launch team']);
    });

    it('is refused without the right, without a card, and never sent', async () => {
      expect(await app.creates('ravi', await app.opensNew('ravi'))).toBe('access_denied');
      expect(await newest()).toMatchObject({ state: 'refused', why: 'not-allowed' });
      expect([life.world.posted, life.messages]).toEqual([[], []]);
    });

    it('asks before a second group gets a name, and goes on when the form says that this is meant', async () => {
      const { id } = life.world.make({ name: 'launch TEAM', memberIds: ['p-bo'] });
      expect(await app.creates('ines', await app.opensNew('ines'))).toBe('name_taken');
      expect(await newest()).toMatchObject({ state: 'refused', why: 'name-taken' });
      await life.clock.advance(1);
      expect(await app.creates('ines', await app.opensNew('ines', 'Launch team'))).toBe('applied');
      expect((await newest()).attempt?.known).toEqual([id]);
      // Said about another name, it does not count.
      expect(await app.creates('ines', await app.opensNew('ines', 'Other'))).toBe('name_taken');
    });

    it('ends as failed when it surely was not done: nobody approved it, so its requester decides anew', async () => {
      life.world.onCreate = () => Promise.reject(refusedByPortal());
      expect(await app.creates('ines', await app.opensNew('ines'))).toBe('docspace_not_done');
      expect(await newest()).toMatchObject({ state: 'given_up', why: 'not-done' });
      await app.looksFor(600_000);
      expect([life.world.posted, life.messages]).toEqual([['Launch team'], []]);
    });

    describe('of which nobody knows what became of it', () => {
      beforeEach(async () => {
        life.world.onCreate = () => Promise.reject(lost());
        expect(await app.creates('ines', await app.opensNew('ines'))).toBe('docspace_not_certain');
        expect((await newest()).state).toBe('uncertain');
        expect(news('Not certain: Launch team')).toHaveLength(1);
      });

      it('is found by two equal looks, completed, and told on its card and in the thread', async () => {
        life.world.make({ name: 'Launch team', memberIds: ['p-bo'] });
        await app.looksFor(15_000);
        expect((await newest()).state).toBe('uncertain');
        await app.looksFor(60_000);
        expect(await newest()).toMatchObject({ state: 'applied', group: { size: 3 } });
        expect(
          made()[0]
            ?.members.map(({ id }) => id)
            .sort(),
        ).toEqual(['p-bo', 'p-marie', 'p-ravi']);
        expect(news('created the group “Launch team”')).toHaveLength(1);
        expect(news('Created: the group “Launch team” is in DocSpace')).toMatchObject([{ thread: expect.any(String) }]);
        expect(life.world.posted).toEqual(['Launch team']);
      });

      it('is given up when no such group has appeared within ten minutes, and never sent again', async () => {
        await app.looksFor(585_000);
        expect((await newest()).state).toBe('uncertain');
        await app.looksFor(600_000);
        expect(await newest()).toMatchObject({ state: 'given_up', why: 'not-seen' });
        expect(news('Failed: Launch team')).toHaveLength(1);
        expect(news('has not appeared in DocSpace. <@ines>')).toHaveLength(1);
        expect(life.world.posted).toEqual(['Launch team']);
      });

      it('writes nothing to a group that may be another one, and ends when an admin closes it', async () => {
        const { id } = life.world.make({ name: 'Launch team', memberIds: ['p-bo'] });
        life.world.foreign.add(id);
        await app.looksFor(900_000);
        const request = await newest();
        expect(request).toMatchObject({ state: 'uncertain', facts: { groups: [{ id, name: 'Launch team' }] } });
        expect(await app.decides('tomas', 'close', request.id)).toBe('too-early');
        await life.clock.advance(CLOSE_AFTER_MS);
        expect(await app.decides('tomas', 'close', request.id)).toBe('closed_unknown');
        expect(made()).toMatchObject([{ members: [{ id: 'p-bo' }] }]);
      });

      it('keeps looking when the portal cannot be read', async () => {
        life.world.beforeRead = () =>
          Promise.reject(new Unreachable('no connection', { method: 'GET', path: '/group' }));
        await app.looksFor(900_000);
        expect((await newest()).state).toBe('uncertain');
      });
    });

    /** The requests there are, and what became of them. */
    const states = async (on: Process) => {
      const rows = on.store.db.selectFrom('requests').select(['id', 'state']).where('kind', '=', 'create');
      return rows.execute();
    };
    /** Ines sends the form; time passes, and whatever was left behind is taken up. */
    const plays = async (on: Process, draft: string): Promise<void> => {
      if ((await states(on)).length === 0) await on.creates('ines', draft);
      await on.looksFor(900_000);
    };

    it.each(['before', 'after'] as const)(
      'whose process dies at any of its writes, %s it is committed, makes one group or says that it is not seen',
      async (moment) => {
        const ends = new Set<string>();
        for (let nth = 0, died = true; died; nth += 1) {
          const draft = await app.opensNew('ines');
          const { process, through } = dyingAt(nth, moment);
          const dying = await life.process({}, through);
          await plays(dying, draft).catch(() => undefined);
          await dying.requests.stop();
          died = process.died;
          const next = await life.process();
          await plays(next, draft);
          const [request, ...others] = await states(next);
          expect({ nth, others }).toEqual({ nth, others: [] });
          ends.add(request?.state ?? '');
          const sent = life.world.posted.length;
          const expected = request?.state === 'applied' ? [1, 1] : [0, 0];
          expect({ nth, sent: [sent, made().length] }).toEqual({ nth, sent: expected });
          const told = request?.state === 'applied' ? 'created the group' : 'Failed: Launch team';
          expect({ nth, told: news(told).length > 0 }).toEqual({ nth, told: true });
          await life.forget();
          app = await life.process();
        }
        // Not sent and yet counted as sent: the process died between writing that down and the POST.
        expect([...ends].sort()).toEqual(moment === 'after' ? ['applied', 'given_up'] : ['applied']);
      },
    );
  });
});
