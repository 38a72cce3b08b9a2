import type { PortalPerson } from './types.ts';

/** A group DocSpace keeps by itself: who belongs follows from the role. */
export interface SystemGroup {
  id: string;
  name: string;
  holds(person: PortalPerson): boolean;
}

/** The built-in groups, with ids of the sandbox: the same in every portal, whatever the seed. */
export const SYSTEM_GROUPS: readonly SystemGroup[] = [
  { id: 'c5cc67d1-c3e8-43c0-a3ad-000000000000', name: 'Everyone', holds: () => true },
  { id: 'c5cc67d1-c3e8-43c0-a3ad-000000000001', name: 'Guests', holds: (person) => person.role === 'guest' },
  { id: 'c5cc67d1-c3e8-43c0-a3ad-000000000002', name: 'RoomAdmin', holds: (person) => person.role === 'roomAdmin' },
  {
    id: 'c5cc67d1-c3e8-43c0-a3ad-000000000003',
    name: 'DocSpaceAdmin',
    holds: (person) => person.role === 'admin' || person.role === 'owner',
  },
  { id: 'c5cc67d1-c3e8-43c0-a3ad-000000000004', name: 'User', holds: (person) => person.role === 'user' },
];
