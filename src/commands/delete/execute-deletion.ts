import { AccessRefused } from '../../access/index.ts';
import {
  type DeletionRequest,
  differenceBetween,
  type GroupDifference,
  type GroupSeen,
  sealOf,
} from '../../approvals/index.ts';
import type { Deps } from '../../deps.ts';
import { NotFound } from '../../docspace/index.ts';
import { refuseKeptElsewhere } from '../find-group.ts';
import { StillThere } from '../refusals.ts';
import { seenGroup } from '../seen-group.ts';

/** How long a step may take before another replica takes the request over: longer than one call to the portal in all. */
export const LEASE_MS = 30_000;

/**
 * Deletes the group of a claimed request: rights, group, seal, snapshot, DELETE, proof; each step is recorded, so that
 * whoever continues after a crash finds out how far it came. Returns early when the lease went to somebody else.
 * @throws whatever the portal throws, and StillThere when the group survives its deletion
 */
export async function executeDeletion(deps: Deps, request: DeletionRequest, owner: string): Promise<void> {
  const { approvals, docspace } = deps;
  const { id } = request;
  if (!(await stillApproved(deps, request))) {
    await approvals.recordVoid(id, owner, 'no-approver');
    return;
  }
  const now = await readGroup(deps, request.group.id);
  if (!now && !request.snapshot) {
    await approvals.recordVoid(id, owner, 'gone');
    return;
  }
  if (now && sealOf(now) !== request.seal) {
    await approvals.recordVoid(id, owner, 'changed', differenceWords(differenceBetween(request.group, now)));
    return;
  }
  if (now) {
    if (!(await approvals.saveSnapshot(id, owner, now))) return;
    if (!(await approvals.renew(id, owner, LEASE_MS))) return;
    await docspace.groups.delete(request.group.id);
  }
  if (!(await approvals.renew(id, owner, LEASE_MS))) return;
  const proof = await docspace.groups.proveGone({ id: request.group.id, name: request.group.name });
  if (!proof.gone) throw new StillThere(request.group.name);
  await approvals.recordDeleted(id, owner, `GET ${proof.getStatus}, not listed`);
}

/** Whether everybody who approved could still delete the group themselves, asked without any memory. */
async function stillApproved(deps: Deps, request: DeletionRequest): Promise<boolean> {
  for (const approval of request.approvals) {
    try {
      const caller = await deps.access.require(approval.slackId, 'approve', { fresh: true });
      if (caller.person.id !== approval.personId) return false;
    } catch (error) {
      if (error instanceof AccessRefused) return false;
      throw error;
    }
  }
  return true;
}

/** The group as it is now; undefined when DocSpace no longer knows it. */
async function readGroup(deps: Deps, groupId: string): Promise<GroupSeen | undefined> {
  try {
    const group = await deps.docspace.groups.get(groupId);
    refuseKeptElsewhere(group);
    return seenGroup(group);
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

/** A difference in words. */
function differenceWords(difference: GroupDifference): string {
  const names = (people: readonly { name: string }[]) => people.map((person) => person.name).join(', ');
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
