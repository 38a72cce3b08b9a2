import type { GroupSummary } from '../docspace/index.ts';
import { type Block, type ButtonSpec, bold, button, line, lines, menu, paragraph, person } from '../slack/blocks.ts';
import type { Message } from '../slack/messenger.ts';
import { counted, escapeMrkdwn, listed } from '../slack/text.ts';
import { type CardParts, MEMBERS_PER_PAGE, type MembersPage, memberCounts } from './card-parts.ts';
import { nameOf, personName } from './format.ts';
import { groupLink } from './reference.ts';
import { roomsOpenText, roomsRow } from './rooms-text.ts';

/** Buttons of a card lead to other commands; the ids live here because every card draws them. */
export const UPDATE_OPEN = 'update_open';
export const DELETE_OPEN = 'delete_open';
export const MEMBERSHIP_OPEN = 'membership_open';
export const OPEN_IN_DOCSPACE = 'open_in_docspace';
export const HISTORY_OPEN = 'history_open';

/** How many members the notification text of a card names. */
const NAMED_IN_TEXT = 5;

/** The lines that describe a group: its manager, one page of its members, and the rooms that open through it. */
export function groupLines(parts: CardParts): Block {
  const { group, members, rooms } = parts;
  const { enabled, disabled } = memberCounts(parts);
  const count = disabled > 0 ? `${enabled} and ${disabled} disabled` : `${enabled}`;
  const [label, words] = (rooms && roomsRow(rooms)) ?? [];
  return lines(
    [bold('Manager: '), `${group.manager ? personName(group.manager) : 'none'}\n`],
    members
      ? [bold(`Members (${count}${rangeOf(members)}): `), memberNames(members, enabled + disabled)]
      : [bold('Members: '), count],
    ...(label === undefined || words === undefined ? [] : [[bold(`\n${label} `), words]]),
  );
}

/** Which members a page of many holds, such as `, 16–30`. */
function rangeOf({ items, total, startIndex }: MembersPage): string {
  return total > MEMBERS_PER_PAGE ? `, ${startIndex + 1}–${startIndex + items.length}` : '';
}

function memberNames({ items, startIndex }: MembersPage, all: number): string {
  if (all === 0) return 'nobody yet';
  if (items.length === 0) return 'DocSpace does not list them';
  const rest = all - startIndex - items.length;
  return items.map(personName).join(', ') + (rest > 0 ? ` … and ${rest} more` : '');
}

/** The buttons under a group: change it, ask for its deletion, see it in DocSpace. */
export function groupButtons(group: { id: string; name: string }, portalUrl: string): ButtonSpec[] {
  const name = nameOf(group);
  return [
    editButton(group),
    {
      text: 'Delete…',
      action: DELETE_OPEN,
      value: group.id,
      label: `Delete… the group ${name}, once it is approved`,
    },
    openButton(group, portalUrl),
  ];
}

/** Opens the form that edits a group. */
export function editButton(group: { id: string; name: string }): ButtonSpec {
  return { text: 'Edit', action: UPDATE_OPEN, value: group.id, label: `Edit the group ${nameOf(group)}` };
}

/** Shows a group in DocSpace itself. */
export function openButton(group: { id: string; name: string }, portalUrl: string): ButtonSpec {
  return {
    text: 'Open in DocSpace',
    action: OPEN_IN_DOCSPACE,
    url: groupLink(portalUrl, group.id),
    label: `Open in DocSpace: ${nameOf(group)}`,
  };
}

/** Opens the form with which users join a group, or leave the one they are in. */
export function membershipButton(group: { id: string; name: string }): ButtonSpec {
  const label = `Join or leave… the group ${nameOf(group)}`;
  return { text: 'Join or leave…', action: MEMBERSHIP_OPEN, value: group.id, label };
}

/** Shows what happened to a group. */
export function historyButton(group: { id: string; name: string }): ButtonSpec {
  return { text: 'History', action: HISTORY_OPEN, value: group.id, label: `History of the group ${nameOf(group)}` };
}

/** Manager and members in one sentence, unescaped: what a card says where its blocks are not shown. */
export function groupSentence(parts: CardParts): string {
  const { group, members, rooms } = parts;
  const { enabled, disabled } = memberCounts(parts);
  const manager = group.manager ? `Its manager is ${personName(group.manager)}` : 'It has no manager';
  const count = `${counted(enabled, 'member')}${disabled > 0 ? ` and ${disabled} disabled` : ''}`;
  const open = rooms && 'total' in rooms ? ` ${roomsOpenText(rooms)}.` : '';
  return `${manager}; it has ${count}${members ? namedInText(members, enabled + disabled) : ''}.${open}`;
}

function namedInText({ items, startIndex }: MembersPage, all: number): string {
  if (items.length === 0) return '';
  if (startIndex > 0) return `, of whom ${startIndex + 1} to ${startIndex + items.length} are shown`;
  const names = items.slice(0, NAMED_IN_TEXT).map(personName);
  const more = all - names.length;
  return `: ${listed(more > 0 ? [...names, `${more} more`] : names)}`;
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
  /** What has become of it since. */
  since?: string | undefined;
  /** What changed: as a block, and in sentences. */
  changes?: { block: Block; sentences: readonly string[] } | undefined;
  /** What was left out or failed, one line each. */
  notes?: readonly string[];
  /** Buttons beside its menu. */
  row?: readonly ButtonSpec[];
  /** Choices of its menu besides those of every group. */
  more?: readonly ButtonSpec[];
}

/** The card of a group that a user created, changed or shared, for everybody in the channel: the news first. */
export function groupCard(parts: CardParts & GroupNews & { portalUrl: string }): Message {
  const { group, by, did, source, approvedBy, since, changes, notes = [], row = [], more = [], portalUrl } = parts;
  const name = nameOf(group);
  const end = `${source === undefined ? '' : ` ${source}`}${approvedBy === undefined ? '' : `, approved by ${approvedBy}`}`;
  const told = [...(since === undefined ? [] : [since]), ...(changes?.sentences ?? []), ...notes];
  return {
    text: [
      `<@${by}> ${escapeMrkdwn(did)} the group “${escapeMrkdwn(name)}”${escapeMrkdwn(end)}.`,
      ...[...told, groupSentence(parts)].map(escapeMrkdwn),
    ].join(' '),
    blocks: [
      line(person(by), ` ${did} the group `, bold(name), ...(end ? [end] : [])),
      ...(since === undefined ? [] : [paragraph(since)]),
      ...(changes ? [changes.block] : []),
      ...notes.map(paragraph),
      groupLines(parts),
      groupActions(
        [membershipButton(group), ...row],
        [...groupButtons(group, portalUrl), historyButton(group), ...more],
      ),
    ],
  };
}

/** The row under a posted card: what everybody can do about themselves, buttons that turn its pages, and a menu of the rest. */
export function groupActions(row: readonly ButtonSpec[], choices: readonly ButtonSpec[]): Block {
  return { type: 'actions', block_id: 'group_actions', elements: [...row.map(button), menu(...choices)] };
}

/** The line that opens the card of one group shown to one user. */
export function groupTitle(group: Pick<GroupSummary, 'name'>): Block {
  return line(bold(nameOf(group)));
}
