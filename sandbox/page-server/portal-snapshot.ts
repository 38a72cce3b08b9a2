import { CAST } from '../cast.ts';
import type { Portal, PortalGroup, PortalPerson } from '../docspace/index.ts';
import type { PortalGroupRow, PortalPersonRow, PortalSnapshot } from './protocol.ts';

/** Rows one look at the portal holds: enough to scroll through, few enough to send at every change. */
const MOST_GROUPS = 300;
const MOST_PEOPLE = 200;
const MEMBERS_NAMED = 12;

const byName = new Intl.Collator('en', { sensitivity: 'base' });
const CAST_IDS = new Set(CAST.flatMap((member) => (member.docspace ? [member.docspace.id] : [])));

/** The portal as it is now: groups by name; the cast before the crowd. */
export function portalSnapshot(portal: Portal): PortalSnapshot {
  const people = portal.people();
  const known = new Map(people.map((person) => [person.id, person]));
  const groups = portal.groups().sort((a, b) => byName.compare(a.name, b.name));
  const cast = people.filter((person) => CAST_IDS.has(person.id));
  const crowd = people.filter((person) => !CAST_IDS.has(person.id));
  return {
    url: portal.url,
    groups: groups.slice(0, MOST_GROUPS).map((group) => groupRow(group, known)),
    groupTotal: groups.length,
    people: [...cast, ...crowd].slice(0, MOST_PEOPLE).map(personRow),
    peopleTotal: people.length,
  };
}

function groupRow(group: PortalGroup, people: ReadonlyMap<string, PortalPerson>): PortalGroupRow {
  const shown = [...group.memberIds].flatMap((id) => {
    const person = people.get(id);
    return person && person.status !== 'disabled' ? [person.displayName] : [];
  });
  const manager = people.get(group.managerId ?? '')?.displayName;
  return {
    id: group.id,
    name: group.name,
    ...(manager ? { manager } : {}),
    memberCount: shown.length,
    members: shown.slice(0, MEMBERS_NAMED),
    directory: group.isLDAP,
  };
}

const ROLES: Readonly<Record<PortalPerson['role'], string>> = {
  owner: 'Owner',
  admin: 'DocSpace admin',
  roomAdmin: 'Room admin',
  user: 'User',
  guest: 'Guest',
};

function personRow({ id, displayName, role, status }: PortalPerson): PortalPersonRow {
  return { id, name: displayName, role: ROLES[role], status };
}

/** The role of a person in DocSpace, such as `Room admin, disabled`, found by the e-mail of their Slack account. */
export function roleIn(portal: Portal, email: string): string {
  const person = portal.people().find((each) => each.email === email);
  if (!person) return 'no account';
  return person.status === 'active' ? ROLES[person.role] : `${ROLES[person.role]}, ${person.status}`;
}
