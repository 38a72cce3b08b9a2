import { DocSpaceError } from './errors.ts';
import type { Clock, Send } from './request.ts';
import { type Room, type RoomAccess, roomAccessSchema, roomPageSchema, rowsOf } from './schemas.ts';

/** Most rooms that are read for one group: two pages. Further rooms are only counted. */
const MOST_ROOMS = 200;
const LARGEST_PAGE = 100;
/** Concurrent look-ups of access levels, one call per room. */
const CONCURRENCY = 4;
/** `subjectFilter` for access; by default portals before 3.7 filter by owner (docspace-api §10.1). */
const WITH_ACCESS = 1;
/** `searchArea` for active and archived rooms. */
const ACTIVE_AND_ARCHIVED = 2;
/** `filterType` for groups. */
const GROUPS_ONLY = 32;

/** The rooms that open through a group. */
export interface GroupRooms {
  /** The first {@link MOST_ROOMS}, active and archived. */
  items: Room[];
  total: number;
}

/** Options of a read of rooms. */
export interface RoomsOptions {
  /** Time limit for all calls together, in milliseconds. */
  withinMs: number;
}

/** Read-only access to rooms that open through groups. The key needs the scope `rooms:read`. */
export interface Rooms {
  /**
   * The rooms that a group has access to: all of them if the key belongs to the owner or a DocSpace admin, otherwise those the
   * key's owner can enter. Empty for an unknown group.
   * @throws DocSpaceError; MissingScope when the key lacks `rooms:read`
   */
  ofGroup(groupId: string, options: RoomsOptions): Promise<GroupRooms>;
  /**
   * The group's access level in each of these rooms, by room id; rooms whose level cannot be read in time are left out. Errors
   * of the portal are ignored.
   */
  levelsOf(
    group: { id: string; name: string },
    roomIds: readonly string[],
    options: RoomsOptions,
  ): Promise<ReadonlyMap<string, number>>;
}

const accessListSchema = rowsOf(roomAccessSchema);

/** The room calls of a portal. */
export function createRooms(send: Send, clock: Clock): Rooms {
  const levelIn = async (roomId: string, group: { id: string; name: string }, giveUpAt: number) => {
    const query = { filterType: GROUPS_ONLY, filterValue: searchable(group.name), count: LARGEST_PAGE };
    const path = `/files/rooms/${encodeURIComponent(roomId)}/share`;
    const { payload } = await send({ method: 'GET', path, query, schema: accessListSchema, giveUpAt });
    return payload.rows.find((each) => each.groupId === group.id)?.level;
  };

  return {
    async ofGroup(groupId, { withinMs }) {
      const giveUpAt = clock.now() + withinMs;
      const rooms = new Map<string, Room>();
      for (let startIndex = 0; ; ) {
        const query = { subjectId: groupId, subjectFilter: WITH_ACCESS, searchArea: ACTIVE_AND_ARCHIVED };
        const { payload } = await send({
          method: 'GET',
          path: '/files/rooms',
          query: { ...query, count: LARGEST_PAGE, startIndex },
          schema: roomPageSchema,
          giveUpAt,
        });
        const { rows, unreadable } = payload.folders;
        // The same room can be on two pages if others are added or removed meanwhile.
        for (const room of rows) rooms.set(room.id, room);
        startIndex += rows.length + unreadable;
        const total = payload.total ?? startIndex;
        const isLast = rows.length + unreadable === 0 || startIndex >= Math.min(total, MOST_ROOMS);
        if (isLast) return { items: [...rooms.values()], total: Math.max(total, rooms.size) };
      }
    },
    async levelsOf(group, roomIds, { withinMs }) {
      const giveUpAt = clock.now() + withinMs;
      const levels = new Map<string, number>();
      const waiting = [...roomIds];
      const readNext = async (): Promise<void> => {
        for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
          if (clock.now() >= giveUpAt) return;
          const level = await orUndefined(levelIn(id, group, giveUpAt));
          if (level !== undefined) levels.set(id, level);
        }
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, readNext));
      return levels;
    },
  };
}

async function orUndefined(level: Promise<RoomAccess['level'] | undefined>): Promise<number | undefined> {
  try {
    return await level;
  } catch (error) {
    if (error instanceof DocSpaceError) return undefined;
    throw error;
  }
}

/** The longest searchable part of a name: the portal fails on characters outside the BMP (docspace-api §10.2). */
function searchable(name: string): string | undefined {
  const parts = name.split(/[\u{10000}-\u{10ffff}]+/u).map((part) => part.trim());
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '') || undefined;
}
