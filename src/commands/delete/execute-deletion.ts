import { AccessDenied } from '../../access/index.ts';
import {
  type DeletionRequest,
  differenceBetween,
  type GroupDifference,
  type GroupSeen,
  isHalfDeleted,
  isRestOf,
  sealOf,
} from '../../approvals/index.ts';
import type { Deps } from '../../deps.ts';
import { HalfDeleted, ifFound, surelyNotDone } from '../../docspace/index.ts';
import { listed } from '../../slack/text.ts';
import { readSeenGroup } from '../seen-group.ts';

/**
 * How long a step may take before another replica takes the request over, in milliseconds: longer than what lies between
 * two renewals, which is one look at Slack and one call to the portal, or its two proofs (25 s each at most).
 */
export const LEASE_MS = 90_000;

/**
 * How long a deletion that got no answer is looked after here, in milliseconds after it was sent: within the lease, since
 * it is looked for again at the next try.
 */
const PATIENCE_MS = 75_000;

/**
 * Deletes the group of a claimed request: rights, group, seal, snapshot, DELETE with its proof; each step is recorded, so
 * that a process that continues after a crash finds out how far it came. Returns early when the lease went to another one.
 * @throws whatever the portal throws
 */
export async function executeDeletion(deps: Deps, request: DeletionRequest, owner: string): Promise<void> {
  const { approvals } = deps;
  const { id } = request;
  const hold = () => approvals.renew(id, owner, LEASE_MS);
  const now = await ifFound(readSeenGroup(deps.docspace, request.group.id));
  // With a snapshot the deletion was sent before: a group that is gone now is what was approved.
  if (now || !request.snapshot) {
    if (!(await hold())) return;
    if (!(await isStillRight(deps, request, owner, now))) return;
    if (!now || !(await hold()) || !(await approvals.saveSnapshot(id, owner, now))) return;
    await sendDeletion(deps, request, owner, now);
  }
  if (!(await hold())) return;
  await approvals.recordDeleted(id, owner, 'GET 404');
}

/** Whether the group may still be deleted as it was approved; records why not. */
async function isStillRight(
  deps: Deps,
  request: DeletionRequest,
  owner: string,
  now: GroupSeen | undefined,
): Promise<boolean> {
  const { approvals } = deps;
  if (!now) await approvals.recordVoid(request.id, owner, 'gone');
  else if (!(await stillApproved(deps, request, owner))) await approvals.recordVoid(request.id, owner, 'no-approver');
  else if (sealOf(now) === request.seal) return true;
  // Fewer people than were approved, by the deletion's own doing, are approved as well.
  else if ((isHalfDeleted(request) || request.snapshot) && isRestOf(request.group, now)) return true;
  else await approvals.recordVoid(request.id, owner, 'changed', differenceWords(differenceBetween(request.group, now)));
  return false;
}

/** Sends DELETE. A group that is surely still there leaves no snapshot: that would mean "perhaps deleted". */
async function sendDeletion(deps: Deps, request: DeletionRequest, owner: string, now: GroupSeen): Promise<void> {
  try {
    const options = { membersBefore: now.members.length, patienceMs: PATIENCE_MS };
    await deps.docspace.groups.delete(request.group.id, options);
  } catch (error) {
    if (surelyNotDone(error) || error instanceof HalfDeleted) await deps.approvals.dropSnapshot(request.id, owner);
    throw error;
  }
}

/** Whether everybody who approved could still delete the group themselves, asked without any memory. */
async function stillApproved(deps: Deps, request: DeletionRequest, owner: string): Promise<boolean> {
  for (const approval of request.approvals) {
    await deps.approvals.renew(request.id, owner, LEASE_MS);
    try {
      const caller = await deps.access.require(approval.slackId, 'approve', { fresh: true });
      if (caller.person.id !== approval.personId) return false;
    } catch (error) {
      if (error instanceof AccessDenied) return false;
      throw error;
    }
  }
  return true;
}

/** How many people each part of a difference names: a whole department may have joined meanwhile. */
const MOST_NAMED = 10;

/** A difference in words. */
function differenceWords(difference: GroupDifference): string {
  const names = (people: readonly { name: string }[]) =>
    listed(
      people.map((person) => person.name),
      MOST_NAMED,
    );
  return [
    ...(difference.renamed ? [`It was renamed from “${difference.renamed.from}” to “${difference.renamed.to}”.`] : []),
    ...(difference.manager
      ? [
          `Its manager was ${difference.manager.from?.name ?? 'nobody'} and is ${difference.manager.to?.name ?? 'nobody'} now.`,
        ]
      : []),
    ...(difference.joined.length > 0 ? [`Joined: ${names(difference.joined)}.`] : []),
    ...(difference.left.length > 0 ? [`Left: ${names(difference.left)}.`] : []),
  ].join(' ');
}
