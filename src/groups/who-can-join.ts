import type { Person } from '../docspace/index.ts';

/** Why a person cannot be in a group (docspace-api §2.2), in words that follow a name. */
export const CANNOT_JOIN = {
  unknown: 'has no DocSpace account any more',
  disabled: 'is deactivated in DocSpace',
  guest: 'is a guest in DocSpace',
} as const;

/** Why this person cannot be in a group; undefined when they can. `unknown` accounts are undefined here. */
export function cannotJoin(person: Person | undefined): keyof typeof CANNOT_JOIN | undefined {
  if (!person) return 'unknown';
  if (person.status === 'disabled') return 'disabled';
  return person.role === 'guest' ? 'guest' : undefined;
}
