import {
  type ChangeRequest,
  CLOSE_AFTER_MS,
  isCreation,
  type OpenState,
  sizeOf,
  uncertainSince,
} from '../../changes/index.ts';
import { openButton } from '../../groups/card.ts';
import { nameOf } from '../../groups/format.ts';
import { type Block, type ButtonSpec, button, menu } from '../../slack/blocks.ts';
import { cut } from '../../slack/text.ts';
import { APPROVE_DELETION, BUTTONS, CANCEL_QUESTION, LABELS } from '../text/buttons.ts';
import { TEXT_OF } from '../text/kinds.ts';
import { UNDO_LABEL } from '../text/undo.ts';
import { withdrawButton } from './forms.ts';

/** Action ids of the card's buttons; the value of each is the request's id. */
export const APPROVE = 'request_approve';
export const REJECT = 'request_reject';
export const STOP = 'request_stop';
export const CANCEL = 'request_cancel';
export const RETRY = 'request_retry';
export const CLOSE = 'request_close';
export const REMIND = 'request_remind';
/** On an applied deletion: opens the form that restores the group. */
export const RESTORE = 'request_restore';
/** On an applied restore: lists the rooms to share with the group again. */
export const ROOMS = 'request_rooms';
/** Opens the edit form with the people an ended change has left out. */
export const REST = 'request_rest';
/** Suffix of the action id of a button in a list of requests. */
export const LISTED = 'listed';
/** Undoes an edit; {@link UNDO_CREATION} requests the deletion of a created group. */
export const UNDO = 'request_undo';
export const UNDO_CREATION = 'request_undo_creation';

/** The actions of an open card: the decisions, and a menu with less frequent actions. */
export function cardButtons(request: ChangeRequest, state: OpenState, portalUrl: string): Block[] {
  const row = buttonsFor(request, state).map(button);
  const menuItems = [
    ...(state === 'waiting' || state === 'failed' ? [withdrawButton(request)] : []),
    ...(state === 'waiting' ? [remindButton(request)] : []),
    // A requested group has no page yet.
    ...(request.group.id ? [openButton(request.group, portalUrl)] : []),
  ];
  const elements = [...row, ...(menuItems.length > 0 ? [menu(...menuItems)] : [])];
  return elements.length > 0 ? [{ type: 'actions', block_id: 'request_decision', elements }] : [];
}

function buttonsFor(request: ChangeRequest, state: OpenState): ButtonSpec[] {
  const { id, kind } = request;
  const name = cut(nameOf(request.wanted ?? request.group), 40);
  const { stopButton, stopLabel, retryLabel } = TEXT_OF[kind];
  switch (state) {
    case 'waiting':
      return [approveButton(request), rejectButton(request)];
    case 'approved':
      return [{ text: stopButton, action: STOP, value: id, label: stopLabel(name) }];
    case 'failed':
      return [{ text: BUTTONS.retry, action: RETRY, value: id, label: retryLabel(name) }, rejectButton(request)];
    case 'uncertain':
      return isClosable(request) ? [closeButton(request)] : [];
    default:
      return [];
  }
}

/** Ends a change in batches after the current one. */
export function cancelButton({ id, group, wanted }: ChangeRequest): ButtonSpec {
  const name = cut(nameOf(wanted ?? group), 40);
  return { text: BUTTONS.cancel, action: CANCEL, value: id, label: LABELS.cancel(name), confirm: CANCEL_QUESTION };
}

/** Opens a form with the people an ended change has left out. */
export function restButton({ id, group, facts }: ChangeRequest): ButtonSpec {
  const what = (facts.rest?.add ?? 0) > 0 ? 'addRest' : 'removeRest';
  return { text: BUTTONS[what], action: REST, value: id, label: LABELS[what](id, cut(nameOf(group), 40)) };
}

/** Closes a request whose outcome is unknown. */
export function closeButton({ id }: Pick<ChangeRequest, 'id'>): ButtonSpec {
  return { text: BUTTONS.close, action: CLOSE, value: id, label: LABELS.close(id) };
}

/** Opens the form that restores the group of a deletion. */
export function restoreButton({ id, group }: Pick<ChangeRequest, 'id' | 'group'>): ButtonSpec {
  return { text: BUTTONS.restore, action: RESTORE, value: id, label: LABELS.restore(cut(nameOf(group), 50)) };
}

/** Lists the rooms to share with a restored group again, for the user who clicks. */
export function roomsButton({ id, group }: Pick<ChangeRequest, 'id' | 'group'>): ButtonSpec {
  return { text: BUTTONS.rooms, action: ROOMS, value: id, label: LABELS.rooms(cut(nameOf(group), 30)) };
}

/** After a day an admin can close a request whose outcome is unknown; the card offers it from the next check on. */
export function isClosable(request: ChangeRequest): boolean {
  return request.updatedAt >= uncertainSince(request) + CLOSE_AFTER_MS;
}

/** Opens a preview of the undo of a request. */
export function undoButton({ id, kind }: Pick<ChangeRequest, 'id' | 'kind'>): ButtonSpec {
  const label = UNDO_LABEL[kind](id);
  if (isCreation(kind)) return { text: BUTTONS.undoCreation, action: UNDO_CREATION, value: id, label };
  return { text: BUTTONS.undo, action: UNDO, value: id, label };
}

/** Opens the form to reject a request. */
export function rejectButton({ id }: Pick<ChangeRequest, 'id'>): ButtonSpec {
  return { text: BUTTONS.reject, action: REJECT, value: id, label: LABELS.reject(id) };
}

/** Approves a request; a deletion asks for confirmation. */
export function approveButton({ id, kind, group, wanted, rooms }: ChangeRequest): ButtonSpec {
  const name = nameOf(wanted ?? group);
  const approve = {
    text: BUTTONS.approve,
    action: APPROVE,
    value: id,
    label: TEXT_OF[kind].approveLabel(cut(name, 40)),
  };
  if (kind !== 'delete') return { ...approve, style: 'primary' };
  return {
    ...approve,
    style: 'danger',
    confirm: {
      title: APPROVE_DELETION.title,
      text: deletionQuestion(cut(name, 150), group, rooms),
      yes: APPROVE_DELETION.yes,
    },
  };
}

function deletionQuestion(name: string, group: ChangeRequest['group'], rooms: ChangeRequest['rooms']): string {
  const members = sizeOf(group);
  return rooms && 'total' in rooms && rooms.total > 0
    ? APPROVE_DELETION.membersAndRooms(name, members, rooms.total)
    : APPROVE_DELETION.members(name, members);
}

export function remindButton({ id }: Pick<ChangeRequest, 'id'>): ButtonSpec {
  return { text: BUTTONS.remind, action: REMIND, value: id, label: LABELS.remind(id) };
}
