import type { Kysely } from 'kysely';
import { type ChangeRequest, findRequest, HOLDING, lockRequest, type Reason } from '../../changes/index.ts';
import type { Database } from '../../store/index.ts';
import type { RequestDeps } from '../deps.ts';
import { belongsHere, isRequesterUnchanged, lookUpApprovers } from '../lookups/current-access.ts';
import { lostText } from '../text/terms.ts';
import { applyEvent } from './apply-event.ts';

/**
 * Whether a request is still approved under the current policy and rights, right before it is applied; if not, it has
 * been moved. Rethrows the failure of a lookup.
 */
export async function isStillApproved(deps: RequestDeps, request: ChangeRequest): Promise<boolean> {
  const { store } = deps;
  if (!(await checkBelongsHere(deps, request))) return false;
  if (!(await isRequesterUnchanged(deps, request)))
    return falseAfter(outdate(deps, request, { why: 'requester-changed' }));
  if (request.until !== undefined && request.until <= (await store.now()))
    return falseAfter(outdate(deps, request, { why: 'too-late' }));
  const check = (await lookUpApprovers(deps, request, true)).check(request);
  if (check.missing === 0) return true;
  const expires = (await store.now()) + deps.policy.expiryMs;
  const set = { due_at: null, needed: check.needed, expires_at: expires };
  const facts = { text: lostText(check), missing: check.missing };
  return falseAfter(
    store.write((trx, now) =>
      applyEvent(deps, trx, now, request, 'lose_approval', {
        why: 'approvals-lost',
        facts,
        set,
        missing: check.missing,
      }),
    ),
  );
}

/** Whether a request belongs to this portal and workspace; if not, it has been moved. */
export async function checkBelongsHere(deps: RequestDeps, request: ChangeRequest): Promise<boolean> {
  return belongsHere(deps, request) || falseAfter(outdate(deps, request, { why: 'elsewhere' }));
}

function outdate(deps: RequestDeps, request: ChangeRequest, { why }: { why: Reason }): Promise<unknown> {
  return deps.store.write((trx, now) => applyEvent(deps, trx, now, request, 'outdate', { why }));
}

async function falseAfter(move: Promise<unknown>): Promise<false> {
  await move;
  return false;
}

/**
 * Locks a request that can be started until the transaction ends; undefined when it was moved in the meantime, or a
 * decision blocks it. A Stop is either stored before this, or finds the request started.
 */
export async function lockUnlessHeld(
  trx: Kysely<Database>,
  { id, version }: ChangeRequest,
): Promise<ChangeRequest | undefined> {
  await lockRequest(trx, id);
  const current = await findRequest(trx, id);
  return current && current.version === version && !isHeld(current) ? current : undefined;
}

/** Whether there is a Stop or Reject whose account is not checked yet. */
function isHeld({ decisions }: ChangeRequest): boolean {
  return decisions.some(({ what, checked }) => checked === undefined && HOLDING.some((holding) => holding === what));
}
