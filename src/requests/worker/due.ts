import { type ChangeRequest, HOLDING, KINDS, knownRequestsOf } from '../../changes/index.ts';
import type { RequestDeps } from '../deps.ts';

interface DueRequest {
  id: string;
  kind: string;
  state: string;
  reverses: string | null;
}

/** Requests that are due to be applied or checked; one with an unchecked Stop or Reject waits for that check. */
export async function due({ store }: RequestDeps): Promise<DueRequest[]> {
  const now = await store.now();
  return store.db
    .selectFrom('requests')
    .select(['id', 'kind', 'state', 'reverses'])
    .where('state', 'in', ['approved', 'uncertain'])
    .where('kind', 'in', [...KINDS])
    .where('due_at', '<=', now)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('decisions')
            .select('decisions.id')
            .whereRef('decisions.request_id', '=', 'requests.id')
            .where('checked', 'is', null)
            .where('what', 'in', [...HOLDING]),
        ),
      ),
    )
    .orderBy('due_at')
    .limit(100)
    .execute();
}

/** Expired requests: not decided in time, failed and not retried in time, or approved and due for too long. */
export async function overdue({ store, policy }: RequestDeps): Promise<ChangeRequest[]> {
  const now = await store.now();
  const rows = await store.db
    .selectFrom('requests')
    .selectAll()
    .where('kind', 'in', [...KINDS])
    .where((where) =>
      where.or([
        where('state', 'in', ['received', 'waiting', 'failed']).and('expires_at', '<=', now),
        where('state', '=', 'approved').and('due_at', '<=', now - policy.expiryMs),
      ]),
    )
    .limit(100)
    .execute();
  return knownRequestsOf(store.db, rows);
}

/** Makes uncertain requests due when the app starts, so that the admin who started it gets the outcome soon. */
export async function lookAgain({ store }: RequestDeps): Promise<void> {
  await store.write(async (trx, now) => {
    await trx
      .updateTable('requests')
      .set({ due_at: now })
      .where('state', '=', 'uncertain')
      .where('kind', 'in', [...KINDS])
      .execute();
  });
}

/** Rows of version 0.1 name no portal and no workspace: they belong to the current ones. */
export async function adoptOldRows({ store, portal, workspace }: RequestDeps): Promise<void> {
  await store.write(async (trx) => {
    await trx
      .updateTable('requests')
      .set({ portal, workspace: workspace() ?? '' })
      .where('portal', '=', '')
      .execute();
  });
}
