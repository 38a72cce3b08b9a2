import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import nodeFetch from 'node-fetch';
import type { Fetch } from '../../src/docspace/index.ts';
import { groupSummarySchema } from '../../src/docspace/schemas.ts';
import { failing, senderOf } from '../helpers/group-service.ts';
import { PausesOnly } from '../helpers/manual-clock.ts';

const MB = 1_000_000;
const ID = '5b0f6a3e-6c0d-4c53-9a53-0f6f3a1d7c11';
const CHUNK = Buffer.alloc(64_000, 0x20);

/** So many megabytes of blanks, made as they are asked for. */
function* blanks(megabytes: number) {
  for (let bytes = 0; bytes < megabytes * MB; bytes += CHUNK.length) yield CHUNK;
}

describe.each<[string, Fetch]>([
  ['node-fetch', (url, init) => nodeFetch(url, init)],
  ['the fetch of Node', (url, init) => fetch(url, init)],
])('answers that are too large, over %s', (_what, fetchWith) => {
  let server: Server;
  let answer: RequestListener;
  let send: ReturnType<typeof senderOf>;
  let closed: Promise<void>;
  beforeEach(async () => {
    closed = new Promise((resolve) => {
      server = createServer((request, response) => {
        request.socket.once('close', resolve);
        answer(request, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    send = senderOf({
      baseUrl: `http://127.0.0.1:${port}`,
      apiKey: 'sk-x',
      clock: new PausesOnly(),
      fetch: fetchWith,
    });
  });
  afterEach(async () => {
    const ended = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await ended;
  });

  /** Memory outside of the heap, where bodies are kept. */
  const held = () => process.memoryUsage().arrayBuffers;

  /** What a call ends with, and how much more memory was held meanwhile. */
  const grown = async (work: () => Promise<unknown>) => {
    const before = held();
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, held());
    }, 5);
    const error = await failing(work());
    clearInterval(watch);
    return { error, grownMb: (Math.max(most, held()) - before) / MB };
  };

  it('are given up, and the connection with them: 300 MB', async () => {
    let socket: Socket | undefined;
    answer = (request, response) => {
      socket = request.socket;
      response.writeHead(200, { 'Content-Type': 'application/json' });
      Readable.from(blanks(300)).pipe(response);
    };
    const { error, grownMb } = await grown(() => send({ method: 'GET', path: '/group' }));
    expect(error).toMatchObject({ code: 'docspace_too_large', status: 200, effect: 'none' });
    expect(grownMb).toBeLessThan(40);
    await closed;
    expect(socket?.bytesWritten).toBeLessThan(40 * MB);
  });

  it('are measured after decompression: 300 MB in 300 kB', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' });
      Readable.from(blanks(300)).pipe(createGzip()).pipe(response);
    };
    const { error, grownMb } = await grown(() => send({ method: 'GET', path: '/group' }));
    expect(error).toMatchObject({ code: 'docspace_too_large' });
    expect(grownMb).toBeLessThan(40);
    await closed;
  });

  it('are judged by their status alone when they are errors of more than 64 kB', async () => {
    answer = (_request, response) => {
      response.writeHead(403, { 'Content-Type': 'application/json' });
      Readable.from(blanks(300)).pipe(response);
    };
    const { error, grownMb } = await grown(() => send({ method: 'PUT', path: `/group/${ID}` }));
    expect(error).toMatchObject({ code: 'docspace_unexpected_answer', status: 403, effect: 'unanswered' });
    expect(grownMb).toBeLessThan(40);
    await closed;
  });

  it('say of a write that it has ended when they are the portal’s', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      Readable.from(blanks(9)).pipe(response);
    };
    expect(await failing(send({ method: 'PUT', path: `/group/${ID}` }))).toMatchObject({
      code: 'docspace_too_large',
      effect: 'answered',
    });
  });

  it('begin above 8 MB', async () => {
    const group = JSON.stringify({ response: { id: ID, name: 'Crew' }, status: 0, statusCode: 200 });
    answer = (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(group.padEnd(8 * MB, ' '));
    };
    const { payload } = await send({ method: 'GET', path: `/group/${ID}`, schema: groupSummarySchema });
    expect(payload).toMatchObject({ name: 'Crew' });
  });
});
