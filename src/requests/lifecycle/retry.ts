import type { Kysely } from 'kysely';
import type { ChangeRequest } from '../../changes/index.ts';
import { enqueueDirect } from '../../outbox/index.ts';
import type { UserError } from '../../slack/error-reporter.ts';
import type { Database } from '../../store/index.ts';
import type { RequestDeps } from '../deps.ts';
import { notEnded } from '../text/until.ts';
import { applyEvent } from './apply-event.ts';

/** How long a write without effect is retried before users have to decide, in milliseconds. */
const RETRY_FOR_MS = 5 * 60_000;
/** Pauses between retries, in milliseconds; the last one repeats. */
const PAUSES_MS = [5_000, 10_000, 20_000, 40_000, 60_000];

/** Pause between later retries of a scheduled removal, in milliseconds. */
const SCHEDULED_PAUSE_MS = 600_000;

/** Retries an approved change that had no effect for some minutes; after that it fails and users decide. */
export async function retryLater(
  deps: RequestDeps,
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  { text: fullText, withoutAdvice: text = fullText, reference, code }: UserError,
): Promise<void> {
  const firstTry = request.firstTryAt ?? now;
  const tries = (request.facts.tries ?? 0) + 1;
  const why = request.halfDone ? 'half-deleted' : 'not-done';
  const { pause, retryForMs } = backoffOf(deps, request, tries);
  if (now + pause - firstTry > retryForMs) {
    if (request.ends !== undefined) return giveUpRemoval(deps, trx, now, request, text);
    const set = { due_at: null, expires_at: now + deps.policy.expiryMs };
    await applyEvent(deps, trx, now, request, 'fail', { set, why, facts: { text, reference }, answer: code });
    return;
  }
  const set = { due_at: now + pause, first_try_at: firstTry };
  await applyEvent(deps, trx, now, request, 'not_done', { set, why, facts: { text, reference, tries }, answer: code });
}

/** A scheduled removal is retried for as long as a request stays open, because no user watches it. */
function backoffOf({ policy }: RequestDeps, { ends }: ChangeRequest, tries: number) {
  const pause = PAUSES_MS[Math.min(tries, PAUSES_MS.length) - 1] ?? 0;
  if (ends === undefined) return { pause, retryForMs: RETRY_FOR_MS };
  return { pause: tries > PAUSES_MS.length ? SCHEDULED_PAUSE_MS : pause, retryForMs: policy.expiryMs };
}

/** People could not be removed on their date: the user who added them is asked to do it. */
async function giveUpRemoval(
  deps: RequestDeps,
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  text: string,
): Promise<void> {
  const event = request.state === 'applying' ? 'give_up' : 'expire';
  if (!(await applyEvent(deps, trx, now, request, event, { why: 'not-done', facts: { text } }))) return;
  const { id: requestId, account } = request;
  await enqueueDirect(trx, now, { requestId, account, message: notEnded(request) });
}

/** Retries after a lookup before the write failed. */
export async function putOff(deps: RequestDeps, request: ChangeRequest, userError: UserError): Promise<void> {
  await deps.store.write((trx, now) => retryLater(deps, trx, now, request, userError));
}
