import type { Payload } from '../answer.ts';
import { notFound, PortalRefusal, twoManagers } from '../errors.ts';
import type { PortalState } from '../state.ts';
import type { PortalGroup } from '../types.ts';
import { groupDto } from '../wire.ts';
import { followedBy, type Write, writeRows } from '../writes.ts';
import type { RouteCall } from './route.ts';

/** A group by an id in the path, damaged or not; deleted and unknown ones are a 404 with a body. */
export function anyGroupIn({ state, params }: RouteCall, param = 'id'): PortalGroup {
  const group = state.groups.get((params[param] ?? '').toLowerCase());
  if (!group) throw new PortalRefusal(notFound('group'));
  return group;
}

/** A group by an id in the path that the portal can read. */
export function groupIn(call: RouteCall, param = 'id'): PortalGroup {
  const group = anyGroupIn(call, param);
  refuseDamaged(call.state, [group]);
  return group;
}

/** A group with two manager rows makes every answer fail that would hold it. */
export function refuseDamaged({ groups }: PortalState, shown: readonly PortalGroup[]): void {
  if (shown.some((group) => groups.isDamaged(group.id))) throw new PortalRefusal(twoManagers());
}

/** Writes a group, unless it is built in, and answers it with its members as they are then. */
export function written(call: RouteCall, groupId: string, write: Write): Payload | Promise<Payload> {
  const { groups } = call.state;
  const rows = groups.get(groupId)?.isSystem
    ? undefined
    : writeRows(write, call.pace, () => groupChanged(call, groupId));
  return followedBy(rows, () => {
    const group = groups.get(groupId);
    if (!group) throw new PortalRefusal(notFound('group'));
    refuseDamaged(call.state, [group]);
    return { payload: groupDto(group, call, { members: true }) };
  });
}

/** Steps that change members of a group; each fails when another call has deleted the group meanwhile. */
export function memberSteps(
  { state: { groups } }: RouteCall,
  groupId: string,
  personIds: Iterable<string>,
  change: (personId: string) => void,
): (() => void)[] {
  return [...personIds].map((personId) => () => {
    if (!groups.get(groupId)) throw new PortalRefusal(notFound('group'));
    change(personId);
  });
}

export function groupChanged({ state }: RouteCall, id: string): void {
  state.changed({ kind: 'group', id });
}
