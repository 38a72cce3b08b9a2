import type { Operation } from '../../access/index.ts';
import type { DeletionRequest } from '../../approvals/index.ts';
import type { Deps } from '../../deps.ts';
import { nameOf } from '../../groups/format.ts';
import type { ReplyTarget } from '../../slack/messenger.ts';
import { note } from '../failure-card.ts';
import type { Announce } from './announce.ts';
import { requestCard } from './request-card.ts';
import { actorOf } from './request-deletion.ts';

/** The five things a click on a request's card can mean. */
export type Decision = 'approve' | 'reject' | 'withdraw' | 'stop' | 'retry';

/** A click on a request's card: whose, and on which message. */
export interface Click {
  origin: ReplyTarget;
  requestId: string;
  cardTs?: string;
}

/** What somebody needs to be allowed to do: the requester's own steps back need no more than asking did. */
function needed(decision: Decision, request: DeletionRequest | undefined, slackId: string): Operation {
  if (decision === 'withdraw') return 'ask';
  return decision === 'stop' && request?.requester.slackId === slackId ? 'ask' : 'approve';
}

/**
 * Decides a request by a click. The rights are asked for anew, never taken from memory; the loser of a race is told
 * privately who decided.
 * @returns whether this click decided
 */
export async function decide(deps: Deps, announce: Announce, decision: Decision, click: Click): Promise<boolean> {
  const { origin, requestId } = click;
  let won = false;
  await deps.reporter.run(
    `${decision} a deletion`,
    async () => {
      const operation = needed(decision, await deps.approvals.find(requestId), origin.userId);
      const caller = await deps.access.require(origin.userId, operation, { fresh: true });
      const answer = await deps.approvals[decision](requestId, actorOf(caller));
      won = answer.won;
      if (!answer.won)
        await deps.messenger.replyPrivately(origin, note(lostWords(answer.request, answer.why, decision)));
    },
    (userError) => deps.messenger.replyPrivately(origin, userError.message),
  );
  // What is decided is decided: a card that Slack does not take now is drawn by the next sweep.
  await deps.reporter.bestEffort('draw a decided request', async () => {
    await announce(requestId);
    await redrawDouble(deps, click);
  });
  return won;
}

/**
 * A process that ends between posting a card and writing down where it stands leaves a second card behind. Whoever
 * clicks on that one sees it drawn as the request is, like the other.
 */
async function redrawDouble(deps: Deps, { origin, requestId, cardTs }: Click): Promise<void> {
  const request = cardTs === undefined ? undefined : await deps.approvals.find(requestId);
  if (!request || !cardTs || !origin.channelId || request.cardTs === cardTs) return;
  await deps.messenger.redraw(origin.channelId, cardTs, requestCard(request));
}

/** Why a click did not decide, in words. */
function lostWords(request: DeletionRequest, why: string, decision: Decision): string {
  const group = `“${nameOf(request.group)}”`;
  const words = why === 'own-request' ? OWN_REQUEST[decision] : OWN_WORDS[why];
  if (words) return words;
  if (why === 'expired' || request.state === 'expired')
    return `The request about ${group} has expired. To ask again, type /docspace-group delete.`;
  const who = request.decidedBy ? ` by ${request.decidedBy.name}` : '';
  switch (request.state) {
    case 'pending':
      return `The request about ${group} has just changed. Please look at its card again.`;
    case 'approved':
      return `The deletion of ${group} is already approved${who}.`;
    case 'deleting':
      return `The group ${group} is being deleted right now; this can no longer be changed.`;
    case 'deleted':
      return `The group ${group} is already deleted; it was approved${who}.`;
    case 'failed':
      return `The deletion of ${group} was approved${who}, but failed. Try again on its card finds out what became of it.`;
    case 'void':
      return `The request about ${group} no longer holds. To ask again, type /docspace-group delete.`;
    default:
      return `The request about ${group} is already ${request.state}${who}.`;
  }
}

/** What whoever asked cannot decide about their own request. */
const OWN_REQUEST: Readonly<Partial<Record<Decision, string>>> = {
  approve: 'You asked for this deletion yourself, so somebody else has to approve it.',
  reject: 'You asked for this deletion yourself: withdraw it instead.',
  retry: 'You asked for this deletion yourself, so somebody else has to try again.',
};

const OWN_WORDS: Readonly<Record<string, string>> = {
  'not-an-approver': 'You are not among the people who may approve deletions here.',
  'already-approved-by-you': 'You have already approved this deletion; it needs somebody else as well.',
  'not-requester': 'Only whoever asked for the deletion can withdraw it. Whoever may approve it can reject it.',
};
