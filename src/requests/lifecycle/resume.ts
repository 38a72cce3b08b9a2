import type { Kysely } from 'kysely';
import { approvalsOf, type ChangeRequest, cancelOf, isCreation, requesterName } from '../../changes/index.ts';
import {
  type DocSpace,
  DocSpaceError,
  endedEarly,
  type GroupReceipt,
  type GroupState,
  hadNoEffect,
  receiptOf,
  type Wanted,
} from '../../docspace/index.ts';
import type { Database } from '../../store/index.ts';
import type { RequestDeps } from '../deps.ts';
import { personOf } from '../lookups/current-access.ts';
import { countOf, peopleCount } from '../results/rest.ts';
import { ENDS_BECAUSE } from '../text/results.ts';
import { applyEvent } from './apply-event.ts';
import { HandedOver, handOver, PATIENCE_MS, type StartedAttempt, settleDone, settleFailure } from './attempt.ts';
import { beginAttempt } from './attempt-rows.ts';
import { betweenBatches } from './batches.ts';

/** A change in batches whose process is gone, confirmed by two equal reads of the group. */
export interface InterruptedChange {
  docspace: DocSpace;
  request: ChangeRequest;
  group: GroupState;
  /** The whole change, and the part that is missing in the group. */
  asked: Wanted;
  missing: Wanted;
  /** Reads what the end of the request needs, and returns the transaction that ends it. */
  ending(receipt: GroupReceipt, because?: string | undefined): Promise<Ending>;
}

/** Ends a request as done, in the transaction that ends its attempt. */
export type Ending = (trx: Kysely<Database>, now: number, request: ChangeRequest) => Promise<ChangeRequest | undefined>;

/**
 * Resumes a change in batches: checks the current rights, then starts a new attempt for the missing people. A change that
 * was canceled, whose requester lost the right, or that makes no progress ends with what was done.
 */
export async function resumeChange(deps: RequestDeps, interrupted: InterruptedChange, owner: string): Promise<void> {
  const { request } = interrupted;
  if (cancelOf(request)) return end(deps, interrupted);
  const because = await endsBecause(deps, interrupted);
  if (because !== undefined) return end(deps, interrupted, because);
  const started = await resume(deps, interrupted, owner);
  if (!started) return;
  // Not awaited: Slack may be slow, and the first batch must not wait for it.
  void deps.reporter.bestEffort('show how far a change is', () => deps.outbox.flush(request.id));
  await sendMissing(deps, interrupted, started);
}

/** Ends with what was done; a Cancel is named by its decision. */
async function end(deps: RequestDeps, interrupted: InterruptedChange, because?: string): Promise<void> {
  const receipt = endedEarly(receiptOf(interrupted.asked, interrupted.group), interrupted.missing, 'stopped');
  const ending = await interrupted.ending(receipt, because);
  await deps.store.write((trx, now) => ending(trx, now, interrupted.request));
}

/** Why the app does not continue; undefined if it does. */
async function endsBecause(deps: RequestDeps, interrupted: InterruptedChange): Promise<string | undefined> {
  const { request } = interrupted;
  if (!(await isAllowed(deps, request)))
    return isCreation(request.kind)
      ? ENDS_BECAUSE.cannotCreate(requesterName(request))
      : ENDS_BECAUSE.cannotEdit(requesterName(request));
  const { from } = request.facts.progress ?? {};
  return from !== undefined && from >= doneIn(interrupted) ? ENDS_BECAUSE.noProgress : undefined;
}

/** Whether the requester or an approver is still the same person and has the right to make the change. */
async function isAllowed(deps: RequestDeps, request: ChangeRequest): Promise<boolean> {
  const operation = isCreation(request.kind) ? 'create' : 'update';
  const responsible = [...(request.requester ? [request.requester] : []), ...approvalsOf(request)];
  for (const { account, personId } of responsible)
    if ((await personOf(deps, account, operation, true)) === personId) return true;
  return false;
}

function doneIn({ request, missing }: InterruptedChange): number {
  return peopleCount(request) - countOf(missing);
}

/** Inserts a new attempt in the transaction that moves the request; undefined when another process was faster. */
function resume(deps: RequestDeps, interrupted: InterruptedChange, owner: string): Promise<StartedAttempt | undefined> {
  const { request } = interrupted;
  const actor = request.requester;
  const done = doneIn(interrupted);
  return deps.store.write(async (trx, now) => {
    const progress = { done, of: peopleCount(request), from: done };
    const moved = actor && (await applyEvent(deps, trx, now, request, 'resume', { facts: { progress } }));
    if (!moved) return undefined;
    const attempt = await beginAttempt(trx, now, {
      requestId: request.id,
      owner,
      sentAt: now,
      ...(request.attempt?.known ? { known: request.attempt.known } : {}),
    });
    return { request: moved, actor, attempt, owner };
  });
}

async function sendMissing(deps: RequestDeps, interrupted: InterruptedChange, started: StartedAttempt): Promise<void> {
  const { docspace, group, missing, asked } = interrupted;
  let rest: GroupReceipt;
  try {
    rest = await docspace.groups.update(group.id, {
      ...missing,
      before: group,
      patienceMs: PATIENCE_MS,
      betweenBatches: betweenBatches(deps, () => started, doneIn(interrupted)),
    });
  } catch (error) {
    if (error instanceof HandedOver) return handOver(deps, started);
    // Earlier batches are done, so a write without effect leaves just the rest.
    if (!hadNoEffect(error) || !(error instanceof DocSpaceError))
      return void (await settleFailure(deps, started, error, 'resume a change'));
    deps.reporter.report(error, 'resume a change');
    rest = endedEarly(receiptOf(missing, group), missing, error);
  }
  const whole = receiptOf(asked, rest.group);
  const why = rest.stopped ? 'stopped' : rest.interruptedBy;
  const ending = await interrupted.ending(why ? endedEarly(whole, rest.rest ?? missing, why) : whole);
  await settleDone(deps, started, ending);
}
