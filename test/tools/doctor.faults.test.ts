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

  async function doctor(env: object, ...args: string[]) {
    const tool = run('src/tools/doctor.js', args, env);
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
      expect.stringMatching(/^\[ok\] {6}DocSpace: The portal 127\.0\.0\.1:\d+ answers\. Its version is 3\.7\.2\.$/),
      '[ok]      DocSpace: DOCSPACE_API_KEY has every scope the app needs.',
      '[ok]      DocSpace: DOCSPACE_API_KEY belongs to Olga Marsh, the owner of the portal.',
      '[ok]      Approvals: Requests are posted in the channel they are made in.',
      expect.stringMatching(
        /^\[ok\] {6}Approvals: The owner and DocSpace admins can approve: \d+ people\. A deletion needs 1\.$/,
      ),
      '[ok]      Database: The SQLite file does not exist yet. The app creates it when it starts.',
      '[ok]      Clock: This machine’s clock agrees with Slack’s.',
      '[ok]      Clock: This machine’s clock agrees with the portal’s.',
      'Everything works.',
    ]);
    expect(existsSync(join(folder, 'groups.db'))).toBe(false);
    expect(standIns.workspace.state.messages).toEqual([]);
  });

  it('with --write also creates a group and deletes it again, and keeps nothing of it', async () => {
    const before = standIns.portal.groups();
    const { code, lines } = await doctor(environment(), '--write');
    expect(code).toBe(0);
    expect(lines.slice(-5)).toEqual([
      expect.stringMatching(
        /^\[note\] {4}DocSpace: The test group “DocSpace Groups test \w{6}” is created in 127\.0\.0\.1:\d+ and deleted again\.$/,
      ),
      '[ok]      DocSpace: The test group was created.',
      '[ok]      DocSpace: The test group was read back, with its name.',
      '[ok]      DocSpace: The test group was deleted. Checked: it is gone from DocSpace.',
      'Everything works.',
    ]);
    expect(standIns.portal.groups()).toEqual(before);
    expect(standIns.portal.calls.filter(({ method }) => method !== 'GET').map(({ method }) => method)).toEqual([
      'POST',
      'DELETE',
    ]);
  });

  it('writes nothing with --write where a check has found a fault', async () => {
    const { code, lines } = await doctor(
      { ...environment(), DOCSPACE_API_KEY: standIns.portal.keys.readOnly },
      '--write',
    );
    expect(code).toBe(1);
    expect(lines.slice(-2)).toEqual([
      'Writing was not tested, because the app can’t work yet. Nothing was written.',
      'The app can’t work like this: see the fault above.',
    ]);
    expect(standIns.portal.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('ends with 1 when the test group could not be created', async () => {
    standIns.portal.faults.set({ kind: 'status', status: 403, method: 'POST' });
    const { code, lines } = await doctor(environment(), '--write');
    expect(code).toBe(1);
    expect(lines.at(-2)).toMatch(
      /^\[fault\] {3}DocSpace: The test group was not created\. .*Nothing is left in DocSpace\.$/,
    );
  });

  it('knows no other option', async () => {
    const { code, lines } = await doctor(environment(), '--wirte');
    expect(code).toBe(1);
    expect(lines[0]).toBe('Usage: npm run doctor [-- --write]');
  });

  it('works beside a running app, which has the SQLite file for itself', async () => {
    const app = run('src/main.js', [], environment());
    await app.says(/DocSpace Groups is running/);
    const { code, lines } = await doctor(environment());
    expect({ code, last: lines.at(-1) }).toEqual({ code: 0, last: 'Everything works.' });
    expect(lines).toContain('[ok]      Database: The SQLite file can be read and is up to date.');
    app.kill('SIGTERM');
    expect(await app.ended).toBe(0);
  });

  it('ends with 1 where the app cannot work, with what to do', async () => {
    const { code, lines } = await doctor({ ...environment(), DOCSPACE_API_KEY: standIns.portal.keys.expired });
    expect(code).toBe(1);
    expect(lines.filter((line) => line.startsWith('[fault]'))).toEqual([
      expect.stringContaining('DocSpace: The portal does not accept DOCSPACE_API_KEY: it has expired'),
    ]);
    expect(lines.at(-1)).toBe('The app can’t work like this: see the fault above.');
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
    expect(lines.join('\n')).toContain('It is empty or from an older version, and the app updates it when it starts');
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
      expect(lines.join('\n')).toContain(`[fault]   Database: The database in DATABASE_URL can’t be opened (${why}).`);
    }
  });
});
