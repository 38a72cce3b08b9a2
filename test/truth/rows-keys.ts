import type { KeyLabel } from '../../sandbox/docspace/types.ts';
import type { Row } from './row.ts';

const ok = { status: 200, shape: 'success' } as const;
const empty = (status: number) => ({ status, shape: 'empty' }) as const;
const A_JWT = 'Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJ4In0.c2ln';
const NO_KEY = `Bearer sk-${'0'.repeat(64)}`;
/** Making keys is limited to five in a quarter of an hour. */
const onlyHere = 'makes or changes keys';

/** docspace-api §4.1: forms of the header. */
const headers: Row[] = [
  { what: 'Bearer and a key', call: '/keys/@self', ...ok },
  { what: 'a key nobody made', call: '/keys/@self', authorization: NO_KEY, ...empty(401) },
  { what: 'the key alone', call: '/keys/@self', authorization: NO_KEY.slice(7), ...empty(401) },
  { what: 'bearer in lower case', call: '/keys/@self', authorization: NO_KEY.replace('B', 'b'), ...empty(401) },
  { what: 'two blanks', call: '/keys/@self', authorization: NO_KEY.replace(' ', '  '), ...empty(401) },
  {
    what: 'a header of its own',
    call: '/keys/@self',
    authorization: null,
    headers: { ApiKeyBearer: NO_KEY.slice(7) },
    ...empty(401),
  },
  {
    what: 'a password that is wrong',
    call: '/group',
    authorization: 'Basic eDp5',
    ...empty(401),
    check: ({ headers }) => expect(headers.get('www-authenticate')).toBe('Basic'),
  },
  {
    what: 'a token in the form of a JWT',
    call: '/group',
    authorization: A_JWT,
    status: 401,
    shape: 'A',
    error: { message: "Claim 'sub' is not present in JWT" },
  },
];

/** docspace-api §4.2: API keys. */
const keys: Row[] = [
  {
    what: 'what a key knows about itself',
    call: '/keys/@self',
    ...ok,
    item: { isActive: true, createBy: { id: '{me}' }, key: expect.stringMatching(/^sk-\*{3}[0-9a-f]{4}$/) },
  },
  {
    what: 'a limited key knows it as well',
    call: '/keys/@self',
    key: 'writeOnly',
    ...ok,
    item: { permissions: ['accounts:write'] },
  },
  { what: 'an expired key', call: '/group', key: 'expired', ...empty(401) },
  { what: 'a key that is switched off', call: '/group', key: 'inactive', ...empty(401) },
  {
    what: 'a list of scopes',
    call: '/keys/permissions',
    ...ok,
    check: ({ json }) =>
      expect(json.response).toEqual(
        expect.arrayContaining(['*:read', '*:write', 'accounts:read', 'accounts:write', 'rooms:read']),
      ),
  },
  { what: 'the list of keys', call: '/keys', ...ok, check: ({ items }) => expect(items.length).toBeGreaterThan(0) },
  {
    what: 'a new key',
    call: 'POST /keys',
    body: { name: 'T' },
    onlyHere,
    ...ok,
    item: { key: expect.stringMatching(/^sk-[0-9a-f]{64}$/), permissions: [] },
  },
  {
    what: 'a new key with a life',
    call: 'POST /keys',
    body: { name: 'T', expiresInDays: 365 },
    onlyHere,
    ...ok,
    item: { expiresAt: expect.any(String) },
  },
  {
    what: 'an unknown scope',
    call: 'POST /keys',
    body: { name: 'T', permissions: ['x'] },
    onlyHere,
    status: 400,
    shape: 'A',
    error: { message: 'Permissions are not valid.' },
  },
  { what: 'a name of 31', call: 'POST /keys', body: { name: 'n'.repeat(31) }, onlyHere, status: 400, shape: 'B' },
  {
    what: 'a life of 366 days',
    call: 'POST /keys',
    body: { name: 'T', expiresInDays: 366 },
    onlyHere,
    status: 400,
    shape: 'B',
  },
  { what: 'a new key of a guest', call: 'POST /keys', body: { name: 'T' }, key: 'guest', status: 403, shape: 'A' },
  { what: 'PUT of an unknown key', call: 'PUT /keys/{nobody}', body: {}, status: 500, shape: 'A' },
  { what: 'DELETE of an unknown key', call: 'DELETE /keys/{nobody}', status: 500, shape: 'A' },
];

const SCOPED: readonly (readonly [call: string, readOnly: number, writeOnly: number, body?: object])[] = [
  ['/group', 200, 403],
  ['/group/{group}', 200, 403],
  ['/group/user/{me}', 200, 403],
  ['POST /group', 403, 200, { groupName: 'T' }],
  ['PUT /group/{group}', 403, 200, {}],
  ['DELETE /group/{group}', 403, 204],
  ['/people/@self', 403, 403],
  ['/people', 200, 200],
  ['/people/filter', 200, 200],
  ['/people/{me}', 200, 200],
  ['/keys/@self', 200, 200],
  ['/keys', 403, 403],
  ['/keys/permissions', 403, 403],
  ['/files/rooms', 403, 403],
];

/** docspace-api §4.3: what scopes open. */
const scopes: Row[] = SCOPED.flatMap(([call, readOnly, writeOnly, body]) =>
  (['readOnly', 'writeOnly'] as const).map((key): Row => {
    const status = key === 'readOnly' ? readOnly : writeOnly;
    return { what: `${call} with ${key}`, call, body, key, status, shape: status === 200 ? 'success' : 'empty' };
  }),
);

const ROLES: readonly (KeyLabel | 'anonymous')[] = ['owner', 'admin', 'roomAdmin', 'user', 'guest', 'anonymous'];
const ALLOWED: readonly (readonly [call: string, statuses: readonly number[], body?: object])[] = [
  ['/group', [200, 200, 200, 403, 403, 401]],
  ['/group/{group}', [200, 200, 200, 403, 403, 401]],
  ['/group/user/{una}', [200, 200, 200, 403, 403, 401]],
  ['POST /group', [200, 200, 403, 403, 403, 401], { groupName: 'T' }],
  ['PUT /group/{group}', [200, 200, 403, 403, 403, 401], {}],
  ['DELETE /group/{group}', [204, 204, 403, 403, 403, 401]],
  ['PUT /group/{group}/members', [200, 200, 403, 403, 403, 401], { members: [] }],
  ['POST /group/{group}/members', [200, 200, 403, 403, 403, 401], { members: ['{una}'] }],
  ['DELETE /group/{group}/members', [200, 200, 403, 403, 403, 401], { members: [] }],
  ['PUT /group/{group}/manager', [200, 200, 403, 403, 403, 401], { userId: '{una}' }],
  ['PUT /group/{group}/members/{other}', [200, 200, 403, 403, 403, 401]],
  ['/group/room/1002', [200, 403, 200, 403, 403, 401]],
  ['/group/folder/2001', [403, 403, 200, 403, 403, 401]],
  ['/group/file/3001', [403, 403, 200, 403, 403, 401]],
  ['/people', [200, 200, 200, 403, 403, 401]],
  ['/people/filter', [200, 200, 200, 403, 403, 401]],
  ['/people/simple/filter', [200, 200, 200, 403, 403, 401]],
  ['/people/search?query=acme', [200, 200, 403, 403, 403, 401]],
  ['/people/@search/acme', [200, 200, 403, 403, 403, 401]],
  ['/people/status/1/search?query=acme', [200, 200, 403, 403, 403, 401]],
  ['/people/email?email=milo@acme.example', [200, 200, 200, 403, 403, 401]],
  ['/people/{una}', [200, 200, 200, 200, 403, 401]],
  ['/people/{gil}', [200, 200, 403, 403, 200, 401]],
  ['/people/@self', [200, 200, 200, 200, 200, 401]],
];

/** docspace-api §4.4: what roles may. */
const roles: Row[] = ALLOWED.flatMap(([call, statuses, body]) =>
  ROLES.map((role, n): Row => {
    const status = statuses[n] ?? 0;
    const shape = status === 200 ? 'success' : status === 403 ? 'A' : 'empty';
    const row = { what: `${call} by ${role}`, call, body, status, shape } as const;
    return role === 'anonymous' ? { ...row, authorization: null } : { ...row, key: role };
  }),
);

const under = (section: string, rows: readonly Row[]) =>
  rows.map((row) => ({ ...row, what: `${section} ${row.what}` }));

export const KEY_ROWS: Row[] = [
  ...under('§4.1', headers),
  ...under('§4.2', keys),
  ...under('§4.3', scopes),
  ...under('§4.4', roles),
];
