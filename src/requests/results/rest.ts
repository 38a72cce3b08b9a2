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

export interface People {
  add: readonly Member[];
  remove: readonly Member[];
}

/** The people a request adds and removes, without the manager of a new group. */
export function peopleIn({ edit, wanted }: Pick<ChangeRequest, 'edit' | 'wanted'>): People {
  return edit ?? { add: wanted?.members ?? [], remove: [] };
}

export function countOf({ add, remove }: { add: readonly unknown[]; remove: readonly unknown[] }): number {
  return add.length + remove.length;
}

/** The number of people of a request; those of a restore are stored with its deletion. */
export function peopleCount(request: Pick<ChangeRequest, 'kind' | 'group' | 'edit' | 'wanted'>): number {
  return request.kind === 'restore' ? sizeOf(request.group) : countOf(peopleIn(request));
}

/** Whether a change takes more than one write, so that a crash can leave it unfinished. */
export function isMany(count: number): boolean {
  return count > FIRST_BATCH;
}

/**
 * The missing people of a request, stored as counts from the end of its lists, which are sent in order. Some of them may
 * already be in the group; that is checked when the rest is requested.
 */
export function restFacts(request: ChangeRequest, rest: PeopleOfChange | undefined): Facts['rest'] {
  if (!rest || countOf(rest) === 0 || request.kind === 'restore') return undefined;
  const { add, remove } = peopleIn(request);
  return { add: fromFirst(add, rest.add), remove: fromFirst(remove, rest.remove) };
}

function fromFirst(people: readonly Member[], ids: readonly string[]): number {
  const missing = new Set(ids);
  const first = people.findIndex(({ id }) => missing.has(id));
  return first < 0 ? 0 : people.length - first;
}

/** The missing people of a request. */
export function restOf(request: ChangeRequest): People {
  const { add, remove } = peopleIn(request);
  const last = (people: readonly Member[], count = 0) => people.slice(people.length - count);
  return { add: last(add, request.facts.rest?.add), remove: last(remove, request.facts.rest?.remove) };
}

/** Notes on a change that ended between two batches: by whom or why, its progress, and the missing people. */
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
  const missing = new Set(ids.slice(0, MOST_NAMED));
  return people.flatMap(({ id, name }) => (missing.has(id) ? [name] : []));
}

/** All members of a requested group, including its manager. */
export function peopleOf({ members, manager }: WantedGroup): Member[] {
  return [...members, ...(manager ? [manager] : [])];
}
