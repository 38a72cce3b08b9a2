import type { CastPerson, CastRole } from '../cast.ts';
import { byCollation, folded, foldedWhole } from './collation.ts';
import type { PortalPerson } from './types.ts';

/** An order of the people list; all but `plain` put active people first, then invited, then disabled ones. */
export type PeopleOrder = 'firstName' | 'lastName' | 'displayName' | 'email' | 'type' | 'registered' | 'plain';

const STATUS_RANK = { active: 0, pending: 1, disabled: 2 } as const;
const ROLE_RANK = { owner: 0, admin: 1, roomAdmin: 2, user: 3, guest: 4 } as const;

type Compare = (a: PortalPerson, b: PortalPerson) => number;

/** Sorting by a name: people without one yet, the invited, go by their e-mail. */
function byName(name: (person: PortalPerson) => string): Compare {
  const shown = (person: PortalPerson) => (person.status === 'pending' ? person.email : name(person));
  return (a, b) => byCollation(shown(a), shown(b));
}

const COMPARE: Readonly<Record<PeopleOrder, Compare>> = {
  firstName: byName((person) => `${person.firstName} ${person.lastName}`),
  lastName: byName((person) => `${person.lastName} ${person.firstName}`),
  displayName: byName((person) => person.displayName),
  email: (a, b) => byCollation(a.email, b.email),
  type: (a, b) => ROLE_RANK[a.role] - ROLE_RANK[b.role],
  registered: (a, b) => a.registeredAt - b.registeredAt,
  plain: () => 0,
};
const BY_STATUS: ReadonlySet<PeopleOrder> = new Set(['firstName', 'lastName', 'displayName']);

/** Who can be in a group: people who are neither disabled nor guests. Invited people can. */
export function isEligible(person: PortalPerson | undefined): boolean {
  return person !== undefined && person.status !== 'disabled' && person.role !== 'guest';
}

/** The accounts of a portal, found by id, e-mail and user name without walking the list. */
export class PeopleStore {
  readonly #byId = new Map<string, PortalPerson>();
  readonly #byEmail = new Map<string, PortalPerson>();
  readonly #byUserName = new Map<string, PortalPerson>();
  readonly #searched = new Map<string, string>();
  readonly #folded = new Map<string, string>();
  readonly #ordered = new Map<string, readonly PortalPerson[]>();

  add(person: CastPerson & Pick<PortalPerson, 'registeredAt' | 'invitedById'>): PortalPerson {
    const name = `${person.firstName} ${person.lastName}`.trim();
    const userName = (person.email.split('@')[0] ?? '').toLowerCase();
    const kept: PortalPerson = { ...person, userName, displayName: name === '' ? person.email : name };
    if (kept.status === 'disabled') kept.disabledAt = kept.registeredAt;
    this.#byId.set(kept.id, kept);
    if (!this.byEmail(kept.email)) this.#byEmail.set(foldedWhole(kept.email), kept);
    this.#byUserName.set(userName, kept);
    // A line break keeps a search from matching across two fields.
    const searched = `${kept.firstName}\n${kept.lastName}\n${kept.email}`;
    this.#searched.set(kept.id, searched.toLowerCase());
    this.#folded.set(kept.id, folded(searched));
    this.#ordered.clear();
    return kept;
  }

  get(id: string): PortalPerson | undefined {
    return this.#byId.get(id);
  }

  /** By an address in any case, with other accents or with blanks behind it: the database sees no difference. */
  byEmail(email: string): PortalPerson | undefined {
    return this.#byEmail.get(foldedWhole(email));
  }

  byUserName(userName: string): PortalPerson | undefined {
    return this.#byUserName.get(userName.toLowerCase());
  }

  all(): Iterable<PortalPerson> {
    return this.#byId.values();
  }

  /** First name, last name and e-mail as the database compares them, for filters. */
  foldedText(person: PortalPerson): string {
    return this.#folded.get(person.id) ?? '';
  }

  /** First name, last name and e-mail in lower case, for searches, which the server does by itself. */
  searchedText(person: PortalPerson): string {
    return this.#searched.get(person.id) ?? '';
  }

  /** All people in an order, cached until one of them changes. */
  inOrder(order: PeopleOrder, descending: boolean): readonly PortalPerson[] {
    const kept = this.#ordered.get(`${order} ${descending}`);
    if (kept) return kept;
    const compare = COMPARE[order];
    const sign = descending ? -1 : 1;
    const rank = (person: PortalPerson) => (BY_STATUS.has(order) ? STATUS_RANK[person.status] : 0);
    const sorted = [...this.#byId.values()].sort((a, b) => rank(a) - rank(b) || sign * compare(a, b));
    this.#ordered.set(`${order} ${descending}`, sorted);
    return sorted;
  }

  remove(id: string): void {
    const person = this.known(id);
    this.#byId.delete(id);
    this.#byEmail.delete(foldedWhole(person.email));
    this.#byUserName.delete(person.userName);
    this.#searched.delete(id);
    this.#folded.delete(id);
    this.#ordered.clear();
  }

  setRole(id: string, role: CastRole): void {
    const person = this.known(id);
    person.role = role;
    this.#ordered.clear();
  }

  setStatus(id: string, status: CastPerson['status'], at: number): void {
    const person = this.known(id);
    person.status = status;
    if (status === 'disabled') person.disabledAt = at;
    else delete person.disabledAt;
    this.#ordered.clear();
  }

  setLastName(id: string, lastName: string): void {
    const person = this.known(id);
    this.remove(id);
    this.add({ ...person, lastName });
  }

  /** A person by id; throws when there is none. */
  known(id: string): PortalPerson {
    const person = this.#byId.get(id);
    if (!person) throw new Error(`the portal has no person with the id ${id}`);
    return person;
  }
}
