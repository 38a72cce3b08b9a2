import {
  type ChangeRequest,
  findRequest,
  type KeptRoom,
  NoSuchRequest,
  roomsOf,
  roomsTotal,
  type VisibleRooms,
} from '../../changes/index.ts';
import { canSeeEveryRoom, firstNamed, lookUpRooms } from '../../groups/rooms.ts';
import type { RequestDeps } from '../deps.ts';
import { belongsHere } from '../lookups/current-access.ts';

/** The rooms that were shared with a deleted group, for one person. */
export interface RoomsToShare {
  /** The restore that lists them. */
  request: ChangeRequest;
  /** The stored rooms; empty if DocSpace would not show them to this person. */
  rooms: readonly KeptRoom[];
  total: number;
  hidden: boolean;
  /** Ids of the rooms already shared with the restored group; undefined when not looked up or the lookup failed. */
  shared: ReadonlySet<string> | undefined;
}

/**
 * The rooms to share with a restored group again, and those already shared; `isNew`: none can be shared yet.
 * @throws NoSuchRequest, AccessDenied
 */
export async function roomsToShare(
  deps: RequestDeps,
  requestId: string,
  { account, isNew = false }: { account: string; isNew?: boolean | undefined },
): Promise<RoomsToShare> {
  const { store } = deps;
  const { person } = await deps.access.require(account, 'read');
  const request = await findRequest(store.db, requestId);
  if (!request || request.reverses === undefined || !belongsHere(deps, request)) throw new NoSuchRequest();
  const total = roomsTotal(request.rooms) ?? 0;
  const hidden = !(canSeeEveryRoom(person) || (await wasMember(deps, request.reverses, person.id)));
  const rooms = hidden ? [] : await roomsOf(store.db, request.reverses);
  const docspace = deps.docspace.for({ person: account, urgency: 'look-up' });
  const lookup = isNew ? undefined : await lookUpRooms(docspace, request.group.id);
  const shared = lookup && 'rooms' in lookup ? new Set(lookup.rooms.items.map(({ id }) => id)) : undefined;
  return { request, rooms, total, hidden, shared };
}

/** The rooms of a deletion, as far as the account that opened the restore form can see them. */
export async function roomsOfDeletion(
  deps: RequestDeps,
  { id, rooms }: Pick<ChangeRequest, 'id' | 'rooms'>,
  account: string,
): Promise<VisibleRooms | undefined> {
  const total = roomsTotal(rooms);
  if (total === undefined) return rooms;
  const { person } = await deps.access.require(account, 'read');
  const sees = canSeeEveryRoom(person) || (await wasMember(deps, id, person.id));
  return { total, ...(sees ? { named: firstNamed(await roomsOf(deps.store.db, id)) } : {}) };
}

async function wasMember({ store }: RequestDeps, deletionId: string, personId: string): Promise<boolean> {
  const row = await store.db
    .selectFrom('request_members')
    .select('position')
    .where('request_id', '=', deletionId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}
