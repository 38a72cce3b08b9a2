import { type ChangeRequest, cancelOf, isCreation, isOpen } from '../../changes/index.ts';
import { nameOf } from '../../groups/format.ts';
import {
  type Block,
  type ButtonSpec,
  bold,
  buttons,
  header,
  line,
  paragraph,
  person,
  small,
} from '../../slack/blocks.ts';
import type { Message } from '../../slack/messenger.ts';
import { codeNote, type SupportContact } from '../../slack/support-contact.ts';
import { escapeMrkdwn } from '../../slack/text.ts';
import { peopleCount, peopleIn } from '../results/rest.ts';
import { BATCHES } from '../text/outcome.ts';
import { cancelButton, closeButton, isClosable, restButton } from './buttons.ts';
import { plainSentence, rich } from './rich.ts';

/** Whether a request is an unfinished change in batches, whose card shows the progress. */
export function isInBatches({ state, facts }: ChangeRequest): boolean {
  return isOpen(state) && facts.progress !== undefined;
}

/** The progress of a change of many people; the same message becomes the card of its outcome. */
export function progressCard(request: ChangeRequest, contact: SupportContact): Message {
  const { account, facts, id } = request;
  const name = nameOf(request.wanted ?? request.group);
  const doing = (who = '', group = '') => doingText(request, who, group);
  const heading = headingOf(request, name);
  const status = progressText(request);
  const offered = buttonsOf(request);
  return {
    text: `${escapeMrkdwn(heading)}. ${plainSentence(doing, `<@${account}>`, `“${escapeMrkdwn(name)}”`)} ${escapeMrkdwn(status)}`,
    blocks: [
      header(heading),
      line(...rich(doing, person(account), bold(name))),
      paragraph(status),
      idNote(id, facts.reference, contact),
      ...(offered.length > 0 ? [buttons('request_decision', ...offered)] : []),
    ],
  };
}

/** The id of a request, with the code of its failure and where to send it. */
export function idNote(id: string, reference: string | undefined, contact: SupportContact): Block {
  return reference === undefined ? small(id) : codeNote(contact, reference, `${id} · `).block;
}

function headingOf({ kind, state }: ChangeRequest, name: string): string {
  const { headings } = BATCHES;
  if (state === 'uncertain') return headings.uncertain(name);
  if (kind === 'restore') return headings.restore(name);
  return isCreation(kind) ? headings.create(name) : headings.edit(name);
}

/** What the change is doing; people who cannot be members of a restored group are not counted. */
function doingText(request: ChangeRequest, who: string, group: string): string {
  const { add, remove } = peopleIn(request);
  const people = request.facts.progress?.of ?? peopleCount(request);
  if (request.kind === 'restore') return BATCHES.restoring(who, group, people);
  if (isCreation(request.kind)) return BATCHES.creating(who, group, people);
  if (remove.length === 0) return BATCHES.adding(who, group, people);
  return add.length === 0 ? BATCHES.removing(who, group, people) : BATCHES.changing(who, group, people);
}

function progressText(request: ChangeRequest): string {
  const { state, facts } = request;
  const { done = 0, of = 0 } = facts.progress ?? {};
  const cancel = cancelOf(request);
  if (state !== 'uncertain')
    return cancel ? BATCHES.canceled(done, of, cancel.name ?? BATCHES.aUser) : BATCHES.done(done, of);
  const next = cancel ? BATCHES.ends(done, of) : BATCHES.continues(done, of);
  return `${facts.text ?? BATCHES.interrupted} ${next}`;
}

function buttonsOf(request: ChangeRequest): ButtonSpec[] {
  const closable = request.state === 'uncertain' && isClosable(request);
  return [...(cancelOf(request) ? [] : [cancelButton(request)]), ...(closable ? [closeButton(request)] : [])];
}

/** Adds the button for missing people to the card of an outcome that needs it. */
export function withRest(card: Message, request: ChangeRequest): Message {
  if (request.state !== 'applied' || !request.facts.rest) return card;
  return { ...card, blocks: [...card.blocks, buttons('request_rest', restButton(request))] };
}
