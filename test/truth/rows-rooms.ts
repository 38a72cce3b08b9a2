import type { Row } from './row.ts';

const ok = { status: 200, shape: 'success' } as const;
const refused = (type: string) => ({ status: 403, shape: 'A', error: { type } }) as const;
const SECURITY = 'System.Security.SecurityException';
const OPERATION = 'System.InvalidOperationException';
const NONE = { folders: [], total: 0, count: 0 };
const share = '/files/rooms/1002/share';
const give = (access: unknown) => ({
  call: `PUT ${share}`,
  body: { invitations: [{ id: '{Design}', access }], notify: false },
});
const member = (access: number) => ({
  members: [{ access, subjectType: 2, sharedToGroup: { id: '{Design}' } }],
  error: 0,
});
const taken = { members: [], error: 0 };

/** docspace-api §10.1: the rooms of a group. */
const rooms: Row[] = [
  {
    what: 'of a group',
    call: '/files/rooms?subjectId={Design}&subjectFilter=1&searchArea=2&count=100',
    ...ok,
    json: { count: 1 },
    item: {
      folders: [{ id: 1002 }, { id: 1003 }, { id: 1004 }, { id: 1007 }],
      total: 4,
      count: 4,
      startIndex: 0,
      files: [],
    },
  },
  { what: 'without a kind of subject', call: '/files/rooms?subjectId={Design}', ...ok, item: { total: 3 } },
  { what: 'as an owner', call: '/files/rooms?subjectId={Design}&subjectFilter=0', ...ok, item: NONE },
  {
    what: 'archived',
    call: '/files/rooms?subjectId={Design}&subjectFilter=1&searchArea=1',
    ...ok,
    item: { folders: [{ id: 1007, rootFolderType: 20, roomType: 5 }], total: 1 },
  },
  { what: 'of a group that is not there', call: '/files/rooms?subjectId={nobody}&subjectFilter=1', ...ok, item: NONE },
  {
    what: 'of an id that is none',
    call: '/files/rooms?subjectId=x',
    status: 500,
    shape: 'A',
    error: { type: 'System.FormatException' },
  },
  { what: 'that a guest sees', call: '/files/rooms?subjectId={Design}', key: 'guest', ...ok, item: NONE },
  {
    what: 'that a room admin sees',
    call: '/files/rooms',
    key: 'roomAdmin',
    ...ok,
    item: { folders: [{ id: 1002 }, { id: 1003 }, { id: 1004 }, { id: 1005 }] },
  },
  {
    what: 'whose access this key could give back',
    call: '/files/rooms?count=1&startIndex=1',
    ...ok,
    item: { folders: [{ id: 1002, security: { EditAccess: true } }], total: 6, count: 1, startIndex: 1 },
  },
];

/** docspace-api §10.2: the level of a group. */
const levels: Row[] = [
  {
    what: 'of a group',
    call: `${share}?filterType=32&filterValue=design&count=100`,
    ...ok,
    items: 1,
    json: { total: 1 },
    check: ({ items }) =>
      expect(items[0]).toMatchObject({
        access: 2,
        subjectType: 2,
        canEditAccess: true,
        isOwner: false,
        isLocked: false,
      }),
  },
  {
    what: 'to an admin who could not give it back',
    call: `${share}?filterType=32`,
    key: 'admin',
    ...ok,
    items: 1,
    check: ({ items }) => expect(items[0]?.canEditAccess).toBe(false),
  },
  {
    what: 'to somebody who may not read the room',
    call: '/files/rooms/1006/share?filterType=32',
    key: 'roomAdmin',
    ...ok,
    items: 0,
  },
  { what: 'of an unknown room', call: '/files/rooms/999999/share?filterType=32', status: 404, shape: 'A' },
  {
    what: 'with an emoji in the filter',
    call: `${share}?filterType=32&filterValue=%F0%9F%9A%80`,
    status: 500,
    shape: 'A',
  },
];

/** docspace-api §10.4: giving access back. */
const giving: Row[] = [
  { what: 'a number', ...give(10), ...ok, item: member(10) },
  { what: 'an exact word', ...give('ContentCreator'), ...ok, item: member(11) },
  { what: 'a number as text', ...give('2'), ...ok, item: member(2) },
  { what: 'the same level again', ...give(2), ...ok, item: member(2) },
  ...['editing', 'x', '', null, true].map(
    (access): Row => ({ what: `${JSON.stringify(access)} takes it away`, ...give(access), ...ok, item: taken }),
  ),
  {
    what: '2.0 takes it away',
    call: `PUT ${share}`,
    text: '{"invitations":[{"id":"{Design}","access":2.0}]}',
    ...ok,
    item: taken,
  },
  {
    what: 'no level takes it away',
    call: `PUT ${share}`,
    body: { invitations: [{ id: '{Design}' }] },
    ...ok,
    item: taken,
  },
  { what: 'a level the room does not have', ...give(7), ...refused(OPERATION) },
  { what: 'a room manager is never a group', ...give(9), ...refused(OPERATION) },
  { what: 'by an admin of the portal', ...give(2), key: 'admin', ...refused(SECURITY) },
  { what: 'by a manager of the room', ...give(10), key: 'roomAdmin', ...ok, item: member(10) },
  { what: 'by a plain user of the room, who changes nothing', ...give(11), key: 'user', ...ok, item: taken },
  {
    what: 'by a room admin who cannot read it',
    call: 'PUT /files/rooms/1006/share',
    body: { invitations: [{ id: '{Design}', access: 11 }] },
    key: 'roomAdmin',
    ...refused(OPERATION),
  },
  {
    what: 'of an archived room',
    call: 'PUT /files/rooms/1007/share',
    body: { invitations: [{ id: '{Design}', access: 2 }] },
    ...refused(SECURITY),
  },
  { what: 'no invitations', call: `PUT ${share}`, body: { invitations: [] }, ...ok, item: { error: 0 } },
  { what: 'no list of invitations', call: `PUT ${share}`, body: {}, ...ok, item: { error: 0 } },
  {
    what: 'to an id that never existed',
    call: `PUT ${share}`,
    body: { invitations: [{ id: '{nobody}', access: 2 }] },
    ...ok,
    item: taken,
  },
  {
    what: 'a group deleted since',
    call: 'DELETE /group/{Design}',
    status: 204,
    shape: 'empty',
    after: { call: '/files/rooms?searchArea=2&subjectId={Design}', item: NONE },
  },
];

const under = (section: string, rows: readonly Row[]) =>
  rows.map((row) => ({ ...row, onlyHere: 'needs rooms of several kinds', what: `${section} ${row.what}` }));

export const ROOM_ROWS: Row[] = [...under('§10.1', rooms), ...under('§10.2', levels), ...under('§10.4', giving)];
