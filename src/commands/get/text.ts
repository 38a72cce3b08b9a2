/** Above what went wrong when a group was looked up. */
export const HEADINGS = {
  rights: 'You can’t look at groups',
  refusal: 'The group can’t be shown',
  failure: 'The group can’t be shown right now',
};

/** The same when one was to be posted. */
export const POST_HEADINGS = {
  ...HEADINGS,
  refusal: 'The group can’t be posted',
  failure: 'The group can’t be posted right now',
};

/** The picker that asks which group is meant. */
export const PICKER_TITLE = 'Show a group';
export const PICKER_SUBMIT = 'Show';

/** A group in a modal, and what it says until the group is read. */
export const MODAL_TITLE = 'DocSpace group';
export const MODAL_CLOSE = 'Back';
export const LOOKING = 'Looking up the group…';

/** Buttons of a private card. */
export const POST_HERE = 'Post here';
export const PREVIOUS_MEMBERS = 'Previous members';
export const NEXT_MEMBERS = 'Next members';

/** Read aloud for a button that turns the members of a card. */
export function turnLabel(button: string, name: string): string {
  return `${button} of the group ${name}`;
}

/** Read aloud for the button that posts a card. */
export function postLabel(name: string): string {
  return `Post here: the group ${name}`;
}

/** What a shared card says its user did. */
export const SHARED = 'shared';

/** Begins the text of a private card. */
export function lookedUp(name: string): string {
  return `You looked up the group “${name}”.`;
}

/** Where a posted card went. */
export const POSTED_IN = '✅ Posted in ';
export const SENT_DIRECTLY = 'The app can’t post here, so the card was sent to you directly.';

/** Several groups match what was typed; `shown` of them are listed. */
export function severalText(count: number, shown: number): string {
  if (shown === count) return `${count} groups match. Which one do you mean?`;
  return `${count} groups match. These are the first ${shown}: type more of the name, or page through all with /docspace-group list.`;
}

/** What `help` says of the command. */
export const SUMMARY = 'show a group: manager, members, link';
export const DETAILS = [
  'A group is a name, an id, or a link from DocSpace: /docspace-group get Design',
  'Without a name you choose from a list. Only you see the card; Post here shows it to the channel.',
  'Join or leave… on the card is about your own place in the group: at once for the owner and DocSpace admins, a request for everybody else.',
];
