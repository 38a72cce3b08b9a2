import { createHash } from 'node:crypto';
import type { CastPerson, CastRole } from '../cast.ts';
import type { PortalKey, PortalState } from './state.ts';

/** A small random generator (mulberry32) that gives the same row for the same seed. */
export function randomBy(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Version 4 UUIDs out of a random generator. */
export function uuidsBy(random: () => number): () => string {
  const hex = (length: number) => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  return () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}

const FIRST = [
  'Ada',
  'Ben',
  'Cleo',
  'Dario',
  'Edda',
  'Finn',
  'Gwen',
  'Hugo',
  'Iris',
  'Jonas',
  'Kira',
  'Leon',
  'Mona',
  'Nils',
  'Orla',
  'Paul',
  'Rosa',
  'Samir',
  'Tessa',
  'Viktor',
];
const LAST = [
  'Abel',
  'Brandt',
  'Castro',
  'Dietz',
  'Ekman',
  'Fischer',
  'Grant',
  'Haddad',
  'Ito',
  'Jensen',
  'Kowalski',
  'Larsen',
  'Moreau',
  'Novak',
  'Okafor',
  'Petrov',
  'Rossi',
  'Silva',
  'Tanaka',
  'Weber',
];
const WHAT = [
  'Travel',
  'Support',
  'Finance',
  'Legal',
  'Field',
  'Data',
  'Mobile',
  'Events',
  'Brand',
  'Security',
  'Partner',
  'Quality',
];
const WHO = ['team', 'crew', 'circle', 'desk', 'board', 'guild', 'office', 'squad', 'council', 'unit'];

/** Fills a portal with the cast, a crowd around them, groups, built-in groups and keys. */
export function seedPortal(
  state: PortalState,
  parts: { people: readonly CastPerson[]; crowd: number; groups: number; seed: number; random: () => number },
): void {
  const registeredAt = Date.UTC(2026, 0, 9, 8, 0, 0);
  for (const person of parts.people) state.people.set(person.id, { ...person, registeredAt });
  for (let n = 0; n < parts.crowd; n += 1) {
    const [firstName, lastName] = [
      FIRST[n % FIRST.length] ?? '',
      LAST[Math.floor(n / FIRST.length) % LAST.length] ?? '',
    ];
    const round = Math.floor(n / (FIRST.length * LAST.length));
    const email = `${firstName}.${lastName}${round > 0 ? round : ''}.${n}@acme.example`.toLowerCase();
    const role: CastRole = n % 10 === 0 ? 'roomAdmin' : 'user';
    const id = state.newId();
    state.people.set(id, {
      id,
      firstName,
      lastName: round > 0 ? `${lastName} ${round + 1}` : lastName,
      email,
      role,
      status: 'active',
      registeredAt,
    });
  }
  seedGroups(state, parts);
  seedKeys(state, parts.people, parts.seed);
}

function seedGroups(
  state: PortalState,
  { people, groups, random }: { people: readonly CastPerson[]; groups: number; random: () => number },
): void {
  const id = (key: string) => people.find((person) => person.email.startsWith(`${key}@`))?.id ?? '';
  const add = (
    name: string,
    manager: string | undefined,
    members: readonly string[],
    more: { isLDAP?: boolean } = {},
  ) => {
    const managerId = manager ? id(manager) : '';
    const memberIds = new Set([...(managerId ? [managerId] : []), ...members.map(id)].filter(Boolean));
    const group = { id: state.newId(), name, memberIds, isLDAP: more.isLDAP ?? false, isSystem: false };
    state.groups.set(group.id, managerId ? { ...group, managerId } : group);
  };
  add('Design', 'ines', ['milo', 'una', 'ravi']);
  add('Night shift', 'ravi', ['milo']);
  add('Night shift', 'tomas', ['una', 'pia']);
  add('Directory sync', 'olga', ['milo', 'ravi'], { isLDAP: true });
  add('Field crew', undefined, ['milo', 'una']);
  add('Harbour team', 'dan', ['ravi', 'una']);
  const everybody = [...state.people.values()].filter((person) => state.eligible(person.id)).map((person) => person.id);
  const someone = () => everybody[Math.floor(random() * everybody.length)] ?? '';
  for (let n = 0; n < groups; n += 1) {
    const round = Math.floor(n / (WHAT.length * WHO.length));
    const name = `${WHAT[n % WHAT.length]} ${WHO[Math.floor(n / WHAT.length) % WHO.length]}${round > 0 ? ` ${round + 1}` : ''}`;
    const managerId = someone();
    const memberIds = new Set([managerId, ...Array.from({ length: Math.floor(random() * 8) }, someone)]);
    const groupId = state.newId();
    state.groups.set(groupId, { id: groupId, name, managerId, memberIds, isLDAP: false, isSystem: false });
  }
  for (const [at, name] of ['Everyone', 'Guests', 'RoomAdmin', 'DocSpaceAdmin', 'User'].entries()) {
    const groupId = `c5cc67d1-c3e8-43c0-a3ad-00000000000${at}`;
    state.groups.set(groupId, { id: groupId, name, memberIds: new Set(), isLDAP: false, isSystem: true });
  }
}

/** The keys every portal of the sandbox has, by the name scripts use. */
export const KEY_LABELS = [
  'owner',
  'admin',
  'roomAdmin',
  'user',
  'guest',
  'readOnly',
  'writeOnly',
  'expired',
  'inactive',
] as const;
export type KeyLabel = (typeof KEY_LABELS)[number];

function seedKeys(state: PortalState, people: readonly CastPerson[], seed: number): void {
  const withRole = (role: CastRole) =>
    people.find((person) => person.role === role && person.status === 'active')?.id ?? '';
  const more: Partial<Record<KeyLabel, Partial<PortalKey>>> = {
    admin: { ownerId: withRole('admin') },
    roomAdmin: { ownerId: withRole('roomAdmin') },
    user: { ownerId: withRole('user') },
    guest: { ownerId: withRole('guest') },
    readOnly: { permissions: ['accounts:read'] },
    writeOnly: { permissions: ['accounts:write'] },
    expired: { expiresAt: Date.UTC(2020, 0, 1) },
    inactive: { isActive: false },
  };
  for (const label of KEY_LABELS) {
    const secret = `sk-${createHash('sha256').update(`key:${label}:${seed}`).digest('hex')}`;
    state.keys.set(secret, {
      label,
      secret,
      ownerId: withRole('owner'),
      permissions: [],
      isActive: true,
      ...more[label],
    });
  }
}
