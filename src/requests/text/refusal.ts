import {
  approvalsOf,
  type ChangeRequest,
  cancelOf,
  type DecisionKind,
  isOpen,
  type RefusalCode,
  type State,
} from '../../changes/index.ts';
import { WORDS_OF } from './kind-words.ts';
import { capitalized, nounOf, quoted, stateText } from './terms.ts';

/** Why a click did not count, and what can be done instead. */
export function refusalText(request: ChangeRequest, what: DecisionKind, code: RefusalCode): string {
  switch (code) {
    case 'own-request':
      return OWN_REQUEST[what] ?? 'You can’t decide about your own request.';
    case 'not-requester':
      return what === 'remind'
        ? 'Only the requester can remind others of a request.'
        : 'Only the requester can withdraw a request. If you can approve it, you can reject it.';
    case 'not-an-approver':
      return 'You are not among the people who can approve deletions here.';
    case 'approved-already':
      return 'You have already approved this request; it needs another person as well.';
    case 'refused-before':
      return what === 'reject'
        ? 'You can’t reject this request. Everybody who can approve it can.'
        : `You can’t stop ${WORDS_OF[request.kind].noun}. The requester, the group’s manager and everybody who can approve can.`;
    case 'too-early':
      return 'The app is still looking what became of this. A day after it was sent, an admin can close it.';
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
  reject: 'This is your own request: withdraw it instead, in the menu beside the buttons.',
  retry: 'You can’t approve your own request, so another DocSpace admin has to try again.',
};

function nothingToCancelText(request: ChangeRequest): string {
  const cancel = isOpen(request.state) ? cancelOf(request) : undefined;
  if (cancel) return `${cancel.name ?? 'Another user'} has stopped this already. It ends after the batch under way.`;
  return `There is nothing left to stop: request ${request.id} is ${stateText(request)}.`;
}

function notOpenText(request: ChangeRequest): string {
  const { kind, state, facts } = request;
  const { again, doing, past } = WORDS_OF[kind];
  const noun = capitalized(nounOf(request));
  const group = quoted(request);
  const by = facts.by ? ` by ${facts.by.name}` : '';
  const approver = approvalsOf(request).at(-1)?.name;
  const approvedBy = approver ? ` by ${approver}` : '';
  const texts: Readonly<Record<State, string>> = {
    received: `The request about ${group} is still being looked up. Try again in a moment.`,
    waiting: `The request about ${group} has expired. ${again}`,
    approved: `${noun} is already approved${approvedBy}.`,
    applying: `DocSpace is ${doing} right now. It is too late to change this.`,
    uncertain: `It is not certain whether DocSpace has ${past} ${group}. The app keeps looking.`,
    failed: `${noun} was approved${approvedBy}, but failed. Use Try again on its card.`,
    applied: `${noun} is done already${approvedBy ? `; it was approved${approvedBy}` : ''}.`,
    refused: `The request about ${group} was not made. ${again}`,
    rejected: `The request about ${group} is already rejected${by}.`,
    withdrawn: `The request about ${group} is already withdrawn${by}.`,
    stopped: `${noun} is already stopped${by}.`,
    expired: `The request about ${group} has expired. ${again}`,
    outdated: `The request about ${group} is outdated. ${again}`,
    closed_unknown: `The request about ${group} is closed${by}; its outcome is not known.`,
    given_up: `The request about ${group} has failed. ${again}`,
  };
  return texts[state];
}
