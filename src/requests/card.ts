import {
  approvalsOf,
  type ChangeRequest,
  isOpen,
  type OpenState,
  type Policy,
  requesterName,
  restoreRefusal,
  type State,
  sizeOf,
} from '../changes/index.ts';
import { nameOf } from '../groups/format.ts';
import type { LostCard } from '../outbox/index.ts';
import {
  type Block,
  bold,
  buttons,
  header,
  lines,
  moment,
  plain,
  quote,
  type RichTextElement,
} from '../slack/blocks.ts';
import type { Message } from '../slack/messenger.ts';
import { counted, escapeMrkdwn, listed } from '../slack/text.ts';
import { cardButtons, restoreButton } from './card-buttons.ts';
import { outcomeCard, outcomeEnding, outcomeHeading } from './outcome-card.ts';
import { durationText, staysText } from './text.ts';

/** How many members the card names; the thread names the rest. */
export const NAMED_ON_CARD = 5;

/** What a card is made of beside its request. */
export interface CardOptions {
  portalUrl: string;
  policy: Policy;
  /** The database's time: what the card offers can end. */
  now: number;
  /** What became of the earlier card, where this one takes its place. */
  lost?: LostCard | undefined;
}

/** Sign and word of each state; a sign never stands without its word. */
const HEADINGS: Readonly<Record<State, string>> = {
  received: '🗑️ Deletion requested',
  waiting: '🗑️ Deletion requested',
  approved: '🗑️ Deletion approved',
  applying: '🗑️ Deleting',
  uncertain: '❓ Not certain',
  failed: '⚠️ Failed',
  applied: '✅ Deleted',
  refused: '⛔ Not allowed',
  rejected: '🚫 Rejected',
  withdrawn: '↩️ Withdrawn',
  stopped: '✋ Stopped',
  expired: '⌛ Expired',
  outdated: '⚪ Outdated',
  closed_unknown: '❔ Closed, outcome unknown',
  given_up: '⚠️ Failed',
};

/** A request as its channel sees it, made from the stored row alone. */
export function requestCard(request: ChangeRequest, options: CardOptions): Message {
  return request.kind === 'delete' ? deletionCard(request, options) : outcomeCard(request, options);
}

function deletionCard(request: ChangeRequest, options: CardOptions): Message {
  const heading = headingText(request);
  const blocks = isOpen(request.state) ? openBlocks(request, request.state, options) : closedBlocks(request, options);
  return { text: escapeMrkdwn(`${heading}. ${sentence(request, options)}`), blocks: [header(heading), ...blocks] };
}

function openBlocks(request: ChangeRequest, state: OpenState, options: CardOptions): Block[] {
  const { group, reason } = request;
  return [
    lines([bold(requesterName(request)), ' wants to delete this group:']),
    quote(reason),
    { type: 'section', fields: [field('Manager', group.manager?.name ?? 'No manager'), field(...members(request))] },
    ...(state === 'waiting' && request.facts.text === undefined ? [] : [lines([stateText(request, options)])]),
    context(contextParts(request, state, options)),
    cardButtons(request, state, options.portalUrl),
  ];
}

const LOST: Readonly<Record<LostCard, string>> = {
  deleted: ' · the earlier card was deleted',
  frozen: ' · the earlier card could not be updated any more',
};

function closedBlocks(request: ChangeRequest, { lost, policy, now }: CardOptions): Block[] {
  const { restoreForMs } = policy;
  const restored = restoredText(request);
  return [
    lines([closedText(request), ' · ', moment(request.updatedAt)]),
    ...(restored ? [lines([`↩︎ Restored ${restored}`])] : []),
    context([`${request.id}${lost ? LOST[lost] : ''}`]),
    ...(restoreRefusal(request, { now, restoreForMs }) ? [] : [buttons('request_closed', restoreButton(request))]),
  ];
}

/** By whom the group of a deletion was restored, and by which request. */
function restoredText({ facts: { restored } }: ChangeRequest): string | undefined {
  return restored && `by ${restored.by?.name ?? 'its requester'}, ${restored.id}`;
}

function field(label: string, value: string) {
  return plain(`${label}: ${value}`, 2000);
}

function members({ group }: ChangeRequest): [string, string] {
  if (group.damaged) return ['Members', 'DocSpace cannot show them'];
  const names = group.members.map((member) => member.name);
  const size = sizeOf(group);
  return [`Members (${size})`, size === 0 ? 'No members' : listed(names, NAMED_ON_CARD, 'and', size)];
}

/** Small grey text with moments in it, which a context block of plain text cannot hold. */
function context(parts: (string | RichTextElement)[]): Block {
  const text = parts
    .map((part) => {
      if (typeof part === 'string') return escapeMrkdwn(part);
      return part.type === 'date' ? `<!date^${part.timestamp}^${part.format}|${part.fallback ?? ''}>` : '';
    })
    .join('');
  return { type: 'context', elements: [{ type: 'mrkdwn', verbatim: true, text }] };
}

function contextParts(request: ChangeRequest, state: OpenState, { lost }: CardOptions): (string | RichTextElement)[] {
  const tail = ` · ${request.id}${lost ? LOST[lost] : ''}`;
  if (state === 'waiting') {
    const given = request.needed - (request.facts.missing ?? request.needed);
    const progress = request.needed > 1 ? `${given} of ${counted(request.needed, 'approval')}` : '1 approval needed';
    return [`⏳ ${progress} · expires `, moment(request.expiresAt), tail];
  }
  return state === 'failed' ? ['⏳ expires ', moment(request.expiresAt), tail] : [request.id];
}

/** Where an open request stands, in one sentence or two. */
function stateText(request: ChangeRequest, { policy }: CardOptions): string {
  const { state, facts } = request;
  const by = approvers(request);
  switch (state) {
    case 'received':
    case 'waiting':
      return facts.text ?? 'Waiting for approval.';
    case 'approved':
      if (facts.text !== undefined) return `${facts.text} The app tries again by itself.`;
      return policy.graceMs > 0
        ? `Approved by ${by}. It is deleted in ${durationText(policy.graceMs)} unless somebody stops it.`
        : `Approved by ${by}.`;
    case 'applying':
      return `Approved by ${by}. DocSpace is deleting it now.`;
    case 'uncertain':
      return 'It is not certain whether DocSpace has deleted this group. The app keeps looking and says here what it finds.';
    default:
      return `Approved by ${by}, but DocSpace has not deleted it. ${staysText(request)}`;
  }
}

function approvers(request: ChangeRequest): string {
  const names = approvalsOf(request).map(({ name }) => name ?? 'an approver');
  return names.length === 0 ? 'nobody' : listed(names);
}

/** Who asked, who decided, in one line. */
function closedText(request: ChangeRequest): string {
  return `Requested by ${requesterName(request)} · ${deletionEnding(request)}`;
}

/** The heading of a request's card: sign, word and group. */
export function headingText(request: ChangeRequest): string {
  return request.kind === 'delete' ? `${HEADINGS[request.state]}: ${nameOf(request.group)}` : outcomeHeading(request);
}

/** How a request ended, and by whom. */
export function endingText(request: ChangeRequest): string {
  if (request.kind !== 'delete') return outcomeEnding(request);
  const restored = restoredText(request);
  return `${deletionEnding(request)}${restored ? ` · ↩︎ restored ${restored}` : ''}`;
}

function deletionEnding(request: ChangeRequest): string {
  const { state, facts } = request;
  const by = facts.by ? ` by ${facts.by.name}` : '';
  return ENDINGS[state]?.(request, by) ?? state;
}

const ENDINGS: Readonly<Partial<Record<State, (request: ChangeRequest, by: string) => string>>> = {
  applied: (request) =>
    request.why === 'already-gone'
      ? 'it was already gone from DocSpace'
      : `approved by ${approvers(request)} · checked: it is gone from DocSpace`,
  refused: () => 'not allowed',
  rejected: (request, by) => `rejected${by}${because(request)} · ${stays(request)}`,
  withdrawn: (request, by) =>
    `${request.why === 'card-refused' ? 'taken back: Slack did not take its card' : `withdrawn${by}`} · ${stays(request)}`,
  stopped: (request, by) => `stopped${by} · ${stays(request)}`,
  expired: (request) => `nobody ${request.attempt ? 'tried again' : 'decided'} in time · ${stays(request)}`,
  outdated: (request) => `${OUTDATED[request.why ?? ''] ?? 'outdated'} · ${stays(request)}`,
  closed_unknown: (_request, by) => `closed${by} · it is not known whether DocSpace deleted it`,
};

const OUTDATED: Readonly<Record<string, string>> = {
  'group-changed': 'the group changed',
  'requester-changed': 'the requester can no longer ask for it',
  elsewhere: 'it belongs to another portal or workspace',
};

function because({ facts }: ChangeRequest): string {
  return facts.note ? `: “${facts.note}”` : '';
}

function stays({ halfDone }: ChangeRequest): string {
  return halfDone ? 'the group stays without the members it lost' : 'the group stays';
}

/** The whole card in sentences, for notifications and screen readers. */
function sentence(request: ChangeRequest, options: CardOptions): string {
  const restored = restoredText(request);
  if (!isOpen(request.state))
    return `${closedText(request).replaceAll(' · ', ', ')}.${restored ? ` Restored ${restored}.` : ''} ${request.id}.`;
  const size = counted(sizeOf(request.group), 'member');
  const about = `${requesterName(request)} wants to delete this group with ${size}. Reason: ${request.reason}`;
  const next = request.state === 'waiting' ? `${nextText(request)} in this message.` : stateText(request, options);
  return `${about}${/[.!?。]$/u.test(about) ? '' : '.'} ${next} ${request.id}.`;
}

function nextText({ needed }: ChangeRequest): string {
  return `${counted(needed, 'approval')} ${needed === 1 ? 'is' : 'are'} needed: approve or reject`;
}
