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
