import { z } from 'zod';
import type { BodyItem } from '../body.ts';
import { InvalidInput, PortalRefusal, refuseOutsideBmp, securityDenied, shapeA } from '../errors.ts';
import { pageOf } from '../query.ts';
import { allowsLevel, LEVELS, mayEnter, mayShare, type PortalRoom } from '../rooms.ts';
import type { PortalGroup } from '../types.ts';
import { groupSummary, isDocSpaceAdmin } from '../wire.ts';
import { nameFilter, nameFits } from './group-list.ts';
import { roomIn } from './rooms.ts';
import { ROOM_READ_SCOPES, ROOM_WRITE_SCOPES, type RouteCall, route } from './route.ts';

const GROUP_SUBJECT = 2;

interface Invitation {
  groupId: string;
  /** 0 takes the access away. */
  level: number;
}

function shareDto(call: RouteCall, entry: PortalRoom, group: PortalGroup): Record<string, unknown> {
  return {
    access: entry.room.levels.get(group.id) ?? 0,
    sharedToGroup: groupSummary(group, call.state),
    isLocked: false,
    isOwner: false,
    canEditAccess: mayShare(entry, call.caller),
    subjectType: GROUP_SUBJECT,
  };
}

/** Numbers, as numbers or texts, and the exact names of levels; whatever else is written means none. */
function levelIn(invitation: BodyItem): number {
  const source = invitation.source('access') ?? '';
  const word = /^"(.*)"$/.exec(source)?.[1] ?? source;
  return /^\d+$/.test(word) ? Number(word) : (LEVELS.get(word) ?? 0);
}

function readInvitations(call: RouteCall): Invitation[] {
  return (call.body().objects('invitations') ?? []).map((invitation, at) => {
    const groupId = z.guid().toLowerCase().safeParse(invitation.get('id'));
    if (groupId.success) return { groupId: groupId.data, level: levelIn(invitation) };
    const path = `$.invitations[${at}].id`;
    throw new InvalidInput(path, `The JSON value could not be converted to System.Guid. Path: ${path}`);
  });
}

const invalidOperation = (words: string) => new PortalRefusal(shapeA(403, words, 'System.InvalidOperationException'));

/** Throws unless the caller may try; false: the call is answered with success and changes nothing. */
function mayInvite({ state, caller }: RouteCall, entry: PortalRoom): boolean {
  if (mayShare(entry, caller)) return true;
  if (entry.room.archived || isDocSpaceAdmin(caller)) throw new PortalRefusal(securityDenied());
  if (!mayEnter(state, entry, caller)) throw invalidOperation('You don’t have permission to open this room');
  return false;
}

/** One invitation; what an earlier one of the same call has done stays when this one is refused. */
function invite(call: RouteCall, entry: PortalRoom, { groupId, level }: Invitation): Record<string, unknown>[] {
  const { groupIds, room } = entry;
  if (level !== 0 && !allowsLevel(entry, level)) throw invalidOperation('This role cannot be given in such a room');
  const group = call.state.groups.get(groupId);
  if (!group) return [];
  if (level === 0) {
    groupIds.delete(groupId);
    room.levels.delete(groupId);
    return [];
  }
  groupIds.add(groupId);
  room.levels.set(groupId, level);
  return [shareDto(call, entry, group)];
}

/** Who has access to a room, as far as groups go, and giving it (docspace-api §10.2, §10.4). */
export const roomShareRoutes = [
  route({
    method: 'GET',
    path: '/files/rooms/{word}/share',
    scopes: ROOM_READ_SCOPES,
    read: (call) => ({ page: call.query.page(), text: nameFilter(call) }),
    run(call, { page, text }) {
      const { state, caller } = call;
      const entry = roomIn(call);
      refuseOutsideBmp(text);
      const found = mayEnter(state, entry, caller)
        ? state.groups.inOrder('title').filter(({ id, name }) => entry.groupIds.has(id) && nameFits(name, text))
        : [];
      const items = pageOf(found, page).map((group) => shareDto(call, entry, group));
      return { payload: items, count: items.length, total: found.length };
    },
  }),
  route({
    method: 'PUT',
    path: '/files/rooms/{word}/share',
    scopes: ROOM_WRITE_SCOPES,
    takesBody: true,
    read: readInvitations,
    run(call, invitations) {
      const entry = roomIn(call);
      if (invitations.length === 0) return { payload: { error: 0 } };
      const members = mayInvite(call, entry) ? invitations.flatMap((each) => invite(call, entry, each)) : [];
      return { payload: { members, error: 0 } };
    },
  }),
];
