import { readFileSync } from 'node:fs';
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
