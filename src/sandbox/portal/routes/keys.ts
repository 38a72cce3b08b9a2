import { employee, wireDate } from '../wire.ts';
import { nothing, route } from './route.ts';

/** Every scope a key can be given. */
export const KNOWN_SCOPES = [
  'accounts:read',
  'accounts:write',
  'accounts.self:read',
  'accounts.self:write',
  'files:read',
  'files:write',
  'rooms:read',
  'rooms:write',
  '*:read',
  '*:write',
];

/** What a key may learn about itself, and the list of scopes (docspace-api §4.2). */
export const keyRoutes = [
  route({
    method: 'GET',
    path: '/keys/@self',
    read: nothing,
    run({ state, key, caller }) {
      const { offsetMinutes, now } = state.setup;
      const date = (at: number) => wireDate(at, offsetMinutes);
      const keyPostfix = key.secret.slice(-4);
      return {
        payload: {
          id: key.id,
          name: key.label,
          key: `sk-***${keyPostfix}`,
          keyPostfix,
          permissions: key.permissions,
          lastUsed: date(now()),
          createOn: date(key.createdAt),
          createBy: employee(caller, { state }),
          ...(key.expiresAt === undefined ? {} : { expiresAt: date(key.expiresAt) }),
          isActive: key.isActive,
        },
      };
    },
  }),
  route({
    method: 'GET',
    path: '/keys/permissions',
    scopes: ['*:read', '*:write'],
    openBefore37: true,
    read: nothing,
    run: () => ({ payload: KNOWN_SCOPES, count: KNOWN_SCOPES.length }),
  }),
];
