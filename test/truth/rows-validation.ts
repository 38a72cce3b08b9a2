import type { Row } from './row.ts';

const ok = { status: 200, shape: 'success' } as const;
const wrong = { status: 400, shape: 'A' } as const;
const unfit = { status: 400, shape: 'B' } as const;
const gone = { status: 404, shape: 'A' } as const;
const named = (groupName: unknown) => ({ call: 'POST /group', body: { groupName } });
const mysql = { status: 500, shape: 'A', error: { type: 'MySqlConnector.MySqlException' } } as const;
const unsaved = {
  status: 500,
  shape: 'A',
  error: { type: 'Microsoft.EntityFrameworkCore.DbUpdateException' },
} as const;

/** docspace-api §3: the shapes of errors and the validation matrix. */
const rows: Row[] = [
  {
    what: 'no name',
    call: 'POST /group',
    body: {},
    ...unfit,
    check: ({ item }) => expect(Object.keys(Object(item.errors))).toEqual(['$']),
  },
  { what: 'an empty name', ...named(''), ...unfit },
  {
    what: 'a name of null',
    ...named(null),
    ...wrong,
    error: {
      message: "Value cannot be null. (Parameter 'inDto.GroupName')",
      type: 'System.ArgumentNullException',
      hresult: -2147467261,
    },
  },
  {
    what: 'a blank name',
    ...named('   '),
    ...wrong,
    error: { type: 'System.ArgumentException', hresult: -2147024809 },
  },
  { what: 'POST with a name of 129', ...named('n'.repeat(129)), ...unfit },
  { what: 'PUT with a name of 129', call: 'PUT /group/{group}', body: { groupName: 'n'.repeat(129) }, ...unfit },
  { what: 'a name of 128', ...named('n'.repeat(128)), ...ok },
  { what: 'a number as name', ...named(5), ...unfit },
  ...['!@#$%^&*()', 'Ночная', '야간', 'ナイト', '☃™é', 'e\u0301', 'ＡＢ', '\u202eabc\u200b', 'a\tb\nc', 'a\u0000b'].map(
    (name): Row => ({ what: `the name ${JSON.stringify(name)} as it was sent`, ...named(name), ...ok, item: { name } }),
  ),
  { what: 'an emoji in a new name', ...named('Launch 🚀'), ...unsaved },
  { what: 'a rare Han in a new name', ...named('𠮷野家'), ...unsaved },
  {
    what: 'an emoji in a changed name',
    call: 'PUT /group/{group}',
    body: { groupName: '🚀' },
    ...unsaved,
    after: { call: '/group/{group}', item: { name: 'Truth table' } },
  },
  { what: 'an emoji in a filter of groups', call: '/group?filterValue=%F0%9F%9A%80', ...mysql },
  { what: 'an emoji in a filter of people', call: '/people/filter?filterValue=%F0%9F%9A%80', ...mysql },
  {
    what: 'an unknown member',
    call: 'POST /group',
    body: { groupName: 'T', members: ['{nobody}'] },
    ...wrong,
    error: { type: 'System.ArgumentException' },
  },
  { what: 'an unknown manager', call: 'POST /group', body: { groupName: 'T', groupManager: '{nobody}' }, ...wrong },
  { what: 'a guest as member', call: 'POST /group', body: { groupName: 'T', members: ['{gil}'] }, ...wrong },
  { what: 'a disabled manager', call: 'POST /group', body: { groupName: 'T', groupManager: '{dan}' }, ...wrong },
  { what: 'members that are no list', call: 'POST /group', body: { groupName: 'T', members: 'x' }, ...unfit },
  {
    what: 'a group that is not there',
    call: '/group/{nobody}',
    ...gone,
    error: { type: 'ASC.Common.Web.ItemNotFoundException', hresult: -2146233088 },
  },
  { what: 'an id that is none', call: '/group/not-a-uuid', status: 404, shape: 'empty' },
  ...['userId=abc', 'sortOrder=99', 'count=0', 'count=101'].map(
    (query): Row => ({ what: `the query ${query}`, call: `/group?${query}`, ...unfit }),
  ),
  { what: 'PUT on a group that is not there', call: 'PUT /group/{nobody}', body: {}, ...gone },
  { what: 'DELETE of one', call: 'DELETE /group/{nobody}', ...gone },
  { what: 'PUT members of one', call: 'PUT /group/{nobody}/members', body: { members: [] }, ...gone },
  { what: 'DELETE members of one', call: 'DELETE /group/{nobody}/members', body: { members: [] }, ...gone },
  { what: 'PUT manager of one', call: 'PUT /group/{nobody}/manager', body: { userId: '{me}' }, ...gone },
  { what: 'a move out of one', call: 'PUT /group/{nobody}/members/{other}', ...gone },
  { what: 'POST members with nobody eligible', call: 'POST /group/{group}/members', body: { members: [] }, ...wrong },
  ...['POST /group', 'PUT /group/{group}', 'PUT /group/{group}/members', 'PUT /group/{group}/manager'].flatMap(
    (call): Row[] => [
      {
        what: `${call} without a body that is said to be JSON`,
        call,
        headers: { 'Content-Type': 'application/json' },
        ...unfit,
        item: { errors: { '': ['A non-empty request body is required.'] } },
      },
      {
        what: `${call} without a body`,
        call,
        status: 415,
        shape: 'success',
        json: { statusCode: 200 },
        item: { status: 415, title: 'Unsupported Media Type' },
      },
    ],
  ),
  {
    what: 'a body that is not JSON',
    call: 'POST /group',
    text: 'groupName=x',
    contentType: 'application/x-www-form-urlencoded',
    status: 415,
    shape: 'success',
  },
  { what: 'shape C: no key', call: '/group', authorization: null, status: 401, shape: 'empty' },
  { what: 'shape C: a scope is missing', call: '/group', key: 'writeOnly', status: 403, shape: 'empty' },
  {
    what: 'shape D: an unknown path, even without a key',
    call: '/group/a/b/c',
    authorization: null,
    status: 404,
    shape: 'empty',
  },
  {
    what: 'shape D: a wrong verb',
    call: 'PATCH /group',
    status: 405,
    shape: 'empty',
    check: ({ headers }) => expect(headers.get('allow')).toBe('GET, POST'),
  },
  {
    what: 'the role is missing',
    call: 'DELETE /group/{group}',
    key: 'roomAdmin',
    status: 403,
    shape: 'A',
    error: { message: 'Access denied', type: 'ASC.Common.Security.Authorizing.AuthorizingException' },
  },
];

export const VALIDATION_ROWS: Row[] = rows.map((row) => ({ ...row, what: `§3 ${row.what}` }));
