import { eachStore } from '../helpers/stores.ts';
import { DESIGN, type OutboxStage, REQUESTS, stageForEach } from './stage.ts';

describe('the outbox when Slack fails', () => {
  eachStore((create) => {
    let stage: OutboxStage;
    stageForEach(create, (opened) => {
      stage = opened;
    });

    it('tries updates again no earlier than Slack says, while everything else goes on', async () => {
      await stage.asks('R-B', DESIGN);
      await stage.outbox.sweep();
      await stage.moves('R-A', 'said', 'approved');
      stage.workspace.faults.rateLimit('chat.update', 20);
      await stage.outbox.flush('R-A');
      // A limit of updates is none of posts.
      expect(stage.shows()).toEqual(['R-A waiting 1', 'R-A waiting 1 > said']);
      await stage.asks('R-C');
      await stage.moves('R-B', 'elsewhere');
      await stage.outbox.sweep();
      // A limit of updates is one of all channels.
      expect(stage.shows(DESIGN)).toEqual(['R-B waiting 1', 'R-B waiting 1 > elsewhere']);
      expect(stage.shows().at(-1)).toBe('R-C waiting 1');
      await stage.later(19_999);
      expect([stage.shows()[0], stage.calls('chat.update')]).toEqual(['R-A waiting 1', 1]);
      await stage.later(1);
      expect([stage.shows()[0], stage.shows(DESIGN)[0]]).toEqual(['R-A approved 2', 'R-B waiting 2']);
      expect(stage.calls('chat.update')).toBe(3);
    });

    it('tries a reply again no earlier than Slack says, also when its card fails meanwhile', async () => {
      await stage.outbox.sweep();
      await stage.moves('R-A', 'said');
      stage.workspace.faults.rateLimit('chat.postMessage', 20);
      await stage.outbox.sweep();
      await stage.moves('R-A');
      stage.workspace.faults.dropCall('chat.update');
      await stage.outbox.sweep();
      await stage.later(2_500);
      await stage.later(17_499);
      expect(stage.shows()).toEqual(['R-A waiting 3']);
      await stage.later(1);
      expect(stage.shows()).toEqual(['R-A waiting 3', 'R-A waiting 3 > said']);
    });

    it('sends everything in order after 20 seconds without Slack', async () => {
      await stage.asks('R-B', DESIGN);
      await stage.outbox.sweep();
      const end = stage.workspace.faults.offline();
      await stage.moves('R-A', 'one');
      await stage.asks('R-C');
      await stage.moves('R-C', 'first');
      for (let second = 0; second < 20; second += 5) {
        await stage.outbox.sweep();
        await stage.clock.advance(5_000);
      }
      await stage.moves('R-A', 'two', 'approved');
      await stage.moves('R-B', 'elsewhere', 'approved');
      end();
      for (let second = 0; second < 60; second += 5) await stage.later(5_000);
      const shown = (request: string) => stage.shows().filter((line) => line.startsWith(request));
      expect(shown('R-A')).toEqual(['R-A approved 3', 'R-A approved 3 > one', 'R-A approved 3 > two']);
      expect(shown('R-C')).toEqual(['R-C waiting 2', 'R-C waiting 2 > first']);
      expect(stage.shows()).toHaveLength(5);
      expect(stage.shows(DESIGN)).toEqual(['R-B approved 2', 'R-B approved 2 > elsewhere']);
    });

    it('waits longer from time to time while Slack is away, but no more than five minutes', async () => {
      const end = stage.workspace.faults.offline();
      await stage.outbox.sweep();
      const pauses = [2_500, 5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000];
      for (const [tries, pause] of pauses.entries()) {
        await stage.later(pause - 1);
        expect(stage.calls('chat.postMessage')).toBe(tries + 1);
        await stage.later(1);
      }
      end();
      await stage.later(300_000);
      expect(stage.shows()).toEqual(['R-A waiting 1']);
    });

    it('sends everything once a revoked token is valid again', async () => {
      await stage.asks('R-B');
      await stage.outbox.flush('R-B');
      const end = stage.workspace.faults.revokeToken();
      await stage.moves('R-A', 'one');
      await stage.moves('R-B', 'two');
      await stage.outbox.sweep();
      expect([stage.refused, stage.shows()]).toEqual([[], ['R-B waiting 1']]);
      end();
      await stage.later(2_500);
      expect(stage.shows().sort()).toEqual([
        'R-A waiting 2',
        'R-A waiting 2 > one',
        'R-B waiting 2',
        'R-B waiting 2 > two',
      ]);
    });

    it('posts to a channel as often as Slack lets it', async () => {
      stage.limitRates();
      for (const words of ['one', 'two', 'three']) await stage.moves('R-A', words);
      await stage.asks('R-B');
      await stage.outbox.sweep();
      for (let second = 0; second < 5; second += 1) await stage.later(1_000);
      const thread = stage.shows().filter((line) => line.includes('>'));
      expect(thread).toEqual(['one', 'two', 'three'].map((words) => `R-A waiting 4 > ${words}`));
      expect(stage.workspace.messages(REQUESTS)).toHaveLength(5);
    });

    it('knows that nothing was sent where no connection came about', async () => {
      await stage.outbox.sweep();
      await stage.moves('R-A', 'said');
      await stage.tells('R-A', 'directly');
      const unreachable = await stage.withoutSlack();
      await unreachable.sweep();
      await stage.later(2_500);
      expect([stage.shows(), stage.told()]).toEqual([['R-A waiting 2', 'R-A waiting 2 > said'], ['directly']]);
    });
  });
});
