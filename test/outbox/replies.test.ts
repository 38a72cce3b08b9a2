import { dropUnsent } from '../../src/outbox/index.ts';
import { eachStore } from '../helpers/stores.ts';
import { messagesOf } from './rows.ts';
import { type OutboxStage, stageForEach } from './stage.ts';

describe('replies and direct messages of the outbox', () => {
  eachStore((create) => {
    let stage: OutboxStage;
    stageForEach(create, (opened) => {
      stage = opened;
    });

    it('wait for their card', async () => {
      await stage.moves('R-A', 'one');
      await stage.moves('R-A', 'two');
      stage.workspace.faults.rateLimit('chat.postMessage', 7);
      await stage.outbox.sweep();
      await stage.later(6_999);
      expect([stage.shows(), stage.calls('chat.postMessage')]).toEqual([[], 1]);
      for (const ms of [1, 1_000, 1_000]) await stage.later(ms);
      expect(stage.shows()).toEqual(['R-A waiting 3', 'R-A waiting 3 > one', 'R-A waiting 3 > two']);
    });

    it('never overtake each other', async () => {
      await stage.outbox.sweep();
      await stage.moves('R-A', 'one');
      const holding = stage.workspace.next('chat.postMessage');
      const flushing = stage.outbox.flush('R-A');
      const held = await holding;
      await stage.moves('R-A', 'two');
      const other = await stage.replica();
      await Promise.all([other.sweep(), other.flush('R-A')]);
      expect(stage.shows()).toEqual(['R-A waiting 3']);
      held.release();
      await flushing;
      expect(stage.shows()).toEqual(['R-A waiting 3', 'R-A waiting 3 > one', 'R-A waiting 3 > two']);
    });

    it('never overtake one that has to wait', async () => {
      await stage.outbox.sweep();
      await stage.moves('R-A', 'one');
      stage.workspace.faults.rateLimit('chat.postMessage', 20);
      await stage.outbox.sweep();
      await stage.moves('R-A', 'two');
      await stage.later(19_999);
      expect(stage.shows()).toEqual(['R-A waiting 3']);
      for (const ms of [1, 1_000]) await stage.later(ms);
      expect(stage.shows()).toEqual(['R-A waiting 3', 'R-A waiting 3 > one', 'R-A waiting 3 > two']);
      expect(stage.calls('chat.postMessage')).toBe(4);
    });

    it('are not sent again after a lost answer, and hold up nothing', async () => {
      await stage.outbox.sweep();
      await stage.moves('R-A', 'one');
      await stage.moves('R-A', 'two');
      stage.workspace.faults.loseAnswer('chat.postMessage');
      await stage.outbox.sweep();
      await stage.later(3_600_000);
      expect(stage.shows()).toEqual(['R-A waiting 3', 'R-A waiting 3 > one', 'R-A waiting 3 > two']);
    });

    it('are not sent again when their process died in the middle', async () => {
      await stage.outbox.sweep();
      await stage.moves('R-A', 'one');
      await stage.moves('R-A', 'two');
      const holding = stage.workspace.next('chat.postMessage');
      stage.outbox.flush('R-A').catch(() => undefined);
      (await holding).perform();
      const other = await stage.replica();
      await stage.clock.advance(89_999);
      await other.sweep();
      expect(stage.shows()).toEqual(['R-A waiting 3', 'R-A waiting 3 > one']);
      await stage.clock.advance(1);
      await other.sweep();
      expect(stage.shows()).toEqual(['R-A waiting 3', 'R-A waiting 3 > one', 'R-A waiting 3 > two']);
      expect(stage.warnings).toEqual(['a message may have been sent before, and is not sent again {"request":"R-A"}']);
    });

    it('are not sent again by a process that looked before another one began to send them and died', async () => {
      await stage.outbox.sweep();
      await stage.moves('R-A', 'one');
      const updating = stage.workspace.next('chat.update');
      const flushing = stage.outbox.flush('R-A');
      const update = await updating;
      const other = await stage.replica();
      const posting = stage.workspace.next('chat.postMessage');
      other.flush('R-A').catch(() => undefined);
      (await posting).perform();
      await stage.clock.advance(90_000);
      update.release();
      await flushing;
      expect(stage.shows()).toEqual(['R-A waiting 2', 'R-A waiting 2 > one']);
      expect(stage.warnings).toEqual(['a message may have been sent before, and is not sent again {"request":"R-A"}']);
    });

    it('go to the requester in words when Slack never takes them', async () => {
      await stage.outbox.sweep();
      await stage.moves('R-A', 'a very long story');
      await stage.moves('R-A', 'two');
      stage.workspace.faults.fail('chat.postMessage', 'msg_blocks_too_long');
      await stage.outbox.sweep();
      expect([stage.shows(), stage.told()]).toEqual([['R-A waiting 3', 'R-A waiting 3 > two'], ['a very long story']]);
      expect(stage.message('a very long story').blocks).toEqual([]);
      expect(stage.workspace.state.refusals.splice(0).map(({ error }) => error)).toEqual(['msg_blocks_too_long']);
    });

    it('are given up when Slack takes them nowhere', async () => {
      await stage.outbox.sweep();
      await stage.moves('R-A', 'a very long story');
      stage.workspace.faults.fail('chat.postMessage', 'msg_blocks_too_long');
      stage.workspace.faults.fail('chat.postMessage', 'messages_tab_disabled');
      await stage.outbox.sweep();
      await stage.later(3_600_000);
      expect([stage.told(), stage.calls('chat.postMessage')]).toEqual([[], 3]);
      stage.workspace.state.refusals.splice(0);
    });

    it('go directly to a person, without waiting for a card, and never twice', async () => {
      await stage.tells('R-A', 'now');
      stage.workspace.faults.rateLimitChannel('C0REQUESTS', 20);
      await stage.outbox.sweep();
      expect([stage.shows(), stage.told()]).toEqual([[], ['now']]);
      await stage.tells('R-A', 'again');
      stage.workspace.faults.loseAnswer('chat.postMessage');
      await stage.outbox.sweep();
      await stage.later(3_600_000);
      expect(stage.told()).toEqual(['now', 'again']);
    });

    it('are sent to a person no earlier than they should be', async () => {
      await stage.tells('R-A', 'remember', stage.clock.now() + 3_600_000);
      await stage.later(3_599_999);
      expect(stage.told()).toEqual([]);
      await stage.later(1);
      expect(stage.told()).toEqual(['remember']);
    });

    it('are given up with a card that stands nowhere', async () => {
      await stage.moves('R-A', 'one');
      await stage.store.write((trx) => dropUnsent(trx, 'R-A'));
      await stage.later(3_600_000);
      expect([stage.shows(), stage.calls('chat.postMessage')]).toEqual([[], 0]);
      const unsent = (await messagesOf(stage.store.db, 'R-A')).filter(
        (row) => row.posted_version < row.desired_version,
      );
      expect(unsent).toEqual([]);
    });
  });
});
