import { type DeletionRequest, isHalfDeleted, isStillUndone, type RequestState } from '../../approvals/index.ts';
import { nameOf } from '../../groups/format.ts';
import {
  type Block,
  type ButtonWords,
  bold,
  buttons,
  header,
  line,
  lines,
  moment,
  person,
} from '../../slack/blocks.ts';
import type { Message } from '../../slack/messenger.ts';
import { counted, cut, escapeMrkdwn, listed } from '../../slack/text.ts';

/** Buttons of the card; each carries nothing but the request's id. */
export const APPROVE = 'delete_approve';
export const REJECT = 'delete_reject';
export const WITHDRAW = 'delete_withdraw';
export const STOP = 'delete_stop';
export const RETRY = 'delete_retry';

/** A deletion request as its channel sees it: drawn from the stored row alone. */
export function requestCard(request: DeletionRequest): Message {
  const group = nameOf(request.group);
  const row = buttonsFor(request);
  const heading = request.state === 'deleted' ? `Group “${group}” deleted` : `Delete the group “${group}”?`;
  return {
    text: `${askedSentence(request)} ${statusSentence(request)}`,
    blocks: [
      header(heading),
      line(
        person(request.requester.slackId),
        request.state === 'pending' ? ' asks to delete the group ' : ' asked to delete the group ',
        bold(group),
        '.',
      ),
      lines(
        [bold('Reason: '), `${request.reason}\n`],
        [bold('Manager: '), `${request.group.manager?.name ?? 'none'}\n`],
        [bold(`Members (${request.group.members.length}): `), memberNames(request, 10)],
      ),
      statusBlock(request),
      ...(row.length > 0 ? [buttons('delete_decision', ...row)] : []),
    ],
  };
}

/** The names of the members, as they were when the deletion was asked for. */
export function memberNames(request: DeletionRequest, most: number): string {
  const names = request.group.members.map((member) => member.name);
  return names.length === 0 ? 'nobody' : cut(listed(names, most), 2000);
}

function askedSentence(request: DeletionRequest): string {
  const group = escapeMrkdwn(nameOf(request.group));
  const size = counted(request.group.members.length, 'member');
  return `<@${request.requester.slackId}> ${request.state === 'pending' ? 'asks' : 'asked'} to delete the group “${group}” (${size}). Reason: ${escapeMrkdwn(request.reason)}`;
}

const STATUS: Readonly<Record<RequestState, string>> = {
  pending: 'Waiting for approval',
  approved: 'Approved, about to be deleted',
  deleting: 'Being deleted now',
  deleted: 'Deleted. Checked: it is gone from DocSpace',
  failed: 'Approved, but DocSpace has not deleted it',
  rejected: 'Rejected: the group stays',
  withdrawn: 'Withdrawn: the group stays',
  stopped: 'Stopped: the group stays',
  expired: 'Expired without a decision: the group stays',
  void: 'Void: the group stays as it is',
};

/** How a request stands, in words. */
function statusWords(request: DeletionRequest): string {
  const { state, snapshot, failure, voidWhy } = request;
  if (state === 'failed' && snapshot) return 'Approved, but it is not certain whether DocSpace has deleted it';
  if (state === 'expired' && failure)
    return snapshot
      ? 'Given up: nobody tried again, and it is not certain whether DocSpace has deleted it'
      : `Given up: nobody tried again, and ${isHalfDeleted(request) ? 'the group stays without the members it lost' : 'the group stays'}`;
  if (state === 'void' && voidWhy === 'gone') return 'Void: the group was already gone';
  // Once a deletion was sent, the group may have lost members by it.
  if (state === 'void' && snapshot) return 'Void: the group stays';
  return (isHalfDeleted(request) ? HALF_DELETED_STATUS[state] : undefined) ?? STATUS[state];
}

/** A deletion that failed half-way has changed the group. */
const HALF_DELETED_STATUS: Readonly<Partial<Record<RequestState, string>>> = {
  failed: 'Approved, but DocSpace failed in the middle of the deletion',
  rejected: 'Rejected: the group stays without the members it lost',
  withdrawn: 'Withdrawn: the group stays without the members it lost',
  void: 'Void: the group stays without the members it lost',
};

function statusSentence(request: DeletionRequest): string {
  const who = request.decidedBy ? ` by <@${request.decidedBy.slackId}>` : '';
  if (request.state === 'deleted') return `Deleted${who}. Checked: it is gone from DocSpace.`;
  const by = request.state === 'pending' || request.state === 'expired' || request.state === 'void' ? '' : who;
  return `${statusWords(request)}${by}.`;
}

function statusBlock(request: DeletionRequest): Block {
  const tail = [`\nRequest ${request.id}`];
  const decided = request.approvals.flatMap(({ slackId, at }, index) => [
    ...(index > 0 ? ['; '] : []),
    person(slackId),
    ', ',
    moment(at),
  ]);
  if (request.state === 'pending') {
    const needed = request.neededApprovals;
    const count = needed > 1 ? ` (${request.approvals.length} of ${counted(needed, 'approval')})` : '';
    return line(bold(STATUS.pending), `${count}, open until `, moment(request.expiresAt), '.', ...tail);
  }
  if (request.state === 'approved' && request.executeAt)
    return line(bold('Approved'), ' by ', ...decided, '. It will be deleted ', moment(request.executeAt), '.', ...tail);
  const words = bold(statusWords(request));
  if (request.approvals.length > 0 && !['rejected', 'withdrawn', 'stopped', 'expired'].includes(request.state))
    return line(words, '. Approved by ', ...decided, '.', ...tail);
  if (request.decidedBy && request.state !== 'void' && request.state !== 'expired')
    return line(words, '. Decided by ', person(request.decidedBy.slackId), ...tail);
  return line(words, '.', ...tail);
}

function buttonsFor(request: DeletionRequest): ButtonWords[] {
  const { id, group } = request;
  const name = nameOf(group);
  const reject = { text: 'Reject', action: REJECT, value: id, label: `Reject request ${id}` };
  const withdraw = { text: 'Withdraw', action: WITHDRAW, value: id, label: `Withdraw request ${id}` };
  switch (request.state) {
    case 'pending':
      return [approveButton(request), reject, withdraw];
    case 'approved':
      return request.snapshot
        ? []
        : [{ text: 'Stop deletion', action: STOP, value: id, label: `Stop deletion of ${name}` }];
    case 'failed':
      return [
        { text: 'Try again', action: RETRY, value: id, label: `Try again to delete ${name}` },
        ...(isStillUndone(request) ? [reject, withdraw] : []),
      ];
    default:
      return [];
  }
}

function approveButton({ id, group }: DeletionRequest): ButtonWords {
  const name = nameOf(group);
  return {
    text: 'Approve deletion',
    action: APPROVE,
    value: id,
    style: 'danger',
    label: `Approve deletion of ${cut(name, 40)}`,
    confirm: {
      title: 'Delete this group?',
      text: `“${cut(name, 150)}” and the access it gives to ${counted(group.members.length, 'member')} will be gone.`,
      yes: 'Approve deletion',
    },
  };
}
