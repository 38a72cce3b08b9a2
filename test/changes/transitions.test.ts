import {
  applyTransition,
  EVENTS,
  type Event,
  findRequest,
  happensTo,
  isOpen,
  nextState,
  OPEN_STATES,
  STATES,
  type State,
  statesBefore,
  TRANSITIONS,
} from '../../src/changes/index.ts';
import type { Store } from '../../src/store/index.ts';
import { addBystanders } from '../helpers/bystanders.ts';
import { eachStore, type TestDatabase } from '../helpers/stores.ts';
import { design, ines, NOW } from './sample.ts';

const ENDS: State[] = STATES.filter((state) => !isOpen(state));
const OF_DELETIONS = TRANSITIONS.filter(([, event]) => happensTo('delete', event));
const PAIRS = STATES.flatMap((from) => EVENTS.map((event): [State, Event] => [from, event]));
const NOT_IN_TABLE = PAIRS.filter(([from, event]) => nextState('delete', from, event) === undefined);

describe('the table of transitions', () => {
  it.each(OPEN_STATES)('lets a request leave %s', (state) => {
    expect(TRANSITIONS.some(([from, , to]) => from === state && to !== state)).toBe(true);
  });

  it.each(ENDS)('keeps a request in %s for good', (state) => {
    expect(TRANSITIONS.filter(([from]) => from === state)).toEqual([]);
  });

  it('reaches every state from where a request begins, and an end from every open state', () => {
    const reached = new Set<State>(['received']);
    for (const _ of STATES) for (const [from, , to] of TRANSITIONS) if (reached.has(from)) reached.add(to);
    expect([...reached].sort()).toEqual([...STATES].sort());
    const ending = new Set<State>(ENDS);
    for (const _ of STATES) for (const [from, , to] of TRANSITIONS) if (ending.has(to)) ending.add(from);
    expect([...ending].sort()).toEqual([...STATES].sort());
  });

  it('has one way for each state and event, and uses every event', () => {
    const pairs = TRANSITIONS.map(([from, event]) => `${from} ${event}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(EVENTS.filter((event) => !TRANSITIONS.some(([, known]) => known === event))).toEqual([]);
  });

  it('deletes nothing that was not approved: only an approved request is applied, only an applied one is uncertain', () => {
    expect(statesBefore('start')).toEqual(['approved']);
    expect(statesBefore('lose_sight')).toEqual(['applying']);
    expect(statesBefore('done')).toEqual(['approved', 'applying', 'uncertain']);
    expect(OF_DELETIONS.filter(([, , to]) => to === 'approved').map(([from]) => from)).not.toContain('received');
  });

  it('drops nothing of which nobody knows what became of it', () => {
    const outOfUncertain = OF_DELETIONS.flatMap(([from, event]) => (from === 'uncertain' ? [event] : []));
    expect(outOfUncertain).toEqual(['look', 'done', 'not_done', 'close']);
    // While an attempt is in hand nobody decides anything.
    const outOfApplying = OF_DELETIONS.flatMap(([from, event]) => (from === 'applying' ? [event] : []));
    expect(outOfApplying).toEqual(['done', 'not_done', 'fail', 'lose_sight']);
  });

  it.each(PAIRS)('is what nextState and statesBefore read: %s %s', (from, event) => {
    const row = TRANSITIONS.find(([state, known]) => state === from && known === event);
    expect(nextState('create', from, event)).toBe(row?.[2]);
    expect(nextState('delete', from, event)).toBe(OF_DELETIONS.find((each) => each === row)?.[2]);
    expect(statesBefore(event).includes(from)).toBe(row !== undefined);
  });
});

describe('a transition', () => {
  eachStore((create) => {
    let database: TestDatabase;
    let store: Store;
    let bystandersUnmoved: () => Promise<void>;
    let stored = 0;
    beforeAll(async () => {
      database = await create();
      store = await database.open();
      bystandersUnmoved = await addBystanders(store.db);
    });
    afterEach(() => bystandersUnmoved());
    afterAll(async () => {
      await store.close();
      await database.drop();
    });

    /** A stored request in this state, as it is read. */
    const aRequestIn = async (state: State, version = 3) => {
      stored += 1;
      const id = `R-${stored}`;
      const group = { ...design, id: `g${stored}` };
      await store.db
        .insertInto('requests')
        .values({
          id,
          kind: 'delete',
          portal: 'https://portal.example',
          workspace: 'T0',
          group_id: group.id,
          group_name: group.name,
          shown_json: JSON.stringify(group),
          fingerprint: 'f',
          account: 'U0RAVI',
          reason: 'over',
          channel: 'C',
          needed: 1,
          state,
          version,
          created_at: NOW,
          updated_at: NOW,
          expires_at: NOW,
          why: 'not-done',
          facts_json: '{"text":"Before."}',
        })
        .execute();
      return read(id);
    };
    const read = async (id: string) => {
      const request = await findRequest(store.db, id);
      if (!request) throw new Error(`no request ${id}`);
      return request;
    };
    const linesOf = (id: string) =>
      store.db
        .selectFrom('record')
        .innerJoin('record_words', 'record_id', 'record.id')
        .selectAll('record')
        .select(['group_name', 'person_name', 'note'])
        .where('request_id', '=', id)
        .orderBy('record.id')
        .execute();

    it.each(OF_DELETIONS)(
      'from %s by %s leads to %s, one version on, with its line of the record',
      async (from, event, to) => {
        const request = await aRequestIn(from);
        const changes = {
          set: { due_at: 5 },
          actor: ines,
          note: 'Because.',
          answer: 'GET 404',
          facts: { note: 'Because.' },
        };
        const moved = await store.write((trx) => applyTransition(trx, NOW + 1, request, event, changes));
        expect(moved).toMatchObject({ id: request.id, state: to, version: 4, updatedAt: NOW + 1, dueAt: 5 });
        // Left out, the reason of before is gone.
        expect(moved).toMatchObject({ why: undefined, facts: { note: 'Because.' } });
        expect(await read(request.id)).toEqual(moved);
        expect(await linesOf(request.id)).toMatchObject([
          {
            at: NOW + 1,
            action: `delete_${event}`,
            account: 'U0INES',
            person_id: 'p-ines',
            portal: 'https://portal.example',
            group_id: request.group.id,
            shown: 'f',
            answer: 'GET 404',
            group_name: 'Design',
            person_name: 'Ines',
            note: 'Because.',
          },
        ]);
      },
    );

    it.each(STATES)('that is not in the table does not happen: from %s', async (from) => {
      const request = await aRequestIn(from);
      for (const [, event] of NOT_IN_TABLE.filter(([state]) => state === from))
        expect(await store.write((trx) => applyTransition(trx, NOW + 1, request, event))).toBeUndefined();
      expect(await read(request.id)).toEqual(request);
      expect(await linesOf(request.id)).toEqual([]);
    });

    it.each([
      ['an older version', -1],
      ['a version that is still to come', 1],
    ])('from %s does not happen', async (_which, off) => {
      const request = await aRequestIn('waiting');
      const stale = { ...request, version: request.version + off };
      expect(await store.write((trx) => applyTransition(trx, NOW + 1, stale, 'approve'))).toBeUndefined();
      expect(await read(request.id)).toEqual(request);
      expect(await linesOf(request.id)).toEqual([]);
    });

    it('from a state that the row has left does not happen, whatever the version', async () => {
      const request = await aRequestIn('rejected');
      const stale = { ...request, state: 'waiting' as const };
      expect(await store.write((trx) => applyTransition(trx, NOW + 1, stale, 'approve'))).toBeUndefined();
      expect(await read(request.id)).toEqual(request);
    });

    it('happens once, of many at once from the same version', async () => {
      const request = await aRequestIn('waiting');
      const both: Event[] = ['approve', 'reject', 'withdraw', 'expire', 'approve', 'outdate'];
      const moved = await Promise.all(
        both.map((event) => store.write((trx) => applyTransition(trx, NOW + 1, request, event))),
      );
      expect(moved.filter(Boolean)).toHaveLength(1);
      expect(await read(request.id)).toMatchObject({ version: 4 });
      expect(await linesOf(request.id)).toHaveLength(1);
    });

    it('leaves nothing behind when its transaction fails', async () => {
      const request = await aRequestIn('waiting');
      const failing = store.write(async (trx) => {
        await applyTransition(trx, NOW + 1, request, 'approve');
        throw new Error('the card could not be stored');
      });
      await expect(failing).rejects.toThrow('the card could not be stored');
      expect(await read(request.id)).toEqual(request);
      expect(await linesOf(request.id)).toEqual([]);
    });
  });
});
