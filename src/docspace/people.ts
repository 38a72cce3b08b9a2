import { ifFound } from './errors.ts';
import { readEverybody } from './members.ts';
import { type PeopleQuery, peopleQuery, sameEmail } from './people-query.ts';
import type { Call, Send } from './request.ts';
import { PERSON_FIELDS, type Person, personSchema, rowsOf } from './schemas.ts';

/** One page of people. */
export interface PeoplePage {
  items: Person[];
  /** How many can be found; disabled people on further pages may be counted in. */
  total: number;
}

/** The portal's directory. Every method throws a DocSpaceError. */
export interface People {
  /** Active, then invited people, no guests: those who can be in a group. `text` is what was typed; every word must match. */
  search(options?: {
    text?: string;
    /** Only members of this group. */
    groupId?: string;
    startIndex?: number;
    /** At most 100. */
    count?: number;
  }): Promise<PeoplePage>;
  /** Undefined when nobody has this e-mail. */
  byEmail(email: string): Promise<Person | undefined>;
  get(id: string): Promise<Person>;
  /**
   * The accounts of these ids, disabled people and guests too; ids that nobody has are left out. More than a few are found
   * by reading the whole directory, a hundred a call.
   */
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Person>>;
  /** The owner and the DocSpace admins, active ones; no more than 1,000. */
  admins(): Promise<Person[]>;
  /** The person who made the key; needs the scope `accounts.self:read`. */
  self(): Promise<Person>;
}

const MOST_ADMIN_PAGES = 10;
/** People who are asked for one by one: the directory of a large portal takes as many calls (docspace-api §6: 1,500 a minute). */
const MOST_ONE_BY_ONE = 100;

const listSchema = rowsOf(personSchema);

/** The people behind a sender. */
export function createPeople(send: Send): People {
  const filtered = async (asked: Call<Person[]>['query']): Promise<PeoplePage & { read: number }> => {
    const query = { ...asked, fields: PERSON_FIELDS };
    const { payload, total } = await send({ method: 'GET', path: '/people/filter', query, schema: listSchema });
    const { rows, unreadable } = payload;
    return { items: rows, total: total ?? rows.length, read: rows.length + unreadable };
  };
  const one = async (path: string, query?: Call<Person>['query']): Promise<Person> =>
    (await send({ method: 'GET', path, query: { ...query, fields: PERSON_FIELDS }, schema: personSchema })).payload;

  const everybody = () =>
    readEverybody(async (startIndex) => {
      const { items, total, read } = await filtered({ sortBy: 'FirstName', startIndex, count: 100 });
      return { items, total, unreadable: read - items.length };
    });
  const get: People['get'] = (id) => one(`/people/${encodeURIComponent(id)}`);

  return {
    async search({ text, groupId, startIndex = 0, count = 100 } = {}) {
      // No status means both active and invited people can be had in one call, which a status cannot say. The disabled
      // come along, but last in this order; the area leaves guests out.
      const typed = peopleQuery(text ?? '');
      // Words of which nothing can be searched for match nobody; a blank text matches everybody.
      if (typed.ask === undefined && text?.trim()) return { items: [], total: 0 };
      const query = { area: 'People', sortBy: 'FirstName', filterValue: typed.ask, groupId };
      const page = await filtered({ ...query, startIndex, count });
      const items = page.items.filter((person) => person.status !== 'disabled' && person.role !== 'guest');
      const left = page.items.length - items.length;
      const isLast = startIndex + page.read >= page.total;
      if (left === 0 || isLast) return fitting({ items, total: page.total - left }, typed);
      return fitting(await byStatus(filtered, query, startIndex, count), typed);
    },
    async byEmail(email) {
      const person = await ifFound(one('/people/email', { email }));
      // An answer about another person would give away their rights.
      return person && sameEmail(person.email, email) ? person : undefined;
    },
    async admins() {
      const admins: Person[] = [];
      for (let startIndex = 0, pages = 0; pages < MOST_ADMIN_PAGES; pages += 1) {
        const page = await filtered({ isAdministrator: true, employeeStatus: 'Active', startIndex, count: 100 });
        admins.push(...page.items);
        startIndex += page.read;
        if (page.read === 0 || startIndex >= page.total) break;
      }
      return admins;
    },
    get,
    async byIds(ids) {
      const wanted = new Set(ids);
      const found =
        wanted.size > MOST_ONE_BY_ONE
          ? await everybody()
          : await Promise.all([...wanted].map((id) => ifFound(get(id))));
      return new Map(found.flatMap((person) => (person && wanted.has(person.id) ? [[person.id, person]] : [])));
    },
    self: () => one('/people/@self'),
  };
}

/** A page without those who only share a piece of what was typed; how many do on further pages is not known. */
function fitting({ items, total }: PeoplePage, { fits }: PeopleQuery): PeoplePage {
  const fit = items.filter(fits);
  return { items: fit, total: total - (items.length - fit.length) };
}

/** The same page asked for by status: two calls, for when the disabled would fill pages that belong to others. */
async function byStatus(
  filtered: (query: Call<Person[]>['query']) => Promise<PeoplePage>,
  query: Call<Person[]>['query'],
  startIndex: number,
  count: number,
): Promise<PeoplePage> {
  const active = await filtered({ ...query, employeeStatus: 'Active', startIndex, count });
  const invited = await filtered({
    ...query,
    employeeStatus: 'Pending',
    startIndex: Math.max(0, startIndex - active.total),
    // One at least: the portal takes no count of 0, and the total is wanted in any case.
    count: Math.max(1, count - active.items.length),
  });
  const items = [...active.items, ...invited.items].slice(0, count);
  return { items, total: active.total + invited.total };
}
