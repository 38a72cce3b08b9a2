import type { DocSpace, Person } from '../docspace/index.ts';
import type { LinkChange } from './links.ts';

/**
 * Whom to tell that an account means another person: the portal's owner; where the owner is one of the two persons, every
 * other admin. Nobody where there is none. Throws a DocSpaceError.
 */
export async function linkChangeRecipients(
  docspace: DocSpace,
  { personId, previousPerson }: Pick<LinkChange, 'personId' | 'previousPerson'>,
): Promise<Person[]> {
  const admins = await docspace.people.admins();
  const isOfChange = ({ id }: Person) => id === personId || id === previousPerson;
  const owner = admins.find((person) => person.role === 'owner');
  return owner && !isOfChange(owner) ? [owner] : admins.filter((person) => !isOfChange(person));
}
