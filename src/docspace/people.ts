import { ifFound } from './errors.ts';
import { readEverybody } from './members.ts';
import { type PeopleQuery, peopleQuery, sameEmail } from './people-query.ts';
import type { Call, Send } from './request.ts';
import { PERSON_FIELDS, type Person, personSchema, rowsOf } from './schemas.ts';

/** One page of people. */
export interface PeoplePage {
  items: Person[];
  /** Number of matches; can include disabled people on further pages. */
  total: number;
}

/** The portal's directory. Every method throws a DocSpaceError. */
export interface People {
  /** Active, then invited people, no guests: those who can be in a group. Every word of `text` must match. */
  search(options?: {
    text?: string;
    /** Only members of this group. */
    groupId?: string;
    startIndex?: number;
    /** At most 100. */
    count?: number;
  }): Promise<PeoplePage>;
  /** Undefined if there is no account with this e-mail. */
  byEmail(email: string): Promise<Person | undefined>;
  get(id: string): Promise<Person>;
  /**
   * The accounts of these ids, including disabled people and guests; unknown ids are left out. For many ids the whole
   * directory is read, in pages of a hundred.
   */
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, Person>>;
  /** The owner and the DocSpace admins with active accounts; at most 1,000. */
  admins(): Promise<Person[]>;
  /** The owner of the key; needs the scope `accounts.self:read`. */
  self(): Promise<Person>;
}

const MAX_ADMIN_PAGES = 10;
/** Most ids that are looked up one by one: reading a large directory takes as many calls (docspace-api §6: 1,500 a minute). */
const MAX_SINGLE_READS = 100;

const listSchema = rowsOf(personSchema);

/** The people calls of a portal. */
export function createPeople(send: Send): People {
  const filtered = async (filter: Call<Person[]>['query']): Promise<PeoplePage & { read: number }> => {
    const query = { ...filter, fields: PERSON_FIELDS };
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
      // Without a status filter, one call returns active and invited people; a status filter allows only one of them.
      // Disabled people are included, but sorted last; the area excludes guests.
      const typed = peopleQuery(text ?? '');
      // A text without a searchable part matches nobody; a blank text matches everybody.
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
      // An answer about another person would grant that person's rights.
      return person && sameEmail(person.email, email) ? person : undefined;
    },
    async admins() {
      const admins: Person[] = [];
      for (let startIndex = 0, pages = 0; pages < MAX_ADMIN_PAGES; pages += 1) {
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
        wanted.size > MAX_SINGLE_READS
          ? await everybody()
          : await Promise.all([...wanted].map((id) => ifFound(get(id))));
      return new Map(found.flatMap((person) => (person && wanted.has(person.id) ? [[person.id, person]] : [])));
    },
    self: () => one('/people/@self'),
  };
}

/** Removes people who match the portal's query only; their number on further pages is not known. */
function fitting({ items, total }: PeoplePage, { fits }: PeopleQuery): PeoplePage {
  const fit = items.filter(fits);
  return { items: fit, total: total - (items.length - fit.length) };
}

/** The same page by status, in two calls: used if disabled people would take the places of others. */
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
    // At least 1: the portal rejects a count of 0, and the total is needed in any case.
    count: Math.max(1, count - active.items.length),
  });
  const items = [...active.items, ...invited.items].slice(0, count);
  return { items, total: active.total + invited.total };
}
