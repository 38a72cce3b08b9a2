import { type ChangeRequest, CLOSE_AFTER_MS, type OpenState, sizeOf, uncertainSince } from '../changes/index.ts';
import { nameOf } from '../groups/format.ts';
import { groupLink } from '../groups/reference.ts';
import { type Block, type ButtonWords, button, overflow } from '../slack/blocks.ts';
import { counted, cut } from '../slack/text.ts';

/** Buttons of the card; each carries nothing but the request's id. */
export const APPROVE = 'request_approve';
export const REJECT = 'request_reject';
export const STOP = 'request_stop';
export const CANCEL = 'request_cancel';
export const RETRY = 'request_retry';
export const CLOSE = 'request_close';
/** Asks for the people an ended change has left out; the form behind it is the one that edits a group. */
export const REST = 'request_rest';
/** Follows the id of a button that is not on a request's card but in a list of requests. */
export const LISTED = 'listed';
/** The menu beside them; its choices carry what they do and the id. */
export const MORE = 'request_more';
export const WITHDRAW_CHOICE = 'withdraw';

/** The row under an open card: what can be decided, and a menu of what is rarer. */
export function cardButtons(request: ChangeRequest, state: OpenState, portalUrl: string): Block {
  const { id } = request;
  const row = buttonsFor(request, state).map(button);
  const link = { text: 'Open in DocSpace', value: `open:${id}`, url: groupLink(portalUrl, request.group.id) };
  const withdraw = { text: 'Withdraw', value: `${WITHDRAW_CHOICE}:${id}` };
  const choices = state === 'waiting' || state === 'failed' ? [withdraw, link] : [link];
  return { type: 'actions', block_id: 'request_decision', elements: [...row, overflow(MORE, choices)] };
}

function buttonsFor(request: ChangeRequest, state: OpenState): ButtonWords[] {
  const { id } = request;
  const name = cut(nameOf(request.group), 40);
  switch (state) {
    case 'waiting':
      return [approveButton(request), rejectButton(request)];
    case 'approved':
      return [{ text: 'Stop deletion', action: STOP, value: id, label: `Stop deletion of ${name}` }];
    case 'failed':
      return [
        { text: 'Try again', action: RETRY, value: id, label: `Try again to delete ${name}` },
        rejectButton(request),
      ];
    case 'uncertain':
      return isClosable(request) ? [closeButton(request)] : [];
    default:
      return [];
  }
}

/** Ends a change in batches after the one that is under way. */
export function cancelButton({ id, group, wanted }: ChangeRequest): ButtonWords {
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
export function restButton({ id, group, facts }: ChangeRequest): ButtonWords {
  const text = (facts.rest?.add ?? 0) > 0 ? 'Add the rest' : 'Remove the rest';
  return { text, action: REST, value: id, label: `${text} of ${id} · ${cut(nameOf(group), 40)}` };
}

/** Ends a request whose outcome nobody knows. */
export function closeButton({ id }: Pick<ChangeRequest, 'id'>): ButtonWords {
  return { text: 'Close, outcome unknown', action: CLOSE, value: id, label: `Close request ${id}, outcome unknown` };
}

/** After a day an admin can close a request whose outcome nobody knows; the card offers it from the next look on. */
export function isClosable(request: ChangeRequest): boolean {
  return request.updatedAt >= uncertainSince(request) + CLOSE_AFTER_MS;
}

/** Rejects a request, after a form asked why. */
export function rejectButton({ id }: Pick<ChangeRequest, 'id'>): ButtonWords {
  return { text: 'Reject', action: REJECT, value: id, label: `Reject request ${id}` };
}

/** Approves a request, after a question. */
export function approveButton({ id, group }: ChangeRequest): ButtonWords {
  const name = nameOf(group);
  return {
    text: 'Approve',
    action: APPROVE,
    value: id,
    style: 'danger',
    label: `Approve deletion of ${cut(name, 40)}`,
    confirm: {
      title: 'Delete this group?',
      text: `“${cut(name, 150)}” and the access it gives to ${counted(sizeOf(group), 'member')} will be gone.`,
      yes: 'Approve deletion',
    },
  };
}
