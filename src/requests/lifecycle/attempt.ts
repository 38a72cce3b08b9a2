import type { Kysely } from 'kysely';
import {
  type Actor,
  applyTransition,
  type ChangeRequest,
  type Facts,
  findRequest,
  isAgreed,
  lockRequest,
  needsApproval,
} from '../../changes/index.ts';
import { hadNoEffect, NotFound } from '../../docspace/index.ts';
import type { UserError } from '../../slack/error-reporter.ts';
import type { Database } from '../../store/index.ts';
import type { RequestDeps } from '../deps.ts';
import { EditConflict, refusedBecause } from '../errors.ts';
import { conflictsText } from '../text/conflict.ts';
import { GONE } from '../text/results.ts';
import { applyEvent } from './apply-event.ts';
import { beginAttempt, settleAttempt } from './attempt-rows.ts';
import { FIRST_LOOK_AFTER_MS } from './reconcile-later.ts';
import { putOff, retryLater } from './retry.ts';
import { lockUnlessHeld } from './still-approved.ts';

/** A write without an answer is looked after for so long by the process that sent it, in milliseconds; then by the worker. */
export const PATIENCE_MS = 90_000;

/** How a creation or an edit ended, for the user who waits for it. */
export type Outcome = { done: ChangeRequest } | { failed: UserError; error: unknown };

/** A change whose write goes out next. */
export interface StartedAttempt {
  request: ChangeRequest;
  /** Who makes it alone; nobody for what was asked for. */
  actor?: Actor | undefined;
  attempt: string;
  owner: string;
}

/** Whether a change can be started: it was submitted by somebody who makes it alone, or approved. */
export function canStart(request: ChangeRequest): boolean {
  return request.state === 'approved' || (request.state === 'received' && !needsApproval(request));
}

/**
 * Begins the attempt: from here to the write nothing is looked up any more, so it counts as sent.
 * @returns undefined when another process, or the same form delivered again, has it in hand, or a decision holds it
 */
export function startAttempt(
  deps: RequestDeps,
  request: ChangeRequest,
  { actor, known, owner }: { actor?: Actor | undefined; known?: string[]; owner: string },
): Promise<StartedAttempt | undefined> {
  return deps.store.write(async (trx, now) => {
    const ready = actor ? await admit(trx, now, request, actor) : await lockUnlessHeld(trx, request);
    const set = { first_try_at: request.firstTryAt ?? now };
    const facts = { tries: request.facts.tries };
    const started = ready && (await applyEvent(deps, trx, now, ready, 'start', { set, facts, actor }));
    if (!started) return undefined;
    const attempt = await beginAttempt(trx, now, {
      requestId: request.id,
      owner,
      sentAt: now,
      ...(known ? { known } : {}),
    });
    return { request: started, actor, attempt, owner };
  });
}

function admit(
  trx: Kysely<Database>,
  now: number,
  request: ChangeRequest,
  actor: Actor,
): Promise<ChangeRequest | undefined> {
  const set = { person_id: actor.personId, person_name: actor.name };
  return applyTransition(trx, now, request, 'admit', { set, actor });
}

/** A change in batches whose process is to end: the next one goes on with it. */
export class HandedOver extends Error {}

/** The write is done: its request shows what came of it. Undefined when another process took over, and tells what it finds. */
export function settleDone(
  { store }: RequestDeps,
  { request: { id: requestId }, attempt: id, owner }: StartedAttempt,
  done: (trx: Kysely<Database>, now: number, request: ChangeRequest) => Promise<ChangeRequest | undefined>,
): Promise<Outcome | undefined> {
  return store.write(async (trx, now) => {
    const request = await lockedRequest(trx, requestId);
    if (!request || !(await settleAttempt(trx, { id, owner, settled: 'done' }))) return undefined;
    const moved = await done(trx, now, request);
    return moved && { done: moved };
  });
}

/** A request as it is now: its progress, or a Cancel, may have moved it since its attempt began. */
async function lockedRequest(trx: Kysely<Database>, id: string): Promise<ChangeRequest | undefined> {
  await lockRequest(trx, id);
  return findRequest(trx, id);
}

/** Says what a failed write left: surely nothing, or nobody knows. */
export async function settleFailure(
  deps: RequestDeps,
  started: StartedAttempt,
  error: unknown,
  doing: string,
): Promise<Outcome> {
  const { attempt: id, owner, actor } = started;
  const failed = deps.reporter.report(error, doing);
  const { reference, groups, text, withoutAdvice = text, code: answer } = failed;
  await deps.store.write(async (trx, now) => {
    const request = await lockedRequest(trx, started.request.id);
    if (!request) return;
    const facts = { text: withoutAdvice, reference, ...(groups ? { groups } : {}), ...progressIn(request) };
    const notDone = hadNoEffect(error);
    if (!(await settleAttempt(trx, { id, owner, settled: notDone ? 'not_done' : 'unknown', answer }))) return;
    if (notDone && isAgreed(request)) await retryLater(deps, trx, now, request, failed);
    else if (notDone) await applyEvent(deps, trx, now, request, 'give_up', { why: 'not-done', facts, answer, actor });
    else
      await applyEvent(deps, trx, now, request, 'lose_sight', {
        set: { due_at: now + FIRST_LOOK_AFTER_MS },
        facts,
        answer,
      });
  });
  return { failed, error };
}

/** Leaves a change to the next process, which looks how far it came. */
export async function handOver(deps: RequestDeps, { request: { id: requestId }, attempt: id, owner }: StartedAttempt) {
  await deps.store.write(async (trx, now) => {
    const request = await lockedRequest(trx, requestId);
    if (!request || !(await settleAttempt(trx, { id, owner, settled: 'unknown' }))) return;
    await applyEvent(deps, trx, now, request, 'lose_sight', { set: { due_at: now }, facts: progressIn(request) });
  });
}

/** How far a change in batches is, for the facts that come next. */
export function progressIn({ facts: { progress } }: ChangeRequest): Pick<Facts, 'progress'> {
  return progress ? { progress } : {};
}

/** Nothing was sent. Undefined when the request was moved meanwhile, so that this failure is no news. */
export async function settleNotSent(
  deps: RequestDeps,
  request: ChangeRequest,
  error: unknown,
  doing: string,
): Promise<Outcome | undefined> {
  if (request.state === 'approved') return approvedNotSent(deps, request, error, doing);
  const why = refusedBecause(error);
  const refused = await deps.store.write((trx, now) =>
    applyTransition(trx, now, request, 'refuse', { why, actor: request }),
  );
  return refused && { failed: deps.reporter.report(error, doing), error };
}

/** What was approved for another group than there is now is outdated; a look that failed is made again. */
async function approvedNotSent(
  deps: RequestDeps,
  request: ChangeRequest,
  error: unknown,
  doing: string,
): Promise<undefined> {
  const changed = changedText(error, request);
  if (changed === undefined) return void (await putOff(deps, request, deps.reporter.report(error, doing)));
  const facts = { text: changed };
  await deps.store.write((trx, now) => applyEvent(deps, trx, now, request, 'outdate', { why: 'group-changed', facts }));
  return undefined;
}

/** What became different about the group of a request, where that is why it cannot be made; undefined for all else. */
function changedText(error: unknown, { edit }: ChangeRequest): string | undefined {
  if (error instanceof NotFound) return GONE;
  return error instanceof EditConflict && edit ? conflictsText(edit, error.conflicts) : undefined;
}
