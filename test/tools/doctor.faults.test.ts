import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StandIns, startStandIns } from '../../sandbox/start.ts';
import { systemClock } from '../../src/clock.ts';
import { openStore } from '../../src/store/index.ts';
import { environmentFor, run } from '../helpers/processes.ts';

describe('npm run doctor', () => {
  let standIns: StandIns;
  let folder: string;
  beforeEach(async () => {
    standIns = await startStandIns({ clock: systemClock });
    folder = mkdtempSync(join(tmpdir(), 'groups-'));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await standIns.stop();
  });

  const environment = () => ({ ...environmentFor(standIns), DATABASE_URL: join(folder, 'groups.db') });

  async function doctor(env: object) {
    const tool = run('src/tools/doctor.js', [], env);
    const code = await tool.ended;
    return { code, lines: tool.lines };
  }

  it('tells a line for each thing it checked and ends with 0, without making anything', async () => {
    const { code, lines } = await doctor(environment());
    expect(code).toBe(0);
    expect(lines).toEqual([
      '[ok]      Slack: SLACK_BOT_TOKEN works: the app is @DocSpace Groups in the workspace Acme.',
      '[ok]      Slack: The app has every scope it needs.',
      '[ok]      Slack: SLACK_APP_TOKEN works: Socket Mode connections can be opened.',
      expect.stringMatching(/^\[ok\] {6}DocSpace: The portal 127\.0\.0\.1:\d+ answers; its version is 3\.7\.2\.$/),
      '[ok]      DocSpace: DOCSPACE_API_KEY has every scope the app needs.',
      '[ok]      DocSpace: DOCSPACE_API_KEY belongs to Olga Marsh, the owner of the portal.',
      '[ok]      Approvals: Requests are posted in the channel they are made in.',
      expect.stringMatching(
        /^\[ok\] {6}Approvals: The portal has \d+ people who can approve, .*; a deletion needs 1\.$/,
      ),
      '[ok]      Database: The SQLite file does not exist yet; the app makes it when it starts.',
      '[ok]      Clock: The clock agrees with that of Slack.',
      '[ok]      Clock: The clock agrees with that of the portal.',
      'Everything works.',
    ]);
    expect(existsSync(join(folder, 'groups.db'))).toBe(false);
    expect(standIns.workspace.state.messages).toEqual([]);
  });

  it('works beside a running app, which has the SQLite file for itself', async () => {
    const app = run('src/main.js', [], environment());
    await app.says(/DocSpace Groups is running/);
    const { code, lines } = await doctor(environment());
    expect({ code, last: lines.at(-1) }).toEqual({ code: 0, last: 'Everything works.' });
    expect(lines).toContain('[ok]      Database: The SQLite file can be read and is of this version.');
    app.kill('SIGTERM');
    expect(await app.ended).toBe(0);
  });

  it('ends with 1 where the app cannot work, with what to do', async () => {
    const { code, lines } = await doctor({ ...environment(), DOCSPACE_API_KEY: standIns.portal.keys.expired });
    expect(code).toBe(1);
    expect(lines.filter((line) => line.startsWith('[fault]'))).toEqual([
      expect.stringContaining('DocSpace: The portal does not accept DOCSPACE_API_KEY: it has expired'),
    ]);
    expect(lines.at(-1)).toBe('The app cannot work like this: see the fault above.');
  });

  it('ends with 0 where what is wrong can pass', async () => {
    standIns.portal.faults.set({ kind: 'maintenance' });
    const { code, lines } = await doctor(environment());
    expect({ code, last: lines.at(-1) }).toEqual({ code: 0, last: 'The app can work, with the warnings above.' });
    expect(lines.join('\n')).toMatch(/\[warning\] DocSpace: The portal \S+ is closed for maintenance/);
  });

  it('says which variables are missing, and ends with 1', async () => {
    const { code, lines } = await doctor({ ...environment(), DOCSPACE_URL: '' });
    expect(code).toBe(1);
    expect(lines.join('\n')).toContain('DOCSPACE_URL is missing.');
  });

  it('tells of a database of an older version, and leaves it as it is', async () => {
    const url = join(folder, 'groups.db');
    const store = await openStore({ url, clock: systemClock });
    await store.db.withTables<{ kysely_migration: { name: string } }>().deleteFrom('kysely_migration').execute();
    await store.close();
    const before = readFileSync(url);
    const { code, lines } = await doctor(environment());
    expect(code).toBe(0);
    expect(readFileSync(url).equals(before)).toBe(true);
    expect(lines.join('\n')).toContain('it is empty or of an older version, and the app updates it when it starts');
  });

  it('tells of a database that cannot be there, and of one that is none', async () => {
    const file = join(folder, 'notes.txt');
    writeFileSync(file, 'Not a database. '.repeat(300));
    for (const [path, why] of [
      [join(file, 'groups.db'), 'ENOTDIR'],
      [file, 'SQLITE_NOTADB'],
    ]) {
      const { code, lines } = await doctor({ ...environment(), DATABASE_URL: path });
      expect(code).toBe(1);
      expect(lines.join('\n')).toContain(`[fault]   Database: The database in DATABASE_URL cannot be opened (${why}).`);
    }
  });
});
