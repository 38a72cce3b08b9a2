import {
  type Clock,
  type DocSpace,
  DocSpaceError,
  type GroupRooms,
  MissingScope,
  type Person,
  type Room,
} from '../docspace/index.ts';
import { cut, oneLine } from '../slack/text.ts';
import { NO_NAME } from './text/groups.ts';

/** Rooms that are named at once. */
const MOST_NAMED = 5;
/** Longest name of a room that is shown, in code points. */
const LONGEST_NAME = 80;
/** How long a form or a card that waits for rooms is kept back, in milliseconds; then it is shown without them. */
const LOOK_WITHIN_MS = 2_500;

const BY_NAME = new Intl.Collator('en').compare;

/** What is shown of the rooms that open through a group: their number and the first by name, or why that is not known. */
export type VisibleRooms =
  /** `named` is left out for people whom DocSpace itself does not show these rooms. */
  | { total: number; named?: { name: string; archived?: true | undefined }[] | undefined }
  | { unknown: 'scope' | 'failed' };

/** The rooms that open through a group; or that the key lacks `rooms:read`, or that the look failed. */
export type RoomsLookup = { rooms: GroupRooms } | { unknown: 'scope' | 'failed' };

/** Looks which rooms open through a group. Takes no longer than that, and never fails because of DocSpace. */
export async function lookUpRooms(
  docspace: DocSpace,
  groupId: string,
  withinMs = LOOK_WITHIN_MS,
): Promise<RoomsLookup> {
  try {
    const { items, total } = await docspace.rooms.ofGroup(groupId, { withinMs });
    return { rooms: { items: byName(items), total } };
  } catch (error) {
    if (error instanceof MissingScope) return { unknown: 'scope' };
    if (error instanceof DocSpaceError) return { unknown: 'failed' };
    throw error;
  }
}

/** Rooms as people look for them. */
export function byName<T extends { name: string }>(rooms: readonly T[]): T[] {
  return [...rooms].sort((one, other) => BY_NAME(roomName(one), roomName(other)));
}

/** What one person is shown of the rooms that open through a group, in the same time. */
export async function roomsFor(
  { docspace, clock }: { docspace: DocSpace; clock: Pick<Clock, 'after'> },
  person: Pick<Person, 'id' | 'role'>,
  groupId: string,
): Promise<VisibleRooms> {
  const late = new AbortController();
  const stopTimer = clock.after(LOOK_WITHIN_MS, () => late.abort());
  const inTime = docspace.for({ signal: late.signal });
  try {
    const [look, sees] = await Promise.all([lookUpRooms(inTime, groupId), seesRooms(inTime, person, groupId)]);
    return visibleRooms(look, sees);
  } finally {
    stopTimer();
  }
}

/** What is shown of a look; `sees`: to people who see these rooms in DocSpace themselves. */
export function visibleRooms(look: RoomsLookup, sees: boolean): VisibleRooms {
  if ('unknown' in look) return look;
  const { items, total } = look.rooms;
  return sees ? { total, named: firstNamed(items) } : { total };
}

/** The first rooms of a list, as they are shown. */
export function firstNamed(rooms: readonly Pick<Room, 'name' | 'archived'>[]) {
  return rooms.slice(0, MOST_NAMED).map((room) => ({
    name: roomName(room),
    ...(room.archived ? { archived: true as const } : {}),
  }));
}

/** Whether DocSpace shows a person of this role every room. The key sees all of them, but its rights are not the person’s. */
export function canSeeEveryRoom({ role }: Pick<Person, 'role'>): boolean {
  return role === 'owner' || role === 'admin';
}

/** A room's name for one line; DocSpace lets it be blank. */
export function roomName({ name }: { name: string }, longest = LONGEST_NAME): string {
  return cut(oneLine(name) || NO_NAME, longest);
}

/** Whether a person sees the rooms that open through a group: its members do, because it opens the rooms for them. */
async function seesRooms(docspace: DocSpace, person: Pick<Person, 'id' | 'role'>, groupId: string): Promise<boolean> {
  if (canSeeEveryRoom(person)) return true;
  try {
    return (await docspace.groups.ofPerson(person.id)).some(({ id }) => id === groupId);
  } catch (error) {
    if (error instanceof DocSpaceError) return false;
    throw error;
  }
}
