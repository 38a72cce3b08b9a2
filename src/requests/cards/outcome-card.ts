import {
  approvalsOf,
  type ChangeRequest,
  hasRooms,
  isOpen,
  isUndoable,
  type Member,
  type UndoLinks,
} from '../../changes/index.ts';
import { type GroupNews, groupCard } from '../../groups/card.ts';
import { MEMBERS_PER_PAGE, type MembersPage } from '../../groups/card-parts.ts';
import { nameOf } from '../../groups/format.ts';
import { groupLinks } from '../../groups/group-links.ts';
import { bold, buttons, header, line, paragraph, person } from '../../slack/blocks.ts';
import type { Message } from '../../slack/messenger.ts';
import type { SupportContact } from '../../slack/support-contact.ts';
import { escapeMrkdwn, listed } from '../../slack/text.ts';
import { doneLines, leftOutOf, notesOf } from '../results/done-edit.ts';
import { deletedSinceText } from '../text/deleted.ts';
import { TEXT_OF } from '../text/kinds.ts';
import * as text from '../text/outcome.ts';
import { AN_APPROVER, ENDINGS, HEADINGS, KEEPS_LOOKING } from '../text/status.ts';
import { undoneText } from '../text/undo.ts';
import { endText } from '../text/until.ts';
import { closeButton, isClosable, restoreButton, roomsButton, undoButton } from './buttons.ts';
import { doneRows, rowsBlock } from './change-rows.ts';
import { withDay, withMoment } from './gone-group.ts';
import { idNote, isInBatches, progressCard, withRest } from './progress-card.ts';
import { plainSentence, rich } from './rich.ts';

interface OutcomeOptions {
  portalUrl: string;
  contact: SupportContact;
  undo?: UndoLinks | undefined;
}

/** The card of a creation or an edit, rendered from the stored row alone. */
export function outcomeCard(request: ChangeRequest, { portalUrl, contact, undo = {} }: OutcomeOptions): Message {
  if (isInBatches(request)) return progressCard(request, contact);
  if (request.state !== 'applied') return triedCard(request, { portalUrl, contact });
  return withRest(doneCard(request, portalUrl, undo), request);
}

function doneCard(request: ChangeRequest, portalUrl: string, { of, by, end, deletion }: UndoLinks): Message {
  const { kind, group, account, facts, reverses } = request;
  const { id, name, manager, members, size, membersCount = size ?? members.length } = group;
  const shown = size === undefined ? {} : { members: pageOf(members, size) };
  return groupCard({
    group: {
      id,
      name,
      membersCount,
      isLDAP: false,
      isSystem: false,
      ...(manager ? { manager: asMember(manager) } : {}),
    },
    ...shown,
    by: account,
    did: of && kind !== 'restore' ? text.UNDID[of.kind](of.id) : text.DID[kind],
    source: kind === 'restore' && reverses !== undefined ? text.fromDeletion(reverses) : undefined,
    approvedBy: approversOf(request),
    since: sinceOf({ by, deletion }),
    ...(facts.done ? { changes: { block: rowsBlock(doneRows(facts.done)), sentences: doneLines(facts.done) } } : {}),
    notes: [...(end && !by && !deletion ? [endText(end)] : []), ...leftOutOf(request)],
    ...actionsOf(request, { by, deletion }),
    portalUrl,
  });
}

/** What has happened since: the deletion of the group, or an undo. */
function sinceOf({ by, deletion }: UndoLinks): GroupNews['since'] {
  if (deletion) {
    const sentence = (when: string) => deletedSinceText(deletion, when);
    const at = deletion.updatedAt;
    return { text: withDay(sentence, at), block: line(...withMoment(sentence, at)) };
  }
  if (!by) return undefined;
  const undone = undoneText(by);
  return { text: undone, block: paragraph(undone) };
}

/** Buttons added to those of every group card; a deleted group has only these. */
function actionsOf(request: ChangeRequest, { by, deletion }: UndoLinks): Pick<GroupNews, 'row' | 'more' | 'isGone'> {
  if (deletion) return { isGone: true, row: deletion.facts.restored ? [] : [restoreButton(deletion)] };
  return {
    row: request.kind === 'restore' && hasRooms(request) ? [roomsButton(request)] : [],
    more: by || !isUndoable(request) ? [] : [undoButton(request)],
  };
}

function approversOf(request: ChangeRequest): string | undefined {
  const names = approvalsOf(request).map(({ name }) => name ?? AN_APPROVER);
  return names.length === 0 ? undefined : listed(names);
}

function pageOf(members: readonly Member[], total: number): MembersPage {
  return { items: members.slice(0, MEMBERS_PER_PAGE).map(asMember), total, startIndex: 0 };
}

function asMember({ id, name, status = 'active' }: Member): MembersPage['items'][number] {
  return { id, displayName: name, status };
}

/** Emoji, status and group of a creation or an edit. */
export function outcomeHeading({ kind, state, wanted, group }: ChangeRequest): string {
  const ofState: Readonly<Partial<Record<ChangeRequest['state'], string>>> = {
    applied: TEXT_OF[kind].done,
    uncertain: HEADINGS.uncertain,
    closed_unknown: HEADINGS.closed_unknown,
    expired: HEADINGS.expired,
  };
  const status = ofState[state] ?? HEADINGS.failed;
  return `${status}: ${nameOf(wanted ?? group)}`;
}

/** The outcome of a creation or an edit in one line. */
export function outcomeEnding(request: ChangeRequest): string {
  if (request.state === 'expired') return ENDINGS.notBegun;
  if (request.state !== 'applied') return triedText(request);
  return notesOf(request).join(' ') || ENDINGS.isThere;
}

/** The card of a change that is uncertain or was not applied. */
function triedCard(request: ChangeRequest, { portalUrl, contact }: Omit<OutcomeOptions, 'undo'>): Message {
  const { account, kind, state, facts, id } = request;
  const name = nameOf(request.wanted ?? request.group);
  const tried = (who = '', group = '') => text.TRIED[kind](who, group);
  const heading = outcomeHeading(request);
  const outcome = triedText(request);
  return {
    text: `${escapeMrkdwn(heading)}. ${plainSentence(tried, `<@${account}>`, `“${escapeMrkdwn(name)}”`)} ${escapeMrkdwn(outcome)}`,
    blocks: [
      header(heading),
      line(...rich(tried, person(account), bold(name))),
      paragraph(outcome),
      ...groupLinks(facts.groups ?? [], portalUrl),
      idNote(id, facts.reference, contact),
      ...(isOpen(state) && isClosable(request) ? [buttons('request_decision', closeButton(request))] : []),
    ],
  };
}

function triedText({ kind, state, why, facts }: ChangeRequest): string {
  const { checkFirst } = TEXT_OF[kind];
  if (state === 'closed_unknown') return `${text.closedText(facts.by?.name)} ${checkFirst}`;
  if (why === 'not-seen') return `${text.NOT_APPEARED} ${checkFirst}`;
  const outcome = facts.text ?? text.NOT_CERTAIN;
  return state === 'uncertain' ? `${outcome} ${KEEPS_LOOKING}` : outcome;
}
