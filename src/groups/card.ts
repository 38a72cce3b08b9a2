import type { Group } from '../docspace/index.ts';
import { type Block, type ButtonWords, bold, buttons, line, lines, person, small } from '../slack/blocks.ts';
import type { Message } from '../slack/messenger.ts';
import { counted, escapeMrkdwn, listed } from '../slack/text.ts';
import { membersByName, nameOf, personName } from './format.ts';
import { groupLink } from './reference.ts';

/** Buttons of a card lead to other commands; the ids live here because every card draws them. */
export const UPDATE_OPEN = 'update_open';
export const DELETE_OPEN = 'delete_open';
export const OPEN_IN_DOCSPACE = 'open_in_docspace';

/** How many members one page of a card names. */
export const MEMBERS_PER_PAGE = 15;

/** The lines that describe a group: manager and members, a page of them at a time. */
export function groupLines(group: Group, page = 0): Block {
  const members = membersByName(group);
  const from = page * MEMBERS_PER_PAGE;
  const shown = members.slice(from, from + MEMBERS_PER_PAGE).map(personName);
  const rest = members.length - from - shown.length;
  const names = shown.length === 0 ? 'nobody yet' : shown.join(', ') + (rest > 0 ? ` … and ${rest} more` : '');
  const range = members.length > MEMBERS_PER_PAGE ? `, ${from + 1}–${from + shown.length}` : '';
  return lines(
    [bold('Manager: '), `${group.manager ? personName(group.manager) : 'none'}\n`],
    [bold(`Members (${members.length}${range}): `), names],
  );
}

/** The buttons under a group: change it, ask for its deletion, see it in DocSpace. */
export function groupButtons(group: { id: string; name: string }, portalUrl: string): ButtonWords[] {
  const name = nameOf(group);
  return [
    { text: 'Edit', action: UPDATE_OPEN, value: group.id, label: `Edit the group ${name}` },
    {
      text: 'Delete…',
      action: DELETE_OPEN,
      value: group.id,
      label: `Delete… the group ${name}, once somebody approves`,
    },
    {
      text: 'Open in DocSpace',
      action: OPEN_IN_DOCSPACE,
      url: groupLink(portalUrl, group.id),
      label: `Open in DocSpace: ${name}`,
    },
  ];
}

/** A group as it stands after somebody created, changed or showed it. */
export function groupCard(parts: {
  group: Group;
  by: string;
  deed: 'created' | 'changed' | 'looked up';
  portalUrl: string;
  /** What was done, or what DocSpace did not take, one line each. */
  notes?: readonly string[];
}): Message {
  const { group, by, deed, notes = [] } = parts;
  const name = nameOf(group);
  const members = membersByName(group).map(personName);
  const manager = group.manager ? `Its manager is ${personName(group.manager)}` : 'It has no manager';
  const people = members.length > 0 ? `: ${listed(members, 5)}` : '';
  const sentence = `${manager}; it has ${counted(members.length, 'member')}${people}.`;
  return {
    text: [`<@${by}> ${deed} the group “${escapeMrkdwn(name)}”.`, ...[sentence, ...notes].map(escapeMrkdwn)].join(' '),
    blocks: [
      line(person(by), ` ${deed} the group `, bold(name)),
      groupLines(group),
      ...notes.map(small),
      buttons('group_actions', ...groupButtons(group, parts.portalUrl)),
    ],
  };
}
