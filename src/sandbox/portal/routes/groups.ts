import { groupNotFound, PortalRefusal, userNotFound } from '../answers.ts';
import type { PortalGroup } from '../state.ts';
import { groupDto, groupSummary } from '../wire.ts';
import { bodyOf, descending, idIn, idsIn, nameIn, newName, pageFrom, pageOf, queryId } from './read-body.ts';
import { READ_SCOPES, READERS, type Route, type RouteCall, WRITE_SCOPES, WRITERS } from './route.ts';

const ZERO = '00000000-0000-0000-0000-000000000000';

/** A group by the id in the path; deleted and unknown ones are a 404. */
export function groupIn(call: RouteCall, param = 'id'): PortalGroup {
  const group = call.state.groups.get((call.params[param] ?? '').toLowerCase());
  if (!group) throw new PortalRefusal(groupNotFound());
  return group;
}

/** What a write answers: the group with its members. */
export function wholeGroup(call: RouteCall, group: PortalGroup) {
  call.state.changed({ kind: 'group', id: group.id });
  return { payload: groupDto(group, call.state, true) };
}

/** Puts somebody at the head of a group; a manager is always a member too. */
export function setManager(group: PortalGroup, personId: string): void {
  group.managerId = personId;
  group.memberIds.add(personId);
}

/** Takes somebody out; a manager who leaves is no longer the manager. */
export function removeMember(group: PortalGroup, personId: string): void {
  group.memberIds.delete(personId);
  if (group.managerId === personId) delete group.managerId;
}

const read = { scopes: READ_SCOPES, roles: READERS };
const write = { scopes: WRITE_SCOPES, roles: WRITERS };

function flag(call: RouteCall, name: string, standard: boolean): boolean {
  const text = call.query.get(name);
  return text === null || text === '' ? standard : text.toLowerCase() === 'true';
}

function listed(call: RouteCall): PortalGroup[] {
  const { state, query } = call;
  const text = (query.get('filterValue') ?? '').trim().toLowerCase();
  const personId = queryId(call, 'userId');
  const managed = flag(call, 'manager', false);
  const found = [...state.groups.values()].filter(
    (group) =>
      !group.isSystem &&
      (text === '' || group.name.toLowerCase().includes(text)) &&
      (personId === undefined || (managed ? group.managerId === personId : group.memberIds.has(personId))),
  );
  const order = sorting(call);
  found.sort((a, b) => order(a, b) * (descending(call) ? -1 : 1));
  return found;
}

function sorting({ state, query }: RouteCall): (a: PortalGroup, b: PortalGroup) => number {
  const managerOf = (group: PortalGroup) => state.people.get(group.managerId ?? '')?.firstName ?? '';
  const by = (query.get('sortBy') ?? '').toLowerCase();
  if (by === 'manager') return (a, b) => managerOf(a).localeCompare(managerOf(b));
  if (by === 'memberscount') return (a, b) => a.memberIds.size - b.memberIds.size;
  return (a, b) => a.name.localeCompare(b.name);
}

function create(call: RouteCall) {
  const { state } = call;
  const body = bodyOf(call);
  const name = newName(call, body);
  const members = idsIn(call, body, 'members') ?? [];
  const manager = idIn(call, body, 'groupManager');
  const managerId = manager === ZERO ? undefined : manager;
  const asked = [...members, ...(managerId ? [managerId] : [])];
  // Since 3.7 everybody is checked before anything is saved; older portals passed over whom they could not take.
  if (state.version === '3.7' && !asked.every((id) => state.eligible(id))) throw new PortalRefusal(userNotFound(400));
  const group: PortalGroup = {
    id: state.newId(),
    name,
    memberIds: new Set(members.filter((id) => state.eligible(id))),
    isLDAP: false,
    isSystem: false,
  };
  if (managerId && state.eligible(managerId)) setManager(group, managerId);
  state.groups.set(group.id, group);
  return wholeGroup(call, group);
}

function update(call: RouteCall) {
  const { state } = call;
  const body = bodyOf(call);
  const group = groupIn(call);
  const name = nameIn(call, body, 'Update.GroupName');
  if (name !== null) group.name = name;
  const manager = idIn(call, body, 'groupManager');
  if (manager && state.eligible(manager)) setManager(group, manager);
  for (const id of idsIn(call, body, 'membersToAdd') ?? []) if (state.eligible(id)) group.memberIds.add(id);
  for (const id of idsIn(call, body, 'membersToRemove') ?? []) removeMember(group, id);
  return wholeGroup(call, group);
}

function checkUpdate(call: RouteCall): void {
  const body = bodyOf(call);
  nameIn(call, body, 'Update.GroupName');
  idIn(call, body, 'groupManager');
  idsIn(call, body, 'membersToAdd');
  idsIn(call, body, 'membersToRemove');
}

export const groupRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/group',
    ...read,
    check: (call) => {
      pageOf(call);
      queryId(call, 'userId');
      descending(call);
    },
    run(call) {
      const { items, count, total } = pageFrom(call, listed(call));
      return { payload: items.map((group) => groupDto(group, call.state, false)), count, total };
    },
  },
  {
    method: 'POST',
    path: '/group',
    ...write,
    check: (call) => {
      const body = bodyOf(call);
      newName(call, body);
      idsIn(call, body, 'members');
      idIn(call, body, 'groupManager');
    },
    run: create,
  },
  {
    method: 'GET',
    path: '/group/{id}',
    ...read,
    run: (call) => ({ payload: groupDto(groupIn(call), call.state, flag(call, 'includeMembers', true)) }),
  },
  { method: 'PUT', path: '/group/{id}', ...write, check: checkUpdate, run: update },
  {
    method: 'DELETE',
    path: '/group/{id}',
    ...write,
    run(call) {
      const group = groupIn(call);
      // A built-in group answers 204 as well, and stays.
      if (!group.isSystem) call.state.groups.delete(group.id);
      call.state.changed({ kind: 'group', id: group.id });
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    path: '/group/user/{id}',
    ...read,
    run(call) {
      const groups = call.state
        .groupsOf((call.params.id ?? '').toLowerCase())
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      return { payload: groups.map((group) => groupSummary(group, call.state)), count: groups.length };
    },
  },
];
