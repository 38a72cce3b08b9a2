import type { CallerStatus } from '../access/index.ts';
import { accessSummary } from '../commands/access-summary.ts';
import { groupsButton, newGroupButton } from '../commands/shared-buttons.ts';
import type { GroupPage, GroupSummary } from '../docspace/index.ts';
import { editButton, openButton } from '../groups/card.ts';
import { nameOf, sizeAndId } from '../groups/format.ts';
import { showButton } from '../groups/rows.ts';
import type { ListedRequest, RequestLists } from '../requests/index.ts';
import { outcomeBlocks, ownBlocks, waitingBlocks } from '../requests/lists/list-views.ts';
import { type Block, bold, buttons, header, line, paragraph, small } from '../slack/blocks.ts';

/** Groups a user manages that Home shows. */
export const MOST_GROUPS = 10;

/** What the App Home is drawn from: nothing but the reason for users who stand for nobody in DocSpace. */
export type HomeContent =
  | { status: Extract<CallerStatus, { known: false }>; asking: boolean; why: string }
  | {
      status: Extract<CallerStatus, { known: true }>;
      /** Whether people can ask for changes they cannot make alone. */
      asking: boolean;
      lists: RequestLists;
      outcomes: readonly ListedRequest[];
      /** Undefined where DocSpace does not say. */
      managed: GroupPage | undefined;
      portalUrl: string;
      workspaceUrl: string | undefined;
    };

/** The App Home: what needs the user first, what is theirs, what they can begin, and at the end who they are. */
export function homeBlocks(content: HomeContent): Block[] {
  const { status, asking } = content;
  const help = small('In any channel: /docspace-group help. The Messages tab only shows what the app sends you.');
  if (!('lists' in content)) return [header('DocSpace groups'), accessSummary(status, asking, () => content.why), help];
  const { lists, outcomes, managed } = content;
  const { may } = content.status;
  const asks = asking && may.ask;
  const row = [...(may.create || asks ? [newGroupButton] : []), ...(may.read ? [groupsButton] : [])];
  return [
    ...waitingBlocks(lists, content),
    ...ownBlocks(lists, content),
    ...(may.read ? managedBlocks(managed, content.portalUrl, may.update || asks) : []),
    ...outcomeBlocks(outcomes, content),
    ...(row.length > 0 ? [buttons('home_actions', ...row)] : []),
    accessSummary(status, asking, () => ''),
    help,
  ];
}

function managedBlocks(managed: GroupPage | undefined, portalUrl: string, canEdit: boolean): Block[] {
  const heading = header('Groups you manage');
  if (!managed) return [heading, paragraph('DocSpace can’t be read right now. Open Home again in a minute.')];
  const { items, total, unreadable } = managed;
  if (total === 0) return [heading, paragraph('None. Groups whose manager you are appear here.')];
  const more = total - items.length - unreadable;
  return [
    heading,
    ...items.flatMap((group) => groupRow(group, portalUrl, canEdit)),
    ...(unreadable > 0 ? [small(`… and ${unreadable} that DocSpace can’t show: damaged there.`)] : []),
    ...(more > 0 ? [small(`… and ${more} more. To see all you are in, type /docspace-group list mine`)] : []),
  ];
}

function groupRow(group: GroupSummary, portalUrl: string, canEdit: boolean): Block[] {
  const edit = canEdit ? [editButton(group)] : [];
  return [
    line(bold(nameOf(group)), ` · ${sizeAndId(group)}`),
    buttons(`home_group_${group.id}`, showButton(group), ...edit, openButton(group, portalUrl)),
  ];
}
