/** Direct messages, without the sentences of each kind. */

export function yourReasonText(reason: string): string {
  return `Your reason was: ${reason}`;
}

export const NOT_BEGUN = 'The app could not begin in time. Type the command again.';
/** Follows "because". */
export const CARD_NOT_ACCEPTED = 'Slack did not accept its card';
/** The actor of a withdrawal before the requester was looked up. */
export const THE_REQUESTER = 'the requester';

/** To the manager of a group that another user wants to delete or join. */
export const TO_MANAGER = {
  delete: (who: string, group: string, id: string, where: string) =>
    `${who} wants to delete the group ${group}, which you manage (${id}). It is decided in ${where}.`,
  deleteBecause: (who: string, group: string, id: string, where: string, reason: string) =>
    `${who} wants to delete the group ${group}, which you manage (${id}). Reason: ${reason} It is decided in ${where}.`,
  join: (who: string, group: string, id: string, where: string) =>
    `${who} wants to join the group ${group}, which you manage (${id}). A DocSpace admin decides in ${where}.`,
  joinBecause: (who: string, group: string, id: string, where: string, reason: string) =>
    `${who} wants to join the group ${group}, which you manage (${id}). Reason: ${reason} A DocSpace admin decides in ${where}.`,
} as const;
