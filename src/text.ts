import { dayText } from './slack/dates.ts';
import { counted } from './slack/text.ts';

/** Warns admins that the API key expires. */
export function keyExpiryText(expiresAt: Date, daysLeft: number, contact: string): string {
  const left = daysLeft < 1 ? 'less than a day' : counted(daysLeft, 'day');
  return `The API key that DocSpace Groups uses works until ${dayText(expiresAt.getTime())}: ${left} left. After that, nobody can look up or edit groups from Slack. Create a new key in DocSpace under “Developer tools”, and give it to ${contact} for DOCSPACE_API_KEY.`;
}

/** Follows a mention of the account. */
export const LINK_CHANGED =
  ' now matches another DocSpace account than before: an e-mail was changed in Slack or in DocSpace.';

/** What the change means, and what to do about it. */
export function linkChangedNextText(contact: string): string {
  return `For one day this person can look up groups, but not edit them, request or approve anything. If the e-mail was not changed on purpose, change it back; if it was, ask ${contact} to end the wait with npm run link:forget.`;
}

/** Written to the terminal where the app can't start for a reason other than its settings. */
export function cannotStartText(why: string): string {
  return `DocSpace Groups could not start: ${why}`;
}

export const UNKNOWN_ERROR = 'unknown error';
