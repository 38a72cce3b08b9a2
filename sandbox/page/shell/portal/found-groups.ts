import type { PortalGroupRow } from '../../../page-server/protocol.ts';

/** A group as listed: there, or there a moment ago. */
export interface ListedGroup {
  group: PortalGroupRow;
  gone: boolean;
}

const byName = new Intl.Collator('en', { sensitivity: 'base' });

/** The groups whose name, manager or first members match, by name, with those that just went away in their old place. */
export function foundGroups(
  groups: readonly PortalGroupRow[],
  gone: readonly PortalGroupRow[],
  typed: string,
): ListedGroup[] {
  const wanted = typed.trim().toLowerCase();
  const all = [...groups.map((group) => ({ group, gone: false })), ...gone.map((group) => ({ group, gone: true }))];
  return all
    .filter(({ group }) => searchTextsOf(group).some((words) => words.toLowerCase().includes(wanted)))
    .sort((a, b) => byName.compare(a.group.name, b.group.name));
}

function searchTextsOf({ name, manager, members, id }: PortalGroupRow): string[] {
  return [name, id, ...(manager ? [manager] : []), ...members];
}
