import { type ChangeRequest, findRequest, uncertainSince } from '../../changes/index.ts';
import { ifFound, MAY_STILL_WORK_MS } from '../../docspace/index.ts';
import type { RequestDeps } from '../deps.ts';
import { applyEvent } from '../lifecycle/apply-event.ts';
import { reconcileLater } from '../lifecycle/reconcile-later.ts';
import { readWholeGroup, type WholeGroup } from '../lookups/read-group.ts';
import { NOT_DELETED } from '../text/results.ts';

/** Checks a deletion whose outcome is unknown, and moves the request once it is found. */
export async function reconcileDeletion(deps: RequestDeps, requestId: string): Promise<void> {
  const request = await findRequest(deps.store.db, requestId);
  if (request?.state !== 'uncertain') return;
  const docspace = deps.docspace.for({ person: request.account, urgency: 'change' });
  const { id } = request.group;
  await deps.reporter.run(
    'look what became of a deletion',
    async () => {
      const group = await ifFound(readWholeGroup(docspace, id));
      if (group) await settleExisting(deps, request, group);
      else if (await docspace.groups.isGone(id)) await settleDeleted(deps, request);
    },
    () => reconcileLater(deps, request, request.facts.look),
  );
}

async function settleDeleted(deps: RequestDeps, request: ChangeRequest): Promise<void> {
  await deps.store.write((trx, now) => applyEvent(deps, trx, now, request, 'done', { answer: 'GET 404' }));
}

/**
 * The group still exists, but DocSpace may still be deleting it, member by member: only two equal reads, the second at
 * least three minutes after the deletion was sent, prove that it has finished (docspace-api §13).
 */
async function settleExisting(
  deps: RequestDeps,
  request: ChangeRequest,
  { fingerprint: state }: WholeGroup,
): Promise<void> {
  const now = await deps.store.now();
  const isSettled = request.facts.look?.state === state && now >= uncertainSince(request) + MAY_STILL_WORK_MS;
  if (!isSettled) return reconcileLater(deps, request, { state, at: now });
  const isPartial = (request.attempt?.before ?? request.fingerprint) !== state;
  await deps.store.write(async (trx, at) => {
    const { attempt } = request;
    if (attempt && isPartial)
      await trx.updateTable('attempts').set({ settled: 'half_done' }).where('id', '=', attempt.id).execute();
    const set = { due_at: at, first_try_at: at };
    const why = isPartial ? 'half-deleted' : 'not-done';
    await applyEvent(deps, trx, at, request, 'not_done', { set, why, facts: { text: NOT_DELETED, tries: 1 } });
  });
}
