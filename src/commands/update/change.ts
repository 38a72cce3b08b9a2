import type { WantedEdit } from '../../changes/index.ts';

/** A person by id and by name. */
export type Named = WantedEdit['add'][number];

/** The difference in words, one line each, as shown before it is sent. */
export function changeLines(change: WantedEdit): [label: string, words: string][] {
  const names = (people: readonly Named[]) => people.map((person) => person.name).join(', ');
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
