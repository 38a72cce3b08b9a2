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
import { counted, cut, escapeMrkdwn, listed } from '../../slack/text.ts';
import { peopleOf } from '../results/rest.ts';
import { WORDS_OF } from '../text/kind-words.ts';
import { capitalized, durationText, quoted, spanText, staysText } from '../text/terms.ts';
import { NAMED_ON_CARD } from './card.ts';

/** How many members the first reply names; more would hide what comes after them. */
const MOST_NAMED = 100;
/** Most people and user groups one message mentions. */
const MOST_MENTIONED = 5;
/** Longest text of one reply, in code points: far below what a message takes. */
const LONGEST_REPLY = 2000;

/** What a reply is made of beside its request. */
export interface ReplyOptions {
  policy: Policy;
  /** Users and user groups of `APPROVERS`. */
  pool: { readonly users: readonly string[]; readonly groups: readonly string[] };
  /** Slack account of the user who caused the event. */
  account?: string | undefined;
  /** Approvals that are still missing. */
  missing?: number | undefined;
}

/** What an event says in the request's thread; undefined for events that need no words. */
export function threadReply(request: ChangeRequest, event: Event, options: ReplyOptions): Message | undefined {
  if (event === 'accept') return firstReply(request, options);
  const text = REPLIES[event]?.(request, options);
  if (text === undefined) return undefined;
  const words = cut(text, LONGEST_REPLY);
  const { account } = options;
  // The requester is mentioned where it is news for them.
  const told = isNewsForRequester(event) && account !== request.account;
  return {
    text: `${account ? `<@${account}> ` : ''}${escapeMrkdwn(words)}${told ? ` <@${request.account}>` : ''}`,
    blocks: [line(...(account ? [person(account), ' '] : []), words, ...(told ? [' ', person(request.account)] : []))],
  };
}

/** Mentions those who can approve, because their requester reminds them. */
export function reminder(request: ChangeRequest, options: Pick<ReplyOptions, 'policy' | 'pool'>): Message {
  const asks = ` reminds: ${WORDS_OF[request.kind].noun} still waits for approval. `;
  return inLine([person(request.account), asks, ...approversText(request, options)]);
}

/** The same because time passes: with the time that is left. */
export function timedReminder(
  request: ChangeRequest,
  { now, ...options }: Pick<ReplyOptions, 'policy' | 'pool'> & { now: number },
): Message {
  const waits = `${capitalized(WORDS_OF[request.kind].noun)} still waits for approval. `;
  return inLine([waits, ...approversText(request, options), ` It expires in ${spanText(request.expiresAt - now)}.`]);
}

function inLine(parts: (string | RichTextElement)[]): Message {
  return { text: plainText(parts), blocks: [lines(parts)] };
}

/** Whether an event is news to the requester: it ends the request, or needs them. */
export function isNewsForRequester(event: Event): boolean {
  return NEWS.some((news) => news === event);
}

const NEWS = [
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

/** What the card lacks: the other members, who can approve, what happens next. */
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
      ...(rest.length > 0
        ? [lines([bold('Also in this group: '), listed(rest, MOST_NAMED, 'and', size - NAMED_ON_CARD)])]
        : []),
    ],
  };
}

/** What happens after the approval, and what would keep it from being done: of an edit only what it touches itself. */
function nextText({ kind, edit }: ChangeRequest): string {
  if (kind === 'delete') return 'If the group changes before then, nothing is deleted.';
  if (kind !== 'edit') return 'It is done right after that.';
  const touched = [...(edit?.name ? ['name'] : []), ...(edit?.manager ? ['manager'] : [])];
  const unless = touched.length > 0 ? ` If the group’s ${touched.join(' or ')} changes before, nothing is saved.` : '';
  return `It is saved right after that.${unless}`;
}

function plainText(parts: readonly (string | RichTextElement)[]): string {
  return parts.map((part) => (typeof part === 'string' ? escapeMrkdwn(part) : mentionText(part))).join('');
}

function mentionText(part: RichTextElement): string {
  if (part.type === 'user') return `<@${part.user_id}>`;
  return part.type === 'usergroup' ? `<!subteam^${part.usergroup_id}>` : '';
}

/** Who can approve, said once: by mention where accounts are known, else in words. */
function approversText(
  request: ChangeRequest,
  { policy: installed, pool }: Pick<ReplyOptions, 'policy' | 'pool'>,
): (string | RichTextElement)[] {
  const { selfApproval, approvalsRequired } = policyFor(request.kind, installed);
  const isDeletion = request.kind === 'delete';
  // Who asks for another change could not make it alone, and so approves none.
  const other = selfApproval || !isDeletion ? '' : ` other than ${requesterName(request)}`;
  const needed = approvalsRequired > 1 ? `, ${approvalsRequired} of them in all` : '';
  const users = isDeletion ? pool.users : (request.facts.approvers ?? []);
  const groups = isDeletion ? pool.groups : [];
  const named = [...users.filter((id) => selfApproval || id !== request.account).map(person), ...groups.map(userGroup)];
  if (named.length === 0) return [`The owner or a DocSpace admin${other} can approve this${needed}.`];
  const shown = named.slice(0, MOST_MENTIONED);
  const more = named.length - shown.length;
  const mentions = shown.flatMap((mention, at) => (at > 0 ? [', ', mention] : [mention]));
  // Others with the right can approve a change that is no deletion as well.
  const rest = isDeletion ? '' : ', the owner or another DocSpace admin';
  return [...mentions, `${more > 0 ? ` and ${more} more` : ''}${rest} can approve this${needed}.`];
}

const KEEPS_LOOKING = 'The app keeps looking and says here what it finds.';

type Reply = (request: ChangeRequest, options: ReplyOptions) => string | undefined;

/** What an event says about every kind of request that others decide about. */
const REPLIES: Readonly<Partial<Record<Event, Reply>>> = {
  count: (_request, { missing = 1 }) => `approved. ${counted(missing, 'more approval')} needed.`,
  approve: ({ kind }, { policy }) => {
    const { graceMs } = policyFor(kind, policy);
    const approved = `approved ${WORDS_OF[kind].noun}.`;
    return graceMs > 0
      ? `${approved} The group is deleted in ${durationText(graceMs)} unless it is stopped.`
      : approved;
  },
  reject: (request) => {
    const { note } = request.facts;
    return `rejected ${WORDS_OF[request.kind].noun}${note ? `: ${sentenceOf(note)}` : '.'} ${staysText(request)}`;
  },
  // A request whose card Slack does not take is told to its requester directly.
  withdraw: (request) => (request.why === 'card-refused' ? undefined : `withdrew the request. ${staysText(request)}`),
  stop: (request) => `stopped ${WORDS_OF[request.kind].noun}. ${staysText(request)}`,
  retry: ({ kind }) => `asked to try ${WORDS_OF[kind].noun} again.`,
  close: ({ kind }) =>
    `closed this request. It is not known whether DocSpace has ${WORDS_OF[kind].past}; look before you request it again.`,
  expire: (request) =>
    request.attempt
      ? `Nobody tried again in time, so this request has expired. ${staysText(request)} ${WORDS_OF[request.kind].again}`
      : `Nobody decided in time, so this request has expired. ${staysText(request)}`,
  done: doneText,
  fail: (request) => `${failureText(request)} Try again on the card above, or reject the request.`,
  lose_sight: (request) => `${request.facts.text ? failureText(request) : notCertainText(request)} ${KEEPS_LOOKING}`,
  // What a process left behind: told only when the first look does not show what became of it.
  look: (request) =>
    request.facts.tries === 1 && request.facts.text === undefined
      ? `${notCertainText(request)} ${KEEPS_LOOKING}`
      : undefined,
  not_done: (request) =>
    request.facts.tries === 1 ? `${failureText(request)} The app tries again by itself for a few minutes.` : undefined,
  give_up: (request) =>
    isCreation(request.kind) ? `The group ${quoted(request)} has not appeared in DocSpace.` : notSavedText(request),
  lose_approval: ({ kind, facts }) =>
    `${capitalized(WORDS_OF[kind].nothing)}: this has to be approved again. ${facts.text ?? ''}`,
  outdate: outdatedText,
};

function doneText(request: ChangeRequest): string {
  const { kind, why } = request;
  if (kind === 'delete')
    return why === 'already-gone'
      ? 'Nothing was left to delete: the group was already gone from DocSpace.'
      : `Deleted. Checked: the group ${quoted(request)} is gone from DocSpace.`;
  if (!isCreation(kind)) return 'Saved: the card above shows what was changed.';
  const there = kind === 'restore' ? 'Restored: the group' : 'Created: the group';
  const where = kind === 'restore' ? 'is in DocSpace again' : 'is in DocSpace';
  return `${there} ${quoted(request)} ${where}, as the card above shows now.`;
}

function notCertainText({ kind }: ChangeRequest): string {
  return `It is not certain whether DocSpace has ${WORDS_OF[kind].past}.`;
}

/** Of a group that is gone, nobody knows what was saved before. */
function notSavedText({ why, facts: { text = '' } }: ChangeRequest): string {
  return why === 'already-gone' ? text : `The change was not saved. ${text}`;
}

function failureText({ kind, facts }: ChangeRequest): string {
  const { text = `DocSpace has not ${WORDS_OF[kind].past}.`, reference } = facts;
  return reference ? `${text} Reference: ${reference}.` : text;
}

function sentenceOf(note: string): string {
  return /[.!?。]$/u.test(note) ? note : `${note}.`;
}

function outdatedText(request: ChangeRequest): string {
  const { why, facts, everSent, kind } = request;
  const { noun, again } = WORDS_OF[kind];
  const nothing = everSent && kind === 'delete' ? 'the rest of it was not deleted' : WORDS_OF[kind].nothing;
  switch (why) {
    case 'group-changed':
      return `The group has changed since ${noun} was ${everSent ? 'first tried' : 'requested'}, so ${nothing}. ${facts.text ?? ''} ${again}`;
    case 'requester-changed':
      return `The requester can no longer ask for this, so ${nothing}. ${facts.text ?? ''}`;
    case 'too-late':
      return `The date until which this was asked for is over, so ${nothing}. ${again}`;
    default:
      return `This request belongs to another portal or workspace, so ${nothing}. ${again}`;
  }
}
