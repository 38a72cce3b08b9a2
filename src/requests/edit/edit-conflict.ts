import { type ChangeRequest, knownRequestsOf, type WantedEdit } from '../../changes/index.ts';
import type { GroupState } from '../../docspace/index.ts';
import { nameOf, personName } from '../../groups/format.ts';
import { REMOVED } from '../../store/index.ts';
import type { RequestDeps } from '../deps.ts';
import type { Conflict } from '../errors.ts';
import { formOpenedAt } from '../submissions/drafts.ts';

/** Edits of one group that are searched for the author of a change: far more than are saved while a form is open. */
const SEARCH_LIMIT = 20;

/**
 * Fields of an edit that have changed since its form showed them, with the user who changed them if the app knows.
 * People never conflict: they are compared one by one.
 */
export async function conflictsOf(
  deps: RequestDeps,
  request: ChangeRequest,
  edit: WantedEdit,
  now: GroupState,
): Promise<Conflict[]> {
  const conflicts = differencesOf(edit, now);
  if (conflicts.length === 0) return [];
  const since = await formOpenedAt(deps.store.db, request.id);
  const sent = since === undefined ? [] : await sentSince(deps, request, since);
  return conflicts.map((conflict) => ({ ...conflict, by: whoChanged(conflict.field, sent, now, request) }));
}

/** Fields of an edit that have neither the value its form showed nor the requested one. */
export function differencesOf({ name, manager }: WantedEdit, now: Pick<GroupState, 'name' | 'manager'>): Conflict[] {
  const managerId = now.manager?.id;
  return [
    ...(name && now.name !== name.from && now.name !== name.to
      ? [{ field: 'name' as const, yours: name.to, theirs: nameOf(now) }]
      : []),
    ...(manager && managerId !== manager.from?.id && managerId !== manager.to?.id
      ? [{ field: 'manager' as const, yours: manager.to?.name, theirs: now.manager && personName(now.manager) }]
      : []),
  ];
}

/** Edits of the group that this app has sent since then, newest first. The previous one in the queue may still be open. */
async function sentSince(
  { store, portal }: RequestDeps,
  { group }: ChangeRequest,
  since: number,
): Promise<ChangeRequest[]> {
  const rows = await store.db
    .selectFrom('requests')
    .selectAll()
    .where('kind', '=', 'edit')
    .where('state', 'in', ['applied', 'applying'])
    .where('portal', '=', portal)
    .where('group_id', '=', group.id)
    .where('updated_at', '>=', since)
    .orderBy('updated_at', 'desc')
    .limit(SEARCH_LIMIT)
    .execute();
  return knownRequestsOf(store.db, rows);
}

/** Who saved the current value of a field; undefined if it was changed in DocSpace, or the name was erased. */
function whoChanged(
  field: Conflict['field'],
  sent: readonly ChangeRequest[],
  now: GroupState,
  { account }: ChangeRequest,
): Conflict['by'] {
  const made = sent.find((request) => hasSet(field, request, now));
  const name = made?.requester?.name;
  if (!name || name === REMOVED) return undefined;
  return made.account === account ? 'you' : { name };
}

/** Whether an edit requested the current value and applied it: an edit can be applied in part. */
function hasSet(field: Conflict['field'], { edit, group, state }: ChangeRequest, now: GroupState): boolean {
  if (field === 'name') return edit?.name?.to === now.name && (state === 'applying' || group.name === now.name);
  const isNow = (manager: { id: string } | undefined) => manager?.id === now.manager?.id;
  return edit?.manager !== undefined && isNow(edit.manager.to) && (state === 'applying' || isNow(group.manager));
}
