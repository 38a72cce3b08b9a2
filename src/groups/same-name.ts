import type { GroupSummary } from '../docspace/index.ts';
import { type Block, paragraph, small } from '../slack/blocks.ts';
import { groupDetails, nameOf } from './format.ts';

/** How many groups of the name a warning shows. */
const MOST_SHOWN = 3;

/** The warning before a second group gets a name; `anyway` is the button that goes on all the same. */
export function sameNameNotice(name: string, groups: readonly GroupSummary[], anyway: string): Block[] {
  const count = groups.length === 1 ? 'There is already a group' : `There are already ${groups.length} groups`;
  return [
    paragraph(`⚠️ ${count} named “${name}”. Change the name, or press “${anyway}”.`),
    ...groups.slice(0, MOST_SHOWN).map((group) => small(`${nameOf(group)}: ${groupDetails(group)}`)),
  ];
}
