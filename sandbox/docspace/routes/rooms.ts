import { notFound, PortalRefusal, shapeA } from '../errors.ts';
import { type Page, pageOf } from '../query.ts';
import { levelOf, mayEnter, mayShare, type PortalRoom, roomsOf } from '../rooms.ts';
import { ROOM_TYPES } from '../types.ts';
import { employee } from '../wire.ts';
import { ROOM_READ_SCOPES, type RouteCall, route } from './route.ts';

const AREAS = { active: 0, archive: 1, any: 2, templates: 4, aiagents: 7 };
const SUBJECTS = { owner: 0, member: 1 };
const ACTIVE_ROOT = { id: 1, title: 'Rooms', type: 14 };
const ARCHIVE_ROOT = { id: 2, title: 'Archive', type: 20 };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

interface RoomFilter {
  page: Page;
  area: number;
  subjectId?: string;
  /** 0: rooms the subject owns, 1: rooms it has access to; undefined: not said. */
  subject?: number;
}

/** A room that is named in the path; a room that is not there is a 404, one that is closed to the caller is not. */
export function roomIn({ state, params }: RouteCall): PortalRoom {
  const room = roomsOf(state).find(({ id }) => String(id) === params.word);
  if (!room) throw new PortalRefusal(notFound('folder'));
  return room;
}

/** An id that is none is found out late: a fault instead of a 400. */
function subjectIdIn({ subjectId }: RoomFilter): string | undefined {
  if (subjectId === undefined || UUID.test(subjectId)) return subjectId?.toLowerCase();
  throw new PortalRefusal(shapeA(500, 'Unrecognized Guid format.', 'System.FormatException'));
}

function inArea({ room }: PortalRoom, area: number): boolean {
  if (area === AREAS.aiagents) return room.type === 'ai' && !room.archived;
  if (area === AREAS.templates || room.type === 'ai') return false;
  return area === AREAS.any || room.archived === (area === AREAS.archive);
}

/** Portals before 3.7 look for owners unless members are asked for. */
function ofSubject({ state }: RouteCall, { groupIds, keeperIds, room }: PortalRoom, id: string, subject?: number) {
  if (subject === SUBJECTS.owner || (subject === undefined && state.setup.version === '3.6'))
    return room.ownerId === id;
  return (
    (groupIds.has(id) && state.groups.get(id) !== undefined) ||
    room.people.has(id) ||
    (room.ownerId !== id && keeperIds.includes(id))
  );
}

function roomDto(call: RouteCall, entry: PortalRoom): Record<string, unknown> {
  const { state, caller } = call;
  const { room } = entry;
  const owner = state.people.get(room.ownerId);
  const root = room.archived ? ARCHIVE_ROOT : ACTIVE_ROOT;
  const EditAccess = mayShare(entry, caller);
  return {
    id: entry.id,
    parentId: root.id,
    title: entry.title.replace(/[<>"]/g, '_'),
    access: levelOf(state, entry, caller),
    rootFolderType: root.type,
    ...(owner ? { createdBy: employee(owner, { state }) } : {}),
    roomType: ROOM_TYPES[room.type],
    security: { Read: true, EditAccess },
  };
}

/** GET /files/rooms (docspace-api §10.1). */
export const roomRoutes = [
  route({
    method: 'GET',
    path: '/files/rooms',
    scopes: ROOM_READ_SCOPES,
    read({ query }): RoomFilter {
      return {
        page: query.page(),
        area: query.choice('searchArea', AREAS) ?? AREAS.active,
        subjectId: query.text('subjectId'),
        subject: query.choice('subjectFilter', SUBJECTS),
      };
    },
    run(call, filter) {
      const { state, caller } = call;
      const subjectId = subjectIdIn(filter);
      const found = roomsOf(state).filter(
        (room) =>
          inArea(room, filter.area) &&
          mayEnter(state, room, caller) &&
          (subjectId === undefined || ofSubject(call, room, subjectId, filter.subject)),
      );
      const folders = pageOf(found, filter.page).map((room) => roomDto(call, room));
      const root = filter.area === AREAS.archive ? ARCHIVE_ROOT : ACTIVE_ROOT;
      const { startIndex } = filter.page;
      return {
        payload: {
          files: [],
          folders,
          current: { id: root.id, title: root.title, rootFolderType: root.type },
          pathParts: [{ id: root.id, title: root.title }],
          startIndex,
          count: folders.length,
          total: found.length,
          new: 0,
        },
      };
    },
  }),
];
