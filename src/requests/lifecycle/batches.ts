import { type ChangeRequest, cancelOf, findRequest, lockRequest, type Progress } from '../../changes/index.ts';
import type { AfterBatch, BatchOptions, BatchProgress } from '../../docspace/index.ts';
import type { RequestDeps } from '../deps.ts';
import { applyEvent } from './apply-event.ts';
import { HandedOver, type StartedAttempt } from './attempt.ts';
import { renewAttempt } from './attempt-rows.ts';

/** How often the progress of a change is written down and shown at most, in milliseconds: a batch can take much less. */
const TOLD_EVERY_MS = 3_000;

/**
 * What happens between two batches of a change: its process makes sure that it still has the change to itself, shows how
 * far it is, and stops when somebody does not want the rest.
 * @param before people who were in their place before this attempt began
 */
export function betweenBatches(
  deps: RequestDeps,
  begunNow: () => StartedAttempt | undefined,
  before = 0,
): NonNullable<BatchOptions['betweenBatches']> {
  let toldAt = Number.NEGATIVE_INFINITY;
  return async (batch) => {
    const started = begunNow();
    if (!started) return 'stop';
    if (deps.stopping?.aborted) throw new HandedOver();
    if (deps.clock.now() - toldAt < TOLD_EVERY_MS) return (await isCanceled(deps, started)) ? 'stop' : 'go-on';
    toldAt = deps.clock.now();
    return tell(deps, started, totalOf(batch, before));
  };
}

function totalOf({ done, of }: BatchProgress, before: number): BatchProgress {
  return { done: before + done, of: before + of };
}

/** One transaction: the lease, what was decided, and the progress for the card. */
async function tell(deps: RequestDeps, started: StartedAttempt, progress: BatchProgress): Promise<AfterBatch> {
  const { id } = started.request;
  const told = await deps.store.write(async (trx, now) => {
    await lockRequest(trx, id);
    const request = await findRequest(trx, id);
    if (!request || cancelOf(request)) return undefined;
    // Another process has taken the change over: what this one did shows in the group.
    if (!(await renewAttempt(trx, now, { ...started, nextWithinMs: TOLD_EVERY_MS }))) return undefined;
    return applyEvent(deps, trx, now, request, 'progress', progressMove(request, progress));
  });
  if (!told) return 'stop';
  // Slack may be slow: the next batch does not wait for it.
  void deps.reporter.bestEffort('show how far a change is', () => deps.outbox.flush(id));
  return 'go-on';
}

/** The record keeps that a change goes on in batches, not each of them. */
function progressMove({ facts }: ChangeRequest, { done, of }: BatchProgress) {
  const progress: Progress = { ...facts.progress, done, of };
  return { facts: { ...facts, progress }, unrecorded: facts.progress !== undefined };
}

async function isCanceled({ store }: RequestDeps, { request }: StartedAttempt): Promise<boolean> {
  const cancel = await store.db
    .selectFrom('decisions')
    .select('id')
    .where('request_id', '=', request.id)
    .where('what', '=', 'cancel')
    .where('checked', '=', 'yes')
    .executeTakeFirst();
  return cancel !== undefined;
}
