import { createHash } from 'node:crypto';
import type { Body } from '../body.ts';
import { InvalidInput, nullReference, PortalRefusal, shapeA } from '../errors.ts';
import type { PortalState } from '../state.ts';
import type { PortalKey } from '../types.ts';
import { employee, isDocSpaceAdmin, wireDate } from '../wire.ts';
import { nothing, type RouteCall, route } from './route.ts';

/** Every scope a key can be given, in the order in which they are listed. */
export const KNOWN_SCOPES = [
  '*:read',
  '*:write',
  'accounts.self:read',
  'accounts.self:write',
  'accounts:read',
  'accounts:write',
  'files:read',
  'files:write',
  'rooms:read',
  'rooms:write',
];

const LONGEST_NAME = 30;
const LONGEST_LIFE_DAYS = 365;
const DAY_MS = 86_400_000;
const reading = { method: 'GET', scopes: ['*:read', '*:write'], openBefore37: true } as const;
const writing = { scopes: ['*:write'], openBefore37: true } as const;

/** A key as it is shown: the whole of it only once, in the answer that makes it. */
function keyDto(key: PortalKey, state: PortalState): Record<string, unknown> {
  const date = (at: number) => wireDate(at, state.setup.offsetMinutes);
  const keyPostfix = key.secret.slice(-4);
  const owner = state.people.get(key.ownerId);
  return {
    id: key.id,
    name: key.name,
    key: `sk-***${keyPostfix}`,
    keyPostfix,
    ...(key.permissions === undefined ? {} : { permissions: key.permissions }),
    ...(key.lastUsedAt === undefined ? {} : { lastUsed: date(key.lastUsedAt) }),
    createOn: date(key.createdAt),
    ...(owner === undefined ? {} : { createBy: employee(owner, { state }) }),
    ...(key.expiresAt === undefined ? {} : { expiresAt: date(key.expiresAt) }),
    isActive: key.isActive,
  };
}

/** The name in a body as the model allows it; `property` is what the portal calls it in its refusal. */
function readName(body: Body, property: string): string | null {
  const name = body.text('name');
  if (name !== null && name.length > LONGEST_NAME)
    throw new InvalidInput(property, `Incorrect name. Length must be less than ${LONGEST_NAME}`);
  return name;
}

function readNewKey(body: Body) {
  if (!body.has('name')) {
    const type = 'ASC.People.ApiModels.RequestDto.CreateApiKeyRequestDto';
    const words = `JSON deserialization for type '${type}' was missing required properties including: 'name'.`;
    throw new InvalidInput('$', words);
  }
  const name = readName(body, 'Name');
  if (name === null || name.trim() === '') throw new InvalidInput('Name', 'The Name field is required.');
  const days = body.whole('expiresInDays');
  if (days !== undefined && (days < 1 || days > LONGEST_LIFE_DAYS)) {
    const words = `Incorrect number of days. Value must be between 1 and ${LONGEST_LIFE_DAYS}`;
    throw new InvalidInput('ExpiresInDays', words);
  }
  return { name, days, permissions: body.texts('permissions') ?? [] };
}

function refuseUnknownScopes(permissions: readonly string[]): void {
  if (permissions.every((scope) => scope === '*' || KNOWN_SCOPES.includes(scope))) return;
  throw new PortalRefusal(shapeA(400, 'Permissions are not valid.', 'System.ArgumentException'));
}

/** A key by the id in the path; the portal does not look whether there is one. */
function keyIn({ state, params }: RouteCall): PortalKey {
  const id = (params.id ?? '').toLowerCase();
  const found = [...state.keys.values()].find((key) => key.id === id);
  if (!found) throw nullReference();
  return found;
}

const mayChange = ({ caller }: RouteCall, key: PortalKey) => isDocSpaceAdmin(caller) || key.ownerId === caller.id;

const createKey = route({
  method: 'POST',
  path: '/keys',
  ...writing,
  takesBody: true,
  read: (call) => readNewKey(call.body()),
  run({ state, caller }, { name, days, permissions }) {
    if (caller.role === 'guest')
      throw new PortalRefusal(shapeA(403, 'Access denied', 'System.UnauthorizedAccessException'));
    refuseUnknownScopes(permissions);
    const { newId, now } = state.setup;
    const secret = `sk-${createHash('sha256').update(newId()).digest('hex')}`;
    const key: PortalKey = {
      id: newId(),
      label: 'created',
      name,
      secret,
      ownerId: caller.id,
      permissions: permissions.includes('*') ? [] : permissions,
      isActive: true,
      createdAt: now(),
      ...(days === undefined ? {} : { expiresAt: now() + days * DAY_MS }),
    };
    state.keys.set(secret, key);
    return { payload: { ...keyDto(key, state), key: secret } };
  },
});

/** What is left out, null or empty stays; a key that has expired is not changed, nor another person's. */
const changeKey = route({
  method: 'PUT',
  path: '/keys/{id}',
  ...writing,
  takesBody: true,
  read(call) {
    const body = call.body();
    const name = readName(body, 'Changed.Name');
    return { name, permissions: body.texts('permissions') ?? [], isActive: body.flag('isActive') };
  },
  run(call, { name, permissions, isActive }) {
    const key = keyIn(call);
    const expired = key.expiresAt !== undefined && key.expiresAt < call.state.setup.now();
    if (expired || !mayChange(call, key)) return { payload: false };
    refuseUnknownScopes(permissions);
    if (isActive !== undefined) key.isActive = isActive;
    if (permissions.length > 0)
      key.permissions = permissions.length === 1 && permissions[0] === '*' ? undefined : permissions;
    if (name) key.name = name;
    return { payload: true };
  },
});

const deleteKey = route({
  method: 'DELETE',
  path: '/keys/{id}',
  ...writing,
  read: nothing,
  run(call) {
    const key = keyIn(call);
    return { payload: mayChange(call, key) && call.state.keys.delete(key.secret) };
  },
});

/** API keys: what one may learn about itself, and making, changing and deleting them (docspace-api §4.2). */
export const keyRoutes = [
  route({
    method: 'GET',
    path: '/keys/@self',
    read: nothing,
    run: ({ state, key }) => ({ payload: keyDto(key, state) }),
  }),
  route({
    ...reading,
    path: '/keys/permissions',
    read: nothing,
    run: () => ({ payload: KNOWN_SCOPES, count: KNOWN_SCOPES.length }),
  }),
  route({
    ...reading,
    path: '/keys',
    read: nothing,
    run({ state, caller }) {
      const shown = [...state.keys.values()].filter((key) => isDocSpaceAdmin(caller) || key.ownerId === caller.id);
      return { payload: shown.map((key) => keyDto(key, state)), count: shown.length };
    },
  }),
  createKey,
  changeKey,
  deleteKey,
];
