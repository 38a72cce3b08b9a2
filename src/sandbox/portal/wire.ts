import { encode } from 'html-entities';
import type { PortalGroup, PortalPerson, PortalState } from './state.ts';

/** How the portal writes people and groups. Absent values are left out, never null. */

const ZERO = '00000000-0000-0000-0000-000000000000';
const STATUS = { active: 1, disabled: 2, pending: 4 } as const;

/** Seven fraction digits and the portal's offset, as on the wire. */
export function wireDate(at: number): string {
  return new Date(at).toISOString().replace(/\.(\d{3})Z$/, '.$10000Z');
}

/** The portal encodes this name, and apostrophes numerically; invited people without a name show their e-mail. */
function displayName(person: PortalPerson): string {
  const name = `${person.firstName} ${person.lastName}`.trim() || person.email;
  return encode(name).replaceAll('&apos;', '&#39;');
}

/** The short form, of `/people/simple/filter`. */
export function employee(person: PortalPerson, state: PortalState): Record<string, unknown> {
  const avatar = (size: string) => `/static/images/default_user_photo_size_${size}.png?hash=11`;
  return {
    id: person.id,
    displayName: displayName(person),
    avatar: avatar('82-82'),
    avatarOriginal: avatar('200-200'),
    avatarMax: avatar('200-200'),
    avatarMedium: avatar('48-48'),
    avatarSmall: avatar('32-32'),
    profileUrl: `${state.address}/accounts/people/filter?search=${encodeURIComponent(person.email)}`,
    hasAvatar: false,
    isAnonim: false,
  };
}

/** A person in full. Exactly one role is true; portals before 3.7 also mark the owner as admin. */
export function employeeFull(person: PortalPerson, state: PortalState): Record<string, unknown> {
  const groups = state.groupsOf(person.id);
  return {
    firstName: person.firstName,
    lastName: person.lastName,
    userName: person.email.split('@')[0],
    email: person.email,
    status: STATUS[person.status],
    activationStatus: person.status === 'pending' ? 2 : 1,
    department: encode(groups.map((group) => group.name).join(', ')),
    ...(groups.length > 0 ? { groups: groups.map((group) => groupSummary(group, state)) } : {}),
    isAdmin: person.role === 'admin' || (person.role === 'owner' && state.version === '3.6'),
    isRoomAdmin: person.role === 'roomAdmin',
    isLDAP: false,
    isOwner: person.role === 'owner',
    isVisitor: person.role === 'guest',
    isCollaborator: person.role === 'user',
    mobilePhoneActivationStatus: 0,
    isSSO: false,
    registrationDate: wireDate(person.registeredAt),
    ...employee(person, state),
  };
}

/** The form of `/group/user/{id}`: the manager is a user name there. */
export function groupSummary(group: PortalGroup, state: PortalState): Record<string, unknown> {
  const manager = group.managerId ? state.people.get(group.managerId) : undefined;
  return {
    id: group.id,
    name: group.name,
    ...(manager ? { manager: manager.email.split('@')[0] } : {}),
    ...(group.isSystem ? { isSystem: true } : {}),
  };
}

/** A group; lists never carry members. */
export function groupDto(group: PortalGroup, state: PortalState, members: boolean): Record<string, unknown> {
  const manager = group.managerId ? state.people.get(group.managerId) : undefined;
  const shown = state.shownMembers(group);
  return {
    name: group.name,
    parent: ZERO,
    category: ZERO,
    id: group.id,
    isLDAP: group.isLDAP,
    ...(group.isSystem ? { isSystem: true } : {}),
    ...(manager ? { manager: employeeFull(manager, state) } : {}),
    ...(members ? { members: shown.map((person) => employeeFull(person, state)) } : {}),
    membersCount: shown.length,
  };
}
