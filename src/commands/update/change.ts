import type { WantedEdit } from '../../changes/index.ts';
import { figures } from '../../slack/text.ts';

/** A person by id and by name. */
export type Named = WantedEdit['add'][number];

/** People a line names: more than a form takes. The rest of a change can be thousands. */
const MOST_NAMED = 100;

/** The difference in words, one line each, as shown before it is sent. */
export function changeLines(change: WantedEdit): [label: string, words: string][] {
  const names = (people: readonly Named[]) => {
    const more = people.length - MOST_NAMED;
    const named = people.slice(0, MOST_NAMED).map((person) => person.name);
    return `${named.join(', ')}${more > 0 ? ` and ${figures(more)} more` : ''}`;
  };
  return [
    ...(change.name ? [row('Name', `${change.name.from || '(no name)'} → ${change.name.to}`)] : []),
    ...(change.manager
      ? [row('Manager', `${change.manager.from?.name ?? 'none'} → ${change.manager.to?.name ?? 'none'}`)]
      : []),
    ...(change.add.length > 0 ? [row('Add', names(change.add))] : []),
    ...(change.remove.length > 0 ? [row('Remove', names(change.remove))] : []),
  ];
}

function row(label: string, words: string): [string, string] {
  return [label, words];
}
