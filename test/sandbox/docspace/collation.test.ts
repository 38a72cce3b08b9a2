import { startAsked } from './asking.ts';

const people = [
  ['Zoë', 'Abel', 'zoe.abel@acme.example'],
  ['王伟', 'Wang', 'wang.wei@acme.example'],
  ['Özgür', 'Straße', 'user1@acme.example'],
  ['Ines', "O'Neil", 'ines.o@acme.example'],
].map(([firstName = '', lastName = '', email = ''], n) => ({
  id: `0000000${n}-0000-4000-8000-000000000000`,
  firstName,
  lastName,
  email,
  role: n === 3 ? ('owner' as const) : ('user' as const),
  status: 'active' as const,
}));

/** docspace-api §13: texts are compared by MySQL's utf8mb3_general_ci. */
describe('texts are compared as the database does', () => {
  it.each([
    ['zoe', 'Zoë crew', true],
    ['ZOË', 'zoe crew', true],
    ['istanbul', 'İstanbul', true],
    ['ISTANBUL', 'ıstanbul', true],
    ['strasse', 'Straße', false],
    ['strase', 'Straße', true],
    ["men's", 'men’s', false],
    ['team-dash', 'team—dash', false],
    ['a b', 'a  b', false],
    ['a  b', 'a  b', true],
    ['%', 'all', false],
    ['50%', '50% more', true],
    ['a_b', 'axb', false],
    ['a_b', 'a_b', true],
    ['\\', 'a\\b', true],
    ['ночь', 'НОЧЬ', true],
    ['e\u0301', 'é', false],
  ])('%s in the name %s: %s', async (text, name, expected) => {
    const { portal, ask, stop } = await startAsked();
    const { id } = portal.addGroup({ name });
    const { items } = await ask(`/group?filterValue=${encodeURIComponent(text)}`);
    expect(items.map((item) => item.id).includes(id)).toBe(expected);
    await stop();
  });

  it.each<[string, string[]]>([
    ['zoe', ['zoe.abel']],
    ['ABÉL zoë', ['zoe.abel']],
    ['王', ['wang.wei']],
    ['ozgur strase', ['user1']],
    ['strasse', []],
    ['neil ines', ['ines.o']],
    ["o'neil", ['ines.o']],
    ['o’neil', []],
    ["O'Neil, Ines", []],
    ['ines.o@', ['ines.o']],
    ['üser1@', ['user1']],
    ['_ser1', []],
  ])('%s finds the people %j', async (text, expected) => {
    const { ask, stop } = await startAsked({ people });
    const { items } = await ask(`/people/filter?filterValue=${encodeURIComponent(text)}`);
    expect(items.map((item) => item.userName)).toEqual(expected);
    await stop();
  });

  it.each([
    ['üser1@acme.example', 200],
    ['USER1@ACME.EXAMPLE', 200],
    ['user1@acme.example ', 200],
    ['user2@acme.example', 404],
  ])('the e-mail %s is answered with %i', async (email, status) => {
    const { ask, stop } = await startAsked({ people });
    const answer = await ask(`/people/email?email=${encodeURIComponent(email)}`);
    expect(answer.status).toBe(status);
    if (status === 200) expect(answer.item.email).toBe('user1@acme.example');
    await stop();
  });

  it('sorts the same way: capitals and accents make no difference', async () => {
    const { portal, ask, stop } = await startAsked();
    for (const group of portal.groups()) portal.removeGroup(group.id);
    for (const name of ['b', 'Äb', 'aa', 'Z', '1', '-', 'Éa', 'eb']) portal.addGroup({ name });
    const { items } = await ask('/group');
    expect(items.map((item) => item.name)).toEqual(['-', '1', 'aa', 'Äb', 'b', 'Éa', 'eb', 'Z']);
    await stop();
  });

  it.each(['/group', '/people/filter', '/people/simple/filter', '/group/room/1002'])(
    'a filter of %s with a character outside the basic plane is a fault of the database',
    async (path) => {
      const { ask, stop } = await startAsked();
      const { status, json } = await ask(`${path}?filterValue=%F0%9F%9A%80`);
      expect(status).toBe(500);
      expect(json.error).toMatchObject({ type: 'MySqlConnector.MySqlException', hresult: -2147467259 });
      await stop();
    },
  );
});
