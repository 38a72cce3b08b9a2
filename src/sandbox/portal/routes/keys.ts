import { wireDate } from '../wire.ts';
import type { Route } from './route.ts';

const SCOPES = [
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

export const keyRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/keys/@self',
    run({ state, key }) {
      return {
        payload: {
          id: `${key.label}-key`,
          name: key.label,
          key: `sk-***${key.secret.slice(-4)}`,
          keyPostfix: key.secret.slice(-4),
          permissions: key.permissions,
          lastUsed: wireDate(state.now()),
          createOn: wireDate(Date.UTC(2026, 0, 9)),
          createBy: { id: key.ownerId },
          ...(key.expiresAt === undefined ? {} : { expiresAt: wireDate(key.expiresAt) }),
          isActive: key.isActive,
        },
      };
    },
  },
  {
    method: 'GET',
    path: '/keys/permissions',
    scopes: ['*:read'],
    run: () => ({ payload: SCOPES, count: SCOPES.length }),
  },
];
