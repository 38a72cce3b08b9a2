import type { ButtonSpec } from '../slack/blocks.ts';
import * as text from './text.ts';

/** Buttons that lead into a command from elsewhere: help, the App Home and cards draw them, the command answers them. */
export const CREATE_OPEN = 'create_open';
export const LIST_OPEN = 'list_open';
export const WHOAMI_SHOW = 'whoami_show';

export const newGroupButton: ButtonSpec = {
  text: text.NEW_GROUP,
  action: CREATE_OPEN,
  style: 'primary',
  label: text.NEW_GROUP_LABEL,
};

export const groupsButton: ButtonSpec = {
  text: text.BROWSE_GROUPS,
  action: LIST_OPEN,
  label: text.BROWSE_GROUPS_LABEL,
};

export const whoamiButton: ButtonSpec = {
  text: text.WHO_AM_I,
  action: WHOAMI_SHOW,
  label: text.WHO_AM_I_LABEL,
};
