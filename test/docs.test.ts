import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { STATES, TRANSITIONS } from '../src/changes/index.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

describe('docs/approvals.md', () => {
  const page = read('docs/approvals.md');

  it('draws the table of transitions as it is', () => {
    const drawn = [...page.matchAll(/^ {4}(\w+) --> (\w+): (\w+)$/gm)].map(([, from, to, event]) => [from, event, to]);
    expect(drawn).toEqual(TRANSITIONS.map((row) => [...row]));
  });

  it.each(STATES)('says what %s means', (state) => {
    expect(page).toMatch(new RegExp(`^\\|[^|]*\\b${state}\\b[^|]*\\|`, 'm'));
  });
});

describe('the pages', () => {
  const pages = [
    'README.md',
    ...readdirSync(new URL('../docs', import.meta.url)).filter((name) => name.endsWith('.md')),
  ];
  const files = pages.map((name) => (name === 'README.md' ? name : `docs/${name}`));
  const linked = files.flatMap((file) =>
    [...read(file).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(
      ([, target = '']) => new URL(target, new URL(`../${file}`, import.meta.url)),
    ),
  );

  it('lead nowhere but to what is there', () => {
    expect(linked.filter((url) => !existsSync(url)).map(({ pathname }) => pathname)).toEqual([]);
  });

  it('show every picture', () => {
    const shown = new Set(linked.map(({ pathname }) => pathname.split('/').at(-1)));
    const pictures = readdirSync(new URL('../docs/pictures', import.meta.url));
    expect(pictures.filter((name) => !shown.has(name))).toEqual([]);
  });

  it('name every variable in README', () => {
    const variables = [...read('.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name = '']) => name);
    expect(variables.filter((name) => !read('README.md').includes(`\`${name}\``))).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  it('names files that are there', () => {
    const named = [...read('docs/architecture.md').matchAll(/`([a-z/-]+\.ts)`/g)].map(([, name = '']) => name);
    const folders = ['', 'src/', 'src/commands/', 'src/requests/'];
    const isThere = (name: string) =>
      folders.some((folder) => existsSync(new URL(`../${folder}${name}`, import.meta.url)));
    expect(named.filter((name) => !isThere(name))).toEqual([]);
  });
});
