import type { ChangeRequest } from './request.ts';

/** Why a deleted group cannot be restored. */
export const NOT_RESTORABLE = ['not-deleted', 'already-gone', 'damaged', 'restored', 'too-old', 'not-kept'] as const;
export type NotRestorableWhy = (typeof NOT_RESTORABLE)[number];

/** Why the group of a deletion cannot be restored, judged from the row alone; undefined when it can. */
export function restoreRefusal(
  { kind, state, why, group, facts, updatedAt }: ChangeRequest,
  { now, restoreForMs }: { now: number; restoreForMs: number },
): NotRestorableWhy | undefined {
  if (kind !== 'delete' || state !== 'applied') return 'not-deleted';
  if (why === 'already-gone') return 'already-gone';
  if (group.damaged) return 'damaged';
  if (facts.restored) return 'restored';
  // `applied` is final, so the last update is when the group was deleted.
  return now - updatedAt > restoreForMs ? 'too-old' : undefined;
}
