import { type DeletionRequest, isHalfDeleted, type RequestEvent } from '../../approvals/index.ts';
import { nameOf } from '../../groups/format.ts';
import { bold, line, lines, moment, person } from '../../slack/blocks.ts';
import type { Message } from '../../slack/messenger.ts';
import { counted, cut, escapeMrkdwn } from '../../slack/text.ts';
import { memberNames } from './request-card.ts';

/** Who decides requests in this installation. */
export interface Deciders {
  /** Slack user ids; empty: everybody who may delete groups in DocSpace. */
  approvers: readonly string[];
  selfApproval: boolean;
}

/** What a step of a request says in its thread; undefined for steps that need no words. */
export function threadReply(request: DeletionRequest, event: RequestEvent, deciders: Deciders): Message | undefined {
  if (event.kind === 'asked') return details(request, deciders);
  const said = stepWords(request, event);
  if (said === undefined) return undefined;
  const words = cut(said, LONGEST_STEP);
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

/** Longest words of one step, in code points: far below what a message takes, whatever stands in them. */
const LONGEST_STEP = 2000;

/** The first reply: everything somebody needs to decide. */
function details(request: DeletionRequest, deciders: Deciders): Message {
  const { group } = request;
  const size = counted(group.members.length, 'member');
  return {
    text: `What would be deleted: the group “${escapeMrkdwn(nameOf(group))}” with ${size}. ${deciders.selfApproval ? 'It has to be approved.' : 'Somebody other than the requester has to approve.'}`,
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
        ...decidersWords(request, deciders),
        ' decides here. Before the deletion the group is read again; if it has changed, nothing is deleted.',
      ),
    ],
  };
}

function decidersWords({ requester }: DeletionRequest, { approvers, selfApproval }: Deciders) {
  const other = selfApproval ? [] : [' other than ', person(requester.slackId)];
  if (approvers.length === 0) return ['Somebody', ...other, ' who may delete groups in DocSpace'];
  return ['One of ', ...approvers.flatMap((id, index) => (index > 0 ? [', ', person(id)] : [person(id)])), ...other];
}

function stepWords(request: DeletionRequest, event: RequestEvent): string | undefined {
  const name = nameOf(request.group);
  const missing = request.neededApprovals - request.approvals.length;
  const stays = isHalfDeleted(request) ? 'The group stays without the members it lost.' : 'The group stays.';
  switch (event.kind) {
    case 'approved':
      return missing > 0 && request.state === 'pending'
        ? `approved. ${counted(missing, 'more approval')} needed.`
        : 'approved the deletion.';
    case 'rejected':
      return `rejected the deletion${event.note ? `: ${event.note}` : ''}. ${stays}`;
    case 'withdrawn':
      return `withdrew the request. ${stays}`;
    case 'stopped':
      return 'stopped the deletion. The group stays.';
    case 'retried':
      return 'asked to try the deletion again.';
    case 'expired':
      return request.failure
        ? 'Nobody tried again in time, so this request is given up. To ask again, type /docspace-group delete.'
        : 'Nobody decided in time, so this request has expired. The group stays.';
    case 'deleted':
      return `Deleted. Checked: DocSpace no longer knows the group “${name}”.`;
    case 'failed':
      return event.note ?? 'DocSpace has not deleted the group.';
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
      return isHalfDeleted(request) || request.snapshot
        ? `The group has changed since the first try, so the rest of it was not deleted. ${event.note ?? ''} ${ask}`
        : `The group has changed since the deletion was asked for, so nothing was deleted. ${event.note ?? ''} ${ask}`;
    case 'no-approver':
      return `Whoever approved may no longer delete groups in DocSpace, so ${isHalfDeleted(request) ? 'the rest of the group was not' : 'nothing was'} deleted. ${ask}`;
    default:
      return `This request no longer holds; nothing was deleted. ${ask}`;
  }
}

/** Whether a step is news to whoever asked: it ends the request, or needs them. */
export function tellsRequester(event: RequestEvent): boolean {
  return ['rejected', 'stopped', 'expired', 'deleted', 'failed', 'void'].includes(event.kind);
}
