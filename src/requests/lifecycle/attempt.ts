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

/** How long the sending process checks a write without a response, in milliseconds; after that the worker does. */
export const PATIENCE_MS = 90_000;

/** Result of a creation or an edit, for the user who waits for it. */
export type Outcome = { done: ChangeRequest } | { failed: UserError; error: unknown };

/** A change that is about to be written to DocSpace. */
export interface StartedAttempt {
  request: ChangeRequest;
  /** Who makes it without approval; undefined for an approved request. */
  actor?: Actor | undefined;
  attempt: string;
  owner: string;
}

/** Whether a change can be started: it is approved or needs no approval. */
export function canStart(request: ChangeRequest): boolean {
  return request.state === 'approved' || (request.state === 'received' && !needsApproval(request));
}

/**
 * Starts the attempt. Nothing is looked up between here and the write, so it counts as sent.
 * @returns undefined when another process or a repeated delivery of the form handles it, or a decision blocks it
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

/** The process is stopping during a change in batches: the next one resumes it. */
export class HandedOver extends Error {}

/** Stores a successful write. Undefined when another process took over and reports the outcome. */
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

/** Reads the request again: its progress or a Cancel may have moved it since its attempt began. */
async function lockedRequest(trx: Kysely<Database>, id: string): Promise<ChangeRequest | undefined> {
  await lockRequest(trx, id);
  return findRequest(trx, id);
}

/** Stores a failed write: it had no effect, or its outcome is unknown. */
export async function settleFailure(
  deps: RequestDeps,
  started: StartedAttempt,
  error: unknown,
  operation: string,
): Promise<Outcome> {
  const { attempt: id, owner, actor } = started;
  const failed = deps.reporter.report(error, operation);
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

/** Leaves a change to the next process, which checks how far it got. */
export async function handOver(deps: RequestDeps, { request: { id: requestId }, attempt: id, owner }: StartedAttempt) {
  await deps.store.write(async (trx, now) => {
    const request = await lockedRequest(trx, requestId);
    if (!request || !(await settleAttempt(trx, { id, owner, settled: 'unknown' }))) return;
    await applyEvent(deps, trx, now, request, 'lose_sight', { set: { due_at: now }, facts: progressIn(request) });
  });
}

/** The progress of a change in batches, to carry over into new facts. */
export function progressIn({ facts: { progress } }: ChangeRequest): Pick<Facts, 'progress'> {
  return progress ? { progress } : {};
}

/** Stores a failure before the write. Undefined when the request was moved in the meantime, so there is nothing to report. */
export async function settleNotSent(
  deps: RequestDeps,
  request: ChangeRequest,
  error: unknown,
  operation: string,
): Promise<Outcome | undefined> {
  if (request.state === 'approved') return approvedNotSent(deps, request, error, operation);
  const why = refusedBecause(error);
  const refused = await deps.store.write((trx, now) =>
    applyTransition(trx, now, request, 'refuse', { why, actor: request }),
  );
  return refused && { failed: deps.reporter.report(error, operation), error };
}

/** An approved request is outdated if its group has changed; after a failed lookup it is retried. */
async function approvedNotSent(
  deps: RequestDeps,
  request: ChangeRequest,
  error: unknown,
  operation: string,
): Promise<undefined> {
  const changed = changedText(error, request);
  if (changed === undefined) return void (await putOff(deps, request, deps.reporter.report(error, operation)));
  const facts = { text: changed };
  await deps.store.write((trx, now) => applyEvent(deps, trx, now, request, 'outdate', { why: 'group-changed', facts }));
  return undefined;
}

/** How the group has changed, if that is why the request fails; undefined for other errors. */
function changedText(error: unknown, { edit }: ChangeRequest): string | undefined {
  if (error instanceof NotFound) return GONE;
  return error instanceof EditConflict && edit ? conflictsText(edit, error.conflicts) : undefined;
}
