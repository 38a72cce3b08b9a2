import { NotCertain, NotDone, Unreachable } from '../../src/docspace/index.ts';
import { notesOf } from '../../src/requests/index.ts';
import { recordOf } from '../../src/store/index.ts';
import { eachStore } from '../helpers/stores.ts';
import { counting } from './counting-store.ts';
import { dyingAt } from './dying-store.ts';
import { Life, type Process, RESTORE_FOR_MS } from './life.ts';

const POST = { method: 'POST', path: '/group' } as const;
const lost = () => new NotCertain(new Unreachable('cut', { ...POST, effect: 'unanswered' }));
const refusedByPortal = () => new NotDone(new Unreachable('no connection', { ...POST, effect: 'none' }));
const SHARE_AGAIN =
  'The restored group has a new id: rooms and files that were shared with the deleted one have to be shared with it again.';

describe('a restore', () => {
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

    /** A group of Marie's with Bo, Ravi and somebody whose account is disabled by the time it is restored. */
    const addCrew = (id = 'crew') => {
      const made = life.world.make({ name: 'Crew', managerId: 'p-marie', memberIds: ['p-bo', 'p-ravi', 'a'] });
      life.world.groups.delete(made.id);
      life.world.groups.set(id, { ...made, id });
    };
    /** Ravi asks for its deletion, Tomas approves, and the grace passes; resolves with the request. */
    const deletes = async (id = 'crew', on = app) => {
      if (id === 'crew') addCrew();
      const request = await on.asks('ravi', id);
      await on.decides('tomas', 'approve', request.id);
      await life.later(30_000);
      expect(await life.stateOf(request.id)).toBe('applied');
      return request.id;
    };
    const crews = () => [...life.world.groups.values()].filter(({ name }) => name === 'Crew');
    const newest = () => life.newest('restore');
    const news = (words: string) => life.messages.filter(({ text }) => text.includes(words));

    it('makes the group again from what was kept, with its manager and members, and both cards say so', async () => {
      const deletion = await deletes();
      expect(await app.restores('ines', await app.opensRestore('ines', deletion))).toBe('applied');
      await life.settled();
      const request = await newest();
      expect(request).toMatchObject({
        reverses: deletion,
        wanted: { name: 'Crew', manager: { id: 'p-marie' }, members: [] },
        group: { id: crews()[0]?.id, manager: { id: 'p-marie', name: 'Marie' }, size: 4 },
      });
      expect(crews()[0]?.manager?.id).toBe('p-marie');
      expect(
        crews()[0]
          ?.members.map(({ id }) => id)
          .sort(),
      ).toEqual(['a', 'p-bo', 'p-marie', 'p-ravi']);
      expect(notesOf(request)).toEqual([SHARE_AGAIN]);
      expect(news(`<@ines> restored the group “Crew” from the deletion ${deletion}.`)).toHaveLength(1);
      expect(news(`Restored by Ines, ${request.id}.`)).toHaveLength(1);
      expect((await life.read(deletion)).facts.restored).toMatchObject({ id: request.id, by: { name: 'Ines' } });
    });

    it('is told in the history of the deleted group and of the new one', async () => {
      const deletion = await deletes();
      await app.restores('ines', await app.opensRestore('ines', deletion));
      const { id, group } = await newest();
      const [last] = await recordOf(app.store.db, 'crew');
      expect(last).toMatchObject({ action: 'group_restored', account: 'ines', requestId: deletion, answer: group.id });
      const ofNew = (await recordOf(app.store.db, group.id)).filter(({ requestId }) => requestId === id);
      expect(ofNew).toMatchObject([{ action: 'restore_done', account: 'ines' }]);
    });

    it('takes one transaction before its acknowledgement, and one between that and the POST', async () => {
      const { counted, through } = counting();
      const process = await life.process({}, through);
      const draft = await process.opensRestore('ines', await deletes());
      counted.writes = 0;
      const request = await process.sendsRestore('ines', draft);
      expect(counted.writes).toBe(1);
      const before: number[] = [];
      life.world.onCreate = async (wanted) => {
        before.push(counted.writes - 1);
        life.world.make(wanted);
      };
      await process.requests.carryOut(request, () => undefined);
      expect(before).toEqual([1]);
    });

    it('happens once: of two forms that are sent at once, one is told of the other', async () => {
      const other = await life.process();
      const deletion = await deletes();
      const mine = await app.opensRestore('ines', deletion);
      const theirs = await other.opensRestore('tomas', deletion);
      const came = await Promise.allSettled([app.restores('ines', mine), other.restores('tomas', theirs)]);
      expect(came.filter(({ status }) => status === 'fulfilled')).toMatchObject([{ value: 'applied' }]);
      expect(came.filter(({ status }) => status === 'rejected')).toMatchObject([
        { reason: { code: 'already_reversed' } },
      ]);
      expect([life.world.posted, crews().length]).toEqual([['Crew'], 1]);
      await expect(app.opensRestore('una', deletion)).rejects.toMatchObject({ code: 'already_reversed' });
    });

    it('makes one group when its form is delivered again, also to another process', async () => {
      const other = await life.process();
      const draft = await app.opensRestore('ines', await deletes());
      const came = await Promise.all([app, other, app].map((process) => process.restores('ines', draft)));
      // A later delivery reads what came of it, or that another one has it in hand.
      expect(new Set(came.filter((each) => each !== undefined))).toEqual(new Set(['applied']));
      await other.looksFor(60_000);
      expect([life.world.posted, crews().length, news('restored the group').length]).toEqual([['Crew'], 1, 1]);
    });

    it('leaves out whoever cannot be in a group today, and names them with the reason', async () => {
      const deletion = await deletes();
      const draft = await app.opensRestore('ines', deletion);
      // After the form was opened.
      life.world.left.add('p-marie').add('p-bo');
      life.world.guests.add('a');
      expect(await app.restores('ines', draft)).toBe('applied');
      expect(crews()[0]?.manager).toBeUndefined();
      expect(crews()[0]?.members.map(({ id }) => id)).toEqual(['p-ravi']);
      expect(notesOf(await newest())).toEqual([
        'p-marie and p-bo have left DocSpace, and can’t come back.',
        'a is a guest in DocSpace now, and can’t come back.',
        'p-marie was the manager, so the group has none.',
        SHARE_AGAIN,
      ]);
    });

    it('names ten people of many, and says how many more there are', async () => {
      const many = Array.from({ length: 1_200 }, (_, n) => `m${n}`);
      const made = life.world.make({ name: 'Crew', memberIds: [...many, 'p-bo'] });
      const deletion = await deletes(made.id);
      for (const id of many) life.world.left.add(id);
      const { wanted, left } = await app.requests.restorable(deletion, 'ines');
      expect([wanted.members.length, left.length]).toEqual([1, 1_200]);
      expect(await app.restores('ines', await app.opensRestore('ines', deletion))).toBe('applied');
      expect(notesOf(await newest())[0]).toMatch(/^m0, m1, .*, m9 and 1,190 more have left DocSpace/);
    });

    it('takes a group of the same name for no refusal', async () => {
      const deletion = await deletes();
      const { id } = life.world.make({ name: 'crew', memberIds: ['p-bo'] });
      expect(await app.restores('ines', await app.opensRestore('ines', deletion))).toBe('applied');
      expect((await newest()).attempt?.known).toEqual([id]);
    });

    it('is refused without the right, and the group can be restored by somebody who has it', async () => {
      const deletion = await deletes();
      expect(await app.restores('ravi', await app.opensRestore('ravi', deletion))).toBe('access_denied');
      expect(await newest()).toMatchObject({ state: 'refused', why: 'not-allowed' });
      expect(life.world.posted).toEqual([]);
      await life.clock.advance(1);
      expect(await app.restores('ines', await app.opensRestore('ines', deletion))).toBe('applied');
    });

    it('can be tried again when it surely was not done', async () => {
      const deletion = await deletes();
      life.world.onCreate = () => Promise.reject(refusedByPortal());
      expect(await app.restores('ines', await app.opensRestore('ines', deletion))).toBe('docspace_not_done');
      expect(await newest()).toMatchObject({ state: 'given_up', why: 'not-done' });
      expect((await life.read(deletion)).facts.restored).toBeUndefined();
      life.world.onCreate = async (wanted) => void life.world.make(wanted);
      await life.clock.advance(1);
      expect(await app.restores('ines', await app.opensRestore('ines', deletion))).toBe('applied');
    });

    it('of a group that is deleted again is another deletion, with a restore of its own', async () => {
      await app.restores('ines', await app.opensRestore('ines', await deletes()));
      const again = await deletes((await newest()).group.id);
      expect(await app.restores('ines', await app.opensRestore('ines', again))).toBe('applied');
      expect(crews()).toHaveLength(1);
    });

    describe('cannot be had', () => {
      const refusal = (deletion: string, on = app) =>
        on.opensRestore('ines', deletion).then(
          () => undefined,
          (error: unknown) => error,
        );

      it('after RESTORE_FOR, unless it was asked for in time', async () => {
        const deletion = await deletes();
        await life.clock.advance(RESTORE_FOR_MS);
        const draft = await app.opensRestore('ines', deletion);
        const request = await app.sendsRestore('ines', draft);
        await life.clock.advance(1_000);
        expect(await refusal(deletion)).toMatchObject({ code: 'already_reversed' });
        expect(await app.requests.carryOut(request, () => undefined)).toMatchObject({ done: { state: 'applied' } });
        const other = await deletes((await newest()).group.id);
        const late = await app.opensRestore('ines', other);
        await life.clock.advance(RESTORE_FOR_MS + 1);
        expect(await refusal(other)).toMatchObject({ code: 'not_restorable', why: 'too-old' });
        // The form was open all the while.
        expect(await app.restores('ines', late)).toBe('not_restorable');
        expect(await newest()).toMatchObject({ state: 'refused', why: 'not-restorable' });
      });

      it('where the deletion did not delete it, or is none', async () => {
        const { id } = await app.asks('ravi', 'g');
        expect(await refusal(id)).toMatchObject({ why: 'not-deleted' });
        await app.decides('tomas', 'approve', id);
        life.world.groups.delete('g');
        await life.later(30_000);
        expect(await life.read(id)).toMatchObject({ state: 'applied', why: 'already-gone' });
        expect(await refusal(id)).toMatchObject({ why: 'already-gone' });
        await app.creates('ines', await app.opensNew('ines'));
        const row = app.store.db.selectFrom('requests').select('id').where('kind', '=', 'create');
        const creation = await row.executeTakeFirstOrThrow();
        expect(await refusal(creation.id)).toMatchObject({ why: 'not-deleted' });
        expect(await refusal('R-NOBODY')).toMatchObject({ code: 'no_such_request' });
      });

      it('where nobody knows who was in it', async () => {
        const deletion = await deletes();
        const { db } = app.store;
        await db
          .deleteFrom('request_members')
          .where('request_id', '=', deletion)
          .where('person_id', '=', 'a')
          .execute();
        expect(await refusal(deletion)).toMatchObject({ why: 'not-kept' });
        const shown = JSON.stringify({ id: 'crew', name: 'Damaged group', members: [], damaged: true });
        await db.updateTable('requests').set({ shown_json: shown }).where('id', '=', deletion).execute();
        expect(await refusal(deletion)).toMatchObject({ why: 'damaged' });
      });

      it('from another portal', async () => {
        const elsewhere = await life.process({ portal: 'https://elsewhere.example' });
        expect(await refusal(await deletes(), elsewhere)).toMatchObject({ why: 'elsewhere' });
      });
    });

    describe('of which nobody knows what became of it', () => {
      let deletion: string;
      beforeEach(async () => {
        deletion = await deletes();
        life.world.onCreate = () => Promise.reject(lost());
        expect(await app.restores('ines', await app.opensRestore('ines', deletion))).toBe('docspace_not_certain');
        expect((await newest()).state).toBe('uncertain');
        expect(news('tried to restore the group “Crew”')).toHaveLength(1);
      });

      it('is found by two equal looks, completed with those who can come back, and told', async () => {
        life.world.make({ name: 'Crew', memberIds: ['p-bo'] });
        life.world.left.add('a');
        await app.looksFor(75_000);
        const request = await newest();
        expect(request).toMatchObject({ state: 'applied', group: { size: 3, manager: { id: 'p-marie' } } });
        expect(notesOf(request)).toEqual([
          'a has left DocSpace, and can’t come back.',
          'DocSpace gave no clear answer, so the app checked: the group was restored, once.',
          SHARE_AGAIN,
        ]);
        expect(news('Restored: the group “Crew” is in DocSpace again')).toMatchObject([{ thread: expect.any(String) }]);
        expect(news(`Restored by Ines, ${request.id}.`)).toHaveLength(1);
        expect(life.world.posted).toEqual(['Crew']);
      });

      it('keeps others from restoring it until that is known, and can be tried again when no group has appeared', async () => {
        await expect(app.opensRestore('tomas', deletion)).rejects.toMatchObject({ code: 'already_reversed' });
        await app.looksFor(1_200_000);
        expect(await newest()).toMatchObject({ state: 'given_up', why: 'not-seen' });
        life.world.onCreate = async (wanted) => void life.world.make(wanted);
        expect(await app.restores('tomas', await app.opensRestore('tomas', deletion))).toBe('applied');
      });
    });

    /** Ines sends the form; time passes, and whatever was left behind is taken up. */
    const states = async (on: Process) =>
      on.store.db.selectFrom('requests').select(['id', 'state']).where('kind', '=', 'restore').execute();
    const plays = async (on: Process, draft: string): Promise<void> => {
      if ((await states(on)).length === 0) await on.restores('ines', draft);
      await on.looksFor(900_000);
    };

    it.each(['before', 'after'] as const)(
      'whose process dies at any of its writes, %s it is committed, makes one group or says that it is not seen',
      async (moment) => {
        const ends = new Set<string>();
        for (let nth = 0, died = true; died; nth += 1) {
          const deletion = await deletes();
          const draft = await app.opensRestore('ines', deletion);
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
          const applied = request?.state === 'applied';
          const sent = [life.world.posted.length, crews().length];
          expect({ nth, sent }).toEqual({ nth, sent: applied ? [1, 1] : [0, 0] });
          const told = applied ? 'restored the group' : 'Failed: Crew';
          expect({ nth, told: news(told).length > 0 }).toEqual({ nth, told: true });
          const onDeletion = (await life.read(deletion)).facts.restored?.id;
          expect({ nth, onDeletion }).toEqual({ nth, onDeletion: applied ? request?.id : undefined });
          expect({ nth, card: news('Restored by Ines').length > 0 }).toEqual({ nth, card: applied });
          await life.forget();
          app = await life.process();
        }
        // Not sent and yet counted as sent: the process died between writing that down and the POST.
        expect([...ends].sort()).toEqual(moment === 'after' ? ['applied', 'given_up'] : ['applied']);
      },
    );
  });
});
