import { counted } from '../../slack/text.ts';

/** Replies in a request's thread that do not depend on its kind. */

export function countedText(who: string, missing: number): string {
  return `${who} approved. ${counted(missing, 'more approval')} needed.`;
}

export function deletedInText(time: string): string {
  return `The group is deleted in ${time} unless it is stopped.`;
}

export function withdrewText(who: string): string {
  return `${who} withdrew the request.`;
}

export const NOBODY_DECIDED = 'Nobody decided in time, so this request has expired.';
export const NOBODY_RETRIED = 'Nobody tried again in time, so this request has expired.';
export const TRY_AGAIN_OR_REJECT = 'Try again on the card above, or reject the request.';
export const ALREADY_GONE = 'Nothing was left to delete: the group was already gone from DocSpace.';
export const SAVED = 'Saved: the card above shows what was edited.';
export const OPEN_ITS_CARD = 'Open its card';

export function deletedAndGone(group: string): string {
  return `Deleted. Checked: the group ${group} is gone from DocSpace.`;
}

export function createdText(group: string): string {
  return `Created: the group ${group} is in DocSpace, as the card above shows now.`;
}

export function restoredText(group: string): string {
  return `Restored: the group ${group} is in DocSpace again, as the card above shows now.`;
}

export function notAppearedText(group: string): string {
  return `The group ${group} has not appeared in DocSpace.`;
}

export function notSavedText(why: string): string {
  return `The edit was not saved. ${why}`;
}

export function withReference(text: string, reference: string): string {
  return `${text} Reference: ${reference}.`;
}

export function expiresInText(time: string): string {
  return `It expires in ${time}.`;
}
