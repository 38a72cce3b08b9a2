import type { KeptRoom } from '../../changes/index.ts';
import { nameOf } from '../../groups/format.ts';
import { roomLink } from '../../groups/reference.ts';
import { roomName } from '../../groups/rooms.ts';
import { levelText } from '../../groups/text/rooms.ts';
import type { RoomsToShare } from '../../requests/index.ts';
import { type Block, lines, link, paragraph, type RichTextElement, small } from '../../slack/blocks.ts';
import { counted } from '../../slack/text.ts';
import { type Modal, messageModal } from '../../slack/views.ts';

/** The title of the list in all its states. */
export const ROOMS_TITLE = 'Rooms to share again';
/** Rooms of one block of rich text. */
const AT_ONCE = 25;

/** The rooms that have to be shared with a restored group again: which, on which level, and by whom. */
export function roomsModal(found: RoomsToShare, portalUrl: string): Modal {
  return messageModal(ROOMS_TITLE, [paragraph(leadOf(found)), ...roomBlocks(found, portalUrl)], 'Done');
}

/** The list alone, a line a room. */
export function roomBlocks({ rooms, total, hidden, shared }: RoomsToShare, portalUrl: string): Block[] {
  if (hidden)
    return [small('The owner, DocSpace admins and room admins who were in the group can see which rooms they are.')];
  if (rooms.length === 0) return [small('Which rooms they were is not known any more.')];
  const pieces = Array.from({ length: Math.ceil(rooms.length / AT_ONCE) }, (_, n) =>
    rooms.slice(n * AT_ONCE, (n + 1) * AT_ONCE),
  );
  const more = total - rooms.length;
  return [
    ...pieces.map((piece) =>
      lines(...piece.map((room, at) => roomLine(room, { portalUrl, shared, isFirst: at === 0 }))),
    ),
    ...(more > 0 ? [small(`… and ${counted(more, 'more room')} that the app has not read.`)] : []),
    small('Only the owner of a room and its managers can share it. The app never does so itself.'),
  ];
}

function leadOf({ request, total, shared }: RoomsToShare): string {
  const rooms = `${counted(total, 'room')} opened through the deleted group.`;
  const known = shared === undefined ? '' : ' Those that open through the new one already have a ✅.';
  return `${rooms} Ask their owners to share them with “${nameOf(request.group)}” again.${known}`;
}

function roomLine(
  room: KeptRoom,
  { portalUrl, shared, isFirst }: { portalUrl: string; shared: RoomsToShare['shared']; isFirst: boolean },
): (string | RichTextElement)[] {
  const archived = room.archived ? ' · archived: it has to leave the archive first' : '';
  const owner = room.owner?.name ? `owner ${room.owner.name}` : 'owner not known';
  return [
    `${isFirst ? '' : '\n'}${shared?.has(room.id) ? '✅ shared again: ' : '• '}`,
    link(roomLink(portalUrl, room), roomName(room)),
    ` · ${levelText(room.level)} · ${owner}${archived}`,
  ];
}
