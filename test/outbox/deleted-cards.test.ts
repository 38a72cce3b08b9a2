import { eachStore } from '../helpers/stores.ts';
import { type OutboxStage, REQUESTS, startOutboxStage } from './stage.ts';

describe('cards that somebody deletes in Slack', () => {
  eachStore((create) => {
    let stage: OutboxStage;
    let drop: () => Promise<void>;
    beforeEach(async () => {
      const database = await create();
      drop = database.drop;
      stage = await startOutboxStage(database);
      await stage.asks('R-A');
      await stage.outbox.sweep();
    });
    afterEach(async () => {
      expect(stage.workspace.refusals).toEqual([]);
      await stage.stop();
      await drop();
    });

    const remove = (text = 'R-A') => stage.workspace.faults.deleteMessage(REQUESTS, stage.message(text).ts);
    const posts = () => stage.calls('chat.postMessage');

    it('are posted anew at the next update of an open request, and say so', async () => {
      remove();
      await stage.moves('R-A', 'said');
      await stage.outbox.sweep();
      const anew = 'R-A waiting 2, the earlier card was deleted';
      expect(stage.shows()).toEqual([anew, `${anew} > said`]);
      await stage.moves('R-A');
      await stage.outbox.sweep();
      expect(stage.shows()[0]).toContain('R-A waiting 3');
      expect(posts()).toBe(3);
    });

    it('are posted anew beside the tombstone of a thread, and replies go on under the new one', async () => {
      await stage.moves('R-A', 'before');
      await stage.outbox.sweep();
      remove('R-A waiting 2');
      await stage.moves('R-A', 'after');
      await stage.outbox.sweep();
      await stage.later(1_000);
      const anew = 'R-A waiting 3, the earlier card was deleted';
      const left = 'This message was deleted.';
      expect(stage.shows()).toEqual([left, `${left} > before`, anew, `${anew} > after`]);
    });

    it.each(['cant_update_message', 'edit_window_closed'])(
      'are not said to be deleted when Slack answers %s: the new one says that the earlier one is frozen',
      async (error) => {
        stage.workspace.faults.fail('chat.update', error);
        await stage.moves('R-A', 'said');
        await stage.outbox.sweep();
        const anew = 'R-A waiting 2, the earlier card was frozen';
        expect(stage.shows()).toEqual(['R-A waiting 1', anew, `${anew} > said`]);
      },
    );

    it('are left alone once their request is closed', async () => {
      await stage.moves('R-A', undefined, 'rejected');
      remove();
      await stage.outbox.sweep();
      await stage.later(3_600_000);
      expect(stage.shows()).toEqual([]);
      expect(posts()).toBe(1);
    });

    it('get back a reply that Slack put into the channel: under a new card while the request is open', async () => {
      await stage.moves('R-A', 'said');
      const holding = stage.workspace.next('chat.update');
      const flushing = stage.outbox.flush('R-A');
      const held = await holding;
      held.perform();
      remove();
      held.release();
      await flushing;
      const anew = 'R-A waiting 2, the earlier card was deleted';
      expect(stage.shows()).toEqual([anew]);
      await stage.later(2_500);
      expect(stage.shows()).toEqual([anew, `${anew} > said`]);
      expect([posts(), stage.calls('chat.update'), stage.calls('chat.delete')]).toEqual([4, 1, 1]);
      await stage.later(3_600_000);
      expect([posts(), stage.calls('chat.update')]).toEqual([4, 1]);
    });

    it('leave a reply of a closed request to its requester', async () => {
      await stage.moves('R-A', 'said', 'rejected');
      remove();
      await stage.outbox.sweep();
      expect([stage.shows(), stage.told()]).toEqual([[], ['said']]);
    });

    it('keep the new card of another process, when a reply finds the earlier one deleted', async () => {
      await stage.moves('R-A', 'said');
      const holding = stage.workspace.next('chat.update');
      const flushing = stage.outbox.flush('R-A');
      const held = await holding;
      held.perform();
      const replying = stage.workspace.next('chat.postMessage');
      held.release();
      const reply = await replying;
      remove();
      reply.perform();
      await stage.moves('R-A');
      const other = await stage.replica();
      await other.sweep();
      reply.release();
      await flushing;
      await stage.later(2_500);
      const anew = 'R-A waiting 3, the earlier card was deleted';
      expect(stage.shows()).toEqual([anew, `${anew} > said`]);
    });

    it.each(['ratelimited', 'cant_delete_message'])(
      'leave one stray reply, never more, when Slack does not take it back: %s',
      async (error) => {
        await stage.moves('R-A', 'said');
        const holding = stage.workspace.next('chat.update');
        const flushing = stage.outbox.flush('R-A');
        const held = await holding;
        held.perform();
        remove();
        stage.workspace.faults.fail('chat.delete', error);
        held.release();
        await flushing;
        await stage.later(3_600_000);
        const anew = 'R-A waiting 2, the earlier card was deleted';
        expect(stage.shows()).toEqual(['said', anew, `${anew} > said`]);
      },
    );

    it('are posted anew later when Slack is away just then', async () => {
      remove();
      await stage.moves('R-A', 'said');
      stage.workspace.faults.rateLimit('chat.postMessage', 20);
      await stage.outbox.sweep();
      await stage.later(19_999);
      expect(stage.shows()).toEqual([]);
      await stage.later(1);
      await stage.later(1_000);
      const anew = 'R-A waiting 2, the earlier card was deleted';
      expect(stage.shows()).toEqual([anew, `${anew} > said`]);
    });
  });
});
