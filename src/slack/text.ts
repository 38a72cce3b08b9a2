/** Text for Slack: user-supplied words are data and must not become mentions, links or formatting. */

/** Encodes the three characters Slack's mrkdwn reads as control characters (docs: "Formatting message text"). */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Undoes {@link escapeMrkdwn}: words of a slash command arrive encoded. Decodes exactly once. */
export function unescapeMrkdwn(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Cuts to at most `limit` Unicode code points, the unit in which Slack counts, and marks the cut. */
export function cut(text: string, limit: number): string {
  const points = [...text];
  return points.length <= limit ? text : `${points.slice(0, limit - 1).join('')}…`;
}

/** Longest text of a command or a keystroke that is read, in characters: several people and a group, all as mentions. */
const LONGEST_TYPED = 1_500;

/** The part of a typed text that is read: what is compared takes time with every character. */
export function typedPart(text: string): string {
  return text.slice(0, LONGEST_TYPED);
}

/** One line without control characters or direction overrides, for names put beside our own words. */
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

/** A number as people read it: "1,250". */
export function figures(count: number): string {
  // Node.js loads seven megabytes for the first number it formats; most need no comma.
  return count < 1_000 ? String(count) : count.toLocaleString('en-US');
}

/** "1 member", "2 members". */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** Where to send the code of a failure. */
export function sendCodeText(contact: string, code: string): string {
  return `If it keeps happening, send this code to ${contact}: ${code}`;
}
