import {
  type ChangeRequest,
  findRequest,
  type KeptRoom,
  NoSuchRequest,
  roomsOf,
  type VisibleRooms,
} from '../changes/index.ts';
import { canSeeEveryRoom, firstNamed, lookUpRooms } from '../groups/rooms.ts';
import { counted } from '../slack/text.ts';
import type { RequestParts } from './parts.ts';
import { SHARE_AGAIN } from './restore-text.ts';
import { belongsHere } from './today.ts';

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
  parts: RequestParts,
  requestId: string,
  { account, isNew = false }: { account: string; isNew?: boolean | undefined },
): Promise<RoomsToShare> {
  const { store } = parts;
  const { person } = await parts.access.require(account, 'read');
  const request = await findRequest(store.db, requestId);
  if (!request || request.reverses === undefined || !belongsHere(parts, request)) throw new NoSuchRequest();
  const total = roomsTotal(request.rooms) ?? 0;
  const hidden = !(canSeeEveryRoom(person) || (await wasMember(parts, request.reverses, person.id)));
  const rooms = hidden ? [] : await roomsOf(store.db, request.reverses);
  const docspace = parts.docspace.for({ person: account, urgency: 'look-up' });
  const look = isNew ? undefined : await lookUpRooms(docspace, request.group.id);
  const shared = look && 'rooms' in look ? new Set(look.rooms.items.map(({ id }) => id)) : undefined;
  return { request, rooms, total, hidden, shared };
}

/** What the form of a restore shows of the rooms of its deletion to the account that opened it. */
export async function roomsOfDeletion(
  parts: RequestParts,
  { id, rooms: seen }: Pick<ChangeRequest, 'id' | 'rooms'>,
  account: string,
): Promise<VisibleRooms | undefined> {
  const total = roomsTotal(seen);
  if (total === undefined) return seen;
  const { person } = await parts.access.require(account, 'read');
  const sees = canSeeEveryRoom(person) || (await wasMember(parts, id, person.id));
  return { total, ...(sees ? { named: firstNamed(await roomsOf(parts.store.db, id)) } : {}) };
}

/** What a restore says of rooms in public: how many of them, and no names. */
export function shareAgainText(seen: VisibleRooms | undefined): string {
  const total = roomsTotal(seen);
  if (total === undefined) return SHARE_AGAIN;
  if (total === 0) return NO_ROOMS;
  const rooms = counted(total, 'room');
  return `The restored group has a new id: ${rooms}, and files that were shared with the deleted one, have to be shared with it again.`;
}

const NO_ROOMS =
  'The restored group has a new id. No rooms opened through the deleted one; files that were shared with it have to be shared again.';

/** Whether there are rooms to be listed. */
export function hasRooms({ rooms }: Pick<ChangeRequest, 'rooms'>): boolean {
  return (roomsTotal(rooms) ?? 0) > 0;
}

function roomsTotal(seen: VisibleRooms | undefined): number | undefined {
  return seen && 'total' in seen ? seen.total : undefined;
}

async function wasMember({ store }: RequestParts, deletionId: string, personId: string): Promise<boolean> {
  const row = await store.db
    .selectFrom('request_members')
    .select('position')
    .where('request_id', '=', deletionId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}
