import { PortalRefusal, shapeA, shapeB, userNotFound } from '../answers.ts';
import { groupIn, removeMember, setManager, wholeGroup } from './groups.ts';
import { bodyOf, idIn, idsIn } from './read-body.ts';
import { type Route, type RouteCall, WRITE_SCOPES, WRITERS } from './route.ts';

const write = { scopes: WRITE_SCOPES, roles: WRITERS };

function eligibleIn(call: RouteCall): string[] | undefined {
  return idsIn(call, bodyOf(call), 'members')?.filter((id) => call.state.eligible(id));
}

/** The calls about members and managers, with the portal's own oddities. */
export const memberRoutes: readonly Route[] = [
  {
    method: 'PUT',
    path: '/group/{id}/members',
    ...write,
    run(call) {
      const group = groupIn(call);
      const ids = eligibleIn(call);
      // A missing list is a null reference in the portal.
      if (!ids)
        throw new PortalRefusal(
          shapeA(
            500,
            'Object reference not set to an instance of an object.',
            'System.NullReferenceException',
            -2147467261,
          ),
        );
      for (const id of ids) group.memberIds.add(id);
      return wholeGroup(call, group);
    },
  },
  {
    method: 'POST',
    path: '/group/{id}/members',
    scopes: WRITE_SCOPES,
    // Eligibility is looked at before the role and before the group here.
    check(call) {
      if (!eligibleIn(call)?.length)
        throw new PortalRefusal(shapeA(400, 'Members', 'System.ArgumentException', -2147024809));
    },
    roles: WRITERS,
    run(call) {
      const group = groupIn(call);
      for (const id of [...group.memberIds]) removeMember(group, id);
      for (const id of eligibleIn(call) ?? []) group.memberIds.add(id);
      return wholeGroup(call, group);
    },
  },
  {
    method: 'DELETE',
    path: '/group/{id}/members',
    ...write,
    check: (call) => {
      idsIn(call, bodyOf(call), 'members');
    },
    run(call) {
      const group = groupIn(call);
      for (const id of idsIn(call, bodyOf(call), 'members') ?? []) removeMember(group, id);
      return wholeGroup(call, group);
    },
  },
  {
    method: 'PUT',
    path: '/group/{id}/manager',
    ...write,
    check(call) {
      if (!idIn(call, bodyOf(call), 'userId'))
        throw new PortalRefusal(
          shapeB({ '$.userId': ['The JSON value could not be converted to System.Guid.'] }, call),
        );
    },
    run(call) {
      const group = groupIn(call);
      const personId = idIn(call, bodyOf(call), 'userId') ?? '';
      if (!call.state.people.has(personId)) throw new PortalRefusal(userNotFound(404));
      if (call.state.eligible(personId)) setManager(group, personId);
      return wholeGroup(call, group);
    },
  },
  {
    method: 'PUT',
    path: '/group/{id}/members/{to}',
    ...write,
    run(call) {
      const [from, to] = [groupIn(call), groupIn(call, 'to')];
      // Moving a group into itself changes nothing here; no client should ask for it.
      if (from.id === to.id) return wholeGroup(call, to);
      for (const person of call.state.shownMembers(from)) {
        to.memberIds.add(person.id);
        removeMember(from, person.id);
      }
      call.state.changed({ kind: 'group', id: from.id });
      return wholeGroup(call, to);
    },
  },
];
