import type { CastPerson } from '../cast.ts';
import { groupName } from './names.ts';
import type { Seeding } from './seeding.ts';
import type { PortalState } from './state.ts';

/** A group with a part of its own: why it is here, and who is in it, by the cast's names. */
interface NamedGroup {
  name: string;
  manager?: string;
  members: readonly string[];
  isLDAP?: boolean;
}

const NAMED: readonly NamedGroup[] = [
  { name: 'Design', manager: 'ines', members: ['milo', 'una', 'ravi'] },
  // Two of one name: names are not unique.
  { name: 'Night shift', manager: 'ravi', members: ['milo'] },
  { name: 'Night shift', manager: 'tomas', members: ['una', 'pia'] },
  { name: 'Directory sync', manager: 'olga', members: ['milo', 'ravi'], isLDAP: true },
  { name: 'Field crew', members: ['milo', 'una'] },
  // Its manager is disabled.
  { name: 'Harbour team', manager: 'dan', members: ['ravi', 'una'] },
];

/** The named groups, then generated ones of one to eight active people. */
export function seedGroups(state: PortalState, { people, groups, random }: Seeding): void {
  const id = castIds(people);
  for (const { name, manager, members, isLDAP = false } of NAMED) {
    const managerId = manager ? id(manager) : undefined;
    const memberIds = members.flatMap((key) => id(key) ?? []);
    state.groups.add({ id: state.setup.newId(), name, managerId, isLDAP }, memberIds);
  }
  const able = [...state.people.all()].filter((person) => person.status === 'active' && person.role !== 'guest');
  const someone = () => able[Math.floor(random() * able.length)]?.id;
  for (let n = 0; n < groups; n += 1) {
    const managerId = someone();
    const memberIds = Array.from({ length: Math.floor(random() * 8) }, someone).flatMap((each) => each ?? []);
    state.groups.add({ id: state.setup.newId(), name: groupName(n), managerId, isLDAP: false }, memberIds);
  }
}

/** People of the cast by the first word of their address. */
export function castIds(people: readonly CastPerson[]): (key: string) => string | undefined {
  return (key) => people.find((person) => person.email.startsWith(`${key}@`))?.id;
}
