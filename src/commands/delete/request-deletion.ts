import type { Caller } from '../../access/index.ts';
import { type Actor, type DeletionRequest, OPEN_STATES, OpenRequestExists } from '../../approvals/index.ts';
import type { Deps } from '../../deps.ts';
import { personName } from '../../groups/format.ts';
import { cannotPostReason } from '../../slack/messenger.ts';
import { NobodyToApprove, NoRoomForApproval } from '../refusals.ts';
import { readSeenGroup } from '../seen-group.ts';
import type { Announce } from './announce.ts';
import { requestCard } from './request-card.ts';
import { takenBack } from './views.ts';

/** What somebody asks for. */
export interface DeletionAsked {
  slackId: string;
  groupId: string;
  reason: string;
  channelId: string;
}

/** Who did something, as a request keeps it. */
export function actorOf(caller: Caller): Actor {
  return { slackId: caller.slackId, personId: caller.person.id, name: personName(caller.person) };
}

/** A stored request, and whether its card stands in the channel yet. */
export interface Requested {
  request: DeletionRequest;
  posted: boolean;
}

/**
 * Asks for a deletion: reads the group, stores the request, posts its card and thread. A request whose card Slack does
 * not take for the moment is kept and posted by a later sweep.
 * @throws AccessDenied, NotFound, GroupKeptElsewhere, OpenRequestExists, or NoRoomForApproval; nothing is open then
 */
export async function requestDeletion(deps: Deps, announce: Announce, asked: DeletionAsked): Promise<Requested> {
  const caller = await deps.access.require(asked.slackId, 'ask');
  refuseUndecidable(deps, asked.slackId);
  const request = await deps.approvals.ask({
    group: await readSeenGroup(deps.docspace, asked.groupId),
    requester: actorOf(caller),
    reason: asked.reason,
    channel: asked.channelId,
  });
  try {
    await announce(request.id);
    return { request, posted: true };
  } catch (error) {
    const why = cannotPostReason(error);
    if (why && (await withdrawn(deps, request))) {
      await deps.approvals.abandonDrawing(request.id);
      throw new NoRoomForApproval(why);
    }
    deps.reporter.report(error, 'post a request');
    return { request, posted: (await deps.approvals.find(request.id))?.cardTs !== undefined };
  }
}

/** Withdraws in the requester's name: where the card cannot stand nobody can decide. False when somebody has decided. */
async function withdrawn(deps: Deps, request: DeletionRequest): Promise<boolean> {
  if (request.state === 'withdrawn') return true;
  return (await deps.approvals.withdraw(request.id, request.requester)).won;
}

/**
 * Announces a request. One whose card was never posted and cannot be is taken back and its requester told directly; one
 * that has ended meanwhile is told directly as it ended.
 */
export async function announceOrTakeBack(deps: Deps, announce: Announce, requestId: string): Promise<void> {
  try {
    await announce(requestId);
  } catch (error) {
    const why = cannotPostReason(error);
    const request = await deps.approvals.find(requestId);
    if (!why || !request || request.cardTs !== undefined) throw error;
    const ended = !OPEN_STATES.some((state) => state === request.state);
    if (!ended && !(await withdrawn(deps, request))) throw error;
    const news = ended && request.state !== 'withdrawn' ? requestCard(request) : takenBack(request, why);
    // Told first, then no longer drawn: a message that fails is tried again.
    await deps.messenger.postResult({ userId: request.requester.slackId }, news);
    await deps.approvals.abandonDrawing(request.id);
  }
}

/** @throws OpenRequestExists when somebody already asked for this group's deletion: said before a reason is typed. */
export async function refuseSecondRequest(deps: Deps, groupId: string): Promise<void> {
  const request = await deps.approvals.openForGroup(groupId);
  if (request) throw new OpenRequestExists(request);
}

/** @throws NobodyToApprove when the installation names too few people who could approve this person's request. */
function refuseUndecidable({ config }: Deps, slackId: string): void {
  const { approvers, required, selfApproval } = config.approvals;
  const others = selfApproval ? approvers : approvers.filter((id) => id !== slackId);
  if (approvers.length > 0 && others.length < required) throw new NobodyToApprove();
}
