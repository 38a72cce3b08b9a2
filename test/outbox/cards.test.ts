import { eachStore } from '../helpers/stores.ts';
import { messagesOf } from './rows.ts';
import { DESIGN, type OutboxStage, stageForEach } from './stage.ts';

describe('cards of the outbox', () => {
  eachStore((create) => {
    let stage: OutboxStage;
    stageForEach(create, (opened) => {
      stage = opened;
    });

    it('are posted once, and updated from then on', async () => {
      await stage.outbox.flush('R-A');
      await stage.outbox.flush('R-A');
      expect(stage.shows()).toEqual(['R-A waiting 1']);
      await stage.moves('R-A', undefined, 'approved');
      await stage.outbox.sweep();
      await stage.outbox.sweep();
      expect(stage.shows()).toEqual(['R-A approved 2']);
      expect([stage.calls('chat.postMessage'), stage.calls('chat.update')]).toEqual([1, 1]);
      expect(await stage.outbox.cardPlace('R-A')).toMatchObject({ ts: stage.message('R-A').ts, refused: undefined });
    });

    it('stand in the channel of their request', async () => {
      await stage.asks('R-B', DESIGN);
      await stage.outbox.sweep();
      expect([stage.shows(), stage.shows(DESIGN)]).toEqual([['R-A waiting 1'], ['R-B waiting 1']]);
    });

    it.each(['chat.postMessage', 'chat.update'])(
      'are sent once more when their request moves on during %s',
      async (method) => {
        if (method === 'chat.update') {
          await stage.outbox.flush('R-A');
          await stage.moves('R-A');
        }
        const holding = stage.workspace.next(method);
        const flushing = stage.outbox.flush('R-A');
        const held = await holding;
        await stage.moves('R-A', 'said', 'rejected');
        held.release();
        await flushing;
        const shown = `R-A rejected ${method === 'chat.update' ? 3 : 2}`;
        expect(stage.shows()).toEqual([shown, `${shown} > said`]);
      },
    );

    it('are made once by two replicas that send at once, and so is each reply', async () => {
      await stage.moves('R-A', 'one');
      await stage.moves('R-A', 'two');
      const other = await stage.replica();
      await Promise.all([stage.outbox.flush('R-A'), other.flush('R-A'), stage.outbox.sweep(), other.sweep()]);
      // Whoever came second may have left something to the next look.
      await Promise.all([stage.outbox.sweep(), other.sweep()]);
      expect(stage.shows()).toEqual(['R-A waiting 3', 'R-A waiting 3 > one', 'R-A waiting 3 > two']);
      expect(stage.calls('chat.postMessage')).toBe(3);
    });

    it('are posted again after a lost answer, and the second place counts', async () => {
      stage.workspace.faults.loseAnswer('chat.postMessage');
      await stage.moves('R-A', 'said');
      await stage.outbox.flush('R-A');
      expect(await stage.outbox.cardPlace('R-A')).toMatchObject({ ts: undefined, refused: undefined });
      await stage.later(2_499);
      expect(stage.shows()).toEqual(['R-A waiting 2']);
      await stage.later(1);
      expect(stage.shows()).toEqual(['R-A waiting 2', 'R-A waiting 2', 'R-A waiting 2 > said']);
      await stage.moves('R-A', undefined, 'rejected');
      await stage.outbox.flush('R-A');
      expect(stage.shows()).toEqual(['R-A waiting 2', 'R-A rejected 3', 'R-A rejected 3 > said']);
    });

    it('are updated again after a lost answer', async () => {
      await stage.outbox.flush('R-A');
      await stage.moves('R-A', undefined, 'rejected');
      stage.workspace.faults.loseAnswer('chat.update');
      await stage.outbox.flush('R-A');
      await stage.later(2_500);
      expect(stage.calls('chat.update')).toBe(2);
      await stage.later(3_600_000);
      expect(stage.calls('chat.update')).toBe(2);
    });

    it('are sent again by another process when theirs died, once its claim has ended', async () => {
      const holding = stage.workspace.next('chat.postMessage');
      stage.outbox.flush('R-A').catch(() => undefined);
      await holding;
      const other = await stage.replica();
      await stage.clock.advance(89_999);
      await other.sweep();
      expect(stage.shows()).toEqual([]);
      await stage.clock.advance(1);
      await other.sweep();
      expect(stage.shows()).toEqual(['R-A waiting 1']);
    });

    it('are taken up at once where no other process is left', async () => {
      const holding = stage.workspace.next('chat.postMessage');
      stage.outbox.flush('R-A').catch(() => undefined);
      await holding;
      const other = await stage.replica();
      // Ends every claim there is: another request's is given back below.
      await stage.store.db.updateTable('messages').set({ owner: 'x' }).where('id', '=', 'card of R-neighbor').execute();
      await other.takeOver();
      await stage.store.db
        .updateTable('messages')
        .set({ owner: null })
        .where('id', '=', 'card of R-neighbor')
        .execute();
      await other.sweep();
      expect(stage.shows()).toEqual(['R-A waiting 1']);
    });

    it('are deleted by a process that finds another one’s place written down, which then shows the row', async () => {
      const holding = stage.workspace.next('chat.postMessage');
      const flushing = stage.outbox.flush('R-A');
      const held = await holding;
      // Its claim has ended: another process posts the card, and the request moves on.
      await stage.clock.advance(90_000);
      const other = await stage.replica();
      await other.sweep();
      held.release();
      await flushing;
      expect(stage.shows()).toEqual(['R-A waiting 1']);
      const [card] = await messagesOf(stage.store.db, 'R-A');
      expect(card).toMatchObject({ ts: stage.message('R-A').ts, desired_version: 1, posted_version: 1, owner: null });
    });

    it('show the row, also where the place that counts belongs to an earlier version', async () => {
      const first = stage.workspace.next('chat.postMessage');
      const flushing = stage.outbox.flush('R-A');
      const earlier = await first;
      await stage.clock.advance(90_000);
      await stage.moves('R-A', undefined, 'rejected');
      const other = await stage.replica();
      const second = stage.workspace.next('chat.postMessage');
      const sweeping = other.sweep();
      const later = await second;
      earlier.release();
      await flushing;
      expect(stage.shows()).toEqual(['R-A waiting 1']);
      later.release();
      await sweeping;
      expect(stage.shows()).toEqual(['R-A rejected 2']);
    });

    it('that only a newer version can make are left to it quietly, and hold up nothing', async () => {
      await stage.outbox.sweep();
      await stage.moves('R-A', 'said', 'pondering');
      await stage.asks('R-B');
      for (let second = 0; second < 60; second += 5) await stage.later(5_000);
      expect(stage.shows()).toEqual(['R-A waiting 1', 'R-B waiting 1']);
      const line = 'a card is left to a newer version of the app {"request":"R-A"}';
      expect(stage.warnings).toEqual([line]);
      await stage.later(3_600_000);
      expect([stage.warnings, stage.calls('chat.update')]).toEqual([[line], 0]);
      // A newer version starts, and reads the row.
      await stage.store.db.updateTable('requests').set({ state: 'waiting' }).where('id', '=', 'R-A').execute();
      const newer = await stage.replica();
      await newer.retryAll();
      await newer.sweep();
      expect(stage.shows()).toEqual(['R-A waiting 2', 'R-B waiting 1', 'R-A waiting 2 > said']);
    });

    it('and their replies take two transactions each: one to claim them, one to write down how it ended', async () => {
      await stage.outbox.sweep();
      await stage.moves('R-A', 'said', 'approved');
      const written = stage.writes();
      await stage.outbox.flush('R-A');
      expect([stage.shows(), stage.writes() - written]).toEqual([['R-A approved 2', 'R-A approved 2 > said'], 4]);
    });

    it('hold up nobody when they cannot be made', async () => {
      for (const id of ['R-1', 'R-2', 'R-3', 'R-4', 'R-5', 'R-6']) {
        await stage.asks(id);
        await stage.store.db.updateTable('messages').set({ what: 'letter' }).where('request_id', '=', id).execute();
        await stage.clock.advance(1);
      }
      await stage.asks('R-B');
      await expect(stage.outbox.sweep()).rejects.toThrow();
      expect(stage.shows()).toEqual(['R-A waiting 1', 'R-B waiting 1']);
    });
  });
});
