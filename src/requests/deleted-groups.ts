import { type ChangeRequest, knownRequestsOf, OPEN_STATES, restoreRefusal } from '../changes/index.ts';
import { bestFits, wantedName } from '../groups/matching.ts';
import type { GroupReference } from '../groups/reference.ts';
import { REMOVED } from '../store/index.ts';
import type { RequestParts } from './parts.ts';

/** Deletions whose names are compared with what was typed: the last ones. */
const MOST_READ = 1_000;
/** Groups that are offered at once. */
const MOST_OFFERED = 10;

/** Deletions whose groups can be restored, the last one first. */
export interface DeletedGroups {
  offered: ChangeRequest[];
  /** How many there are in all. */
  total: number;
}

/** Groups that can be restored: all of them, or those that fit best what was typed. */
export async function deletedGroups(parts: RequestParts, reference: GroupReference): Promise<DeletedGroups> {
  const now = await parts.store.now();
  const fitting = fittingOf(await deletionsSince(parts, now - parts.policy.restoreForMs), reference);
  const ids = fitting.slice(0, MOST_OFFERED).map(({ requestId }) => requestId);
  const rows = parts.store.db
    .selectFrom('requests')
    .selectAll()
    .where('id', 'in', ['', ...ids]);
  const deletions = await knownRequestsOf(parts.store.db, await rows.orderBy('updated_at', 'desc').execute());
  // What the columns do not say: DocSpace could not show the group.
  const offered = deletions.filter(
    (deletion) => !restoreRefusal(deletion, { now, restoreForMs: parts.policy.restoreForMs }),
  );
  return { offered, total: fitting.length - (deletions.length - offered.length) };
}

interface Deleted {
  requestId: string;
  /** Of the group. */
  id: string;
  name: string;
}

async function deletionsSince({ store, portal }: RequestParts, since: number): Promise<Deleted[]> {
  const rows = store.db
    .selectFrom('requests')
    .select(['requests.id as requestId', 'group_id as id', 'group_name as name'])
    .where('portal', '=', portal)
    .where('kind', '=', 'delete')
    .where('state', '=', 'applied')
    .where('why', 'is', null)
    .where('group_name', '!=', REMOVED)
    .where('updated_at', '>=', since)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('requests as reversal')
            .select('reversal.id')
            .whereRef('reversal.reverses', '=', 'requests.id')
            .where('reversal.state', 'in', [...OPEN_STATES, 'applied']),
        ),
      ),
    );
  return rows.orderBy('updated_at', 'desc').limit(MOST_READ).execute();
}

function fittingOf(deleted: readonly Deleted[], reference: GroupReference): readonly Deleted[] {
  switch (reference.kind) {
    case 'none':
      return deleted;
    case 'id':
      return deleted.filter(({ id }) => id === reference.id);
    case 'name':
      return bestFits(deleted, wantedName(reference.name))?.groups ?? [];
  }
}
