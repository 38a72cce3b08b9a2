import type { WantedEdit } from '../changes/index.ts';
import { listed } from '../slack/text.ts';

/** People one row names. */
const MOST_NAMED = 10;

/** What an edit is to change, a row each, as its sign or field and its words. */
export function wantedRows({ name, manager, add, remove }: WantedEdit): [label: string, words: string][] {
  const names = (people: readonly { name: string }[]) =>
    listed(
      people.map((person) => person.name),
      MOST_NAMED,
    );
  const rows: [string, string][] = [];
  if (name) rows.push(['Name:', `${name.from || '(no name)'} → ${name.to}`]);
  if (manager) rows.push(['Manager:', `${manager.from?.name ?? 'none'} → ${manager.to?.name ?? 'none'}`]);
  if (add.length > 0) rows.push(['+', names(add)]);
  if (remove.length > 0) rows.push(['−', names(remove)]);
  return rows;
}
