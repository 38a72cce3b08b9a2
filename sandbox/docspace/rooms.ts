import type { PortalState } from './state.ts';
import type { PortalEntry, PortalPerson, RoomFacts, RoomType } from './types.ts';
import { isDocSpaceAdmin } from './wire.ts';

/** A room with what only rooms have. */
export type PortalRoom = PortalEntry & { room: RoomFacts };

/** Names and numbers of access levels; a body may carry either, the names exactly as written here. */
export const LEVELS: ReadonlyMap<string, number> = new Map([
  ['None', 0],
  ['ReadWrite', 1],
  ['Read', 2],
  ['Restrict', 3],
  ['Varies', 4],
  ['Review', 5],
  ['Comment', 6],
  ['FillForms', 7],
  ['CustomFilter', 8],
  ['RoomManager', 9],
  ['Editing', 10],
  ['ContentCreator', 11],
]);

/** The levels a group can have in each type of room (docspace-api §10.4). */
const GROUP_LEVELS: Readonly<Record<RoomType, readonly number[]>> = {
  custom: [11, 10, 5, 6, 2],
  collaboration: [11, 10, 2],
  public: [11],
  formFilling: [11, 7],
  data: [11, 10, 2, 7],
  ai: [11, 2],
};

/** Whether a group can have a level in a room. */
export function allowsLevel({ room }: PortalRoom, level: number): boolean {
  return GROUP_LEVELS[room.type].includes(level);
}

/** All rooms, archived ones too. */
export function roomsOf({ entries }: PortalState): PortalRoom[] {
  return entries.flatMap(({ room, ...entry }) => (room ? [{ ...entry, room }] : []));
}

/** A person's own level in a room; 0 for owners, and for admins who have no level there. */
export function levelOf(state: PortalState, room: PortalRoom, person: PortalPerson): number {
  if (room.room.ownerId === person.id) return 0;
  if (room.keeperIds.includes(person.id)) return 9;
  const groups = [...room.groupIds].filter((id) => state.groups.get(id)?.memberIds.has(person.id));
  const levels = groups.map((id) => room.room.levels.get(id) ?? 0);
  return Math.max(room.room.people.get(person.id) ?? 0, ...levels);
}

/** Whether a person may look into a room: admins into all, others where they or a group of theirs have access. */
export function mayEnter(state: PortalState, room: PortalRoom, person: PortalPerson): boolean {
  if (isDocSpaceAdmin(person)) return true;
  return room.room.ownerId === person.id || levelOf(state, room, person) > 0;
}

/** Whether a person may change who has access; being an admin of the portal does not suffice. */
export function mayShare({ keeperIds, room }: PortalRoom, person: PortalPerson): boolean {
  return !room.archived && keeperIds.includes(person.id);
}
