import fc from 'fast-check';
import {
  type ChangeRequest,
  DECISIONS,
  type DecisionKind,
  EVENTS,
  isOpen,
  nextState,
  type State,
} from '../../src/changes/index.ts';
import { Forbidden, HalfDeleted, NotCertain, Unreachable } from '../../src/docspace/index.ts';
import { eachStore } from '../helpers/stores.ts';
import { Life, type Process } from './life.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const sent = { method: 'DELETE', path: '/group/g' };
const unanswered = () => new Unreachable('no answer', { ...sent, effect: 'unanswered' });

/** What the portal does with a DELETE. */
const PORTAL = [
  'works',
  'refuses',
  'says nothing and did nothing',
  'says nothing and did it',
  'fails half-way',
] as const;

/** What can happen, in any order. */
const decides = (who: readonly string[], decisions: readonly DecisionKind[]) =>
  fc.record({
    what: fc.constant('decides' as const),
    who: fc.constantFrom(...who),
    decision: fc.constantFrom(...decisions),
    /** The process dies before it looks up who decided. */
    dies: fc.boolean(),
  });
const happening = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('asks' as const), who: fc.constantFrom('ravi', 'ravi', 'ines') }),
  },
  { weight: 5, arbitrary: decides(['ines', 'tomas', 'una'], ['approve']) },
  { weight: 2, arbitrary: decides(['ravi', 'ines', 'tomas', 'una', 'marie', 'bo'], DECISIONS) },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('time' as const),
      ms: fc.constantFrom(5 * SECOND, 40 * SECOND, 4 * MINUTE),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('role' as const),
      who: fc.constantFrom('ines', 'tomas'),
      role: fc.constantFrom('user' as const, 'admin' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('portal' as const), does: fc.constantFrom(...PORTAL) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('looks' as const), fail: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('joins' as const) }) },
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** A life in which things happen to requests, and what must hold after each of them. */
class Story {
  readonly #life: Life;
  readonly #processes: Process[];
  #turn = 0;
  #latest: string | undefined;
  readonly wrong: string[] = [];

  constructor(life: Life, processes: Process[]) {
    this.#life = life;
    this.#processes = processes;
    this.#portal('works');
  }

  async happens(each: Happening): Promise<void> {
    const { world } = this.#life;
    const asked = this.#next();
    if (each.what === 'asks') {
      // A group that was deleted is made anew, so that the story goes on.
      if (!world.groups.has('g')) world.addGroup('g', 'Design');
      this.#latest = (await asked.asks(each.who).catch(() => undefined))?.id ?? this.#latest;
    } else if (each.what === 'decides') await this.#decides(asked, each);
    else if (each.what === 'time') await this.passes(each.ms);
    else if (each.what === 'portal') this.#portal(each.does);
    else if (each.what === 'role') this.setRole(each.who, each.role);
    else if (each.what === 'looks') this.looksFail(each.fail);
    else if (world.groups.has('g')) world.addGroup('g', 'Design').members.push({ ...member, id: `new ${this.#turn}` });
    await this.#life.settled();
    await this.check();
  }

  async #decides(process: Process, { who, decision, dies }: Extract<Happening, { what: 'decides' }>): Promise<void> {
    if (!this.#latest) return;
    // Whoever died before the look-up is helped by another process, in time.
    await (dies ? process.clicks(who, decision, this.#latest) : process.decides(who, decision, this.#latest)).catch(
      () => undefined,
    );
  }

  /** Time passes in steps, so that answers come before what waits for them ends. */
  async passes(ms: number): Promise<void> {
    const step = Math.max(5 * SECOND, Math.ceil(ms / 40));
    for (let passed = 0; passed < ms; passed += step) {
      await this.#life.clock.advance(step);
      await this.#next().sweeps();
    }
  }

  setRole(who: string, role: 'user' | 'admin'): void {
    const somebody = this.#life.world.people.get(who);
    if (somebody) somebody.role = role;
  }

  looksFail(fail: boolean): void {
    this.#life.world.beforeLookup = fail ? () => Promise.reject(unanswered()) : async () => undefined;
  }

  #portal(does: (typeof PORTAL)[number]): void {
    const { world } = this.#life;
    world.onDelete = async (id) => {
      await this.#isRightToDelete(id);
      if (does === 'refuses') throw new Forbidden('refused', { ...sent, status: 403, effect: 'none' });
      if (does === 'works' || does === 'says nothing and did it') world.groups.delete(id);
      if (does === 'fails half-way') {
        world.loseMembers(id);
        throw new HalfDeleted(unanswered(), 2, 1);
      }
      if (does !== 'works') throw new NotCertain(unanswered());
    };
  }

  /** At the moment a DELETE goes out: enough people of today stand behind it, and nobody wants it stopped. */
  async #isRightToDelete(id: string): Promise<void> {
    const { world } = this.#life;
    if (!world.groups.has(id)) this.wrong.push('a group that was gone was deleted again');
    const request = (await this.requests()).find(({ state }) => state === 'applying');
    if (!request) return void this.wrong.push('a deletion was sent without an attempt');
    const behind = request.decisions.filter(({ what, checked, account }) => {
      const role = world.people.get(account)?.role;
      return what === 'approve' && checked === 'yes' && account !== request.account && role !== 'user';
    });
    if (new Set(behind.map(({ personId }) => personId)).size < request.needed)
      this.wrong.push(`${request.id} was deleted without the approvals that count`);
    const held = request.decisions.some(({ what, checked, at }) => {
      const before = at < (request.attempt?.startedAt ?? 0);
      return before && checked === undefined && (what === 'stop' || what === 'reject');
    });
    if (held) this.wrong.push(`${request.id} was deleted while somebody wanted it stopped`);
  }

  async requests(): Promise<ChangeRequest[]> {
    const rows = await this.#db.selectFrom('requests').select('id').where('id', 'not like', 'R-by-%').execute();
    return Promise.all(rows.map(({ id }) => this.#life.read(id)));
  }

  /** What must hold at every moment. */
  async check(): Promise<void> {
    const requests = await this.requests();
    if (requests.filter(({ state }) => isOpen(state)).length > 1) this.wrong.push('two deletions of a group are open');
    for (const request of requests) await this.#followsTheTable(request);
  }

  /** The record tells the way from the first state to the present one, along the table of transitions. */
  async #followsTheTable({ id, state }: ChangeRequest): Promise<void> {
    const lines = await this.#db
      .selectFrom('record')
      .select('action')
      .where('request_id', '=', id)
      .orderBy('id')
      .execute();
    let at: State | undefined = 'received';
    for (const { action } of lines) {
      const event = EVENTS.find((known) => action === `delete_${known}`);
      if (event && at) at = nextState('delete', at, event);
    }
    if (at !== state) this.wrong.push(`${id} is ${state}, but its record leads to ${at ?? 'nowhere'}`);
  }

  /** Everything works again, and a long time passes: nothing stays open, and every card shows its row. */
  async ends(): Promise<void> {
    this.looksFail(false);
    this.#portal('works');
    for (const who of ['ines', 'tomas']) this.setRole(who, 'admin');
    await this.passes(30 * HOUR);
    await this.passes(30 * HOUR);
    for (const { id, state } of await this.requests())
      if (isOpen(state)) this.wrong.push(`${id} is still ${state} after everything works again`);
    const behind = await this.#db
      .selectFrom('messages')
      .select(['request_id', 'what'])
      .whereRef('posted_version', '<', 'desired_version')
      .where('request_id', 'not like', 'R-by-%')
      .execute();
    if (behind.length > 0) this.wrong.push(`messages are behind: ${JSON.stringify(behind)}`);
    await this.check();
  }

  get #db() {
    return this.#next().store.db;
  }

  /** One process after the other is asked. */
  #next(): Process {
    this.#turn += 1;
    const process = this.#processes[this.#turn % this.#processes.length];
    if (!process) throw new Error('no process');
    return process;
  }
}

const member = { displayName: 'New', status: 'active' } as const;

/** So many stories on each database: the same ones everywhere, or as many others as MODEL_RUNS says. */
export function liveThrough(stories: number): void {
  eachStore((create) => {
    it('keeps its promises whatever happens, in whatever order, on one to three replicas', async () => {
      const life = await Life.begin(await create());
      const lived = fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 2 }),
        fc.array(happening, { minLength: 8, maxLength: 30 }),
        async (replicas, approvalsRequired, story) => {
          const processes: Process[] = [];
          for (let n = 0; n < replicas; n += 1) processes.push(await life.process({ approvalsRequired }));
          const told = new Story(life, processes);
          try {
            await told.happens({ what: 'asks', who: 'ravi' });
            for (const each of story) await told.happens(each);
            await told.ends();
            expect(told.wrong).toEqual([]);
          } finally {
            await life.forget();
          }
        },
      );
      const others = process.env.MODEL_RUNS;
      await fc.assert(lived, others ? { numRuns: Number(others) } : { numRuns: stories, seed: 8 });
      await life.end();
    }, 900_000);
  });
}
