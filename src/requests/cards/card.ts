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
import * as text from '../text/card.ts';
import { TEXT_OF } from '../text/kinds.ts';
import { ENDINGS, HEADINGS, ITS_REQUESTER, restoredByText } from '../text/status.ts';
import { untilText } from '../text/until.ts';
import { cardButtons, restoreButton } from './buttons.ts';
import { rowsBlock, wantedRows } from './change-rows.ts';
import { outcomeCard, outcomeHeading } from './outcome-card.ts';
import { rich } from './rich.ts';
import { endedParts, isOutcome, statusText } from './status.ts';

/** Members the card names; the thread names the rest. */
export const NAMED_ON_CARD = 5;

export interface CardOptions {
  portalUrl: string;
  policy: Policy;
  /** Shown with failures of the app itself. */
  contact: SupportContact;
  /** The database's clock: some buttons are limited in time. */
  now: number;
  /** Why this card replaces an earlier one. */
  lost?: LostCard | undefined;
  undo?: UndoLinks | undefined;
}

function headingOf({ kind, state }: ChangeRequest): string {
  const { requested, approved, underway, done } = TEXT_OF[kind];
  const ofKind: Readonly<Partial<Record<State, string>>> = { approved, applying: underway, applied: done };
  const ofState: Readonly<Partial<Record<State, string>>> = HEADINGS;
  return ofKind[state] ?? ofState[state] ?? requested;
}

/** The card of a request, rendered from the stored row alone. */
export function requestCard(request: ChangeRequest, options: CardOptions): Message {
  return isOutcome(request) ? outcomeCard(request, options) : approvalCard(request, options);
}

function approvalCard(request: ChangeRequest, options: CardOptions): Message {
  const heading = headingText(request);
  const blocks = isOpen(request.state) ? openBlocks(request, request.state, options) : closedBlocks(request, options);
  return { text: escapeMrkdwn(`${heading}. ${sentence(request, options)}`), blocks: [header(heading), ...blocks] };
}

function openBlocks(request: ChangeRequest, state: OpenState, options: CardOptions): Block[] {
  const { reason } = request;
  return [
    lines(rich((who = '') => wantsText(request, who), bold(requesterName(request)))),
    ...(reason ? [quote(reason)] : []),
    ...content(request, options),
    ...(request.until === undefined ? [] : [paragraph(untilText(request.until))]),
    ...(state === 'waiting' && request.facts.text === undefined ? [] : [lines([statusText(request, options.policy)])]),
    context(contextParts(request, state, options)),
    ...cardButtons(request, state, options.portalUrl),
  ];
}

/** What its requester wants, and which request it undoes; a restore says that by its kind. */
function wantsText({ kind, reverses }: ChangeRequest, who: string): string {
  const { wants, wantsToUndo } = TEXT_OF[kind];
  return reverses === undefined || kind === 'restore' ? wants(who) : wantsToUndo(who, reverses);
}

const LOST: Readonly<Record<LostCard, string>> = {
  deleted: text.CARD_WAS_DELETED,
  frozen: text.CARD_WAS_FROZEN,
};

function closedBlocks(request: ChangeRequest, { lost, policy, now }: CardOptions): Block[] {
  const { restoreForMs } = policy;
  const { restored } = request.facts;
  return [
    lines([closedParts(request).join(' · '), ' · ', moment(request.updatedAt)]),
    ...(restored ? [lines([restoredByText(restored.by?.name ?? ITS_REQUESTER, restored.id)])] : []),
    context([`${request.id}${lost ? LOST[lost] : ''}`]),
    ...(restoreRefusal(request, { now, restoreForMs }) ? [] : [buttons('request_closed', restoreButton(request))]),
  ];
}

/** The requested group or edit, or the group the request is about. */
function content(request: ChangeRequest, { portalUrl }: CardOptions): Block[] {
  const { wanted, edit, group, kind, facts } = request;
  if (kind === 'edit' && edit) return [rowsBlock(wantedRows(edit))];
  const { manager } = wanted ?? group;
  return [
    { type: 'section', fields: [field(text.MANAGER, manager?.name ?? text.NO_MANAGER), field(...members(request))] },
    ...lostRooms(request).map(paragraph),
    ...(wanted && facts.groups ? namesakes(facts.groups, portalUrl) : []),
  ];
}

/** The rooms members lose with a deletion. */
function lostRooms({ kind, rooms }: ChangeRequest): string[] {
  return kind === 'delete' && rooms ? [roomsText(rooms)] : [];
}

function namesakes(groups: NonNullable<Facts['groups']>, portalUrl: string): Block[] {
  return [paragraph(text.sameNameText(groups.length)), ...groupLinks(groups, portalUrl)];
}

function field(label: string, value: string) {
  return plain(`${label}: ${value}`, 2000);
}

function members({ kind, group, wanted }: ChangeRequest): [string, string] {
  // The members of a deleted group are stored with its deletion.
  if (wanted && kind === 'create') {
    const everybody = peopleOf(wanted);
    return [text.membersLabel(everybody.length), namesOf(everybody, everybody.length)];
  }
  if (group.damaged) return [text.MEMBERS, text.CANNOT_SHOW_MEMBERS];
  const size = sizeOf(group);
  const known = size === 0 || group.members.length > 0;
  return [known ? text.membersLabel(size) : text.MEMBERS, known ? namesOf(group.members, size) : `${size}`];
}

function namesOf(people: readonly { name: string }[], size: number): string {
  const names = people.map(({ name }) => name);
  return size === 0 ? text.NO_MEMBERS : listed(names, NAMED_ON_CARD, 'and', size);
}

/** A context block with dates, which need mrkdwn. */
function context(parts: (string | RichTextElement)[]): Block {
  const mrkdwn = parts
    .map((part) => {
      if (typeof part === 'string') return escapeMrkdwn(part);
      return part.type === 'date' ? `<!date^${part.timestamp}^${part.format}|${part.fallback ?? ''}>` : '';
    })
    .join('');
  return { type: 'context', elements: [{ type: 'mrkdwn', verbatim: true, text: mrkdwn }] };
}

function contextParts(request: ChangeRequest, state: OpenState, { lost }: CardOptions): (string | RichTextElement)[] {
  const tail = ` · ${request.id}${lost ? LOST[lost] : ''}`;
  if (state === 'waiting') {
    const given = request.needed - (request.facts.missing ?? request.needed);
    return [`${text.progressText(given, request.needed)} · ${text.EXPIRES} `, moment(request.expiresAt), tail];
  }
  return state === 'failed' ? [`⏳ ${text.EXPIRES} `, moment(request.expiresAt), tail] : [request.id];
}

/** Who requested it, who decided, and the current state. */
function closedParts(request: ChangeRequest): string[] {
  return [ENDINGS.requestedBy(requesterName(request)), ...endedParts(request)];
}

/** The heading of a request's card: emoji, status and group. */
export function headingText(request: ChangeRequest): string {
  if (isOutcome(request)) return outcomeHeading(request);
  return `${headingOf(request)}: ${nameOf(request.wanted ?? request.group)}`;
}

/** The card as plain sentences, for notifications and screen readers. */
function sentence(request: ChangeRequest, options: CardOptions): string {
  const { restored } = request.facts;
  if (!isOpen(request.state)) {
    const since = restored ? [text.restoredSentence(restored.by?.name ?? ITS_REQUESTER, restored.id)] : [];
    return [`${closedParts(request).join(', ')}.`, ...since, `${request.id}.`].join(' ');
  }
  const next = request.state === 'waiting' ? text.decideHereText(request.needed) : statusText(request, options.policy);
  return [...aboutTexts(request).map(ended), next, `${request.id}.`].join(' ');
}

function ended(text: string): string {
  return /[.!?。]$/u.test(text) ? text : `${text}.`;
}

function aboutTexts(request: ChangeRequest): string[] {
  const { kind, reason, edit, wanted, group, until } = request;
  const size = wanted && kind === 'create' ? peopleOf(wanted).length : sizeOf(group);
  return [
    wantsText(request, requesterName(request)),
    ...(kind === 'edit' ? [] : [TEXT_OF[kind].size(counted(size, 'member'))]),
    ...(kind === 'edit' && edit ? wantedRows(edit).map((each) => each.join(' ')) : []),
    ...lostRooms(request),
    ...(until === undefined ? [] : [untilText(until)]),
    ...(reason ? [text.reasonText(reason)] : []),
  ];
}
