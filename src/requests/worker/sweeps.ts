import { isCreation, KINDS, type Kind, needsApproval, policyFor, RequestOfNewerVersion } from '../../changes/index.ts';
import type { LogFacts } from '../../log.ts';
import { accept } from '../accept/accept.ts';
import { createGroup } from '../create/create-group.ts';
import { reconcileCreation } from '../create/reconcile-creation.ts';
import { checkDecision } from '../decisions/decide.ts';
import { uncheckedDecisions } from '../decisions/decision-rows.ts';
import { applyDeletion, takeOverAttempt } from '../delete/apply-deletion.ts';
import { reconcileDeletion } from '../delete/reconcile-deletion.ts';
import type { RequestDeps } from '../deps.ts';
import { editGroup } from '../edit/edit-group.ts';
import { reconcileEdit } from '../edit/reconcile-edit.ts';
import { applyEvent } from '../lifecycle/apply-event.ts';
import { abandonedAttempts } from '../lifecycle/attempt-rows.ts';
import { due, overdue } from './due.ts';
import { notifyExpired, notifyNotDone, notifyRefused } from './notify.ts';

/** Ignores rows that a newer version of the app wrote. */
export function leaveToNewer(error: unknown): void {
  if (!(error instanceof RequestOfNewerVersion)) throw error;
}

/** Runs a task, one at a time per key; `about` is added to every log line of the task. */
export type Handle = (key: string, about: LogFacts, work: () => Promise<unknown>) => void;

/** One pass over the open requests: expires overdue ones, applies due ones, checks uncertain ones. */
export async function sweepOpen(
  deps: RequestDeps,
  owner: string,
  { handle, show }: { handle: Handle; show: (requestId: string) => void },
): Promise<void> {
  for (const request of await overdue(deps)) {
    await deps.store.write(async (trx, now) => {
      if (await applyEvent(deps, trx, now, request, 'expire')) await notifyExpired(trx, now, request);
    });
    show(request.id);
  }
  for (const id of await abandonedAttempts(deps.store)) await takeOverAttempt(deps, id).catch(leaveToNewer);
  for (const { id, kind, state, reverses } of await due(deps))
    handle(id, { request: id }, async () => {
      if (state === 'approved') await APPLY[kindOf(kind)](deps, id, { owner });
      else await RECONCILE[kindOf(kind)](deps, id, owner);
      await deps.outbox.flush(id);
      // The card of the request it undoes shows the undo.
      if (reverses !== null) await deps.outbox.flush(reverses);
    });
}

/** Processes submissions and decisions whose process died after the acknowledgement. */
export async function sweepAbandoned(
  deps: RequestDeps,
  owner: string,
  olderThanMs: number,
  { handle, wake }: { handle: Handle; wake: (afterMs: number) => void },
): Promise<void> {
  const before = (await deps.store.now()) - olderThanMs;
  const received = await deps.store.db
    .selectFrom('requests')
    .select(['id', 'kind', 'needed'])
    .where('state', '=', 'received')
    .where('kind', 'in', [...KINDS])
    .where('updated_at', '<=', before)
    .execute();
  for (const { id, kind, needed } of received)
    handle(`accept ${id}`, { request: id }, async () => {
      await processReceived(deps, owner, { id, kind: kindOf(kind), needed });
      await deps.outbox.flush(id);
    });
  for (const id of await uncheckedDecisions(deps.store, olderThanMs))
    handle(`check ${id}`, { decision: id }, async () => {
      const { request } = await checkDecision(deps, id);
      if (request.state === 'approved') wake(policyFor(request.kind, deps.policy).graceMs);
      await deps.outbox.flush(request.id);
    });
}

async function acceptAbandoned(deps: RequestDeps, id: string): Promise<void> {
  await accept(deps, id)
    .catch(leaveToNewer)
    .catch((error: unknown) => notifyRefused(deps, id, error));
}

type Apply = (deps: RequestDeps, id: string, options: { owner: string }) => Promise<unknown>;

const APPLY: Readonly<Record<Kind, Apply>> = {
  delete: (deps, id, { owner }) => applyDeletion(deps, id, owner),
  create: createGroup,
  edit: editGroup,
  join: editGroup,
  leave: editGroup,
  restore: createGroup,
};

const RECONCILE: Readonly<Record<Kind, (deps: RequestDeps, id: string, owner: string) => Promise<void>>> = {
  delete: reconcileDeletion,
  create: reconcileCreation,
  edit: reconcileEdit,
  join: reconcileEdit,
  leave: reconcileEdit,
  restore: reconcileCreation,
};

/** The queries return known kinds only; others belong to a newer version. */
function kindOf(kind: string): Kind {
  return KINDS.find((known) => known === kind) ?? 'delete';
}

/** The form is closed, so the outcome goes to the card or a direct message. */
async function processReceived(
  deps: RequestDeps,
  owner: string,
  { id, kind, needed }: { id: string; kind: Kind; needed: number },
): Promise<void> {
  if (needsApproval({ kind, needed })) return acceptAbandoned(deps, id);
  const outcome = await (isCreation(kind) ? createGroup : editGroup)(deps, id, { owner });
  if (outcome && 'failed' in outcome) await notifyNotDone(deps, id, outcome.failed);
}
