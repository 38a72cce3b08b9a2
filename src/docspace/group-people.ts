import { z } from 'zod';
import { ifFound } from './errors.ts';
import type { Groups } from './group-api.ts';
import type { Send } from './request.ts';
import { PERSON_FIELDS, type Person, personSchema } from './schemas.ts';

const personInGroups = z.intersection(
  personSchema,
  z.object({ groups: z.array(z.object({ id: z.guid() })).default([]) }),
);

/**
 * Reads a group's head, and the accounts of some people and whether they are in the group: one small call per person, however
 * large the group is.
 */
export function createGroupPeople(send: Send, head: Groups['head']): Groups['withPeople'] {
  const read = async (id: string) => {
    const query = { fields: `${PERSON_FIELDS},groups.id` };
    const call = { method: 'GET', path: `/people/${encodeURIComponent(id)}`, query, schema: personInGroups } as const;
    return (await ifFound(send(call)))?.payload;
  };
  return async (groupId, personIds) => {
    const [group, ...found] = await Promise.all([head(groupId), ...[...new Set(personIds)].map(read)]);
    const people = new Map<string, Person>();
    const memberIds = new Set<string>();
    for (const each of found) {
      if (!each) continue;
      const { groups, ...person } = each;
      people.set(person.id, person);
      if (groups.some(({ id }) => id === groupId)) memberIds.add(person.id);
    }
    return { group: { ...group, memberIds }, people };
  };
}
