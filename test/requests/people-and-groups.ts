import { type Access, AccessDenied, type Caller, type Operation } from '../../src/access/index.ts';
import { operationRefusal } from '../../src/access/rights.ts';
import {
  type BatchOptions,
  type DocSpace,
  DocSpaceError,
  endedEarly,
  FIRST_BATCH,
  type Group,
  type GroupReceipt,
  type GroupState,
  type Groups,
  type Member,
  MissingScope,
  type NewGroup,
  NotFound,
  type Person,
  type Role,
  type Room,
  receiptOf,
  type Wanted,
} from '../../src/docspace/index.ts';

/** A DocSpace person, and the account that stands for them. */
export interface Somebody {
  id: string;
  name: string;
  role: Role;
}

/** Who is there: a room admin who asks, three who can approve, and the group's manager, who can neither. */
const PEOPLE: Readonly<Record<string, Somebody>> = {
  ravi: { id: 'p-ravi', name: 'Ravi', role: 'roomAdmin' },
  ines: { id: 'p-ines', name: 'Ines', role: 'admin' },
  tomas: { id: 'p-tomas', name: 'Tomas', role: 'admin' },
  una: { id: 'p-una', name: 'Una', role: 'owner' },
  marie: { id: 'p-marie', name: 'Marie', role: 'user' },
  bo: { id: 'p-bo', name: 'Bo', role: 'roomAdmin' },
};

const nameById = new Map(Object.values(PEOPLE).map(({ id, name }) => [id, name]));

/** A portal and a directory of plain objects; what a test does to them holds from the next look on. */
export class World {
  /** Who each account stands for, by the account's name. */
  readonly people = new Map(Object.entries(PEOPLE).map(([account, somebody]) => [account, { ...somebody }]));
  readonly groups = new Map<string, Group>();
  /** Ids of the groups that were sent a DELETE, in order. */
  readonly sent: string[] = [];
  /** Happens before an account is looked up; it can wait, or fail. */
  beforeLookup: (account: string) => Promise<void> = async () => undefined;
  /** Happens before a group is read. */
  beforeRead: (id: string) => Promise<void> = async () => undefined;
  /** Names of the groups that were sent a POST, in order. */
  readonly posted: string[] = [];
  /** What a POST does; the group is there then. */
  onCreate: (wanted: NewGroup) => Promise<void> = async (wanted) => void this.make(wanted);
  /** Ids of the groups that were sent a PUT, in order. */
  readonly put: string[] = [];
  /** What a PUT does. */
  onUpdate: (id: string, wanted: Wanted) => Promise<void> = async (id, wanted) => this.change(id, wanted);
  /** What a DELETE does; the group is gone then. */
  onDelete: (id: string) => Promise<void> = async (id) => void this.groups.delete(id);
  /** Ids of people who have no account any more, and of those who are guests by now. */
  readonly left = new Set<string>();
  readonly guests = new Set<string>();
  /** Ids of groups that somebody else made. */
  readonly foreign = new Set<string>();
  /** Rooms by the group that opens them, each with the group's level; undefined: the key may not read rooms. */
  rooms: Map<string, { room: Room; level?: number }[]> | undefined;
  /** Happens before rooms are read. */
  beforeRooms: (groupId: string) => Promise<void> = async () => undefined;
  #made = 0;
  /** Accounts in APPROVERS; undefined: there is no such list. */
  approvers: Set<string> | undefined;

  constructor() {
    this.addGroup('g', 'Design');
  }

  /** A group of Marie's with three members, one of them disabled. */
  addGroup(id: string, name: string): Group {
    const member = (key: string, status: Member['status'] = 'active'): Member => ({
      id: key,
      displayName: key,
      status,
    });
    const group: Group = {
      id,
      name,
      manager: { id: 'p-marie', displayName: 'Marie', status: 'active' },
      membersCount: 2,
      isLDAP: false,
      isSystem: false,
      members: [member('a'), member('b')],
      disabledMembers: [member('c', 'disabled')],
    };
    this.groups.set(id, group);
    return group;
  }

  /** A group as a POST makes it, or a part of it. */
  make({ name, managerId, memberIds }: NewGroup): Group {
    const somebody = (id: string): Member => ({ id, displayName: id, status: 'active' });
    const members = [...new Set([...memberIds, ...(managerId ? [managerId] : [])])].map(somebody);
    this.#made += 1;
    const id = `made-${this.#made}`;
    const manager = managerId ? { manager: somebody(managerId) } : {};
    const kept = { isLDAP: false, isSystem: false, disabledMembers: [] };
    const group: Group = { id, name, ...manager, membersCount: members.length, members, ...kept };
    this.groups.set(id, group);
    return group;
  }

  /** A group as a PUT changes it, or a part of it. */
  change(id: string, { name, managerId, add = [], remove = [] }: Partial<Wanted>): void {
    const group = this.group(id);
    const memberIds = [...group.members.map((member) => member.id), ...add].filter((each) => !remove.includes(each));
    // Who leaves manages no more.
    const manages = [managerId ?? group.manager?.id].find((each) => each !== undefined && !remove.includes(each));
    const made = this.make({ name: name ?? group.name, memberIds, ...(manages ? { managerId: manages } : {}) });
    this.groups.delete(made.id);
    this.groups.set(id, { ...made, id, disabledMembers: group.disabledMembers });
  }

  /** Fewer members, as a deletion that failed half-way leaves. */
  loseMembers(id: string): void {
    const group = this.group(id);
    this.groups.set(id, { ...group, members: group.members.slice(0, 1), membersCount: 1 });
  }

  group(id: string): Group {
    const group = this.groups.get(id);
    if (!group) throw new NotFound('no such group', { method: 'GET', path: `/group/${id}`, status: 404 });
    return group;
  }

  readonly access: Access = {
    require: async (account, operation) => {
      await this.beforeLookup(account);
      return this.#callerFor(account, operation);
    },
    statusOf: async (account) => {
      const caller = this.#caller(account);
      if (!caller) return { known: false, why: 'no-docspace-account' };
      const may = (operation: Operation) => operationRefusal(caller.person.role, operation) === undefined;
      const [read, create, update] = [may('read'), may('create'), may('update')];
      const [ask, join, approve] = [may('ask'), may('join'), may('approve')];
      return { known: true, caller, may: { read, create, update, ask, join, approve } };
    },
  };

  /** Accounts by the person they stand for. */
  accountsOf(personIds: readonly string[]): ReadonlyMap<string, string> {
    const accounts = [...this.people].map(([account, { id }]) => [id, account] as const);
    return new Map(accounts.filter(([id]) => personIds.includes(id)));
  }

  #admins(): Person[] {
    const callers = [...this.people.keys()].flatMap((account) => this.#caller(account) ?? []);
    return callers.map(({ person }) => person).filter(({ role }) => role === 'owner' || role === 'admin');
  }

  #caller(slackId: string): Caller | undefined {
    const somebody = this.people.get(slackId);
    if (!somebody) return undefined;
    const { id, name, role } = somebody;
    const names = { displayName: name, firstName: name, lastName: '' };
    return { slackId, person: { id, ...names, email: `${id}@example.com`, role, status: 'active', confirmed: true } };
  }

  /** A person of the directory; of one of {@link addGroup}, the account is as their groups have it. */
  #directoryEntry(id: string): Person {
    const role = this.guests.has(id) ? 'guest' : 'user';
    const names = { displayName: nameById.get(id) ?? id, firstName: '', lastName: '' };
    const status = id === 'c' ? 'disabled' : 'active';
    return { id, ...names, email: `${id}@example.com`, role, status, confirmed: true };
  }

  #callerFor(account: string, operation: Operation): Caller {
    const caller = this.#caller(account);
    if (!caller) throw new AccessDenied('no-docspace-account', operation);
    const why = operationRefusal(caller.person.role, operation);
    if (why) throw new AccessDenied(why, operation);
    return caller;
  }

  readonly #read = async (id: string): Promise<Group> => {
    await this.beforeRead(id);
    return this.group(id);
  };

  readonly #groups: Groups = {
    get: this.#read,
    head: this.#read,
    isGone: async (id) => !this.groups.has(id),
    delete: async (id) => {
      this.sent.push(id);
      await this.onDelete(id);
      return { outcome: 'deleted' };
    },
    create: async ({ memberIds: add, betweenBatches, ...wanted }) => {
      this.posted.push(wanted.name);
      let made: Group | undefined;
      const send = async (part: Wanted) => {
        if (made) return this.onUpdate(made.id, part);
        await this.onCreate({ ...wanted, memberIds: part.add });
        made = [...this.groups.values()].findLast(({ name }) => name === wanted.name);
      };
      const asked = { add, remove: [] };
      const receipt = () => receiptOf(asked, stateOf(this.group(made?.id ?? '')));
      return inBatches({ wanted: asked, send, betweenBatches, receipt });
    },
    findCreated: async ({ name, knownBefore = [] }) => {
      await this.beforeRead(name);
      const found = [...this.groups.values()].filter((group) => group.name === name && !knownBefore.includes(group.id));
      const [only] = found;
      if (!only || found.length > 1 || this.foreign.has(only.id)) return { found };
      return { found, ours: stateOf(only) };
    },
    state: async (id) => stateOf(await this.#read(id)),
    withPeople: async (id) => ({ group: stateOf(await this.#read(id)), people: new Map() }),
    members: async (id) => {
      const { members } = await this.#read(id);
      return { items: members, total: members.length, unreadable: 0 };
    },
    list: async ({ text = '' } = {}) => {
      const items = [...this.groups.values()].filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
      return { items, total: items.length, unreadable: 0 };
    },
    all: notNeeded,
    ofPerson: notNeeded,
    ofEntry: notNeeded,
    update: async (id, { name, managerId, add = [], remove = [], readBefore, before: given, betweenBatches }) => {
      const before = given ?? (await readBefore?.());
      const wanted = { add, remove, ...(name ? { name } : {}), ...(managerId ? { managerId } : {}) };
      const send = async (part: Wanted) => {
        this.put.push(id);
        await this.onUpdate(id, part);
      };
      return inBatches({
        wanted,
        send,
        betweenBatches,
        receipt: () => receiptOf(wanted, stateOf(this.group(id)), before),
      });
    },
    addMembers: notNeeded,
    removeMembers: notNeeded,
    moveMembers: notNeeded,
  };

  readonly docspace: DocSpace = {
    version: notNeeded,
    groups: this.#groups,
    people: {
      search: notNeeded,
      byEmail: notNeeded,
      get: notNeeded,
      byIds: async (ids) => {
        await this.beforeRead('people');
        return new Map(ids.filter((id) => !this.left.has(id)).map((id) => [id, this.#directoryEntry(id)]));
      },
      admins: async () => this.#admins(),
      self: notNeeded,
    },
    rooms: {
      ofGroup: async (id) => {
        await this.beforeRooms(id);
        if (!this.rooms) throw new MissingScope('no rooms:read', { method: 'GET', path: '/files/rooms', status: 403 });
        const items = (this.rooms.get(id) ?? []).map(({ room }) => room);
        return { items, total: items.length };
      },
      levelsOf: async ({ id }) =>
        new Map(
          (this.rooms?.get(id) ?? []).flatMap(({ room, level }) =>
            level === undefined ? [] : [[room.id, level] as const],
          ),
        ),
    },
    keys: { self: notNeeded },
    for: () => this.docspace,
  };
}

/** A change as the group service sends it: in batches, with a question between them, and a receipt of what was done. */
async function inBatches(change: {
  wanted: Wanted;
  send(part: Wanted): Promise<void>;
  betweenBatches: BatchOptions['betweenBatches'];
  receipt(): GroupReceipt;
}): Promise<GroupReceipt> {
  const { wanted, send, betweenBatches, receipt } = change;
  const { add, remove, ...head } = wanted;
  await send({ ...head, add: add.slice(0, FIRST_BATCH), remove });
  for (let sent = FIRST_BATCH; sent < add.length; sent += FIRST_BATCH) {
    const rest = { add: add.slice(sent), remove: [] };
    const next = await betweenBatches?.({ done: sent + remove.length, of: add.length + remove.length });
    if (next === 'stop') return endedEarly(receipt(), rest, 'stopped');
    try {
      await send({ add: rest.add.slice(0, FIRST_BATCH), remove: [] });
    } catch (error) {
      if (error instanceof DocSpaceError) return endedEarly(receipt(), rest, error);
      throw error;
    }
  }
  return receipt();
}

function stateOf({ members, disabledMembers, ...group }: Group): GroupState {
  return { ...group, memberIds: new Set([...members, ...disabledMembers].map(({ id }) => id)) };
}

function notNeeded(): never {
  throw new Error('a request’s life does not need this call');
}
