/** Who a user is and what they can do; each begins a sentence that goes on. */
export const YOU_ARE = 'In DocSpace you are ';
export const YOU_CAN = 'You can ';

/** What they can do, by their rights. */
export const CAN_DO_ALL = 'look up, create and edit groups, request deletions, and approve the requests of others.';
export const CAN_LOOK_FOR_A_DAY =
  'only look up groups for one day: your Slack account now matches a different DocSpace account than before.';
export const CAN_REQUEST_ALL = 'look up groups and request any change. The owner or a DocSpace admin approves it.';
export const CAN_REQUEST_DELETIONS =
  'look up groups and request deletions. Only the owner and DocSpace admins can create, edit and approve.';
export const CAN_JOIN =
  'ask to join or leave a group, on its card in a channel. Only room admins and above can look groups up.';
export const CAN_DO_NOTHING = 'do nothing with groups here: DocSpace shows them to room admins and above.';

/** Buttons that lead into a command from elsewhere, and what is read aloud for them. */
export const NEW_GROUP = 'New group';
export const NEW_GROUP_LABEL = 'New group in DocSpace';
export const BROWSE_GROUPS = 'Browse groups';
export const BROWSE_GROUPS_LABEL = 'Browse groups in DocSpace';
export const WHO_AM_I = 'Who am I?';
export const WHO_AM_I_LABEL = 'Who am I? Your account in DocSpace';

/** Buttons of forms. */
export const CANCEL = 'Cancel';
export const DONE = 'Done';
export const SEND_REQUEST = 'Send request';

/** The first line of a form about a group, before its name. */
export const GROUP_LABEL = 'Group: ';

/** On top of a form with which a user requests what they can’t do alone. */
export const ASKING_NOTICE =
  'You can’t do this alone. Send it as a request: the owner or a DocSpace admin approves it.';
export const REASON_LABEL = 'Reason';
export const REASON_HINT = 'The approver sees this.';

/** The field for the channel of a request. */
export const POST_REQUEST_IN = 'Post the request in';
export const APPROVED_IN_THREAD = 'The request is approved there, in a thread.';
export const CHOOSE_A_CHANNEL = 'Choose a channel: the people who can approve need to see the request.';

/** Says in a hint why the channel a form was opened in is not taken, and then what the field is for. */
export function whyAndHint(why: string | undefined, hint: string): string {
  return why === undefined ? hint : `${why} ${hint}`;
}

/** At the field of a channel that can’t be chosen. */
export const CHOSEN_SHARED =
  'That channel is shared with another organization, where names stay private. Choose another one.';
export const CHOSEN_NOT_SHOWN =
  'The app can’t see who reads that channel. Invite it there first, or choose another one.';
export const CHOSEN_NOT_KNOWN = 'Slack didn’t say in time who reads that channel. Send this again in a minute.';

/** Of the conversation a form was opened in. */
export const HERE_SHARED =
  'This channel is shared with another organization, where names stay private: choose another one.';
export const HERE_NOT_SHOWN =
  'The app can’t see who reads this conversation, so names stay private here: choose another one.';
export const HERE_NOT_KNOWN = 'Slack didn’t say in time who reads this channel: choose another one.';

/** A form whose request is stored. */
export const REQUEST_SENT = 'Request sent';
export const OPEN_ITS_CARD = 'Open its card';
export const SENT_ALREADY = 'Sent already';

/** After “Your request to delete Design”, before and after the channel of its card. */
export const IS_POSTED_IN = ' is posted in ';
export const TO_BE_APPROVED = ', to be approved there.';
export const IS_SAVED_FOR = ' is saved. Slack doesn’t take its card in ';
export const POSTED_LATER = ' right now; the app posts it as soon as Slack does. You don’t need to send it again.';

/** The id of a request. */
export function requestIdText(id: string): string {
  return `Request ${id}.`;
}

/** Where the card of an outcome is. */
export const CARD_DELIVERY: Readonly<Record<'channel' | 'direct' | 'later', string>> = {
  channel: 'The card is in the channel.',
  direct: 'The card was sent to you directly.',
  later: 'Slack doesn’t take the card right now. The app posts it as soon as Slack does.',
};

/** The field for the day on which people leave again; `what` says what happens then. */
export function untilHint(what: string): string {
  return `On that day, ${what}. Leave it empty for no end.`;
}
export const DAY_TO_COME = 'Choose a day that is still to come.';
export const DAY_TOO_FAR = 'Choose a day within the next three years.';

/** While a command takes long. */
export const STILL_LOOKING = 'Still looking … DocSpace is slow.';

/** A try that failed, around the user and the group’s name. */
export function triedText(tried: string): string {
  return ` tried to ${tried} `;
}
export const A_GROUP = 'a group';
export const THE_GROUP = 'the group ';

/** The same as a sentence; what is passed is escaped. */
export function triedSentence(user: string, tried: string, group: string | undefined): string {
  return `${user}${triedText(tried)}${group === undefined ? A_GROUP : `${THE_GROUP}“${group}”`}.`;
}

/** Waiting views, and what forms of several commands say. */
export const LOOKING_UP_GROUP = 'Looking up the group…';
export const POSTING_REQUEST = 'Posting the request…';
export const CANT_OPEN_FORM = 'The form can’t be opened right now';
export const GOES_ON = 'The app goes on by itself and posts the outcome. You can close this form.';
export const STILL_CHECKING =
  'DocSpace hasn’t answered yet. The app keeps checking and posts the outcome. You can close this form.';
export const TRY_AGAIN = 'Try again';
export const NOT_CERTAIN = 'Not certain';
export const BACK_TO_FORM = 'Back to the form';
export const TYPE_NAMES = 'Type names';
export const MANAGER_LABEL = 'Manager';
export const NAME_LABEL = 'Name';
export const NO_MANAGER = 'No manager';

/** A manager under the name of a group. */
export function managerText(name: string | undefined): string {
  return name === undefined ? NO_MANAGER : `Manager ${name}`;
}

/** Why names stay private everywhere: Slack does not tell the app who reads a channel. */
export function lacksScopeText(contact: string): string {
  return `The app can’t see who reads a channel. Ask ${contact} to install it again, with channels:read and groups:read.`;
}
