import { type StandIns, startStandIns } from '../sandbox/start.ts';
import { systemClock } from '../src/clock.ts';
import { run } from './helpers/processes.ts';

const OPEN = 'apps.connections.open';

describe('npm start, by socket, while Slack cannot be reached', () => {
  let standIns: StandIns;
  beforeEach(async () => {
    standIns = await startStandIns({ clock: systemClock });
  });
  afterEach(() => standIns.stop());

  const start = () =>
    run('src/main.js', [], {
      SLACK_BOT_TOKEN: standIns.workspace.botToken,
      SLACK_APP_TOKEN: standIns.workspace.appToken,
      SLACK_API_URL: standIns.workspace.apiUrl,
      DOCSPACE_URL: standIns.portal.url,
      DOCSPACE_API_KEY: standIns.portal.keys.owner,
      DATABASE_URL: ':memory:',
    });
  /** Resolves after so many more attempts to connect. */
  const attempts = (count: number) =>
    new Promise<void>((resolve) => {
      let left = count;
      const stop = standIns.workspace.onChange((change) => {
        if (change.kind !== 'call' || change.call.method !== OPEN) return;
        left -= 1;
        if (left > 0) return;
        stop();
        resolve();
      });
    });

  it('lives on and answers once Slack is back, and ends cleanly in the middle of an outage', async () => {
    const { workspace } = standIns;
    const app = start();
    await app.says(/is running/);
    const tried = attempts(2);
    const end = workspace.faults.offline();
    await tried;
    end();
    await workspace.appConnected();
    const nora = workspace.as('U0NORA');
    await nora.types('C0RANDOM', '/docspace-group help');
    await nora.sees('What you can do');
    const triedAgain = attempts(1);
    workspace.faults.offline();
    await triedAgain;
    app.kill('SIGTERM');
    expect(await app.ended).toBe(0);
    expect(app.lines.join('\n')).not.toMatch(/^\S+ error|UnhandledPromiseRejection|could not/m);
  });

  it('ends with 1 and one sentence when it starts', async () => {
    standIns.workspace.faults.offline();
    const app = start();
    expect(await app.ended).toBe(1);
    const [last, ...others] = app.lines.filter((line) => !/^\S+ (info|warn)/.test(line));
    expect(last).toMatch(/^DocSpace Groups could not start: /);
    expect(others).toEqual([]);
  });
});
