import { type AskedPortal, type Asking, NOBODY, shapeOf, startAsked } from './asking.ts';

describe('errors of the portal', () => {
  let asked: AskedPortal;
  let design: string;
  beforeAll(async () => {
    asked = await startAsked();
    design = asked.portal.group('Design').id;
  });
  afterAll(() => asked.stop());
  afterEach(() => asked.portal.faults.clear());

  describe('shape A', () => {
    it('names message, type, stack and number, and the HTTP status', async () => {
      const { json, status } = await asked.ask(`/group/${NOBODY}`);
      expect(status).toBe(404);
      expect(json).toEqual({
        error: {
          message: 'The group could not be found',
          type: 'ASC.Common.Web.ItemNotFoundException',
          stack: expect.stringContaining('   at '),
          hresult: -2146233088,
        },
        status: 1,
        statusCode: 404,
      });
    });

    it.each<[string, string, Asking, number, object]>([
      ['somebody is not there', `/people/${NOBODY}`, {}, 404, { message: 'The user could not be found' }],
      [
        'an argument is wrong',
        'POST /group',
        { body: { groupName: 'X', members: [NOBODY] } },
        400,
        { type: 'System.ArgumentException', hresult: -2147024809 },
      ],
      [
        'an argument is null',
        'POST /group',
        { body: { groupName: null } },
        400,
        { type: 'System.ArgumentNullException', hresult: -2147467261 },
      ],
      [
        'the role does not suffice',
        '/group',
        { key: 'user' },
        403,
        {
          message: 'Access denied',
          type: 'ASC.Common.Security.Authorizing.AuthorizingException',
          hresult: -2146233088,
        },
      ],
    ])('says when %s', async (_what, call, asking, status, error) => {
      const answer = await asked.ask(call, asking);
      expect(answer.status).toBe(status);
      expect(answer.json.error).toMatchObject(error);
    });
  });

  it('shape B is the success envelope around problem details', async () => {
    const { json, status } = await asked.ask('POST /group', { body: { groupName: '' } });
    const words = 'The field GroupName must be a string with a minimum length of 1 and a maximum length of 128.';
    expect(status).toBe(400);
    expect(json).toEqual({
      response: {
        type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
        title: 'One or more validation errors occurred.',
        status: 400,
        errors: { GroupName: [words] },
        traceId: expect.stringMatching(/^00-/),
      },
      count: 1,
      links: [{ href: `${asked.portal.url}/api/2.0/group`, action: 'POST' }],
      status: 1,
      statusCode: 400,
    });
  });

  it.each<[string, string, Asking, number]>([
    ['C: no key', '/group', { authorization: null }, 401],
    ['C: a scope is missing', '/group', { key: 'writeOnly' }, 403],
    ['D: an id that is none', '/group/not-a-uuid', {}, 404],
    ['D: an id that is none, of a person', '/group/user/ines', {}, 404],
    ['D: no such route', '/nothing', {}, 404],
    ['D: a verb the path does not take', `PATCH /group/${NOBODY}`, {}, 405],
  ])('shape %s, has no body', async (_what, call, asking, status) => {
    const answer = await asked.ask(call, asking);
    expect([answer.status, answer.text]).toEqual([status, '']);
  });

  it.each([402, 403, 404])('bare problem details come from a filter with %i', async (status) => {
    asked.portal.faults.set({ kind: 'status', status, error: 'problem' });
    const { json, status: http } = await asked.ask('/group');
    expect(http).toBe(status);
    expect(json).toMatchObject({ status, title: expect.any(String) });
    expect(json).not.toHaveProperty('response');
  });

  it.each([
    ['another type', 'text/plain'],
    ['a form', 'application/x-www-form-urlencoded'],
  ])('a body of %s is 415, in an envelope that claims success', async (_what, contentType) => {
    const answer = await asked.ask('POST /group', { text: '{"groupName":"X"}', contentType });
    expect(answer.status).toBe(415);
    expect(answer.json).toMatchObject({ status: 0, statusCode: 200, response: { status: 415 } });
  });

  it.each(['application/json; charset=utf-8', 'application/problem+json'])(
    'a body of %s is read',
    async (contentType) => {
      expect((await asked.ask('POST /group', { text: '{"groupName":"X"}', contentType })).status).toBe(200);
    },
  );

  describe('the validation matrix', () => {
    const LONG = 'x'.repeat(129);
    it.each<[string, string, unknown, number, string, string]>([
      ['POST without a name', 'POST /group', {}, 400, 'B', '$'],
      ['POST with an empty name', 'POST /group', { groupName: '' }, 400, 'B', 'GroupName'],
      ['POST with a name of null', 'POST /group', { groupName: null }, 400, 'A', ''],
      ['POST with a blank name', 'POST /group', { groupName: ' \t ' }, 400, 'A', ''],
      ['POST with a name of 129', 'POST /group', { groupName: LONG }, 400, 'B', 'GroupName'],
      ['POST with a name of 128', 'POST /group', { groupName: LONG.slice(1) }, 200, 'success', ''],
      ['POST with 65 emoji, which are 130 units', 'POST /group', { groupName: '🌙'.repeat(65) }, 400, 'B', 'GroupName'],
      ['PUT with a name of 129', 'PUT /group/{id}', { groupName: LONG }, 400, 'B', 'Update.GroupName'],
      ['POST with a number as name', 'POST /group', { groupName: 7 }, 400, 'B', '$.groupName'],
      ['PUT with a number as name', 'PUT /group/{id}', { groupName: 7 }, 400, 'B', '$.groupName'],
      ['POST with members that are no list', 'POST /group', { groupName: 'X', members: 'all' }, 400, 'B', '$.members'],
      ['POST with a member of null', 'POST /group', { groupName: 'X', members: [null] }, 400, 'B', '$.members[0]'],
      ['POST with an id that is none', 'POST /group', { groupName: 'X', members: ['10001'] }, 400, 'B', '$.members[0]'],
      [
        'POST with a manager of null',
        'POST /group',
        { groupName: 'X', groupManager: null },
        400,
        'B',
        '$.groupManager',
      ],
      ['POST with an empty manager', 'POST /group', { groupName: 'X', groupManager: '' }, 400, 'B', '$.groupManager'],
      ['POST with a number as manager', 'POST /group', { groupName: 'X', groupManager: 1 }, 400, 'B', '$.groupManager'],
      ['PUT with an id that is none', 'PUT /group/{id}', { membersToAdd: ['x'] }, 400, 'B', '$.membersToAdd[0]'],
      ['PUT members with an id that is none', 'PUT /group/{id}/members', { members: ['x'] }, 400, 'B', '$.members[0]'],
      ['a body that is a list', 'POST /group', [], 400, 'B', '$'],
      ['a body of null', 'POST /group', null, 400, 'B', '$'],
      ['PUT on a group that is not there', `PUT /group/${NOBODY}`, {}, 404, 'A', ''],
      ['DELETE on one', `DELETE /group/${NOBODY}`, undefined, 404, 'A', ''],
      ['PUT members on one', `PUT /group/${NOBODY}/members`, { members: [] }, 404, 'A', ''],
      ['DELETE members on one', `DELETE /group/${NOBODY}/members`, { members: [] }, 404, 'A', ''],
    ])('%s', async (_what, call, body, status, shape, field) => {
      const answer = await asked.ask(call.replace('{id}', design), { body });
      expect([answer.status, shapeOf(answer)]).toEqual([status, shape]);
      expect(Object.keys(answer.item.errors ?? {})).toEqual(field === '' ? [] : [field]);
    });

    it('says which required property is missing', async () => {
      const { item } = await asked.ask('POST /group', { body: {} });
      expect(JSON.stringify(item.errors)).toContain("missing required properties including: 'groupName'");
    });

    it.each([
      'POST /group',
      'PUT /group/{id}',
      'PUT /group/{id}/members',
      'POST /group/{id}/members',
      'DELETE /group/{id}/members',
      'PUT /group/{id}/manager',
    ])('refuses %s without a body: 400 when it is said to be JSON, 415 when nothing is said', async (call) => {
      const headers = { 'Content-Type': 'application/json' };
      const said = await asked.ask(call.replace('{id}', design), { headers });
      expect([said.status, said.item.errors]).toEqual([400, { '': ['A non-empty request body is required.'] }]);
      const unsaid = await asked.ask(call.replace('{id}', design));
      expect([unsaid.status, unsaid.json.statusCode]).toEqual([415, 200]);
    });

    it.each<[string, string, string]>([
      ['{"groupName":', '$.groupName', 'Expected depth to be zero'],
      ['{groupName:1}', '$', "'g' is an invalid start of a property name"],
      ['{"groupName":x}', '$.groupName', "'x' is an invalid start of a value"],
      ['{"groupName":"X"} y', '$', "'y' is invalid after a single JSON value"],
      ['{"groupName" "X"}', '$.groupName', 'invalid after a property name'],
      ['{"groupName":"X" "members":[]}', '$', "Expected either ',' or '}'"],
      ['["X"', '$', 'Expected depth to be zero'],
    ])('says where the JSON breaks: %s', async (text, path, words) => {
      const { status, item } = await asked.ask('POST /group', { text });
      expect([status, item.errors]).toEqual([400, { [path]: [expect.stringContaining(words)] }]);
    });

    it('says at which line and byte a value is of the wrong type', async () => {
      const text = '{\n  "groupName": "Zoë",\n  "members": [],"groupManager":\n "Zoë"}';
      const { item } = await asked.ask('POST /group', { text });
      const words = 'The JSON value could not be converted to System.Guid. Path: $.groupManager';
      expect(item.errors).toEqual({ '$.groupManager': [`${words} | LineNumber: 3 | BytePositionInLine: 7.`] });
    });

    it.each(['!@#$%^&*()', 'Ночная смена', '야간 근무', 'ナイト', '<b>&amp;', 'moon ☾'])(
      'echoes the name %s',
      async (name) => {
        const { item } = await asked.ask('POST /group', { body: { groupName: name } });
        expect(item.name).toBe(name);
      },
    );
  });

  it('a name outside the basic plane is a fault, and nothing is saved', async () => {
    const created = await asked.ask('POST /group', { body: { groupName: 'moon 🌙' } });
    expect([created.status, shapeOf(created)]).toEqual([500, 'A']);
    expect((await asked.ask(`PUT /group/${design}`, { body: { groupName: '🌙' } })).status).toBe(500);
    expect(asked.portal.group('Design').name).toBe('Design');
    expect(asked.portal.groups().filter((group) => group.name.startsWith('moon 🌙'))).toEqual([]);
  });
});
