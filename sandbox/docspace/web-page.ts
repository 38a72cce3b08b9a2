import type { PortalAnswer } from './answer.ts';
import { htmlEncode } from './html-encode.ts';
import { LEVELS, type PortalRoom, roomsOf } from './rooms.ts';
import type { PortalState } from './state.ts';
import type { PortalGroup } from './types.ts';

/** Where DocSpace shows a group to people; cards link there. */
const GROUP_PAGE = /^\/accounts\/groups\/([0-9a-f-]{36})\/filter$/;

/** Where it shows a room, an active one or one in the archive. */
const ROOM_PAGE = /^\/rooms\/(?:shared|archived)\/filter\?folder=([^&]+)$/;

/** The page behind a link to a group or a room; undefined for any other address. */
export function webPage(state: PortalState, path: string): PortalAnswer | undefined {
  const roomId = ROOM_PAGE.exec(path)?.[1];
  if (roomId !== undefined) return roomPage(state, decoded(roomId));
  const id = GROUP_PAGE.exec(path)?.[1];
  if (id === undefined) return undefined;
  const group = state.groups.get(id);
  return group
    ? page(200, group.name, groupRows(group, state))
    : page(404, 'No such group', '<p>This portal has no group at this address. It may have been deleted.</p>');
}

/** A stray percent sign is kept as it is. */
function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

function roomPage(state: PortalState, id: string): PortalAnswer {
  const room = roomsOf(state).find((each) => String(each.id) === id);
  return room
    ? page(200, room.title, roomRows(room, state))
    : page(404, 'No such room', '<p>This portal has no room at this address.</p>');
}

function roomRows({ room, groupIds }: PortalRoom, { groups, people }: PortalState): string {
  const owner = people.get(room.ownerId)?.displayName ?? 'none';
  const shared = [...groupIds].flatMap((id) => {
    const level = [...LEVELS].find(([, number]) => number === room.levels.get(id))?.[0] ?? 'no level';
    return groups.get(id) ? [`<li>${htmlEncode(groups.get(id)?.name ?? '')}: ${level}</li>`] : [];
  });
  const archived = room.archived ? '<p>In the archive</p>' : '';
  return `${archived}<p>Owner: ${htmlEncode(owner)}</p><h2>Groups (${shared.length})</h2><ul>${shared.join('')}</ul>`;
}

function groupRows(group: PortalGroup, { groups, people }: PortalState): string {
  const manager = people.get(group.managerId ?? '')?.displayName ?? 'none';
  const members = groups.shownMembers(group).map((person) => `<li>${htmlEncode(person.displayName)}</li>`);
  return `<p>Manager: ${htmlEncode(manager)}</p><h2>Members (${members.length})</h2><ul>${members.join('')}</ul>`;
}

function page(status: number, title: string, body: string): PortalAnswer {
  const heading = htmlEncode(title.trim() || '(no name)');
  const text = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${heading} · DocSpace portal</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}</style>
<p>DocSpace portal of the sandbox</p><h1>${heading}</h1>${body}</html>\n`;
  return { status, raw: { type: 'text/html; charset=utf-8', text } };
}
