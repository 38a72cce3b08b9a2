import { accessDenied, InvalidInput, notFound, PortalRefusal, shapeA } from '../errors.ts';
import { isDocSpaceAdmin } from '../wire.ts';
import { endedBy, followedBy } from '../writes.ts';
import { groupChanged, groupIn, memberSteps, written } from './group-answers.ts';
import { nothing, type RouteCall, route, WRITE_SCOPES, WRITERS } from './route.ts';

const writing = { scopes: WRITE_SCOPES, roles: WRITERS, takesBody: true };

/** A missing list is a null reference in the portal (its bug 81484). */
function present(ids: string[] | undefined): string[] {
  if (ids) return ids;
  const words = 'Object reference not set to an instance of an object.';
  throw new PortalRefusal(shapeA(500, words, 'System.NullReferenceException'));
}

const members = (call: RouteCall) => call.body().ids('members');

const addMembers = route({
  method: 'PUT',
  path: '/group/{id}/members',
  ...writing,
  read: members,
  run(call, ids) {
    const group = groupIn(call);
    const added = present(ids).filter((id) => call.state.eligible(id));
    return written(call, group.id, {
      members: memberSteps(call, group.id, added, (id) => call.state.groups.addMember(group.id, id)),
    });
  },
});

/** Removes all members first, so that even a manager who is named again comes back as a plain member. */
const replaceMembers = route({
  method: 'POST',
  path: '/group/{id}/members',
  ...writing,
  read(call) {
    const ids = members(call);
    const able = ids?.filter((id) => call.state.eligible(id));
    // Looked at before the role and before the group; portals before 3.7 empty the group instead.
    if (!able?.length && call.state.setup.version === '3.7')
      throw new PortalRefusal(shapeA(400, 'Members', 'System.ArgumentException'));
    return able;
  },
  run(call, ids) {
    const { groups } = call.state;
    const group = groupIn(call);
    const able = present(ids);
    const leaving = groups.shownMembers(group).map(({ id }) => id);
    return written(call, group.id, {
      members: [
        ...memberSteps(call, group.id, leaving, (id) => groups.removeMember(group.id, id)),
        ...memberSteps(call, group.id, able, (id) => groups.addMember(group.id, id)),
      ],
    });
  },
});

const removeMembers = route({
  method: 'DELETE',
  path: '/group/{id}/members',
  ...writing,
  read: members,
  run(call, ids) {
    const group = groupIn(call);
    const leaving = call.state.setup.version === '3.7' ? (ids ?? []) : present(ids);
    return written(call, group.id, {
      members: memberSteps(call, group.id, leaving, (id) => call.state.groups.removeMember(group.id, id)),
    });
  },
});

/** Finds group and person, then writes, and only then asks for the right: a refused call has still done its work. */
const setManager = route({
  method: 'PUT',
  path: '/group/{id}/manager',
  scopes: WRITE_SCOPES,
  takesBody: true,
  read(call) {
    const userId = call.body().id('userId');
    if (userId !== undefined) return userId;
    throw new InvalidInput('$', "JSON deserialization was missing required properties including: 'userId'.");
  },
  run(call, userId) {
    const { id } = groupIn(call);
    const { groups, people, managerWrites } = call.state;
    if (!people.get(userId)) throw new PortalRefusal(notFound('user'));
    const managerIds = call.state.eligible(userId) ? [userId] : [];
    const underWay = managerWrites.begin(id, userId);
    if (underWay.clash && managerIds.length > 0) groups.damage(id);
    const answer = endedBy(underWay.end, () =>
      written(call, id, { members: memberSteps(call, id, managerIds, (each) => groups.setManager(id, each)) }),
    );
    return followedBy(answer, (payload) => {
      if (!isDocSpaceAdmin(call.caller)) throw new PortalRefusal(accessDenied());
      return payload;
    });
  },
});

/** Portals before 3.7 copy instead of moving. A group that is moved into itself loses all members (docspace-api §8). */
const moveMembers = route({
  method: 'PUT',
  path: '/group/{id}/members/{to}',
  scopes: WRITE_SCOPES,
  roles: WRITERS,
  read: nothing,
  run(call) {
    const { groups, setup } = call.state;
    const [from, to] = [groupIn(call), groupIn(call, 'to')];
    const empties = setup.version === '3.7' && !from.isSystem;
    const moving = groups.shownMembers(from).map(({ id }) => id);
    return written(call, to.id, {
      members: memberSteps(call, to.id, moving, (id) => {
        groups.addMember(to.id, id);
        if (empties) groups.removeMember(from.id, id);
      }),
      after() {
        if (!empties) return;
        groups.clearManager(from.id);
        groupChanged(call, from.id);
      },
    });
  },
});

/** The calls about members and managers, with the portal's own oddities (docspace-api §2.2). */
export const memberRoutes = [addMembers, replaceMembers, removeMembers, setManager, moveMembers];
