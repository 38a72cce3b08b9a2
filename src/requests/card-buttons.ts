import { type ChangeRequest, CLOSE_AFTER_MS, type OpenState, sizeOf, uncertainSince } from '../changes/index.ts';
import { nameOf } from '../groups/format.ts';
import { groupLink } from '../groups/reference.ts';
import { type Block, type ButtonWords, button, overflow } from '../slack/blocks.ts';
import { counted, cut } from '../slack/text.ts';
import { WORDS_OF } from './kind-words.ts';

/** Buttons of the card; each carries nothing but the request's id. */
export const APPROVE = 'request_approve';
export const REJECT = 'request_reject';
export const STOP = 'request_stop';
export const RETRY = 'request_retry';
export const CLOSE = 'request_close';
/** Follows the id of a button that is not on a request's card but in a list of requests. */
export const LISTED = 'listed';
/** The menu beside them; its choices carry what they do and the id. */
export const MORE = 'request_more';
export const WITHDRAW_CHOICE = 'withdraw';
export const REMIND_CHOICE = 'remind';
/** Reminds from outside of a card. */
export const REMIND = 'request_remind';

/** The row under an open card: what can be decided, and a menu of what is rarer. */
export function cardButtons(request: ChangeRequest, state: OpenState, portalUrl: string): Block[] {
  const { id } = request;
  const row = buttonsFor(request, state).map(button);
  const group = request.group.id;
  const choices = [
    ...(state === 'waiting' || state === 'failed' ? [{ text: 'Withdraw', value: `${WITHDRAW_CHOICE}:${id}` }] : []),
    ...(state === 'waiting' ? [{ text: 'Remind', value: `${REMIND_CHOICE}:${id}` }] : []),
    // A group that is to be created has no page yet.
    ...(group ? [{ text: 'Open in DocSpace', value: `open:${id}`, url: groupLink(portalUrl, group) }] : []),
  ];
  const elements = [...row, ...(choices.length > 0 ? [overflow(MORE, choices)] : [])];
  return elements.length > 0 ? [{ type: 'actions', block_id: 'request_decision', elements }] : [];
}

function buttonsFor(request: ChangeRequest, state: OpenState): ButtonWords[] {
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

/** Approves a request; a deletion after a question. */
export function approveButton({ id, kind, group, wanted }: ChangeRequest): ButtonWords {
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
      text: `“${cut(name, 150)}” and the access it gives to ${counted(sizeOf(group), 'member')} will be gone.`,
      yes: 'Approve deletion',
    },
  };
}

/** Reminds those who can approve. */
export function remindButton({ id }: Pick<ChangeRequest, 'id'>): ButtonWords {
  return { text: 'Remind', action: REMIND, value: id, label: `Remind others of request ${id}` };
}
