import type { Kysely } from 'kysely';
import { type ChangeRequest, type KeptRoom, roomsOf, storeRooms, type VisibleRooms } from '../../changes/index.ts';
import type { DocSpace, Room } from '../../docspace/index.ts';
import { personName } from '../../groups/format.ts';
import { byName, firstNamed, lookUpRooms, type RoomsLookup, roomName, visibleRooms } from '../../groups/rooms.ts';
import type { Database } from '../../store/index.ts';

/** How long a deletion waits for the list of its group's rooms, and then for the level in each, in milliseconds. */
const LIST_WITHIN_MS = 5_000;
const LEVELS_WITHIN_MS = 10_000;
/** Longest name of a room that is kept, in code points; DocSpace takes 170. */
const LONGEST_NAME = 200;
/** Rooms whose level is looked up before a deletion, a call each; of further ones it is not known. */
const MOST_LEVELS = 100;

/** What a look found, as a request shows and keeps it. */
export interface FoundRooms {
  seen: VisibleRooms;
  /** Undefined where the look failed. */
  rooms?: KeptRoom[] | undefined;
}

/** What a look at the rooms of a group found; `sees`: the requester sees these rooms in DocSpace themselves. */
export function foundRooms(look: RoomsLookup, sees: boolean): FoundRooms {
  const rooms = 'rooms' in look ? look.rooms.items.map((room) => keptRoom(room)) : undefined;
  return { seen: visibleRooms(look, sees), rooms };
}

/** Reads the rooms and the group's level in each right before the group is deleted: DocSpace forgets them with it. */
export async function roomsBeforeDeletion(docspace: DocSpace, request: ChangeRequest): Promise<FoundRooms> {
  const { id, name, damaged } = request.group;
  const look = await lookUpRooms(docspace, id, LIST_WITHIN_MS);
  const found = foundRooms(look, isNamed(request.rooms));
  const ids = (found.rooms ?? []).slice(0, MOST_LEVELS).map((room) => room.id);
  // Of a damaged group nobody knows the name.
  const levels = await docspace.rooms.levelsOf({ id, name: damaged ? '' : name }, ids, { withinMs: LEVELS_WITHIN_MS });
  return { ...found, rooms: found.rooms?.map((room) => withLevel(room, levels.get(room.id))) };
}

/**
 * What a request keeps of a look. One that failed takes nothing away; nor does one after a deletion was sent, which may
 * have ended the access to rooms already.
 */
export async function roomsToKeep(
  db: Kysely<Database>,
  { id, rooms: shown, everSent }: ChangeRequest,
  found: FoundRooms,
): Promise<FoundRooms> {
  if (!found.rooms || 'unknown' in found.seen) return { seen: shown && 'total' in shown ? shown : found.seen };
  if (!everSent) return found;
  const before = new Map((await roomsOf(db, id)).map((room) => [room.id, room]));
  const now = found.rooms.map((room) => withLevel(room, room.level ?? before.get(room.id)?.level));
  const gone = [...before.values()].filter((room) => !now.some((each) => each.id === room.id));
  const rooms = byName([...now, ...gone]);
  const total = Math.max(found.seen.total, rooms.length);
  return { seen: { total, ...(found.seen.named ? { named: firstNamed(rooms) } : {}) }, rooms };
}

/** The column of a request that shows its rooms. */
export function roomsColumn({ seen }: FoundRooms): { rooms_json: string } {
  return { rooms_json: JSON.stringify(seen) };
}

/** Keeps what was found beside its request, in the transaction that moves it. */
export async function storeFound(trx: Kysely<Database>, requestId: string, { rooms }: FoundRooms): Promise<void> {
  if (rooms) await storeRooms(trx, requestId, rooms);
}

/** Whether rooms may be named to those who read the request. */
function isNamed(seen: VisibleRooms | undefined): boolean {
  return seen !== undefined && 'named' in seen;
}

function keptRoom({ id, name, archived, owner }: Room): KeptRoom {
  return {
    id,
    name: roomName({ name }, LONGEST_NAME),
    archived,
    ...(owner ? { owner: { id: owner.id, name: personName({ ...owner, status: 'active' }) } } : {}),
  };
}

function withLevel(room: KeptRoom, level: number | undefined): KeptRoom {
  return level === undefined ? room : { ...room, level };
}
