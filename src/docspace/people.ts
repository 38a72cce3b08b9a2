import { z } from 'zod';
import { NotFound } from './errors.ts';
import type { Send } from './request.ts';
import { type Person, personSchema } from './schemas.ts';

/** The portal's directory. Every method throws a DocSpaceError. */
export interface People {
  /** Active and invited people, no guests: those who can be in a group. Every word of `text` must match. */
  search(options?: {
    text?: string;
    /** Only members of this group. */
    groupId?: string;
    startIndex?: number;
    /** At most 100. */
    count?: number;
  }): Promise<{ items: Person[]; total: number }>;
  /** Undefined when nobody has this e-mail. */
  byEmail(email: string): Promise<Person | undefined>;
  get(id: string): Promise<Person>;
  /** Whoever made the key; needs the scope `accounts.self:read`. */
  self(): Promise<Person>;
}

/** The people behind a sender. */
export function createPeople(send: Send): People {
  return {
    async search({ text, groupId, startIndex, count = 100 } = {}) {
      // No single employeeStatus means "active and invited"; the area leaves guests out, the disabled come last.
      const query = { area: 'People', filterValue: text || undefined, groupId, startIndex, count };
      const schema = z.array(personSchema);
      const { payload, total } = await send({ method: 'GET', path: '/people/filter', query, schema });
      const items = payload.filter((person) => person.status !== 'disabled' && person.role !== 'guest');
      return { items, total: total ?? items.length };
    },
    async byEmail(email) {
      try {
        const { payload } = await send({
          method: 'GET',
          path: '/people/email',
          query: { email },
          schema: personSchema,
        });
        // An answer about somebody else would give away their rights.
        return payload.email.toLowerCase() === email.toLowerCase() ? payload : undefined;
      } catch (error) {
        if (error instanceof NotFound) return undefined;
        throw error;
      }
    },
    async get(id) {
      return (await send({ method: 'GET', path: `/people/${encodeURIComponent(id)}`, schema: personSchema })).payload;
    },
    async self() {
      return (await send({ method: 'GET', path: '/people/@self', schema: personSchema })).payload;
    },
  };
}
