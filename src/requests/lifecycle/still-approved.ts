import type { Kysely } from 'kysely';
import { type ChangeRequest, findRequest, HOLDING, lockRequest, type Reason } from '../../changes/index.ts';
import type { Database } from '../../store/index.ts';
import type { RequestDeps } from '../deps.ts';
import { belongsHere, isRequesterUnchanged, lookUpApprovers } from '../lookups/current-access.ts';
import { lostText } from '../text/terms.ts';
import { applyEvent } from './apply-event.ts';

/**
 * Whether a request is still approved, by today's policy and people, right before it is carried out; otherwise it has been
 * moved. Throws the failure of a look-up.
 */
export async function isStillApproved(deps: RequestDeps, request: ChangeRequest): Promise<boolean> {
  const { store } = deps;
  if (!(await checkBelongsHere(deps, request))) return false;
  if (!(await isRequesterUnchanged(deps, request))) return no(outdate(deps, request, { why: 'requester-changed' }));
  if (request.until !== undefined && request.until <= (await store.now()))
    return no(outdate(deps, request, { why: 'too-late' }));
  const check = (await lookUpApprovers(deps, request, true)).check(request);
  if (check.missing === 0) return true;
  const expires = (await store.now()) + deps.policy.expiryMs;
  const set = { due_at: null, needed: check.needed, expires_at: expires };
  const facts = { text: lostText(check), missing: check.missing };
  return no(
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

/** Whether a request belongs to this portal and workspace; otherwise it has been moved. */
export async function checkBelongsHere(deps: RequestDeps, request: ChangeRequest): Promise<boolean> {
  return belongsHere(deps, request) || no(outdate(deps, request, { why: 'elsewhere' }));
}

function outdate(deps: RequestDeps, request: ChangeRequest, { why }: { why: Reason }): Promise<unknown> {
  return deps.store.write((trx, now) => applyEvent(deps, trx, now, request, 'outdate', { why }));
}

async function no(moving: Promise<unknown>): Promise<false> {
  await moving;
  return false;
}

/**
 * A request that can be started now, and stays so until the transaction ends; undefined when it was moved meanwhile, or a
 * decision holds it: what wants to stop it is stored before this, or finds it started.
 */
export async function lockUnlessHeld(
  trx: Kysely<Database>,
  { id, version }: ChangeRequest,
): Promise<ChangeRequest | undefined> {
  await lockRequest(trx, id);
  const current = await findRequest(trx, id);
  return current && current.version === version && !isHeld(current) ? current : undefined;
}

/** Whether a Stop or Reject was recorded whose account is not looked up yet. */
function isHeld({ decisions }: ChangeRequest): boolean {
  return decisions.some(({ what, checked }) => checked === undefined && HOLDING.some((holding) => holding === what));
}
