import type { CallerStatus } from '../access/index.ts';
import { accessSummary } from '../commands/access-summary.ts';
import { groupsButton, newGroupButton } from '../commands/shared-buttons.ts';
import type { GroupPage } from '../docspace/index.ts';
import { groupList } from '../groups/list.ts';
import type { ListedRequest, RequestLists } from '../requests/index.ts';
import { outcomeBlocks, ownBlocks, waitingBlocks } from '../requests/lists/list-views.ts';
import { type Block, buttons, header, paragraph, small } from '../slack/blocks.ts';
import * as text from './text.ts';

/** Groups a user manages that Home shows. */
export const MOST_GROUPS = 10;

/** Groups a user manages, or what says why they are not shown. */
export type ManagedGroups = GroupPage | { failure: Block[] };

/** What the App Home is made from: nothing but the reason for users who stand for nobody in DocSpace. */
export type HomeContent =
  | { status: Extract<CallerStatus, { known: false }>; asking: boolean; why: string }
  | {
      status: Extract<CallerStatus, { known: true }>;
      /** Whether people can ask for changes they cannot make alone. */
      asking: boolean;
      lists: RequestLists;
      outcomes: readonly ListedRequest[];
      managed: ManagedGroups;
      workspaceUrl: string | undefined;
    };

/** The App Home: what needs the user first, what is theirs, what they can begin, and at the end who they are. */
export function homeBlocks(content: HomeContent): Block[] {
  const { status, asking } = content;
  const help = small(text.HELP);
  if (!('lists' in content)) return [header(text.TITLE), accessSummary(status, asking, () => content.why), help];
  const { lists, outcomes, managed } = content;
  const { may } = content.status;
  const asks = asking && may.ask;
  const row = [...(may.create || asks ? [newGroupButton] : []), ...(may.read ? [groupsButton] : [])];
  return [
    ...waitingBlocks(lists, content),
    ...ownBlocks(lists, content),
    ...(may.read ? managedBlocks(managed) : []),
    ...outcomeBlocks(outcomes, content),
    ...(row.length > 0 ? [buttons('home_actions', ...row)] : []),
    accessSummary(status, asking, () => ''),
    help,
  ];
}

function managedBlocks(managed: ManagedGroups): Block[] {
  const heading = header(text.MANAGED);
  if ('failure' in managed) return [heading, paragraph(text.MANAGED_NOT_READ), ...managed.failure];
  const { items, total, unreadable } = managed;
  if (total === 0) return [heading, paragraph(text.MANAGED_NONE)];
  const more = total - items.length - unreadable;
  return [
    heading,
    ...groupList(items, { withManager: false }),
    ...(unreadable > 0 ? [small(text.unreadableText(unreadable))] : []),
    ...(more > 0 ? [small(text.moreText(more))] : []),
  ];
}
