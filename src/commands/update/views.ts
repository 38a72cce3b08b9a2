import type { Group, GroupSummary } from '../../docspace/index.ts';
import { groupLines } from '../../groups/card.ts';
import { personOption } from '../../groups/directory.ts';
import { nameOf, personName } from '../../groups/format.ts';
import { sameNameNotice } from '../../groups/same-name.ts';
import { type Block, bold, lines, paragraph, small } from '../../slack/blocks.ts';
import type { Origin } from '../../slack/messenger.ts';
import { packIds } from '../../slack/metadata.ts';
import { cut } from '../../slack/text.ts';
import { type Modal, messageModal, modal, pickMany, pickOne, textInput } from '../../slack/views.ts';
import { type Change, changeLines } from './change.ts';
import {
  ADD,
  MANAGER,
  MOST_PEOPLE,
  NAME,
  type PreviewMetadata,
  REMOVE,
  UPDATE_FORM,
  UPDATE_PREVIEW,
  type UpdateMetadata,
} from './form.ts';
import type { Prefill } from './prefill.ts';

/** The title of the form in all its states. */
export const UPDATE_TITLE = 'Edit DocSpace group';

/** The update form, filled with the group's values of today. */
export function updateForm(parts: {
  origin: Origin;
  group: Group;
  seal: string;
  notice?: Block[];
  prefill?: Prefill;
}): Modal {
  const { origin, group, seal, notice = [], prefill = {} } = parts;
  const manager = group.manager && { id: group.manager.id, name: personName(group.manager) };
  const metadata: UpdateMetadata = {
    origin,
    group: { id: group.id, name: group.name, seal, ...(manager ? { manager } : {}) },
  };
  return modal({
    title: UPDATE_TITLE,
    callbackId: UPDATE_FORM,
    submit: 'See the difference',
    close: 'Cancel',
    metadata: JSON.stringify(metadata),
    blocks: [...notice, groupLines(group), ...fields(group, prefill)],
  });
}

function fields({ name, manager }: Group, prefill: Prefill): Block[] {
  const hint = `Up to ${MOST_PEOPLE} people at a time.`;
  return [
    textInput({ block: NAME, action: NAME, label: 'Name', value: name }),
    pickOne({
      block: MANAGER,
      action: MANAGER,
      label: 'Manager',
      placeholder: 'Type a name',
      hint: 'Whoever was the manager stays a member.',
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

/** The difference, shown before it is sent; going back keeps what was typed. */
export function previewModal(form: UpdateMetadata, change: Change): Modal {
  const metadata: PreviewMetadata = {
    origin: form.origin,
    groupId: form.group.id,
    groupName: form.group.name,
    seal: form.group.seal,
    add: packIds(change.add.map((person) => person.id)),
    remove: packIds(change.remove.map((person) => person.id)),
    ...(change.name ? { name: change.name.to } : {}),
    ...(change.manager?.to ? { managerId: change.manager.to.id } : {}),
  };
  return modal({
    title: 'Save these changes?',
    callbackId: UPDATE_PREVIEW,
    submit: 'Save changes',
    close: 'Back',
    metadata: JSON.stringify(metadata),
    blocks: [
      paragraph(`This will change in the group “${nameOf(form.group)}”:`),
      lines(...changeLines(change).map(([label, text]) => [bold(`${label}: `), `${cut(text, 2500)}\n`])),
      small('Nothing has been sent to DocSpace yet.'),
    ],
  });
}

/** Asks once more when other groups have the new name already; saving anyway is a second confirmation of the same change. */
export function namesakesModal(asked: PreviewMetadata & { name: string }, others: readonly GroupSummary[]): Modal {
  const anyway = 'Save anyway';
  return modal({
    title: 'Save these changes?',
    callbackId: UPDATE_PREVIEW,
    submit: anyway,
    close: 'Back',
    metadata: JSON.stringify({ ...asked, warned: true }),
    blocks: sameNameNotice(asked.name, others, anyway),
  });
}

/** What the form says once the change is there. */
export function changedModal(group: Group, notes: readonly string[], where: string): Modal {
  return messageModal(
    'Group changed',
    [paragraph(`✅ “${nameOf(group)}” is changed in DocSpace.`), ...notes.map(small), small(where)],
    'Done',
  );
}

/** Stands on top of the form when it has to be looked at again; closing it goes back to the form. */
export function backToFormModal(title: string, blocks: Block[]): Modal {
  return modal({ title, blocks, close: 'Back to the form' });
}
