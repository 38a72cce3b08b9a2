import { isKeyLabel } from '../../sandbox/docspace/types.ts';
import { type AskedPortal, startAsked } from '../sandbox/docspace/asking.ts';
import { differences, filled, type Ids } from './compare.ts';
import { RECORDED, type RecordedCall, recordedTeams } from './recording.ts';

/** What is left out of the comparison, and why. */
const LEFT_OUT: readonly { where: RegExp; why: string }[] = [
  { where: /\.keyPostfix$/, why: 'the end of a random key' },
  {
    where: /\.createdBy(\.|:|$)/,
    why: 'the recorded people were put into the database by a script: nobody invited them',
  },
];

/** Calls whose items come in no promised order: their names are equal and the server adds nothing to break the tie. */
const NO_ORDER: ReadonlySet<string> = new Set(['groups by text, any case']);

/** The recorded calls are one conversation: each goes on where the one before has left the portal. */
describe('the stand-in answers as DocSpace 3.7.2 did', () => {
  let asked: AskedPortal;
  const ids: Ids = new Map();
  beforeAll(async () => {
    asked = await startAsked({ crowd: 120, groups: 0 });
    for (const [name, memberIds] of recordedTeams()) asked.portal.addGroup({ name, memberIds });
  });
  afterAll(() => asked.stop());

  const authorization = (key: string) => {
    if (key === 'anonymous') return null;
    return `Bearer ${isKeyLabel(key) ? asked.portal.keys[key] : key}`;
  };

  function send({ key, method, path, sent }: RecordedCall) {
    const [raw, type] = [sent?.raw, sent?.type];
    const text = raw === undefined ? sent && filled(JSON.stringify(sent), ids) : String(raw);
    const contentType = type === undefined ? 'application/json' : String(type);
    return asked.ask(`${method} ${filled(path, ids)}`, { authorization: authorization(key), text, contentType });
  }

  it.each(RECORDED.map((call, n) => [n + 1, call.note, call] as const))('%i: %s', async (_n, note, call) => {
    const answer = await send(call);
    const address = JSON.stringify(call.body ?? '').replaceAll('https://portal.example', asked.portal.url);
    const recorded: unknown = JSON.parse(NO_ORDER.has(note) ? filled(address, ids) : address);
    const headers = Object.fromEntries(Object.keys(call.headers).map((name) => [name, answer.headers.get(name)]));
    expect([answer.status, headers]).toEqual([call.status, call.headers]);
    const answered = answer.text === '' ? '' : answer.json;
    const inOrder = NO_ORDER.has(note) ? sortedById(recorded) : recorded;
    const found = differences(inOrder, NO_ORDER.has(note) ? sortedById(answered) : answered, ids);
    expect(found.filter((place) => !LEFT_OUT.some(({ where }) => where.test(place.split(': ')[0] ?? '')))).toEqual([]);
  });
});

/** The items of an answer by their names and ids, so that two lists with the same items are equal. */
function sortedById(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('response' in body) || !Array.isArray(body.response)) return body;
  const key = (item: unknown) => JSON.stringify(item);
  return { ...body, response: body.response.toSorted((a, b) => key(a).localeCompare(key(b))) };
}
