import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StandIns, startStandIns } from '../sandbox/start.ts';
import { systemClock } from '../src/clock.ts';
import { environmentFor, ROOT, run, runScript } from './helpers/processes.ts';

describe('npm start', () => {
  it('without variables lists all that are missing, hints at the sandbox, and ends with 1', async () => {
    const app = run('src/main.js', []);
    expect(await app.ended).toBe(1);
    expect(app.lines).toEqual([
      'DocSpace Groups can’t start:',
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
      'DocSpace Groups can’t start:',
      expect.stringContaining('  SLACK_APP_TOKEN belongs to the app A0OTHER, but SLACK_BOT'),
      expect.stringContaining('  DOCSPACE_API_KEY belongs to Ravi Nair, a room admin'),
      expect.stringContaining('  APPROVAL_CHANNEL names C0NOWHERE, which the app can’t see'),
      expect.stringContaining('  APPROVERS names U0NOBODY, but there is no user with that'),
      expect.stringContaining('  APPROVERS names U0ROBO, which is a bot. Name another'),
      expect.stringContaining('  APPROVERS names nobody who can approve'),
      expect.stringContaining('  The database in DATABASE_URL can’t be opened (ECONNREFUSED'),
      'To check all of it again, run: npm run doctor',
    ]);
    expect(app.lines.join()).not.toMatch(/xoxb-\w|xapp-\w|sk-[0-9a-f]|s3cret/);
    await standIns.stop();
  });

  it.each([
    [
      'is in maintenance',
      ({ portal }: StandIns) => portal.faults.set({ kind: 'maintenance' }),
      'is closed for maintenance',
    ],
    ['is not there', ({ portal }: StandIns) => portal.stop(), 'can’t be reached'],
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
    const standIns = await startStandIns({ clock: systemClock });
    const app = run('src/main.js', [], { ...environmentFor(standIns), SLACK_BOT_TOKEN: 'xoxb-wrong-token-wrong' });
    expect(await app.ended).toBe(1);
    const said = app.lines.join('\n');
    expect(said).toContain('Slack did not accept SLACK_BOT_TOKEN');
    expect(said).not.toContain('wrong-token');
    await standIns.stop();
  });
});

describe('npm start, installed without the compiler', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'groups-'));
    for (const name of ['package.json', 'src']) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** As `npm ci` leaves it with NODE_ENV=production, as far as this is about. */
  function installed() {
    mkdirSync(join(folder, 'node_modules'));
    for (const name of readdirSync(join(ROOT, 'node_modules')))
      if (!['typescript', '@typescript', '.bin'].includes(name))
        symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  }
  const built = () => cpSync(join(ROOT, 'dist/src'), join(folder, 'dist/src'), { recursive: true });

  async function start() {
    const app = runScript(folder, 'start');
    return { code: await app.ended, lines: app.lines };
  }
  const howToBuild = ['  npm ci --include=dev', '  npm run build', '  npm prune --omit=dev'];

  it('says in one sentence that it has to be built, and how', async () => {
    installed();
    const { code, lines } = await start();
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(
        /^DocSpace Groups can’t start: the app is not built yet, and this installation is without the compiler/,
      ),
      ...howToBuild,
    ]);
  });

  it('starts with the build that is there', async () => {
    installed();
    built();
    const { code, lines } = await start();
    expect(code).toBe(1);
    expect(lines[1]).toMatch(/^ {2}SLACK_BOT_TOKEN is missing/);
  });

  it('does not start with a build from before an update', async () => {
    installed();
    built();
    const tomorrow = new Date(Date.now() + 86_400_000);
    utimesSync(join(folder, 'src/app.ts'), tomorrow, tomorrow);
    const { code, lines } = await start();
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringContaining('the app was updated after its last build'), ...howToBuild]);
  });

  it('says that nothing is installed', async () => {
    const { code, lines } = await start();
    expect(code).toBe(1);
    expect(lines).toEqual(['DocSpace Groups can’t start: nothing is installed yet. Run npm ci, then start again.']);
  });
});
