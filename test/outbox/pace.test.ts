import { until } from '../helpers/replicas.ts';
import { eachStore } from '../helpers/stores.ts';
import { messagesOf } from './rows.ts';
import { DESIGN, type OutboxStage, stageForEach } from './stage.ts';

const SECOND = 1_000;

describe('the pace of the outbox', () => {
  eachStore((create) => {
    let stage: OutboxStage;
    stageForEach(create, (opened) => {
      stage = opened;
    });

    const replies = () => stage.shows().filter((line) => line.includes('>')).length;
    const posts = () => stage.calls('chat.postMessage');
    const asksMany = async (count: number) => {
      for (let nr = 1; nr <= count; nr += 1) {
        await stage.asks(`R-${nr}`);
        await stage.clock.advance(1);
      }
    };

    it('lets a card and its first replies go at once, then one a second', async () => {
      for (const words of ['one', 'two', 'three', 'four']) await stage.moves('R-A', words);
      await stage.outbox.flush('R-A');
      expect(replies()).toBe(2);
      await stage.later(SECOND - 1);
      expect(replies()).toBe(2);
      await stage.later(1);
      expect(replies()).toBe(3);
      await stage.later(SECOND - 1);
      expect(replies()).toBe(3);
      await stage.later(1);
      const thread = ['one', 'two', 'three', 'four'].map((words) => `R-A waiting 5 > ${words}`);
      expect(stage.shows()).toEqual(['R-A waiting 5', ...thread]);
    });

    it('takes messages up by itself when their turn comes, without a sweep', async () => {
      await stage.moves('R-A', 'one');
      for (const id of ['R-B', 'R-C']) await stage.asks(id);
      for (const id of ['R-A', 'R-B', 'R-C']) await stage.outbox.flush(id);
      await stage.moves('R-A', 'two');
      await stage.outbox.flush('R-A');
      expect(posts()).toBe(3);
      await stage.clock.advance(SECOND);
      await until(() => stage.shows().length === 4);
      await stage.clock.advance(SECOND);
      await until(() => stage.shows().length === 5);
      expect(stage.shows().slice(-2)).toEqual(['R-C waiting 1', 'R-A waiting 3 > two']);
    });

    it('lets one message go at once to a channel that was quiet', async () => {
      await stage.outbox.flush('R-A');
      await stage.later(10 * SECOND);
      await stage.moves('R-A', 'said', 'approved');
      await stage.outbox.flush('R-A');
      expect(stage.shows()).toEqual(['R-A approved 2', 'R-A approved 2 > said']);
    });

    it('posts the cards of many requests one after the other, and holds up nothing else', async () => {
      await stage.outbox.flush('R-A');
      await stage.later(10 * SECOND);
      await asksMany(8);
      await stage.outbox.sweep();
      expect(posts()).toBe(4);
      await stage.asks('R-B', DESIGN);
      await stage.tells('R-8', 'directly');
      await stage.moves('R-A', undefined, 'rejected');
      await stage.outbox.sweep();
      expect([stage.shows(DESIGN), stage.told(), stage.shows()[0]]).toEqual([
        ['R-B waiting 1'],
        ['directly'],
        'R-A rejected 2',
      ]);
      for (let shown = 5; shown <= 9; shown += 1) {
        await stage.later(SECOND);
        expect(stage.shows()).toHaveLength(shown);
      }
      // A sweep looks at several requests side by side.
      expect(stage.shows().slice(1).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((nr) => `R-${nr} waiting 1`));
      await stage.later(3600 * SECOND);
      expect([posts(), stage.calls('chat.update')]).toEqual([11, 1]);
    });

    it('lets messages wait in nobody’s hands', async () => {
      // Which three go first is nobody's promise: a sweep looks at several requests side by side.
      await asksMany(5);
      await stage.outbox.sweep();
      const cards = [];
      for (const id of ['R-A', 'R-1', 'R-2', 'R-3', 'R-4', 'R-5'])
        cards.push(...(await messagesOf(stage.store.db, id)));
      const inNobodysHands = { owner: null, lease_until: null, tries: 0, posted_version: 0, sending_since: null };
      expect(cards.filter((card) => card.posted_version === 0)).toEqual(
        Array.from({ length: 3 }, () => expect.objectContaining(inNobodysHands)),
      );
    });

    it('is kept for each person by themselves', async () => {
      for (const words of ['1', '2', '3', '4']) await stage.tells('R-A', words);
      await stage.outbox.flush('R-A');
      expect([stage.told(), stage.shows()]).toEqual([['1', '2', '3'], ['R-A waiting 1']]);
      await stage.later(SECOND);
      expect(stage.told()).toEqual(['1', '2', '3', '4']);
    });

    it('sweeps what can go when more than one sweep takes waits for one channel', async () => {
      await asksMany(120);
      await stage.outbox.sweep();
      await stage.asks('R-B', DESIGN);
      await stage.outbox.sweep();
      expect([stage.shows().length, stage.shows(DESIGN)]).toEqual([3, ['R-B waiting 1']]);
    });

    it('lets nobody overtake a request whose turn has come', async () => {
      await asksMany(3);
      for (const id of ['R-A', 'R-1', 'R-2', 'R-3']) await stage.outbox.flush(id);
      await stage.tells('R-3', 'directly');
      const holding = stage.workspace.next('chat.postMessage');
      const flushing = stage.outbox.flush('R-3');
      const held = await holding;
      await stage.clock.advance(SECOND);
      await stage.asks('R-4');
      await stage.outbox.flush('R-4');
      expect(stage.shows()).toEqual(['R-A waiting 1', 'R-1 waiting 1', 'R-2 waiting 1']);
      held.release();
      await flushing;
      await stage.later(0);
      expect([stage.shows().at(-1), stage.told()]).toEqual(['R-3 waiting 1', ['directly']]);
      await stage.later(SECOND);
      expect(stage.shows().at(-1)).toBe('R-4 waiting 1');
    });

    it('does not count what another replica has sent meanwhile', async () => {
      await stage.outbox.flush('R-A');
      await stage.later(10 * SECOND);
      await stage.moves('R-A', 'by the other');
      const holding = stage.workspace.next('chat.update');
      const flushing = stage.outbox.flush('R-A');
      const held = await holding;
      const other = await stage.replica();
      await other.flush('R-A');
      for (const words of ['one', 'two', 'three']) await stage.moves('R-A', words);
      held.release();
      await flushing;
      expect(stage.shows().map((line) => line.replace(/.*> /, ''))).toEqual([
        'R-A waiting 5',
        'by the other',
        'one',
        'two',
        'three',
      ]);
    });

    it('keeps the order of a thread between two replicas, each with a pace of its own, and posts nothing twice', async () => {
      const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
      for (const each of words) await stage.moves('R-A', each);
      const other = await stage.replica();
      await Promise.all([stage.outbox.flush('R-A'), other.flush('R-A')]);
      for (let second = 0; second < 8; second += 1) {
        await stage.later(SECOND);
        await other.sweep();
      }
      expect(stage.shows()).toEqual(['R-A waiting 9', ...words.map((each) => `R-A waiting 9 > ${each}`)]);
      expect(posts()).toBe(9);
    });

    it('ends when the outbox stops: what waits is left to the next process', async () => {
      await asksMany(5);
      await stage.outbox.sweep();
      await stage.outbox.stop();
      await stage.clock.advance(60 * SECOND);
      expect(posts()).toBe(3);
      const next = await stage.replica();
      await next.sweep();
      expect(posts()).toBe(6);
    });

    describe('after a 429', () => {
      it('makes no early call for a request that moves on meanwhile, and shows it right after', async () => {
        await stage.asks('R-B', DESIGN);
        await stage.outbox.sweep();
        await stage.moves('R-A', undefined, 'approved');
        stage.workspace.faults.rateLimit('chat.update', 20);
        await stage.outbox.flush('R-A');
        await stage.later(10 * SECOND);
        await stage.moves('R-A', undefined, 'stopped');
        await stage.moves('R-B', undefined, 'rejected');
        await Promise.all([stage.outbox.flush('R-A'), stage.outbox.flush('R-B')]);
        await stage.later(10 * SECOND - 1);
        expect([stage.shows(), stage.calls('chat.update')]).toEqual([['R-A waiting 1'], 1]);
        await stage.later(1);
        expect([stage.shows(), stage.shows(DESIGN)]).toEqual([['R-A stopped 3'], ['R-B rejected 2']]);
        expect(stage.calls('chat.update')).toBe(3);
      });

      it('makes the call again by itself, without a sweep', async () => {
        await stage.outbox.flush('R-A');
        await stage.moves('R-A', undefined, 'rejected');
        await stage.tells('R-A', 'directly');
        stage.workspace.faults.rateLimit('chat.update', 20);
        stage.workspace.faults.rateLimit('chat.postMessage', 30);
        await stage.outbox.flush('R-A');
        await stage.clock.advance(20 * SECOND);
        await until(() => stage.shows().join() === 'R-A rejected 2');
        await stage.clock.advance(10 * SECOND);
        await until(() => stage.told().join() === 'directly');
      });

      it('makes no early post to that channel, whichever request it is for, and goes on elsewhere', async () => {
        await stage.outbox.sweep();
        await stage.moves('R-A', 'said');
        stage.workspace.faults.rateLimitChannel('C0REQUESTS', 20, 2);
        // The first call in that channel is the update, the second one the reply.
        await stage.outbox.flush('R-A');
        await stage.asks('R-C');
        await stage.asks('R-B', DESIGN);
        await stage.outbox.sweep();
        await stage.later(20 * SECOND - 1);
        expect([stage.shows(), stage.shows(DESIGN), posts()]).toEqual([['R-A waiting 1'], ['R-B waiting 1'], 3]);
        await stage.later(1);
        await stage.later(SECOND);
        expect(stage.shows()).toEqual(['R-A waiting 2', 'R-A waiting 2 > said', 'R-C waiting 1']);
      });

      it('without a time waits half a minute, and loses no reply', async () => {
        await stage.outbox.sweep();
        await stage.moves('R-A', 'said');
        stage.workspace.faults.fail('chat.postMessage', 'ratelimited');
        await stage.outbox.sweep();
        await stage.later(30 * SECOND - 1);
        expect([stage.shows(), posts()]).toEqual([['R-A waiting 2'], 2]);
        await stage.later(1);
        expect([stage.shows(), stage.told()]).toEqual([['R-A waiting 2', 'R-A waiting 2 > said'], []]);
      });
    });
  });
});
