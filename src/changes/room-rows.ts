import type { Kysely } from 'kysely';
import type { Database } from '../store/index.ts';
import type { Member } from './wanted.ts';

/** A room that was shared with a deleted group, as its deletion stores it. */
export interface KeptRoom {
  id: string;
  name: string;
  archived: boolean;
  owner?: Member | undefined;
  /** The group's access level, a number of the DocSpace API; undefined if it was not read. */
  level?: number | undefined;
}

/** Replaces the stored rooms of a request's group. */
export async function storeRooms(trx: Kysely<Database>, requestId: string, rooms: readonly KeptRoom[]): Promise<void> {
  await trx.deleteFrom('request_rooms').where('request_id', '=', requestId).execute();
  if (rooms.length === 0) return;
  const rows = rooms.map(({ id, name, archived, owner, level }, position) => ({
    request_id: requestId,
    position,
    room_id: id,
    name,
    archived: archived ? 1 : 0,
    owner_id: owner?.id ?? null,
    owner_name: owner?.name ?? null,
    level: level ?? null,
  }));
  await trx.insertInto('request_rooms').values(rows).execute();
}

/** The stored rooms of a request's group, in order. */
export async function roomsOf(db: Kysely<Database>, requestId: string): Promise<KeptRoom[]> {
  const rows = await db
    .selectFrom('request_rooms')
    .selectAll()
    .where('request_id', '=', requestId)
    .orderBy('position')
    .execute();
  return rows.map(({ room_id, name, archived, owner_id, owner_name, level }) => ({
    id: room_id,
    name,
    archived: archived === 1,
    ...(owner_id === null ? {} : { owner: { id: owner_id, name: owner_name ?? '' } }),
    ...(level === null ? {} : { level }),
  }));
}
