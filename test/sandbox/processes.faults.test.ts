import dotenv from 'dotenv';
import { z } from 'zod';
import { run } from '../helpers/processes.ts';

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

  it('writes a .env with --env, with which npm start runs', async () => {
    const sandbox = run('sandbox/main.js', ['--headless', '--no-app', '--env']);
    await sandbox.says(/^DATABASE_URL=/);
    expect(sandbox.lines).toContain('Ready: type npm start in another terminal.');
    const app = run('src/main.js', [], dotenv.parse(sandbox.lines.filter((line) => /^[A-Z_]+=/.test(line)).join('\n')));
    await app.says(/DocSpace Groups is running/);
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
    const policy = run('sandbox/main.js', ['--headless', '--policy', 'APPROVALS_REQUIRED=12']);
    expect(await policy.ended).toBe(1);
    expect(policy.lines[0]).toMatch(/^APPROVALS_REQUIRED is set, but is not a whole number/);
    const unknown = run('sandbox/main.js', ['--policy', 'APPROVALS=2']);
    expect(await unknown.ended).toBe(1);
    expect(unknown.lines[0]).toMatch(/^--policy takes a variable and its value/);
    const both = run('sandbox/main.js', ['--env']);
    expect(await both.ended).toBe(1);
    expect(both.lines[0]).toBe('--env is for an app that you start yourself: add --no-app or --manifest');
    expect(other.lines[0]).toBe('package.json is not the manifest of a Slack app:');
  });
});

describe('npm run demo', () => {
  // By HTTP as well in the project's own CI.
  it('passes every step', async () => {
    const demo = run('sandbox/demo.js', []);
    expect(await demo.ended).toBe(0);
    expect(demo.lines.at(-1)).toMatch(/^demo: all \d+ steps passed$/);
  });
});
