import type { GroupSummary } from '../docspace/index.ts';
import { type Block, bold, list, select } from '../slack/blocks.ts';
import { cut } from '../slack/text.ts';
import { groupOption } from './directory.ts';
import { groupDetails, groupWithDetails, nameOf, repeatedNames } from './format.ts';
import { OPEN_A_GROUP } from './text/groups.ts';

/** Shows a group's card; the command `get` answers it. */
export const GROUP_SHOW = 'group_show';

/** Longest name in a list, in code points: ten of them stay far below what Slack takes for a message. */
const LONGEST_NAME = 128;

/** How a list shows its groups. */
interface Listed {
  /** Groups whose names are compared: all that were read; by default those of the list. */
  among?: readonly GroupSummary[];
  /** Left out where every group has the same manager. */
  withManager?: boolean;
}

/** Groups as one list, with a menu that opens one of them; nothing for no group. */
export function groupList(
  groups: readonly GroupSummary[],
  { among = groups, withManager = true }: Listed = {},
): Block[] {
  if (groups.length === 0) return [];
  const repeats = repeatedNames(among);
  const rows = groups.map((group) => {
    const details = groupDetails(group, { withId: repeats(group), withManager });
    return [bold(cut(nameOf(group), LONGEST_NAME)), ` · ${details}`];
  });
  const options = groups.map((group) => groupOption(group, repeats(group)));
  return [list(...rows), select({ placeholder: OPEN_A_GROUP, action: GROUP_SHOW, options })];
}

/** The same groups in one sentence without its end, for notifications and screen readers. */
export function groupListText(
  groups: readonly GroupSummary[],
  { among = groups, withManager = true }: Listed = {},
): string {
  const repeats = repeatedNames(among);
  return groups.map((group) => groupWithDetails(group, { withId: repeats(group), withManager })).join(', ');
}
