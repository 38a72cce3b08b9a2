import { type ChangeRequest, knownRequestsOf, OPEN_STATES, restoreRefusal } from '../../changes/index.ts';
import { bestFits, wantedName } from '../../groups/matching.ts';
import type { GroupReference } from '../../groups/reference.ts';
import { REMOVED } from '../../store/index.ts';
import type { RequestDeps } from '../deps.ts';

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
export async function deletedGroups(deps: RequestDeps, reference: GroupReference): Promise<DeletedGroups> {
  const { store, policy } = deps;
  const now = await store.now();
  const deleted = deletionsSince(deps, now - policy.restoreForMs);
  const fitting =
    reference.kind === 'id'
      ? await deleted.where('group_id', '=', reference.id).execute()
      : fittingOf(await deleted.execute(), reference);
  const ids = fitting.slice(0, MOST_OFFERED).map(({ requestId }) => requestId);
  const whole = store.db
    .selectFrom('requests')
    .selectAll()
    .where('id', 'in', ['', ...ids]);
  const deletions = await knownRequestsOf(store.db, await whole.orderBy('updated_at', 'desc').execute());
  // What the columns do not say: DocSpace could not show the group.
  const offered = deletions.filter((each) => !restoreRefusal(each, { now, restoreForMs: policy.restoreForMs }));
  return { offered, total: fitting.length - (deletions.length - offered.length) };
}

interface Deleted {
  requestId: string;
  /** Of the group. */
  id: string;
  name: string;
}

/** Deletions that nobody has taken back, the last one first. */
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
    .limit(MOST_READ);
}

function fittingOf(deleted: readonly Deleted[], reference: Exclude<GroupReference, { kind: 'id' }>) {
  return reference.kind === 'none' ? deleted : (bestFits(deleted, wantedName(reference.name))?.groups ?? []);
}
