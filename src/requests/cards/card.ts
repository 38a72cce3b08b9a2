import {
  type ChangeRequest,
  type Facts,
  isOpen,
  type OpenState,
  type Policy,
  requesterName,
  restoreRefusal,
  type State,
  sizeOf,
  type UndoLinks,
} from '../../changes/index.ts';
import { nameOf } from '../../groups/format.ts';
import { groupLinks } from '../../groups/group-links.ts';
import { roomsText } from '../../groups/text/rooms.ts';
import type { LostCard } from '../../outbox/index.ts';
import {
  type Block,
  bold,
  buttons,
  header,
  lines,
  moment,
  paragraph,
  plain,
  quote,
  type RichTextElement,
} from '../../slack/blocks.ts';
import type { Message } from '../../slack/messenger.ts';
import type { SupportContact } from '../../slack/support-contact.ts';
import { counted, escapeMrkdwn, listed } from '../../slack/text.ts';
import { peopleOf } from '../results/rest.ts';
import { WORDS_OF } from '../text/kind-words.ts';
import { untilText } from '../text/until.ts';
import { cardButtons, restoreButton } from './buttons.ts';
import { rowsBlock, wantedRows } from './change-rows.ts';
import { outcomeCard, outcomeHeading } from './outcome-card.ts';
import { endedText, isOutcome, restoredText, standingText } from './status.ts';

/** How many members the card names; the thread names the rest. */
export const NAMED_ON_CARD = 5;

/** What a card is made of beside its request. */
export interface CardOptions {
  portalUrl: string;
  policy: Policy;
  /** Who helps when the app itself is broken. */
  contact: SupportContact;
  /** The database's time: what the card offers can end. */
  now: number;
  /** What became of the earlier card, where this one takes its place. */
  lost?: LostCard | undefined;
  /** What it took back, and what took it back. */
  undo?: UndoLinks | undefined;
}

/** Sign and word of each state that is not spoken of by its kind; a sign never stands without its word. */
const HEADINGS: Readonly<Partial<Record<State, string>>> = {
  uncertain: '❓ Not certain',
  failed: '⚠️ Failed',
  refused: '⛔ Not allowed',
  rejected: '🚫 Rejected',
  withdrawn: '↩️ Withdrawn',
  stopped: '✋ Stopped',
  expired: '⌛ Expired',
  outdated: '⚪ Outdated',
  closed_unknown: '❔ Closed, outcome unknown',
  given_up: '⚠️ Failed',
};

function headingOf({ kind, state }: ChangeRequest): string {
  const { requested, approved, inHand, done } = WORDS_OF[kind];
  const ofKind: Readonly<Partial<Record<State, string>>> = { approved, applying: inHand, applied: done };
  return ofKind[state] ?? HEADINGS[state] ?? requested;
}

/** A request as its channel sees it, made from the stored row alone. */
export function requestCard(request: ChangeRequest, options: CardOptions): Message {
  return isOutcome(request) ? outcomeCard(request, options) : approvalCard(request, options);
}

function approvalCard(request: ChangeRequest, options: CardOptions): Message {
  const heading = headingText(request);
  const blocks = isOpen(request.state) ? openBlocks(request, request.state, options) : closedBlocks(request, options);
  return { text: escapeMrkdwn(`${heading}. ${sentence(request, options)}`), blocks: [header(heading), ...blocks] };
}

function openBlocks(request: ChangeRequest, state: OpenState, options: CardOptions): Block[] {
  const { kind, reason } = request;
  const wants = ` wants to ${WORDS_OF[kind].verb} this group${undoText(request)}${reason ? ':' : '.'}`;
  return [
    lines([bold(requesterName(request)), wants]),
    ...(reason ? [quote(reason)] : []),
    ...content(request, options),
    ...(request.until === undefined ? [] : [paragraph(untilText(request.until))]),
    ...(state === 'waiting' && request.facts.text === undefined
      ? []
      : [lines([standingText(request, options.policy)])]),
    context(contextParts(request, state, options)),
    ...cardButtons(request, state, options.portalUrl),
  ];
}

/** Which request this one is to take back; a restore says so by its kind. */
function undoText({ kind, reverses }: ChangeRequest): string {
  return reverses === undefined || kind === 'restore' ? '' : `, to undo ${reverses}`;
}

const LOST: Readonly<Record<LostCard, string>> = {
  deleted: ' · the earlier card was deleted',
  frozen: ' · the earlier card could no longer be updated',
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

/** What is asked for, or the group it is about. */
function content(request: ChangeRequest, { portalUrl }: CardOptions): Block[] {
  const { wanted, edit, group, kind, facts } = request;
  if (kind === 'edit' && edit) return [rowsBlock(wantedRows(edit))];
  const { manager } = wanted ?? group;
  return [
    { type: 'section', fields: [field('Manager', manager?.name ?? 'No manager'), field(...members(request))] },
    ...lostRooms(request).map(paragraph),
    ...(wanted && facts.groups ? namesakes(facts.groups, portalUrl) : []),
  ];
}

/** What a deletion takes beside the group. */
function lostRooms({ kind, rooms }: ChangeRequest): string[] {
  return kind === 'delete' && rooms ? [roomsText(rooms)] : [];
}

function namesakes(groups: NonNullable<Facts['groups']>, portalUrl: string): Block[] {
  const count = groups.length === 1 ? 'Another group has' : `${groups.length} other groups have`;
  return [paragraph(`${count} this name already:`), ...groupLinks(groups, portalUrl)];
}

function field(label: string, value: string) {
  return plain(`${label}: ${value}`, 2000);
}

function members({ kind, group, wanted }: ChangeRequest): [string, string] {
  // Who was in a deleted group is kept with its deletion.
  if (wanted && kind === 'create') {
    const everybody = peopleOf(wanted);
    return [`Members (${everybody.length})`, namesOf(everybody, everybody.length)];
  }
  if (group.damaged) return ['Members', 'DocSpace cannot show them'];
  const size = sizeOf(group);
  const known = size === 0 || group.members.length > 0;
  return [known ? `Members (${size})` : 'Members', known ? namesOf(group.members, size) : `${size}`];
}

function namesOf(people: readonly { name: string }[], size: number): string {
  const names = people.map(({ name }) => name);
  return size === 0 ? 'No members' : listed(names, NAMED_ON_CARD, 'and', size);
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

/** Who asked, who decided, in one line. */
function closedText(request: ChangeRequest): string {
  return `Requested by ${requesterName(request)} · ${endedText(request)}`;
}

/** The heading of a request's card: sign, word and group. */
export function headingText(request: ChangeRequest): string {
  if (isOutcome(request)) return outcomeHeading(request);
  return `${headingOf(request)}: ${nameOf(request.wanted ?? request.group)}`;
}

/** The whole card in sentences, for notifications and screen readers. */
function sentence(request: ChangeRequest, options: CardOptions): string {
  const restored = restoredText(request);
  if (!isOpen(request.state))
    return `${closedText(request).replaceAll(' · ', ', ')}.${restored ? ` Restored ${restored}.` : ''} ${request.id}.`;
  const about = aboutText(request);
  const next =
    request.state === 'waiting' ? `${nextText(request)} in this message.` : standingText(request, options.policy);
  return `${about}${/[.!?。]$/u.test(about) ? '' : '.'} ${next} ${request.id}.`;
}

function aboutText(request: ChangeRequest): string {
  const { kind, reason, edit, wanted, group } = request;
  const size = wanted && kind === 'create' ? peopleOf(wanted).length : sizeOf(group);
  const details = kind === 'edit' && edit ? wantedRows(edit).map((each) => ` ${each.join(' ')}.`) : [];
  const wants = `${requesterName(request)} wants to ${WORDS_OF[kind].verb} this group`;
  const withSize = kind === 'edit' ? '' : ` with ${counted(size, 'member')}`;
  const until = request.until === undefined ? '' : ` ${untilText(request.until)}`;
  const rooms = lostRooms(request).map((text) => ` ${text}`);
  const more = [...details, ...rooms, until].join('');
  return `${wants}${withSize}${undoText(request)}.${more}${reason ? ` Reason: ${reason}` : ''}`;
}

function nextText({ needed }: ChangeRequest): string {
  return `${counted(needed, 'approval')} ${needed === 1 ? 'is' : 'are'} needed: approve or reject`;
}
