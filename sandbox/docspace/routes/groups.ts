import { empty } from '../answer.ts';
import { ineligible, PortalRefusal } from '../errors.ts';
import { byOrdinal, groupDto, groupSummary } from '../wire.ts';
import { endedBy, followedBy, type Write, writeRows } from '../writes.ts';
import { anyGroupIn, groupChanged, groupIn, memberSteps, written } from './group-answers.ts';
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
    // Since 3.7 all people are checked before anything is saved; older portals skip those they cannot take.
    if (state.setup.version === '3.7' && !asked.every((id) => able.has(id))) throw new PortalRefusal(ineligible());
    const heads = managerId && able.has(managerId) ? managerId : undefined;
    const id = state.setup.newId();
    const joining = [...new Set(memberIds)].filter((each) => able.has(each));
    return written(call, id, {
      before: () => void state.groups.add({ id, name: storable, isLDAP: false }, []),
      members: [
        ...memberSteps(call, id, heads ? [heads] : [], (each) => state.groups.setManager(id, each)),
        ...memberSteps(call, id, joining, (each) => state.groups.addMember(id, each)),
      ],
    });
  },
});

/** Name, manager, adds, removes, in this order; people who cannot be taken are skipped silently. */
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
    const { groups, managerWrites } = call.state;
    const { id } = groupIn(call);
    if (name !== null) refuseUnstorable(name);
    const able = (ids: string[]) => ids.filter((each) => call.state.eligible(each));
    const managerIds = managerId ? able([managerId]) : [];
    const underWay = managerIds.map((each) => managerWrites.begin(id, each));
    if (underWay.some(({ clash }) => clash)) groups.damage(id);
    return endedBy(
      () => {
        for (const { end } of underWay) end();
      },
      () =>
        written(call, id, {
          before: () => name !== null && groups.rename(id, name),
          members: [
            ...memberSteps(call, id, managerIds, (each) => groups.setManager(id, each)),
            ...memberSteps(call, id, able(add), (each) => groups.addMember(id, each)),
            ...memberSteps(call, id, remove, (each) => groups.removeMember(id, each)),
          ],
        }),
    );
  },
});

/** Memberships go first, the group itself last. A built-in group answers 204 and stays, but loses its shares. */
function deleteGroup(call: RouteCall) {
  const { groups, entries } = call.state;
  const { id, isSystem } = anyGroupIn(call);
  const write: Write = {
    before: () => !isSystem && groups.removeAllMembers(id),
    members: [],
    after() {
      if (!isSystem) groups.remove(id);
      for (const entry of entries) entry.groupIds.delete(id);
    },
  };
  return followedBy(
    writeRows(write, call.pace, () => groupChanged(call, id)),
    () => empty(204),
  );
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
