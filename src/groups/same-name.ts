import type { GroupSummary } from '../docspace/index.ts';
import { type Block, paragraph, small } from '../slack/blocks.ts';
import { groupDetails, nameOf } from './format.ts';

/** How many groups of the name a warning shows. */
const MOST_SHOWN = 3;

/** The warning before a second group gets a name; `anyway` is the button that goes on all the same. */
export function sameNameNotice(name: string, groups: readonly GroupSummary[], anyway: string): Block[] {
  const count = groups.length === 1 ? 'There is already a group' : `There are already ${groups.length} groups`;
  return groupsWarning(`${count} named “${name}”. Change the name, or press “${anyway}”.`, groups);
}

/** A warning about groups, with the first of them below. */
export function groupsWarning(warning: string, groups: readonly GroupSummary[]): Block[] {
  return [
    paragraph(`⚠️ ${warning}`),
    ...groups.slice(0, MOST_SHOWN).map((group) => small(`${nameOf(group)}: ${groupDetails(group)}`)),
  ];
}
