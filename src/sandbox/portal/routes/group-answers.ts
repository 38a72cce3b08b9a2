import type { Payload } from '../answer.ts';
import { notFound, PortalRefusal } from '../errors.ts';
import type { PortalGroup } from '../types.ts';
import { groupDto } from '../wire.ts';
import type { RouteCall } from './route.ts';

/** A group by an id in the path; deleted and unknown ones are a 404 with a body. */
export function groupIn({ state, params }: RouteCall, param = 'id'): PortalGroup {
  const group = state.groups.get((params[param] ?? '').toLowerCase());
  if (!group) throw new PortalRefusal(notFound('group'));
  return group;
}

/** Makes a change, unless the group is built in, and answers the group with its members. */
export function changed(call: RouteCall, group: PortalGroup, change: () => void): Payload {
  if (!group.isSystem) {
    change();
    call.state.changed({ kind: 'group', id: group.id });
  }
  return { payload: groupDto(group, call, { members: true }) };
}
