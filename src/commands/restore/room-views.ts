import type { KeptRoom } from '../../changes/index.ts';
import { nameOf } from '../../groups/format.ts';
import { roomLink } from '../../groups/reference.ts';
import { roomName } from '../../groups/rooms.ts';
import { levelText } from '../../groups/text/rooms.ts';
import type { RoomsToShare } from '../../requests/index.ts';
import { type Block, lines, link, paragraph, type RichTextElement, small } from '../../slack/blocks.ts';
import { type Modal, messageModal } from '../../slack/views.ts';
import { DONE } from '../text.ts';
import {
  moreRooms,
  ROOMS_HIDDEN,
  ROOMS_NOT_KEPT,
  ROOMS_TITLE,
  roomDetails,
  roomsLead,
  SHARED_AGAIN,
  WHO_CAN_SHARE,
} from './text.ts';

/** Rooms of one block of rich text. */
const AT_ONCE = 25;

/** The rooms that have to be shared with a restored group again: which, on which level, and by whom. */
export function roomsModal(found: RoomsToShare, portalUrl: string): Modal {
  return messageModal(ROOMS_TITLE, [paragraph(leadOf(found)), ...roomBlocks(found, portalUrl)], DONE);
}

/** The list alone, a line a room. */
export function roomBlocks({ rooms, total, hidden, shared }: RoomsToShare, portalUrl: string): Block[] {
  if (hidden) return [small(ROOMS_HIDDEN)];
  if (rooms.length === 0) return [small(ROOMS_NOT_KEPT)];
  const pieces = Array.from({ length: Math.ceil(rooms.length / AT_ONCE) }, (_, n) =>
    rooms.slice(n * AT_ONCE, (n + 1) * AT_ONCE),
  );
  const more = total - rooms.length;
  return [
    ...pieces.map((piece) =>
      lines(...piece.map((room, at) => roomLine(room, { portalUrl, shared, isFirst: at === 0 }))),
    ),
    ...(more > 0 ? [small(moreRooms(more))] : []),
    small(WHO_CAN_SHARE),
  ];
}

function leadOf({ request, total, shared }: RoomsToShare): string {
  return roomsLead(total, nameOf(request.group), shared !== undefined);
}

function roomLine(
  room: KeptRoom,
  { portalUrl, shared, isFirst }: { portalUrl: string; shared: RoomsToShare['shared']; isFirst: boolean },
): (string | RichTextElement)[] {
  const details = {
    level: levelText(room.level),
    owner: room.owner?.name || undefined,
    archived: room.archived === true,
  };
  return [
    `${isFirst ? '' : '\n'}${shared?.has(room.id) ? SHARED_AGAIN : '• '}`,
    link(roomLink(portalUrl, room), roomName(room)),
    roomDetails(details),
  ];
}
