import { z } from 'zod';
import { type AskedPortal, type Asking, NOBODY, shapeOf, startAsked } from './asking.ts';

const folder = z.object({ id: z.number(), access: z.number(), security: z.object({ EditAccess: z.boolean() }) });
const roomPage = z.object({ folders: z.array(folder), startIndex: z.number(), count: z.number(), total: z.number() });

/** docspace-api §10. */
describe('rooms', () => {
  let asked: AskedPortal;
  let design: string;
  beforeEach(async () => {
    asked = await startAsked();
    design = asked.portal.group('Design').id;
  });
  afterEach(() => asked.stop());

  const page = async (query: string, asking: Asking = {}) =>
    roomPage.parse((await asked.ask(`/files/rooms?${query}`, asking)).item);
  const rooms = async (query: string, asking: Asking = {}) => (await page(query, asking)).folders.map(({ id }) => id);
  const member = () => `subjectId=${design}&subjectFilter=1`;
  const levels = async (id: number, asking: Asking = {}) =>
    (await asked.ask(`/files/rooms/${id}/share?filterType=32`, asking)).items.map((item) => item.access);

  describe('of a group', () => {
    it.each<[string, string, number[]]>([
      ['active', '&searchArea=0', [1002, 1003, 1004]],
      ['active unless told otherwise', '', [1002, 1003, 1004]],
      ['archived', '&searchArea=1', [1007]],
      ['both', '&searchArea=2', [1002, 1003, 1004, 1007]],
      ['templates', '&searchArea=4', []],
      ['AI agents', '&searchArea=7', []],
    ])('are those it has access to: %s', async (_what, area, expected) => {
      expect(await rooms(member() + area)).toEqual(expected);
    });

    it('are found without a kind of subject, and not as an owner', async () => {
      expect(await rooms(`subjectId=${design}`)).toEqual([1002, 1003, 1004]);
      expect(await rooms(`subjectId=${design}&subjectFilter=0`)).toEqual([]);
      expect(await rooms(`subjectId=${asked.id('ravi')}&subjectFilter=0`)).toEqual([1004]);
    });

    it('need the kind of subject before 3.7', async () => {
      const old = await startAsked({ version: '3.6' });
      const id = old.portal.group('Design').id;
      const total = async (query: string) => (await old.ask(`/files/rooms?subjectId=${id}${query}`)).item.total;
      expect([await total(''), await total('&subjectFilter=1')]).toEqual([0, 3]);
      await old.stop();
    });

    it('are those of nobody for a group that is not there, and a fault for an id that is none', async () => {
      expect(await rooms(`subjectId=${NOBODY}&subjectFilter=1`)).toEqual([]);
      const { status, json } = await asked.ask('/files/rooms?subjectId=x');
      expect(status).toBe(500);
      expect(json.error).toMatchObject({ type: 'System.FormatException' });
    });

    it('come by pages, with the total inside the answer', async () => {
      const { json } = await asked.ask(`/files/rooms?${member()}&searchArea=2&count=3&startIndex=3`);
      expect([json.count, 'total' in json]).toEqual([1, false]);
      const { folders, ...last } = await page(`${member()}&searchArea=2&count=3&startIndex=3`);
      expect([folders.map(({ id }) => id), last]).toEqual([[1007], { startIndex: 3, count: 1, total: 4 }]);
    });

    it('say their type, their place and their owner', async () => {
      const { item } = await asked.ask('/files/rooms?searchArea=2');
      expect(item.folders).toMatchObject([
        { id: 1001, roomType: 5, rootFolderType: 14, createdBy: { id: asked.id('olga') } },
        { id: 1002, roomType: 5 },
        { id: 1003, roomType: 2, createdBy: { id: asked.id('ines') } },
        { id: 1004, roomType: 1 },
        { id: 1005, roomType: 8 },
        { id: 1006, roomType: 6 },
        { id: 1007, roomType: 5, rootFolderType: 20 },
        { id: 1008, roomType: 1, rootFolderType: 20, createdBy: { id: asked.id('ravi') } },
      ]);
    });

    it('lose every level with the group, archived ones too', async () => {
      await asked.ask(`DELETE /group/${design}`);
      expect(await rooms(`${member()}&searchArea=2`)).toEqual([]);
      expect(await levels(1003)).toEqual([2]);
    });
  });

  it.each<[Asking['key'], number[], number[]]>([
    ['owner', [1001, 1002, 1003, 1004, 1005, 1006], [1001, 1002, 1006]],
    ['admin', [1001, 1002, 1003, 1004, 1005, 1006], [1003, 1005]],
    ['roomAdmin', [1002, 1003, 1004, 1005], [1002, 1004]],
    ['user', [1002, 1003, 1004, 1005, 1006], []],
    ['guest', [], []],
  ])('that %s sees and may share', async (key, seen, shared) => {
    const { folders } = await page('', { key });
    expect(folders.map(({ id }) => id)).toEqual(seen);
    expect(folders.filter(({ security }) => security.EditAccess).map(({ id }) => id)).toEqual(shared);
  });

  it('tell the caller’s own level, not the group’s', async () => {
    const { folders } = await page(member(), { key: 'user' });
    expect(folders.map(({ access }) => access)).toEqual([2, 10, 7]);
    const managed = await page(member(), { key: 'roomAdmin' });
    expect(managed.folders.map(({ access }) => access)).toEqual([9, 10, 0]);
  });

  describe('shared with groups', () => {
    it('say which, on which level, and whether this key could give it', async () => {
      const answer = await asked.ask('/files/rooms/1003/share?filterType=32&filterValue=dés&count=100', {
        key: 'admin',
      });
      expect(answer.json).toMatchObject({ total: 1 });
      expect(answer.items).toEqual([
        {
          access: 10,
          subjectType: 2,
          sharedToGroup: { id: design, name: 'Design', manager: 'ines' },
          canEditAccess: true,
          isOwner: false,
          isLocked: false,
        },
      ]);
      const [owners] = (await asked.ask('/files/rooms/1003/share?filterType=32')).items;
      expect(owners?.canEditAccess).toBe(false);
    });

    it('are empty to those who may not enter, and 404 when they are not there', async () => {
      expect(await levels(1006, { key: 'roomAdmin' })).toEqual([]);
      expect(await levels(1003, { key: 'guest' })).toEqual([]);
      const answer = await asked.ask('/files/rooms/9/share');
      expect([answer.status, shapeOf(answer)]).toEqual([404, 'A']);
    });

    it('are a fault of the database for a filter outside the basic plane', async () => {
      expect((await asked.ask('/files/rooms/1003/share?filterValue=%F0%9F%9A%80')).status).toBe(500);
    });
  });

  describe('given to a group', () => {
    const give = (room: number, text: string, asking: Asking = {}) =>
      asked.ask(`PUT /files/rooms/${room}/share`, {
        ...asking,
        text: `{"invitations":[{"id":"${design}"${text === '' ? '' : `,"access":${text}`}}],"notify":false}`,
      });

    it.each([
      ['2', 2],
      ['"2"', 2],
      ['"Read"', 2],
      ['"Editing"', 10],
      ['"ContentCreator"', 11],
      ['6', 6],
    ])('with the level %s', async (text, level) => {
      const { status, item } = await give(1002, text);
      const member = { access: level, subjectType: 2, sharedToGroup: { id: design } };
      expect([status, item]).toEqual([200, { members: [expect.objectContaining({ access: level })], error: 0 }]);
      expect(item.members).toMatchObject([member]);
      expect(await levels(1002)).toEqual([level]);
    });

    it.each(['"read"', '"Reader"', '""', 'null', 'true', '2.0', '', '0'])(
      'is taken away instead by the level %s',
      async (text) => {
        expect(await levels(1002)).toEqual([2]);
        const { status, item } = await give(1002, text);
        expect([status, item]).toEqual([200, { members: [], error: 0 }]);
        expect(await levels(1002)).toEqual([]);
      },
    );

    it.each<[string, number, Asking['key'], number[]]>([
      ['custom', 1002, 'owner', [2, 5, 6, 10, 11]],
      ['collaboration', 1003, 'admin', [2, 10, 11]],
      ['form filling', 1004, 'roomAdmin', [7, 11]],
      ['data', 1005, 'admin', [2, 7, 10, 11]],
      ['public', 1006, 'owner', [11]],
    ])('on the levels of a room of its type: %s', async (_what, room, key, allowed) => {
      const statuses = new Map<number, number>();
      for (const level of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) {
        const { status, json } = await give(room, String(level), { key });
        statuses.set(level, status);
        if (status !== 200) expect(json.error).toMatchObject({ type: 'System.InvalidOperationException' });
      }
      expect([...statuses].filter(([, status]) => status === 200).map(([level]) => level)).toEqual(allowed);
    });

    it.each<[string, number, Asking['key'], number, string | undefined]>([
      ['its owner', 1003, 'admin', 200, undefined],
      ['its manager', 1002, 'roomAdmin', 200, undefined],
      ['the owner of the portal, who is not', 1003, 'owner', 403, 'System.Security.SecurityException'],
      ['an admin of the portal, who is not', 1002, 'admin', 403, 'System.Security.SecurityException'],
      ['a room admin who owns it, archived', 1008, 'roomAdmin', 403, 'System.Security.SecurityException'],
      ['the owner of an archived one', 1007, 'owner', 403, 'System.Security.SecurityException'],
      ['a room admin who may not enter', 1006, 'roomAdmin', 403, 'System.InvalidOperationException'],
      ['somebody who may enter and no more', 1002, 'user', 200, undefined],
    ])('by %s', async (_what, room, key, status, type) => {
      const before = await levels(room);
      const answer = await give(room, '11', { key });
      expect([answer.status, shapeOf(answer)]).toEqual([status, status === 200 ? 'success' : 'A']);
      if (type) expect(answer.json.error).toMatchObject({ type });
      const kept = status === 403 || key === 'user';
      expect((await levels(room)).join() === before.join()).toBe(kept);
    });

    it('one by one: an error keeps what came before it', async () => {
      const crew = asked.portal.group('Field crew').id;
      const invitations = [
        { id: crew, access: 2 },
        { id: design, access: 9 },
      ];
      expect((await asked.ask('PUT /files/rooms/1002/share', { body: { invitations } })).status).toBe(403);
      expect(await levels(1002)).toEqual([2, 2]);
    });

    it.each([{}, { invitations: [] }, { invitations: null }])('not at all by %j', async (body) => {
      const { status, item } = await asked.ask('PUT /files/rooms/1002/share', { body });
      expect([status, item]).toEqual([200, { error: 0 }]);
    });

    it('that is not there any more: nobody is a member, and nothing is refused', async () => {
      await asked.ask(`DELETE /group/${design}`);
      const { status, item } = await give(1002, '2');
      expect([status, item]).toEqual([200, { members: [], error: 0 }]);
    });
  });

  it.each<[string, string]>([
    ['rooms:read', '200 200 403'],
    ['rooms:write', '200 200 200'],
    ['*:read', '200 200 403'],
    ['*:write', '200 200 200'],
    ['accounts:write', '403 403 403'],
    ['files:read', '403 403 403'],
  ])('are open to a key with %s as far as it goes', async (scope, expected) => {
    const { item } = await asked.ask('POST /keys', { body: { name: 'rooms', permissions: [scope] } });
    const authorization = `Bearer ${String(item.key)}`;
    const calls = ['/files/rooms', '/files/rooms/1002/share', 'PUT /files/rooms/1002/share'];
    const statuses: number[] = [];
    for (const call of calls) {
      const body = call.startsWith('PUT') ? {} : undefined;
      statuses.push((await asked.ask(call, { authorization, body })).status);
    }
    expect(statuses.join(' ')).toBe(expected);
  });
});
