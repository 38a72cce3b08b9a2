import fc from 'fast-check';
import {
  type ChangeRequest,
  EVENTS,
  isOpen,
  needsApproval,
  nextState,
  requestsOf,
  type State,
} from '../../src/changes/index.ts';
import { Forbidden, HalfDeleted, NotCertain, Unreachable } from '../../src/docspace/index.ts';
import { eachStore } from '../helpers/stores.ts';
import { mortal } from './dying-store.ts';
import { Life, type Process } from './life.ts';
import { whyNotNow } from './model-approvals.ts';
import { type DOES, Forms } from './model-forms.ts';
import { type Happening, happening, type PORTAL } from './model-happenings.ts';
import { Restores } from './model-restores.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const sent = { method: 'DELETE', path: '/group/g' };
const unanswered = () => new Unreachable('no answer', { ...sent, effect: 'unanswered' });

/** A process that can die. */
interface Mortal extends Pick<ReturnType<typeof mortal>, 'dies'> {
  process: Process;
  isDead(): boolean;
}

/** A life in which things happen to requests, and what must hold after each of them. */
class Story {
  readonly #life: Life;
  readonly #begins: () => Promise<Mortal>;
  readonly #processes: Mortal[] = [];
  readonly #forms: Forms;
  readonly #restores: Restores;
  #turn = 0;
  #latest: string | undefined;
  readonly wrong: string[] = [];

  private constructor(life: Life, begins: () => Promise<Mortal>) {
    this.#life = life;
    this.#begins = begins;
    this.#restores = new Restores(this.wrong);
    this.#forms = new Forms(life, this.wrong, {
      toMake: (draft) => this.#isRightToMake(draft),
      toRestore: async (name) => this.#restores.isRightToMake(name, await this.requests(), life.world),
    });
    this.#portal('works', 'works');
  }

  static async begin(life: Life, replicas: number, approvalsRequired: number): Promise<Story> {
    const story = new Story(life, async () => {
      const { process, through, dies } = mortal();
      return { process: await life.process({ approvalsRequired }, through), dies, isDead: () => process.died };
    });
    for (let n = 0; n < replicas; n += 1) story.#processes.push(await story.#begins());
    return story;
  }

  async happens(each: Happening): Promise<void> {
    // One thing after the other: what the record dates alike is in no order.
    await this.#life.clock.advance(1);
    await this.#act(each, this.#next());
    await this.#life.settled();
    await this.#replaceTheDead();
    await this.check();
  }

  async #act(each: Happening, { process, dies }: Mortal): Promise<void> {
    if (each.what === 'asks') await this.#asks(process, each.who);
    else if (each.what === 'decides') await this.#decides(process, each);
    else if (each.what === 'sends') await this.#sends(each);
    else if (each.what === 'time') await this.passes(each.ms);
    else if (each.what === 'portal') this.#portal(each.deletes, each.makesAndEdits);
    else if (each.what === 'role') this.setRole(each.who, each.role);
    else if (each.what === 'looks') this.looksFail(each.fail);
    else if (each.what === 'dies') dies(each);
    else if (each.what === 'namesake') this.#forms.namesake();
    else if (this.#life.world.groups.has('g')) this.#life.world.change('g', { add: [`new ${this.#turn}`] });
  }

  async #sends(each: Extract<Happening, { what: 'sends' }>): Promise<void> {
    const next = () => this.#next().process;
    if (each.form === 'restore') await this.#restores.sends(each, next, await this.requests());
    else await this.#forms.sends(each, next);
  }

  async #asks(process: Process, who: string): Promise<void> {
    const { world } = this.#life;
    if (!world.groups.has('g')) {
      // A group that was deleted is made anew, so that the story goes on.
      world.addGroup('g', 'Design');
      this.#forms.reshaped();
    }
    this.#latest = (await process.asks(who).catch(() => undefined))?.id ?? this.#latest;
  }

  /** A process that died is started again; what it had in hand is left behind. */
  async #replaceTheDead(): Promise<void> {
    for (const [at, { process, isDead }] of this.#processes.entries())
      if (isDead()) {
        await process.requests.stop();
        this.#processes[at] = await this.#begins();
      }
  }

  async #decides(process: Process, decided: Extract<Happening, { what: 'decides' }>): Promise<void> {
    const { who, decision, about, dies } = decided;
    const id = about === 'deletion' ? this.#latest : await this.#latestAsked();
    if (id === undefined) return;
    // Whoever died before the look-up is helped by another process, in time.
    await (dies ? process.clicks(who, decision, id) : process.decides(who, decision, id)).catch(() => undefined);
  }

  /** The last change, other than a deletion, that was asked for. */
  async #latestAsked(): Promise<string | undefined> {
    const asked = (await this.requests()).filter((request) => request.kind !== 'delete' && needsApproval(request));
    return asked.sort((one, other) => one.createdAt - other.createdAt).at(-1)?.id;
  }

  /** Time passes in steps, so that answers come before what waits for them ends. */
  async passes(ms: number): Promise<void> {
    const step = Math.max(5 * SECOND, Math.ceil(ms / 40));
    for (let passed = 0; passed < ms; passed += step) {
      await this.#life.clock.advance(step);
      await this.#next().process.sweeps();
      await this.#replaceTheDead();
    }
  }

  setRole(who: string, role: 'user' | 'admin'): void {
    const somebody = this.#life.world.people.get(who);
    if (somebody) somebody.role = role;
  }

  looksFail(fail: boolean): void {
    this.#life.world.beforeLookup = fail ? () => Promise.reject(unanswered()) : async () => undefined;
  }

  #portal(does: (typeof PORTAL)[number], makesAndEdits: (typeof DOES)[number]): void {
    const { world } = this.#life;
    this.#forms.portal(makesAndEdits);
    world.onDelete = async (id) => {
      await this.#isRightToDelete(id);
      if (does === 'refuses') throw new Forbidden('refused', { ...sent, status: 403, effect: 'none' });
      if (does === 'works' || does === 'says nothing and did it') world.groups.delete(id);
      if (does === 'fails half-way') {
        world.loseMembers(id);
        this.#forms.reshaped();
        throw new HalfDeleted(unanswered(), 2, 1);
      }
      if (does !== 'works') throw new NotCertain(unanswered());
    };
  }

  /** At the moment a DELETE goes out: enough people of today stand behind it, and nobody wants it stopped. */
  async #isRightToDelete(id: string): Promise<void> {
    const { world } = this.#life;
    if (!world.groups.has(id)) this.wrong.push('a group that was gone was deleted again');
    const request = (await this.requests()).find(({ kind, state }) => kind === 'delete' && state === 'applying');
    if (!request) return void this.wrong.push('a deletion was sent without an attempt');
    const why = whyNotNow(request, world);
    if (why) this.wrong.push(`${request.id} was deleted ${why}`);
  }

  /** The same at the moment a POST or a PUT of a change goes out that was asked for. */
  async #isRightToMake(draft: string): Promise<void> {
    const row = await this.#db.selectFrom('requests').select('id').where('draft', '=', draft).executeTakeFirst();
    const request = row && (await this.#life.read(row.id));
    if (request?.state !== 'applying') return void this.wrong.push(`${request?.id} was sent without an attempt`);
    const why = whyNotNow(request, this.#life.world);
    if (why) this.wrong.push(`${request.id} (${request.kind}) was sent ${why}`);
  }

  async requests(): Promise<ChangeRequest[]> {
    return requestsOf(
      this.#db,
      await this.#db.selectFrom('requests').selectAll().where('id', 'not like', 'R-by-%').execute(),
    );
  }

  /** What must hold at every moment. */
  async check(): Promise<void> {
    const requests = await this.requests();
    const deletions = requests.filter(({ kind }) => kind === 'delete');
    if (deletions.filter(({ state }) => isOpen(state)).length > 1) this.wrong.push('two deletions of a group are open');
    const lines = await this.#db
      .selectFrom('record')
      .select(['request_id', 'action', 'at'])
      .where('request_id', 'is not', null)
      .orderBy('id')
      .execute();
    for (const request of requests) {
      const own = lines.filter((line) => line.request_id === request.id);
      this.#followsTheTable(request, own);
      if (request.kind === 'delete' && request.state === 'waiting') this.#isOfTheGroupOfNow(request, own, requests);
    }
    await this.#forms.check(requests, this.#next().process);
    this.#restores.check(requests, this.#life.world, this.#forms.refused);
  }

  /** The record tells the way from the first state to the present one, along the table of transitions. */
  #followsTheTable({ id, kind, state, ends }: ChangeRequest, lines: readonly { action: string }[]): void {
    // Who leaves on a date was agreed on with the change that added them.
    let at: State | undefined = ends === undefined ? 'received' : 'approved';
    for (const { action } of lines) {
      const event = EVENTS.find((known) => action === `${kind}_${known}`);
      if (event && at) at = nextState(kind, at, event);
    }
    if (at !== state) this.wrong.push(`${id} is ${state}, but its record leads to ${at ?? 'nowhere'}`);
  }

  /** What was asked about the group before an edit of ours was saved is asked about another group. */
  #isOfTheGroupOfNow(
    { id }: ChangeRequest,
    lines: readonly { action: string; at: number }[],
    requests: readonly ChangeRequest[],
  ): void {
    // One that was approved already is compared before its DELETE; it waits again when approvals were lost.
    const asked = lines.findLast(({ action }) => /_(accept|lose_approval)$/.test(action))?.at ?? 0;
    const edited = requests.find(
      ({ kind, state, updatedAt }) => kind === 'edit' && state === 'applied' && updatedAt > asked,
    );
    if (edited) this.wrong.push(`${id} still waits after ${edited.id} changed its group`);
  }

  /** Everything works again, and a long time passes: nothing stays open, and every card shows its row. */
  async ends(): Promise<void> {
    this.looksFail(false);
    this.#portal('works', 'works');
    for (const who of ['ines', 'tomas']) this.setRole(who, 'admin');
    await this.passes(30 * HOUR);
    for (const request of await this.requests())
      if (request.state === 'uncertain' && this.#forms.cannotBeKnown(request))
        await this.#next().process.decides('tomas', 'close', request.id);
    await this.passes(30 * HOUR);
    for (const { id, kind, state } of await this.requests())
      if (isOpen(state)) this.wrong.push(`${id} (${kind}) is still ${state} after everything works again`);
    const behind = await this.#db
      .selectFrom('messages')
      .select(['request_id', 'what'])
      .whereRef('posted_version', '<', 'desired_version')
      .where('request_id', 'not like', 'R-by-%')
      .execute();
    if (behind.length > 0) this.wrong.push(`messages are behind: ${JSON.stringify(behind)}`);
    this.#forms.checkEnd();
    await this.check();
  }

  get #db() {
    return this.#next().process.store.db;
  }

  /** One process after the other is asked. */
  #next(): Mortal {
    this.#turn += 1;
    const next = this.#processes[this.#turn % this.#processes.length];
    if (!next) throw new Error('no process');
    return next;
  }
}

/** The first stories of this seed reach many ends of each kind. */
const SEED = 23;

/** So many stories on each database: the same ones everywhere, or as many others as MODEL_RUNS says. */
export function liveThrough(stories: number): void {
  eachStore((create) => {
    it('keeps its promises whatever happens, in whatever order, on one to three replicas', async () => {
      const life = await Life.begin(await create());
      const lived = fc.asyncProperty(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 2 }),
        fc.array(happening, { minLength: 20, maxLength: 40 }),
        async (replicas, approvalsRequired, story) => {
          const told = await Story.begin(life, replicas, approvalsRequired);
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
      await fc.assert(lived, others ? { numRuns: Number(others) } : { numRuns: stories, seed: SEED });
      await life.end();
    }, 900_000);
  });
}
