/** Above what went wrong when a history was looked up. */
export const HEADINGS = {
  rights: 'You can’t look at groups',
  refusal: 'The history can’t be shown',
  failure: 'The history can’t be shown right now',
};

/** A history in a modal, and the picker that asks for one. */
export const TITLE = 'Group history';
export const CLOSE = 'Back';
export const READING = 'Reading the history…';
export const PICKER_SUBMIT = 'Show';

/** Turn the pages. */
export const NEWER = 'Newer';
export const OLDER = 'Older';

/** Read aloud for them. */
export function turnLabel(button: string, name: string | undefined): string {
  return name === undefined ? `${button} history` : `${button} history of ${name}`;
}

/** Above the history of a group, of one whose name was erased, and of a request that never had a group. */
export const historyOfGroup = (name: string) => `History of ${name}`;
export const historyOfNameless = (id: string) => `History of group ${id}`;
export const historyOfRequest = (id: string) => `History of request ${id}`;

/** The same for screen readers, before the lines. */
export function newestFirst(heading: string): string {
  return `${heading}, newest first.`;
}

/** What sets a group apart from one that is in DocSpace. */
export const GONE = 'This group is no longer in DocSpace.';
export const NAME_REMOVED = 'Its name was removed from the records.';
export const NOT_READ = 'DocSpace did not answer, so this is only what was recorded here.';

/** At the end of every history. */
export const ELSEWHERE = 'Changes made in DocSpace itself are not in this history.';

/** A history without a line: of a group, of what has no name, of an id that is unknown. */
export function nothingRecorded(name: string | undefined): string {
  return `Nothing is recorded about ${name === undefined ? 'this' : `“${name}”`} here. ${ELSEWHERE}`;
}

/** The same for an id that neither DocSpace nor the record knows. */
export function unknownId(id: string): string {
  return `No group has the id ${id}, in DocSpace or in this history. To see the groups there are, type /docspace-group list.`;
}

/** A reason, for those who can read it. */
export function reasonText(reason: string | undefined): string {
  return reason === undefined ? 'Reason: on the card of the request, for its channel.' : `Reason: ${reason}`;
}

/** Who did something where no name is known. */
export const A_USER = 'A user';
export const THE_REQUESTER = 'The requester';

/** Several groups match what was typed; `offered` of them are listed. */
export function severalText(total: number, offered: number): string {
  if (offered === total) return `${total} groups match. Whose history do you mean?`;
  return `${total} groups match. These are ${offered} of them: type more of the name to see others.`;
}

/** On the menu under them. */
export const OPEN_A_HISTORY = 'Open a history…';

/** A group that was deleted, or that DocSpace did not answer for, in a list; `last`: the day of its last line. */
export function recordedDetails(is: 'gone' | 'unread', last: string): string {
  return `${is === 'gone' ? 'deleted' : 'DocSpace did not answer'} · last recorded ${last}`;
}

/** A group of that list in a sentence. */
export function inSentence(name: string, details: string): string {
  return `${name} (${details.replaceAll(' · ', ', ')})`;
}

/** What `help` says of the command. */
export const SUMMARY = 'who did what to a group, also to a deleted one';
export const DETAILS = [
  'A group is a name, an id, a link from DocSpace, or the id of a request: /docspace-group history Design',
  'Only you see it. It tells what was done with this app; changes made in DocSpace itself are not in it.',
];
