/** Text for Slack: users' text must not become mentions, links or formatting. */

/** Encodes the three characters Slack's mrkdwn reads as control characters (docs: "Formatting message text"). */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Reverses {@link escapeMrkdwn}: the text of a slash command arrives encoded. Decodes exactly once. */
export function unescapeMrkdwn(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Cuts to at most `limit` Unicode code points, the unit in which Slack counts, and marks the cut. */
export function cut(text: string, limit: number): string {
  const points = [...text];
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join('')}…`;
}

/** Longest command or typeahead text that is read, in characters: several people and a group, all as mentions. */
const LONGEST_TYPED = 1_500;

/** Cuts typed text, because the time of searches grows with its length. */
export function typedPart(text: string): string {
  return text.slice(0, LONGEST_TYPED);
}

/** One line without control characters or direction overrides, for names within the app's own text. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

/** "a", "a and b", "a, b and c", and beyond `most`: "a, b and 7 more"; with another word for "and" where one is meant. */
export function listed(
  words: readonly string[],
  most = words.length,
  and: 'and' | 'or' = 'and',
  of = words.length,
): string {
  const more = of - Math.min(most, words.length);
  const shown = more > 0 ? [...words.slice(0, most), `${figures(more)} more`] : [...words];
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} ${and} ${last}`;
}

/** A number with thousands separators: "1,250". */
export function figures(count: number): string {
  // Node.js loads 7 MB of data for the first formatted number; most numbers need no separator.
  return count < 1_000 ? String(count) : count.toLocaleString('en-US');
}

/** "1 member", "2 members". */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** The support contact if none is set. */
export const UNNAMED_CONTACT_NAME = 'the person who runs this app';

/** Where to send the code of a failure. */
export function sendCodeText(contact: string, code: string): string {
  return `If it keeps happening, send this code to ${contact}: ${code}`;
}

/** Shown in acknowledgements while too much work is running. */
export const BUSY = 'The app is busy right now, so nothing was done. Try again in a minute.';

/** For buttons and forms of another version of the app. */
export const UNKNOWN = 'This belongs to another version of this app and no longer works. Type /docspace-group help.';
/** Titles of the views for refused users and for unknown forms. */
export const REFUSED_TITLE = 'DocSpace groups';
export const UNKNOWN_TITLE = 'No longer works';

/** On a form that was not stored in time; its row can still be committed, and submitting again adds no second one. */
export const SAVE_NOT_CERTAIN = 'It is not certain that this was saved. Submit again: it counts once.';
/** The same for a click. */
export const CLICK_NOT_CERTAIN = 'It is not certain that this was recorded. Click again: it counts once.';

/** Why the app could not post, if Slack's error code has no text of its own. */
export const NOT_ACCEPTED = 'Slack did not accept it in the channel';

/** Under an outcome that could not be posted in its channel; `why` follows “because”. */
export const sentDirectlyText = (why: string) => `Sent to you directly because ${why}.`;
export const shownThisWayText = (why: string) => `Shown this way because ${why}.`;

/** The conversation in which the app can't post, and how users mention the app. */
export interface ClosedPlace {
  channel?: string | undefined;
  botName?: string | undefined;
  /** The name of the support contact. */
  contact: string;
}

/** By error code of chat.postMessage, and by the app's own codes for conversations in which names stay private. */
const CANNOT_POST: Readonly<Record<string, string>> = {
  is_archived: 'that channel is archived',
  // The code of chat.update (docs: chat.update).
  is_inactive: 'that channel is archived',
  restricted_action: 'posting in that channel is restricted',
  restricted_action_read_only_channel: 'that channel is read-only',
  restricted_action_thread_only_channel: 'that channel allows replies only',
  restricted_action_non_threadable_channel: 'that channel has no threads',
  shared_channel: 'that channel is shared with another organization, where names of groups and people stay private',
  channel_not_shown: 'the app can’t see whether people of another organization read that conversation',
  channel_not_known: 'Slack did not say in time whether that channel is shared with another organization',
};

/** Why the app can't post in a conversation, by Slack's error code; undefined for other codes. */
export function cannotPostText(slackCode: string, { channel = '', botName, contact }: ClosedPlace): string | undefined {
  const invite = botName === undefined ? '' : `type /invite @${botName} there`;
  if (slackCode === 'not_in_channel')
    return sentences('the app is not in that channel', invite && `To invite it, ${invite}`);
  if (slackCode === 'missing_scope') return `this Slack app lacks a permission. Ask ${contact} to install it again`;
  if (slackCode !== 'channel_not_found') return CANNOT_POST[slackCode];
  // Apps can't be invited to direct messages. Any other invisible conversation can be a channel or a group message.
  if (channel.startsWith('D')) return 'the app can’t post in direct messages between people';
  return sentences('the app is not in that conversation', invite && `If it is a channel, invite the app: ${invite}`);
}

function sentences(...parts: string[]): string {
  return parts.filter(Boolean).join('. ');
}
