import { eachStore } from '../helpers/stores.ts';
import { dyingAt } from './dying-store.ts';
import { Life, type Process } from './life.ts';

describe('a deletion whose process dies', () => {
  eachStore((create) => {
    let life: Life;
    beforeAll(async () => {
      life = await Life.begin(await create());
    });
    afterEach(() => life.forget());
    afterAll(() => life.end());

    /** The requests there are, and their states. */
    const states = async (app: Process) => {
      const { db } = app.store;
      return db.selectFrom('requests').select(['id', 'state']).where('id', 'not like', 'R-by-%').execute();
    };
    /** Ravi asks, Ines approves, time passes; whoever finds something done already goes on from there. */
    const plays = async (app: Process): Promise<void> => {
      const before = await states(app);
      const id = before[0]?.id ?? (await app.asks('ravi')).id;
      if ((await life.stateOf(id)) === 'received') await app.requests.accept(id);
      if ((await life.stateOf(id)) === 'waiting') await app.decides('ines', 'approve', id);
      for (let minutes = 0; minutes < 12; minutes += 1) {
        await life.clock.advance(60_000);
        await app.sweeps();
      }
    };
    /** Plays until the process dies; false when it lived through all of it. */
    const dies = async (nth: number, moment: 'before' | 'after'): Promise<boolean> => {
      const { process, through } = dyingAt(nth, moment);
      const dying = await life.process({}, through);
      await plays(dying).catch(() => undefined);
      await dying.requests.stop();
      await life.settled();
      return process.died;
    };

    it.each(['before', 'after'] as const)(
      'at any of its writes, %s it is committed, is finished by the next process, and sent once',
      async (moment) => {
        let nth = 0;
        for (; await dies(nth, moment); nth += 1) {
          const next = await life.process();
          await plays(next);
          expect({ nth, states: (await states(next)).map(({ state }) => state) }).toEqual({ nth, states: ['applied'] });
          expect({ nth, sent: life.world.sent }).toEqual({ nth, sent: ['g'] });
          const cards = await next.store.db
            .selectFrom('messages')
            .select(['what', 'ts'])
            .whereRef('posted_version', '=', 'desired_version')
            .where('what', '=', 'card')
            .where('request_id', 'not like', 'R-by-%')
            .execute();
          expect(cards).toEqual([{ what: 'card', ts: expect.any(String) }]);
          await life.forget();
        }
        // Storing, accepting, posting, approving, applying and settling, each with its messages.
        expect(nth).toBeGreaterThan(15);
      },
    );
  });
});
