import { byCollation } from '../collation.ts';
import { notFound, PortalRefusal, refuseOutsideBmp, securityDenied } from '../errors.ts';
import { pageOf } from '../query.ts';
import { EVERYONE_ID } from '../system-groups.ts';
import type { PortalEntry, PortalGroup } from '../types.ts';
import { groupDto } from '../wire.ts';
import { refuseDamaged } from './group-answers.ts';
import { countSaid, nameFilter, nameFits } from './group-list.ts';
import { READ_SCOPES, type RouteCall, route } from './route.ts';

/** A room, folder or file whose access the caller may manage; being a DocSpace admin alone does not suffice. */
function entryIn(call: RouteCall, kind: PortalEntry['kind']): PortalEntry {
  const { entries } = call.state;
  const entry = entries.find((each) => each.kind === kind && String(each.id) === call.params.word);
  if (!entry) throw new PortalRefusal(notFound(kind === 'file' ? 'file' : 'folder'));
  if (entry.room?.archived || !entry.keeperIds.includes(call.caller.id)) throw new PortalRefusal(securityDenied());
  return entry;
}

/** All groups by title; those of a room have the built-in group of everyone among them. */
function candidates({ state: { groups } }: RouteCall, kind: PortalEntry['kind']): readonly PortalGroup[] {
  const listed = groups.inOrder('title');
  const everyone = kind === 'room' ? groups.get(EVERYONE_ID) : undefined;
  return everyone ? [...listed, everyone].sort((a, b) => byCollation(a.name, b.name)) : listed;
}

const groupsOfEntry = (kind: PortalEntry['kind']) =>
  route({
    method: 'GET',
    path: `/group/${kind}/{word}`,
    scopes: READ_SCOPES,
    read(call) {
      const { query } = call;
      return { page: query.page(), text: nameFilter(call), withoutShared: query.flag('excludeShared') ?? false };
    },
    run(call, { page, text, withoutShared }) {
      const { groupIds } = entryIn(call, kind);
      refuseOutsideBmp(text);
      const found = candidates(call, kind).filter(
        (group) => !(withoutShared && groupIds.has(group.id)) && nameFits(group.name, text),
      );
      const items = pageOf(found, page);
      refuseDamaged(call.state, items);
      return {
        payload: items.map((group) => groupDto(group, call, { shared: groupIds.has(group.id) })),
        count: countSaid(found.length, page),
        total: found.length,
      };
    },
  });

/** Every group, marked whether it has access to the room, folder or file. */
export const sharedGroupRoutes = [groupsOfEntry('room'), groupsOfEntry('folder'), groupsOfEntry('file')];
