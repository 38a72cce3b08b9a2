import fc from 'fast-check';
import { type ChangeRequest, needsApproval } from '../../src/changes/index.ts';
import { Forbidden, NotCertain, NotDone, Unreachable, type Wanted } from '../../src/docspace/index.ts';
import type { Life, Process } from './life.ts';
import type { World } from './people-and-groups.ts';

/** What the portal does with a POST or a PUT. */
export const DOES = [
  'works',
  'refuses',
  'says nothing and did nothing',
  'says nothing and did it',
  'says nothing and did a part',
  'says nothing and does it later',
] as const;
type Does = (typeof DOES)[number];

/** A form of a change that its user makes alone, or asks for, is sent, or sent once more. */
export const sending = fc.record({
  what: fc.constant('sends' as const),
  form: fc.constantFrom(
    'create',
    'rename',
    'add',
    'rename and add',
    'add until',
    'join',
    'leave',
    'restore',
    'restore',
    'restore',
    'the last one again',
  ),
  who: fc.constantFrom('ines', 'ines', 'ines', 'tomas', 'tomas', 'tomas', 'marie'),
  /** Who asks for it instead; one of them could make it alone by now. */
  asker: fc.constantFrom(undefined, undefined, undefined, 'ravi', 'ravi', 'bo', 'ines'),
  /** Slack delivers it so many times at once, to one process after the other. */
  times: fc.constantFrom(1, 1, 2, 3),
  /** It was opened before the last one was sent. */
  stale: fc.boolean(),
  /** The process dies after the acknowledgement. */
  dies: fc.boolean(),
});
export type Sending = typeof sending extends fc.Arbitrary<infer T> ? T : never;

/** Who sends a form, to make its change alone or to ask for it. */
interface By {
  who: string;
  asked: boolean;
}

interface Opened extends By {
  n: number;
  draft: string;
  kind: 'create' | 'edit' | 'join' | 'leave';
  /** When who is added leaves again. */
  until?: number | undefined;
}

/** What the portal did to the group for a form. */
type Effect = 'renamed' | 'added' | 'removed';

/** A form: the group it makes, or the name and the member that it gives a group or takes out, is of this form alone. */
type Form = Opened;

const path = { path: '/group/g' };
const teamOf = (n: number) => `Team ${n}`;
const nameOf = (n: number) => `Name ${n}`;
const memberOf = (n: number) => `e${n}`;
/** Long enough to be looked for meanwhile, and short enough that the portal may still be at it. */
const LATER_MS = 100_000;
/** After everything else of a story. */
const UNTIL_MS = 20 * 3_600_000;

/** Forms of creations and edits, what the portal made of them, and what must not be said of that. */
export class Forms {
  readonly #life: Life;
  readonly #wrong: string[];
  /** Whether what was asked for can go out now. */
  readonly #isRightToMake: (draft: string) => Promise<void>;
  readonly #isRightToRestore: (name: string) => Promise<void>;
  readonly #forms: Form[] = [];
  /** What the portal did for each edit, and to which shape of the group. */
  readonly #effects = new Map<number, { what: Set<Effect>; shape: number }>();
  /** Names of the groups that the portal refused to make, as often as it did. */
  readonly refused: string[] = [];
  #shape = 0;
  /** An edit that was opened a while ago. */
  #aside: Form | undefined;
  #n = 0;

  constructor(
    life: Life,
    wrong: string[],
    isRight: { toMake: (draft: string) => Promise<void>; toRestore: (name: string) => Promise<void> },
  ) {
    this.#life = life;
    this.#wrong = wrong;
    this.#isRightToMake = isRight.toMake;
    this.#isRightToRestore = isRight.toRestore;
  }

  /** From now on the portal does this. */
  portal(does: Does): void {
    const { world } = this.#life;
    world.onCreate = async (wanted) => {
      const isOf = ({ n, kind }: Form) => kind === 'create' && teamOf(n) === wanted.name;
      if (this.#forms.some(isOf)) await this.#goesOut(isOf);
      else await this.#isRightToRestore(wanted.name);
      if (does === 'refuses') this.refused.push(wanted.name);
      const part =
        does === 'says nothing and did a part' ? { ...wanted, memberIds: wanted.memberIds.slice(0, 1) } : wanted;
      await this.#as(does, 'POST', () => void world.make(part));
    };
    world.onUpdate = async (id, { name, ...people }) => {
      const { add, remove } = people;
      const isOf = ({ n, kind }: Form) => name === nameOf(n) || (kind === 'leave' ? remove : add).includes(memberOf(n));
      if (id === 'g') await this.#goesOut((form) => form.kind !== 'create' && isOf(form));
      this.#notTooEarly(remove);
      const part = does === 'says nothing and did a part' && name ? { name } : { ...people, ...(name ? { name } : {}) };
      return this.#as(does, 'PUT', () => world.groups.has(id) && this.#changes(id, part));
    };
  }

  /** At the moment a POST or a PUT goes out: it was not done before, and can be done now. */
  async #goesOut(isIt: (form: Form) => boolean): Promise<void> {
    const form = this.#forms.find(isIt);
    if (!form) return;
    if (this.#isDone(form.n)) this.#wrong.push(`form ${form.n} was sent again after it was done`);
    if (form.asked) await this.#isRightToMake(form.draft);
  }

  /** Who was added until a date leaves on that date. */
  #notTooEarly(removed: readonly string[]): void {
    const now = this.#life.clock.now();
    for (const { n, until } of this.#forms)
      if (until !== undefined && now < until && removed.includes(memberOf(n)))
        this.#wrong.push(`who was added by form ${n} left too early`);
  }

  /** Whether the group shows, since it was made, that an edit was done or a part of it. */
  #isDone(n: number): boolean {
    return this.#effects.get(n)?.shape === this.#shape;
  }

  #changes(id: string, part: Partial<Wanted>): void {
    this.#life.world.change(id, part);
    if (id !== 'g') return;
    const effect = (n: string, what: Effect) => {
      const known = this.#effects.get(Number(n))?.what ?? [];
      this.#effects.set(Number(n), { what: new Set([...known, what]), shape: this.#shape });
    };
    if (part.name) effect(part.name.slice('Name '.length), 'renamed');
    for (const each of part.add ?? []) effect(each.slice('e'.length), 'added');
    for (const each of part.remove ?? []) effect(each.slice('e'.length), 'removed');
  }

  async #as(does: Does, method: string, act: () => unknown): Promise<void> {
    if (does === 'refuses')
      throw new NotDone(new Forbidden('refused', { ...path, method, status: 403, effect: 'none' }));
    if (does === 'says nothing and does it later') this.#life.clock.after(LATER_MS, act);
    else if (does !== 'says nothing and did nothing') act();
    if (does !== 'works') throw new NotCertain(new Unreachable('no answer', { ...path, method, effect: 'unanswered' }));
  }

  /** The group is made anew, or loses its members: what was done to it before is not seen any more. */
  reshaped(): void {
    this.#shape += 1;
  }

  /** Somebody makes a group by hand that has the name of the last creation. */
  namesake(): void {
    const { world } = this.#life;
    const form = this.#forms.findLast(({ kind }) => kind === 'create');
    if (form) world.foreign.add(world.make({ name: teamOf(form.n), memberIds: ['x'] }).id);
  }

  /** Whether looking does not tell what became of it: others made such a group, or changed the same field. An admin closes it. */
  cannotBeKnown({ wanted, edit }: ChangeRequest): boolean {
    const { groups, foreign } = this.#life.world;
    const name = groups.get('g')?.name;
    const renamed = edit?.name !== undefined && name !== edit.name.from && name !== edit.name.to;
    return renamed || [...foreign].some((id) => groups.get(id)?.name === wanted?.name);
  }

  async sends(sent: Sending, next: () => Process): Promise<void> {
    const form = sent.form === 'the last one again' ? this.#forms.at(-1) : await this.#opens(sent, next());
    if (!form) return;
    const { who, draft, n, kind } = form;
    const each = async (process: Process): Promise<unknown> => {
      if (kind === 'create')
        return sent.dies ? process.sendsNew(who, draft, teamOf(n)) : process.creates(who, draft, teamOf(n));
      return sent.dies ? process.confirms(who, draft) : process.edits(who, draft);
    };
    await Promise.allSettled(Array.from({ length: sent.times }, () => each(next())));
  }

  async #opens({ form, who: alone, asker, stale }: Sending, process: Process): Promise<Form | undefined> {
    const by = { who: asker ?? alone, asked: asker !== undefined };
    const { world } = this.#life;
    if (form === 'restore' || (form !== 'create' && !world.groups.has('g'))) return undefined;
    this.#n += 1;
    const n = this.#n;
    if (form === 'create') return this.#opened({ ...by, n, kind: form }, process.opensNew(by.who, undefined, by.asked));
    if (form === 'join' || form === 'leave') return this.#opensOwn(form, n, process);
    const edit = {
      ...(form === 'rename' || form === 'rename and add'
        ? { name: { from: world.group('g').name, to: nameOf(n) } }
        : {}),
      ...(form === 'rename' ? {} : { add: [{ id: memberOf(n), name: memberOf(n) }] }),
    };
    const until = form === 'add until' ? this.#life.clock.now() + UNTIL_MS : undefined;
    const draft = process.previews(by.who, edit, undefined, until, by.asked);
    return this.#laidAside(stale, await this.#opened({ ...by, n, kind: 'edit', until }, draft));
  }

  /** A room admin of this form alone asks to join, or to leave the group they were added to by hand. */
  async #opensOwn(kind: 'join' | 'leave', n: number, process: Process): Promise<Form | undefined> {
    const { world } = this.#life;
    const who = memberOf(n);
    const own = [{ id: who, name: who }];
    world.people.set(who, { id: who, name: who, role: 'roomAdmin' });
    if (kind === 'leave') world.change('g', { add: [who] });
    return this.#opened({ who, asked: true, n, kind }, process.opensOwn(who, kind, own));
  }

  async #opened(form: Omit<Form, 'draft'>, opening: Promise<string>): Promise<Form | undefined> {
    const draft = await opening.catch(() => undefined);
    if (draft === undefined) return undefined;
    const made = { ...form, draft };
    this.#forms.push(made);
    return made;
  }

  /** In place of a form that was opened earlier, or a while later. */
  #laidAside(stale: boolean, form: Form | undefined): Form | undefined {
    const earlier = this.#aside;
    this.#aside = stale ? form : undefined;
    return stale ? earlier : form;
  }

  /** What must hold long after the last date, when everything works: nobody is in the group who was to leave it. */
  checkEnd(): void {
    const { groups } = this.#life.world;
    for (const { n, until } of this.#forms)
      if (until !== undefined && groups.get('g')?.members.some(({ id }) => id === memberOf(n)))
        this.#wrong.push(`who was added by form ${n} until a date is still in the group`);
  }

  /** What must hold at every moment. */
  async check(requests: readonly ChangeRequest[], process: Process): Promise<void> {
    const { world } = this.#life;
    const rows = await process.store.db.selectFrom('requests').select(['id', 'draft']).execute();
    for (const { n, draft, kind } of this.#forms) {
      const ids = rows.filter((row) => row.draft === draft).map(({ id }) => id);
      if (ids.length > 1) this.#wrong.push(`form ${n} became ${ids.length} requests`);
      const request = requests.find(({ id }) => id === ids[0]);
      if (request && kind === 'edit') this.#editIsTold(request, n);
      if (request && (kind === 'join' || kind === 'leave')) this.#ownIsTold(request, n);
      if (kind === 'create') this.#creationIsTold(request, n, world);
    }
  }

  #creationIsTold(request: ChangeRequest | undefined, n: number, world: World): void {
    const name = teamOf(n);
    const say = (what: string) => this.#wrong.push(`${request?.id} of ${name}, ${request?.state}: ${what}`);
    const named = (each: string) => each === name;
    // What others approved is tried again after the portal refused it.
    const again = request && needsApproval(request) ? this.refused.filter(named).length : 0;
    const posts = world.posted.filter(named).length - again;
    if (posts > 1) say(`it was sent ${posts} times`);
    const made = [...world.groups.values()].filter((group) => group.name === name && !world.foreign.has(group.id));
    if (made.length > 1) say(`there are ${made.length} such groups`);
    const [group] = made;
    if (request?.state === 'applied') {
      const shown = request.group;
      if (!group || group.id !== shown.id) return void say('no such group');
      const members = group.members.map(({ id }) => id);
      if (members.length !== shown.size || !shown.members.every(({ id }) => members.includes(id)))
        say(`its card shows ${JSON.stringify(shown)}, the portal ${JSON.stringify(members)}`);
    }
    if (saysNothingDone(request) && group) say('its group is there');
    if (wasNeverSent(request) && posts > 0) say('it was sent');
  }

  #ownIsTold(request: ChangeRequest, n: number): void {
    const say = (what: string) => this.#wrong.push(`${request.id} of form ${n}, ${request.state}: ${what}`);
    const { what: did = new Set() } = this.#effects.get(n) ?? {};
    if ((saysNothingDone(request) || wasNeverSent(request)) && this.#isDone(n)) say('it was done');
    const done = request.kind === 'join' ? 'added' : 'removed';
    if (request.state === 'applied' && !did.has(done) && request.why !== 'already-so') say('it was not done');
  }

  #editIsTold(request: ChangeRequest, n: number): void {
    const say = (what: string) => this.#wrong.push(`${request.id} of form ${n}, ${request.state}: ${what}`);
    const { what: did = new Set() } = this.#effects.get(n) ?? {};
    if (saysNothingDone(request) && this.#isDone(n)) say('it was done');
    // What others approved is sent again to a group that was made anew.
    if (wasNeverSent(request) && (needsApproval(request) ? this.#isDone(n) : did.size > 0)) say('it was sent');
    if (request.state !== 'applied') return;
    const { facts, edit } = request;
    const text = facts.text ?? '';
    if (text.includes('Renamed from') && !did.has('renamed')) say('it did not rename the group');
    if (text.includes(`Added: ${memberOf(n)}`) && !did.has('added')) say('it added nobody');
    if (edit?.add.length === 1 && !did.has('added') && !text.includes(memberOf(n))) say('it says nothing of the rest');
  }
}

/** The app has said, or looked, that nothing was done. */
function saysNothingDone(request: ChangeRequest | undefined): boolean {
  return request?.state === 'given_up' && request.why !== 'already-gone';
}

function wasNeverSent(request: ChangeRequest | undefined): boolean {
  return ['received', 'waiting', 'refused', 'rejected', 'stopped', 'expired', 'withdrawn', 'outdated'].includes(
    request?.state ?? '',
  );
}
