import type { Person } from '../docspace/index.ts';
import { CANNOT_JOIN } from './text/groups.ts';

/** Why a person cannot be in a group (docspace-api §2.2), after their name. */
export { CANNOT_JOIN };

/** Why this person cannot be in a group; undefined when they can. `unknown` accounts are undefined here. */
export function cannotJoin(person: Person | undefined): keyof typeof CANNOT_JOIN | undefined {
  if (!person) return 'unknown';
  if (person.status === 'disabled') return 'disabled';
  return person.role === 'guest' ? 'guest' : undefined;
}
