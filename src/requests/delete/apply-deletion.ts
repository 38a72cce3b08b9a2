import {
  applyTransition,
  type ChangeRequest,
  differenceBetween,
  findRequest,
  hasOnlyLostMembers,
  membersOf,
} from '../../changes/index.ts';
import { type DocSpace, HalfDeleted, hadNoEffect, ifFound } from '../../docspace/index.ts';
import type { RequestDeps } from '../deps.ts';
import { applyEvent } from '../lifecycle/apply-event.ts';
import { progressIn } from '../lifecycle/attempt.ts';
import { beginAttempt, markSent, settleAttempt } from '../lifecycle/attempt-rows.ts';
import { FIRST_LOOK_AFTER_MS } from '../lifecycle/reconcile-later.ts';
import { putOff, retryLater } from '../lifecycle/retry.ts';
import { isStillApproved, lockUnlessHeld } from '../lifecycle/still-approved.ts';
import { readWholeGroup, type WholeGroup } from '../lookups/read-group.ts';
import {
  type FoundRooms,
  roomsBeforeDeletion,
  roomsColumn,
  roomsToKeep,
  storeFound,
} from '../lookups/rooms-of-group.ts';
import { differenceText } from '../text/terms.ts';

/** How long a deletion without a response is checked here, in milliseconds; after that its request is uncertain. */
const PATIENCE_MS = 20_000;

/**
 * Applies an approved deletion: checks the rights, reads, compares, starts the attempt, sends and verifies. Rooms are read
 * first: that can take time, and nothing depends on the result. Each step is stored, so that after a crash another process
 * knows how far it got.
 */
export async function applyDeletion(deps: RequestDeps, requestId: string, owner: string): Promise<void> {
  const request = await findRequest(deps.store.db, requestId);
  if (request?.state !== 'approved') return;
  const docspace = deps.docspace.for({ person: request.account, urgency: 'change' });
  await deps.reporter.run(
    'delete a group',
    async () => {
      const rooms = await roomsBeforeDeletion(docspace, request);
      const before = await groupToDelete(deps, docspace, request);
      const attempt = before && (await start(deps, request, { before, rooms, owner }));
      if (before && attempt) await send(deps, docspace, attempt, before);
    },
    // Nothing was sent: a lookup failed.
    (userError) => putOff(deps, request, userError),
  );
}

/** The group, if it can be deleted as approved; otherwise the request has been moved. */
async function groupToDelete(
  deps: RequestDeps,
  docspace: DocSpace,
  request: ChangeRequest,
): Promise<WholeGroup | undefined> {
  if (!(await isStillApproved(deps, request))) return undefined;
  const now = await ifFound(readWholeGroup(docspace, request.group.id));
  if (!now) return void (await alreadyGone(deps, request));
  if (now.fingerprint === request.fingerprint) return now;
  const approved = { snapshot: request.group, members: await membersOf(deps.store.db, request.id) };
  const difference = await differenceBetween(approved, now);
  // Members lost by an earlier attempt of this deletion do not need another approval.
  if (request.everSent && hasOnlyLostMembers(difference)) return now;
  const facts = { text: differenceText(difference) };
  await deps.store.write((trx, at) => applyEvent(deps, trx, at, request, 'outdate', { why: 'group-changed', facts }));
  return undefined;
}

/** Deleted by an attempt of this request, or in DocSpace. */
async function alreadyGone(deps: RequestDeps, request: ChangeRequest): Promise<void> {
  const why = request.everSent ? undefined : 'already-gone';
  await deps.store.write((trx, now) => applyEvent(deps, trx, now, request, 'done', { why, answer: 'GET 404' }));
}

interface StartedAttempt {
  request: ChangeRequest;
  id: string;
  owner: string;
}

/** Starts the attempt, unless the request was moved in the meantime or a decision blocks it. */
function start(
  deps: RequestDeps,
  request: ChangeRequest,
  { before, rooms: found, owner }: { before: WholeGroup; rooms: FoundRooms; owner: string },
): Promise<StartedAttempt | undefined> {
  return deps.store.write(async (trx, now) => {
    if (!(await lockUnlessHeld(trx, request))) return undefined;
    const rooms = await roomsToKeep(trx, request, found);
    const set = { first_try_at: request.firstTryAt ?? now, ...roomsColumn(rooms) };
    // The start updates the card but posts no reply.
    const moved = await applyEvent(deps, trx, now, request, 'start', { set, facts: { tries: request.facts.tries } });
    if (!moved) return undefined;
    await storeFound(trx, request.id, rooms);
    const attempt = { requestId: request.id, owner, before: before.fingerprint };
    return { request: moved, owner, id: await beginAttempt(trx, now, attempt) };
  });
}

async function send(deps: RequestDeps, docspace: DocSpace, started: StartedAttempt, before: WholeGroup): Promise<void> {
  if (!(await markSent(deps.store, started.id, started.owner))) return;
  const options = { membersBefore: before.snapshot.membersCount ?? before.members.length, patienceMs: PATIENCE_MS };
  try {
    await docspace.groups.delete(started.request.group.id, options);
  } catch (error) {
    await settleFailure(deps, started, error);
    return;
  }
  await deps.store.write(async (trx, now) => {
    if (await settleAttempt(trx, { ...started, settled: 'done', answer: 'GET 404' }))
      await applyEvent(deps, trx, now, started.request, 'done', { answer: 'GET 404' });
  });
}

/** Stores a failed deletion: it had no effect, a partial one, or its outcome is unknown. */
async function settleFailure(deps: RequestDeps, started: StartedAttempt, error: unknown): Promise<void> {
  const userError = deps.reporter.report(error, 'delete a group');
  const isPartial = error instanceof HalfDeleted;
  if (isPartial || hadNoEffect(error)) {
    const settled = isPartial ? 'half_done' : 'not_done';
    await deps.store.write(async (trx, now) => {
      if (await settleAttempt(trx, { ...started, settled, answer: userError.code }))
        await retryLater(
          deps,
          trx,
          now,
          { ...started.request, halfDone: isPartial || started.request.halfDone },
          userError,
        );
    });
    return;
  }
  await deps.store.write(async (trx, now) => {
    if (!(await settleAttempt(trx, { ...started, settled: 'unknown', answer: userError.code }))) return;
    await applyEvent(deps, trx, now, started.request, 'lose_sight', {
      set: { due_at: now + FIRST_LOOK_AFTER_MS },
      facts: { text: userError.text, reference: userError.reference },
      answer: userError.code,
    });
  });
}

/** Takes over an attempt whose process is gone: if it was not sent it is due again, otherwise it is uncertain. */
export async function takeOverAttempt(deps: RequestDeps, requestId: string): Promise<void> {
  await deps.store.write(async (trx, now) => {
    const request = await findRequest(trx, requestId);
    const attempt = request?.attempt;
    if (request?.state !== 'applying' || !attempt || attempt.settled || attempt.leaseUntil > now) return;
    const sent = attempt.sentAt !== undefined;
    if (!(await settleAttempt(trx, { id: attempt.id, settled: sent ? 'unknown' : 'not_sent' }))) return;
    const event = sent ? 'lose_sight' : 'not_done';
    // Without a reply: it is only needed if the next check does not find the outcome.
    await applyTransition(trx, now, request, event, { set: { due_at: now }, facts: progressIn(request) });
  });
}
