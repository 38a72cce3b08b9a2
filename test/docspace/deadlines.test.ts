import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import nodeFetch from 'node-fetch';
import { type Fetch, RateLimited, TimedOut, Unreachable } from '../../src/docspace/index.ts';
import { failing, fetchAnswer, senderOf } from '../helpers/group-service.ts';
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

  const calls = (answer: Fetch, options: { deadlineMs?: number; writeDeadlineMs?: number; totalMs?: number } = {}) => {
    const start = clock.now();
    const send = senderOf({
      baseUrl: 'https://portal.example',
      apiKey: 'sk-x',
      clock,
      fetch(url, init) {
        sentAt.push(clock.now() - start);
        return answer(url, init);
      },
      ...options,
    });
    return {
      sendRead: () => send({ method: 'GET', path: `/group/${ID}` }),
      sendWrite: (method: 'PUT' | 'POST' = 'PUT') => send({ method, path: `/group/${ID}` }),
    };
  };
  const silent: Fetch = (_url, init) => untilAborted(init.signal);

  it('is read for ten seconds, and once more', async () => {
    const failed = failing(calls(silent).sendRead());
    await pass(20_249);
    expect(sentAt).toEqual([0, 10_250]);
    await stillTrying(failed);
    await clock.advance(1);
    expect(await failed).toMatchObject({ code: 'docspace_timed_out', effect: 'none' });
  });

  it('has a minute for a write, which is not sent again', async () => {
    const failed = failing(calls(silent).sendWrite());
    await pass(59_999);
    await stillTrying(failed);
    await clock.advance(1);
    expect(await failed).toMatchObject({ code: 'docspace_timed_out', effect: 'unanswered', method: 'PUT' });
    expect(sentAt).toEqual([0]);
  });

  it('is given up on when the answer begins and never ends', async () => {
    const { sendRead, sendWrite } = calls(async (_url, init) => ({
      ok: true,
      status: 200,
      headers: { get: () => null },
      body: Readable.from([untilAborted(init.signal)]),
    }));
    const [read, written] = [failing(sendRead()), failing(sendWrite())];
    await pass(60_000);
    expect(await read).toBeInstanceOf(TimedOut);
    expect(await written).toMatchObject({ code: 'docspace_timed_out', effect: 'unanswered' });
  });

  it('is given as long as the client is told', async () => {
    const { sendRead, sendWrite } = calls(silent, {
      deadlineMs: 1_000,
      writeDeadlineMs: 2_000,
      totalMs: 1_500,
    });
    const [read, written] = [failing(sendRead()), failing(sendWrite())];
    await pass(1_500);
    expect(await read).toBeInstanceOf(TimedOut);
    expect(sentAt).toEqual([0, 0, 1_250]);
    await stillTrying(written);
    await clock.advance(500);
    expect(await written).toBeInstanceOf(TimedOut);
  });

  it('fails a call that waits for its turn within 25 seconds, without asking it', async () => {
    const { sendWrite } = calls(silent);
    const busy = Array.from({ length: 7 }, () => failing(sendWrite()));
    const waiting = failing(sendWrite());
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
    const { sendRead } = calls(silent, { deadlineMs: 25_000 });
    const busy = Array.from({ length: 14 }, () => failing(sendRead()));
    await clock.advance(0);
    const waiting = failing(sendRead());
    await pass(25_000);
    await Promise.all(busy);
    expect(await waiting).toBeInstanceOf(RateLimited);
    expect(sentAt).toHaveLength(14);
  });

  it('leaves nothing waiting once it has answered', async () => {
    const text = JSON.stringify({ response: { id: ID }, status: 0, statusCode: 200 });
    const { sendRead, sendWrite } = calls(async () => fetchAnswer({ status: 200, text }));
    await sendRead();
    await sendWrite();
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
    const send = senderOf({
      baseUrl: `http://127.0.0.1:${port}`,
      apiKey: 'sk-x',
      clock,
      totalMs: 10_000,
      fetch: fetchWith,
    });
    const failed = failing(send({ method: 'GET', path: '/group' }));
    await reached;
    await clock.advance(10_000);
    expect(await failed).toBeInstanceOf(TimedOut);
    server.closeAllConnections();
    server.close();
  });

  it('is told from one where nothing listens', async () => {
    const { sendWrite } = calls(
      (url, init) => nodeFetch(url.replace('https://portal.example', 'http://127.0.0.1:1'), init),
      {
        totalMs: 200,
      },
    );
    const error = await failing(sendWrite('POST'));
    expect(error).toBeInstanceOf(Unreachable);
    expect(error.effect).toBe('none');
  });
});
