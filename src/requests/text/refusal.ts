import {
  approvalsOf,
  type ChangeRequest,
  cancelOf,
  type DecisionKind,
  isOpen,
  type RefusalCode,
} from '../../changes/index.ts';
import { TEXT_OF } from './kinds.ts';
import { KEEPS_LOOKING } from './status.ts';
import { quoted, stateText } from './terms.ts';

/** Why a click did not count, and what to do instead. */
export function refusalText(request: ChangeRequest, what: DecisionKind, code: RefusalCode): string {
  switch (code) {
    case 'own-request':
      return OWN_REQUEST[what] ?? 'You can’t decide about your own request.';
    case 'not-requester':
      return what === 'remind'
        ? 'Only the requester can remind others of a request.'
        : 'Only the requester can withdraw a request. If you can approve it, you can reject it.';
    case 'not-an-approver':
      return 'You can’t approve deletions here: you are not on the list of approvers.';
    case 'approved-already':
      return 'You have already approved this request; it needs another person as well.';
    case 'refused-before':
      return what === 'reject'
        ? 'You can’t reject this request. Everyone who can approve it can.'
        : TEXT_OF[request.kind].cannotStop;
    case 'too-early':
      return 'The app is still checking what became of this. A day after it was sent, an admin can close it.';
    case 'reminded-already':
      return 'You reminded the others less than a day ago. You can do so once a day.';
    case 'unknown-message':
      return `This is a copy of the card of request ${request.id}. Use the card itself.`;
    case 'not-open':
      return what === 'cancel' ? nothingToCancelText(request) : notOpenText(request);
  }
}

const OWN_REQUEST: Readonly<Partial<Record<DecisionKind, string>>> = {
  approve: 'You can’t approve your own request. Another DocSpace admin has to.',
  reject: 'This is your own request. Withdraw it instead, in the menu next to the buttons.',
  retry: 'You can’t approve your own request, so another DocSpace admin has to try again.',
};

function nothingToCancelText(request: ChangeRequest): string {
  const cancel = isOpen(request.state) ? cancelOf(request) : undefined;
  if (cancel) return `${cancel.name ?? 'Another user'} has already stopped this. It ends after the current batch.`;
  return `There is nothing left to stop: request ${request.id} is ${stateText(request)}.`;
}

function notOpenText(request: ChangeRequest): string {
  const { kind, state, facts } = request;
  const texts = TEXT_OF[kind];
  const group = quoted(request);
  const by = facts.by?.name;
  const approver = approvalsOf(request).at(-1)?.name;
  switch (state) {
    case 'received':
      return `The request for ${group} is still being looked up. Try again in a moment.`;
    case 'approved':
      return approver === undefined ? texts.isApproved(group) : texts.isApprovedBy(group, approver);
    case 'applying':
      return `${texts.running} It is too late to change this.`;
    case 'uncertain':
      return `${texts.notCertain} ${KEEPS_LOOKING}`;
    case 'failed':
      return texts.failedAfterApproval(group);
    case 'applied':
      return approver === undefined ? texts.isDone(group) : texts.isDoneApprovedBy(group, approver);
    case 'refused':
      return `The request for ${group} was not made. ${texts.again}`;
    case 'rejected':
      return `The request for ${group} is already rejected${by ? ` by ${by}` : ''}.`;
    case 'withdrawn':
      return `The request for ${group} is already withdrawn${by ? ` by ${by}` : ''}.`;
    case 'stopped':
      return by === undefined ? texts.isStopped(group) : texts.isStoppedBy(group, by);
    case 'waiting':
    case 'expired':
      return `The request for ${group} has expired. ${texts.again}`;
    case 'outdated':
      return `The request for ${group} is outdated. ${texts.again}`;
    case 'closed_unknown':
      return `The request for ${group} is closed${by ? ` by ${by}` : ''}. Its outcome is not known. ${texts.checkFirst}`;
    case 'given_up':
      return `The request for ${group} has failed. ${texts.again}`;
  }
}
