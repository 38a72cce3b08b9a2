/** The status of an open request, and the ending of a closed one. */

export const WAITING = 'Waiting for approval.';
export const KEEPS_LOOKING = 'The app keeps checking and says here what it finds.';
export const TRIES_AGAIN = 'The app tries again by itself.';
export const TRIES_FOR_MINUTES = 'The app tries again by itself for a few minutes.';
export const AN_APPROVER = 'an approver';
export const HALF_DELETED = 'The group stays without the members it lost.';
export const HALF_DELETED_SHORT = 'the group stays without the members it lost';

export function approvedText(by: string): string {
  return `Approved by ${by}.`;
}

/** The same for a deletion that can still be stopped. */
export function approvedWithGraceText(by: string, inTime: string): string {
  return `Approved by ${by}. It is deleted in ${inTime} unless it is stopped.`;
}

/** Headings of states that do not depend on the kind of the request. */
export const HEADINGS = {
  uncertain: '❓ Not certain',
  failed: '⚠️ Failed',
  refused: '⛔ Not allowed',
  rejected: '🚫 Rejected',
  withdrawn: '↩️ Withdrawn',
  stopped: '✋ Stopped',
  expired: '⌛ Expired',
  outdated: '⚪ Outdated',
  closed_unknown: '❔ Closed, outcome unknown',
  given_up: '⚠️ Failed',
} as const;

/** Parts of the line on a closed card: who requested it, who ended it, and the current state. */
export const ENDINGS = {
  requestedBy: (who: string) => `Requested by ${who}`,
  approvedBy: (who: string) => `approved by ${who}`,
  checkedGone: 'checked: it is gone from DocSpace',
  alreadyGone: 'it was already gone from DocSpace',
  refused: 'not allowed',
  rejected: 'rejected',
  rejectedBy: (who: string) => `rejected by ${who}`,
  rejectedBecause: (note: string) => `rejected: “${note}”`,
  rejectedByBecause: (who: string, note: string) => `rejected by ${who}: “${note}”`,
  withdrawn: 'withdrawn',
  withdrawnBy: (who: string) => `withdrawn by ${who}`,
  cardRefused: 'withdrawn: Slack did not accept its card',
  stopped: 'stopped',
  stoppedBy: (who: string) => `stopped by ${who}`,
  nobodyDecided: 'nobody decided in time',
  nobodyRetried: 'nobody tried again in time',
  notBegun: 'the app could not begin in time',
  groupChanged: 'the group changed',
  requesterChanged: 'the requester can no longer ask for it',
  elsewhere: 'it belongs to another portal or workspace',
  tooLate: 'its date has passed',
  outdated: 'outdated',
  closed: 'closed',
  closedBy: (who: string) => `closed by ${who}`,
  notSeen: 'it has not appeared in DocSpace',
  isThere: 'it is in DocSpace',
} as const;

export function restoredByText(who: string, id: string): string {
  return `↩︎ Restored by ${who}, ${id}`;
}

/** The same as part of a line. */
export function restoredByShort(who: string, id: string): string {
  return `↩︎ restored by ${who}, ${id}`;
}

export const ITS_REQUESTER = 'its requester';
