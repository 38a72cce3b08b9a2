/** The title of the form in all its states. */
export const MEMBERSHIP_TITLE = 'Join or leave a group';

/** Above an error. */
export const NO_RIGHT = 'You can’t join or leave groups';
export const NOT_THIS_GROUP = 'You can’t join or leave this group';
export const NOTHING_CHANGED = 'Nothing was changed';
export const UNCERTAIN = 'It is not certain what was done';
export const UNCERTAIN_YET = 'It is not certain yet what was done';
export const TRY_FROM_CARD = 'You can try again from a card of the group.';

/** The form, by what it is for. */
export const SUBMIT = { join: 'Join', leave: 'Leave' } as const;
export const MEANING = {
  join: 'You get the rooms and files that are shared with this group.',
  leave: 'You lose the rooms and files you reach only through this group.',
} as const;
export const UNTIL_LABEL = 'Until';
export const YOU_LEAVE = 'you leave automatically';
export const ONE_MOMENT = 'One moment…';

/** The end of the form. */
export function doneText(kind: 'join' | 'leave', group: string): string {
  return kind === 'join' ? `✅ You are in “${group}” now.` : `✅ You are no longer in “${group}”.`;
}
