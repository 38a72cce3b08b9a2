import { CLOSE_AFTER_MS, type WantedEdit } from '../../src/changes/index.ts';
import { MAY_STILL_WORK_MS, NotCertain, NotDone, Unreachable } from '../../src/docspace/index.ts';
import { requestCard } from '../../src/requests/cards/card.ts';
import { EditConflict, notesOf } from '../../src/requests/index.ts';
import { UNNAMED_CONTACT } from '../../src/slack/support-contact.ts';
import { REMOVED } from '../../src/store/index.ts';
import { POLICY } from '../changes/sample.ts';
import { eachStore } from '../helpers/stores.ts';
import { counting } from './counting-store.ts';
import { dyingAt } from './dying-store.ts';
import { Life, PORTAL, type Process } from './life.ts';

const PUT = { method: 'PUT', path: '/group/g' } as const;
const lost = () => new NotCertain(new Unreachable('cut', { ...PUT, effect: 'unanswered' }));
const refusedByPortal = () => new NotDone(new Unreachable('no connection', { ...PUT, effect: 'none' }));

const RENAME: Partial<WantedEdit> = { name: { from: 'Design', to: 'Brand' } };
const ADD: Partial<WantedEdit> = { add: [{ id: 'p-bo', name: 'Bo' }] };
const BOTH = { ...RENAME, ...ADD };

describe('an edit', () => {
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

    const newest = () => life.newest('edit');
    const group = () => life.world.group('g');
    const memberIds = () => group().members.map(({ id }) => id);
    const news = (words: string) => life.messages.filter(({ text }) => text.includes(words));

    it('is stored, sent once, and told with what was done', async () => {
      expect(await app.edits('ines', await app.previews('ines', BOTH))).toBe('applied');
      expect(await newest()).toMatchObject({
        group: { id: 'g', name: 'Brand', manager: { id: 'p-marie' } },
        requester: { name: 'Ines' },
        facts: {
          by: { name: 'Ines' },
          done: { name: { from: 'Design', to: 'Brand' }, added: [{ id: 'p-bo', name: 'Bo' }], removed: [] },
        },
      });
      expect(notesOf(await newest())).toEqual(['Renamed from “Design”.', 'Added: Bo.']);
      expect([group().name, memberIds()]).toEqual(['Brand', ['a', 'b', 'p-bo', 'p-marie']]);
      expect(news('<@ines> edited the group “Brand”.')).toHaveLength(1);
      const lines = await app.store.db.selectFrom('record').select(['action', 'group_id']).orderBy('id').execute();
      const own = lines.filter(({ action }) => action.startsWith('edit_'));
      expect(own.map(({ action }) => action)).toEqual(['edit_ask', 'edit_admit', 'edit_start', 'edit_done']);
      expect(new Set(own.map((line) => line.group_id))).toEqual(new Set(['g']));
    });

    const MARIE = { id: 'p-marie', name: 'p-marie' };
    const BO = { id: 'p-bo', name: 'Bo' };
    it.each<[string, Partial<WantedEdit>, object]>([
      ['a new manager from outside, who came in by that', { manager: { from: MARIE, to: BO } }, { added: [BO] }],
      ['a manager who left', { manager: { from: MARIE }, remove: [MARIE] }, { removed: [MARIE] }],
      [
        'nobody who was in already, or out',
        { ...RENAME, add: [{ id: 'a', name: 'Ada' }], remove: [BO] },
        { added: [], removed: [] },
      ],
    ])('keeps what was really done: %s', async (_what, edit, done) => {
      life.world.change('g', { add: ['p-marie'] });
      expect(await app.edits('ines', await app.previews('ines', edit))).toBe('applied');
      const { name, manager } = edit;
      const touched = { ...(name ? { name } : {}), ...(manager ? { manager } : {}) };
      expect((await newest()).facts.done).toEqual({ ...touched, added: [], removed: [], ...done });
    });

    it('names the first of many people on its card, and keeps all of them', async () => {
      const add = Array.from({ length: 30 }, (_, n) => ({ id: `p-${n}`, name: `Person ${n}` }));
      expect(await app.edits('ines', await app.previews('ines', { add }))).toBe('applied');
      const request = await newest();
      expect(request.facts.done?.added).toEqual(add);
      const { text, blocks } = requestCard(request, {
        portalUrl: PORTAL,
        policy: POLICY,
        contact: UNNAMED_CONTACT,
        now: 0,
      });
      expect(JSON.stringify(blocks[1])).toContain('Person 9 and 20 more');
      expect(text).toContain('Added: Person 0,');
      expect(text.length).toBeLessThan(500);
    });

    it('takes one transaction before its acknowledgement, and one between that and the PUT', async () => {
      const { counted, through } = counting();
      const process = await life.process({}, through);
      const draft = await process.previews('ines', BOTH);
      counted.writes = 0;
      const request = await process.confirms('ines', draft);
      expect(counted.writes).toBe(1);
      const before: number[] = [];
      life.world.onUpdate = async (id, wanted) => {
        before.push(counted.writes - 1);
        life.world.change(id, wanted);
      };
      await process.requests.carryOut(request, () => undefined);
      expect(before).toEqual([1]);
    });

    it('is sent once, and told once, when its preview is confirmed again, also to another process', async () => {
      const other = await life.process();
      const draft = await app.previews('ines', BOTH);
      const came = await Promise.all([app, other, app].map((process) => process.edits('ines', draft)));
      // A later delivery reads what came of it, or that another one has it in hand.
      expect(new Set(came.filter((each) => each !== undefined))).toEqual(new Set(['applied']));
      expect(await other.edits('ines', draft)).toBe('applied');
      await other.looksFor(60_000);
      expect([life.world.put, news('edited the group').length]).toEqual([['g'], 1]);
    });

    it('that was done by somebody else meanwhile says nothing beside the group', async () => {
      const draft = await app.previews('ines', RENAME);
      life.world.change('g', { name: 'Brand' });
      expect(await app.edits('ines', draft)).toBe('applied');
      const request = await newest();
      expect(notesOf(request)).toEqual([]);
      const { blocks } = requestCard(request, { portalUrl: PORTAL, policy: POLICY, contact: UNNAMED_CONTACT, now: 0 });
      expect(JSON.stringify(blocks)).not.toContain('"text":""');
    });

    it('is refused without the right, and never sent', async () => {
      expect(await app.edits('ravi', await app.previews('ravi', RENAME))).toBe('access_denied');
      expect(await newest()).toMatchObject({ state: 'refused', why: 'not-allowed' });
      expect([life.world.put, life.messages]).toEqual([[], []]);
    });

    it('keeps what others did to other parts of the group meanwhile', async () => {
      const draft = await app.previews('ines', ADD);
      life.world.change('g', { name: 'Brand', add: ['p-ravi'], remove: ['a'] });
      expect(await app.edits('ines', draft)).toBe('applied');
      expect([group().name, memberIds()]).toEqual(['Brand', ['b', 'p-ravi', 'p-marie', 'p-bo']]);
    });

    it.each([
      ['its name', RENAME, { name: 'Other' }],
      [
        'its manager',
        { manager: { from: { id: 'p-marie', name: 'Marie' }, to: { id: 'p-bo', name: 'Bo' } } },
        { managerId: 'p-ravi' },
      ],
    ])('is not sent when somebody else has changed %s, which it changes too', async (_what, edit, meanwhile) => {
      const draft = await app.previews('ines', edit);
      life.world.change('g', meanwhile);
      expect(await app.edits('ines', draft)).toBe('edit_conflict');
      expect(await newest()).toMatchObject({ state: 'refused', why: 'group-changed' });
      expect([life.world.put, life.messages]).toEqual([[], []]);
    });

    describe('that conflicts', () => {
      const toManager = (id: string, name: string): Partial<WantedEdit> => ({
        manager: { from: { id: 'p-marie', name: 'Marie' }, to: { id, name } },
      });
      const conflictsOf = async (draft: string, on = app) => {
        const outcome = await on.requests.carryOut(await on.confirms('ines', draft), () => undefined);
        if (!outcome || !('failed' in outcome)) return 'no conflict';
        return outcome.error instanceof EditConflict ? outcome.error.conflicts : outcome.error;
      };

      it('names who saved the other value here, on any replica', async () => {
        const other = await life.process();
        const draft = await app.previews('ines', { ...RENAME, ...toManager('p-bo', 'Bo') });
        await other.edits('tomas', await other.previews('tomas', toManager('p-ravi', 'Ravi')));
        life.world.change('g', { name: 'Other' });
        expect(await conflictsOf(draft)).toEqual([
          { field: 'name', yours: 'Brand', theirs: 'Other' },
          { field: 'manager', yours: 'Bo', theirs: 'p-ravi', by: { name: 'Tomas' } },
        ]);
      });

      it('names the last of several who saved it', async () => {
        const draft = await app.previews('ines', RENAME);
        for (const [who, from, to] of [
          ['una', 'Design', 'Draw'],
          ['tomas', 'Draw', 'Drawing'],
        ] as const) {
          await life.clock.advance(1_000);
          await app.edits(who, await app.previews(who, { name: { from, to } }));
        }
        expect(await conflictsOf(draft)).toMatchObject([{ theirs: 'Drawing', by: { name: 'Tomas' } }]);
      });

      it('says “you” to who saved it by another form', async () => {
        const draft = await app.previews('ines', RENAME);
        await app.edits('ines', await app.previews('ines', { name: { from: 'Design', to: 'Drawing' } }));
        expect(await conflictsOf(draft)).toMatchObject([{ theirs: 'Drawing', by: 'you' }]);
      });

      it.each([
        ['before this form was opened', async () => life.clock.advance(1_000), 'Drawing'],
        ['and somebody changed it again in DocSpace', async () => life.world.change('g', { name: 'Other' }), 'Other'],
      ])('names nobody who saved a value %s', async (_when, then, theirs) => {
        const early = await app.previews('ines', { name: { from: 'Design', to: 'Brand' } });
        await life.clock.advance(1_000);
        await app.edits('tomas', await app.previews('tomas', { name: { from: 'Design', to: 'Drawing' } }));
        await then();
        const draft = theirs === 'Other' ? early : await app.previews('ines', { name: { from: 'Once', to: 'Brand' } });
        const [conflict] = [await conflictsOf(draft)].flat();
        expect(conflict).toEqual({ field: 'name', yours: 'Brand', theirs });
      });

      it('names nobody whose name was erased', async () => {
        const draft = await app.previews('ines', RENAME);
        await app.edits('tomas', await app.previews('tomas', { name: { from: 'Design', to: 'Drawing' } }));
        await app.store.db
          .updateTable('requests')
          .set({ person_name: REMOVED })
          .where('account', '=', 'tomas')
          .execute();
        expect(await conflictsOf(draft)).toEqual([{ field: 'name', yours: 'Brand', theirs: 'Drawing' }]);
      });
    });

    it('ends as failed when it surely was not done: nobody approved it, so its requester decides anew', async () => {
      life.world.onUpdate = () => Promise.reject(refusedByPortal());
      expect(await app.edits('ines', await app.previews('ines', RENAME))).toBe('docspace_not_done');
      expect(await newest()).toMatchObject({ state: 'given_up', why: 'not-done' });
      await app.looksFor(600_000);
      expect([life.world.put, life.messages]).toEqual([['g'], []]);
    });

    it('makes a deletion outdated that waits for approval: it was asked about another group', async () => {
      const deletion = await app.asks('ravi');
      expect(await app.edits('ines', await app.previews('ines', RENAME))).toBe('applied');
      expect(await life.read(deletion.id)).toMatchObject({ state: 'outdated', why: 'group-changed' });
      await app.looksFor(60_000);
      expect(news('The group has changed since the deletion was requested')).toHaveLength(1);
    });

    describe('of which nobody knows what became of it', () => {
      beforeEach(async () => {
        life.world.onUpdate = () => Promise.reject(lost());
        expect(await app.edits('ines', await app.previews('ines', BOTH))).toBe('docspace_not_certain');
        expect((await newest()).state).toBe('uncertain');
        expect(news('Not certain: Design')).toHaveLength(1);
      });

      it('is found done by two equal looks, and told on its card and in the thread', async () => {
        life.world.change('g', { name: 'Brand', add: ['p-bo'] });
        await app.looksFor(15_000);
        expect((await newest()).state).toBe('uncertain');
        await app.looksFor(60_000);
        expect((await newest()).state).toBe('applied');
        expect(news('edited the group “Brand”')).toHaveLength(1);
        expect(news('Saved: the card above shows what was edited.')).toMatchObject([{ thread: expect.any(String) }]);
      });

      it('is found not done only when the portal has surely ended its work', async () => {
        await app.looksFor(MAY_STILL_WORK_MS - 15_000);
        expect((await newest()).state).toBe('uncertain');
        await app.looksFor(600_000);
        expect(await newest()).toMatchObject({ state: 'given_up', why: 'not-done' });
        expect(news('Failed: Design')).toHaveLength(1);
        expect(news('The edit was not saved. The app has checked: nothing was changed. <@ines>')).toHaveLength(1);
        expect(life.world.put).toEqual(['g']);
      });

      it('is told as done in part, naming the rest', async () => {
        life.world.change('g', { name: 'Brand' });
        await app.looksFor(900_000);
        expect(await newest()).toMatchObject({
          state: 'applied',
          facts: {
            text: 'DocSpace did not add Bo. Perhaps they have left or become guests.',
            done: { name: { from: 'Design', to: 'Brand' }, added: [], removed: [] },
          },
        });
      });

      it('ends when the group is gone, and does not say that nothing was saved before', async () => {
        life.world.groups.clear();
        await app.looksFor(60_000);
        expect(await newest()).toMatchObject({ state: 'given_up', why: 'already-gone' });
        expect(news('The group is gone from DocSpace. <@ines>')).toHaveLength(1);
        expect(news('not saved')).toEqual([]);
      });

      it('stays not certain when somebody else has changed the same field: it may have been saved before', async () => {
        life.world.change('g', { name: 'Brand', add: ['p-bo'] });
        life.world.change('g', { name: 'Other', remove: ['p-bo'] });
        await app.looksFor(900_000);
        const { id, state } = await newest();
        expect(state).toBe('uncertain');
        await life.clock.advance(CLOSE_AFTER_MS);
        expect(await app.decides('tomas', 'close', id)).toBe('closed_unknown');
        expect(news('not saved')).toEqual([]);
      });

      it('keeps looking when the portal cannot be read', async () => {
        life.world.beforeRead = () =>
          Promise.reject(new Unreachable('no connection', { method: 'GET', path: '/group' }));
        await app.looksFor(900_000);
        expect((await newest()).state).toBe('uncertain');
      });
    });

    it.each<[string, string, object]>([
      [
        'the rest of it was done',
        'Brand',
        {
          state: 'applied',
          facts: {
            text: 'No change needed for Bo.',
            done: { name: { from: 'Design', to: 'Brand' }, added: [], removed: [] },
          },
        },
      ],
      ['nothing was done', 'Design', { state: 'given_up', why: 'not-done' }],
    ])('claims nobody who was a member before, though its answer was lost: %s', async (_what, name, ended) => {
      life.world.change('g', { add: ['p-bo'] });
      life.world.onUpdate = async () => {
        life.world.change('g', { name });
        throw lost();
      };
      expect(await app.edits('ines', await app.previews('ines', BOTH))).toBe('docspace_not_certain');
      await app.looksFor(900_000);
      expect(await newest()).toMatchObject(ended);
    });

    const states = (on: Process) =>
      on.store.db.selectFrom('requests').select(['id', 'state']).where('kind', '=', 'edit').execute();
    /** Ines confirms the preview; time passes, and whatever was left behind is taken up. */
    const plays = async (on: Process, draft: string): Promise<void> => {
      if ((await states(on)).length === 0) await on.edits('ines', draft);
      await on.looksFor(900_000);
    };

    it.each(['before', 'after'] as const)(
      'whose process dies at any of its writes, %s it is committed, is done once or told as not done',
      async (moment) => {
        const ends = new Set<string>();
        for (let nth = 0, died = true; died; nth += 1) {
          const draft = await app.previews('ines', BOTH);
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
          const done = request?.state === 'applied';
          expect({ nth, name: group().name, put: life.world.put.length }).toEqual({
            nth,
            name: done ? 'Brand' : 'Design',
            put: done ? 1 : 0,
          });
          expect({ nth, told: news(done ? 'edited the group' : 'Failed: Design').length > 0 }).toEqual({
            nth,
            told: true,
          });
          await life.forget();
          app = await life.process();
        }
        // Not sent and yet counted as sent: the process died between writing that down and the PUT.
        expect([...ends].sort()).toEqual(moment === 'after' ? ['applied', 'given_up'] : ['applied']);
      },
    );
  });
});
