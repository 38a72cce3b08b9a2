import type { Member } from '../../src/changes/index.ts';
import { eachStore } from '../helpers/stores.ts';
import { dyingAt } from './dying-store.ts';
import { Life, type Process } from './life.ts';

const CROWD: Member[] = Array.from({ length: 110 }, (_, n) => ({ id: `p-${n + 1}`, name: `Person ${n + 1}` }));

describe('a change about many people', () => {
  eachStore((create) => {
    let life: Life;
    /** Whom the portal was asked to add, as often as it was. */
    let sent: string[];
    beforeAll(async () => {
      life = await Life.begin(await create());
    });
    afterAll(() => life.end());

    const begin = () => {
      sent = [];
      life.world.onUpdate = async (id, wanted) => {
        sent.push(...wanted.add);
        await life.clock.advance(5_000);
        life.world.change(id, wanted);
      };
    };
    const edits = (on: Process) =>
      on.store.db.selectFrom('requests').select(['id', 'state']).where('kind', '=', 'edit').execute();
    /** Ines confirms the preview; time passes, and whatever was left behind is taken up. */
    const plays = async (on: Process, draft: string): Promise<void> => {
      if ((await edits(on)).length === 0) await on.edits('ines', draft);
      for (let passed = 0; passed < 900_000; passed += 15_000) {
        await life.clock.advance(15_000);
        await on.sweeps();
      }
    };

    it.each(['before', 'after'] as const)(
      'whose process dies at any of its writes, %s it is committed, is done in the end, and nobody is sent twice',
      async (moment) => {
        const ends = new Set<string>();
        for (let nth = 0, died = true; died; nth += 1) {
          begin();
          const draft = await (await life.process()).previews('ines', { add: CROWD });
          const { process, through } = dyingAt(nth, moment);
          const dying = await life.process({}, through);
          await plays(dying, draft).catch(() => undefined);
          await dying.requests.stop();
          died = process.died;
          const next = await life.process();
          await plays(next, draft);
          const [request, ...others] = await edits(next);
          expect({ nth, others }).toEqual({ nth, others: [] });
          ends.add(request?.state ?? '');
          const members = life.world.group('g').members.filter(({ id }) => /^p-\d/.test(id)).length;
          const done = request?.state === 'applied' ? CROWD.length : 0;
          expect({ nth, members, sent: sent.length, twice: sent.length - new Set(sent).size }).toEqual({
            nth,
            members: done,
            sent: done,
            twice: 0,
          });
          const told = life.messages.some(({ text }) => text.includes(done ? 'edited the group' : 'Failed: Design'));
          expect({ nth, told }).toEqual({ nth, told: true });
          await life.forget();
        }
        // Not sent and yet counted as sent: the process died between writing that down and the first PUT.
        expect([...ends].sort()).toEqual(moment === 'after' ? ['applied', 'given_up'] : ['applied']);
      },
      300_000,
    );
  });
});
