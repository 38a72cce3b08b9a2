import type { GroupSummary } from '../docspace/index.ts';
import { type Block, type ButtonSpec, button, plain } from '../slack/blocks.ts';
import { groupDetails, nameOf } from './format.ts';

/** Shows the group of a row; the command `get` answers it. */
export const GROUP_SHOW = 'group_show';

/** Groups as rows, each with a button that shows it. */
export function groupRows(groups: readonly GroupSummary[]): Block[] {
  return groups.map((group) => ({
    type: 'section',
    text: plain(`${nameOf(group)}\n${groupDetails(group)}`),
    accessory: button(showButton(group)),
  }));
}

/** Shows a group's card. */
export function showButton(group: Pick<GroupSummary, 'id' | 'name'>): ButtonSpec {
  return { text: 'Show', action: GROUP_SHOW, value: group.id, label: `Show the group ${nameOf(group)}` };
}
