import type { Kysely } from 'kysely';
import { type ChangeRequest, findRequest, restoreRefusal } from '../../changes/index.ts';
import { type Database, recordedGroup, recordLine } from '../../store/index.ts';
import type { RequestDeps } from '../deps.ts';
import { GroupGone } from '../errors.ts';

type Scope = Pick<RequestDeps, 'portal'>;

/** Audit actions whose requests have a card that shows the group. */
const CREATED = ['create_done', 'restore_done'];
const EDITED = ['edit_done', 'join_done', 'leave_done'];

/** The deletion by which this app deleted a group; undefined if it did not. */
export async function deletionOf(
  db: Kysely<Database>,
  { portal }: Scope,
  groupId: string,
): Promise<ChangeRequest | undefined> {
  const requestId = await requestOf(db, { portal, groupId, actions: ['delete_done'], order: 'desc' });
  const deletion = requestId === undefined ? undefined : await findRequest(db, requestId);
  return deletion?.state === 'applied' && deletion.why !== 'already-gone' ? deletion : undefined;
}

/** The requests whose cards show a group: its creation and its last edit. */
export async function shownBy(db: Kysely<Database>, { portal }: Scope, groupId: string): Promise<string[]> {
  const ids = [
    await requestOf(db, { portal, groupId, actions: CREATED, order: 'asc' }),
    await requestOf(db, { portal, groupId, actions: EDITED, order: 'desc' }),
  ];
  return ids.flatMap((id) => id ?? []);
}

async function requestOf(
  db: Kysely<Database>,
  line: { portal: string; groupId: string; actions: readonly string[]; order: 'asc' | 'desc' },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('record')
    .select('request_id')
    .where('group_id', '=', line.groupId)
    .where('portal', '=', line.portal)
    .where('action', 'in', [...line.actions])
    .where('request_id', 'is not', null)
    .orderBy('id', line.order)
    .limit(1)
    .executeTakeFirst();
  return row?.request_id ?? undefined;
}

/**
 * Why a group is not in DocSpace: the deletion by this app, or when the app first noticed that it is missing. Undefined
 * for a group that is not in the audit record.
 */
export async function whyGone(deps: RequestDeps, groupId: string): Promise<GroupGone | undefined> {
  const { db } = deps.store;
  const deletion = await deletionOf(db, deps, groupId);
  if (deletion) {
    const { restoreForMs } = deps.policy;
    const isRestorable = !restoreRefusal(deletion, { now: await deps.store.now(), restoreForMs });
    return new GroupGone({ id: groupId, name: deletion.group.name }, { deletion, isRestorable });
  }
  const known = await recordedGroup(db, deps.portal, groupId);
  return known && new GroupGone(known, { noticedAt: await noticedAt(deps, known) });
}

/** When the app first noticed that a group was deleted outside the app; recorded on the first call. */
function noticedAt({ store, portal }: RequestDeps, group: { id: string; name?: string | undefined }): Promise<number> {
  return store.write(async (trx, now) => {
    const line = await trx
      .selectFrom('record')
      .select('at')
      .where('group_id', '=', group.id)
      .where('portal', '=', portal)
      .where('action', '=', 'group_missing')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (line) return Number(line.at);
    await recordLine(trx, {
      at: now,
      action: 'group_missing',
      portal,
      groupId: group.id,
      answer: 'GET 404',
      words: { groupName: group.name },
    });
    return now;
  });
}
