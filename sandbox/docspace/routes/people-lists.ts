import type { Payload } from '../answer.ts';
import { choiceIn, pageOf } from '../query.ts';
import type { PortalPerson } from '../types.ts';
import { employee, employeeFull, type Viewer } from '../wire.ts';
import {
  findPeople,
  type PeopleFilter,
  type PeopleListing,
  readFilter,
  readListing,
  readText,
} from './people-filter.ts';
import { PEOPLE_SCOPES, READERS, type RouteCall, route, WRITERS } from './route.ts';

type Written = (person: PortalPerson, viewer: Viewer) => Record<string, unknown>;

const reading = { method: 'GET', scopes: PEOPLE_SCOPES, roles: READERS } as const;
const searching = { method: 'GET', scopes: PEOPLE_SCOPES, roles: WRITERS } as const;
const STATUS = { active: 1, terminated: 2, pending: 4 };

interface ListInput {
  filter: PeopleFilter;
  listing: PeopleListing;
}

/** One page of people; unlike group lists, `count` is what was really sent. */
function listed(call: RouteCall, { filter, listing }: ListInput, written: Written): Payload {
  const found = findPeople(call, filter, listing);
  const items = pageOf(found, listing.page).map((person) => written(person, call));
  return { payload: items, count: items.length, total: found.length };
}

/** The older lists: one status, and the text as the only filter, whatever `filterBy` says. */
function ofStatus(call: RouteCall, status: PortalPerson['status']): ListInput {
  const filter = { statuses: [status], excludeGroup: false, withoutGroup: false, ...readText(call.query) };
  return { filter, listing: readListing(call.query) };
}

function statusIn({ params }: RouteCall): PortalPerson['status'] {
  const number = choiceIn('status', params.word ?? '', STATUS);
  return number === 2 ? 'disabled' : number === 4 ? 'pending' : 'active';
}

/** Every word must occur; a word of one letter finds no one. There are no pages, and `count` is always 1. */
function searched(call: RouteCall, words: string, status: PortalPerson['status']): Payload {
  const { people } = call.state;
  const parts = words.toLowerCase().split(/\s+/).filter(Boolean);
  const hopeless = parts.length === 0 || parts.some((part) => part.length < 2);
  const found = hopeless
    ? []
    : people
        .inOrder('lastName', false)
        .filter(
          (person) => person.status === status && parts.every((part) => people.searchedText(person).includes(part)),
        );
  return { payload: found.map((person) => employeeFull(person, call)), count: 1 };
}

const filterInput = (call: RouteCall): ListInput => ({ filter: readFilter(call), listing: readListing(call.query) });
const queryWords = ({ query }: RouteCall) => query.text('query') ?? '';

/** Lists and searches of people (docspace-api §5.2). */
export const peopleListRoutes = [
  route({
    ...reading,
    path: '/people/filter',
    read: filterInput,
    run: (call, input) => listed(call, input, employeeFull),
  }),
  route({
    ...reading,
    path: '/people/simple/filter',
    read: filterInput,
    run: (call, input) => listed(call, input, employee),
  }),
  route({
    ...reading,
    path: '/people',
    read: (call) => ofStatus(call, 'active'),
    run: (call, input) => listed(call, input, employeeFull),
  }),
  route({
    ...reading,
    path: '/people/status/{word}',
    read: (call) => ofStatus(call, statusIn(call)),
    run: (call, input) => listed(call, input, employeeFull),
  }),
  route({
    ...searching,
    path: '/people/search',
    read: queryWords,
    run: (call, words) => searched(call, words, 'active'),
  }),
  route({
    ...searching,
    path: '/people/@search/{word}',
    read: ({ params }) => params.word ?? '',
    run: (call, words) => searched(call, words, 'active'),
  }),
  route({
    ...searching,
    path: '/people/status/{word}/search',
    read: (call) => ({ words: queryWords(call), status: statusIn(call) }),
    run: (call, { words, status }) => searched(call, words, status),
  }),
];
