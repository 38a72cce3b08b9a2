import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { USAGE } from '../sandbox/options.ts';
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
  const files = [
    ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
    ...readdirSync(new URL('../docs', import.meta.url))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ];
  const own = files.filter((file) => file !== 'CHANGELOG.md');
  /** Links of Markdown, and pictures of HTML, which can have a light and a dark side. */
  const links = files.flatMap((file) =>
    [...read(file).matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)]
      .map(([, link, picture]) => new URL(link ?? picture ?? '', new URL(`../${file}`, import.meta.url)))
      .filter(({ protocol }) => protocol === 'file:')
      .map((url) => ({ file, url })),
  );

  it('lead nowhere but to files that are there', () => {
    const broken = links.filter(({ url }) => !existsSync(new URL(url.pathname, url)));
    expect(broken.map(({ file, url }) => `${file}: ${url.pathname}`)).toEqual([]);
  });

  it('lead to headings that are there', () => {
    const toHeadings = links.filter(({ url }) => url.hash !== '');
    expect(toHeadings.length).toBeGreaterThan(5);
    const broken = toHeadings.filter(
      ({ url }) => !headingsOf(readFileSync(new URL(url.pathname, url), 'utf8')).has(url.hash),
    );
    expect(broken.map(({ file, url }) => `${file}: ${url.pathname}${url.hash}`)).toEqual([]);
  });

  it('show every picture', () => {
    const shown = new Set(links.map(({ url }) => url.pathname.split('/').at(-1)));
    expect(pictures().filter((name) => !shown.has(name))).toEqual([]);
  });

  it('show stills in light and in dark colors, and say in words what each picture shows', () => {
    const images = own.flatMap((file) => [...read(file).matchAll(/(<picture>.*?)?<img [^>]*>/g)].map(([html]) => html));
    expect(images.length).toBeGreaterThan(15);
    expect(images.filter((html) => !/ alt="[^"]{20,}"/.test(html))).toEqual([]);
    const stills = images.filter((html) => !/mission\.webp|icon\.png/.test(html));
    const paired = /srcset="([\w/-]+)-dark\.png"><img src="([\w/-]+)\.png"/;
    expect(stills.filter((html) => paired.exec(html)?.[1] !== paired.exec(html)?.[2] || !paired.test(html))).toEqual(
      [],
    );
    const light = pictures().filter((name) => name.endsWith('.png') && !/-dark\.png$|^icon/.test(name));
    expect(
      pictures()
        .filter((name) => name.endsWith('-dark.png'))
        .map((name) => name.replace('-dark', '')),
    ).toEqual(light);
  });

  it('load quickly: the moving picture under 1.5 MB, and all that README shows in one color under 3 MB', () => {
    const size = (name: string) => statSync(new URL(`../docs/pictures/${name}`, import.meta.url)).size;
    expect(size('mission.webp')).toBeLessThan(1_500_000);
    const inReadme = [...read('README.md').matchAll(/ src="docs\/pictures\/([^"]+)"/g)].map(([, name = '']) =>
      size(name),
    );
    expect(inReadme.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(3_000_000);
  });

  it('name every variable in docs/settings.md, and no other variable on a page for operators', () => {
    const variables = [...read('.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name = '']) => name);
    expect(variables.filter((name) => !read('docs/settings.md').includes(`\`${name}\``))).toEqual([]);
    const others = ['NODE_ENV', 'NODE_EXTRA_CA_CERTS'];
    const known = new Set([...variables, ...others]);
    const forOperators = own.filter((file) => file !== 'CONTRIBUTING.md');
    const named = forOperators.flatMap((file) =>
      [...read(file).matchAll(/`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`/g)].map(([, name = '']) => name),
    );
    expect([...new Set(named)].filter((name) => !known.has(name) && !/^SQLITE_|^[EX]_?|_FILE$/.test(name))).toEqual([]);
  });

  it('are written in one language', () => {
    const foreign = /\b(cannot|please|may|somebody|whoever|any more)\b/i;
    const found = [...own.filter((file) => !/architecture|sandbox/.test(file)), '.env.example', 'manifest.yml'].flatMap(
      (file) =>
        read(file)
          .split('\n')
          .filter((line) => foreign.test(line))
          .map((line) => `${file}: ${line}`),
    );
    expect(found).toEqual([]);
  });

  it('name npm scripts, tools and options of the sandbox that are there', () => {
    const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')));
    const text = own.map(read).join('\n');
    const named = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))];
    expect(
      named(/npm (?:run )?(?:--silent )?(?:run )?([a-z][a-z:]*[a-z])\b/g).filter(
        (name) => !scripts[name] && !['ci', 'prune', 'run'].includes(name),
      ),
    ).toEqual([]);
    expect(
      named(/dist\/src\/tools\/([\w-]+)\.js/g).filter(
        (name) => !existsSync(new URL(`../src/tools/${name}.ts`, import.meta.url)),
      ),
    ).toEqual([]);
    const options = named(/sandbox -- ([^\n`>]+)/g).flatMap((line) => line.match(/--[\w-]+/g) ?? []);
    expect(options.length).toBeGreaterThan(3);
    expect(options.filter((option) => option !== '--help' && !USAGE.includes(option))).toEqual([]);
  });
});

const pictures = () => readdirSync(new URL('../docs/pictures', import.meta.url)).sort();

/** Anchors of a page, as GitHub makes them from its headings. */
function headingsOf(page: string): Set<string> {
  const anchors = [...page.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return new Set(anchors.map((anchor) => `#${encodeURIComponent(anchor)}`));
}

describe('docs/architecture.md', () => {
  it('names files that are there', () => {
    const named = [...read('docs/architecture.md').matchAll(/`([a-z/-]+\.ts)`/g)].map(([, name = '']) => name);
    const folders = ['', 'src/', 'src/commands/', 'src/requests/'];
    const isThere = (name: string) =>
      folders.some((folder) => existsSync(new URL(`../${folder}${name}`, import.meta.url)));
    expect(named.filter((name) => !isThere(name))).toEqual([]);
  });
});
