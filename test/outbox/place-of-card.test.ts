import { dropUnsent, matchCard } from '../../src/outbox/index.ts';
import { eachStore } from '../helpers/stores.ts';
import { messagesOf } from './rows.ts';
import { DESIGN, type OutboxStage, REQUESTS, stageForEach } from './stage.ts';

describe('the place of a card', () => {
  eachStore((create) => {
    let stage: OutboxStage;
    stageForEach(create, (opened) => {
      stage = opened;
    });

    const placeOf = (ts: string, channel = REQUESTS) =>
      stage.store.write((trx) => matchCard(trx, 'R-A', { channel, ts }));
    const ts = () => stage.message('R-A').ts;

    it('is the message that was posted, and no other', async () => {
      await stage.outbox.sweep();
      expect([await placeOf(ts()), await placeOf('1.000001'), await placeOf(ts(), DESIGN)]).toEqual([
        'known',
        'copy',
        'copy',
      ]);
    });

    it('is unknown for a request that has no card', async () => {
      const place = { channel: REQUESTS, ts: '1.000001' };
      expect(await stage.store.write((trx) => matchCard(trx, 'R-none', place))).toBe('copy');
    });

    it('is where somebody clicks, when posting it was not answered; it is not posted again then', async () => {
      stage.workspace.faults.loseAnswer('chat.postMessage');
      await stage.outbox.sweep();
      expect(await placeOf(ts())).toBe('known');
      await stage.moves('R-A', 'said', 'rejected');
      await stage.later(2_500);
      expect(stage.shows()).toEqual(['R-A rejected 2', 'R-A rejected 2 > said']);
      expect(await placeOf('1.000001')).toBe('copy');
    });

    it('is the message that somebody clicks before Slack has answered its post', async () => {
      const holding = stage.workspace.next('chat.postMessage');
      const sweeping = stage.outbox.sweep();
      const held = await holding;
      held.perform();
      const clicked = ts();
      expect(await placeOf(clicked)).toBe('known');
      await stage.moves('R-A', 'said', 'approved');
      held.release();
      await sweeping;
      expect(stage.shows()).toEqual(['R-A approved 2', 'R-A approved 2 > said']);
      expect([ts(), stage.calls('chat.delete')]).toEqual([clicked, 0]);
    });

    it('stays where somebody clicks while the card is posted again, which is taken back', async () => {
      stage.workspace.faults.loseAnswer('chat.postMessage');
      await stage.outbox.sweep();
      const first = ts();
      // It shows an earlier version than the card that is posted again.
      await stage.moves('R-A', undefined, 'withdrawn');
      const holding = stage.workspace.next('chat.postMessage');
      const sweeping = stage.outbox.sweep();
      const held = await holding;
      expect(await placeOf(first)).toBe('known');
      held.release();
      await sweeping;
      expect(stage.shows()).toEqual(['R-A withdrawn 2']);
      expect(ts()).toBe(first);
    });

    it('shows the row although the card was given up meanwhile', async () => {
      stage.workspace.faults.loseAnswer('chat.postMessage');
      await stage.outbox.sweep();
      await stage.moves('R-A', undefined, 'withdrawn');
      await stage.store.write((trx) => dropUnsent(trx, 'R-A'));
      await stage.later(2_500);
      expect(stage.shows()).toEqual(['R-A waiting 1']);
      expect(await placeOf(ts())).toBe('known');
      await stage.outbox.sweep();
      expect(stage.shows()).toEqual(['R-A withdrawn 2']);
      const [card] = await messagesOf(stage.store.db, 'R-A');
      expect(card).toMatchObject({ ts: ts(), posted_version: 2, desired_version: 2 });
    });
  });
});
