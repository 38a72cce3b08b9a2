import type { Found } from './use-choices.ts';

/** The state of a search for choices, for screen readers. */
export function stateText(found: Found, full?: number): string {
  if (full !== undefined) return fullText(full);
  switch (found.state) {
    case 'short':
      return tooShortText(found.more);
    case 'failed':
      return 'The app did not answer.';
    case 'waiting':
      return '';
    case 'found': {
      const count = found.groups.reduce((sum, group) => sum + group.options.length, 0);
      if (count === 0) return 'No matches';
      return count === 1 ? '1 choice' : `${count} choices`;
    }
  }
}

/** What to do before anything is looked up. */
export function tooShortText(more: number): string {
  return more === 1 ? 'Type 1 more character' : `Type ${more} more characters`;
}

/** Why no more can be chosen. */
export function fullText(most: number): string {
  return most === 1
    ? 'You can choose 1. Remove it to choose another.'
    : `You can choose up to ${most}. Remove one to choose another.`;
}
