import { type ChangeRequest, findRequest, uncertainSince } from '../../changes/index.ts';
import { ifFound, MAY_STILL_WORK_MS } from '../../docspace/index.ts';
import type { RequestDeps } from '../deps.ts';
import { applyEvent } from '../lifecycle/apply-event.ts';
import { reconcileLater } from '../lifecycle/reconcile-later.ts';
import { readWholeGroup, type WholeGroup } from '../lookups/read-group.ts';
import { NOT_DELETED } from '../text/results.ts';

/** Looks what became of a deletion whose outcome is not known, and moves the request when that shows. */
export async function reconcileDeletion(deps: RequestDeps, requestId: string): Promise<void> {
  const request = await findRequest(deps.store.db, requestId);
  if (request?.state !== 'uncertain') return;
  const docspace = deps.docspace.for({ person: request.account, urgency: 'change' });
  const { id } = request.group;
  await deps.reporter.run(
    'look what became of a deletion',
    async () => {
      const group = await ifFound(readWholeGroup(docspace, id));
      if (group) await stillThere(deps, request, group);
      else if (await docspace.groups.isGone(id)) await foundGone(deps, request);
    },
    () => reconcileLater(deps, request, request.facts.look),
  );
}

async function foundGone(deps: RequestDeps, request: ChangeRequest): Promise<void> {
  await deps.store.write((trx, now) => applyEvent(deps, trx, now, request, 'done', { answer: 'GET 404' }));
}

/**
 * The group is there. The portal may still be at work on it, member by member: only two equal looks, the second of them
 * three minutes after the deletion was sent, prove that it has ended (docspace-api §13).
 */
async function stillThere(
  deps: RequestDeps,
  request: ChangeRequest,
  { fingerprint: state }: WholeGroup,
): Promise<void> {
  const now = await deps.store.now();
  const settled = request.facts.look?.state === state && now >= uncertainSince(request) + MAY_STILL_WORK_MS;
  if (!settled) return reconcileLater(deps, request, { state, at: now });
  const half = (request.attempt?.before ?? request.fingerprint) !== state;
  await deps.store.write(async (trx, at) => {
    const { attempt } = request;
    if (attempt && half)
      await trx.updateTable('attempts').set({ settled: 'half_done' }).where('id', '=', attempt.id).execute();
    const set = { due_at: at, first_try_at: at };
    const why = half ? 'half-deleted' : 'not-done';
    await applyEvent(deps, trx, at, request, 'not_done', { set, why, facts: { text: NOT_DELETED, tries: 1 } });
  });
}
