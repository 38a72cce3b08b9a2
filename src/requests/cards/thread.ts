import {
  type ChangeRequest,
  type Event,
  isCreation,
  type Policy,
  policyFor,
  requesterName,
  sizeOf,
} from '../../changes/index.ts';
import { bold, line, lines, person, type RichTextElement, userGroup } from '../../slack/blocks.ts';
import type { Message } from '../../slack/messenger.ts';
import { cut, escapeMrkdwn, listed } from '../../slack/text.ts';
import { peopleOf } from '../results/rest.ts';
import { ALSO_IN_GROUP, NEXT, WHO_CAN_APPROVE } from '../text/card.ts';
import { TEXT_OF } from '../text/kinds.ts';
import { AN_APPROVER, KEEPS_LOOKING, TRIES_FOR_MINUTES } from '../text/status.ts';
import { durationText, quoted, spanText, staysText } from '../text/terms.ts';
import * as text from '../text/thread.ts';
import { NAMED_ON_CARD } from './card.ts';
import { plainSentence, rich } from './rich.ts';

/** Members the first reply names. */
const MOST_NAMED = 100;
/** Users and user groups one message mentions. */
const MOST_MENTIONED = 5;
/** Longest text of one reply, in code points: far below Slack's limit for messages. */
const LONGEST_REPLY = 2000;

export interface ReplyOptions {
  policy: Policy;
  /** Users and user groups of `APPROVERS`. */
  pool: { readonly users: readonly string[]; readonly groups: readonly string[] };
  /** Slack account of the user who caused the event. */
  account?: string | undefined;
  /** Approvals that are still missing. */
  missing?: number | undefined;
}

/** The reply for an event in the request's thread; undefined for events without one. */
export function threadReply(request: ChangeRequest, event: Event, options: ReplyOptions): Message | undefined {
  if (event === 'accept') return firstReply(request, options);
  const { account } = options;
  const reply = REPLIES[event]?.(request, options);
  if (reply === undefined) return undefined;
  const sentence = (who = '') => cut(typeof reply === 'string' ? reply : reply(who), LONGEST_REPLY);
  // Mention the requester if another user caused an event that matters to them.
  const mentions = isNewsForRequester(event) && account !== request.account;
  const who = account === undefined ? bold(AN_APPROVER) : person(account);
  const [whoText, end] = [
    account === undefined ? AN_APPROVER : `<@${account}>`,
    mentions ? ` <@${request.account}>` : '',
  ];
  return {
    text: `${plainSentence(sentence, whoText)}${end}`,
    blocks: [line(...rich(sentence, who), ...(mentions ? [' ', person(request.account)] : []))],
  };
}

/** The reminder that a requester sends to the approvers. */
export function reminder(request: ChangeRequest, options: Pick<ReplyOptions, 'policy' | 'pool'>): Message {
  const { reminds } = TEXT_OF[request.kind];
  const asks = rich((who = '') => reminds(who), person(request.account));
  return inLine([...asks, ' ', ...approversText(request, options)]);
}

/** The scheduled reminder, with the remaining time. */
export function timedReminder(
  request: ChangeRequest,
  { now, ...options }: Pick<ReplyOptions, 'policy' | 'pool'> & { now: number },
): Message {
  const expires = text.expiresInText(spanText(request.expiresAt - now));
  return inLine([TEXT_OF[request.kind].waits, ' ', ...approversText(request, options), ` ${expires}`]);
}

function inLine(parts: (string | RichTextElement)[]): Message {
  return { text: plainText(parts), blocks: [lines(parts)] };
}

/** Whether to notify the requester: the event ends the request, or needs their attention. */
export function isNewsForRequester(event: Event): boolean {
  return NOTIFIES_REQUESTER.some((each) => each === event);
}

const NOTIFIES_REQUESTER = [
  'reject',
  'stop',
  'expire',
  'done',
  'fail',
  'outdate',
  'lose_approval',
  'lose_sight',
  'close',
  'give_up',
] as const;

/** Adds what is not on the card: the other members, the approvers, and the next step. */
function firstReply(request: ChangeRequest, options: ReplyOptions): Message {
  const { kind, wanted, group } = request;
  const people = wanted && kind === 'create' ? peopleOf(wanted) : group.members;
  const names = people.map((member) => member.name);
  const size = wanted && kind === 'create' ? people.length : sizeOf(group);
  const rest = kind === 'edit' || kind === 'restore' ? [] : names.slice(NAMED_ON_CARD);
  const who = approversText(request, options);
  const next = nextText(request);
  return {
    text: `${plainText(who)} ${next}`,
    blocks: [
      lines([...who, ` ${next}`]),
      ...(rest.length > 0 ? [lines([bold(ALSO_IN_GROUP), listed(rest, MOST_NAMED, 'and', size - NAMED_ON_CARD)])] : []),
    ],
  };
}

/** What happens after the approval, and which changes of the group would prevent it: only to fields the edit touches. */
function nextText({ kind, edit }: ChangeRequest): string {
  if (kind === 'delete') return NEXT.delete;
  if (kind !== 'edit') return NEXT.other;
  if (edit?.name && edit.manager) return NEXT.editBoth;
  if (edit?.name) return NEXT.editName;
  return edit?.manager ? NEXT.editManager : NEXT.edit;
}

function plainText(parts: readonly (string | RichTextElement)[]): string {
  return parts.map((part) => (typeof part === 'string' ? escapeMrkdwn(part) : mentionText(part))).join('');
}

function mentionText(part: RichTextElement): string {
  if (part.type === 'user') return `<@${part.user_id}>`;
  return part.type === 'usergroup' ? `<!subteam^${part.usergroup_id}>` : '';
}

/** Who can approve: mentions if accounts are known, otherwise the role. */
function approversText(
  request: ChangeRequest,
  { policy: installed, pool }: Pick<ReplyOptions, 'policy' | 'pool'>,
): (string | RichTextElement)[] {
  const { selfApproval, approvalsRequired } = policyFor(request.kind, installed);
  const isDeletion = request.kind === 'delete';
  const users = isDeletion ? pool.users : (request.facts.approvers ?? []);
  const groups = isDeletion ? pool.groups : [];
  const named = [...users.filter((id) => selfApproval || id !== request.account).map(person), ...groups.map(userGroup)];
  // The requester of another kind of change has no right to make it, so cannot approve it either.
  const but = selfApproval || !isDeletion ? undefined : requesterName(request);
  if (named.length === 0) return [byRoleText(but, approvalsRequired)];
  const shown = named.slice(0, MOST_MENTIONED);
  const more = named.length - shown.length;
  return rich(
    (...who) => {
      // Except for deletions, everyone with the role can approve, also without a linked account.
      if (!isDeletion) return WHO_CAN_APPROVE.mentionedOrRole(who, more);
      if (approvalsRequired > 1) return WHO_CAN_APPROVE.mentionedSeveral(who, more, approvalsRequired);
      return WHO_CAN_APPROVE.mentioned(who, more);
    },
    ...shown,
  );
}

function byRoleText(but: string | undefined, needed: number): string {
  const { byRole, byRoleSeveral, byRoleButRequester, byRoleButRequesterSeveral } = WHO_CAN_APPROVE;
  if (but === undefined) return needed > 1 ? byRoleSeveral(needed) : byRole;
  return needed > 1 ? byRoleButRequesterSeveral(but, needed) : byRoleButRequester(but);
}

/** A reply, as a function if it mentions the user who caused the event. */
type Reply = (request: ChangeRequest, options: ReplyOptions) => string | ((who: string) => string) | undefined;

/** The replies of all kinds of requests. */
const REPLIES: Readonly<Partial<Record<Event, Reply>>> = {
  count:
    (_request, { missing = 1 }) =>
    (who) =>
      text.countedText(who, missing),
  approve: ({ kind }, { policy }) => {
    const { graceMs } = policyFor(kind, policy);
    const next = graceMs > 0 ? [text.deletedInText(durationText(graceMs))] : [];
    return (who) => [TEXT_OF[kind].wasApproved(who), ...next].join(' ');
  },
  reject: (request) => (who) => `${rejectedText(request, who)} ${staysText(request)}`,
  // If Slack did not accept the card, the requester gets a direct message instead.
  withdraw: (request) =>
    request.why === 'card-refused' ? undefined : (who) => `${text.withdrewText(who)} ${staysText(request)}`,
  stop: (request) => (who) => `${TEXT_OF[request.kind].wasStopped(who)} ${staysText(request)}`,
  retry: ({ kind }) => TEXT_OF[kind].wasRetried,
  close: ({ kind }) => TEXT_OF[kind].wasClosed,
  expire: (request) =>
    request.attempt
      ? [text.NOBODY_RETRIED, staysText(request), TEXT_OF[request.kind].again].join(' ')
      : [text.NOBODY_DECIDED, staysText(request)].join(' '),
  done: doneText,
  fail: (request) => `${failureText(request)} ${text.TRY_AGAIN_OR_REJECT}`,
  lose_sight: (request) =>
    `${request.facts.text ? failureText(request) : TEXT_OF[request.kind].notCertain} ${KEEPS_LOOKING}`,
  // For an abandoned attempt: only if the first check does not find the outcome.
  look: (request) =>
    request.facts.tries === 1 && request.facts.text === undefined
      ? `${TEXT_OF[request.kind].notCertain} ${KEEPS_LOOKING}`
      : undefined,
  not_done: (request) => (request.facts.tries === 1 ? `${failureText(request)} ${TRIES_FOR_MINUTES}` : undefined),
  give_up: (request) => (isCreation(request.kind) ? text.notAppearedText(quoted(request)) : notSavedText(request)),
  lose_approval: ({ kind, facts }) => [TEXT_OF[kind].approveAgain, facts.text].filter(Boolean).join(' '),
  outdate: outdatedText,
};

function rejectedText({ kind, facts: { note } }: ChangeRequest, who: string): string {
  const { wasRejected, wasRejectedBecause } = TEXT_OF[kind];
  return note ? wasRejectedBecause(who, sentenceOf(note)) : wasRejected(who);
}

function doneText(request: ChangeRequest): string {
  const { kind, why } = request;
  const group = quoted(request);
  if (kind === 'delete') return why === 'already-gone' ? text.ALREADY_GONE : text.deletedAndGone(group);
  if (!isCreation(kind)) return text.SAVED;
  return kind === 'restore' ? text.restoredText(group) : text.createdText(group);
}

/** For a group that is gone it is unknown whether the edit was saved before. */
function notSavedText({ why, facts }: ChangeRequest): string {
  return why === 'already-gone' ? (facts.text ?? '') : text.notSavedText(facts.text ?? '');
}

function failureText({ kind, facts }: ChangeRequest): string {
  const { text: failure = TEXT_OF[kind].notDone, reference } = facts;
  return reference ? text.withReference(failure, reference) : failure;
}

function sentenceOf(note: string): string {
  return /[.!?。]$/u.test(note) ? note : `${note}.`;
}

function outdatedText({ why, facts, everSent, kind }: ChangeRequest): string {
  const { changedSinceFirstTry, changedSinceRequest, requesterChanged, tooLate, elsewhere, again } = TEXT_OF[kind];
  const sentences = (...each: (string | undefined)[]) => each.filter(Boolean).join(' ');
  switch (why) {
    case 'group-changed':
      return sentences(everSent ? changedSinceFirstTry : changedSinceRequest, facts.text, again);
    case 'requester-changed':
      return sentences(requesterChanged, facts.text);
    case 'too-late':
      return sentences(tooLate, again);
    default:
      return sentences(elsewhere, again);
  }
}
