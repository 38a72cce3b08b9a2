import { counted } from '../../slack/text.ts';

/** The lists of requests in the command and in Home. */

export const WAITING_FOR_YOU = 'Waiting for you';
export const YOUR_REQUESTS = 'Your requests';
export const RECENT_OUTCOMES = 'Recent outcomes';
export const MORE_WAITING = 'They move up as you decide, and each has its card in its channel.';
export const MORE_OWN = 'Each has its card in its channel.';
export const UNKNOWN = 'Slack does not say right now who can approve here. Try again in a minute; cards work as well.';
export const NOTHING_WAITS = 'Nothing. Requests you can approve appear here, and as cards in their channels.';
export const NOTHING_WAITS_SENTENCE = 'Nothing is waiting for you.';
export const NO_OUTCOMES = 'None yet. How your requests end appears here.';
export const OPEN_ITS_CARD = 'Open its card';
export const NONE_OPEN = 'None open. What you request, such as a deletion, appears here.';
export const NONE_OPEN_ASK = 'None open. Room admins and above can request groups and edits of them; ask one of them.';
export const EXPIRES = 'expires';

export function listedBy(what: string, who: string): string {
  return `${what} by ${who}`;
}

export function neededText(missing: number): string {
  return `⏳ ${counted(missing, 'approval')} needed`;
}

export function undoesText(id: string): string {
  return `Undoes ${id}`;
}

export function moreText(more: number, where: string): string {
  return `… and ${more} more. ${where}`;
}

/** The lists as plain sentences, for notifications and screen readers. */
export const SENTENCES = {
  waiting: (count: number, names: string) => `${counted(count, 'request')} for you to approve or reject: ${names}.`,
  own: (names: string) => `Your open requests: ${names}.`,
  noneOwn: (none: string) => `Your requests: ${none}`,
  nameBy: (group: string, who: string) => `${group}, by ${who}`,
  nameState: (group: string, state: string) => `${group}, ${state}`,
} as const;
