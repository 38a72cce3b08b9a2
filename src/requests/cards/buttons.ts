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
import { counted, cut } from '../../slack/text.ts';
import { WORDS_OF } from '../text/kind-words.ts';
import { UNDONE_NOUN } from '../text/undo.ts';
import { withdrawButton } from './forms.ts';

/** Buttons of the card; each carries nothing but the request's id. */
export const APPROVE = 'request_approve';
export const REJECT = 'request_reject';
export const STOP = 'request_stop';
export const CANCEL = 'request_cancel';
export const RETRY = 'request_retry';
export const CLOSE = 'request_close';
export const REMIND = 'request_remind';
/** Of a deletion that is done: leads to the form that restores the group. */
export const RESTORE = 'request_restore';
/** Of a restore that is done: lists the rooms that have to be shared with the group again. */
export const ROOMS = 'request_rooms';
/** Asks for the people an ended change has left out; the form behind it is the one that edits a group. */
export const REST = 'request_rest';
/** Follows the id of a button that is not on a request's card but in a list of requests. */
export const LISTED = 'listed';
/** Takes back what an edit did; {@link UNDO_CREATION} asks for the deletion of a group that was created. */
export const UNDO = 'request_undo';
export const UNDO_CREATION = 'request_undo_creation';

/** The row under an open card: what can be decided, and a menu of what is rarer. */
export function cardButtons(request: ChangeRequest, state: OpenState, portalUrl: string): Block[] {
  const row = buttonsFor(request, state).map(button);
  const choices = [
    ...(state === 'waiting' || state === 'failed' ? [withdrawButton(request)] : []),
    ...(state === 'waiting' ? [remindButton(request)] : []),
    // A group that is to be created has no page yet.
    ...(request.group.id ? [openButton(request.group, portalUrl)] : []),
  ];
  const elements = [...row, ...(choices.length > 0 ? [menu(...choices)] : [])];
  return elements.length > 0 ? [{ type: 'actions', block_id: 'request_decision', elements }] : [];
}

function buttonsFor(request: ChangeRequest, state: OpenState): ButtonSpec[] {
  const { id, kind } = request;
  const name = cut(nameOf(request.wanted ?? request.group), 40);
  const { verb, noun } = WORDS_OF[kind];
  switch (state) {
    case 'waiting':
      return [approveButton(request), rejectButton(request)];
    case 'approved':
      return [
        {
          text: `Stop ${kind === 'delete' ? 'deletion' : ''}`.trim(),
          action: STOP,
          value: id,
          label: `Stop ${noun}: ${name}`,
        },
      ];
    case 'failed':
      return [
        { text: 'Try again', action: RETRY, value: id, label: `Try again to ${verb} ${name}` },
        rejectButton(request),
      ];
    case 'uncertain':
      return isClosable(request) ? [closeButton(request)] : [];
    default:
      return [];
  }
}

/** Ends a change in batches after the one that is under way. */
export function cancelButton({ id, group, wanted }: ChangeRequest): ButtonSpec {
  return {
    text: 'Cancel',
    action: CANCEL,
    value: id,
    label: `Cancel the rest of the change of ${cut(nameOf(wanted ?? group), 40)}`,
    confirm: {
      title: 'Stop this change?',
      text: 'What is done stays done. The people who are still to come are left as they are.',
      yes: 'Stop',
      no: 'Go on',
    },
  };
}

/** Opens a form with the people an ended change has left out. */
export function restButton({ id, group, facts }: ChangeRequest): ButtonSpec {
  const text = (facts.rest?.add ?? 0) > 0 ? 'Add the rest' : 'Remove the rest';
  return { text, action: REST, value: id, label: `${text} of ${id} · ${cut(nameOf(group), 40)}` };
}

/** Ends a request whose outcome nobody knows. */
export function closeButton({ id }: Pick<ChangeRequest, 'id'>): ButtonSpec {
  return { text: 'Close, outcome unknown', action: CLOSE, value: id, label: `Close request ${id}, outcome unknown` };
}

/** Restores the group of a deletion, after a form. */
export function restoreButton({ id, group }: Pick<ChangeRequest, 'id' | 'group'>): ButtonSpec {
  return { text: 'Restore…', action: RESTORE, value: id, label: `Restore the group ${cut(nameOf(group), 50)}` };
}

/** Lists the rooms that have to be shared with a restored group again, to the user who asks. */
export function roomsButton({ id, group }: Pick<ChangeRequest, 'id' | 'group'>): ButtonSpec {
  const label = `Rooms to share again with the group ${cut(nameOf(group), 30)}`;
  return { text: 'Rooms to share…', action: ROOMS, value: id, label };
}

/** After a day an admin can close a request whose outcome nobody knows; the card offers it from the next look on. */
export function isClosable(request: ChangeRequest): boolean {
  return request.updatedAt >= uncertainSince(request) + CLOSE_AFTER_MS;
}

/** Takes a request back, after a look at what that changes. */
export function undoButton({ id, kind }: Pick<ChangeRequest, 'id' | 'kind'>): ButtonSpec {
  const label = `Undo the ${UNDONE_NOUN[kind]} ${id}`;
  if (isCreation(kind)) return { text: 'Undo…', action: UNDO_CREATION, value: id, label };
  return { text: 'Undo', action: UNDO, value: id, label };
}

/** Rejects a request, after a form asked why. */
export function rejectButton({ id }: Pick<ChangeRequest, 'id'>): ButtonSpec {
  return { text: 'Reject', action: REJECT, value: id, label: `Reject request ${id}` };
}

/** Approves a request; a deletion after a question. */
export function approveButton({ id, kind, group, wanted, rooms }: ChangeRequest): ButtonSpec {
  const name = nameOf(wanted ?? group);
  const approve = {
    text: 'Approve',
    action: APPROVE,
    value: id,
    label: `Approve ${WORDS_OF[kind].noun}: ${cut(name, 40)}`,
  };
  if (kind !== 'delete') return { ...approve, style: 'primary' };
  return {
    ...approve,
    style: 'danger',
    confirm: {
      title: 'Delete this group?',
      text: `“${cut(name, 150)}” and the access it gives ${accessText(group, rooms)} will be gone.`,
      yes: 'Approve deletion',
    },
  };
}

function accessText(group: ChangeRequest['group'], rooms: ChangeRequest['rooms']): string {
  const members = counted(sizeOf(group), 'member');
  return rooms && 'total' in rooms && rooms.total > 0
    ? `${members} to ${counted(rooms.total, 'room')}`
    : `to ${members}`;
}

/** Reminds those who can approve. */
export function remindButton({ id }: Pick<ChangeRequest, 'id'>): ButtonSpec {
  return { text: 'Remind', action: REMIND, value: id, label: `Remind others of request ${id}` };
}
