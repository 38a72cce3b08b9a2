import { htmlEncode } from './html-encode.ts';
import type { PortalState } from './state.ts';
import type { PortalGroup, PortalPerson } from './types.ts';

/** How the portal writes people and groups. Absent values are left out, never null. */

/** Who is looking, at what; some fields are for DocSpace admins only. */
export interface Viewer {
  state: PortalState;
  caller: PortalPerson;
}

const ZERO = '00000000-0000-0000-0000-000000000000';
const SYSTEM_CATEGORY = '7717039d-fbe9-45ad-81c1-68a1aa10ce1f';
const STATUS = { active: 1, disabled: 2, pending: 4 } as const;
const MINUTE = 60_000;

/** ISO with seven fraction digits and the portal's offset, `Z` when that is zero. */
export function wireDate(at: number, offsetMinutes: number): string {
  const local = new Date(at + offsetMinutes * MINUTE).toISOString().replace(/\.(\d{3})Z$/, '.$10000');
  if (offsetMinutes === 0) return `${local}Z`;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const size = Math.abs(offsetMinutes);
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}

/** Employee, the short form of `/people/simple/filter`: no e-mail, no status, no role. */
export function employee(person: PortalPerson, { state }: Pick<Viewer, 'state'>): Record<string, unknown> {
  const avatar = (size: string) => `/static/images/default_user_photo_size_${size}.png?hash=11`;
  return {
    id: person.id,
    displayName: htmlEncode(person.displayName),
    avatar: avatar('82-82'),
    avatarOriginal: avatar('200-200'),
    avatarMax: avatar('200-200'),
    avatarMedium: avatar('48-48'),
    avatarSmall: avatar('32-32'),
    profileUrl: `${state.address}/accounts/${person.role === 'guest' ? 'guests' : 'people'}/filter?search=${encodeURIComponent(person.email)}`,
    hasAvatar: false,
    isAnonim: false,
  };
}

/** EmployeeFull. Exactly one role is true; portals before 3.7 also mark the owner as admin. */
export function employeeFull(person: PortalPerson, viewer: Viewer): Record<string, unknown> {
  const { state, caller } = viewer;
  const { version, offsetMinutes } = state.setup;
  const groups = byOrdinal(state.groups.ofPerson(person.id));
  const inviter = isDocSpaceAdmin(caller) ? state.people.get(person.invitedById ?? '') : undefined;
  return {
    firstName: person.firstName,
    lastName: person.lastName,
    userName: person.userName,
    email: person.email,
    status: STATUS[person.status],
    activationStatus: person.status === 'pending' ? 2 : 1,
    ...(person.disabledAt === undefined ? {} : { terminated: wireDate(person.disabledAt, offsetMinutes) }),
    department: htmlEncode(groups.map((group) => group.name).join(', ')),
    ...(groups.length > 0 ? { groups: groups.map((group) => groupSummary(group, state)) } : {}),
    isAdmin: person.role === 'admin' || (person.role === 'owner' && version === '3.6'),
    isRoomAdmin: person.role === 'roomAdmin',
    isLDAP: false,
    isOwner: person.role === 'owner',
    isVisitor: person.role === 'guest',
    isCollaborator: person.role === 'user',
    cultureName: 'en-US',
    mobilePhoneActivationStatus: 0,
    isSSO: false,
    usedSpace: 0,
    ...(inviter ? { createdBy: employee(inviter, viewer) } : {}),
    registrationDate: wireDate(person.registeredAt, offsetMinutes),
    ...employee(person, viewer),
  };
}

/** EmployeeFull of the caller, which has fields that others don't have. */
export function ownProfile(viewer: Viewer): Record<string, unknown> {
  const { caller } = viewer;
  const hasPersonalFolder = caller.role !== 'guest';
  return { theme: 'System', loginEventId: 0, hasPersonalFolder, ...employeeFull(caller, viewer) };
}

/** Groups by the code units of their names, as the portal sorts the groups of a person. */
export function byOrdinal(groups: readonly PortalGroup[]): PortalGroup[] {
  return groups.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** GroupSummary: the manager is a user name here, neither an object nor an id. */
export function groupSummary(group: PortalGroup, state: PortalState): Record<string, unknown> {
  const manager = state.people.get(group.managerId ?? '');
  return {
    id: group.id,
    name: group.name,
    ...(manager ? { manager: manager.userName } : {}),
    ...(group.isSystem ? { isSystem: true } : {}),
  };
}

/** Group. Lists never carry members; `shared` is only in the lists of rooms, folders and files. */
export function groupDto(
  group: PortalGroup,
  viewer: Viewer,
  more: { members?: boolean; shared?: boolean } = {},
): Record<string, unknown> {
  const { groups, people } = viewer.state;
  const manager = people.get(group.managerId ?? '');
  return {
    name: group.name,
    parent: ZERO,
    category: group.isSystem ? SYSTEM_CATEGORY : ZERO,
    id: group.id,
    isLDAP: group.isLDAP,
    ...(group.isSystem ? { isSystem: true } : {}),
    ...(manager ? { manager: employeeFull(manager, viewer) } : {}),
    ...(more.members ? { members: groups.shownMembers(group).map((person) => employeeFull(person, viewer)) } : {}),
    ...(more.shared === undefined ? {} : { shared: more.shared }),
    membersCount: groups.shownCount(group),
  };
}

/** Owner or DocSpace admin: the two who may change people and groups. */
export function isDocSpaceAdmin(person: PortalPerson): boolean {
  return person.role === 'owner' || person.role === 'admin';
}
