import { byCollation } from './collation.ts';
import type { PeopleStore } from './people-store.ts';
import { SYSTEM_GROUPS } from './system-groups.ts';
import type { PortalGroup, PortalPerson } from './types.ts';

/** An order of the group list; equal keys keep no promised order, as on the portal. */
export type GroupOrder = 'title' | 'manager' | 'membersCount';

interface KeptGroup extends PortalGroup {
  memberIds: Set<string>;
}

/** The groups of a portal and who is in them, indexed both ways so that no call walks all memberships. */
export class GroupStore {
  readonly #people: PeopleStore;
  readonly #byId = new Map<string, KeptGroup>();
  readonly #ofPerson = new Map<string, Set<KeptGroup>>();
  readonly #shownCount = new Map<string, number>();
  readonly #ordered = new Map<GroupOrder, readonly PortalGroup[]>();
  readonly #damaged = new Set<string>();
  #rows = 0;

  constructor(people: PeopleStore) {
    this.#people = people;
    for (const { id, name } of SYSTEM_GROUPS) {
      this.#byId.set(id, { id, name, memberIds: new Set(), isLDAP: false, isSystem: true });
    }
  }

  get(id: string): PortalGroup | undefined {
    return this.#byId.get(id);
  }

  /** Every group but the built-in ones. */
  all(): PortalGroup[] {
    return [...this.#byId.values()].filter((group) => !group.isSystem);
  }

  /** Membership rows of all groups, disabled people included. */
  get membershipRows(): number {
    return this.#rows;
  }

  /** Leaves a group with two manager rows; nothing but its deletion mends that. */
  damage(groupId: string): void {
    this.#damaged.add(this.#kept(groupId).id);
  }

  isDamaged(groupId: string): boolean {
    return this.#damaged.has(groupId);
  }

  /** The groups as they are now; later changes do not reach the copy. */
  copy(): GroupStore {
    const copy = new GroupStore(this.#people);
    for (const { memberIds, ...group } of this.all()) copy.add(group, memberIds);
    for (const id of this.#damaged) copy.damage(id);
    return copy;
  }

  ofPerson(personId: string): PortalGroup[] {
    return [...(this.#ofPerson.get(personId) ?? [])];
  }

  /** Members that are shown: active and invited ones, by their ids, as the rows of the portal lie. */
  shownMembers(group: PortalGroup): PortalPerson[] {
    const system = SYSTEM_GROUPS.find(({ id }) => id === group.id);
    const candidates = system
      ? [...this.#people.all()].filter((person) => system.holds(person))
      : [...group.memberIds].sort().flatMap((id) => this.#people.get(id) ?? []);
    return candidates.filter((person) => person.status !== 'disabled');
  }

  /** How many members are shown, cached until a member is added, removed or changed. */
  shownCount(group: PortalGroup): number {
    if (group.isSystem) return this.shownMembers(group).length;
    const kept = this.#shownCount.get(group.id);
    if (kept !== undefined) return kept;
    let count = 0;
    for (const id of group.memberIds) {
      const person = this.#people.get(id);
      if (person && person.status !== 'disabled') count += 1;
    }
    this.#shownCount.set(group.id, count);
    return count;
  }

  /** All listed groups in ascending order; kept until a group or a person changes. */
  inOrder(order: GroupOrder): readonly PortalGroup[] {
    const kept = this.#ordered.get(order);
    if (kept) return kept;
    const managerOf = (group: PortalGroup) => this.#people.get(group.managerId ?? '')?.firstName ?? '';
    const compare = {
      title: (a: PortalGroup, b: PortalGroup) => byCollation(a.name, b.name),
      manager: (a: PortalGroup, b: PortalGroup) => byCollation(managerOf(a), managerOf(b)),
      // The portal counts rows here, disabled people too.
      membersCount: (a: PortalGroup, b: PortalGroup) => a.memberIds.size - b.memberIds.size,
    }[order];
    const sorted = this.all().sort(compare);
    this.#ordered.set(order, sorted);
    return sorted;
  }

  add(group: Omit<PortalGroup, 'memberIds' | 'isSystem'>, memberIds: Iterable<string>): PortalGroup {
    const { managerId, ...rest } = group;
    const kept: KeptGroup = { ...rest, isSystem: false, memberIds: new Set() };
    this.#byId.set(kept.id, kept);
    this.#ordered.clear();
    if (managerId) this.setManager(kept.id, managerId);
    for (const id of memberIds) this.addMember(kept.id, id);
    return kept;
  }

  remove(groupId: string): void {
    const group = this.#kept(groupId);
    this.removeAllMembers(groupId);
    this.#byId.delete(group.id);
    this.#ordered.clear();
  }

  rename(groupId: string, name: string): void {
    this.#kept(groupId).name = name;
    this.#ordered.clear();
  }

  addMember(groupId: string, personId: string): void {
    const group = this.#kept(groupId);
    if (!group.memberIds.has(personId)) this.#rows += 1;
    group.memberIds.add(personId);
    const groups = this.#ofPerson.get(personId);
    if (groups) groups.add(group);
    else this.#ofPerson.set(personId, new Set([group]));
    this.#memberChanged(groupId);
  }

  /** Removes a member; a manager who leaves is no longer the manager. */
  removeMember(groupId: string, personId: string): void {
    const group = this.#kept(groupId);
    if (group.memberIds.delete(personId)) this.#rows -= 1;
    this.#ofPerson.get(personId)?.delete(group);
    if (group.managerId === personId) this.clearManager(groupId);
    this.#memberChanged(groupId);
  }

  /** Removes every membership row, those of the manager too, however many. */
  removeAllMembers(groupId: string): void {
    for (const id of [...this.#kept(groupId).memberIds]) this.removeMember(groupId, id);
    this.#damaged.delete(groupId);
  }

  /** Makes a person the manager; a manager is always a member too. */
  setManager(groupId: string, personId: string): void {
    this.#kept(groupId).managerId = personId;
    this.addMember(groupId, personId);
    this.#ordered.delete('manager');
  }

  clearManager(groupId: string): void {
    delete this.#kept(groupId).managerId;
    this.#ordered.delete('manager');
  }

  /** A person came back or was disabled: the groups they are in count anew. */
  personChanged(personId: string): void {
    for (const group of this.#ofPerson.get(personId) ?? []) this.#shownCount.delete(group.id);
  }

  #memberChanged(groupId: string): void {
    this.#shownCount.delete(groupId);
    this.#ordered.delete('membersCount');
  }

  #kept(id: string): KeptGroup {
    const group = this.#byId.get(id);
    if (!group || group.isSystem) throw new Error(`the portal has no group of its own with the id ${id}`);
    return group;
  }
}
