import { type ChangeRequest, cancelOf, findRequest, lockRequest, type Progress } from '../../changes/index.ts';
import type { AfterBatch, BatchOptions, BatchProgress } from '../../docspace/index.ts';
import type { RequestDeps } from '../deps.ts';
import { applyEvent } from './apply-event.ts';
import { HandedOver, type StartedAttempt } from './attempt.ts';
import { renewAttempt } from './attempt-rows.ts';

/** Minimum interval between two progress updates, in milliseconds: a batch can take much less. */
const REPORT_EVERY_MS = 3_000;

/**
 * Runs between two batches of a change: renews the lease, shows the progress, and stops after a Cancel.
 * @param before people who were done before this attempt began
 */
export function betweenBatches(
  deps: RequestDeps,
  startedAttempt: () => StartedAttempt | undefined,
  before = 0,
): NonNullable<BatchOptions['betweenBatches']> {
  let reportedAt = Number.NEGATIVE_INFINITY;
  return async (batch) => {
    const started = startedAttempt();
    if (!started) return 'stop';
    if (deps.stopping?.aborted) throw new HandedOver();
    if (deps.clock.now() - reportedAt < REPORT_EVERY_MS) return (await isCanceled(deps, started)) ? 'stop' : 'go-on';
    reportedAt = deps.clock.now();
    return reportProgress(deps, started, totalOf(batch, before));
  };
}

function totalOf({ done, of }: BatchProgress, before: number): BatchProgress {
  return { done: before + done, of: before + of };
}

/** Lease, decisions and progress in one transaction. */
async function reportProgress(
  deps: RequestDeps,
  started: StartedAttempt,
  progress: BatchProgress,
): Promise<AfterBatch> {
  const { id } = started.request;
  const moved = await deps.store.write(async (trx, now) => {
    await lockRequest(trx, id);
    const request = await findRequest(trx, id);
    if (!request || cancelOf(request)) return undefined;
    // Another process has taken over: it sees what this one did in the group.
    if (!(await renewAttempt(trx, now, { ...started, nextWithinMs: REPORT_EVERY_MS }))) return undefined;
    return applyEvent(deps, trx, now, request, 'progress', progressMove(request, progress));
  });
  if (!moved) return 'stop';
  // Slack may be slow: the next batch does not wait for it.
  void deps.reporter.bestEffort('show how far a change is', () => deps.outbox.flush(id));
  return 'go-on';
}

/** The audit record gets one line for the first batch, not one for each. */
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
