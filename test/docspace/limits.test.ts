import fetch from 'node-fetch';
import { type CallContext, createClient, type DocSpace } from '../../src/docspace/index.ts';
import { groupSummarySchema } from '../../src/docspace/schemas.ts';
import { failing, fetchAnswer, type Outcome, type Service, senderOf, startService } from '../helpers/group-service.ts';
import { PausesOnly } from '../helpers/manual-clock.ts';

const ID = '5b0f6a3e-6c0d-4c53-9a53-0f6f3a1d7c11';
const LIST: Outcome = { status: 200, text: JSON.stringify({ response: [], total: 0, status: 0, statusCode: 200 }) };
const GROUP: Outcome = { status: 200, text: JSON.stringify({ response: { id: ID }, status: 0, statusCode: 200 }) };
const times = (count: number) => Array.from({ length: count }, (_, n) => n);
/** Lets everything happen that waits for no time and no answer. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A client of a portal that holds every call until it is answered. */
function heldPortal(stopping?: AbortSignal) {
  const clock = new PausesOnly();
  const held: { what: string; answer(outcome: Outcome): Promise<unknown>; aborted: boolean }[] = [];
  const sent: string[] = [];
  const send = senderOf({
    baseUrl: 'https://portal.example',
    apiKey: 'sk-x',
    clock,
    ...(stopping ? { stopping } : {}),
    fetch: (url, init) =>
      new Promise((resolve, reject) => {
        const { filterValue, groupName = filterValue } = {
          filterValue: new URL(url).searchParams.get('filterValue'),
          ...JSON.parse(init.body ?? '{}'),
        };
        const call = {
          what: String(groupName),
          aborted: false,
          answer(outcome: Outcome) {
            held.splice(held.indexOf(call), 1);
            if ('code' in outcome) reject(Object.assign(new Error('broken'), outcome));
            else resolve(fetchAnswer(outcome));
            return settle();
          },
        };
        init.signal?.addEventListener('abort', () => {
          call.aborted = true;
          held.splice(held.indexOf(call), 1);
          reject(new Error('aborted'));
        });
        held.push(call);
        sent.push(call.what);
      }),
  });
  const reads = (context: CallContext, name: string, count = 1) =>
    times(count).map(() => send({ method: 'GET', path: '/group', query: { filterValue: name }, context }));
  const write = async (name: string, context: CallContext = {}) => {
    const body = { groupName: name };
    return (await send({ method: 'PUT', path: `/group/${ID}`, body, schema: groupSummarySchema, context })).payload;
  };
  /** Answers what is under way, and then what follows, until nothing is left. */
  const answerAll = async () => {
    for (let next = held[0]; next; next = held[0]) await next.answer(LIST);
  };
  return { clock, held, sent, reads, write, answerAll };
}

describe('calls under way at once', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService({ groups: 0, crowd: 0 });
  });
  afterAll(() => service.stop());

  /** A client that counts what is under way, and in what order it set out. */
  const counted = () => {
    const seen = { now: 0, most: 0, order: [] as string[] };
    const client = createClient({
      baseUrl: service.portal.url,
      apiKey: service.portal.keys.owner,
      clock: service.clock,
      fetch: async (url, init) => {
        seen.now += 1;
        seen.most = Math.max(seen.most, seen.now);
        seen.order.push(new URL(url).searchParams.get('filterValue') ?? JSON.parse(init.body ?? '{}').groupName);
        const answer = await fetch(url, init);
        seen.now -= 1;
        return answer;
      },
    });
    return { client, seen };
  };

  it.each<[string, number, (client: DocSpace, n: string) => Promise<unknown>]>([
    ['20 reads', 20, (client, n) => client.for({ urgency: 'change' }).groups.list({ text: n })],
    ['14 look-ups', 14, (client, n) => client.groups.list({ text: n })],
    ['8 searches while typing', 8, (client, n) => client.for({ urgency: 'typeahead' }).groups.list({ text: n })],
    ['6 look-ups of a person', 6, (client, n) => client.for({ person: 'ana' }).groups.list({ text: n })],
    [
      '3 searches while a person types',
      3,
      (client, n) => client.for({ person: 'ana', urgency: 'typeahead' }).groups.list({ text: n }),
    ],
    ['7 writes', 7, (client, n) => client.groups.create({ name: n, memberIds: [] })],
  ])('are never more than %s; the rest follow in order', async (_what, most, call) => {
    const { client, seen } = counted();
    const numbers = times(120).map(String);
    await Promise.all(numbers.map((n) => call(client, n)));
    expect(seen.most).toBe(most);
    expect(seen.order).toEqual(numbers);
  });

  it('do not make a write wait for reads', async () => {
    const { held, reads, write } = heldPortal();
    reads({ urgency: 'change' }, 'read', 30);
    write('write');
    await settle();
    expect(held.filter(({ what }) => what === 'read')).toHaveLength(20);
    expect(held.at(-1)?.what).toBe('write');
  });
});

describe('whose turn it is', () => {
  it('does not depend on how much another person types: one call beside 900 goes at once', async () => {
    const service = await startService({ groups: 0, crowd: 0 });
    const typing = (person: string) => service.client.for({ person, urgency: 'typeahead' });
    const first = service.portal.next('GET', /filterValue=ana/);
    const many = times(900).map(() => typing('ana').people.search({ text: 'ana' }));
    const held = await first;
    const before = service.portal.calls.length;
    await typing('bo').people.search({ text: 'bo' });
    const path = /filterValue=(ana|bo)/;
    const served = service.portal.calls.slice(before).flatMap((call) => path.exec(call.path)?.[1] ?? []);
    expect(served.indexOf('bo')).toBeGreaterThanOrEqual(0);
    expect(served.indexOf('bo')).toBeLessThan(10);
    held.release();
    await Promise.all(many);
    await service.stop();
  });

  it('goes round between people, one call each', async () => {
    const { sent, reads, held, answerAll } = heldPortal();
    const full = times(14).map((n) => reads({ person: `p${n}` }, 'full'));
    const [ana, bo, cy] = [
      reads({ person: 'ana' }, 'ana', 4),
      reads({ person: 'bo' }, 'bo', 2),
      reads({ person: 'cy' }, 'cy', 1),
    ];
    await settle();
    expect(held).toHaveLength(14);
    await answerAll();
    await Promise.all([...full, ana, bo, cy].flat());
    expect(sent.slice(14)).toEqual(['ana', 'bo', 'cy', 'ana', 'bo', 'ana', 'ana']);
  });

  it('comes first for changes, then for look-ups, then for typing', async () => {
    const { sent, reads, answerAll } = heldPortal();
    const busy = reads({ urgency: 'change' }, 'busy', 20);
    const waiting = [
      reads({ urgency: 'typeahead', person: 'ana' }, 'typing'),
      reads({ person: 'bo' }, 'look-up'),
      reads({ urgency: 'change', person: 'cy' }, 'change'),
    ];
    await settle();
    await answerAll();
    await Promise.all([busy, ...waiting].flat());
    expect(sent.slice(20)).toEqual(['change', 'look-up', 'typing']);
  });

  it('comes at once for a decision, however many look and type while the portal is slow', async () => {
    const { held, reads } = heldPortal();
    for (const n of times(30)) {
      reads({ person: `p${n}`, urgency: 'typeahead' }, 'typing', 5);
      reads({ person: `p${n}` }, 'look-up', 5);
    }
    await settle();
    expect(held).toHaveLength(14);
    reads({ person: 'p1', urgency: 'change' }, 'decision', 6);
    await settle();
    expect(held.slice(14).map(({ what }) => what)).toEqual(times(6).map(() => 'decision'));
  });

  it('is not that of typing while look-ups take their fourteen places', async () => {
    const { held, reads } = heldPortal();
    for (const n of times(14)) reads({ person: `p${n}` }, 'look-up');
    for (const n of times(8)) reads({ person: `p${n}`, urgency: 'typeahead' }, 'typing');
    await settle();
    expect(held.map(({ what }) => what)).toEqual(times(14).map(() => 'look-up'));
  });

  it('is that of typing beside a dozen changes', async () => {
    const { held, reads } = heldPortal();
    reads({ urgency: 'change' }, 'change', 12);
    reads({ urgency: 'typeahead' }, 'typing', 10);
    await settle();
    expect(held.slice(12).map(({ what }) => what)).toEqual(times(8).map(() => 'typing'));
  });

  it('leaves look-ups six places that no search while typing takes', async () => {
    const { held, reads } = heldPortal();
    for (const n of times(30)) reads({ person: `p${n}`, urgency: 'typeahead' }, 'typing');
    for (const n of times(30)) reads({ person: `p${n}` }, 'look-up');
    await settle();
    expect(held.map(({ what }) => what)).toEqual([...times(8).map(() => 'typing'), ...times(6).map(() => 'look-up')]);
  });
});

describe('a call that is cancelled', () => {
  const cancelled = { code: 'docspace_cancelled', effect: 'none' };

  it('leaves the queue when it waits', async () => {
    const { held, sent, reads, write, answerAll } = heldPortal();
    const stop = new AbortController();
    const busy = [reads({}, 'busy', 14), times(7).map(() => write('busy').catch(() => undefined))].flat();
    const [read] = reads({ signal: stop.signal }, 'read');
    const failed = [read, write('write', { signal: stop.signal })].map((call) => failing(Promise.resolve(call)));
    await settle();
    stop.abort();
    for (const error of await Promise.all(failed)) expect(error).toMatchObject(cancelled);
    expect(held).toHaveLength(21);
    await answerAll();
    await Promise.all(busy);
    expect(sent).not.toContain('read');
    expect(sent).not.toContain('write');
    reads({}, 'next', 14);
    for (const _ of times(7)) write('next');
    await settle();
    expect(held).toHaveLength(21);
  });

  it('is aborted under way when it is a read, and gives its place back', async () => {
    const { held, reads } = heldPortal();
    const stop = new AbortController();
    const failed = reads({ signal: stop.signal }, 'read', 14).map(failing);
    reads({}, 'next');
    await settle();
    expect(held).toHaveLength(14);
    stop.abort();
    for (const error of await Promise.all(failed)) expect(error).toMatchObject(cancelled);
    await settle();
    expect(held.map(({ what }) => what)).toEqual(['next']);
  });

  it('goes on under way when it is a write', async () => {
    const { held, write } = heldPortal();
    const stop = new AbortController();
    const written = write('write', { signal: stop.signal });
    await settle();
    stop.abort();
    await settle();
    await held[0]?.answer(GROUP);
    expect(await written).toMatchObject({ id: ID });
  });

  it('is not even sent when that was so before', async () => {
    const { held, reads, write } = heldPortal();
    const signal = AbortSignal.abort();
    const [read] = reads({ signal }, 'read');
    for (const call of [read, write('write', { signal })])
      expect(await failing(Promise.resolve(call))).toMatchObject(cancelled);
    expect(held).toEqual([]);
  });

  it('is so when the client stops: what waits, what pauses, what comes later, and what is under way', async () => {
    const stopping = new AbortController();
    const { held, clock, reads, write } = heldPortal(stopping.signal);
    // A pause that does not end by itself.
    clock.sleep = () => new Promise(() => undefined);
    const pausing = failing(write('pausing'));
    await settle();
    await held[0]?.answer({ status: 429 });
    const underWay = reads({}, 'read', 13).map(failing);
    const writing = failing(write('under way'));
    await settle();
    const waiting = reads({}, 'read', 2).map(failing);
    await settle();
    stopping.abort();
    for (const error of await Promise.all([pausing, ...waiting, failing(write('later'))]))
      expect(error).toMatchObject(cancelled);
    // Reads leave nothing behind; what a write that was sent has done is not known.
    for (const error of await Promise.all(underWay)) expect(error).toMatchObject({ code: 'docspace_cancelled' });
    expect(await writing).toMatchObject({ effect: 'unanswered' });
  });
});

describe('a write that went unanswered', () => {
  const unanswered: [string, Outcome][] = [
    ['a cut connection', { code: 'ECONNRESET' }],
    ['a gateway’s 504', { status: 504 }],
    ['a web page', { status: 200, text: '<html></html>' }],
  ];
  const MINUTE_MS = 60_000;

  /** Sends writes and loses their answers, with one more that waits. */
  const lost = async (count: number, outcome: Outcome = { status: 504 }) => {
    const portal = heldPortal();
    const failed = times(count).map(() => failing(portal.write('lost')));
    await settle();
    for (const call of [...portal.held]) await call.answer(outcome);
    const errors = await Promise.all(failed);
    const next = portal.write('next');
    next.catch(() => undefined);
    await settle();
    return { ...portal, errors, next };
  };
  const names = (held: { what: string }[]) => held.map(({ what }) => what);

  it.each(unanswered)('keeps its place after %s: with three of them no other is sent', async (_what, outcome) => {
    expect(names((await lost(2, outcome)).held)).toEqual(['next']);
    expect((await lost(3, outcome)).held).toEqual([]);
  });

  it('keeps it when it timed out', async () => {
    const { clock, held, write } = heldPortal();
    const failed = times(3).map(() => failing(write('lost')));
    await settle();
    await clock.advance(MINUTE_MS);
    expect((await Promise.all(failed)).map(({ effect }) => effect)).toEqual(times(3).map(() => 'unanswered'));
    failing(write('next'));
    await settle();
    expect(held).toEqual([]);
  });

  it.each<[string, Outcome]>([
    ['was refused', { status: 401 }],
    ['was answered with a fault', { status: 500, text: '{"error":{"message":"","type":"System.Exception"}}' }],
    ['was done', GROUP],
  ])('is not one that %s', async (_what, outcome) => {
    const portal = heldPortal();
    const all = times(7).map(() => portal.write('write').catch(() => undefined));
    await settle();
    for (const call of [...portal.held]) await call.answer(outcome);
    await Promise.all(all);
    portal.write('next');
    await settle();
    expect(names(portal.held)).toEqual(['next']);
  });

  it('gives it back three minutes after it was sent', async () => {
    const { clock, held, write } = await lost(3);
    await clock.advance(3 * MINUTE_MS - 1);
    const later = write('later');
    await settle();
    expect(held).toEqual([]);
    await clock.advance(1);
    expect(names(held)).toEqual(['later']);
    await held[0]?.answer(GROUP);
    await later;
  });

  it('gives it back as soon as a look has shown that it ended', async () => {
    const { held, errors } = await lost(3);
    errors[0]?.release();
    await settle();
    expect(names(held)).toEqual(['next']);
    errors[0]?.release();
    errors[1]?.notDone();
    await held[0]?.answer(GROUP);
  });

  it('leaves a waiting write its 25 seconds and no more', async () => {
    const { clock, next } = await lost(3);
    const late = failing(next);
    await clock.advance(25_000);
    expect(await late).toMatchObject({ code: 'docspace_rate_limited', effect: 'none' });
  });

  it('lets reads go on', async () => {
    const { held, reads } = await lost(3);
    reads({}, 'read');
    await settle();
    expect(names(held)).toEqual(['read']);
  });
});
