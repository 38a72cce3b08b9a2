import { peopleQuery, sameEmail } from '../../src/docspace/people-query.ts';
import { type Service, scripted, startService } from '../helpers/group-service.ts';

const zoe = { displayName: 'Zoë Abel', firstName: 'Zoë', lastName: 'Abel', email: 'zoe.abel@acme.example' };
const ines = { displayName: "Ines O'Neil", firstName: 'Ines', lastName: "O'Neil", email: 'ines@acme.example' };
const neil = { displayName: 'Neil Ode', firstName: 'Neil', lastName: 'Ode', email: 'neil@acme.example' };
const wang = { displayName: '伟 王', firstName: '伟', lastName: '王', email: 'wang@acme.example' };

describe('what the portal is asked for', () => {
  it.each([
    ['a plain name', 'zoe abel', 'zoe abel'],
    ['a curly apostrophe', 'O’Neil', 'Neil'],
    ['a straight apostrophe', "ines o'neil", 'ines neil'],
    ['a back quote', 'O`Neil', 'Neil'],
    ['a dash', 'Jean–Luc', 'Jean'],
    ['a comma', 'Abel, Zoe', 'Abel Zoe'],
    ['a comma without a blank', 'Abel,Zoe', 'Abel Zoe'],
    ['a name with an address', 'Zoe Abel <zoe@acme.example>', 'zoe@acme.example'],
    ['an address that Slack made a link', '<mailto:zoe@acme.example|zoe@acme.example>', 'zoe@acme.example'],
    ['an address with mailto', 'mailto:zoe@acme.example', 'zoe@acme.example'],
    ['an address with a semicolon', 'zoe@acme.example;', 'zoe@acme.example'],
    ['an address at the end of a sentence', 'zoe@acme.example.', 'zoe@acme.example'],
    ['the beginning of an address', 'zoe@', 'zoe@'],
    ['a handle', '@zoe', 'zoe'],
    ['decomposed letters', 'Zoe\u0308', 'Zoë'],
    ['full-width letters', 'Ｚｏｅ　Ａｂｅｌ', 'Zoe Abel'],
    ['a name of Han characters', '王伟', '王 伟'],
    ['one Han character', '王', '王'],
    ['a Hangul name', '김민준', '김 민 준'],
    ['quotes', '“Zoe Abel”', 'Zoe Abel'],
    ['the status behind a name', 'Pia Lund (invited)', 'Pia Lund'],
    ['direction signs', '\u200eZoe\u200f', 'Zoe'],
    ['characters outside the BMP', '𠮷 Zoe 🚀', 'Zoe'],
    ['emoji codes', ':wave: Zoe', 'Zoe'],
  ])('is read from %s', (_what, typed, ask) => {
    expect(peopleQuery(typed).ask).toBe(ask);
  });

  it.each(['', '  ', '𠮷', ',;', '—'])('is nothing for %j', (typed) => {
    expect(peopleQuery(typed).ask).toBeUndefined();
  });
});

describe('who fits', () => {
  it.each([
    ['O’Neil', ines, true],
    ['O’Neil', neil, false],
    ['oʼneil ines', ines, true],
    ['王伟', wang, true],
    ['伟王', wang, true],
    ['王王', wang, false],
    ['Zoe', zoe, true],
    ['zoe@acme.example', neil, true],
  ])('for %s: %j: %s', (typed, person, fits) => {
    expect(peopleQuery(typed).fits(person)).toBe(fits);
  });

  it('is told by the name alone where nothing else is known', () => {
    expect(peopleQuery('O’Neil').fits({ displayName: "Ines O'Neil" })).toBe(true);
    expect(peopleQuery('王伟').fits({ displayName: '王 伟' })).toBe(true);
  });
});

describe('a search for people', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.stop());

  it.each([
    ['O’Neil', ["Ines O'Neil"]],
    ["O'Neil, Ines", ["Ines O'Neil"]],
    ['Ines O’Neil <ines@acme.example>', ["Ines O'Neil"]],
    ['ines@acme.example;', ["Ines O'Neil"]],
    ['@milo', ['Milo Costa']],
    ['Ｍｉｌｏ', ['Milo Costa']],
    ['Milo 𠮷', ['Milo Costa']],
    ['𠮷', []],
  ])('finds by %s', async (typed, names) => {
    const { items, total } = await service.client.people.search({ text: typed });
    expect(items.map((person) => person.displayName)).toEqual(names);
    expect(total).toBe(names.length);
  });

  it('finds everybody by nothing', async () => {
    expect((await service.client.people.search({ text: ' ' })).items.length).toBe(100);
  });
});

describe('people who share only a piece of what was typed', () => {
  it('are left out, and not counted', async () => {
    const sent: (string | null)[] = [];
    const { client } = scripted((_method, url) => {
      sent.push(url.searchParams.get('filterValue'));
      const response = [ines, neil].map((person, n) => ({ ...person, id: `00000001-5eed-4a11-8000-00000000000${n}` }));
      return { status: 200, text: JSON.stringify({ response, total: 2, status: 0, statusCode: 200 }) };
    });
    const { items, total } = await client.people.search({ text: 'O’Neil' });
    expect([items.map((person) => person.displayName), total]).toEqual([["Ines O'Neil"], 1]);
    expect(sent).toEqual(['Neil']);
  });
});

describe('a person by e-mail', () => {
  /** Answers as MySQL does, which finds `üser@…` as `user@…`: with whoever is kept. */
  const finding = (kept: string) =>
    scripted(() => ({
      status: 200,
      text: JSON.stringify({
        response: { id: '00000001-5eed-4a11-8000-000000000001', displayName: 'User', email: kept },
        status: 0,
        statusCode: 200,
      }),
    })).client.people;

  it.each([
    ['üser@acme.example', 'user@acme.example'],
    ['user@acme.example', 'u\u0308ser@acme.example'],
    ['\u212aim@acme.example', 'kim@acme.example'],
    ['İnes@acme.example', 'i\u0307nes@acme.example'],
    ['ſam@acme.example', 'sam@acme.example'],
  ])('is nobody when %s is asked for and %s is found', async (asked, kept) => {
    expect(await finding(kept).byEmail(asked)).toBeUndefined();
    expect(sameEmail(asked, kept)).toBe(false);
  });

  it('is found in any case', async () => {
    expect(await finding('User@Acme.example').byEmail('user@acme.EXAMPLE')).toMatchObject({ displayName: 'User' });
  });
});
