import { type ChangeRequest, findRequest, uncertainSince } from '../../changes/index.ts';
import { ifFound, MAY_STILL_WORK_MS } from '../../docspace/index.ts';
import type { RequestParts } from '../deps.ts';
import { move } from '../lifecycle/apply-event.ts';
import { lookLater } from '../lifecycle/reconcile-later.ts';
import { readWholeGroup, type WholeGroup } from '../lookups/read-group.ts';

/** Looks what became of a deletion whose outcome is not known, and moves the request when that shows. */
export async function reconcileDeletion(parts: RequestParts, requestId: string): Promise<void> {
  const request = await findRequest(parts.store.db, requestId);
  if (request?.state !== 'uncertain') return;
  const docspace = parts.docspace.for({ person: request.account, urgency: 'change' });
  const { id } = request.group;
  await parts.reporter.run(
    'look what became of a deletion',
    async () => {
      const group = await ifFound(readWholeGroup(docspace, id));
      if (group) await stillThere(parts, request, group);
      else if (await docspace.groups.isGone(id)) await foundGone(parts, request);
    },
    () => lookLater(parts, request, request.facts.look),
  );
}

async function foundGone(parts: RequestParts, request: ChangeRequest): Promise<void> {
  await parts.store.write((trx, now) => move(parts, trx, now, request, 'done', { answer: 'GET 404' }));
}

/**
 * The group is there. The portal may still be at work on it, member by member: only two equal looks, the second of them
 * three minutes after the deletion was sent, prove that it has ended (docspace-api §13).
 */
async function stillThere(
  parts: RequestParts,
  request: ChangeRequest,
  { fingerprint: state }: WholeGroup,
): Promise<void> {
  const now = await parts.store.now();
  const settled = request.facts.look?.state === state && now >= uncertainSince(request) + MAY_STILL_WORK_MS;
  if (!settled) return lookLater(parts, request, { state, at: now });
  const half = (request.attempt?.before ?? request.fingerprint) !== state;
  await parts.store.write(async (trx, at) => {
    const { attempt } = request;
    if (attempt && half)
      await trx.updateTable('attempts').set({ settled: 'half_done' }).where('id', '=', attempt.id).execute();
    const set = { due_at: at, first_try_at: at };
    const why = half ? 'half-deleted' : 'not-done';
    const text = 'DocSpace has not deleted the group.';
    await move(parts, trx, at, request, 'not_done', { set, why, facts: { text, tries: 1 } });
  });
}
