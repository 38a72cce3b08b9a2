import { isCreation, KINDS, type Kind, needsApproval, policyFor, RequestOfNewerVersion } from '../../changes/index.ts';
import { accept } from '../accept/accept.ts';
import { createGroup } from '../create/create-group.ts';
import { reconcileCreation } from '../create/reconcile-creation.ts';
import { checkDecision } from '../decisions/decide.ts';
import { uncheckedDecisions } from '../decisions/decision-rows.ts';
import { applyDeletion, takeOverAttempt } from '../delete/apply-deletion.ts';
import { reconcileDeletion } from '../delete/reconcile-deletion.ts';
import type { RequestParts } from '../deps.ts';
import { editGroup } from '../edit/edit-group.ts';
import { reconcileEdit } from '../edit/reconcile-edit.ts';
import { move } from '../lifecycle/apply-event.ts';
import { abandonedAttempts } from '../lifecycle/attempt-rows.ts';
import { due, overdue } from './due.ts';
import { tellExpired, tellNotDone, tellRefused } from './notify.ts';

/** What a newer version of the app wrote is its own to look after. */
export function leaveToNewer(error: unknown): void {
  if (!(error instanceof RequestOfNewerVersion)) throw error;
}

type Handle = (key: string, work: () => Promise<unknown>) => void;

/** Looks through the open requests once: expires what is overdue, applies what is due, looks after what is not certain. */
export async function sweepOpen(
  parts: RequestParts,
  owner: string,
  { handle, show }: { handle: Handle; show: (requestId: string) => void },
): Promise<void> {
  for (const request of await overdue(parts)) {
    await parts.store.write(async (trx, now) => {
      if (await move(parts, trx, now, request, 'expire')) await tellExpired(trx, now, request);
    });
    show(request.id);
  }
  for (const id of await abandonedAttempts(parts.store)) await takeOverAttempt(parts, id).catch(leaveToNewer);
  for (const { id, kind, state, reverses } of await due(parts))
    handle(id, async () => {
      if (state === 'approved') await APPLY[kindOf(kind)](parts, id, { owner });
      else await RECONCILE[kindOf(kind)](parts, id, owner);
      await parts.outbox.flush(id);
      // Its card says so when it is taken back.
      if (reverses !== null) await parts.outbox.flush(reverses);
    });
}

/** Takes up what a process left behind after its acknowledgement: submissions and decisions that nobody looked up. */
export async function sweepLeftBehind(
  parts: RequestParts,
  owner: string,
  olderThanMs: number,
  { handle, wake }: { handle: Handle; wake: (afterMs: number) => void },
): Promise<void> {
  const before = (await parts.store.now()) - olderThanMs;
  const received = await parts.store.db
    .selectFrom('requests')
    .select(['id', 'kind', 'needed'])
    .where('state', '=', 'received')
    .where('kind', 'in', [...KINDS])
    .where('updated_at', '<=', before)
    .execute();
  for (const { id, kind, needed } of received)
    handle(`accept ${id}`, async () => {
      await takeUp(parts, owner, { id, kind: kindOf(kind), needed });
      await parts.outbox.flush(id);
    });
  for (const id of await uncheckedDecisions(parts.store, olderThanMs))
    handle(`check ${id}`, async () => {
      const { request } = await checkDecision(parts, id);
      if (request.state === 'approved') wake(policyFor(request.kind, parts.policy).graceMs);
      await parts.outbox.flush(request.id);
    });
}

async function acceptLeftBehind(parts: RequestParts, id: string): Promise<void> {
  await accept(parts, id)
    .catch(leaveToNewer)
    .catch((error: unknown) => tellRefused(parts, id, error));
}

type Apply = (parts: RequestParts, id: string, options: { owner: string }) => Promise<unknown>;

const APPLY: Readonly<Record<Kind, Apply>> = {
  delete: (parts, id, { owner }) => applyDeletion(parts, id, owner),
  create: createGroup,
  edit: editGroup,
  join: editGroup,
  leave: editGroup,
  restore: createGroup,
};

const RECONCILE: Readonly<Record<Kind, (parts: RequestParts, id: string, owner: string) => Promise<void>>> = {
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
  parts: RequestParts,
  owner: string,
  { id, kind, needed }: { id: string; kind: Kind; needed: number },
): Promise<void> {
  if (needsApproval({ kind, needed })) return acceptLeftBehind(parts, id);
  const outcome = await (isCreation(kind) ? createGroup : editGroup)(parts, id, { owner });
  if (outcome && 'failed' in outcome) await tellNotDone(parts, id, outcome.failed);
}
