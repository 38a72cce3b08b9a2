import { type ChangeRequest, requesterName } from '../../changes/index.ts';
import type { GroupSummary } from '../../docspace/index.ts';
import { groupLines } from '../../groups/card.ts';
import type { CardParts } from '../../groups/card-parts.ts';
import { personOption } from '../../groups/directory.ts';
import { nameOf, personName } from '../../groups/format.ts';
import { groupsWarning } from '../../groups/same-name.ts';
import { rowsBlock, wantedRows } from '../../requests/cards/change-rows.ts';
import { type CardDelivery, countOf, type Draft, isMany, notesOf, UNDONE_NOUN } from '../../requests/index.ts';
import { type Block, paragraph, small } from '../../slack/blocks.ts';
import { dayText } from '../../slack/dates.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import { cut, listed } from '../../slack/text.ts';
import { type Modal, messageModal, modal, pickMany, pickOne, textInput, waitingModal } from '../../slack/views.ts';
import { askingNotice, SEND_REQUEST } from '../asking.ts';
import { placedText } from '../placed-text.ts';
import { untilField } from '../until.ts';
import type { Named } from './change.ts';
import type { CheckedChange } from './checked-change.ts';
import { ADD, MANAGER, MOST_PEOPLE, NAME, REMOVE, UPDATE_FORM, UPDATE_PREVIEW, type UpdateMetadata } from './form.ts';
import type { FormValues } from './prefill.ts';

/** People a row of the preview names: more than a form takes. The rest of a change can be thousands. */
const MOST_NAMED = 100;

/** The title of the form in all its states. */
export const UPDATE_TITLE = 'Edit DocSpace group';

/** The update form, filled with the group's values of today. */
export function updateForm(parts: {
  origin: ReplyTarget;
  openedAt: number;
  parts: CardParts;
  notice?: Block[];
  prefill?: FormValues;
}): Modal {
  const { origin, openedAt, notice = [], prefill = {} } = parts;
  const { group } = parts.parts;
  const manager = group.manager && { id: group.manager.id, name: personName(group.manager) };
  const metadata: UpdateMetadata = {
    origin,
    openedAt,
    group: { id: group.id, name: group.name, ...(manager ? { manager } : {}) },
  };
  return modal({
    title: UPDATE_TITLE,
    callbackId: UPDATE_FORM,
    submit: 'Review changes',
    close: 'Cancel',
    metadata: JSON.stringify(metadata),
    blocks: [...notice, groupLines(parts.parts), ...fields(group, prefill)],
  });
}

function fields({ name, manager: current }: GroupSummary, prefill: FormValues): Block[] {
  const manager = prefill.manager ?? (current && personOption(current));
  const hint = `Up to ${MOST_PEOPLE} people at a time.`;
  return [
    textInput({ block: NAME, action: NAME, label: 'Name', value: prefill.name ?? name }),
    pickOne({
      block: MANAGER,
      action: MANAGER,
      label: 'Manager',
      placeholder: 'Type a name',
      hint: 'The former manager stays a member.',
      ...(manager ? { chosen: manager } : {}),
    }),
    pickMany({
      block: ADD,
      action: ADD,
      label: 'Add members',
      placeholder: 'Type names',
      most: MOST_PEOPLE,
      hint,
      ...(prefill.add ? { chosen: prefill.add } : {}),
    }),
    untilField('Until', 'the people you add leave by themselves'),
    pickMany({
      block: REMOVE,
      action: REMOVE,
      label: 'Remove members',
      placeholder: 'Type names',
      most: MOST_PEOPLE,
      hint,
      ...(prefill.remove ? { chosen: prefill.remove } : {}),
    }),
  ];
}

/** Stands on top of the form while the change is checked; {@link previewModal} replaces it. */
export function checkingModal(externalId: string): Modal {
  return { ...waitingModal(UPDATE_TITLE, 'Checking the changes with DocSpace…'), external_id: externalId };
}

/** A request that is taken back, and why parts of it stay, in sentences. */
export interface Undoing {
  request: ChangeRequest;
  stays: readonly string[];
}

interface Preview {
  draftId: string;
  form: UpdateMetadata;
  deletion: ChangeRequest | undefined;
  undo?: Undoing | undefined;
  until?: number | undefined;
  /** Fields of a preview that asks for the change, because its user cannot make it alone. */
  asking?: Block[] | undefined;
}

/** Stands in the place of the preview while what it showed is saved. */
export function savingModal({ edit, asks }: Pick<Draft, 'edit' | 'asks'>): Modal {
  if (asks) return waitingModal(UPDATE_TITLE, 'Posting the request…', true);
  const long = isMany(countOf(edit ?? { add: [], remove: [] }))
    ? ' So many people take a while. You can close this form: a message shows how far it is.'
    : '';
  return waitingModal(UPDATE_TITLE, `Saving the changes…${long}`, true);
}

/** The difference, shown before it is sent; going back keeps what was typed. `namesakes`: other groups of the new name. */
export function previewModal(
  { draftId, form, deletion, undo, until, asking }: Preview,
  checked: CheckedChange,
  namesakes: readonly GroupSummary[],
): Modal {
  const { change } = checked;
  const question = undo ? `Undo ${undoneName(undo.request)}? ` : '';
  return modal({
    ...titlesOf({ undo, asking }),
    callbackId: UPDATE_PREVIEW,
    metadata: JSON.stringify({ draft: draftId }),
    blocks: [
      paragraph(`${question}This will change in the group “${nameOf(form.group)}”:`),
      rowsBlock(wantedRows(change, MOST_NAMED).map(([label, words]) => [label, cut(words, 2500)])),
      ...(until === undefined ? [] : [paragraph(`Who is added leaves again on ${dayText(until)}.`)]),
      ...(change.name ? namesakeLines(change.name.to, namesakes) : []),
      ...(undo?.stays ?? []).map(paragraph),
      ...exceptionLines(checked),
      ...(deletion?.state === 'waiting' ? [paragraph(deletionText(deletion))] : []),
      ...(asking ? [askingNotice(), ...asking] : [small('Nothing is saved yet.')]),
    ],
  });
}

function titlesOf({ undo, asking }: Pick<Preview, 'undo' | 'asking'>): {
  title: string;
  submit: string;
  close: string;
} {
  const close = undo ? 'Cancel' : 'Back';
  if (asking) return { title: undo ? 'Request this undo?' : 'Request these changes?', submit: SEND_REQUEST, close };
  return undo
    ? { title: 'Undo this edit?', submit: 'Undo', close }
    : { title: 'Save these changes?', submit: 'Save changes', close };
}

/** The request that is taken back, as its card and its history name it. */
function undoneName(request: ChangeRequest): string {
  return `the ${UNDONE_NOUN[request.kind]} by ${requesterName(request)}, ${request.id}`;
}

function deletionText(deletion: ChangeRequest): string {
  const who = requesterName(deletion);
  return `⚠️ ${who} has requested the deletion of this group (${deletion.id}). Saving makes that request outdated: it was about the group as it is now.`;
}

function namesakeLines(name: string, groups: readonly GroupSummary[]): Block[] {
  if (groups.length === 0) return [];
  const count = groups.length === 1 ? 'Another group is' : `${groups.length} other groups are`;
  return groupsWarning(`${count} already called “${name}”.`, groups);
}

function exceptionLines({ alreadyMembers, notMembers, cannotJoin }: CheckedChange): Block[] {
  const names = (people: readonly Named[]) => listed(people.map((person) => person.name));
  return [
    ...(alreadyMembers.length > 0 ? [small(`Already a member: ${names(alreadyMembers)}.`)] : []),
    ...(notMembers.length > 0 ? [small(`Not a member: ${names(notMembers)}.`)] : []),
    ...cannotJoin.map(({ name, why }) => paragraph(`⚠️ ${name} ${why}, and can’t be added.`)),
  ];
}

/** Stands on top of the form when the group already is what was asked for. */
export function nothingToChangeModal(checked: CheckedChange, undo?: Undoing): Modal {
  if (undo)
    return messageModal('Nothing to undo', [
      paragraph(nothingToUndoText(undo, checked)),
      ...undo.stays.map(paragraph),
      ...exceptionLines(checked),
    ]);
  return backToFormModal('No change needed', [
    paragraph('The group already is as you asked for, so there is nothing to save.'),
    ...exceptionLines(checked),
  ]);
}

function nothingToUndoText({ request, stays }: Undoing, { cannotJoin }: CheckedChange): string {
  return stays.length + cannotJoin.length > 0
    ? `Nothing more of ${undoneName(request)}, can be undone now.`
    : `The group already is as it was before ${undoneName(request)}, so there is nothing to undo.`;
}

/** What the form says once the change is there. */
export function changedModal(request: ChangeRequest, delivery: CardDelivery): Modal {
  const news = paragraph(`✅ “${nameOf(request.group)}” is changed in DocSpace.`);
  return messageModal('Group changed', [news, ...notesOf(request).map(small), small(placedText(delivery))], 'Done');
}

/** Stands on top of the form when it has to be looked at again; closing it goes back to the form. */
export function backToFormModal(title: string, blocks: Block[]): Modal {
  return modal({ title, blocks, close: 'Back to the form' });
}
