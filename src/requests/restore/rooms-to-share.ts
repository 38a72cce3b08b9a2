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

/** The rooms that opened through a deleted group, for one person. */
export interface RoomsToShare {
  /** The restore that lists them. */
  request: ChangeRequest;
  /** Those that are kept; nothing where DocSpace would not show them to this person. */
  rooms: readonly KeptRoom[];
  /** How many there were in all. */
  total: number;
  hidden: boolean;
  /** Ids of the rooms that open through the restored group again; undefined where nobody looked, or the look failed. */
  shared: ReadonlySet<string> | undefined;
}

/**
 * What has to be shared with a restored group again, and what of it is shared by now; `isNew`: nothing can be yet.
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
  const look = isNew ? undefined : await lookUpRooms(docspace, request.group.id);
  const shared = look && 'rooms' in look ? new Set(look.rooms.items.map(({ id }) => id)) : undefined;
  return { request, rooms, total, hidden, shared };
}

/** What the form of a restore shows of the rooms of its deletion to the account that opened it. */
export async function roomsOfDeletion(
  deps: RequestDeps,
  { id, rooms: seen }: Pick<ChangeRequest, 'id' | 'rooms'>,
  account: string,
): Promise<VisibleRooms | undefined> {
  const total = roomsTotal(seen);
  if (total === undefined) return seen;
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
