import { AlreadyReversed, inverseOf, type WantedEdit } from '../../src/changes/index.ts';
import { NotDone, Unreachable } from '../../src/docspace/index.ts';
import { snapshotOf } from '../../src/requests/index.ts';
import { eachStore } from '../helpers/stores.ts';
import { dyingAt } from './dying-store.ts';
import { Life, type Process } from './life.ts';

const BO = { id: 'p-bo', name: 'Bo' };
const EDIT: Partial<WantedEdit> = { name: { from: 'Design', to: 'Brand' }, add: [BO] };
const BACK: Partial<WantedEdit> = { name: { from: 'Brand', to: 'Design' }, remove: [BO] };

describe('an undo', () => {
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

    const group = () => life.world.group('g');
    const news = (words: string) => life.messages.filter(({ text }) => text.includes(words));
    /** The requests there are, by what they take back. */
    const rows = async (on = app) =>
      on.store.db
        .selectFrom('requests')
        .select(['id', 'state', 'reverses'])
        .where('id', 'not like', 'R-by-%')
        .execute();
    /** An edit that is done; gives back its id. */
    const edited = async (edit = EDIT) => {
      const request = await app.confirms('ines', await app.previews('ines', edit));
      await app.requests.carryOut(request, () => undefined);
      return request.id;
    };
    /** Sends an undo, and what came of it. */
    const undoes = async (on: Process, who: string, id: string, edit = BACK) => {
      try {
        return await on.edits(who, await on.previews(who, edit, id));
      } catch (error) {
        if (error instanceof AlreadyReversed) return `undone by ${error.request.id}`;
        throw error;
      }
    };

    it('takes an edit back once, and both cards say so', async () => {
      const id = await edited();
      expect(await undoes(app, 'tomas', id)).toBe('applied');
      expect([group().name, group().members.map((member) => member.id)]).toEqual(['Design', ['a', 'b', 'p-marie']]);
      const undo = (await rows()).find(({ reverses }) => reverses === id);
      await app.sweeps();
      expect(news(`<@tomas> undid the edit ${id} of the group “Design”. Renamed from “Brand”.`)).toHaveLength(1);
      expect(news(`<@ines> edited the group “Brand”. Undone by Tomas, ${undo?.id}.`)).toHaveLength(1);
      expect(await undoes(app, 'una', id)).toBe(`undone by ${undo?.id}`);
      await expect(app.requests.findUndoable(id)).rejects.toMatchObject({ request: { id: undo?.id } });
      expect(await rows()).toHaveLength(2);
      expect(life.world.put).toEqual(['g', 'g']);
    });

    it('is made once when two people confirm it at the same moment, in two processes', async () => {
      const id = await edited();
      const other = await life.process();
      const came = await Promise.all([undoes(app, 'ines', id), undoes(other, 'tomas', id)]);
      const undo = (await rows()).filter(({ reverses }) => reverses === id);
      expect(undo).toMatchObject([{ state: 'applied' }]);
      expect(came.sort()).toEqual(['applied', `undone by ${undo[0]?.id}`]);
      expect(life.world.put).toEqual(['g', 'g']);
    });

    it('is the same request when its form is delivered again', async () => {
      const draft = await app.previews('ines', BACK, await edited());
      const [first, second] = [await app.confirms('ines', draft), await app.confirms('ines', draft)];
      expect(second.id).toBe(first.id);
    });

    it('that was surely not done lets the edit be undone again', async () => {
      const id = await edited();
      const answer = life.world.onUpdate;
      const call = { method: 'PUT', path: '/group/g', effect: 'none' } as const;
      life.world.onUpdate = () => Promise.reject(new NotDone(new Unreachable('no connection', call)));
      expect(await undoes(app, 'ines', id)).toBe('docspace_not_done');
      expect((await app.requests.findUndoable(id)).id).toBe(id);
      life.world.onUpdate = answer;
      expect(await undoes(app, 'ines', id)).toBe('applied');
      await app.sweeps();
      expect(news('Undone by Ines, ')).toHaveLength(1);
    });

    it('can be undone itself, once; the edit beneath stays undone, and the last one is the one to undo', async () => {
      const id = await edited();
      await undoes(app, 'ines', id);
      const undo = (await rows()).find(({ reverses }) => reverses === id)?.id ?? '';
      expect(await undoes(app, 'tomas', undo, EDIT)).toBe('applied');
      expect(group().name).toBe('Brand');
      const redo = (await rows()).find(({ reverses }) => reverses === undo)?.id;
      const undos = await app.requests.undosOf([id, undo, redo ?? '']);
      expect([...undos.values()].filter(({ undoable }) => undoable).map(({ request }) => request.id)).toEqual([redo]);
      expect(await undoes(app, 'una', id)).toBe(`undone by ${undo}`);
    });

    it.each<['join' | 'leave', Partial<WantedEdit>, string, string[]]>([
      ['join', { add: [BO] }, 'joined', ['a', 'b', 'p-bo', 'p-marie']],
      ['leave', { remove: [{ id: 'a', name: 'Ada' }] }, 'left', ['b', 'p-marie']],
    ])('takes back a %s in the same way', async (kind, edit, did, memberIds) => {
      const draftId = await app.requests.openDraft({
        ...{ kind, account: 'ines', group: snapshotOf(group()), origin: { userId: 'ines' } },
        edit: { add: [], remove: [], ...edit },
      });
      const { id } = await app.confirms('ines', draftId);
      expect(await app.edits('ines', draftId)).toBe('applied');
      expect(group().members.map((member) => member.id)).toEqual(memberIds);
      const { done } = (await app.requests.findUndoable(id)).facts;
      const back = done && inverseOf(done, group(), () => true).edit;
      expect(await undoes(app, 'tomas', id, back)).toBe('applied');
      expect(new Set(group().members.map((member) => member.id))).toEqual(new Set(['a', 'b', 'p-marie']));
      await app.sweeps();
      expect(news(`<@ines> ${did} the group “Design”. Undone by Tomas, `)).toHaveLength(1);
      expect(news(`<@tomas> undid the edit ${id} of the group “Design”.`)).toHaveLength(1);
    });

    it('takes back the part of an edit that was done, and nothing else', async () => {
      life.world.onUpdate = async (groupId) => life.world.change(groupId, { add: ['p-bo'] });
      const id = await edited({ ...EDIT, add: [BO, { id: 'a', name: 'Ada' }] });
      const { done } = (await life.read(id)).facts;
      expect(done).toEqual({ added: [BO], removed: [] });
      const inverse = done && inverseOf(done, group(), () => true);
      expect(inverse).toEqual({ edit: { add: [], remove: [BO] }, stays: [] });
    });

    it('has nothing to take back of an edit that changed nothing', async () => {
      life.world.change('g', { name: 'Brand', add: ['p-bo'] });
      const id = await edited();
      await expect(app.requests.findUndoable(id)).rejects.toMatchObject({ requestId: id });
    });

    it('is not sent when somebody renamed the group after its preview', async () => {
      const id = await edited();
      const draft = await app.previews('tomas', BACK, id);
      life.world.change('g', { name: 'Crew' });
      expect(await app.edits('tomas', draft)).toBe('edit_conflict');
      expect(group().name).toBe('Crew');
      expect((await app.requests.findUndoable(id)).id).toBe(id);
    });

    it('of a creation is the deletion of its group, and its card says so once that is done', async () => {
      await app.creates('ines', await app.opensNew('ines'));
      const [creation] = await rows();
      const { group: made } = await app.requests.findUndoable(creation?.id ?? '');
      const draftId = await app.requests.openDraft({
        ...{ kind: 'delete', account: 'ravi', group: made, origin: { userId: 'ravi' } },
        reverses: creation?.id,
      });
      const { id } = await app.sends('ravi', draftId);
      await app.requests.accept(id);
      expect(await life.read(id)).toMatchObject({ kind: 'delete', reverses: creation?.id, state: 'waiting' });
      await app.sweeps();
      expect(news('🗑️ Deleted')).toEqual([]);
      await app.decides('tomas', 'approve', id);
      await life.later(30_000);
      await app.sweeps();
      const told = news('🗑️ Deleted on')[0]?.text;
      expect(told).toMatch(/^<@ines> created the group “Launch team”\. 🗑️ Deleted on .* by Ravi, approved by Tomas/);
      expect(told).toContain(`(${id}).`);
    });

    it.each(['before', 'after'] as const)(
      'whose process dies at any of its writes, %s it is committed, is done once and told on both cards, or on none',
      async (moment) => {
        for (let nth = 0, died = true; died; nth += 1) {
          const id = await edited();
          const draft = await app.previews('ines', BACK, id);
          const { process, through } = dyingAt(nth, moment);
          const dying = await life.process({}, through);
          await dying.edits('ines', draft).catch(() => undefined);
          await dying.requests.stop();
          died = process.died;
          const next = await life.process();
          if ((await rows(next)).length === 1) await next.edits('ines', draft);
          for (let passed = 0; passed < 900_000; passed += 15_000) {
            await life.clock.advance(15_000);
            await next.sweeps();
          }
          const done = (await rows(next)).filter(({ reverses }) => reverses === id)[0]?.state === 'applied';
          const told = { undid: news('undid the edit').length > 0, undone: news('Undone by Ines').length > 0 };
          expect({ nth, name: group().name, ...told }).toEqual({
            nth,
            name: done ? 'Design' : 'Brand',
            undid: done,
            undone: done,
          });
          await life.forget();
          app = await life.process();
        }
      },
    );
  });
});
