import type { DocSpace, Person } from '../docspace/index.ts';
import type { LinkChange } from './links.ts';

/**
 * The people to notify that an account now matches another person: the portal's owner; if the owner is one of the two persons,
 * all other admins, if there are any. Throws a DocSpaceError.
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
