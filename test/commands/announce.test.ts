import { configFor, startStandIns } from '../../sandbox/start.ts';
import { createApprovals } from '../../src/approvals/index.ts';
import { createAnnouncer } from '../../src/commands/delete/announce.ts';
import { createLog } from '../../src/log.ts';
import type { Message } from '../../src/slack/messenger.ts';
import { openStore } from '../../src/store/index.ts';
import { addBystanders } from '../helpers/bystanders.ts';
import { ManualClock } from '../helpers/manual-clock.ts';

const ravi = { slackId: 'U0RAVI', personId: 'p-ravi', name: 'Ravi' };
const ines = { slackId: 'U0INES', personId: 'p-ines', name: 'Ines' };
const group = { id: 'g', name: 'Design', members: [] };

describe('drawing a request’s card', () => {
  it('ends with the row as it is, although somebody else drew a newer one while an older one was on its way', async () => {
    const clock = new ManualClock();
    const standIns = await startStandIns({ clock });
    const store = await openStore({ url: ':memory:', clock });
    const log = createLog({ level: 'error', format: 'text' }, Date.now, () => undefined);
    const policy = { approvalsRequired: 2, expiryMs: 60_000, graceMs: 0, selfApproval: false };
    const approvals = createApprovals({ db: store.db, clock, policy });
    const bystandersUnmoved = await addBystanders(store.db);
    const { id } = await approvals.ask({ group, requester: ravi, reason: 'over', channel: 'C' });

    let shown = '';
    let between: (() => Promise<void>) | undefined;
    const draw = async (message: Message): Promise<void> => {
      const overtaken = between;
      between = undefined;
      await overtaken?.();
      shown = message.text;
    };
    const config = configFor(standIns, { clock, log });
    const announcer = () =>
      createAnnouncer({
        approvals,
        log,
        config,
        messenger: {
          post: async (_channel, message, threadTs) => {
            if (threadTs === undefined) await draw(message);
            return '1.1';
          },
          redraw: async (_channel, _ts, message) => {
            await draw(message);
            return true;
          },
          postResult: async () => ({ how: 'response_url' }),
          replyPrivately: async () => undefined,
        },
      });
    const [one, other] = [announcer(), announcer()];
    await one(id);
    await approvals.approve(id, ines);
    // While the first replica’s drawing is on its way, a second one withdraws and draws that.
    between = async () => {
      await approvals.withdraw(id, ravi);
      await other(id);
    };
    await one(id);
    expect(shown).toContain('Withdrawn: the group stays');
    expect((await approvals.find(id))?.drawnVersion).toBe(3);
    await bystandersUnmoved();
    await store.close();
    await standIns.stop();
  });
});
