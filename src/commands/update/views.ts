import { type ChangeRequest, requesterName } from '../../changes/index.ts';
import type { GroupSummary } from '../../docspace/index.ts';
import { groupLines } from '../../groups/card.ts';
import type { CardParts } from '../../groups/card-parts.ts';
import { personOption } from '../../groups/directory.ts';
import { nameOf, personName } from '../../groups/format.ts';
import { groupsWarning } from '../../groups/same-name.ts';
import { type Draft, isMany, notesOf, type Placed } from '../../requests/index.ts';
import { type Block, bold, lines, paragraph, small } from '../../slack/blocks.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import { cut, listed } from '../../slack/text.ts';
import { type Modal, messageModal, modal, pickMany, pickOne, textInput, waitingModal } from '../../slack/views.ts';
import { placedText } from '../placed-text.ts';
import { changeLines, type Named } from './change.ts';
import type { CheckedChange } from './checked-change.ts';
import { ADD, MANAGER, MOST_PEOPLE, NAME, REMOVE, UPDATE_FORM, UPDATE_PREVIEW, type UpdateMetadata } from './form.ts';
import type { Prefill } from './prefill.ts';

/** The title of the form in all its states. */
export const UPDATE_TITLE = 'Edit DocSpace group';

/** The update form, filled with the group's values of today. */
export function updateForm(parts: {
  origin: ReplyTarget;
  parts: CardParts;
  notice?: Block[];
  prefill?: Prefill;
}): Modal {
  const { origin, notice = [], prefill = {} } = parts;
  const { group } = parts.parts;
  const manager = group.manager && { id: group.manager.id, name: personName(group.manager) };
  const metadata: UpdateMetadata = {
    origin,
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

function fields({ name, manager }: GroupSummary, prefill: Prefill): Block[] {
  const hint = `Up to ${MOST_PEOPLE} people at a time.`;
  return [
    textInput({ block: NAME, action: NAME, label: 'Name', value: name }),
    pickOne({
      block: MANAGER,
      action: MANAGER,
      label: 'Manager',
      placeholder: 'Type a name',
      hint: 'The former manager stays a member.',
      ...(manager ? { chosen: personOption(manager) } : {}),
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

/** Stands in the place of the preview while what it showed is saved. */
export function savingModal({ edit }: Pick<Draft, 'edit'>): Modal {
  const long = isMany({ edit, wanted: undefined })
    ? ' So many people take a while. You can close this form: a message shows how far it is.'
    : '';
  return waitingModal(UPDATE_TITLE, `Saving the changes…${long}`, true);
}

/** The difference, shown before it is sent; going back keeps what was typed. `namesakes`: other groups of the new name. */
export function previewModal(
  { draftId, form, deletion }: { draftId: string; form: UpdateMetadata; deletion: ChangeRequest | undefined },
  checked: CheckedChange,
  namesakes: readonly GroupSummary[],
): Modal {
  const { change } = checked;
  return modal({
    title: 'Save these changes?',
    callbackId: UPDATE_PREVIEW,
    submit: 'Save changes',
    close: 'Back',
    metadata: JSON.stringify({ draft: draftId }),
    blocks: [
      paragraph(`This will change in the group “${nameOf(form.group)}”:`),
      lines(...changeLines(change).map(([label, text]) => [bold(`${label}: `), `${cut(text, 2500)}\n`])),
      ...(change.name ? namesakeLines(change.name.to, namesakes) : []),
      ...exceptionLines(checked),
      ...(deletion?.state === 'waiting' ? [paragraph(deletionText(deletion))] : []),
      small('Nothing is saved yet.'),
    ],
  });
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
export function nothingToChangeModal(checked: CheckedChange): Modal {
  return backToFormModal('No change needed', [
    paragraph('The group already is as you asked for, so there is nothing to save.'),
    ...exceptionLines(checked),
  ]);
}

/** What the form says once the change is there. */
export function changedModal(request: ChangeRequest, placed: Placed): Modal {
  const news = paragraph(`✅ “${nameOf(request.group)}” is changed in DocSpace.`);
  return messageModal('Group changed', [news, ...notesOf(request).map(small), small(placedText(placed))], 'Done');
}

/** Stands on top of the form when it has to be looked at again; closing it goes back to the form. */
export function backToFormModal(title: string, blocks: Block[]): Modal {
  return modal({ title, blocks, close: 'Back to the form' });
}
