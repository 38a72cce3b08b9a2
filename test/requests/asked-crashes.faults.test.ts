import { isCreation, type Kind } from '../../src/changes/index.ts';
import { eachStore } from '../helpers/stores.ts';
import { dyingAt } from './dying-store.ts';
import { CHANNEL, Life, type Process } from './life.ts';

const A_MINUTE_MS = 60_000;
const SIX_HOURS_MS = 6 * 3_600_000;
const TWO_DAYS_MS = 48 * 3_600_000;
const BO = { id: 'p-bo', name: 'Bo' };
const MOMENTS = ['before', 'after'] as const;

/** Sends the form of a change to a process. */
type Sends = (to: Process) => Promise<unknown>;

/** A process, which can be dead already. */
interface Playing {
  on: Process;
  isDead(): boolean;
}

describe('a change whose process dies', () => {
  eachStore((create) => {
    let life: Life;
    /** Messages that were sent before the change began. */
    let earlier: number;
    beforeAll(async () => {
      life = await Life.begin(await create());
    });
    afterEach(() => life.forget());
    afterAll(() => life.end());

    /** The requests of a kind: those that a form made, and those that take people out on their date. */
    const requestsOf = async ({ store }: Process, kind: Kind) => {
      const rows = store.db.selectFrom('requests').select(['id', 'ends']).where('kind', '=', kind);
      const all = await rows.where('id', 'not like', 'R-by-%').execute();
      const read = (some: typeof all) => Promise.all(some.map(({ id }) => life.read(id)));
      return {
        sent: await read(all.filter(({ ends }) => ends === null)),
        ends: await read(all.filter(({ ends }) => ends !== null)),
      };
    };
    const looks = async ({ on, isDead }: Playing, times: number, every = A_MINUTE_MS) => {
      for (let look = 0; look < times && !isDead(); look += 1) {
        await life.clock.advance(every);
        await on.sweeps();
      }
    };
    /** The form is sent, Ines approves, and time passes; whoever finds something done already goes on from there. */
    const plays = async (playing: Playing, kind: Kind, sends: Sends): Promise<void> => {
      const { on } = playing;
      if ((await requestsOf(on, kind)).sent.length === 0) await sends(on);
      // What a process left behind after its acknowledgement is taken up by now.
      await looks(playing, 1);
      const [request] = (await requestsOf(on, kind)).sent;
      if (request?.state === 'waiting') await on.decides('ines', 'approve', request.id);
      await looks(playing, 19);
    };
    /**
     * A process plays until it dies at its nth write, and the next one after it.
     * @returns the next one, and whether the first one died
     */
    const playsTwice = async (
      { nth, moment }: { nth: number; moment: (typeof MOMENTS)[number] },
      play: (playing: Playing) => Promise<void>,
    ) => {
      earlier = life.messages.length;
      const { process, through } = dyingAt(nth, moment);
      const dying = await life.process({}, through);
      await play({ on: dying, isDead: () => process.died }).catch(() => undefined);
      await dying.requests.stop();
      await life.settled();
      const next = await life.process();
      await play({ on: next, isDead: () => false });
      return { next, died: process.died };
    };

    const sinceThen = () => life.messages.slice(earlier);
    const replies = (words: string) =>
      sinceThen().filter(({ text, thread }) => thread !== undefined && text.includes(words)).length;
    const directs = (account: string) => sinceThen().filter(({ channel }) => channel === account).length;
    const cards = () => sinceThen().filter(({ channel, thread }) => channel === CHANNEL && thread === undefined);
    const isOnCard = (words: string) => cards().some(({ text }) => text.includes(words));
    /** Once; where a process died, what it had posted and not written down is there twice. */
    const isOnOneCard = (died: boolean) => {
      const posted = cards().filter(({ edited }) => !edited).length;
      return posted === 1 || (died && posted === 2);
    };
    /** At most once, because the card says the same; and surely, where nobody died. */
    const isSaid = (times: number, died: boolean) => times === 1 || (died && times === 0);
    /** Messages that do not show what they should by now, and cards that were not posted. */
    const behind = ({ store }: Process) =>
      store.db
        .selectFrom('messages')
        .select(['what', 'ts', 'blocked_reason'])
        .where('request_id', 'not like', 'R-by-%')
        // A reminder is for a later time, when there is still something to remind of.
        .where('what', '!=', 'reminder')
        .where((where) =>
          where.or([
            where('posted_version', '<', where.ref('desired_version')),
            where.and([where('what', '=', 'card'), where('ts', 'is', null)]),
          ]),
        )
        .execute();
    const memberIds = () => life.world.group('g').members.map(({ id }) => id);
    const writes = () => [...life.world.posted, ...life.world.put].length;

    describe('after somebody asked for it', () => {
      /** A group that Ravi asked to delete, which was carried out. */
      const deletes = async () => {
        const app = await life.process();
        life.world.addGroup('crew', 'Crew');
        const { id } = await app.asks('ravi', 'crew');
        await app.decides('tomas', 'approve', id);
        await life.later(30_000);
        return id;
      };
      const asking = (...asked: Parameters<Process['asksFor']>) => {
        return async (): Promise<Sends> => (to) => to.asksFor(...asked);
      };
      const named = (name: string) => [...life.world.groups.values()].filter((group) => group.name === name).length;

      /** How each kind is asked for, whether it was done, and the words for that. */
      const HOW = {
        create: {
          prepares: asking('ravi', 'create'),
          isDone: () => named('Launch team') === 1,
          card: 'created the group “Launch team”',
          reply: 'Created: the group “Launch team” is in DocSpace',
        },
        edit: {
          prepares: asking('ravi', 'edit', { name: { from: 'Design', to: 'Brand' }, add: [BO] }),
          isDone: () => named('Brand') === 1 && memberIds().includes('p-bo'),
          card: 'Renamed from “Design”',
          reply: 'Saved: the card above',
        },
        join: {
          prepares: asking('bo', 'join', { add: [BO] }),
          isDone: () => memberIds().includes('p-bo'),
          card: 'Added: Bo.',
          reply: 'Saved: the card above',
        },
        leave: {
          prepares: async (): Promise<Sends> => {
            life.world.change('g', { add: ['p-bo'] });
            return asking('bo', 'leave', { remove: [BO] })();
          },
          isDone: () => !memberIds().includes('p-bo'),
          card: 'Removed: Bo.',
          reply: 'Saved: the card above',
        },
        restore: {
          prepares: async (): Promise<Sends> => {
            const deletion = await deletes();
            return async (to) => to.restores('ravi', await to.opensRestore('ravi', deletion, true));
          },
          isDone: () => named('Crew') === 1,
          card: 'restored the group “Crew”',
          reply: 'Restored: the group “Crew” is in DocSpace again',
        },
      } as const;
      const KINDS = ['create', 'edit', 'join', 'leave', 'restore'] as const;

      it.each(KINDS.flatMap((kind) => MOMENTS.map((moment) => ({ kind, moment }))))(
        'to $kind, at any of its writes, $moment it is committed, is finished by the next process, and sent once',
        async ({ kind, moment }) => {
          const { prepares, isDone, card, reply } = HOW[kind];
          const ends: (string | undefined)[] = [];
          for (let dies = true; dies; ) {
            const nth = ends.length;
            const sends = await prepares();
            const { next, died } = await playsTwice({ nth, moment }, (playing) => plays(playing, kind, sends));
            dies = died;
            const [request, ...others] = (await requestsOf(next, kind)).sent;
            const applied = request?.state === 'applied';
            ends.push(request?.state);
            expect({ nth, others, writes: writes(), isDone: isDone(), behind: await behind(next) }).toEqual({
              ...{ nth, others: [], writes: applied ? 1 : 0, isDone: applied, behind: [] },
            });
            const onCard = isOnCard(applied ? card : 'Failed');
            const said = isSaid(replies(applied ? reply : 'has not appeared in DocSpace'), died);
            expect({ nth, onCard, oneCard: isOnOneCard(died), said }).toEqual({
              ...{ nth, onCard: true, oneCard: true, said: true },
            });
            await life.forget();
          }
          // Counted as sent, and not sent: an edit shows that by itself; a new group could still appear, and is given up.
          const others = new Set(ends.filter((state) => state !== 'applied'));
          expect([...others]).toEqual(isCreation(kind) && others.size > 0 ? ['given_up'] : []);
          expect([ends.at(0), ends.at(-1)]).toEqual(['applied', 'applied']);
          expect(ends.length).toBeGreaterThan(12);
        },
        300_000,
      );
    });

    describe('that adds people until a date', () => {
      const HOW = {
        'made alone': async (to: Process, until: number) =>
          to.edits('ines', await to.previews('ines', { add: [BO] }, undefined, until)),
        'asked for': (to: Process, until: number) => to.asksFor('ravi', 'edit', { add: [BO] }, '', until),
      } as const;
      const WAYS = ['made alone', 'asked for'] as const;

      it.each(WAYS.flatMap((how) => MOMENTS.map((moment) => ({ how, moment }))))(
        '$how, at any of its writes, $moment it is committed, adds them once and takes them out once',
        async ({ how, moment }) => {
          const ends: (string | undefined)[] = [];
          for (let dies = true; dies; ) {
            const nth = ends.length;
            const until = life.clock.now() + TWO_DAYS_MS;
            const { next, died } = await playsTwice({ nth, moment }, async (playing) => {
              await plays(playing, 'edit', (to) => HOW[how](to, until));
              await looks(playing, 10, SIX_HOURS_MS);
            });
            dies = died;
            const { sent, ends: leaving } = await requestsOf(next, 'edit');
            const applied = sent[0]?.state === 'applied';
            ends.push(sent[0]?.state);
            expect({ nth, sent: sent.length, leaving: leaving.map(({ state }) => state) }).toEqual({
              ...{ nth, sent: 1, leaving: applied ? ['applied'] : [] },
            });
            expect({ nth, writes: writes(), isIn: memberIds().includes('p-bo'), behind: await behind(next) }).toEqual({
              ...{ nth, writes: applied ? 2 : 0, isIn: false, behind: [] },
            });
            const said = !applied || (isSaid(replies('Bo left the group'), died) && isSaid(directs('bo'), died));
            expect({ nth, onCard: isOnCard(applied ? 'Bo left on' : 'Failed'), said }).toEqual({
              ...{ nth, onCard: true, said: true },
            });
            await life.forget();
          }
          // Counted as sent, and not sent: what somebody makes alone is not sent again without them.
          const given = ends.filter((state) => state !== 'applied');
          const lost = how === 'made alone' && moment === 'after' ? ['given_up'] : [];
          expect(given).toEqual(lost);
          expect(ends.length).toBeGreaterThan(12);
        },
        300_000,
      );
    });
  });
});
