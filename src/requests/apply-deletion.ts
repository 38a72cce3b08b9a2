import {
  applyTransition,
  type ChangeRequest,
  differenceBetween,
  findRequest,
  HOLDING,
  isOnlyLess,
  lockRequest,
  membersOf,
} from '../changes/index.ts';
import { type DocSpace, HalfDeleted, ifFound, surelyNotDone } from '../docspace/index.ts';
import type { UserError } from '../slack/error-reporter.ts';
import { progressIn } from './at-once.ts';
import { beginAttempt, markSent, settleAttempt } from './attempts.ts';
import { FIRST_LOOK_AFTER_MS } from './look-later.ts';
import { move } from './move.ts';
import type { RequestParts } from './parts.ts';
import { readWholeGroup, type WholeGroup } from './seen-group.ts';
import { differenceText, lostText } from './text.ts';
import { belongsHere, isRequesterUnchanged, lookUpApprovers } from './today.ts';

/** A deletion without an answer is looked after for so long here, in milliseconds; then its request says that it is not certain. */
const PATIENCE_MS = 20_000;
/** What surely was not done is tried again for so long, in milliseconds, before a person is asked. */
const TRIES_FOR_MS = 5 * 60_000;
/** Pauses between those tries, in milliseconds; the last one repeats. */
const PAUSES_MS = [5_000, 10_000, 20_000, 40_000, 60_000];

/**
 * Carries an approved deletion out: rights, then read, then compare, then attempt, then send, then proof. Each step is
 * written down, so that a process that continues after a crash finds out how far it came.
 */
export async function applyDeletion(parts: RequestParts, requestId: string, owner: string): Promise<void> {
  const request = await findRequest(parts.store.db, requestId);
  if (request?.state !== 'approved') return;
  const docspace = parts.docspace.for({ person: request.account, urgency: 'change' });
  await parts.reporter.run(
    'delete a group',
    async () => {
      const before = await groupToDelete(parts, docspace, request);
      const attempt = before && (await start(parts, request, before, owner));
      if (before && attempt) await send(parts, docspace, attempt, before);
    },
    // Nothing was sent: what failed was a look.
    (userError) => putOff(parts, request, userError),
  );
}

/** The group as it is now, when it can be deleted as it was approved; otherwise the request has been moved. */
async function groupToDelete(
  parts: RequestParts,
  docspace: DocSpace,
  request: ChangeRequest,
): Promise<WholeGroup | undefined> {
  const { store } = parts;
  const outdate = (why: 'elsewhere' | 'requester-changed' | 'group-changed', text?: string) =>
    store.write((trx, now) => move(parts, trx, now, request, 'outdate', { why, facts: { text } }));
  if (!belongsHere(parts, request)) return void (await outdate('elsewhere'));
  if (!(await isRequesterUnchanged(parts, request))) return void (await outdate('requester-changed'));
  const check = (await lookUpApprovers(parts, request, true)).check(request);
  if (check.missing > 0) {
    const expires = (await store.now()) + parts.policy.expiryMs;
    const set = { due_at: null, needed: check.needed, expires_at: expires };
    const facts = { text: lostText(check), missing: check.missing };
    await store.write((trx, now) =>
      move(parts, trx, now, request, 'lose_approval', { why: 'approvals-lost', facts, set, missing: check.missing }),
    );
    return undefined;
  }
  const now = await ifFound(readWholeGroup(docspace, request.group.id));
  if (!now) return void (await alreadyGone(parts, request));
  if (now.fingerprint === request.fingerprint) return now;
  const approved = { head: request.group, members: await membersOf(store.db, request.id) };
  const difference = await differenceBetween(approved, now);
  // Fewer people than were approved, by the deletion's own doing, are approved as well.
  if (request.everSent && isOnlyLess(difference)) return now;
  return void (await outdate('group-changed', differenceText(difference)));
}

/** Deleted by an attempt of this request, or in DocSpace. */
async function alreadyGone(parts: RequestParts, request: ChangeRequest): Promise<void> {
  const why = request.everSent ? undefined : 'already-gone';
  await parts.store.write((trx, now) => move(parts, trx, now, request, 'done', { why, answer: 'GET 404' }));
}

interface Begun {
  request: ChangeRequest;
  id: string;
  owner: string;
}

/** Begins the attempt, unless the request was moved meanwhile, or a decision holds it. */
function start(
  parts: RequestParts,
  request: ChangeRequest,
  { fingerprint: before }: WholeGroup,
  owner: string,
): Promise<Begun | undefined> {
  return parts.store.write(async (trx, now) => {
    // What wants to stop it is stored before this, or finds it applied.
    await lockRequest(trx, request.id);
    const current = await findRequest(trx, request.id);
    if (!current || current.version !== request.version || isHeld(current)) return undefined;
    const set = { first_try_at: request.firstTryAt ?? now };
    // Nobody waits for news of this: the card follows, the thread says nothing.
    const moved = await move(parts, trx, now, request, 'start', { set, facts: { tries: request.facts.tries } });
    if (!moved) return undefined;
    return { request: moved, owner, id: await beginAttempt(trx, now, { requestId: request.id, owner, before }) };
  });
}

/** Whether a Stop or Reject was recorded whose account is not looked up yet. */
export function isHeld({ decisions }: ChangeRequest): boolean {
  return decisions.some(({ what, checked }) => checked === undefined && HOLDING.some((holding) => holding === what));
}

async function send(parts: RequestParts, docspace: DocSpace, begun: Begun, before: WholeGroup): Promise<void> {
  if (!(await markSent(parts.store, begun.id, begun.owner))) return;
  const options = { membersBefore: before.head.membersCount ?? before.members.length, patienceMs: PATIENCE_MS };
  try {
    await docspace.groups.delete(begun.request.group.id, options);
  } catch (error) {
    await settleFailure(parts, begun, error);
    return;
  }
  await parts.store.write(async (trx, now) => {
    if (await settleAttempt(trx, { ...begun, settled: 'done', answer: 'GET 404' }))
      await move(parts, trx, now, begun.request, 'done', { answer: 'GET 404' });
  });
}

/** Says what a failed deletion left: surely nothing, a part, or nobody knows. */
async function settleFailure(parts: RequestParts, begun: Begun, error: unknown): Promise<void> {
  const userError = parts.reporter.report(error, 'delete a group');
  const half = error instanceof HalfDeleted;
  if (half || surelyNotDone(error)) {
    const settled = half ? 'half_done' : 'not_done';
    await parts.store.write(async (trx, now) => {
      if (await settleAttempt(trx, { ...begun, settled, answer: userError.code }))
        await tryAgain(parts, trx, now, { ...begun.request, halfDone: half || begun.request.halfDone }, userError);
    });
    return;
  }
  await parts.store.write(async (trx, now) => {
    if (!(await settleAttempt(trx, { ...begun, settled: 'unknown', answer: userError.code }))) return;
    await move(parts, trx, now, begun.request, 'lose_sight', {
      set: { due_at: now + FIRST_LOOK_AFTER_MS },
      facts: { text: userError.text, reference: userError.reference },
      answer: userError.code,
    });
  });
}

/** A look before the attempt failed, so nothing was done. */
async function putOff(parts: RequestParts, request: ChangeRequest, userError: UserError): Promise<void> {
  await parts.store.write((trx, now) => tryAgain(parts, trx, now, request, userError));
}

/** Surely not done: once more after a pause, for some minutes; then a person is asked. */
async function tryAgain(
  parts: RequestParts,
  trx: Parameters<typeof move>[1],
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

/** Takes over an attempt whose process is gone: what was not sent is due again, the rest is not certain. */
export async function takeOverAttempt(parts: RequestParts, requestId: string): Promise<void> {
  await parts.store.write(async (trx, now) => {
    const request = await findRequest(trx, requestId);
    const attempt = request?.attempt;
    if (request?.state !== 'applying' || !attempt || attempt.settled || attempt.leaseUntil > now) return;
    const sent = attempt.sentAt !== undefined;
    if (!(await settleAttempt(trx, { id: attempt.id, settled: sent ? 'unknown' : 'not_sent' }))) return;
    const event = sent ? 'lose_sight' : 'not_done';
    // Told only when the next look does not find out.
    await applyTransition(trx, now, request, event, { set: { due_at: now }, facts: progressIn(request) });
  });
}
