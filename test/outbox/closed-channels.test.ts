import type { Workspace } from '../../sandbox/slack/index.ts';
import { eachStore } from '../helpers/stores.ts';
import { type OutboxStage, REQUESTS, stageForEach } from './stage.ts';

type Act = (faults: Workspace['faults']) => void;

/** Ways to close a channel, Slack's words for a post and an update there, and the way back. */
const CLOSED: readonly [string, Act, { post: string; update: string }, Act][] = [
  [
    'archived',
    (t) => t.archive(REQUESTS),
    { post: 'is_archived', update: 'is_inactive' },
    (t) => t.unarchive(REQUESTS),
  ],
  [
    'private',
    (t) => t.makePrivate(REQUESTS),
    { post: 'channel_not_found', update: 'channel_not_found' },
    (t) => t.addAppTo(REQUESTS),
  ],
];

describe('channels that do not take a message', () => {
  eachStore((create) => {
    let stage: OutboxStage;
    stageForEach(create, (opened) => {
      stage = opened;
    });

    const refusals = () => stage.refused.map(({ requestId, reason }) => `${requestId} ${reason}`);

    it.each([
      ...CLOSED.map(([name, close, { post }, open]) => [name, close, post, open] as const),
      ['locked', (t) => t.lock(REQUESTS), 'restricted_action', (t) => t.unlock(REQUESTS)] as const,
      [
        'left by the app',
        (t) => {
          t.revokeScope('chat:write.public');
          t.removeAppFrom(REQUESTS);
        },
        'not_in_channel',
        (t) => t.addAppTo(REQUESTS),
      ] as const,
    ] satisfies readonly (readonly [string, Act, string, Act])[])(
      'that are %s refuse a first card, which is told, and follows once they take it',
      async (_name, close, word, open) => {
        close(stage.workspace.faults);
        await stage.moves('R-A', 'said', 'approved');
        await stage.outbox.flush('R-A');
        expect(refusals()).toEqual([`R-A ${word}`]);
        expect(await stage.outbox.cardPlace('R-A')).toMatchObject({ ts: undefined, refused: word });
        open(stage.workspace.faults);
        await stage.later(299_999);
        expect(stage.shows()).toEqual([]);
        await stage.later(1);
        expect(stage.shows()).toEqual(['R-A approved 2', 'R-A approved 2 > said']);
        expect([stage.told(), await stage.outbox.cardPlace('R-A')]).toMatchObject([
          [],
          { ts: stage.message('R-A approved 2').ts, refused: undefined },
        ]);
      },
    );

    it('that are deleted refuse a first card, and every later one', async () => {
      stage.workspace.faults.deleteChannel(REQUESTS);
      await stage.outbox.flush('R-A');
      await stage.later(300_000);
      expect(refusals()).toEqual(['R-A channel_not_found', 'R-A channel_not_found']);
    });

    it.each(CLOSED)(
      'that are %s keep a card as it was, which shows the row within an hour of their opening',
      async (_name, close, { update }, open) => {
        await stage.outbox.sweep();
        close(stage.workspace.faults);
        await stage.moves('R-A', undefined, 'approved');
        await stage.outbox.sweep();
        await stage.moves('R-A', undefined, 'applied');
        await stage.outbox.sweep();
        expect(refusals()).toEqual([`R-A ${update}`, `R-A ${update}`]);
        // Nothing is asked for meanwhile but once an hour.
        await stage.later(3_599_999);
        expect(stage.calls('chat.update')).toBe(2);
        await stage.later(1);
        expect([stage.shows(), stage.calls('chat.update')]).toEqual([['R-A waiting 1'], 3]);
        open(stage.workspace.faults);
        await stage.later(3_600_000);
        expect([stage.shows(), stage.calls('chat.update')]).toEqual([['R-A applied 3'], 4]);
      },
    );

    it('that are deleted keep a card for ever, and everything else goes on', async () => {
      await stage.outbox.sweep();
      stage.workspace.faults.deleteChannel(REQUESTS);
      await stage.moves('R-A', 'said', 'applied');
      await stage.asks('R-B', 'C0DESIGN');
      await stage.outbox.sweep();
      expect([stage.shows('C0DESIGN'), stage.told()]).toEqual([['R-B waiting 1'], ['said']]);
      await stage.later(3_600_000);
      expect(stage.calls('chat.update')).toBe(2);
    });

    it('that are archived leave a reply to the requester at once', async () => {
      await stage.outbox.sweep();
      stage.workspace.faults.archive(REQUESTS);
      await stage.moves('R-A', 'said', 'rejected');
      await stage.outbox.sweep();
      expect(stage.told()).toEqual(['said']);
      stage.workspace.faults.unarchive(REQUESTS);
      await stage.later(3_600_000);
      expect([stage.shows(), stage.told()]).toEqual([['R-A rejected 2'], ['said']]);
    });

    it('that are locked take updates, and leave replies to the requester', async () => {
      await stage.outbox.sweep();
      stage.workspace.faults.lock(REQUESTS);
      await stage.moves('R-A', 'said', 'rejected');
      await stage.outbox.sweep();
      expect([stage.shows(), stage.told(), refusals()]).toEqual([['R-A rejected 2'], ['said'], []]);
    });

    it('are asked again at once when the app starts', async () => {
      await stage.outbox.sweep();
      stage.workspace.faults.archive(REQUESTS);
      await stage.moves('R-A', undefined, 'applied');
      await stage.outbox.sweep();
      stage.workspace.faults.unarchive(REQUESTS);
      await stage.outbox.sweep();
      expect(stage.shows()).toEqual(['R-A waiting 1']);
      await stage.outbox.retryAll();
      await stage.outbox.sweep();
      expect(stage.shows()).toEqual(['R-A applied 2']);
    });
  });
});
