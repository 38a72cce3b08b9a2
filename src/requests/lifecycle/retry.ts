import type { Kysely } from 'kysely';
import type { ChangeRequest } from '../../changes/index.ts';
import { enqueueDirect } from '../../outbox/index.ts';
import type { UserError } from '../../slack/error-reporter.ts';
import type { Database } from '../../store/index.ts';
import type { RequestDeps } from '../deps.ts';
import { notEnded } from '../text/until.ts';
import { applyEvent } from './apply-event.ts';

/** What surely was not done is tried again for so long, in milliseconds, before a person is asked. */
const TRIES_FOR_MS = 5 * 60_000;
/** Pauses between those tries, in milliseconds; the last one repeats. */
const PAUSES_MS = [5_000, 10_000, 20_000, 40_000, 60_000];

/** How often what was agreed on for a date is tried after that, in milliseconds. */
const RARELY_MS = 600_000;

/** What somebody approved and surely was not done is tried once more after a pause, for some minutes; then a person is asked. */
export async function retryLater(
  deps: RequestDeps,
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  { text: whole, withoutAdvice: text = whole, reference, code }: UserError,
): Promise<void> {
  const firstTry = request.firstTryAt ?? now;
  const tries = (request.facts.tries ?? 0) + 1;
  const why = request.halfDone ? 'half-deleted' : 'not-done';
  const { pause, triesFor } = patienceOf(deps, request, tries);
  if (now + pause - firstTry > triesFor) {
    if (request.ends !== undefined) return giveUpEnd(deps, trx, now, request, text);
    const set = { due_at: null, expires_at: now + deps.policy.expiryMs };
    await applyEvent(deps, trx, now, request, 'fail', { set, why, facts: { text, reference }, answer: code });
    return;
  }
  const set = { due_at: now + pause, first_try_at: firstTry };
  await applyEvent(deps, trx, now, request, 'not_done', { set, why, facts: { text, reference, tries }, answer: code });
}

/** What was agreed on for a date is tried for as long as a request stays open, since nobody looks after it. */
function patienceOf({ policy }: RequestDeps, { ends }: ChangeRequest, tries: number) {
  const pause = PAUSES_MS[Math.min(tries, PAUSES_MS.length) - 1] ?? 0;
  if (ends === undefined) return { pause, triesFor: TRIES_FOR_MS };
  return { pause: tries > PAUSES_MS.length ? RARELY_MS : pause, triesFor: policy.expiryMs };
}

/** People who were to leave on a date are still in the group: who added them is told to see to it. */
async function giveUpEnd(
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

/** A look before anything was sent failed, so nothing was done. */
export async function putOff(deps: RequestDeps, request: ChangeRequest, userError: UserError): Promise<void> {
  await deps.store.write((trx, now) => retryLater(deps, trx, now, request, userError));
}
