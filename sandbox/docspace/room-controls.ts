import type { PortalState } from './state.ts';
import type { PortalEntry, RoomType } from './types.ts';

/** A room to be put into the portal. */
export interface NewPortalRoom {
  title: string;
  /** By default the next whole number; a text for a room in the storage of another service. */
  id?: number | string;
  /** `custom` by default. */
  type?: RoomType;
  ownerId: string;
  archived?: boolean;
  /** Groups that have access, with their level. */
  levels?: Readonly<Record<string, number>>;
}

/** The rooms of a portal as tests and scripts move them, past keys and rights. */
export interface RoomControls {
  addRoom(room: NewPortalRoom): PortalEntry;
  /** Renames a room, or moves it into the archive or out of it. */
  changeRoom(id: PortalEntry['id'], change: { title?: string; archived?: boolean }): void;
  /** Gives a group access to a room; level 0 takes it away. */
  shareRoom(id: PortalEntry['id'], groupId: string, level: number): void;
}

const FIRST_ID = 1101;

/** Gives tests, scripts and the page access to the portal's rooms. */
export function createRoomControls({ entries }: PortalState): RoomControls {
  const roomOf = (id: PortalEntry['id']) => {
    const found = entries.find((entry) => entry.id === id);
    if (!found?.room) throw new Error(`the portal has no room ${id}`);
    return { entry: found, room: found.room };
  };
  return {
    addRoom({ title, id = FIRST_ID + entries.length, type = 'custom', ownerId, archived = false, levels = {} }) {
      const given = new Map(Object.entries(levels));
      const room = { type, ownerId, archived, people: new Map<string, number>(), levels: given };
      const entry: PortalEntry = {
        kind: 'room',
        id,
        title,
        keeperIds: [ownerId],
        groupIds: new Set(given.keys()),
        room,
      };
      entries.push(entry);
      return entry;
    },
    changeRoom(id, { title, archived }) {
      const { entry, room } = roomOf(id);
      if (title !== undefined) entry.title = title;
      if (archived !== undefined) room.archived = archived;
    },
    shareRoom(id, groupId, level) {
      const { entry, room } = roomOf(id);
      if (level === 0) {
        entry.groupIds.delete(groupId);
        room.levels.delete(groupId);
        return;
      }
      entry.groupIds.add(groupId);
      room.levels.set(groupId, level);
    },
  };
}
