import type { PortalPerson } from './types.ts';

/** A group DocSpace keeps by itself: who belongs follows from the role. */
export interface SystemGroup {
  id: string;
  name: string;
  holds(person: PortalPerson): boolean;
}

/** The built-in groups, with the ids they have in every DocSpace. */
export const SYSTEM_GROUPS: readonly SystemGroup[] = [
  { id: 'c5cc67d1-c3e8-43c0-a3ad-3928ae3e5b5e', name: 'Everyone', holds: () => true },
  { id: 'aced04fa-dd96-4b35-af3e-346bf1eb972d', name: 'Guest', holds: (person) => person.role === 'guest' },
  { id: 'abef62db-11a8-4673-9d32-ef1d8af19dc0', name: 'RoomAdmin', holds: (person) => person.role === 'roomAdmin' },
  {
    id: 'cd84e66b-b803-40fc-99f9-b2969a54a1de',
    name: 'DocSpaceAdmin',
    holds: (person) => person.role === 'admin' || person.role === 'owner',
  },
  { id: '88f11e7c-7407-4bea-b4cb-070010cdbb6b', name: 'User', holds: (person) => person.role === 'user' },
];

/** The built-in group of all people, the only one a list holds: that of the groups of a room. */
export const EVERYONE_ID = 'c5cc67d1-c3e8-43c0-a3ad-3928ae3e5b5e';
