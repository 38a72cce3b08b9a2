import type { DeletionRequest, RequestEvent } from '../../approvals/index.ts';
import { bold, line, lines, moment, person } from '../../slack/blocks.ts';
import type { Message } from '../../slack/messenger.ts';
import { counted, escapeMrkdwn } from '../../slack/text.ts';
import { nameOf } from '../group-words.ts';
import { memberNames } from './request-card.ts';

/** What a step of a request says in its thread; undefined for steps that need no words. */
export function threadReply(request: DeletionRequest, event: RequestEvent): Message | undefined {
  if (event.kind === 'asked') return details(request);
  const words = stepWords(request, event);
  if (words === undefined) return undefined;
  const who = event.actor ? `<@${event.actor.slackId}> ` : '';
  const told = tellsRequester(event) ? ` <@${request.requester.slackId}>` : '';
  return {
    text: `${who}${escapeMrkdwn(words)}${told}`,
    blocks: [
      line(
        ...(event.actor ? [person(event.actor.slackId), ' '] : []),
        words,
        ...(told ? [' ', person(request.requester.slackId)] : []),
      ),
    ],
  };
}

/** The first reply: everything somebody needs to decide. */
function details(request: DeletionRequest): Message {
  const { group } = request;
  const size = counted(group.members.length, 'member');
  return {
    text: `What would be deleted: the group “${escapeMrkdwn(nameOf(group))}” with ${size}. Somebody other than the requester has to approve.`,
    blocks: [
      lines(
        [bold('What would be deleted\n')],
        [`Group: ${nameOf(group)}\n`],
        [`Manager: ${group.manager?.name ?? 'none'}\n`],
        [`Members (${group.members.length}): ${memberNames(request, 100)}\n`],
        [`Id: ${group.id}\n`],
        ['Asked ', moment(request.createdAt), ', open until ', moment(request.expiresAt), '.'],
      ),
      line(
        'Somebody other than ',
        person(request.requester.slackId),
        ' who may delete groups in DocSpace decides here. Before the deletion the group is read again; if it has changed, nothing is deleted.',
      ),
    ],
  };
}

function stepWords(request: DeletionRequest, event: RequestEvent): string | undefined {
  const name = nameOf(request.group);
  const missing = request.neededApprovals - request.approvals.length;
  switch (event.kind) {
    case 'approved':
      return missing > 0 && request.state === 'pending'
        ? `approved. ${counted(missing, 'more approval')} needed.`
        : 'approved the deletion.';
    case 'rejected':
      return `rejected the deletion${event.note ? `: ${event.note}` : ''}. The group stays.`;
    case 'withdrawn':
      return 'withdrew the request. The group stays.';
    case 'stopped':
      return 'stopped the deletion. The group stays.';
    case 'retried':
      return 'asked to try the deletion again.';
    case 'expired':
      return 'Nobody decided in time, so this request has expired. The group stays.';
    case 'deleted':
      return `Deleted. DocSpace no longer knows the group “${name}”: it answers “not found”, and the list no longer holds it.`;
    case 'failed':
      return `${event.note ?? 'DocSpace did not delete the group.'} Reference: ${request.failure?.reference ?? 'none'}.`;
    case 'void':
      return voidWords(request, event);
    default:
      return undefined;
  }
}

function voidWords(request: DeletionRequest, event: RequestEvent): string {
  const ask = 'To ask again, type /docspace-group delete.';
  switch (request.voidWhy) {
    case 'gone':
      return 'Nothing was left to delete: somebody deleted the group in DocSpace meanwhile.';
    case 'changed':
      return `The group has changed since the deletion was asked for, so nothing was deleted. ${event.note ?? ''} ${ask}`;
    case 'no-approver':
      return `Whoever approved may no longer delete groups in DocSpace, so nothing was deleted. ${ask}`;
    default:
      return `This request no longer holds; nothing was deleted. ${ask}`;
  }
}

function tellsRequester(event: RequestEvent): boolean {
  return ['rejected', 'stopped', 'expired', 'deleted', 'failed', 'void'].includes(event.kind);
}
