import {
  approvalsOf,
  type ChangeRequest,
  hasRooms,
  isCreation,
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
import { WORDS_OF } from '../text/kind-words.ts';
import { UNDONE_NOUN, undoneText } from '../text/undo.ts';
import { endText } from '../text/until.ts';
import { closeButton, isClosable, restoreButton, roomsButton, undoButton } from './buttons.ts';
import { doneRows, rowsBlock } from './change-rows.ts';
import { withDay, withMoment } from './gone-group.ts';
import { idNote, isInBatches, progressCard, withRest } from './progress-card.ts';

/** What the card of an outcome is made of beside its request. */
interface OutcomeOptions {
  portalUrl: string;
  contact: SupportContact;
  undo?: UndoLinks | undefined;
}

/** A creation or an edit as its channel sees it, made from the stored row alone. */
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
    did: of && kind !== 'restore' ? `undid the ${UNDONE_NOUN[of.kind]} ${of.id} of` : DID[kind],
    source: kind === 'restore' && reverses !== undefined ? `from the deletion ${reverses}` : undefined,
    approvedBy: approversOf(request),
    since: sinceOf({ by, deletion }),
    ...(facts.done ? { changes: { block: rowsBlock(doneRows(facts.done)), sentences: doneLines(facts.done) } } : {}),
    notes: [...(end && !by && !deletion ? [endText(end)] : []), ...leftOutOf(request)],
    ...actionsOf(request, { by, deletion }),
    portalUrl,
  });
}

/** What became of it since: the deletion of its group is the last that can. */
function sinceOf({ by, deletion }: UndoLinks): GroupNews['since'] {
  if (deletion) {
    const sentence = (when: string) => deletedSinceText(deletion, when);
    const at = deletion.updatedAt;
    return { text: withDay(sentence, at), block: line(...withMoment(sentence, at)) };
  }
  if (!by) return undefined;
  const text = undoneText(by);
  return { text, block: paragraph(text) };
}

/** Buttons beside those of every group; a group that is gone has none of those. */
function actionsOf(request: ChangeRequest, { by, deletion }: UndoLinks): Pick<GroupNews, 'row' | 'more' | 'isGone'> {
  if (deletion) return { isGone: true, row: deletion.facts.restored ? [] : [restoreButton(deletion)] };
  return {
    row: request.kind === 'restore' && hasRooms(request) ? [roomsButton(request)] : [],
    more: by || !isUndoable(request) ? [] : [undoButton(request)],
  };
}

/** Who approved what was asked for. */
function approversOf(request: ChangeRequest): string | undefined {
  const names = approvalsOf(request).map(({ name }) => name ?? 'an approver');
  return names.length === 0 ? undefined : listed(names);
}

const DID: Readonly<Record<ChangeRequest['kind'], string>> = {
  create: 'created',
  edit: 'changed',
  delete: 'deleted',
  join: 'joined',
  leave: 'left',
  restore: 'restored',
};

function pageOf(members: readonly Member[], total: number): MembersPage {
  return { items: members.slice(0, MEMBERS_PER_PAGE).map(asMember), total, startIndex: 0 };
}

function asMember({ id, name, status = 'active' }: Member): MembersPage['items'][number] {
  return { id, displayName: name, status };
}

const HEADINGS: Readonly<Partial<Record<ChangeRequest['state'], string>>> = {
  uncertain: '❓ Not certain',
  closed_unknown: '❔ Closed, outcome unknown',
  expired: '⌛ Expired',
};

/** Sign, word and group of a creation or an edit. */
export function outcomeHeading({ kind, state, wanted, group }: ChangeRequest): string {
  const word = (state === 'applied' ? WORDS_OF[kind].done : HEADINGS[state]) ?? '⚠️ Failed';
  return `${word}: ${nameOf(wanted ?? group)}`;
}

/** How a creation or an edit ended, in one line. */
export function outcomeEnding(request: ChangeRequest): string {
  if (request.state === 'expired') return 'the app could not begin in time';
  if (request.state !== 'applied') return triedText(request);
  return notesOf(request).join(' ') || 'it is in DocSpace';
}

/** What is not certain, or was not done. */
function triedCard(request: ChangeRequest, { portalUrl, contact }: Omit<OutcomeOptions, 'undo'>): Message {
  const { account, kind, state, facts, id } = request;
  const name = nameOf(request.wanted ?? request.group);
  const tried = kind === 'restore' ? 'tried to restore' : isCreation(kind) ? 'tried to create' : 'tried to change';
  const heading = outcomeHeading(request);
  const text = triedText(request);
  return {
    text: `${escapeMrkdwn(heading)}. <@${account}> ${tried} the group “${escapeMrkdwn(name)}”. ${escapeMrkdwn(text)}`,
    blocks: [
      header(heading),
      line(person(account), ` ${tried} the group `, bold(name), '.'),
      paragraph(text),
      ...groupLinks(facts.groups ?? [], portalUrl),
      idNote(id, facts.reference, contact),
      ...(isOpen(state) && isClosable(request) ? [buttons('request_decision', closeButton(request))] : []),
    ],
  };
}

function triedText({ kind, state, why, facts }: ChangeRequest): string {
  if (state === 'closed_unknown') return `Closed${facts.by ? ` by ${facts.by.name}` : ''}. ${LOOK_FIRST[kind]}`;
  if (why === 'not-seen')
    return `No group of this name has appeared in DocSpace within ten minutes. ${LOOK_FIRST[kind]}`;
  const keepsLooking = state === 'uncertain' ? ' The app keeps looking and says here what it finds.' : '';
  return `${facts.text ?? 'It is not certain whether DocSpace has done it.'}${keepsLooking}`;
}

const LOOK_FIRST: Readonly<Record<ChangeRequest['kind'], string>> = {
  create: 'Look with /docspace-group list before you create it again.',
  edit: 'Look with /docspace-group get before you edit it again.',
  delete: 'Look with /docspace-group get before you request it again.',
  join: 'Look with /docspace-group get before you try again.',
  leave: 'Look with /docspace-group get before you try again.',
  restore: 'Look with /docspace-group list before you restore it again.',
};
