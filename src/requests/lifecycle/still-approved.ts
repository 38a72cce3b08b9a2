import type { Kysely } from 'kysely';
import { type ChangeRequest, findRequest, HOLDING, lockRequest, type Reason } from '../../changes/index.ts';
import type { Database } from '../../store/index.ts';
import type { RequestParts } from '../deps.ts';
import { belongsHere, isRequesterUnchanged, lookUpApprovers } from '../lookups/current-access.ts';
import { lostText } from '../text/terms.ts';
import { move } from './apply-event.ts';

/**
 * Whether a request is still approved, by today's policy and people, right before it is carried out; otherwise it has been
 * moved. Throws the failure of a look-up.
 */
export async function isStillApproved(parts: RequestParts, request: ChangeRequest): Promise<boolean> {
  const { store } = parts;
  if (!(await belongsHereStill(parts, request))) return false;
  if (!(await isRequesterUnchanged(parts, request))) return no(outdate(parts, request, { why: 'requester-changed' }));
  if (request.until !== undefined && request.until <= (await store.now()))
    return no(outdate(parts, request, { why: 'too-late' }));
  const check = (await lookUpApprovers(parts, request, true)).check(request);
  if (check.missing === 0) return true;
  const expires = (await store.now()) + parts.policy.expiryMs;
  const set = { due_at: null, needed: check.needed, expires_at: expires };
  const facts = { text: lostText(check), missing: check.missing };
  return no(
    store.write((trx, now) =>
      move(parts, trx, now, request, 'lose_approval', { why: 'approvals-lost', facts, set, missing: check.missing }),
    ),
  );
}

/** Whether a request belongs to this portal and workspace; otherwise it has been moved. */
export async function belongsHereStill(parts: RequestParts, request: ChangeRequest): Promise<boolean> {
  return belongsHere(parts, request) || no(outdate(parts, request, { why: 'elsewhere' }));
}

function outdate(parts: RequestParts, request: ChangeRequest, { why }: { why: Reason }): Promise<unknown> {
  return parts.store.write((trx, now) => move(parts, trx, now, request, 'outdate', { why }));
}

async function no(moving: Promise<unknown>): Promise<false> {
  await moving;
  return false;
}

/**
 * A request that can be begun now, and stays so until the transaction ends; undefined when it was moved meanwhile, or a
 * decision holds it: what wants to stop it is stored before this, or finds it begun.
 */
export async function unheld(
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
