import type { Found } from './use-choices.ts';

/** How a search for choices stands, in words that are read aloud. */
export function stateWords(found: Found, full?: number): string {
  if (full !== undefined) return fullWords(full);
  switch (found.state) {
    case 'short':
      return shortWords(found.more);
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
export function shortWords(more: number): string {
  return more === 1 ? 'Type 1 more character' : `Type ${more} more characters`;
}

/** Why no more can be chosen. */
export function fullWords(most: number): string {
  return most === 1
    ? 'You can choose 1. Take it out to choose another.'
    : `You can choose up to ${most}. Take one out to choose another.`;
}
