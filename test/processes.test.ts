import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type StandIns, startStandIns } from '../sandbox/start.ts';
import { systemClock } from '../src/clock.ts';
import { environmentFor, run } from './helpers/processes.ts';

const described = z.object({
  slack: z.object({
    apiUrl: z.url(),
    botToken: z.string().startsWith('xoxb-'),
    appToken: z.string().startsWith('xapp-'),
    signingSecret: z.string().min(8),
    team: z.object({ id: z.string(), name: z.string() }),
    channels: z.array(z.object({ id: z.string(), name: z.string() })).min(3),
    users: z.array(z.object({ id: z.string(), email: z.string(), role: z.string() })).min(10),
  }),
  docspace: z.object({
    url: z.url(),
    keys: z.object(
      Object.fromEntries(
        ['owner', 'admin', 'roomAdmin', 'user', 'guest', 'readOnly', 'writeOnly', 'expired', 'inactive'].map((name) => [
          name,
          z.string().startsWith('sk-'),
        ]),
      ),
    ),
    people: z.array(z.object({ id: z.uuid(), email: z.string(), role: z.string(), status: z.string() })).min(100),
  }),
  page: z.null(),
});

/** Runs a sandbox for scripts, and hands over what it says of itself. */
async function headless(...more: string[]) {
  const sandbox = run('sandbox/main.js', ['--headless', '--json', ...more]);
  return { sandbox, ...described.parse(JSON.parse(await sandbox.says(/^\{/))) };
}

async function ask(url: string, token: string): Promise<unknown> {
  return (await fetch(url, { headers: { Authorization: `Bearer ${token}` } })).json();
}

describe('npm start', () => {
  it('without variables lists all that are missing, hints at the sandbox, and ends with 1', async () => {
    const app = run('src/main.js', []);
    expect(await app.ended).toBe(1);
    expect(app.lines).toEqual([
      'DocSpace Groups cannot start:',
      expect.stringMatching(/^ {2}SLACK_BOT_TOKEN is missing\. Copy the bot token/),
      expect.stringMatching(/^ {2}DOCSPACE_URL is missing\. Set it to/),
      expect.stringMatching(/^ {2}DOCSPACE_API_KEY is missing\. Create a key/),
      expect.stringMatching(/^ {2}SLACK_APP_TOKEN is missing\. Copy an app token/),
      expect.stringContaining('npm run sandbox'),
    ]);
  });

  it('lists everything that cannot work at once, a line each with what to do, repeats no secret, and ends with 1', async () => {
    const standIns = await startStandIns({ clock: systemClock });
    const app = run('src/main.js', [], {
      ...environmentFor(standIns),
      SLACK_BOT_TOKEN: standIns.workspace.botToken,
      SLACK_APP_TOKEN: 'xapp-1-A0OTHER-1234-abcdef',
      DOCSPACE_API_KEY: standIns.portal.keys.roomAdmin,
      DATABASE_URL: 'postgres://groups:s3cret@127.0.0.1:1/groups',
      APPROVAL_CHANNEL: 'C0NOWHERE',
      APPROVERS: 'U0NOBODY,U0ROBO',
    });
    expect(await app.ended).toBe(1);
    const starts = app.lines.map((line) => line.slice(0, 60));
    expect(starts).toEqual([
      'DocSpace Groups cannot start:',
      expect.stringContaining('  SLACK_APP_TOKEN is of the app A0OTHER, but SLACK_BOT_TOKEN'),
      expect.stringContaining('  DOCSPACE_API_KEY belongs to Ravi Nair, a room admin'),
      expect.stringContaining('  APPROVAL_CHANNEL names no channel that the app can see'),
      expect.stringContaining('  There is no user U0NOBODY, whom APPROVERS names. Check'),
      expect.stringContaining('  U0ROBO in APPROVERS is a bot. Name somebody else'),
      expect.stringContaining('  APPROVERS names 0 people who can approve'),
      expect.stringContaining('  The database in DATABASE_URL cannot be opened (ECONNREFUSE'),
      'npm run doctor checks all of it again.',
    ]);
    expect(app.lines.join()).not.toMatch(/xoxb-\w|xapp-\w|sk-[0-9a-f]|s3cret/);
    await standIns.stop();
  });

  it.each([
    [
      'is in maintenance',
      ({ portal }: StandIns) => portal.trouble.set({ kind: 'maintenance' }),
      'is closed for maintenance',
    ],
    ['is not there', ({ portal }: StandIns) => portal.stop(), 'cannot be reached'],
  ])('starts while the portal %s, with a warning', async (_what, begin, words) => {
    const standIns = await startStandIns({ clock: systemClock });
    await begin(standIns);
    const app = run('src/main.js', [], environmentFor(standIns));
    await app.says(/DocSpace Groups is running/);
    expect(app.lines.join('\n')).toMatch(new RegExp(`warn +The portal 127\\.0\\.0\\.1:\\d+ ${words}\\.`));
    app.kill('SIGTERM');
    expect(await app.ended).toBe(0);
    await standIns.workspace.stop();
    await standIns.portal.stop();
  });

  it.each([
    [30, 'info'],
    [10, 'warn'],
  ])('tells in the log that the API key works for %d more days', async (days, level) => {
    const standIns = await startStandIns({ clock: systemClock });
    standIns.portal.setKeyExpiry('owner', Date.now() + days * 86_400_000 + 3_600_000);
    const app = run('src/main.js', [], environmentFor(standIns));
    await app.says(/DocSpace Groups is running/);
    const line = new RegExp(`${level} +DOCSPACE_API_KEY works until \\w{3} \\d+, \\d{4}: ${days} days left\\.`);
    expect(app.lines.filter((each) => line.test(each))).toHaveLength(1);
    app.kill('SIGTERM');
    expect(await app.ended).toBe(0);
    await standIns.stop();
  });

  it('takes secrets from files, and uses the origin of DOCSPACE_URL alone, saying so', async () => {
    const standIns = await startStandIns({ clock: systemClock });
    const folder = mkdtempSync(join(tmpdir(), 'groups-'));
    const file = join(folder, 'key');
    writeFileSync(file, `${standIns.portal.keys.owner}\n`);
    const { DOCSPACE_API_KEY: _, ...rest } = environmentFor(standIns);
    const app = run('src/main.js', [], {
      ...rest,
      DOCSPACE_API_KEY_FILE: file,
      DOCSPACE_URL: `${standIns.portal.url}/rooms/shared`,
    });
    await app.says(/DocSpace Groups is running/);
    expect(app.lines.join('\n')).toContain(`the app uses ${standIns.portal.url} alone`);
    app.kill('SIGTERM');
    expect(await app.ended).toBe(0);
    rmSync(folder, { recursive: true });
    await standIns.stop();
  });

  it('says that Slack does not accept a token, without repeating it', async () => {
    const { sandbox, slack, docspace } = await headless('--no-app');
    const app = run('src/main.js', [], {
      SLACK_BOT_TOKEN: 'xoxb-wrong-token-wrong',
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      DOCSPACE_URL: docspace.url,
      DOCSPACE_API_KEY: docspace.keys.owner,
      DATABASE_URL: ':memory:',
    });
    expect(await app.ended).toBe(1);
    const said = app.lines.join('\n');
    expect(said).toContain('Slack did not accept SLACK_BOT_TOKEN');
    expect(said).not.toContain('wrong-token');
    sandbox.kill('SIGTERM');
    await sandbox.ended;
  });
});

describe('npm run sandbox -- --headless --json', () => {
  it('prints one line when it is ready, which any client can work with, and ends cleanly on SIGTERM', async () => {
    const { sandbox, slack, docspace } = await headless();
    expect(await ask(`${slack.apiUrl}auth.test`, slack.botToken)).toMatchObject({ ok: true, team_id: slack.team.id });
    const self = await ask(`${docspace.url}/api/2.0/keys/@self`, docspace.keys.readOnly ?? '');
    expect(self).toMatchObject({ response: { permissions: ['accounts:read'] } });
    sandbox.kill('SIGTERM');
    expect(await sandbox.ended).toBe(0);
    await expect(fetch(docspace.url)).rejects.toThrow();
  });

  it('is the same for the same seed', async () => {
    const [one, two, other] = await Promise.all([
      headless('--seed', '7'),
      headless('--seed', '7'),
      headless('--seed', '8'),
    ]);
    expect(two.docspace.people).toEqual(one.docspace.people);
    expect(two.docspace.keys).toEqual(one.docspace.keys);
    expect(two.slack.botToken).toBe(one.slack.botToken);
    expect(other.slack.botToken).not.toBe(one.slack.botToken);
    for (const { sandbox } of [one, two, other]) sandbox.kill('SIGTERM');
    expect(await Promise.all([one, two, other].map(({ sandbox }) => sandbox.ended))).toEqual([0, 0, 0]);
  });

  it.each(['socket', 'http'] as const)('without an app serves npm start with these values, by %s', async (mode) => {
    const port = '38417';
    const http = ['--mode', 'http', '--app-url', `http://127.0.0.1:${port}/slack/events`];
    const { sandbox, slack, docspace } = await headless('--no-app', ...(mode === 'http' ? http : []));
    const app = run('src/main.js', [], {
      SLACK_BOT_TOKEN: slack.botToken,
      ...(mode === 'http'
        ? { SLACK_SIGNING_SECRET: slack.signingSecret, PORT: port }
        : { SLACK_APP_TOKEN: slack.appToken }),
      SLACK_API_URL: slack.apiUrl,
      DOCSPACE_URL: docspace.url,
      DOCSPACE_API_KEY: docspace.keys.owner,
      DATABASE_URL: ':memory:',
    });
    expect(await app.says(/DocSpace Groups is running/)).toContain(`transport=${mode}`);
    app.kill('SIGTERM');
    expect(await app.ended).toBe(0);
    sandbox.kill('SIGTERM');
    expect(await sandbox.ended).toBe(0);
  });

  it('ends with 1 under --strict as soon as an app sends what Slack would refuse, saying where', async () => {
    const { sandbox, slack } = await headless('--no-app', '--strict');
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3001) } }];
    await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${slack.botToken}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ channel: slack.channels[0]?.id, text: 'x', blocks }),
    });
    expect(await sandbox.ended).toBe(1);
    expect(sandbox.lines.join('\n')).toContain(
      'chat.postMessage: invalid_blocks /blocks/0/text/text must be less than 3001 characters',
    );
  });

  it('is for another app with its manifest, and says what that app needs', async () => {
    const sandbox = run('sandbox/main.js', ['--headless', '--manifest', 'manifest.yml']);
    await sandbox.says(/Ctrl\+C ends/);
    const said = sandbox.lines.join('\n');
    expect(said).toMatch(
      /SLACK_API_URL=http:\/\/127\.0\.0\.1:\d+\/api\/\n {2}SLACK_BOT_TOKEN=xoxb-.+\n {2}SLACK_APP_TOKEN=xapp-/,
    );
    expect(said).not.toContain('npm start');
    sandbox.kill('SIGTERM');
    expect(await sandbox.ended).toBe(0);
  });

  it('says what is wrong with an option', async () => {
    const sandbox = run('sandbox/main.js', ['--port', 'many']);
    expect(await sandbox.ended).toBe(1);
    expect(sandbox.lines[0]).toBe('--port takes a whole number');
    const other = run('sandbox/main.js', ['--manifest', 'package.json']);
    expect(await other.ended).toBe(1);
    expect(other.lines[0]).toBe('package.json is not the manifest of a Slack app:');
  });
});

describe('npm run demo', () => {
  // By HTTP as well in the project's own CI.
  it('holds every step', async () => {
    const demo = run('sandbox/demo.js', []);
    expect(await demo.ended).toBe(0);
    expect(demo.lines.at(-1)).toMatch(/^demo: all \d+ steps held$/);
  });
});
