import { accessDenied, PortalRefusal, shapeA, shapeB, userNotFound } from '../answers.ts';
import type { PortalPerson } from '../state.ts';
import { employee, employeeFull } from '../wire.ts';
import { descending, pageFrom, pageOf, queryId } from './read-body.ts';
import { READERS, type Route, type RouteCall, WRITERS } from './route.ts';

const scopes = ['accounts:read', 'accounts:write', '*:read', '*:write'];
const SELF_SCOPES = ['accounts.self:read', 'accounts.self:write', '*:read', '*:write'];
const RANK = { active: 0, pending: 1, disabled: 2 } as const;

/** Whether the caller may see somebody: admins everybody, room admins everybody but guests, the others themselves. */
function maySee({ caller }: RouteCall, person: PortalPerson): boolean {
  if (caller.role === 'owner' || caller.role === 'admin' || caller.id === person.id) return true;
  return caller.role === 'roomAdmin' && person.role !== 'guest';
}

function seen(call: RouteCall, person: PortalPerson | undefined) {
  if (!person) throw new PortalRefusal(userNotFound(404));
  if (!maySee(call, person)) throw new PortalRefusal(accessDenied());
  return { payload: employeeFull(person, call.state) };
}

const STATUSES: Readonly<Record<string, readonly PortalPerson['status'][]>> = {
  '1': ['active'],
  active: ['active'],
  '5': ['active'],
  default: ['active'],
  '2': ['disabled'],
  terminated: ['disabled'],
  '4': ['pending'],
  pending: ['pending'],
  '7': ['active', 'pending', 'disabled'],
  all: ['active', 'pending', 'disabled'],
};

function filtered(call: RouteCall): PortalPerson[] {
  const { state, query, caller } = call;
  const wanted = (query.get('employeeStatus') ?? '').toLowerCase();
  const statuses = wanted === '' ? ['active', 'pending', 'disabled'] : (STATUSES[wanted] ?? []);
  const area = (query.get('area') ?? 'all').toLowerCase();
  const groupId = queryId(call, 'groupId');
  const outside = query.get('excludeGroup')?.toLowerCase() === 'true';
  const members = groupId ? (state.groups.get(groupId)?.memberIds ?? new Set<string>()) : undefined;
  const parts = (query.get('filterValue') ?? '').toLowerCase().split(' ').filter(Boolean);
  const admin = caller.role === 'owner' || caller.role === 'admin';
  const found = [...state.people.values()].filter((person) => {
    if (!statuses.includes(person.status) || (person.status === 'disabled' && !admin)) return false;
    if (!maySee(call, person)) return false;
    if ((area === 'people' || area === '1') && person.role === 'guest') return false;
    if ((area === 'guests' || area === '2') && person.role !== 'guest') return false;
    if (members && members.has(person.id) === outside) return false;
    const words = `${person.firstName} ${person.lastName} ${person.email}`.toLowerCase();
    return parts.every((part) => words.includes(part));
  });
  const sign = descending(call) ? -1 : 1;
  return found.sort((a, b) => RANK[a.status] - RANK[b.status] || sign * order(a).localeCompare(order(b)));
}

function order(person: PortalPerson): string {
  return person.status === 'pending' ? person.email : `${person.firstName} ${person.lastName}`;
}

function checkPage(call: RouteCall): void {
  pageOf(call);
  queryId(call, 'groupId');
  descending(call);
}

export const peopleRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/people/filter',
    scopes,
    roles: READERS,
    check: checkPage,
    run(call) {
      const { items, count, total } = pageFrom(call, filtered(call));
      return { payload: items.map((person) => employeeFull(person, call.state)), count, total };
    },
  },
  {
    method: 'GET',
    path: '/people/simple/filter',
    scopes,
    roles: READERS,
    check: checkPage,
    run(call) {
      const { items, count, total } = pageFrom(call, filtered(call));
      return { payload: items.map((person) => employee(person, call.state)), count, total };
    },
  },
  {
    method: 'GET',
    path: '/people/search',
    scopes,
    roles: WRITERS,
    run(call) {
      const words = (call.query.get('query') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
      const tooShort = words.length === 0 || words.some((word) => word.length < 2);
      const found = [...call.state.people.values()].filter((person) => {
        const text = `${person.lastName} ${person.firstName} ${person.email}`.toLowerCase();
        return !tooShort && person.status === 'active' && words.every((word) => text.includes(word));
      });
      return { payload: found.map((person) => employeeFull(person, call.state)), count: 1 };
    },
  },
  {
    method: 'GET',
    path: '/people/email',
    scopes,
    run(call) {
      const email = call.query.get('email');
      if (email === null || email === '')
        throw new PortalRefusal(shapeA(400, 'email', 'System.ArgumentException', -2147024809));
      if (email.length > 255 || !/^[^@\s]+@[^@\s]+$/.test(email))
        throw new PortalRefusal(shapeB({ Email: ['The Email field is not a valid e-mail address.'] }, call));
      return seen(
        call,
        [...call.state.people.values()].find((person) => person.email.toLowerCase() === email.toLowerCase()),
      );
    },
  },
  {
    method: 'GET',
    path: '/people/@self',
    scopes: SELF_SCOPES,
    run: (call) => ({ payload: employeeFull(call.caller, call.state) }),
  },
  {
    method: 'GET',
    path: '/people',
    scopes,
    roles: READERS,
    check: pageOf,
    run(call) {
      const active = filtered(call).filter((person) => person.status === 'active');
      const { items, count, total } = pageFrom(call, active);
      return { payload: items.map((person) => employeeFull(person, call.state)), count, total };
    },
  },
  {
    // No scope is asked for here, and the path takes user names before ids.
    method: 'GET',
    path: '/people/{word}',
    run(call) {
      const wanted = decodeURIComponent(call.params.word ?? '').toLowerCase();
      const named = [...call.state.people.values()].find((person) => person.email.split('@')[0] === wanted);
      return seen(call, named ?? call.state.people.get(wanted));
    },
  },
];
