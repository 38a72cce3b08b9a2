import type { GroupSummary } from '../docspace/index.ts';
import {
  type Block,
  type ButtonSpec,
  bold,
  button,
  buttons,
  line,
  lines,
  menu,
  paragraph,
  person,
} from '../slack/blocks.ts';
import type { Message } from '../slack/messenger.ts';
import { escapeMrkdwn, listed } from '../slack/text.ts';
import { type CardParts, MEMBERS_PER_PAGE, type MembersPage, memberCounts } from './card-parts.ts';
import { nameOf, personName, readOnlySource } from './format.ts';
import { GROUP_SHOW } from './list.ts';
import { groupLink } from './reference.ts';
import * as text from './text/groups.ts';
import { roomsOpenText, roomsRow } from './text/rooms.ts';

/** Buttons of a card lead to other commands; the ids live here because every card draws them. */
export const UPDATE_OPEN = 'update_open';
export const DELETE_OPEN = 'delete_open';
export const MEMBERSHIP_OPEN = 'membership_open';
export const OPEN_IN_DOCSPACE = 'open_in_docspace';
export const HISTORY_OPEN = 'history_open';

/** How many members the notification text of a card names. */
const NAMED_IN_TEXT = 5;

/** The lines that describe a group: where it comes from, its manager, one page of its members, the rooms it opens. */
export function groupLines(parts: CardParts): Block {
  const { group, rooms } = parts;
  const source = readOnlySource(group);
  const [label, words] = (rooms && roomsRow(rooms)) ?? [];
  return lines(
    ...(source ? [[`${text.SOURCE_TEXT[source]}\n`]] : []),
    group.manager ? [bold(text.MANAGER_LABEL), `${personName(group.manager)}\n`] : [bold(`${text.NO_MANAGER}\n`)],
    [...membersRow(parts), ...(label === undefined ? [] : ['\n'])],
    ...(label === undefined ? [] : [[bold(label), ...(words ? [` ${words}`] : [])]]),
  );
}

function membersRow(parts: CardParts): (string | ReturnType<typeof bold>)[] {
  const { members } = parts;
  const { enabled, disabled } = memberCounts(parts);
  if (enabled + disabled === 0) return [bold(text.NO_MEMBERS)];
  const label = text.membersLabel({ enabled, disabled, range: members && rangeOf(members) });
  if (!members) return [bold(label.replace(/: $/, ''))];
  if (members.items.length === 0) return [bold(label), text.MEMBERS_NOT_LISTED];
  const rest = enabled + disabled - members.startIndex - members.items.length;
  return [bold(label), text.memberNames(members.items.map(personName), rest)];
}

/** Which members a page of many holds, such as `16–30`. */
function rangeOf({ items, total, startIndex }: MembersPage): string | undefined {
  return total > MEMBERS_PER_PAGE ? `${startIndex + 1}–${startIndex + items.length}` : undefined;
}

/** What can be done with a group; one that comes from elsewhere can only be looked at there. */
export function groupButtons(group: GroupSummary, portalUrl: string): ButtonSpec[] {
  if (readOnlySource(group)) return [openButton(group, portalUrl)];
  return [editButton(group), deleteButton(group), openButton(group, portalUrl), historyButton(group)];
}

type Named = Pick<GroupSummary, 'id' | 'name'>;

/** Opens the form that edits a group. */
function editButton(group: Named): ButtonSpec {
  return { text: text.EDIT, action: UPDATE_OPEN, value: group.id, label: text.editLabel(nameOf(group)) };
}

/** Opens the form that requests a deletion. */
function deleteButton(group: Named): ButtonSpec {
  return { text: text.DELETE, action: DELETE_OPEN, value: group.id, label: text.deleteLabel(nameOf(group)) };
}

/** Shows a group in DocSpace itself. */
export function openButton(group: Named, portalUrl: string): ButtonSpec {
  return {
    text: text.OPEN_IN_DOCSPACE_TEXT,
    action: OPEN_IN_DOCSPACE,
    url: groupLink(portalUrl, group.id),
    label: text.openLabel(nameOf(group)),
  };
}

/** Opens the form with which users join a group, or leave the one they are in; none where nobody can from here. */
export function membershipButtons(group: GroupSummary): ButtonSpec[] {
  if (readOnlySource(group)) return [];
  const label = text.joinOrLeaveLabel(nameOf(group));
  return [{ text: text.JOIN_OR_LEAVE, action: MEMBERSHIP_OPEN, value: group.id, label }];
}

/** Shows what happened to a group. */
export function historyButton(group: Named): ButtonSpec {
  return { text: text.HISTORY, action: HISTORY_OPEN, value: group.id, label: text.historyLabel(nameOf(group)) };
}

/** Shows the card whose members can be paged, where a card names the first ones only. */
function allMembersButtons({ group, members }: CardParts): ButtonSpec[] {
  if (!members || members.total <= members.items.length) return [];
  return [{ text: text.ALL_MEMBERS, action: GROUP_SHOW, value: group.id, label: text.allMembersLabel(nameOf(group)) }];
}

/** Manager and members in sentences, unescaped: what a card says where its blocks are not shown. */
export function groupSentence(parts: CardParts): string {
  const { group, members, rooms } = parts;
  const count = memberCounts(parts);
  return text.groupSentenceText({
    manager: group.manager && personName(group.manager),
    count,
    members: members ? namedInText(members, count.enabled + count.disabled) : '',
    source: readOnlySource(group),
    rooms: rooms && 'total' in rooms ? roomsOpenText(rooms) : undefined,
  });
}

function namedInText({ items, startIndex }: MembersPage, all: number): string {
  if (items.length === 0) return '';
  if (startIndex > 0) return text.membersShownText(startIndex + 1, startIndex + items.length);
  const names = items.slice(0, NAMED_IN_TEXT).map(personName);
  const more = all - names.length;
  return `: ${listed(more > 0 ? [...names, text.moreText(more)] : names)}`;
}

/** What a posted card tells besides the group itself. */
export interface GroupNews {
  /** Slack account of the user who did it. */
  by: string;
  /** What they did, before "the group": `created`. */
  did: string;
  /** What it came from, in words that follow its name. */
  source?: string | undefined;
  /** Who approved it, by name. */
  approvedBy?: string | undefined;
  /** What has become of it since: in a sentence, and as a block. */
  since?: { text: string; block: Block } | undefined;
  /** What changed: as a block, and in sentences. */
  changes?: { block: Block; sentences: readonly string[] } | undefined;
  /** What was left out or failed, one line each. */
  notes?: readonly string[];
  /** Buttons beside its menu. */
  row?: readonly ButtonSpec[];
  /** Choices of its menu besides those of every group. */
  more?: readonly ButtonSpec[];
  /** The group is no longer in DocSpace: nothing can be done with it there. */
  isGone?: boolean;
}

/** The card of a group that a user created, edited or shared, for everybody in the channel: the news first. */
export function groupCard(parts: CardParts & GroupNews & { portalUrl: string }): Message {
  const { group, by, did, since, changes, notes = [], row = [], more = [], isGone, portalUrl } = parts;
  const name = nameOf(group);
  const end = text.newsEnd(parts);
  const told = [...(since === undefined ? [] : [since.text]), ...(changes?.sentences ?? []), ...notes];
  return {
    text: [
      `<@${by}>${escapeMrkdwn(`${text.didToGroup(did)}“${name}”${end}.`)}`,
      ...[...told, groupSentence(parts)].map(escapeMrkdwn),
    ].join(' '),
    blocks: [
      line(person(by), text.didToGroup(did), bold(name), ...(end ? [end] : [])),
      ...(since === undefined ? [] : [since.block]),
      ...(changes ? [changes.block] : []),
      ...notes.map(paragraph),
      groupLines(parts),
      isGone
        ? buttons('group_actions', ...row, historyButton(group))
        : groupActions(
            [...membershipButtons(group), ...allMembersButtons(parts), ...row],
            [...groupButtons(group, portalUrl), ...more],
          ),
    ],
  };
}

/** The row under a posted card: what everybody can do about themselves, buttons that turn its pages, and a menu of the rest. */
export function groupActions(row: readonly ButtonSpec[], choices: readonly ButtonSpec[]): Block {
  const [only] = choices;
  if (only && choices.length === 1) return buttons('group_actions', ...row, only);
  return { type: 'actions', block_id: 'group_actions', elements: [...row.map(button), menu(...choices)] };
}

/** The line that opens the card of one group shown to one user. */
export function groupTitle(group: Pick<GroupSummary, 'name'>): Block {
  return line(bold(nameOf(group)));
}
