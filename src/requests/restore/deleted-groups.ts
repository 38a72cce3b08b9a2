import { type ChangeRequest, knownRequestsOf, OPEN_STATES, restoreRefusal } from '../../changes/index.ts';
import { bestFits, wantedName } from '../../groups/matching.ts';
import type { GroupReference } from '../../groups/reference.ts';
import { REMOVED } from '../../store/index.ts';
import type { RequestDeps } from '../deps.ts';

/** Latest deletions whose names are compared with the typed one. */
const READ_LIMIT = 1_000;
/** Groups offered at once. */
const OFFER_LIMIT = 10;

/** Deletions whose groups can be restored, newest first. */
export interface DeletedGroups {
  offered: ChangeRequest[];
  total: number;
}

/** Groups that can be restored: all of them, or the best matches for the typed reference. */
export async function deletedGroups(deps: RequestDeps, reference: GroupReference): Promise<DeletedGroups> {
  const { store, policy } = deps;
  const now = await store.now();
  const deleted = deletionsSince(deps, now - policy.restoreForMs);
  const matches =
    reference.kind === 'id'
      ? await deleted.where('group_id', '=', reference.id).execute()
      : matchesOf(await deleted.execute(), reference);
  const ids = matches.slice(0, OFFER_LIMIT).map(({ requestId }) => requestId);
  const rows = store.db
    .selectFrom('requests')
    .selectAll()
    .where('id', 'in', ['', ...ids]);
  const deletions = await knownRequestsOf(store.db, await rows.orderBy('updated_at', 'desc').execute());
  // Damaged groups can be filtered only after parsing the row.
  const offered = deletions.filter((each) => !restoreRefusal(each, { now, restoreForMs: policy.restoreForMs }));
  return { offered, total: matches.length - (deletions.length - offered.length) };
}

interface Deleted {
  requestId: string;
  /** Of the group. */
  id: string;
  name: string;
}

/** Deletions that are not undone, newest first. */
function deletionsSince({ store, portal }: RequestDeps, since: number) {
  return store.db
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
    )
    .orderBy('updated_at', 'desc')
    .limit(READ_LIMIT);
}

function matchesOf(deleted: readonly Deleted[], reference: Exclude<GroupReference, { kind: 'id' }>) {
  return reference.kind === 'none' ? deleted : (bestFits(deleted, wantedName(reference.name))?.groups ?? []);
}
