import type { CastPerson, CastRole } from '../cast.ts';
import { FIRST_NAMES, LAST_NAMES } from './names.ts';
import { seedGroups } from './seed-groups.ts';
import { seedKeys } from './seed-keys.ts';
import { seedEntries } from './seed-rooms.ts';
import type { Seeding } from './seeding.ts';
import type { PortalState } from './state.ts';

const FIRST_REGISTERED = Date.UTC(2026, 0, 9, 8, 0, 0);
const MINUTE = 60_000;

/** Fills a portal with the cast, a crowd around them, groups, rooms and keys; the same for the same seed. */
export function seedPortal(state: PortalState, seeding: Seeding): void {
  const { people, crowd } = seeding;
  const idOf = (role: CastRole) => people.find((person) => person.role === role && person.status === 'active')?.id;
  for (const [n, person] of people.entries()) {
    const invitedById = person.role === 'owner' ? undefined : idOf('owner');
    state.people.add({ ...person, registeredAt: FIRST_REGISTERED + n * MINUTE, invitedById });
  }
  for (let n = 0; n < crowd; n += 1) {
    const person = crowdPerson(n, state.setup.newId());
    // Guests of the crowd are the room admin's own; those of the cast are the owner's.
    const invitedById = idOf(person.role === 'guest' ? 'roomAdmin' : 'owner');
    state.people.add({ ...person, registeredAt: FIRST_REGISTERED + (people.length + n) * MINUTE, invitedById });
  }
  seedGroups(state, seeding);
  seedEntries(state, people);
  seedKeys(state, people, seeding.seed);
}

/** Mostly users, a tenth room admins, and now and then a guest, an invited person, a disabled one. */
function crowdPerson(n: number, id: string): CastPerson {
  const firstName = FIRST_NAMES[n % FIRST_NAMES.length] ?? '';
  const name = LAST_NAMES[Math.floor(n / FIRST_NAMES.length) % LAST_NAMES.length] ?? '';
  const round = Math.floor(n / (FIRST_NAMES.length * LAST_NAMES.length));
  const lastName = round > 0 ? `${name} ${round + 1}` : name;
  const email = `${plain(firstName)}.${plain(name)}.${n}@acme.example`;
  const person: CastPerson = { id, firstName, lastName, email, role: 'user', status: 'active' };
  if (n % 10 === 0) return { ...person, role: 'roomAdmin' };
  if (n % 60 === 13) return { ...person, role: 'guest' };
  // Invited people have no name until they accept.
  if (n % 60 === 33) return { ...person, firstName: '', lastName: '', status: 'pending' };
  if (n % 60 === 53) return { ...person, status: 'disabled' };
  return person;
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');
}
