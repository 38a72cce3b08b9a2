import type { ChangeRequest, Kind, Member, WantedEdit } from '../../src/changes/index.ts';
import { Forbidden, NotCertain, Unreachable } from '../../src/docspace/index.ts';
import { requestCard } from '../../src/requests/cards/card.ts';
import { refusalText } from '../../src/requests/text/refusal.ts';
import { UNNAMED_CONTACT } from '../../src/slack/support-contact.ts';
import { POLICY } from '../changes/sample.ts';
import { eachStore } from '../helpers/stores.ts';
import { counting } from './counting-store.ts';
import { killable } from './dying-store.ts';
import { CHANNEL, Life, PORTAL, type Process } from './life.ts';

const crowd = (count: number): Member[] =>
  Array.from({ length: count }, (_, n) => ({ id: `p-${n + 1}`, name: `Person ${n + 1}` }));
const refusal = () => new Forbidden('refused', { method: 'PUT', path: '/group/g', status: 403, effect: 'none' });

describe('a change about many people', () => {
  eachStore((create) => {
    let life: Life;
    let app: Process;
    let other: Process;
    /** Batches that were sent to the portal. */
    let batches = 0;
    /** Happens during a batch, the first one is 1. */
    let during: (batch: number) => Promise<unknown>;
    beforeAll(async () => {
      life = await Life.begin(await create());
    });
    beforeEach(async () => {
      app = await life.process();
      other = await life.process();
      batches = 0;
      during = async () => undefined;
      batchesTake(5_000);
    });
    afterEach(() => life.forget());
    afterAll(() => life.end());

    /** Waits for Slack to have the cards, which nobody waits for while a change goes on. */
    const shown = async () => {
      const behind = () =>
        app.store.db
          .selectFrom('messages')
          .select('id')
          .whereRef('posted_version', '<', 'desired_version')
          .where('request_id', 'not like', 'R-by-%')
          .executeTakeFirst();
      for (let turn = 0; turn < 500 && (await behind()); turn += 1)
        await new Promise((resolve) => setImmediate(resolve));
    };
    const batchesTake = (ms: number) => {
      life.world.onUpdate = async (id, wanted) => {
        batches += 1;
        await shown();
        await life.clock.advance(ms);
        await during(batches);
        life.world.change(id, wanted);
      };
    };
    const newest = (kind: Kind = 'edit') => life.newest(kind);
    const adds = async (count: number, on = app) => on.edits('ines', await on.previews('ines', { add: crowd(count) }));
    const creates = async (count: number, on = app) => {
      const wanted = { name: 'Launch team', members: crowd(count) };
      const draftId = await on.opensNew('ines');
      const request = await on.requests.submit({ draftId, account: 'ines', reason: '', channel: CHANNEL, wanted });
      return on.requests.carryOut(request, () => undefined);
    };
    const members = () => life.world.group('g').members.filter(({ id }) => /^p-\d/.test(id)).length;
    const cards = () => life.messages.map(({ text, edited }) => `${edited ? 'edited' : 'posted'}: ${text}`);
    const buttonsOf = async () =>
      JSON.stringify(
        requestCard(await newest(), { portalUrl: PORTAL, policy: POLICY, contact: UNNAMED_CONTACT, now: 0 }),
      );

    it('shows how far it is in one message, which becomes the card of its outcome', async () => {
      expect(await adds(110)).toBe('applied');
      const doing = '⏳ Editing: Design. <@ines> is adding 110 people to the group “Design”.';
      expect(cards()).toEqual([
        `posted: ${doing} 25 of 110 done.`,
        `edited: ${doing} 50 of 110 done.`,
        `edited: ${doing} 75 of 110 done.`,
        `edited: ${doing} 100 of 110 done.`,
        expect.stringMatching(/^edited: <@ines> edited the group “Design”\. Added: Person 1, .* and 100 more\./),
      ]);
      expect(new Set(life.messages.map(({ channel }) => channel))).toEqual(new Set([CHANNEL]));
      expect([members(), (await newest()).facts.rest]).toEqual([110, undefined]);
      const lines = await app.store.db
        .selectFrom('record')
        .select('action')
        .where('action', 'like', 'edit_p%')
        .execute();
      expect(lines).toHaveLength(1);
    });

    it('writes its progress down by the clock, not for each batch', async () => {
      const { counted, through } = counting();
      const process = await life.process({}, through);
      const draft = await process.previews('ines', { add: crowd(1_000) });
      batchesTake(10);
      counted.writes = 0;
      expect(await process.edits('ines', draft)).toBe('applied');
      // Stored, begun, the first progress, its card claimed, placed and settled, done, and the outcome's card the same.
      expect([batches, counted.writes <= 12]).toEqual([40, true]);
      expect(cards()).toHaveLength(2);
    });

    it('of one batch has no card before its outcome', async () => {
      expect(await adds(25)).toBe('applied');
      expect(cards()).toEqual([expect.stringContaining('posted: <@ines> edited the group')]);
    });

    it('is not tried again with each batch where Slack does not take its card', async () => {
      life.refusal = 'is_archived';
      expect(await adds(250)).toBe('applied');
      expect([batches, life.refused, cards()]).toEqual([10, 2, []]);
    });

    it('stays with its process, however long it takes', async () => {
      batchesTake(100_000);
      during = () => other.sweeps();
      expect(await adds(110)).toBe('applied');
      expect([batches, members(), (await newest()).facts.rest]).toEqual([5, 110, undefined]);
    });

    describe('that is canceled', () => {
      const cancelsIn = (batch: number, who: string, on = app) => {
        const answers: string[] = [];
        during = async (now) => {
          if (now === batch) answers.push(await on.decides(who, 'cancel', (await newest()).id));
        };
        return answers;
      };
      const stopped = (name: string) =>
        [
          `Canceled by ${name} after 50 of 110.`,
          'Not added yet: Person 51, Person 52, Person 53, Person 54, Person 55, Person 56, Person 57, Person 58, Person 59, Person 60 and 50 more.',
        ].join('\n');

      it('by its requester ends after the batch under way, as done in part, and names the rest', async () => {
        const answers = cancelsIn(2, 'ines');
        expect(await adds(110)).toBe('applied');
        const { facts } = await newest();
        expect([answers, batches, members()]).toEqual([['applying'], 2, 50]);
        expect(facts).toMatchObject({ text: stopped('Ines'), rest: { add: 60, remove: 0 } });
        expect(cards()).toContainEqual(
          expect.stringContaining('25 of 110 done. Canceled by Ines: it ends after the current batch.'),
        );
        expect(await buttonsOf()).toContain('Add the rest');
      });

      it.each([
        ['tomas', 'Tomas'],
        ['una', 'Una'],
      ])('by %s on another replica ends the same way, whoever APPROVERS names', async (who, name) => {
        life.world.approvers = new Set(['ravi']);
        const answers = cancelsIn(2, who, other);
        expect(await adds(110)).toBe('applied');
        expect([answers, batches, (await newest()).facts.text]).toEqual([['applying'], 2, stopped(name)]);
        const history = app.store.db.selectFrom('record').select(['action', 'account']);
        const rows = await history.where('action', '=', 'edit_cancel').where('account', '=', who).execute();
        expect(rows).toHaveLength(1);
      });

      it('within its quick batches ends as soon', async () => {
        batchesTake(10);
        cancelsIn(4, 'tomas', other);
        expect(await adds(1_000)).toBe('applied');
        expect([batches, members()]).toEqual([4, 100]);
      });

      it('by a user without the right goes on', async () => {
        const answers = cancelsIn(2, 'ravi');
        expect(await adds(110)).toBe('applied');
        expect([answers, members(), (await newest()).facts.rest]).toEqual([['may-not-write'], 110, undefined]);
      });

      it('twice, or when it is done, is told that nothing is left to stop', async () => {
        const answers = cancelsIn(2, 'ines');
        const cancel = during;
        during = async (batch) => {
          await cancel(batch);
          if (batch === 2) answers.push(await other.decides('tomas', 'cancel', (await newest()).id));
        };
        await adds(110);
        answers.push(await app.decides('ines', 'cancel', (await newest()).id));
        expect(answers).toEqual(['applying', 'not-open', 'not-open']);
        const told = (request: ChangeRequest) => refusalText(request, 'cancel', 'not-open');
        const ended = await newest();
        expect(told(ended)).toBe(`There is nothing left to stop: request ${ended.id} is saved.`);
        const words = 'Ines has already stopped this. It ends after the current batch.';
        expect(told({ ...ended, state: 'applying' })).toBe(words);
      });

      it('before a second batch is not open: what is one write cannot be stopped', async () => {
        const answers = cancelsIn(1, 'ines');
        await adds(110);
        expect([answers, members()]).toEqual([['not-open'], 110]);
      });
    });

    it('that the portal refuses in the middle keeps what was done, and offers the rest', async () => {
      during = (batch) => (batch === 3 ? Promise.reject(refusal()) : Promise.resolve());
      expect(await adds(110)).toBe('applied');
      const { facts } = await newest();
      expect([members(), facts.rest]).toEqual([50, { add: 60, remove: 0 }]);
      expect(facts.text).toContain('DocSpace failed in the middle of this.');
      expect(await buttonsOf()).toContain('Add the rest');
    });

    describe('whose process is gone in the middle', () => {
      /** The process dies during that batch of 110 people, which the portal still carries out. */
      const diesIn = async (batch: number, edit: Partial<WantedEdit> = {}) => {
        const { process, through } = killable();
        const dying = await life.process({}, through);
        during = async (now) => {
          if (now === batch) process.died = true;
        };
        const draft = await app.previews('ines', { add: crowd(110), ...edit });
        await expect(dying.edits('ines', draft)).rejects.toThrow();
        during = async () => undefined;
      };
      const LONG = 900_000;

      it('is gone on with by another one, once the portal has surely ended the last batch', async () => {
        await diesIn(2);
        expect([batches, members(), await life.stateOf((await newest()).id)]).toEqual([2, 50, 'applying']);
        await other.looksFor(195_000);
        expect([batches, (await newest()).state]).toEqual([2, 'uncertain']);
        await other.looksFor(LONG);
        expect([members(), (await newest()).state, (await newest()).facts.rest]).toEqual([110, 'applied', undefined]);
        // Nobody is sent twice: 60 people are left for 3 batches.
        expect(batches).toBe(5);
        expect(cards().filter((card) => card.startsWith('posted'))).toHaveLength(1);
        expect(cards()).toContainEqual(
          'edited: ❓ Not certain: Design. <@ines> is adding 110 people to the group “Design”. This was interrupted. At least 25 of 110 done. The app checks what DocSpace has done, then continues by itself.',
        );
        expect(cards()).toContainEqual(expect.stringMatching(/^edited: ⏳ Editing: Design\..* 75 of 110 done\.$/));
        expect(cards().at(-1)).toContain('edited: <@ines> edited the group “Design”');
      });

      it('leaves a name that somebody gave the group meanwhile', async () => {
        await diesIn(2, { name: { from: 'Design', to: 'Brand' } });
        expect(life.world.group('g').name).toBe('Brand');
        life.world.change('g', { name: 'Brand 2' });
        await other.looksFor(LONG);
        expect([members(), life.world.group('g').name, (await newest()).state]).toEqual([110, 'Brand 2', 'applied']);
      });

      it('is gone on with by one of two', async () => {
        await diesIn(2);
        const third = await life.process();
        for (let passed = 0; passed < LONG; passed += 15_000) {
          await life.clock.advance(15_000);
          await Promise.all([other.sweeps(), third.sweeps()]);
        }
        expect([members(), batches, (await newest()).state]).toEqual([110, 5, 'applied']);
      });

      it('ends with what was done when its requester lost the right meanwhile', async () => {
        await diesIn(2);
        const ines = life.world.people.get('ines');
        if (ines) ines.role = 'roomAdmin';
        await other.looksFor(LONG);
        const { state, facts } = await newest();
        expect([members(), batches, state, facts.rest]).toEqual([50, 2, 'applied', { add: 60, remove: 0 }]);
        expect(facts.text).toContain(
          'Ines can no longer edit groups. This ended after 50 of 110.\nNot added yet: Person 51,',
        );
        expect(await buttonsOf()).toContain('Add the rest');
      });

      it('ends with what was done when somebody cancels it before that', async () => {
        await diesIn(2);
        await other.looksFor(195_000);
        expect(await other.decides('tomas', 'cancel', (await newest()).id)).toBe('uncertain');
        await other.looksFor(LONG);
        const { state, facts } = await newest();
        expect([members(), state, facts.rest]).toEqual([50, 'applied', { add: 60, remove: 0 }]);
        expect(facts.text).toContain('Canceled by Tomas after 50 of 110.');
      });

      it('names the rest when the portal refuses it then', async () => {
        await diesIn(2);
        during = () => Promise.reject(refusal());
        await other.looksFor(LONG);
        const { state, facts } = await newest();
        expect([members(), state, facts.rest]).toEqual([50, 'applied', { add: 60, remove: 0 }]);
        expect(facts.text).toContain('DocSpace failed in the middle of this.');
      });

      it('is not tried for ever when the portal never answers', async () => {
        await diesIn(2);
        life.world.onUpdate = async () => {
          batches += 1;
          throw new NotCertain(new Unreachable('cut', { method: 'PUT', path: '/group/g', effect: 'unanswered' }));
        };
        await other.looksFor(2 * LONG);
        const { state, facts } = await newest();
        expect([members(), batches, state]).toEqual([50, 3, 'applied']);
        expect(facts.text).toContain(
          'DocSpace added no one else when the app tried again. This ended after 50 of 110.',
        );
      });

      it('that is a creation is completed the same way', async () => {
        const { process, through } = killable();
        const dying = await life.process({}, through);
        during = async () => {
          process.died = true;
        };
        await expect(creates(110, dying)).rejects.toThrow();
        during = async () => undefined;
        expect(batches).toBe(1);
        await other.looksFor(LONG);
        const { state, group } = await newest('create');
        expect([state, group.size, life.world.posted, batches]).toEqual(['applied', 110, ['Launch team'], 4]);
      });
    });

    it('is left to the next process when its app is to end, without waiting for all of it', async () => {
      const stopping = new AbortController();
      const ending = await life.process({}, undefined, stopping.signal);
      during = async (batch) => {
        if (batch === 2) stopping.abort();
      };
      expect(await adds(110, ending)).toBeUndefined();
      expect([batches, (await newest()).state, (await newest()).facts.progress]).toEqual([
        2,
        'uncertain',
        { done: 25, of: 110 },
      ]);
      for (let passed = 0; passed < 600_000; passed += 15_000) {
        await life.clock.advance(15_000);
        await other.sweeps();
      }
      expect([members(), batches, (await newest()).state]).toEqual([110, 5, 'applied']);
    });

    it('that is a creation shows its progress the same way', async () => {
      expect(await creates(110)).toMatchObject({ done: { state: 'applied' } });
      expect(batches).toBe(4);
      expect(cards()[0]).toBe(
        'posted: ⏳ Creating: Launch team. <@ines> is creating the group “Launch team” with 110 people. 25 of 110 done.',
      );
      expect(cards().at(-1)).toContain('edited: <@ines> created the group “Launch team”');
    });

    it('that is a creation can be canceled the same way', async () => {
      during = async (batch) => {
        if (batch === 2) await other.decides('tomas', 'cancel', (await newest('create')).id);
      };
      await creates(110);
      const { state, group, facts } = await newest('create');
      expect([state, group.size, facts.rest]).toEqual(['applied', 75, { add: 35, remove: 0 }]);
      expect(facts.text).toMatch(/^Canceled by Tomas after 75 of 110\.\nNot added yet: Person 76, .* and 25 more\.$/);
    });
  });
});
