import type { CastPerson } from '../cast.ts';
import { castIds } from './seed-groups.ts';
import type { PortalState } from './state.ts';
import type { RoomType } from './types.ts';

/** A room as it is written down, people by the first word of their address and groups by their names. */
interface SeededRoom {
  id: number;
  title: string;
  type: RoomType;
  owner: string;
  managers?: readonly string[];
  people?: Readonly<Record<string, number>>;
  groups?: Readonly<Record<string, number>>;
  archived?: boolean;
}

const ROOMS: readonly SeededRoom[] = [
  // A room that only its owner may enter, apart from the admins.
  { id: 1001, title: 'Board papers', type: 'custom', owner: 'olga' },
  { id: 1002, title: 'Launch', type: 'custom', owner: 'olga', managers: ['ravi'], groups: { Design: 2 } },
  // Two groups, on two levels.
  { id: 1003, title: 'Sketches', type: 'collaboration', owner: 'ines', groups: { Design: 10, 'Field crew': 2 } },
  { id: 1004, title: 'Expense claims', type: 'formFilling', owner: 'ravi', groups: { Design: 7 } },
  // A person with access besides the groups; two groups of one name.
  { id: 1005, title: 'Due diligence', type: 'data', owner: 'ines', people: { una: 2 }, groups: { 'Night shift': 7 } },
  { id: 1006, title: 'Press', type: 'public', owner: 'olga', groups: { 'Field crew': 11 } },
  // Archived: still shared, which can't be changed.
  { id: 1007, title: 'Launch of last year', type: 'custom', owner: 'olga', groups: { Design: 5 }, archived: true },
  {
    id: 1008,
    title: 'Claims of last year',
    type: 'formFilling',
    owner: 'ravi',
    groups: { 'Field crew': 7 },
    archived: true,
  },
];

/** Rooms of several types, and a folder and a file that the room admin keeps. */
export function seedEntries(state: PortalState, people: readonly CastPerson[]): void {
  const id = castIds(people);
  const ids = (keys: readonly string[]) => keys.flatMap((key) => id(key) ?? []);
  const idsOf = (name: string) => state.groups.all().flatMap((group) => (group.name === name ? group.id : []));
  for (const { id: roomId, title, type, owner, managers = [], people: own = {}, groups = {}, archived } of ROOMS) {
    const levels = new Map(
      Object.entries(groups).flatMap(([name, level]) => idsOf(name).map((each) => [each, level] as const)),
    );
    const room = {
      type,
      ownerId: id(owner) ?? '',
      archived: archived ?? false,
      people: new Map(Object.entries(own).flatMap(([key, level]) => ids([key]).map((each) => [each, level] as const))),
      levels,
    };
    const keeperIds = ids([owner, ...managers]);
    state.entries.push({ kind: 'room', id: roomId, title, keeperIds, groupIds: new Set(levels.keys()), room });
  }
  const [keeperIds, shared] = [ids(['ravi']), (name: string) => new Set(idsOf(name))];
  state.entries.push(
    { kind: 'folder', id: 2001, title: 'Drafts', keeperIds, groupIds: shared('Field crew') },
    { kind: 'file', id: 3001, title: 'Plan.docx', keeperIds, groupIds: shared('Night shift') },
  );
}
