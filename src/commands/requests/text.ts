/** Above what went wrong when requests were listed. */
export const HEADINGS = {
  rights: 'You can’t see requests',
  failure: 'The requests can’t be shown right now',
};

/** What `help` says of the command. */
export const SUMMARY = 'what waits for your approval, and what you requested';
export const DETAILS = [
  'Only you see the list. Approve, reject or withdraw there: it counts as on the card in the channel.',
  'The app’s Home tab shows the same, and how your last requests ended.',
];
