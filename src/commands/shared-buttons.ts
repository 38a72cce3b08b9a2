import type { ButtonSpec } from '../slack/blocks.ts';

/** Buttons that lead into a command from elsewhere: help, the App Home and cards draw them, the command answers them. */
export const CREATE_OPEN = 'create_open';
export const LIST_OPEN = 'list_open';
export const WHOAMI_SHOW = 'whoami_show';

export const newGroupButton: ButtonSpec = {
  text: 'New group',
  action: CREATE_OPEN,
  style: 'primary',
  label: 'New group in DocSpace',
};

export const groupsButton: ButtonSpec = {
  text: 'Browse groups',
  action: LIST_OPEN,
  label: 'Browse groups in DocSpace',
};

export const whoamiButton: ButtonSpec = {
  text: 'Who am I?',
  action: WHOAMI_SHOW,
  label: 'Who am I? Your account in DocSpace',
};
