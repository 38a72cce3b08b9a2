import { roomsTotal, type VisibleRooms } from '../../changes/index.ts';
import type { CANNOT_JOIN } from '../../groups/who-can-join.ts';
import { counted, listed, oneLine } from '../../slack/text.ts';

/** People named in one line. */
export const MOST_NAMED = 10;

/** A former member of a deleted group who cannot be a member now. */
export interface MissingPerson {
  name: string;
  why: keyof typeof CANNOT_JOIN;
  manager: boolean;
}

/** Shown before and after a restore when the number of rooms is unknown. */
export const SHARE_AGAIN =
  'The restored group has a new id: rooms and files that were shared with the deleted one have to be shared with it again.';

const WHY_LEFT: Readonly<Record<MissingPerson['why'], [one: string, several: string]>> = {
  unknown: ['has left DocSpace', 'have left DocSpace'],
  disabled: ['is disabled in DocSpace', 'are disabled in DocSpace'],
  guest: ['is a guest in DocSpace now', 'are guests in DocSpace now'],
};

/** Who cannot come back, one line per reason, and that the group has no manager if they are one of them. */
export function leftLines(left: readonly MissingPerson[]): string[] {
  const lines = Object.entries(WHY_LEFT).flatMap(([why, [one, several]]) => {
    const names = left.filter((each) => each.why === why).map(({ name }) => nameOf(name));
    if (names.length === 0) return [];
    return [`${listed(names, MOST_NAMED)} ${names.length === 1 ? one : several}, and can’t come back.`];
  });
  const manager = left.find((each) => each.manager);
  return manager ? [...lines, `${nameOf(manager.name)} was the manager, so the group has none.`] : lines;
}

/** A stored name without its status suffix. */
function nameOf(name: string): string {
  return oneLine(name).replace(/ \((?:invited|disabled)\)$/, '') || 'A person without a name';
}

/** The public note on rooms: their number, without names. */
export function shareAgainText(visible: VisibleRooms | undefined): string {
  const total = roomsTotal(visible);
  if (total === undefined) return SHARE_AGAIN;
  if (total === 0) return NO_ROOMS;
  const rooms = counted(total, 'room');
  return `The restored group has a new id: ${rooms}, and files that were shared with the deleted one, have to be shared with it again.`;
}

const NO_ROOMS =
  'The restored group has a new id. No rooms opened through the deleted one; files that were shared with it have to be shared again.';
