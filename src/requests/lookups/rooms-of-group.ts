import type { Kysely } from 'kysely';
import { type ChangeRequest, type KeptRoom, roomsOf, storeRooms, type VisibleRooms } from '../../changes/index.ts';
import type { DocSpace, Room } from '../../docspace/index.ts';
import { personName } from '../../groups/format.ts';
import { byName, firstNamed, lookUpRooms, type RoomsLookup, roomName, visibleRooms } from '../../groups/rooms.ts';
import type { Database } from '../../store/index.ts';

/** Timeouts of a deletion for the list of its group's rooms, and for the access levels, in milliseconds. */
const LIST_WITHIN_MS = 5_000;
const LEVELS_WITHIN_MS = 10_000;
/** Longest stored name of a room, in code points; DocSpace allows 170. */
const LONGEST_NAME = 200;
/** Rooms whose access level is looked up before a deletion, one call each; beyond that it is unknown. */
const MOST_LEVELS = 100;

/** Result of a lookup, as a request shows and stores it. */
export interface FoundRooms {
  seen: VisibleRooms;
  /** Undefined when the lookup failed. */
  rooms?: KeptRoom[] | undefined;
}

/** @param sees whether the requester can see these rooms in DocSpace */
export function foundRooms(lookup: RoomsLookup, sees: boolean): FoundRooms {
  const rooms = 'rooms' in lookup ? lookup.rooms.items.map((room) => keptRoom(room)) : undefined;
  return { seen: visibleRooms(lookup, sees), rooms };
}

/** Reads the rooms and access levels right before the group is deleted: DocSpace deletes them with it. */
export async function roomsBeforeDeletion(docspace: DocSpace, request: ChangeRequest): Promise<FoundRooms> {
  const { id, name, damaged } = request.group;
  const lookup = await lookUpRooms(docspace, id, LIST_WITHIN_MS);
  const found = foundRooms(lookup, isNamed(request.rooms));
  const ids = (found.rooms ?? []).slice(0, MOST_LEVELS).map((room) => room.id);
  // The name of a damaged group is unknown.
  const levels = await docspace.rooms.levelsOf({ id, name: damaged ? '' : name }, ids, { withinMs: LEVELS_WITHIN_MS });
  return { ...found, rooms: found.rooms?.map((room) => withLevel(room, levels.get(room.id))) };
}

/**
 * Merges a lookup into what a request stores. A failed lookup removes nothing; neither does one after a deletion was sent,
 * which may already have removed the access to rooms.
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

export function roomsColumn({ seen }: FoundRooms): { rooms_json: string } {
  return { rooms_json: JSON.stringify(seen) };
}

/** Stores the rooms of a request, in the transaction that moves it. */
export async function storeFound(trx: Kysely<Database>, requestId: string, { rooms }: FoundRooms): Promise<void> {
  if (rooms) await storeRooms(trx, requestId, rooms);
}

/** Whether the request shows the names of rooms. */
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
