import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = new URL('..', import.meta.url).pathname;
const SRC = join(ROOT, 'src');
const sources = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
/** Files of the app from `src`, those of the sandbox beside it by their whole path. */
const files = [...sources('src'), ...sources('sandbox').map((file) => `sandbox/${file}`)];
const pathOf = (file: string) => (file.startsWith('sandbox/') ? join(ROOT, file) : join(SRC, file));
/** A path as `files` names it. */
const named = (path: string) => relative(path.startsWith(`${SRC}/`) ? SRC : ROOT, path);

/** The room a file stands in: its folder, each command a room of its own, files of the hall by their name. */
function roomOf(file: string): string {
  const [first = '', second = ''] = file.split('/');
  if (first === 'commands' && file.split('/').length > 2) return `commands/${second}`;
  return first;
}

const imports = files.flatMap((file) => {
  const text = readFileSync(pathOf(file), 'utf8');
  return [...text.matchAll(/from '(\.[^']+)'|import '(\.[^']+)'/g)].map((match) => {
    const target = named(join(dirname(pathOf(file)), match[1] ?? match[2] ?? ''));
    return { file, from: roomOf(file), to: roomOf(target), target };
  });
});

/** Lobby files that any room of listeners may use. */
const LOBBY = ['deps.ts', 'clock.ts', 'config.ts', 'log.ts'];
const BASE = ['access', 'docspace', 'slack', 'store'];

/** The folders of `src/requests`, from those that hear clicks down to sentences. */
const REQUESTS = [
  'clicks',
  'index.ts',
  'worker',
  'accept',
  'decisions',
  'edit',
  'create',
  'delete',
  'restore',
  'lifecycle',
  'submissions',
  'lists',
  'cards',
  'lookups',
  'results',
  'text',
  'deps.ts',
  'errors.ts',
];

/** The order of design: main > app > commands, home > requests > changes, outbox, groups > access, docspace, slack, store. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  config: [],
  docspace: [],
  slack: [],
  store: [],
  access: ['docspace', 'store'],
  checks: [...BASE, ...LOBBY, 'network.ts'],
  changes: ['store'],
  outbox: ['slack', 'store'],
  groups: ['docspace', 'slack'],
  operations: ['changes', 'connection', 'docspace', 'outbox', 'requests', 'clock.ts'],
  requests: ['changes', 'outbox', 'groups', ...BASE, 'clock.ts', 'log.ts'],
  'user-message': ['requests', 'changes', 'groups', ...BASE],
  home: ['requests', 'changes', 'groups', ...BASE, ...LOBBY, 'commands'],
  commands: ['checks', 'requests', 'changes', 'groups', ...BASE, ...LOBBY],
};

/** Whether a room may import from another. */
function allowed({ file, from, to }: (typeof imports)[number]): boolean {
  if (from === to || from === 'sandbox') return true;
  if (to === 'sandbox' || to === 'main.ts' || to === 'tools') return false;
  if (file === 'commands/index.ts' && to.startsWith('commands/')) return true;
  if (from.startsWith('commands/')) return [...(MAY.commands ?? []), 'commands'].includes(to);
  return MAY[from]?.includes(to) ?? true;
}

describe('who imports whom', () => {
  const source = (file: string) => readFileSync(pathOf(file), 'utf8');
  const linesWith = (pattern: RegExp, among: readonly string[]) =>
    among.flatMap((file) =>
      source(file)
        .split('\n')
        .filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line) && pattern.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
  const outside = files.filter((file) => !file.startsWith('sandbox/') && file !== 'main.ts');

  it('goes one way: main, app, commands and home, then the services, which know nothing of each other', () => {
    expect(imports.length).toBeGreaterThan(200);
    expect(imports.filter((each) => !allowed(each))).toEqual([]);
  });

  it('goes one way inside of requests: a folder imports only from those after it', () => {
    const folderOf = (file: string) => file.split('/')[1] ?? '';
    const inside = imports.filter(({ from, to }) => from === 'requests' && to === 'requests');
    const upward = inside.filter(
      ({ file, target }) => REQUESTS.indexOf(folderOf(file)) > REQUESTS.indexOf(folderOf(target)),
    );
    expect(inside.length).toBeGreaterThan(200);
    expect(inside.filter(({ file }) => !REQUESTS.includes(folderOf(file)))).toEqual([]);
    expect(upward).toEqual([]);
  });

  it('draws cards, lists and sentences by pure functions: nothing of the store, of Slack’s API or of access', () => {
    const pure = imports.filter(({ file }) => /^requests\/(cards|results|text)\//.test(file));
    expect(pure.length).toBeGreaterThan(40);
    expect(pure.filter(({ to }) => ['access', 'store'].includes(to))).toEqual([]);
  });

  it('has no circle, also inside a room and of types alone', () => {
    const targets = new Map(files.map((file) => [file, imports.filter((each) => each.file === file)]));
    const whole = new Set<string>();
    const circleFrom = (file: string, path: readonly string[]): string | undefined => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file].join(' > ');
      if (whole.has(file)) return undefined;
      for (const { target } of targets.get(file) ?? []) {
        const circle = circleFrom(target, [...path, file]);
        if (circle) return circle;
      }
      whole.add(file);
      return undefined;
    };
    expect(files.map((file) => circleFrom(file, [])).filter((circle) => circle !== undefined)).toEqual([]);
  });

  it('keeps the stand-ins free of the app, so that any other app can be run against them', () => {
    const standIns = imports.filter(({ file }) => /^sandbox\/(slack|docspace)\//.test(file));
    expect(standIns.length).toBeGreaterThan(100);
    expect(standIns.filter(({ to }) => to !== 'sandbox')).toEqual([]);
  });

  it('lets only main, the tools and the sandbox touch the environment, and only they bring node-fetch', () => {
    const inside = outside.filter((file) => !file.startsWith('tools/'));
    expect(linesWith(/from 'node-fetch'|process\.env/, inside)).toEqual([]);
  });

  it('lets the page, which runs in a browser, take nothing from the rest but types and what needs nothing itself', () => {
    /** What a file imports besides types, as paths from src or names of packages. */
    const taken = (file: string) =>
      [...source(file).matchAll(/^(?:import|export) (?!type)[^;]*? from '([^']+)';/gms)].map(([, from = '']) =>
        from.startsWith('.') ? named(join(dirname(pathOf(file)), from)) : from,
      );
    const inPage = files.filter((file) => file.startsWith('sandbox/page/'));
    const outward = inPage.flatMap(taken).filter((path) => path.endsWith('.ts') && !path.startsWith('sandbox/page/'));
    expect(outward.filter((path) => taken(path).length > 0)).toEqual([]);
  });

  it('answers only by its own senders, which know Slack’s addresses and deadlines', () => {
    expect(linesWith(/\(\{[^}]*\b(respond|say)\b[^}]*\}\) =>/, outside)).toEqual([]);
  });

  it('silences no type', () => {
    const silenced = /: any[;,)\]=]|<any>|@ts-(ignore|expect)|biome-ignore|\bas unknown\b|\bas [A-Z]\w*(<|\[|\)|;|,$)/;
    expect(linesWith(silenced, files)).toEqual([]);
  });

  it('has no file too long to be read in one go', () => {
    expect(files.filter((file) => source(file).split('\n').length > 260)).toEqual([]);
  });
});
