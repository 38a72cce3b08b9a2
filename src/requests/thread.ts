import type { ApproverPool } from '../access/index.ts';
import { type ChangeRequest, type Event, type Kind, type Policy, requesterName, sizeOf } from '../changes/index.ts';
import { bold, line, lines, person, type RichTextElement, userGroup } from '../slack/blocks.ts';
import type { Message } from '../slack/messenger.ts';
import { counted, cut, escapeMrkdwn, listed } from '../slack/text.ts';
import { NAMED_ON_CARD } from './card.ts';
import { ASK_AGAIN, durationText, quoted, staysText } from './text.ts';

/** How many members the first reply names; more would hide what comes after them. */
const MOST_NAMED = 100;
/** Most people and user groups one message mentions. */
const MOST_MENTIONED = 5;
/** Longest text of one reply, in code points: far below what a message takes. */
const LONGEST_REPLY = 2000;

/** What a reply is made of beside its request. */
export interface ReplyOptions {
  policy: Policy;
  pool: Pick<ApproverPool, 'users' | 'groups'>;
  /** Slack account of the user who caused the event. */
  account?: string | undefined;
  /** Approvals that are still missing. */
  missing?: number | undefined;
}

/** What an event says in the request's thread; undefined for events that need no words. */
export function threadReply(request: ChangeRequest, event: Event, options: ReplyOptions): Message | undefined {
  if (event === 'accept') return firstReply(request, options);
  const text = REPLIES_OF[request.kind][event]?.(request, options);
  if (text === undefined) return undefined;
  const words = cut(text, LONGEST_REPLY);
  const { account } = options;
  // The requester is mentioned where it is news for them.
  const told = tellsRequester(event) && account !== request.account;
  return {
    text: `${account ? `<@${account}> ` : ''}${escapeMrkdwn(words)}${told ? ` <@${request.account}>` : ''}`,
    blocks: [line(...(account ? [person(account), ' '] : []), words, ...(told ? [' ', person(request.account)] : []))],
  };
}

/** Whether an event is news to the requester: it ends the request, or needs them. */
export function tellsRequester(event: Event): boolean {
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
function firstReply(request: ChangeRequest, { policy, pool }: ReplyOptions): Message {
  const names = request.group.members.map((member) => member.name);
  const rest = names.slice(NAMED_ON_CARD);
  const who = approversText(request, policy, pool);
  const next = 'If the group changes before then, nothing is deleted.';
  const plainWho = who.map((part) => (typeof part === 'string' ? escapeMrkdwn(part) : mentionText(part))).join('');
  return {
    text: `${plainWho} ${next}`,
    blocks: [
      lines([...who, ` ${next}`]),
      ...(rest.length > 0
        ? [
            lines([
              bold('Also in this group: '),
              listed(rest, MOST_NAMED, 'and', sizeOf(request.group) - NAMED_ON_CARD),
            ]),
          ]
        : []),
    ],
  };
}

function mentionText(part: RichTextElement): string {
  if (part.type === 'user') return `<@${part.user_id}>`;
  return part.type === 'usergroup' ? `<!subteam^${part.usergroup_id}>` : '';
}

/** Who can approve, said once: those named in APPROVERS by mention, else in words. */
function approversText(
  request: ChangeRequest,
  { selfApproval, approvalsRequired }: Policy,
  { users, groups }: ReplyOptions['pool'],
): (string | RichTextElement)[] {
  const other = selfApproval ? '' : ` other than ${requesterName(request)}`;
  const needed = approvalsRequired > 1 ? `, ${approvalsRequired} of them in all` : '';
  const named = [...users.filter((id) => selfApproval || id !== request.account).map(person), ...groups.map(userGroup)];
  if (named.length === 0) return [`The owner or a DocSpace admin${other} can approve this${needed}.`];
  const shown = named.slice(0, MOST_MENTIONED);
  const more = named.length - shown.length;
  const mentions = shown.flatMap((mention, at) => (at > 0 ? [', ', mention] : [mention]));
  return [...mentions, `${more > 0 ? ` and ${more} more` : ''} can approve this${needed}.`];
}

const NOT_CERTAIN = 'It is not certain whether DocSpace has deleted the group.';
const KEEPS_LOOKING = 'The app keeps looking and says here what it finds.';

type Reply = (request: ChangeRequest, options: ReplyOptions) => string | undefined;

const REPLIES: Readonly<Partial<Record<Event, Reply>>> = {
  count: (_request, { missing = 1 }) => `approved. ${counted(missing, 'more approval')} needed.`,
  approve: (_request, { policy }) =>
    policy.graceMs > 0
      ? `approved the deletion. The group is deleted in ${durationText(policy.graceMs)} unless somebody stops it.`
      : 'approved the deletion.',
  reject: (request) =>
    `rejected the deletion${request.facts.note ? `: ${sentenceOf(request.facts.note)}` : '.'} ${staysText(request)}`,
  // A request whose card Slack does not take is told to its requester directly.
  withdraw: (request) => (request.why === 'card-refused' ? undefined : `withdrew the request. ${staysText(request)}`),
  stop: (request) => `stopped the deletion. ${staysText(request)}`,
  retry: () => 'asked to try the deletion again.',
  close: () =>
    'closed this request. It is not known whether DocSpace deleted the group; look before you request it again.',
  expire: (request) =>
    request.attempt
      ? `Nobody tried again in time, so this request has expired. ${staysText(request)} ${ASK_AGAIN}`
      : `Nobody decided in time, so this request has expired. ${staysText(request)}`,
  done: (request) =>
    request.why === 'already-gone'
      ? 'Nothing was left to delete: the group was already gone from DocSpace.'
      : `Deleted. Checked: the group ${quoted(request)} is gone from DocSpace.`,
  fail: ({ facts }) => `${failureText(facts)} Try again on the card above, or reject the request.`,
  lose_sight: ({ facts }) => `${facts.text ? failureText(facts) : NOT_CERTAIN} ${KEEPS_LOOKING}`,
  // A deletion that a process left behind: told only when the first look does not show what became of it.
  look: ({ facts }) => (facts.tries === 1 && facts.text === undefined ? `${NOT_CERTAIN} ${KEEPS_LOOKING}` : undefined),
  not_done: ({ facts }) =>
    facts.tries === 1 ? `${failureText(facts)} The app tries again by itself for a few minutes.` : undefined,
  lose_approval: ({ facts }) => `Nothing was deleted: this has to be approved again. ${facts.text ?? ''}`,
  outdate: outdatedText,
};

/** The card of a creation or an edit tells its news; a reply is for the user who left it as not certain. */
const CREATION_REPLIES: typeof REPLIES = {
  done: (request) =>
    wasUncertain(request)
      ? `Created: the group ${quoted(request)} is in DocSpace, as the card above shows now.`
      : undefined,
  give_up: (request) =>
    wasUncertain(request) ? `The group ${quoted(request)} has not appeared in DocSpace.` : undefined,
  close: () => 'closed this request. It is not known whether DocSpace created the group.',
};

const RESTORE_REPLIES: typeof REPLIES = {
  ...CREATION_REPLIES,
  done: (request) =>
    wasUncertain(request)
      ? `Restored: the group ${quoted(request)} is in DocSpace again, as the card above shows now.`
      : undefined,
  close: () => 'closed this request. It is not known whether DocSpace restored the group.',
};

const EDIT_REPLIES: typeof REPLIES = {
  done: (request) => (wasUncertain(request) ? 'Saved: the card above shows what was changed.' : undefined),
  give_up: (request) => (wasUncertain(request) ? `The edit was not saved. ${request.facts.text ?? ''}` : undefined),
  close: () => 'closed this request. It is not known whether DocSpace saved the edit.',
};

const REPLIES_OF: Readonly<Record<Kind, typeof REPLIES>> = {
  delete: REPLIES,
  create: CREATION_REPLIES,
  edit: EDIT_REPLIES,
  join: EDIT_REPLIES,
  leave: EDIT_REPLIES,
  restore: RESTORE_REPLIES,
};

function wasUncertain({ attempt }: ChangeRequest): boolean {
  return attempt?.settled === 'unknown';
}

function failureText({ text = 'DocSpace has not deleted the group.', reference }: ChangeRequest['facts']): string {
  return reference ? `${text} Reference: ${reference}.` : text;
}

function sentenceOf(note: string): string {
  return /[.!?。]$/u.test(note) ? note : `${note}.`;
}

function outdatedText(request: ChangeRequest): string {
  const { why, facts, everSent } = request;
  const nothing = everSent ? 'the rest of it was not deleted' : 'nothing was deleted';
  switch (why) {
    case 'group-changed':
      return `The group has changed since the deletion was ${everSent ? 'first tried' : 'requested'}, so ${nothing}. ${facts.text ?? ''} ${ASK_AGAIN}`;
    case 'requester-changed':
      return `The requester can no longer ask for this, so ${nothing}. ${facts.text ?? ''}`;
    default:
      return `This request belongs to another portal or workspace, so ${nothing}. ${ASK_AGAIN}`;
  }
}
