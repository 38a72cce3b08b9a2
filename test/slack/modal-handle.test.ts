import { App } from '@slack/bolt';
import { startStandIns } from '../../sandbox/start.ts';
import { modalById } from '../../src/slack/modal-handle.ts';
import { waitingModal } from '../../src/slack/views.ts';
import { ManualClock } from '../helpers/manual-clock.ts';

describe('a modal that is updated several times', () => {
  it('sends the next update only once Slack has answered the one before, also when that failed', async () => {
    const standIns = await startStandIns({ clock: new ManualClock() });
    const { workspace } = standIns;
    const { client } = new App({
      token: workspace.botToken,
      signingSecret: workspace.signingSecret,
      deferInitialization: true,
      clientOptions: { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } },
    });
    const handle = modalById(client, 'V0GONE');
    const arrived: string[] = [];
    const hear = async () => {
      const held = await workspace.next('views.update');
      arrived.push('update');
      return held;
    };
    const first = hear();
    const shown = [handle.show(waitingModal('Form', 'Waiting')), handle.show(waitingModal('Form', 'Done'))];
    const held = await first;
    const second = hear();
    await new Promise((resolve) => setImmediate(resolve));
    expect(arrived).toEqual(['update']);
    held.release();
    (await second).release();
    // The view is not there: each update says so by itself.
    expect(await Promise.all(shown)).toEqual([false, false]);
    await standIns.stop();
  });
});
