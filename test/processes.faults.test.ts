import { startStandIns } from '../sandbox/start.ts';
import { systemClock } from '../src/clock.ts';
import { run } from './helpers/processes.ts';

describe('npm start, ended while it starts', () => {
  // The first call of each checks the settings, the second connects.
  it.each([
    ['http', 'auth.test', 1],
    ['http', 'auth.test', 2],
    ['socket', 'auth.test', 1],
    ['socket', 'auth.test', 2],
    ['socket', 'apps.connections.open', 1],
    ['socket', 'apps.connections.open', 2],
  ] as const)('ends cleanly, by %s, while Slack has not answered %s, call %d', async (mode, method, calls) => {
    const { workspace, portal, stop } = await startStandIns({ clock: systemClock });
    const answered = calls > 1 ? workspace.next(method) : undefined;
    const held = workspace.next(method);
    const app = run('src/main.js', [], {
      SLACK_BOT_TOKEN: workspace.botToken,
      ...(mode === 'http'
        ? { SLACK_SIGNING_SECRET: workspace.signingSecret, PORT: '38418' }
        : { SLACK_APP_TOKEN: workspace.appToken }),
      SLACK_API_URL: workspace.apiUrl,
      DOCSPACE_URL: portal.url,
      DOCSPACE_API_KEY: portal.keys.owner,
      DATABASE_URL: ':memory:',
    });
    (await answered)?.release();
    await held;
    app.kill('SIGTERM');
    expect(await app.ended).toBe(0);
    const said = app.lines.join('\n');
    expect(said).toContain('stopped');
    expect(said).not.toMatch(/error|is running|could not start/i);
    await stop();
  });
});
