import { readFileSync } from 'node:fs';
import { describePlayed, type Play, type Tab } from '../helpers/browser.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** What README says under this heading. */
function section(heading: string): string {
  const [, text = ''] = readme.split(`\n## ${heading}\n`);
  return text.split('\n## ')[0] ?? '';
}

/** A thing README tells its readers to do, and how it is done with a tab. */
interface Move {
  says: RegExp;
  plays(tab: Tab, ...words: string[]): Promise<unknown>;
}

/** Everything that the list can tell readers to do: each bold or quoted word is used as it is there. */
const MOVES: readonly Move[] = [
  {
    says: /Type `([^`]+)` and press Enter/,
    plays: async (tab, command = '') => {
      await leavesForm(tab);
      await tab.types(command);
    },
  },
  {
    says: /Write `([^`]+)` as the \*\*([^*]+)\*\*/,
    plays: async (tab, text = '', label = '') => (await tab.form(/./)).getByLabel(label).fill(text),
  },
  {
    says: /type `([^`]+)` into \*\*([^*]+)\*\*, choose \*\*([^*]+)\*\*/,
    plays: (tab, typed = '', label = '', choice = '') => tab.pick(label, typed, choice),
  },
  { says: /(?:press|then) \*\*([^*]+)\*\*/, plays: (tab, button = '') => presses(tab, button) },
  {
    says: /become \*\*([^*]+)\*\*/,
    plays: async (tab, name = '') => {
      await leavesForm(tab);
      await tab.actsAs(name);
    },
  },
  { says: /the card reads \*\*([^*]+)\*\*/, plays: (tab, text = '') => tab.sees(text) },
];

/** Presses the button with these words: in what is open on top, else in the newest message that has it. */
async function presses({ page }: Tab, button: string): Promise<void> {
  const words = { hasText: new RegExp(`^${button}$`) };
  const onTop = page.locator('dialog button').filter(words);
  const inMessages = page.getByRole('main').getByRole('article').getByRole('button').filter(words);
  await onTop.or(inMessages).last().click();
}

/** Waits for a sent form to close, and closes one that stays open to tell more, as the list says before its first step. */
async function leavesForm(tab: Tab): Promise<void> {
  expect(readme).toContain(
    'Forms close by themselves; one that stays open has more to\ntell, so read it and close it.',
  );
  await tab.closesForms();
}

/** The moves of a text, in the order in which it has them. */
function movesOf(text: string): { at: number; move: Move; words: string[] }[] {
  return MOVES.flatMap((move) =>
    [...text.matchAll(new RegExp(move.says, 'g'))].map((found) => ({ at: found.index, move, words: found.slice(1) })),
  ).sort((one, other) => one.at - other.at);
}

describePlayed('README', (play: () => Play) => {
  it('leads from nothing to a created and a deleted group by the clicks it lists, and no others', async () => {
    const [list = ''] = /^1\. [\s\S]*?(?=\n\n)/m.exec(section('Try it in two minutes')) ?? [];
    const told = list.replaceAll(/\n +/g, ' ');
    const moves = movesOf(told);
    // Nothing that is bold or quoted may be left out, or a reader would do more than this test.
    const named = told.match(/\*\*[^*]+\*\*|`[^`]+`/g) ?? [];
    expect(moves.flatMap(({ words }) => words)).toEqual(named.map((word) => word.replace(/^\*\*|\*\*$|`/g, '')));
    expect(moves.length).toBeGreaterThan(7);

    const before = play().portal.groups();
    const tab = await play().tab('ines');
    for (const { move, words } of moves) await move.plays(tab, ...words);

    const calls = play().portal.calls.map(({ method, path }) => `${method} ${path.split('?')[0]}`);
    expect(calls.filter((call) => call.startsWith('POST'))).toEqual(['POST /group']);
    expect(calls.filter((call) => call.startsWith('DELETE'))).toHaveLength(1);
    expect(play().portal.groups()).toEqual(before);
  });
});
