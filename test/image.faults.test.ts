import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startStandIns } from '../sandbox/start.ts';
import { systemClock } from '../src/clock.ts';
import { commandOf, copies, readDockerfile, said } from './helpers/dockerfile.ts';
import { freePort } from './helpers/free-port.ts';
import { environmentFor } from './helpers/processes.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const [build, image] = readDockerfile();
/** The user of the image; only root can start a process as another one. */
const USER = process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : {};

/** Does what the Dockerfile says, by hand: no Docker is needed to see that its steps fit the project. */
class Image {
  readonly #folder = mkdtempSync(join(tmpdir(), 'groups-image-'));
  readonly first = join(this.#folder, 'build');
  readonly app = join(this.#folder, 'app');

  constructor() {
    // mkdtemp keeps other users out.
    chmodSync(this.#folder, 0o755);
    this.#build();
    for (const { from, to } of copies(image))
      for (const path of from)
        copy(path.replace('/app/', `${this.first}/`), join(this.app, to === './' ? basename(path) : to));
    mkdirSync(join(this.app, 'data'));
    if (USER.uid !== undefined) chownSync(join(this.app, 'data'), USER.uid, USER.gid);
    else execFileSync('chmod', ['-R', 'a-w', join(this.app, 'dist'), join(this.app, 'node_modules')]);
  }

  #build(): void {
    for (const { from, to } of copies(build))
      for (const path of from) copy(join(ROOT, path), join(this.first, to === './' ? path : to));
    // What is installed here already is what npm would install; its files are shared, and only links to them removed.
    for (const command of said(build, 'RUN'))
      if (command === 'npm ci') this.#install();
      else execFileSync('sh', ['-c', command], { cwd: this.first, stdio: ['ignore', 'ignore', 'inherit'] });
  }

  #install(): void {
    copy(join(ROOT, 'node_modules'), join(this.first, 'node_modules'));
    const list = join(this.first, 'node_modules/.package-lock.json');
    rmSync(list);
    cpSync(join(ROOT, 'node_modules/.package-lock.json'), list);
  }

  remove(): void {
    execFileSync('chmod', ['-R', 'u+w', this.#folder]);
    rmSync(this.#folder, { recursive: true });
  }
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  // Modules are many: they are shared, not copied.
  execFileSync('cp', [from.endsWith('/node_modules') ? '-al' : '-a', from, to]);
}

describe('the image, its steps done by hand', () => {
  let made: Image;
  beforeAll(() => {
    made = new Image();
  });
  afterAll(() => made.remove());

  it('carries nothing that only builds or tests, and everything that its files import', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const tools = Object.keys(devDependencies).filter((name) => existsSync(join(made.app, 'node_modules', name)));
    // The SDK brings the types of Node.js and of two others along.
    expect(tools.filter((name) => !name.startsWith('@types/') && name !== 'ws')).toEqual([]);
    const imports =
      /^(?:import|export) (?:[^;'"]*? from )?["']([^."'][^"']*)["']|await import\(["']([^."'][^"']*)["']\)/gm;
    const imported = readdirSync(join(made.app, 'dist'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.js'))
      .flatMap((file) => [...readFileSync(join(made.app, 'dist', file), 'utf8').matchAll(imports)])
      .map(([, name = '', lazy = name]) => lazy.split('/', lazy.startsWith('@') ? 2 : 1).join('/'))
      .filter((name) => !name.startsWith('node:'));
    expect(imported).toEqual(expect.arrayContaining(['@slack/bolt', 'pg', 'prom-client']));
    expect([...new Set(imported)].filter((name) => !(name in dependencies))).toEqual([]);
  });

  it('starts as a user who can write to its data alone, is healthy, and ends by its signal', async () => {
    const standIns = await startStandIns({ clock: systemClock });
    const { DATABASE_URL: _, ...settings } = environmentFor(standIns);
    const port = String(await freePort());
    const env = { PATH: process.env.PATH, NODE_ENV: 'production', ...settings, HEALTH_PORT: port };
    const [, ...command] = commandOf(said(image, 'CMD')[0]);
    const app = spawn(process.execPath, command, { cwd: made.app, env, ...USER, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((resolve) => app.once('close', resolve));
    const lines: string[] = [];
    await new Promise<void>((resolve, reject) => {
      createInterface(app.stdout).on('line', (line) => {
        lines.push(line);
        if (line.includes('DocSpace Groups is running')) resolve();
      });
      app.once('close', () => reject(new Error(lines.join('\n'))));
    });
    const [, ...check] = commandOf(said(image, 'HEALTHCHECK')[0]);
    const healthy = () =>
      new Promise((resolve) =>
        spawn(process.execPath, check, { cwd: made.app, env, ...USER }).once('close', (code) => resolve(code)),
      );
    expect(await healthy()).toBe(0);
    expect(readdirSync(join(made.app, 'data')).sort()).toContain('docspace-group.db');
    app.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(await healthy()).toBe(1);
    await standIns.stop();
  });
});
