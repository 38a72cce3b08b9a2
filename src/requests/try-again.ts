import type { Kysely } from 'kysely';
import type { ChangeRequest } from '../changes/index.ts';
import type { UserError } from '../slack/error-reporter.ts';
import type { Database } from '../store/index.ts';
import { move } from './move.ts';
import type { RequestParts } from './parts.ts';

/** What surely was not done is tried again for so long, in milliseconds, before a person is asked. */
const TRIES_FOR_MS = 5 * 60_000;
/** Pauses between those tries, in milliseconds; the last one repeats. */
const PAUSES_MS = [5_000, 10_000, 20_000, 40_000, 60_000];

/** What somebody approved and surely was not done is tried once more after a pause, for some minutes; then a person is asked. */
export async function tryAgain(
  parts: RequestParts,
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  { text: whole, withoutAdvice: text = whole, reference, code }: UserError,
): Promise<void> {
  const firstTry = request.firstTryAt ?? now;
  const tries = (request.facts.tries ?? 0) + 1;
  const why = request.halfDone ? 'half-deleted' : 'not-done';
  const pause = PAUSES_MS[Math.min(tries, PAUSES_MS.length) - 1] ?? 0;
  if (now + pause - firstTry > TRIES_FOR_MS) {
    const set = { due_at: null, expires_at: now + parts.policy.expiryMs };
    await move(parts, trx, now, request, 'fail', { set, why, facts: { text, reference }, answer: code });
    return;
  }
  const set = { due_at: now + pause, first_try_at: firstTry };
  await move(parts, trx, now, request, 'not_done', { set, why, facts: { text, reference, tries }, answer: code });
}

/** A look before anything was sent failed, so nothing was done. */
export async function putOff(parts: RequestParts, request: ChangeRequest, userError: UserError): Promise<void> {
  await parts.store.write((trx, now) => tryAgain(parts, trx, now, request, userError));
}
