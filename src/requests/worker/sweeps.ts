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

/** What a newer version of the app wrote is its own to look after. */
export function leaveToNewer(error: unknown): void {
  if (!(error instanceof RequestOfNewerVersion)) throw error;
}

/** Does a piece of work, one at a time for each key; all lines of the log that it causes say what it is about. */
export type Handle = (key: string, about: LogFacts, work: () => Promise<unknown>) => void;

/** Looks through the open requests once: expires what is overdue, applies what is due, looks after what is not certain. */
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
      // Its card says so when it is taken back.
      if (reverses !== null) await deps.outbox.flush(reverses);
    });
}

/** Takes up what a process left behind after its acknowledgement: submissions and decisions that nobody looked up. */
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
      await takeUp(deps, owner, { id, kind: kindOf(kind), needed });
      await deps.outbox.flush(id);
    });
  for (const id of await uncheckedDecisions(deps.store, olderThanMs))
    handle(`check ${id}`, { decision: id }, async () => {
      const { request } = await checkDecision(deps, id);
      if (request.state === 'approved') wake(policyFor(request.kind, deps.policy).graceMs);
      await deps.outbox.flush(request.id);
    });
}

async function acceptLeftBehind(deps: RequestDeps, id: string): Promise<void> {
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

/** Rows of other kinds are not read at all: they belong to a newer version. */
function kindOf(kind: string): Kind {
  return KINDS.find((known) => known === kind) ?? 'delete';
}

/** Its form is gone: what became of it is said by its card, or directly. */
async function takeUp(
  deps: RequestDeps,
  owner: string,
  { id, kind, needed }: { id: string; kind: Kind; needed: number },
): Promise<void> {
  if (needsApproval({ kind, needed })) return acceptLeftBehind(deps, id);
  const outcome = await (isCreation(kind) ? createGroup : editGroup)(deps, id, { owner });
  if (outcome && 'failed' in outcome) await notifyNotDone(deps, id, outcome.failed);
}
