import { type ChangeRequest, requesterName } from '../../changes/index.ts';
import type { GroupSummary } from '../../docspace/index.ts';
import { groupLines } from '../../groups/card.ts';
import type { CardParts } from '../../groups/card-parts.ts';
import { personOption } from '../../groups/directory.ts';
import { nameOf, personName } from '../../groups/format.ts';
import { groupsWarning } from '../../groups/same-name.ts';
import { TYPE_A_NAME } from '../../groups/text/groups.ts';
import { rowsBlock, wantedRows } from '../../requests/cards/change-rows.ts';
import { type CardDelivery, countOf, type Draft, isMany, notesOf, UNDONE_NOUN } from '../../requests/index.ts';
import { type Block, bold, line, paragraph, small } from '../../slack/blocks.ts';
import { dayText } from '../../slack/dates.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import { cut, listed } from '../../slack/text.ts';
import { type Modal, messageModal, modal, pickMany, pickOne, textInput, waitingModal } from '../../slack/views.ts';
import { askingNotice } from '../asking.ts';
import {
  BACK_TO_FORM,
  CANCEL,
  CARD_DELIVERY,
  DONE,
  GROUP_LABEL,
  MANAGER_LABEL,
  NAME_LABEL,
  POSTING_REQUEST,
  SEND_REQUEST,
  TYPE_NAMES,
} from '../text.ts';
import { untilField } from '../until.ts';
import type { Named } from './change.ts';
import type { CheckedChange } from './checked-change.ts';
import { ADD, MANAGER, MOST_PEOPLE, NAME, REMOVE, UPDATE_FORM, UPDATE_PREVIEW, type UpdateMetadata } from './form.ts';
import type { FormValues } from './prefill.ts';
import {
  ADD_MEMBERS,
  addHint,
  alreadyMembersText,
  alreadyUndone,
  BACK,
  CHANGED_TITLE,
  CHECKING,
  cantBeAdded,
  deletionWaits,
  leavesOnText,
  MANAGER_HINT,
  NO_CHANGE_NEEDED,
  NOTHING_SAVED_YET,
  NOTHING_TO_SAVE,
  NOTHING_TO_UNDO,
  nameTaken,
  nothingMoreToUndo,
  notMembersText,
  REMOVE_MEMBERS,
  REQUEST_CHANGES_QUESTION,
  REQUEST_UNDO_QUESTION,
  REVIEW_CHANGES,
  removeHint,
  SAVE_CHANGES,
  SAVE_QUESTION,
  SAVING,
  SAVING_MANY,
  savedText,
  THEY_LEAVE,
  UNDO,
  UNDO_QUESTION,
  UNTIL_LABEL,
  UPDATE_TITLE,
  undoneText,
  undoQuestion,
  WILL_CHANGE,
} from './text.ts';

/** People a row of the preview names: more than a form takes. The rest of a change can be thousands. */
const MOST_NAMED = 100;

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
    submit: REVIEW_CHANGES,
    close: CANCEL,
    metadata: JSON.stringify(metadata),
    blocks: [line(GROUP_LABEL, bold(nameOf(group))), ...notice, groupLines(parts.parts), ...fields(group, prefill)],
  });
}

function fields({ name, manager: current }: GroupSummary, prefill: FormValues): Block[] {
  const manager = prefill.manager ?? (current && personOption(current));
  return [
    textInput({ block: NAME, action: NAME, label: NAME_LABEL, value: prefill.name ?? name }),
    pickOne({
      block: MANAGER,
      action: MANAGER,
      label: MANAGER_LABEL,
      placeholder: TYPE_A_NAME,
      hint: MANAGER_HINT,
      ...(manager ? { chosen: manager } : {}),
    }),
    pickMany({
      block: ADD,
      action: ADD,
      label: ADD_MEMBERS,
      placeholder: TYPE_NAMES,
      most: MOST_PEOPLE,
      hint: addHint(MOST_PEOPLE),
      ...(prefill.add ? { chosen: prefill.add } : {}),
    }),
    untilField(UNTIL_LABEL, THEY_LEAVE),
    pickMany({
      block: REMOVE,
      action: REMOVE,
      label: REMOVE_MEMBERS,
      placeholder: TYPE_NAMES,
      most: MOST_PEOPLE,
      hint: removeHint(MOST_PEOPLE),
      ...(prefill.remove ? { chosen: prefill.remove } : {}),
    }),
  ];
}

/** Stands on top of the form while the change is checked; {@link previewModal} replaces it. */
export function checkingModal(externalId: string): Modal {
  return { ...waitingModal(UPDATE_TITLE, CHECKING), external_id: externalId };
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
  if (asks) return waitingModal(UPDATE_TITLE, POSTING_REQUEST, true);
  const many = isMany(countOf(edit ?? { add: [], remove: [] }));
  return waitingModal(UPDATE_TITLE, many ? SAVING_MANY : SAVING, true);
}

/** The difference, shown before it is sent; going back keeps what was typed. `namesakes`: other groups of the new name. */
export function previewModal(
  { draftId, form, deletion, undo, until, asking }: Preview,
  checked: CheckedChange,
  namesakes: readonly GroupSummary[],
): Modal {
  const { change } = checked;
  return modal({
    ...titlesOf({ undo, asking }),
    callbackId: UPDATE_PREVIEW,
    metadata: JSON.stringify({ draft: draftId }),
    blocks: [
      line(GROUP_LABEL, bold(nameOf(form.group))),
      paragraph(undo ? undoQuestion(undoneName(undo.request)) : WILL_CHANGE),
      rowsBlock(wantedRows(change, MOST_NAMED).map(([label, words]) => [label, cut(words, 2500)])),
      ...(until === undefined ? [] : [paragraph(leavesOnText(dayText(until)))]),
      ...(change.name ? namesakeLines(change.name.to, namesakes) : []),
      ...(undo?.stays ?? []).map(paragraph),
      ...exceptionLines(checked),
      ...(deletion?.state === 'waiting' ? [paragraph(deletionWaits(requesterName(deletion), deletion.id))] : []),
      ...(asking ? [askingNotice(), ...asking] : [small(NOTHING_SAVED_YET)]),
    ],
  });
}

function titlesOf({ undo, asking }: Pick<Preview, 'undo' | 'asking'>): {
  title: string;
  submit: string;
  close: string;
} {
  const close = undo ? CANCEL : BACK;
  if (asking) return { title: undo ? REQUEST_UNDO_QUESTION : REQUEST_CHANGES_QUESTION, submit: SEND_REQUEST, close };
  return undo ? { title: UNDO_QUESTION, submit: UNDO, close } : { title: SAVE_QUESTION, submit: SAVE_CHANGES, close };
}

/** The request that is taken back, as its card and its history name it. */
function undoneName(request: ChangeRequest): string {
  return undoneText(UNDONE_NOUN[request.kind], requesterName(request), request.id);
}

function namesakeLines(name: string, groups: readonly GroupSummary[]): Block[] {
  if (groups.length === 0) return [];
  return groupsWarning(nameTaken(groups.length, name), groups);
}

function exceptionLines({ alreadyMembers, notMembers, cannotJoin }: CheckedChange): Block[] {
  const names = (people: readonly Named[]) => listed(people.map((person) => person.name));
  return [
    ...(alreadyMembers.length > 0 ? [small(alreadyMembersText(names(alreadyMembers)))] : []),
    ...(notMembers.length > 0 ? [small(notMembersText(names(notMembers)))] : []),
    ...cannotJoin.map(({ name, why }) => paragraph(cantBeAdded(name, why))),
  ];
}

/** Stands on top of the form when the group already is what was asked for. */
export function nothingToChangeModal(checked: CheckedChange, undo?: Undoing): Modal {
  if (undo)
    return messageModal(NOTHING_TO_UNDO, [
      paragraph(nothingToUndoText(undo, checked)),
      ...undo.stays.map(paragraph),
      ...exceptionLines(checked),
    ]);
  return backToFormModal(NO_CHANGE_NEEDED, [paragraph(NOTHING_TO_SAVE), ...exceptionLines(checked)]);
}

function nothingToUndoText({ request, stays }: Undoing, { cannotJoin }: CheckedChange): string {
  return stays.length + cannotJoin.length > 0
    ? nothingMoreToUndo(undoneName(request))
    : alreadyUndone(undoneName(request));
}

/** What the form says once the change is there. */
export function changedModal(request: ChangeRequest, delivery: CardDelivery): Modal {
  const news = paragraph(savedText(nameOf(request.group)));
  return messageModal(CHANGED_TITLE, [news, ...notesOf(request).map(small), small(CARD_DELIVERY[delivery])], DONE);
}

/** Stands on top of the form when it has to be looked at again; closing it goes back to the form. */
export function backToFormModal(title: string, blocks: Block[]): Modal {
  return modal({ title, blocks, close: BACK_TO_FORM });
}
