import {
  applyTransition,
  type ChangeRequest,
  differenceBetween,
  findRequest,
  isOnlyLess,
  membersOf,
} from '../../changes/index.ts';
import { type DocSpace, HalfDeleted, ifFound, surelyNotDone } from '../../docspace/index.ts';
import type { RequestParts } from '../deps.ts';
import { move } from '../lifecycle/apply-event.ts';
import { progressIn } from '../lifecycle/attempt.ts';
import { beginAttempt, markSent, settleAttempt } from '../lifecycle/attempt-rows.ts';
import { FIRST_LOOK_AFTER_MS } from '../lifecycle/reconcile-later.ts';
import { putOff, tryAgain } from '../lifecycle/retry.ts';
import { isStillApproved, unheld } from '../lifecycle/still-approved.ts';
import { readWholeGroup, type WholeGroup } from '../lookups/read-group.ts';
import {
  type FoundRooms,
  roomsBeforeDeletion,
  roomsColumn,
  roomsToKeep,
  storeFound,
} from '../lookups/rooms-of-group.ts';
import { differenceText } from '../text/terms.ts';

/** A deletion without an answer is looked after for so long here, in milliseconds; then its request says that it is not certain. */
const PATIENCE_MS = 20_000;

/**
 * Carries an approved deletion out: rights, then read, then compare, then attempt, then send, then proof. Rooms are read
 * before all that: it can take its time, and nothing depends on what it finds. Each step is written down, so that a process
 * that continues after a crash finds out how far it came.
 */
export async function applyDeletion(parts: RequestParts, requestId: string, owner: string): Promise<void> {
  const request = await findRequest(parts.store.db, requestId);
  if (request?.state !== 'approved') return;
  const docspace = parts.docspace.for({ person: request.account, urgency: 'change' });
  await parts.reporter.run(
    'delete a group',
    async () => {
      const rooms = await roomsBeforeDeletion(docspace, request);
      const before = await groupToDelete(parts, docspace, request);
      const attempt = before && (await start(parts, request, { before, rooms, owner }));
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
  if (!(await isStillApproved(parts, request))) return undefined;
  const now = await ifFound(readWholeGroup(docspace, request.group.id));
  if (!now) return void (await alreadyGone(parts, request));
  if (now.fingerprint === request.fingerprint) return now;
  const approved = { head: request.group, members: await membersOf(parts.store.db, request.id) };
  const difference = await differenceBetween(approved, now);
  // Fewer people than were approved, by the deletion's own doing, are approved as well.
  if (request.everSent && isOnlyLess(difference)) return now;
  const facts = { text: differenceText(difference) };
  await parts.store.write((trx, at) => move(parts, trx, at, request, 'outdate', { why: 'group-changed', facts }));
  return undefined;
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
  { before, rooms: found, owner }: { before: WholeGroup; rooms: FoundRooms; owner: string },
): Promise<Begun | undefined> {
  return parts.store.write(async (trx, now) => {
    if (!(await unheld(trx, request))) return undefined;
    const rooms = await roomsToKeep(trx, request, found);
    const set = { first_try_at: request.firstTryAt ?? now, ...roomsColumn(rooms) };
    // Nobody waits for news of this: the card follows, the thread says nothing.
    const moved = await move(parts, trx, now, request, 'start', { set, facts: { tries: request.facts.tries } });
    if (!moved) return undefined;
    await storeFound(trx, request.id, rooms);
    const attempt = { requestId: request.id, owner, before: before.fingerprint };
    return { request: moved, owner, id: await beginAttempt(trx, now, attempt) };
  });
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
