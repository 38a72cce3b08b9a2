import type { CastPerson, CastRole } from '../cast.ts';
import { createRoomControls, type RoomControls } from './room-controls.ts';
import type { PortalState } from './state.ts';
import type { KeyLabel, PortalEntry, PortalGroup, PortalPerson } from './types.ts';

/** A group to be put into the portal behind the API's back. */
export interface NewPortalGroup {
  id?: string;
  name: string;
  managerId?: string;
  memberIds?: Iterable<string>;
  isLDAP?: boolean;
}

/** What may be changed behind the API's back; what is left out stays, a null manager is taken away. */
export interface GroupChange {
  name?: string;
  managerId?: string | null;
  memberIds?: Iterable<string>;
}

/** The portal as tests, scripts and the page see and move it, past keys and rights. Lists are copies. */
export interface PortalControls extends RoomControls {
  people(): PortalPerson[];
  /** The groups as the portal holds them, built-in ones left out. */
  groups(): PortalGroup[];
  /** The first group of this name; throws when there is none. */
  group(name: string): PortalGroup;
  /** Rooms, folders and files that groups can have access to. */
  entries(): PortalEntry[];
  addGroup(group: NewPortalGroup): PortalGroup;
  changeGroup(id: string, change: GroupChange): void;
  removeGroup(id: string): void;
  /** Leaves a group with two manager rows, as two simultaneous changes of its manager do. */
  damageGroup(id: string): void;
  disable(personId: string): void;
  /** Deletes an account; its person is in no group any more. */
  removePerson(personId: string): void;
  setRole(personId: string, role: CastRole): void;
  setStatus(personId: string, status: CastPerson['status']): void;
  /** Gives a key a last moment, or takes it away. */
  setKeyExpiry(label: KeyLabel, at: number | undefined): void;
  setLastName(personId: string, lastName: string): void;
}

const copy = (group: PortalGroup): PortalGroup => ({ ...group, memberIds: new Set(group.memberIds) });

/** Gives tests, scripts and the page access to the portal's state. */
export function createControls(state: PortalState): PortalControls {
  const { people, groups } = state;
  const rooms = createRoomControls(state);
  const told = (id: string) => state.changed({ kind: 'group', id });
  const setStatus = (personId: string, status: CastPerson['status']) => {
    people.setStatus(personId, status, state.setup.now());
    groups.personChanged(personId);
    state.changed({ kind: 'person', id: personId });
  };
  return {
    ...rooms,
    people: () => [...people.all()].map((person) => ({ ...person })),
    groups: () => groups.all().map(copy),
    group(name) {
      const found = groups.all().find((group) => group.name === name);
      if (!found) throw new Error(`the portal has no group “${name}”`);
      return copy(found);
    },
    entries: () => state.entries.map((entry) => ({ ...entry, groupIds: new Set(entry.groupIds) })),
    addGroup({ id = state.setup.newId(), name, managerId, memberIds = [], isLDAP = false }) {
      const group = groups.add({ id, name, managerId, isLDAP }, memberIds);
      told(id);
      return copy(group);
    },
    changeGroup(id, change) {
      changeGroup(state, id, change);
      told(id);
    },
    removeGroup(id) {
      groups.remove(id);
      told(id);
    },
    damageGroup(id) {
      groups.damage(id);
      told(id);
    },
    disable: (personId) => setStatus(personId, 'disabled'),
    removePerson(personId) {
      for (const { id } of groups.ofPerson(personId)) groups.removeMember(id, personId);
      people.remove(personId);
      state.changed({ kind: 'person', id: personId });
    },
    setRole(personId, role) {
      people.setRole(personId, role);
      state.changed({ kind: 'person', id: personId });
    },
    setStatus,
    setKeyExpiry(label, at) {
      for (const key of state.keys.values()) {
        if (key.label !== label) continue;
        if (at === undefined) delete key.expiresAt;
        else key.expiresAt = at;
      }
    },
    setLastName(personId, lastName) {
      people.setLastName(personId, lastName);
      state.changed({ kind: 'person', id: personId });
    },
  };
}

function changeGroup({ groups }: PortalState, id: string, { name, managerId, memberIds }: GroupChange): void {
  if (name !== undefined) groups.rename(id, name);
  if (memberIds) {
    const wanted = new Set(memberIds);
    for (const each of groups.get(id)?.memberIds ?? []) if (!wanted.has(each)) groups.removeMember(id, each);
    for (const each of wanted) groups.addMember(id, each);
  }
  if (managerId === null) groups.clearManager(id);
  else if (managerId !== undefined) groups.setManager(id, managerId);
}
