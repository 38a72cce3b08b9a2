import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import nodeFetch from 'node-fetch';
import { createClient, type Fetch, RateLimited, TimedOut, Unreachable } from '../../src/docspace/index.ts';
import { failing, fetchAnswer } from '../helpers/group-service.ts';
import { ManualClock } from '../helpers/manual-clock.ts';

const ID = '5b0f6a3e-6c0d-4c53-9a53-0f6f3a1d7c11';

/** Ends when the signal says so, and never before. */
const untilAborted = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));

describe('a portal that never answers', () => {
  let clock: ManualClock;
  let sentAt: number[];
  beforeEach(() => {
    clock = new ManualClock();
    sentAt = [];
  });

  /** Lets what was asked for set out, then time pass. */
  const pass = async (ms: number) => {
    await clock.advance(0);
    await clock.advance(ms);
  };
  const stillTrying = (call: Promise<unknown>) =>
    expect(Promise.race([call, Promise.resolve('still trying')])).resolves.toBe('still trying');

  const clientOver = (
    answer: Fetch,
    options: { deadlineMs?: number; writeDeadlineMs?: number; totalMs?: number } = {},
  ) => {
    const start = clock.now();
    return createClient({
      baseUrl: 'https://portal.example',
      apiKey: 'sk-x',
      clock,
      random: () => 1,
      fetch(url, init) {
        sentAt.push(clock.now() - start);
        return answer(url, init);
      },
      ...options,
    });
  };
  const silent: Fetch = (_url, init) => untilAborted(init.signal);

  it('is read for ten seconds, and once more', async () => {
    const failed = failing(clientOver(silent).groups.head(ID));
    await pass(20_249);
    expect(sentAt).toEqual([0, 10_250]);
    await stillTrying(failed);
    await clock.advance(1);
    expect(await failed).toMatchObject({ code: 'docspace_timed_out', effect: 'none' });
  });

  it('has a minute for a write, which is not sent again', async () => {
    const failed = failing(clientOver(silent).groups.update(ID, {}));
    await pass(59_999);
    await stillTrying(failed);
    await clock.advance(1);
    expect(await failed).toMatchObject({ code: 'docspace_timed_out', effect: 'unanswered', method: 'PUT' });
    expect(sentAt).toEqual([0]);
  });

  it('is given up on when the answer begins and never ends', async () => {
    const { groups } = clientOver(async (_url, init) => ({
      ok: true,
      status: 200,
      headers: { get: () => null },
      body: Readable.from([untilAborted(init.signal)]),
    }));
    const [read, written] = [failing(groups.head(ID)), failing(groups.update(ID, {}))];
    await pass(60_000);
    expect(await read).toBeInstanceOf(TimedOut);
    expect(await written).toMatchObject({ code: 'docspace_timed_out', effect: 'unanswered' });
  });

  it('is given as long as the client is told', async () => {
    const { groups } = clientOver(silent, { deadlineMs: 1_000, writeDeadlineMs: 2_000, totalMs: 1_500 });
    const [read, written] = [failing(groups.head(ID)), failing(groups.update(ID, {}))];
    await pass(1_500);
    expect(await read).toBeInstanceOf(TimedOut);
    expect(sentAt).toEqual([0, 0, 1_250]);
    await stillTrying(written);
    await clock.advance(500);
    expect(await written).toBeInstanceOf(TimedOut);
  });

  it('is asked once more about a creation, even when that took all its time', async () => {
    const { groups } = clientOver(silent, { deadlineMs: 10_000, writeDeadlineMs: 10_000, totalMs: 10_000 });
    const failed = failing(groups.create({ name: 'Crew', memberIds: [] }));
    await pass(20_000);
    expect(await failed).toMatchObject({ code: 'docspace_timed_out', outcome: 'unknown', method: 'POST' });
    expect(sentAt).toEqual([0, 10_000]);
  });

  it('is looked at about a creation within the time that is left', async () => {
    const { groups } = clientOver(silent, { writeDeadlineMs: 10_000 });
    const failed = failing(groups.create({ name: 'Crew', memberIds: [] }));
    await pass(25_000);
    expect(await failed).toMatchObject({ outcome: 'unknown', method: 'POST' });
    expect(sentAt).toEqual([0, 10_000, 20_250]);
  });

  it('is not looked at again when that would take longer than the creation may', async () => {
    const none = JSON.stringify({ response: [], count: 0, total: 0, status: 0, statusCode: 200 });
    const silentOnPost: Fetch = async (url, init) =>
      init.method === 'POST' ? silent(url, init) : fetchAnswer({ status: 200, text: none });
    const { groups } = clientOver(silentOnPost, { writeDeadlineMs: 10_000, totalMs: 12_000 });
    const failed = failing(groups.create({ name: 'Crew', memberIds: [] }));
    await pass(12_000);
    expect(await failed).toMatchObject({ outcome: 'not-seen' });
    expect(sentAt).toEqual([0, 10_000, 10_500]);
  });

  it('fails a call that waits for its turn within 25 seconds, without asking it', async () => {
    const { groups } = clientOver(silent);
    const busy = Array.from({ length: 7 }, () => failing(groups.update(ID, {})));
    const waiting = failing(groups.update(ID, {}));
    await pass(24_999);
    await stillTrying(waiting);
    await clock.advance(1);
    const late = await waiting;
    expect(late).toBeInstanceOf(RateLimited);
    expect(late.effect).toBe('none');
    expect(sentAt).toHaveLength(7);
    await clock.advance(60_000);
    await Promise.all(busy);
    expect(sentAt).toHaveLength(7);
  });

  it('is not asked by a call whose place becomes free at the end of its time', async () => {
    const { groups } = clientOver(silent, { deadlineMs: 25_000 });
    const busy = Array.from({ length: 14 }, () => failing(groups.head(ID)));
    await clock.advance(0);
    const waiting = failing(groups.head(ID));
    await pass(25_000);
    await Promise.all(busy);
    expect(await waiting).toBeInstanceOf(RateLimited);
    expect(sentAt).toHaveLength(14);
  });

  it('leaves nothing waiting once it has answered', async () => {
    const text = JSON.stringify({ response: { id: ID }, status: 0, statusCode: 200 });
    const { groups } = clientOver(async () => fetchAnswer({ status: 200, text }));
    await groups.head(ID);
    await groups.update(ID, {});
    expect(clock.waiting).toBe(0);
  });

  it.each<[string, Fetch, boolean]>([
    ['before it answers', (url, init) => nodeFetch(url, init), false],
    ['in the midst of its answer', (url, init) => nodeFetch(url, init), true],
    ['in the midst of its answer, over the fetch of Node', (url, init) => fetch(url, init), true],
  ])('is left over a real connection %s', async (_when, fetchWith, begins) => {
    const arrived: (() => void)[] = [];
    const server = createServer((_request, response) => {
      if (begins) response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"response":');
      arrived.shift()?.();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const reached = new Promise<void>((resolve) => arrived.push(resolve));
    const client = createClient({
      baseUrl: `http://127.0.0.1:${port}`,
      apiKey: 'sk-x',
      clock,
      totalMs: 10_000,
      fetch: fetchWith,
    });
    const failed = failing(client.groups.list());
    await reached;
    await clock.advance(10_000);
    expect(await failed).toBeInstanceOf(TimedOut);
    server.closeAllConnections();
    server.close();
  });

  it('is told from one where nothing listens', async () => {
    const client = clientOver(
      (url, init) => nodeFetch(url.replace('https://portal.example', 'http://127.0.0.1:1'), init),
      {
        totalMs: 200,
      },
    );
    const error = await failing(client.groups.create({ name: 'Crew', memberIds: [] }));
    expect(error).toBeInstanceOf(Unreachable);
    expect(error.effect).toBe('none');
  });
});
