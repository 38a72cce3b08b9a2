import type { Kysely } from 'kysely';
import type { Database } from './tables.ts';

/** A room that opened through a deleted group, as in the exported record. */
export interface RecordedRoom {
  id: string;
  name: string;
  archived: boolean;
  /** The group's access level as the portal's number (docspace-api §10.2); left out if it was not read. */
  level?: number;
  ownerId?: string;
  ownerName?: string;
}

/** The stored rooms of requests, by request id; erased ones are missing. */
export async function recordedRooms(
  db: Kysely<Database>,
  requestIds: readonly string[],
): Promise<ReadonlyMap<string, RecordedRoom[]>> {
  if (requestIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('request_rooms')
    .selectAll()
    .where('request_id', 'in', [...requestIds])
    .orderBy('request_id')
    .orderBy('position')
    .execute();
  const rooms = new Map<string, RecordedRoom[]>();
  for (const { request_id, room_id, name, archived, level, owner_id, owner_name } of rows) {
    const room = {
      id: room_id,
      name,
      archived: archived === 1,
      ...(level === null ? {} : { level }),
      ...(owner_id === null ? {} : { ownerId: owner_id }),
      ...(owner_name === null ? {} : { ownerName: owner_name }),
    };
    rooms.set(request_id, [...(rooms.get(request_id) ?? []), room]);
  }
  return rooms;
}
