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
import { escapeMrkdwn, figures } from '../../slack/text.ts';
import { peopleCount, peopleIn } from '../results/rest.ts';
import { cancelButton, closeButton, isClosable, restButton } from './buttons.ts';

/** Whether a request is a change in batches that has not ended: its card shows how far it is. */
export function isInBatches({ state, facts }: ChangeRequest): boolean {
  return isOpen(state) && facts.progress !== undefined;
}

/** How far a change about many people is; the same message becomes the card of its outcome. */
export function progressCard(request: ChangeRequest, contact: SupportContact): Message {
  const { account, facts, id } = request;
  const name = nameOf(request.wanted ?? request.group);
  const [before, after] = doing(request);
  const heading = headingOf(request, name);
  const standing = standingText(request);
  const offered = buttonsOf(request);
  return {
    text: `${escapeMrkdwn(heading)}. <@${account}> ${escapeMrkdwn(`${before} “${name}”${after}. ${standing}`)}`,
    blocks: [
      header(heading),
      line(person(account), ` ${before} `, bold(name), `${after}.`),
      paragraph(standing),
      idNote(id, facts.reference, contact),
      ...(offered.length > 0 ? [buttons('request_decision', ...offered)] : []),
    ],
  };
}

/** The id of a request, and where to send the code of its failure. */
export function idNote(id: string, reference: string | undefined, contact: SupportContact): Block {
  return reference === undefined ? small(id) : codeNote(contact, reference, `${id} · `).block;
}

function headingOf({ kind, state }: ChangeRequest, name: string): string {
  if (state === 'uncertain') return `❓ Not certain: ${name}`;
  if (kind === 'restore') return `⏳ Restoring: ${name}`;
  return `⏳ ${isCreation(kind) ? 'Creating' : 'Editing'}: ${name}`;
}

/** The words before and after the group's name; who cannot come back into a restored group is not counted. */
function doing(request: ChangeRequest): [before: string, after: string] {
  const { add, remove } = peopleIn(request);
  const people = `${figures(request.facts.progress?.of ?? peopleCount(request))} people`;
  if (isCreation(request.kind))
    return [`is ${request.kind === 'restore' ? 'restoring' : 'creating'} the group`, ` with ${people}`];
  if (remove.length === 0) return [`is adding ${people} to the group`, ''];
  return add.length === 0 ? [`is removing ${people} from the group`, ''] : [`is changing ${people} of the group`, ''];
}

function standingText(request: ChangeRequest): string {
  const { state, facts } = request;
  const { done = 0, of = 0 } = facts.progress ?? {};
  const far = `${figures(done)} of ${figures(of)} done`;
  const cancel = cancelOf(request);
  if (state !== 'uncertain')
    return cancel ? `${far}. Stopping: ${cancel.name ?? 'a user'} does not want the rest.` : `${far}.`;
  const next = cancel ? 'says here how far this came' : 'goes on by itself';
  return `${facts.text ?? 'This was interrupted.'} ${far} or more. The app checks what DocSpace has done, then ${next}.`;
}

function buttonsOf(request: ChangeRequest): ButtonSpec[] {
  const closable = request.state === 'uncertain' && isClosable(request);
  return [...(cancelOf(request) ? [] : [cancelButton(request)]), ...(closable ? [closeButton(request)] : [])];
}

/** The card of an outcome; where people are still to come, with the button that asks for them. */
export function withRest(card: Message, request: ChangeRequest): Message {
  if (request.state !== 'applied' || !request.facts.rest) return card;
  return { ...card, blocks: [...card.blocks, buttons('request_rest', restButton(request))] };
}
