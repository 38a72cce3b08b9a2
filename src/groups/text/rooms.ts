import { counted, listed } from '../../slack/text.ts';
import type { VisibleRooms } from '../rooms.ts';

/** The portal tells nobody which files people shared with a group (docspace-api §10.3). */
const FILES = 'Files that people shared with it from their own documents are not known.';

/** Which rooms open through a group, in sentences. */
export function roomsText(rooms: VisibleRooms): string {
  if ('unknown' in rooms)
    return rooms.unknown === 'scope'
      ? 'Which rooms open through this group is not known: the API key lacks rooms:read.'
      : 'Which rooms open through this group could not be looked up.';
  const opens = roomsOpenText(rooms);
  if (rooms.total === 0) return `${opens}. ${FILES}`;
  const names = roomNames(rooms);
  const which = names ? `: ${names}.` : '. The owner and DocSpace admins see which with /docspace-group get.';
  return `${opens}${which} ${FILES}`;
}

/** How many rooms open through a group, as a sentence without its end. */
export function roomsOpenText({ total }: { total: number }): string {
  if (total === 0) return 'No rooms open through this group';
  return `${counted(total, 'room')} ${total === 1 ? 'opens' : 'open'} through this group`;
}

/** The label and the words of the line that tells it on a card; undefined where nothing can be said. */
export function roomsRow(rooms: VisibleRooms): [label: string, words: string] | undefined {
  if ('unknown' in rooms) return rooms.unknown === 'scope' ? undefined : ['Rooms:', 'could not be looked up'];
  const { total } = rooms;
  if (total === 0) return ['No rooms.', FILES];
  const names = roomNames(rooms);
  return names ? [`Rooms (${total}):`, `${names}. ${FILES}`] : ['Rooms:', `${total}. ${FILES}`];
}

/** The first rooms by name, and how many more there are; undefined where none is named. */
export function roomNames({ named = [], total }: Exclude<VisibleRooms, { unknown: unknown }>): string | undefined {
  if (named.length === 0) return undefined;
  const names = named.map(({ name, archived }) => (archived ? `${name} (archived)` : name));
  return listed(names, names.length, 'and', total);
}

/** The access levels that a group can have, as DocSpace calls them (docspace-api §10.2). */
const LEVELS: ReadonlyMap<number, string> = new Map([
  [2, 'Viewer'],
  [5, 'Reviewer'],
  [6, 'Commenter'],
  [7, 'Form filler'],
  [10, 'Editor'],
  [11, 'Content creator'],
]);

/** An access level in words. */
export function levelText(level: number | undefined): string {
  if (level === undefined) return 'level not known';
  return LEVELS.get(level) ?? `level ${level}`;
}
