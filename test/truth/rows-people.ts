import type { Row } from './row.ts';

const ok = { status: 200, shape: 'success' } as const;
const unfit = { status: 400, shape: 'B' } as const;
const gone = { status: 404, shape: 'A' } as const;
const denied = { status: 403, shape: 'A' } as const;

/** docspace-api §5.2: people. */
const rows: Row[] = [
  { what: '@self', call: '/people/@self', ...ok, item: { id: '{me}', email: '{email}' } },
  { what: 'by id', call: '/people/{me}', ...ok, item: { id: '{me}' } },
  { what: 'by user name', call: '/people/milo', ...ok, item: { id: '{milo}' } },
  { what: 'an unknown id', call: '/people/{nobody}', ...gone },
  { what: 'a malformed id', call: '/people/no-uuid', ...gone },
  { what: 'e-mail', call: '/people/email?email={email}', ...ok, item: { id: '{me}' } },
  {
    what: 'e-mail with an accent that nobody has',
    call: '/people/email?email=%C3%ADnes@acme.example',
    ...ok,
    item: { id: '{ines}' },
  },
  { what: 'e-mail with a blank behind', call: '/people/email?email={email}%20', ...ok, item: { id: '{me}' } },
  { what: 'no e-mail', call: '/people/email?email=x', ...unfit },
  { what: 'an e-mail of 256', call: `/people/email?email=${'x'.repeat(243)}@acme.example`, ...unfit },
  { what: 'e-mail missing', call: '/people/email', status: 400, shape: 'A' },
  { what: 'an e-mail nobody has', call: '/people/email?email=nobody.at.all@acme.example', ...gone },
  {
    what: 'an e-mail of somebody the caller may not see',
    call: '/people/email?email=milo@acme.example',
    key: 'user',
    ...denied,
  },
  { what: 'the filter', call: '/people/filter?count=1', ...ok, items: 1, json: { count: 1 } },
  {
    what: 'the filter in short',
    call: '/people/simple/filter?count=1',
    ...ok,
    items: 1,
    check: ({ items }) => expect(items[0]).not.toHaveProperty('email'),
  },
  { what: 'active people', call: '/people', ...ok, items: 11, json: { total: 11 }, onlyHere: 'counts the cast' },
  { what: 'a group as a text finds nobody', call: '/people?filterBy=group&filterValue={group}', ...ok, items: 0 },
  {
    what: 'one status',
    call: '/people/status/2',
    ...ok,
    check: ({ items }) => expect(items.every(({ status }) => status === 2)).toBe(true),
  },
  {
    what: 'a search counts 1 whatever it finds',
    call: '/people/search?query=acme',
    ...ok,
    items: 11,
    json: { count: 1 },
    onlyHere: 'counts the cast',
  },
  {
    what: 'a search in the path',
    call: '/people/@search/costa%20milo',
    ...ok,
    items: 1,
    check: ({ json }) => expect(json).not.toHaveProperty('total'),
    onlyHere: 'names somebody of the cast',
  },
  {
    what: 'a search with a word of one letter',
    call: '/people/search?query=milo%20c',
    ...ok,
    items: 0,
    json: { count: 1 },
  },
  ...(
    [
      ['employeeStatus=Active', 11],
      ['employeeStatus=Default', 11],
      ['employeeStatus=Terminated', 1],
      ['employeeStatus=Pending', 1],
      ['employeeStatus=All', 13],
      ['', 13],
      ['activationStatus=2', 1],
      ['groupId={Design}', 4],
      ['groupId={Design}&excludeGroup=true', 9],
      ['withoutGroup=true&groupId={Design}', 5],
      ['employeeType=Guest', 1],
      ['employeeTypes=1&employeeTypes=2', 2],
      ['employeeType=1&employeeTypes=2', 1],
      ['isAdministrator=true', 7],
      ['payments=Paid', 8],
      ['accountLoginType=Standart', 13],
      ['area=People', 12],
      ['area=Guests', 1],
      ['invitedByMe=true', 12],
      ['inviterId={nobody}', 0],
      ['filterValue=neil%20ines', 1],
      ['filterValue=COSTA', 1],
      ["filterValue=O'Neil,%20Ines", 0],
      ['filterValue=O%E2%80%99Neil', 0],
      ['filterValue=%25', 0],
      ['filterValue=costa|keller&filterSeparator=|', 2],
      ['sortBy=Shoes', 13],
    ] as const
  ).map(
    ([query, items]): Row => ({
      what: `the filter ${query}`,
      call: `/people/filter?${query}`,
      ...ok,
      items,
      json: { total: items },
      onlyHere: 'counts the cast',
    }),
  ),
  {
    what: 'the filter for a room admin, disabled people',
    call: '/people/filter?employeeStatus=Terminated',
    key: 'roomAdmin',
    ...ok,
    items: 0,
  },
  ...['count=0', 'count=101', 'employeeStatus=9', 'sortOrder=2', 'area=x', 'employeeType=9', 'groupId=x'].map(
    (query): Row => ({ what: `the filter ${query}`, call: `/people/filter?${query}`, ...unfit }),
  ),
];

export const PEOPLE_ROWS: Row[] = rows.map((row) => ({ ...row, what: `§5.2 ${row.what}` }));
