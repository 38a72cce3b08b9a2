import { empty } from '../answer.ts';
import { ineligible, PortalRefusal } from '../errors.ts';
import { byOrdinal, groupDto, groupSummary } from '../wire.ts';
import { changed, groupIn } from './group-answers.ts';
import { listGroups } from './group-list.ts';
import { checkLength, refuseUnstorable, storableNewName } from './group-name.ts';
import { nothing, READ_SCOPES, READERS, type RouteCall, route, WRITE_SCOPES, WRITERS } from './route.ts';

const ZERO = '00000000-0000-0000-0000-000000000000';
const reading = { scopes: READ_SCOPES, roles: READERS };
const writing = { scopes: WRITE_SCOPES, roles: WRITERS };

const createGroup = route({
  method: 'POST',
  path: '/group',
  ...writing,
  takesBody: true,
  read(call) {
    const body = call.body();
    const name = checkLength(call, body, 'GroupName');
    return { name, managerId: body.id('groupManager'), memberIds: body.ids('members') ?? [] };
  },
  run(call, { name, managerId, memberIds }) {
    const { state } = call;
    const storable = storableNewName(state, name);
    const asked = [...memberIds, ...(managerId && managerId !== ZERO ? [managerId] : [])];
    const able = new Set(asked.filter((id) => state.eligible(id)));
    // Since 3.7 everybody is checked before anything is saved; older portals pass over whom they cannot take.
    if (state.setup.version === '3.7' && !asked.every((id) => able.has(id))) throw new PortalRefusal(ineligible());
    const heads = managerId && able.has(managerId) ? managerId : undefined;
    const group = state.groups.add(
      { id: state.setup.newId(), name: storable, managerId: heads, isLDAP: false },
      memberIds.filter((id) => able.has(id)),
    );
    return changed(call, group, () => {});
  },
});

/** Name, manager, adds, removes, in this order; whoever cannot be taken is passed over in silence. */
const updateGroup = route({
  method: 'PUT',
  path: '/group/{id}',
  ...writing,
  takesBody: true,
  read(call) {
    const body = call.body();
    const name = checkLength(call, body, 'Update.GroupName');
    const managerId = body.id('groupManager');
    return { name, managerId, add: body.ids('membersToAdd') ?? [], remove: body.ids('membersToRemove') ?? [] };
  },
  run(call, { name, managerId, add, remove }) {
    const { groups } = call.state;
    const group = groupIn(call);
    if (name !== null) refuseUnstorable(name);
    return changed(call, group, () => {
      if (name !== null) groups.rename(group.id, name);
      if (managerId && call.state.eligible(managerId)) groups.setManager(group.id, managerId);
      for (const id of add) if (call.state.eligible(id)) groups.addMember(group.id, id);
      for (const id of remove) groups.removeMember(group.id, id);
    });
  },
});

/** A built-in group answers 204 as well, and stays. */
function deleteGroup(call: RouteCall) {
  const { id, isSystem } = groupIn(call);
  if (!isSystem) {
    call.state.groups.remove(id);
    for (const entry of call.state.entries) entry.groupIds.delete(id);
    call.state.changed({ kind: 'group', id });
  }
  return empty(204);
}

/** `/group`, `/group/{id}` and the groups of a person (docspace-api §2.1). */
export const groupRoutes = [
  listGroups,
  createGroup,
  updateGroup,
  route({
    method: 'GET',
    path: '/group/{id}',
    ...reading,
    read: ({ query }) => query.flag('includeMembers') ?? true,
    run: (call, members) => ({ payload: groupDto(groupIn(call), call, { members }) }),
  }),
  route({ method: 'DELETE', path: '/group/{id}', ...writing, read: nothing, run: deleteGroup }),
  route({
    method: 'GET',
    path: '/group/user/{id}',
    ...reading,
    read: nothing,
    run({ state, params }) {
      const groups = byOrdinal(state.groups.ofPerson((params.id ?? '').toLowerCase()));
      return { payload: groups.map((group) => groupSummary(group, state)), count: groups.length };
    },
  }),
];
