import { z } from 'zod';
import { type AskedPortal, type Asking, NOBODY, shapeOf, startAsked } from './asking.ts';

const DAY = 86_400_000;

/** docspace-api §4.2. */
describe('keys that calls make', () => {
  let asked: AskedPortal;
  beforeEach(async () => {
    asked = await startAsked();
  });
  afterEach(() => asked.stop());

  async function make(body: object, asking: Asking = {}) {
    const { item } = await asked.ask('POST /keys', { ...asking, body: { name: 'made', ...body } });
    const { id, key } = z.object({ id: z.string(), key: z.string() }).parse(item);
    return { id, authorization: `Bearer ${key}`, item };
  }

  it('are shown whole once, and work at once', async () => {
    const { id, authorization, item } = await make({});
    expect(item.key).toMatch(/^sk-[0-9a-f]{64}$/);
    expect(item).toMatchObject({ permissions: [], isActive: true, createBy: { id: asked.id('olga') } });
    expect(item).not.toHaveProperty('lastUsed');
    const self = await asked.ask('/keys/@self', { authorization });
    expect(self.item).toMatchObject({ id, name: 'made', key: `sk-***${String(item.key).slice(-4)}` });
    expect(self.item).toHaveProperty('lastUsed');
    expect((await asked.ask('/keys')).items.map((key) => key.id)).toContain(id);
  });

  it.each<[string, object, string[]]>([
    ['some scopes', { permissions: ['accounts:read'] }, ['accounts:read']],
    ['none', { permissions: [] }, []],
    ['null', { permissions: null }, []],
    ['everything', { permissions: ['*'] }, []],
    ['everything and some', { permissions: ['accounts:read', '*'] }, []],
  ])('have the scopes asked for: %s', async (_what, body, permissions) => {
    expect((await make(body)).item.permissions).toEqual(permissions);
  });

  it.each<[string, unknown, string, string]>([
    ['a scope nobody knows', { name: 'x', permissions: ['groups:read'] }, 'A', ''],
    ['no name', {}, 'B', '$'],
    ['a name of null', { name: null }, 'B', 'Name'],
    ['an empty name', { name: '' }, 'B', 'Name'],
    ['31 characters', { name: 'x'.repeat(31) }, 'B', 'Name'],
    ['no day', { name: 'x', expiresInDays: 0 }, 'B', 'ExpiresInDays'],
    ['366 days', { name: 'x', expiresInDays: 366 }, 'B', 'ExpiresInDays'],
    ['scopes that are no list', { name: 'x', permissions: '*' }, 'B', '$.permissions'],
  ])('are refused with 400 for %s', async (_what, body, shape, field) => {
    const answer = await asked.ask('POST /keys', { body });
    expect([answer.status, shapeOf(answer)]).toEqual([400, shape]);
    expect(Object.keys(answer.item.errors ?? {})).toEqual(field === '' ? [] : [field]);
  });

  it('expire after so many days', async () => {
    const { id, authorization } = await make({ expiresInDays: 1 });
    expect((await asked.ask('/group', { authorization })).status).toBe(200);
    await asked.clock.advance(DAY);
    const late = await asked.ask('/group', { authorization });
    expect([late.status, late.text]).toEqual([401, '']);
    await asked.clock.advance(1);
    expect((await asked.ask(`PUT /keys/${id}`, { body: { isActive: true } })).json.response).toBe(false);
  });

  it('are switched off and on, renamed and narrowed; what is left out stays', async () => {
    const { id, authorization } = await make({});
    const change = async (body: object) => (await asked.ask(`PUT /keys/${id}`, { body })).json.response;
    const self = async () => (await asked.ask('/keys/@self', { authorization })).item;
    expect(await change({ isActive: false })).toBe(true);
    expect((await asked.ask('/keys/@self', { authorization })).status).toBe(401);
    expect(await change({ isActive: true, name: '', permissions: [] })).toBe(true);
    expect(await self()).toMatchObject({ name: 'made', permissions: [], isActive: true });
    expect(await change({ name: 'renamed', permissions: ['rooms:read', '*'] })).toBe(true);
    expect(await self()).toMatchObject({ name: 'renamed', permissions: ['rooms:read', '*'] });
    expect((await asked.ask('/group', { authorization })).status).toBe(200);
    expect(await change({ permissions: ['accounts:write'] })).toBe(true);
    expect((await asked.ask('/group', { authorization })).status).toBe(403);
    expect(await change({ permissions: ['*'] })).toBe(true);
    expect(await self()).not.toHaveProperty('permissions');
    expect((await asked.ask('/group', { authorization })).status).toBe(200);
    expect((await asked.ask(`PUT /keys/${id}`, { body: { permissions: ['x'] } })).status).toBe(400);
  });

  it('are gone after their deletion', async () => {
    const { id, authorization } = await make({});
    expect((await asked.ask(`DELETE /keys/${id}`)).json.response).toBe(true);
    expect((await asked.ask('/keys/@self', { authorization })).status).toBe(401);
  });

  it.each(['PUT', 'DELETE'])('%s of one that is not there is a fault', async (method) => {
    const { status, json } = await asked.ask(`${method} /keys/${NOBODY}`, { body: {} });
    expect(status).toBe(500);
    expect(json.error).toMatchObject({ type: 'System.NullReferenceException' });
  });

  it('are made by anybody but guests, and changed by their maker and admins', async () => {
    const answer = await asked.ask('POST /keys', { key: 'guest', body: { name: 'x' } });
    expect(answer.json.error).toMatchObject({ type: 'System.UnauthorizedAccessException', message: 'Access denied' });
    const { id } = await make({}, { key: 'user' });
    const { id: owners } = await make({});
    expect((await asked.ask('/keys', { key: 'user' })).items.map((key) => key.id)).not.toContain(owners);
    expect((await asked.ask(`DELETE /keys/${owners}`, { key: 'user' })).json.response).toBe(false);
    expect((await asked.ask(`PUT /keys/${owners}`, { key: 'roomAdmin', body: {} })).json.response).toBe(false);
    expect((await asked.ask(`DELETE /keys/${id}`, { key: 'admin' })).json.response).toBe(true);
  });

  it.each(['/keys', '/keys/permissions', 'POST /keys', `PUT /keys/${NOBODY}`, `DELETE /keys/${NOBODY}`])(
    'ask for a scope of everything: %s',
    async (call) => {
      const answer = await asked.ask(call, { key: 'readOnly', body: call.includes(' ') ? {} : undefined });
      expect([answer.status, answer.text]).toEqual([403, '']);
    },
  );
});
