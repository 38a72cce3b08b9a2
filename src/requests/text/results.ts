import type { Kind } from '../../changes/index.ts';
import { figures, listed } from '../../slack/text.ts';

/** What a write did, what it left out, and who is missing. */

export const PERSON_WITHOUT_ACCOUNT = 'a person without an account';
export const A_PERSON = 'a person';

export const DONE = {
  renamed: (from: string) => `Renamed from “${from}”.`,
  manager: (name: string) => `${name} is the manager now.`,
  noManager: 'It no longer has a manager.',
  added: (names: string) => `Added: ${names}.`,
  removed: (names: string) => `Removed: ${names}.`,
} as const;

export const LEFT_OUT = {
  unchanged: (names: string) => `No change needed for ${names}.`,
  notRemoved: (names: string) => `DocSpace did not remove ${names}.`,
  removalNotCertain: (names: string) => `It is not certain whether DocSpace removed ${names}.`,
  managerKept: 'DocSpace kept the former manager: the new one might have left.',
  managerNotChanged: 'DocSpace did not change the manager.',
  managerNotCertain: 'It is not certain whether DocSpace changed the manager.',
} as const;

export function checkedOnceText(kind: Kind): string {
  return kind === 'restore'
    ? 'DocSpace gave no clear answer, so the app checked: the group was restored, once.'
    : 'DocSpace gave no clear answer, so the app checked: the group was created, once.';
}

export const REST = {
  endedBecause: (because: string, done: number, of: number) =>
    `${because} This ended after ${figures(done)} of ${figures(of)}.`,
  canceledBy: (who: string, done: number, of: number) => `Canceled by ${who} after ${figures(done)} of ${figures(of)}.`,
  notAdded: (names: readonly string[], of: number) => `Not added yet: ${listed(names, 10, 'and', of)}.`,
  notRemoved: (names: readonly string[], of: number) => `Not removed yet: ${listed(names, 10, 'and', of)}.`,
  aUser: 'a user',
} as const;

/** Why the app does not continue a change in batches. */
export const ENDS_BECAUSE = {
  cannotCreate: (who: string) => `${who} can no longer create groups.`,
  cannotEdit: (who: string) => `${who} can no longer edit groups.`,
  noProgress: 'DocSpace added no one else when the app tried again.',
} as const;

export const GONE = 'The group is gone from DocSpace.';
export const NOT_DELETED = 'DocSpace has not deleted the group.';
export const NOTHING_CHANGED = 'The app has checked: nothing was changed.';

/** The name shown for a group whose name DocSpace cannot return. */
export function damagedName(shortId: string): string {
  return `Damaged group ${shortId}`;
}
