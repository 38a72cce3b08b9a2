import type { GroupSummary } from '../docspace/index.ts';
import { type Block, paragraph, small } from '../slack/blocks.ts';
import { groupDetails, nameOf, repeatedNames } from './format.ts';
import { sameNameText } from './text/groups.ts';

/** How many groups of the name a warning shows. */
const MOST_SHOWN = 3;

/** The warning before a second group gets a name; `anyway` is the button that goes on all the same. */
export function sameNameNotice(name: string, groups: readonly GroupSummary[], anyway: string): Block[] {
  return groupsWarning(sameNameText(name, groups.length, anyway), groups);
}

/** A warning about groups, with the first of them below. */
export function groupsWarning(warning: string, groups: readonly GroupSummary[]): Block[] {
  const repeats = repeatedNames(groups);
  const shown = groups.slice(0, MOST_SHOWN);
  return [
    paragraph(`⚠️ ${warning}`),
    ...shown.map((group) => small(`${nameOf(group)}: ${groupDetails(group, { withId: repeats(group) })}`)),
  ];
}
