import { type AskedPortal, NOBODY, shapeOf, startAsked } from './asking.ts';

const EVERYBODY = 'dan dora gil greta ines milo olga pia ravi sven tomas uma una'.split(' ');
const without = (...keys: string[]) => EVERYBODY.filter((key) => !keys.includes(key));

describe('the filter of people', () => {
  let asked: AskedPortal;
  beforeAll(async () => {
    asked = await startAsked();
  });
  afterAll(() => asked.stop());

  const names = async (query: string, path = '/people/filter') =>
    (await asked.ask(`${path}?${query}`)).items.map((item) => String(item.userName));

  it.each<[string, string, string[]]>([
    ['nothing', '', EVERYBODY],
    ['Active', 'employeeStatus=Active', without('dan', 'pia')],
    ['1', 'employeeStatus=1', without('dan', 'pia')],
    ['Default, which means active as well', 'employeeStatus=default', without('dan', 'pia')],
    ['Terminated', 'employeeStatus=Terminated', ['dan']],
    ['Pending', 'employeeStatus=Pending', ['pia']],
    ['All', 'employeeStatus=All', EVERYBODY],
    ['not activated', 'activationStatus=0', []],
    ['activated', 'activationStatus=1', without('pia')],
    ['an activation that is pending', 'activationStatus=2', ['pia']],
    ['the area of people', 'area=People', without('gil')],
    ['the area of guests', 'area=2', ['gil']],
    ['all areas', 'area=All', EVERYBODY],
    ['one type', 'employeeType=RoomAdmin', ['ravi']],
    ['several types', 'employeeTypes=1&employeeTypes=Guest', ['gil', 'ravi']],
    ['one type, which wins over several', 'employeeType=2&employeeTypes=1', ['gil']],
    ['users', 'employeeType=User', ['dan', 'milo', 'pia', 'una']],
    ['admins', 'isAdministrator=true', ['dora', 'greta', 'ines', 'olga', 'sven', 'tomas', 'uma']],
    ['paid roles', 'payments=Paid', ['dora', 'greta', 'ines', 'olga', 'ravi', 'sven', 'tomas', 'uma']],
    ['free roles', 'payments=1', ['dan', 'gil', 'milo', 'pia', 'una']],
    ['the portal’s own password', 'accountLoginType=Standart', EVERYBODY],
    ['SSO', 'accountLoginType=0', []],
    ['LDAP', 'accountLoginType=LDAP', []],
    ['whom the caller invited', 'invitedByMe=true', without('olga')],
    ['whom somebody else invited', `inviterId=${NOBODY}`, []],
    ['a part of the first name', 'filterValue=mil', ['milo']],
    ['the last name, in any case', 'filterValue=COSTA', ['milo']],
    ['the e-mail', 'filterValue=milo@', ['milo']],
    ['every word', 'filterValue=costa%20milo', ['milo']],
    ['words of which one is not theirs', 'filterValue=costa%20una', []],
    ['any part between separators', 'filterValue=costa|keller&filterSeparator=|', ['milo', 'tomas']],
    ['several of these', 'employeeStatus=Active&area=People&employeeType=4&filterValue=una', ['una']],
  ])('narrows by %s', async (_what, query, expected) => {
    expect((await names(query)).sort()).toEqual(expected);
  });

  it.each<[string, string, string[]]>([
    ['members of a group', '', ['ines', 'milo', 'ravi', 'una']],
    ['everybody but them', '&excludeGroup=true', without('ines', 'milo', 'ravi', 'una')],
    ['whoever is in no group, whatever group is named', '&withoutGroup=true', 'dora gil greta sven uma'.split(' ')],
  ])('narrows by %s', async (_what, more, expected) => {
    expect((await names(`groupId=${asked.portal.group('Design').id}${more}`)).sort()).toEqual(expected);
  });

  it('finds nobody in a group that is not there', async () => {
    expect(await names(`groupId=${NOBODY}`)).toEqual([]);
  });

  it('finds nobody disabled for a room admin', async () => {
    expect((await asked.ask('/people/filter?employeeStatus=Terminated', { key: 'roomAdmin' })).items).toEqual([]);
  });

  it.each([
    'employeeStatus=3',
    'employeeStatus=Busy',
    'area=Somewhere',
    'employeeType=9',
    'payments=2',
    'groupId=x',
    'count=0',
    'count=101',
    'sortOrder=2',
    'isAdministrator=perhaps',
  ])('is refused with 400 for %s', async (query) => {
    const answer = await asked.ask(`/people/filter?${query}`);
    expect([answer.status, shapeOf(answer)]).toEqual([400, 'B']);
  });

  it.each<[string, string, string[]]>([
    ['by first name unless told otherwise', '', ['dora', 'gil', 'greta', 'ines']],
    ['by first name for an order it does not know', 'sortBy=Shoes', ['dora', 'gil', 'greta', 'ines']],
    ['by last name', 'sortBy=LastName', ['una', 'milo', 'gil', 'sven']],
    ['by shown name', 'sortBy=displayname', ['dora', 'gil', 'greta', 'ines']],
    ['by e-mail, whatever the state', 'sortBy=Email', ['dan', 'dora', 'gil', 'greta']],
    ['by registration', 'sortBy=RegistrationDate', ['olga', 'ines', 'tomas', 'ravi']],
    ['by first name backwards', 'sortOrder=Descending', ['una', 'uma', 'tomas', 'sven']],
  ])('sorts %s', async (_what, query, expected) => {
    expect((await names(query)).slice(0, expected.length)).toEqual(expected);
  });

  it.each(['sortBy=FirstName', 'sortBy=LastName', 'sortBy=DisplayName', 'sortOrder=1'])(
    'puts the active first, then the invited, then the disabled: %s',
    async (query) => {
      expect((await names(query)).slice(-2)).toEqual(['pia', 'dan']);
    },
  );

  it('pages like the groups, and counts what it sends', async () => {
    const { json, items } = await asked.ask('/people/filter?count=5&startIndex=10');
    expect([json.count, json.total, items.length]).toEqual([3, 13, 3]);
  });

  it('is the same in short', async () => {
    const { items, json } = await asked.ask('/people/simple/filter?employeeStatus=Pending');
    expect([items.map((item) => item.id), json.total]).toEqual([[asked.id('pia')], 1]);
  });

  it.each<[string, string, string[]]>([
    ['active people', '/people', without('dan', 'pia')],
    ['disabled people', '/people/status/2', ['dan']],
    ['invited people by name', '/people/status/pending', ['pia']],
  ])('has older lists of %s', async (_what, path, expected) => {
    expect((await names('', path)).sort()).toEqual(expected);
  });

  it('takes a group’s id for a text in the older list, and finds nobody', async () => {
    expect(await names(`filterBy=group&filterValue=${asked.portal.group('Design').id}`, '/people')).toEqual([]);
  });
});
