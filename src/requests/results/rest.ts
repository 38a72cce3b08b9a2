import {
  type ChangeRequest,
  cancelOf,
  type Facts,
  type Member,
  sizeOf,
  type WantedGroup,
} from '../../changes/index.ts';
import { FIRST_BATCH, type GroupReceipt, type PeopleOfChange } from '../../docspace/index.ts';
import { REST } from '../text/results.ts';
import { MOST_NAMED } from '../text/terms.ts';

/** The people of a request: those who are to be in its group, and those who are not. */
export interface People {
  add: readonly Member[];
  remove: readonly Member[];
}

/** Whom a creation or an edit is about; the manager of a new group is not among them. */
export function peopleIn({ edit, wanted }: Pick<ChangeRequest, 'edit' | 'wanted'>): People {
  return edit ?? { add: wanted?.members ?? [], remove: [] };
}

/** How many people that are. */
export function countOf({ add, remove }: { add: readonly unknown[]; remove: readonly unknown[] }): number {
  return add.length + remove.length;
}

/** The same of a stored request: who was in a deleted group is kept with its deletion. */
export function peopleCount(request: Pick<ChangeRequest, 'kind' | 'group' | 'edit' | 'wanted'>): number {
  return request.kind === 'restore' ? sizeOf(request.group) : countOf(peopleIn(request));
}

/** Whether that takes more than one write, which is what a process can leave half-way. */
export function isMany(count: number): boolean {
  return count > FIRST_BATCH;
}

/**
 * What a request keeps of those who are still to come: how many of the last people of its lists, which are sent in order.
 * Who of them is in the group all the same is seen when the rest is asked for.
 */
export function restFacts(request: ChangeRequest, rest: PeopleOfChange | undefined): Facts['rest'] {
  if (!rest || countOf(rest) === 0 || request.kind === 'restore') return undefined;
  const { add, remove } = peopleIn(request);
  return { add: fromFirst(add, rest.add), remove: fromFirst(remove, rest.remove) };
}

function fromFirst(people: readonly Member[], ids: readonly string[]): number {
  const coming = new Set(ids);
  const first = people.findIndex(({ id }) => coming.has(id));
  return first < 0 ? 0 : people.length - first;
}

/** Those people, by name. */
export function restOf(request: ChangeRequest): People {
  const { add, remove } = peopleIn(request);
  const last = (people: readonly Member[], count = 0) => people.slice(people.length - count);
  return { add: last(add, request.facts.rest?.add), remove: last(remove, request.facts.rest?.remove) };
}

/** What is said of a change that ended between two batches: by whom or why, how far it came, and who is still to come. */
export function restLines(
  request: ChangeRequest,
  people: People,
  { stopped, rest }: Pick<GroupReceipt, 'stopped' | 'rest'>,
  because?: string,
): string[] {
  if (!stopped || !rest) return [];
  const of = countOf(people);
  const done = of - countOf(rest);
  const who = cancelOf(request)?.name ?? REST.aUser;
  return [
    because ? REST.endedBecause(because, done, of) : REST.canceledBy(who, done, of),
    ...(rest.add.length > 0 ? [REST.notAdded(firstNames(people.add, rest.add), rest.add.length)] : []),
    ...(rest.remove.length > 0 ? [REST.notRemoved(firstNames(people.remove, rest.remove), rest.remove.length)] : []),
  ];
}

function firstNames(people: readonly Member[], ids: readonly string[]): string[] {
  const coming = new Set(ids.slice(0, MOST_NAMED));
  return people.flatMap(({ id, name }) => (coming.has(id) ? [name] : []));
}

/** Everybody who is to be in a group: its manager is a member too. */
export function peopleOf({ members, manager }: WantedGroup): Member[] {
  return [...members, ...(manager ? [manager] : [])];
}
