import { DocSpaceError, NotFound } from './errors.ts';
import type { DeleteOptions, DeleteOutcome, GroupParts } from './group-api.ts';
import { type GroupReads, membersLeft } from './group-reads.ts';
import { groupPath } from './paths.ts';
import { settle } from './settle.ts';
import { HalfDeleted, NotCertain, NotDone, StillThere } from './settled-errors.ts';

/** How long an unanswered deletion is checked, in milliseconds after it was sent. */
const PATIENCE_MS = 270_000;

/** Deletes a group and verifies that it is gone. */
export async function deleteGroup(
  parts: GroupParts,
  reads: GroupReads,
  id: string,
  options: DeleteOptions,
): Promise<DeleteOutcome> {
  const path = groupPath(id);
  const sentAt = parts.clock.now();
  try {
    await parts.send({ method: 'DELETE', path });
  } catch (error) {
    if (error instanceof NotFound) return { outcome: 'alreadyGone' };
    if (!(error instanceof DocSpaceError) || error.effect === 'none') throw error;
    return afterFailure(parts, reads, { id, error, sentAt }, options);
  }
  if (await verifyDeleted(reads, id)) return { outcome: 'deleted' };
  throw new StillThere('was answered as done, but the group is still there', {
    method: 'DELETE',
    path,
    effect: 'answered',
  });
}

/** Verifies the deletion. If the read fails, the deletion is not certain: the group can be gone. */
async function verifyDeleted({ isGone }: GroupReads, id: string): Promise<boolean> {
  try {
    return await isGone(id);
  } catch (error) {
    if (!(error instanceof DocSpaceError)) throw error;
    throw new NotCertain(error, [], { method: 'DELETE', path: groupPath(id) });
  }
}

async function afterFailure(
  parts: GroupParts,
  reads: GroupReads,
  { id, error, sentAt }: { id: string; error: DocSpaceError; sentAt: number },
  { membersBefore, patienceMs = PATIENCE_MS, onWaiting }: DeleteOptions,
): Promise<DeleteOutcome> {
  const { value: left, done } = await settle(
    parts,
    { error, sentAt },
    {
      read: () => membersLeft(reads.head, id),
      isDone: (members) => members === 'gone',
      stateOf: String,
      doneTakes: 1,
      patienceMs,
      onWaiting,
    },
  );
  if (done) return { outcome: 'deleted', recovered: true };
  // The portal removes the members first and the group last, so a failure can leave it without members.
  if (typeof left === 'number' && membersBefore !== undefined && left < membersBefore)
    throw new HalfDeleted(error, membersBefore, left);
  throw new NotDone(error);
}
