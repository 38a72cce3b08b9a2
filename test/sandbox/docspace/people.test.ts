import { type AskedPortal, NOBODY, shapeOf, startAsked } from './asking.ts';

const SHORT = [
  'id',
  'displayName',
  ...['avatar', 'avatarOriginal', 'avatarMax', 'avatarMedium', 'avatarSmall'],
  ...['profileUrl', 'hasAvatar', 'isAnonim'],
];
const ALWAYS = [
  ...['firstName', 'lastName', 'userName', 'email', 'status', 'activationStatus', 'department'],
  ...['isAdmin', 'isRoomAdmin', 'isLDAP', 'isOwner', 'isVisitor', 'isCollaborator'],
  ...['cultureName', 'mobilePhoneActivationStatus', 'isSSO', 'usedSpace', 'registrationDate'],
  ...SHORT,
];
const ROLES = ['isOwner', 'isAdmin', 'isRoomAdmin', 'isCollaborator', 'isVisitor'];

describe('people of the portal', () => {
  let asked: AskedPortal;
  beforeAll(async () => {
    asked = await startAsked();
  });
  afterAll(() => asked.stop());

  const person = async (key: string) => (await asked.ask(`/people/${asked.id(key)}`)).item;

  it.each<[string, string, number]>([
    ['olga', 'isOwner', 1],
    ['ines', 'isAdmin', 1],
    ['ravi', 'isRoomAdmin', 1],
    ['una', 'isCollaborator', 1],
    ['gil', 'isVisitor', 1],
    ['dan', 'isCollaborator', 2],
    ['pia', 'isCollaborator', 4],
  ])('have exactly one role, and a status as a number: %s', async (key, role, status) => {
    const item = await person(key);
    expect(ROLES.filter((each) => item[each] === true)).toEqual([role]);
    expect(item.status).toBe(status);
    expect(item.activationStatus).toBe(status === 4 ? 2 : 1);
    expect('terminated' in item).toBe(status === 2);
  });

  it('have these fields always, in this order, and others when set', async () => {
    const item = await person('greta');
    expect(Object.keys(item).filter((name) => name !== 'createdBy')).toEqual(ALWAYS);
    expect(Object.keys(await person('dan'))).toEqual(expect.arrayContaining(['groups', 'terminated', 'createdBy']));
  });

  it('have only these in short', async () => {
    const { items } = await asked.ask('/people/simple/filter?filterValue=ines');
    expect(items.map((item) => Object.keys(item))).toEqual([SHORT]);
  });

  it('are encoded where the portal encodes them, and raw elsewhere', async () => {
    const { id } = asked.portal.addGroup({ name: 'R&D <lab>', memberIds: [asked.id('ines')] });
    const item = await person('ines');
    expect(item).toMatchObject({ displayName: 'Ines O&#39;Neil', lastName: "O'Neil" });
    expect(item.department).toContain('R&amp;D &lt;lab&gt;');
    expect(item.groups).toContainEqual({ id, name: 'R&D <lab>' });
  });

  it('have an empty department and no groups when they are in none', async () => {
    const item = await person('greta');
    expect(item.department).toBe('');
    expect(item).not.toHaveProperty('groups');
  });

  it('go by their e-mail while they have no name', async () => {
    const crowded = await startAsked({ crowd: 40 });
    const { items } = await crowded.ask('/people/filter?employeeStatus=Pending&sortBy=Email');
    const nameless = items.find((item) => item.firstName === '');
    expect(nameless?.displayName).toBe(nameless?.email);
    await crowded.stop();
  });

  it('have a picture below the portal and a page on it', async () => {
    expect(await person('una')).toMatchObject({
      avatar: expect.stringMatching(/^\/.*\?hash=-?\d+$/),
      profileUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\//),
    });
  });

  it('tell who invited them to admins alone', async () => {
    expect((await person('una')).createdBy).toMatchObject({ id: asked.id('olga') });
    expect((await asked.ask(`/people/${asked.id('una')}`, { key: 'roomAdmin' })).item).not.toHaveProperty('createdBy');
  });

  it('are found by user name first, then by id', async () => {
    expect((await asked.ask('/people/una')).item.id).toBe(asked.id('una'));
    expect((await asked.ask('/people/UNA')).item.id).toBe(asked.id('una'));
    expect((await asked.ask(`/people/${asked.id('una').toUpperCase()}`)).item.id).toBe(asked.id('una'));
  });

  it.each([NOBODY, 'no-uuid', 'x%20y', '%E0%A4%A'])('are 404 with a body when there is nobody: %s', async (word) => {
    const answer = await asked.ask(`/people/${word}`);
    expect([answer.status, shapeOf(answer)]).toEqual([404, 'A']);
  });

  it('are themselves, with fields that nobody else has', async () => {
    const { item } = await asked.ask('/people/@self', { key: 'guest' });
    expect(item).toMatchObject({ id: asked.id('gil'), theme: 'System', loginEventId: 0, hasPersonalFolder: false });
    expect(await person('gil')).not.toHaveProperty('theme');
  });

  describe('by e-mail', () => {
    it.each<[string, string, number, string]>([
      ['somebody', 'una@acme.example', 200, 'success'],
      ['in any case', 'UNA@Acme.Example', 200, 'success'],
      ['with an accent', 'úna@acme.example', 200, 'success'],
      ['with a blank behind', 'una@acme.example ', 200, 'success'],
      ['with a blank before', ' una@acme.example', 404, 'A'],
      ['somebody disabled', 'dan@acme.example', 200, 'success'],
      ['nobody', 'nobody@acme.example', 404, 'A'],
      ['no address', 'una', 400, 'B'],
      ['two signs', 'una@acme@example', 400, 'B'],
      ['256 characters', `${'x'.repeat(243)}@acme.example`, 400, 'B'],
      ['255 characters', `${'x'.repeat(242)}@acme.example`, 404, 'A'],
      ['nothing', '', 400, 'A'],
    ])('are found or refused: %s', async (_what, email, status, shape) => {
      const answer = await asked.ask(`/people/email?email=${encodeURIComponent(email)}`);
      expect([answer.status, shapeOf(answer)]).toEqual([status, shape]);
    });

    it('are refused to whoever may not look', async () => {
      const answer = await asked.ask('/people/email?email=milo@acme.example', { key: 'user' });
      expect([answer.status, shapeOf(answer)]).toEqual([403, 'A']);
    });
  });

  describe('searched by words', () => {
    it.each<[string, string, string[]]>([
      ['part of a name', 'query=mil', ['milo']],
      ['every word', 'query=costa%20milo', ['milo']],
      ['words of which one is not theirs', 'query=costa%20una', []],
      ['a word of one letter', 'query=milo%20c', []],
      ['an e-mail', 'query=milo@acme.example', ['milo']],
      ['somebody disabled', 'query=reed', []],
      ['somebody invited', 'query=lund', []],
      ['nothing', 'query=', []],
    ])('%s', async (_what, query, expected) => {
      const { items, json } = await asked.ask(`/people/search?${query}`);
      expect(items.map((item) => item.userName)).toEqual(expected);
      expect([json.count, 'total' in json]).toEqual([1, false]);
    });

    it('in the path, or of another status', async () => {
      expect((await asked.ask('/people/@search/costa%20milo')).items).toHaveLength(1);
      expect((await asked.ask('/people/status/2/search?query=reed')).items).toHaveLength(1);
      expect((await asked.ask('/people/status/Pending/search?query=lund')).items).toHaveLength(1);
    });
  });
});
