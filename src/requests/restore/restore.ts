import type { Kysely } from 'kysely';
import {
  AlreadyReversed,
  type ChangeRequest,
  findRequest,
  inChunks,
  lockRequest,
  type Member,
  membersOf,
  NoSuchRequest,
  restoreRefusal,
  sizeOf,
  type VisibleRooms,
  type WantedGroup,
} from '../../changes/index.ts';
import type { DocSpace } from '../../docspace/index.ts';
import { personName } from '../../groups/format.ts';
import { cannotJoin } from '../../groups/who-can-join.ts';
import { type Database, recordLine } from '../../store/index.ts';
import type { RequestDeps } from '../deps.ts';
import { NotRestorable } from '../errors.ts';
import { belongsHere } from '../lookups/current-access.ts';
import { reversalOf } from '../lookups/reversal.ts';
import type { MissingPerson } from '../text/restore.ts';
import { roomsOfDeletion } from './rooms-to-share.ts';

/** A deleted group, and the part of it that can be restored. */
export interface Restorable {
  deletion: ChangeRequest;
  /** The group with the people who can be members now. */
  wanted: WantedGroup;
  left: MissingPerson[];
  /** The rooms shared with it, as far as this account can see them. */
  rooms: VisibleRooms | undefined;
}

/**
 * The part of a deleted group that can be restored, for the restore form.
 * @throws NoSuchRequest, NotRestorable, AlreadyReversed, or the failure of a lookup
 */
export async function restorable(deps: RequestDeps, deletionId: string, account: string): Promise<Restorable> {
  const reversal = await reversalOf(deps.store.db, deletionId);
  if (reversal) throw new AlreadyReversed(reversal);
  const deletion = await deletionToRestore(deps, deletionId, await deps.store.now());
  const docspace = deps.docspace.for({ person: account, urgency: 'look-up' });
  const possible = await withoutDeparted(docspace, await deletedGroup(deps.store.db, deletion));
  return { deletion, ...possible, rooms: await roomsOfDeletion(deps, deletion, account) };
}

/**
 * The deletion that a restore undoes, if its group can be restored.
 * @param asked when the restore was requested: the time it waits for approval does not count
 * @throws NoSuchRequest, NotRestorable
 */
export async function deletionToRestore(deps: RequestDeps, id: string, asked: number): Promise<ChangeRequest> {
  const deletion = await findRequest(deps.store.db, id);
  if (!deletion) throw new NoSuchRequest();
  const { restoreForMs } = deps.policy;
  const elsewhere = belongsHere(deps, deletion) ? undefined : 'elsewhere';
  const why = elsewhere ?? restoreRefusal(deletion, { now: asked, restoreForMs });
  if (why) throw new NotRestorable(deletion, why, restoreForMs);
  const { memberCount } = await deps.store.db
    .selectFrom('request_members')
    .select(({ fn }) => fn.countAll().as('memberCount'))
    .where('request_id', '=', id)
    .executeTakeFirstOrThrow();
  if (Number(memberCount) !== sizeOf(deletion.group)) throw new NotRestorable(deletion, 'not-kept', restoreForMs);
  return deletion;
}

/** A group as it was deleted, with all its members. */
export async function deletedGroup(
  db: Kysely<Database>,
  { id, group: { name, manager } }: Pick<ChangeRequest, 'id' | 'group'>,
): Promise<WantedGroup> {
  const members = await membersOf(db, id);
  return { name, manager, members: members.filter((member) => member.id !== manager?.id) };
}

/** A group without the people who cannot be members now. */
export async function withoutDeparted(
  docspace: DocSpace,
  { name, manager, members }: WantedGroup,
): Promise<{ wanted: WantedGroup; left: MissingPerson[] }> {
  const everybody = manager ? [manager, ...members] : members;
  const people = await docspace.people.byIds(everybody.map(({ id }) => id));
  const returning: Member[] = [];
  const left: MissingPerson[] = [];
  for await (const chunk of inChunks(everybody))
    for (const member of chunk) {
      const person = people.get(member.id);
      const why = cannotJoin(person);
      // By the name stored with the deletion, so that erasing a person also finds it in texts made from here.
      if (why) left.push({ name: member.name, why, manager: member === manager });
      else returning.push({ id: member.id, name: person ? personName(person) : member.name });
    }
  const returningManager = manager && returning.find(({ id }) => id === manager.id);
  const wanted = { name, members: returning.filter((member) => member !== returningManager) };
  return { wanted: returningManager ? { ...wanted, manager: returningManager } : wanted, left };
}

/** Marks the deletion as restored, for its card and for the history of the deleted group. */
export async function showRestored(
  trx: Kysely<Database>,
  now: number,
  { id, reverses = '', requester: by, group }: ChangeRequest,
): Promise<void> {
  await lockRequest(trx, reverses);
  const deletion = await findRequest(trx, reverses);
  if (!deletion) return;
  const { facts, group: deleted } = deletion;
  const facts_json = JSON.stringify({ ...facts, restored: { id, by } });
  await trx.updateTable('requests').set({ facts_json }).where('id', '=', reverses).execute();
  await recordLine(trx, {
    at: now,
    action: 'group_restored',
    account: by?.account,
    personId: by?.personId,
    portal: deletion.portal,
    groupId: deleted.id,
    requestId: reverses,
    answer: group.id,
    words: { groupName: deleted.name, personName: by?.name },
  });
}
