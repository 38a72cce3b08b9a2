import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { type WebSocket, WebSocketServer } from 'ws';
import { listenOnLoopback } from '../sandbox/listen.ts';
import { type Connection, createConnection } from '../src/connection.ts';
import { createLog } from '../src/log.ts';
import { TokenRefused } from '../src/slack/token-refused.ts';
import { PauseClock } from './helpers/pause-clock.ts';

/** Before the SDK itself notices that nothing answers its pings. */
const BEFORE_THE_SDK_MS = 5_000;
const OPEN = 'apps.connections.open';

/** What a call gets: an answer, or a connection that is cut. */
type ScriptedAnswer = 'cut' | { status?: number; headers?: Record<string, string>; json: object };
type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Just enough of Slack to connect to, for what the stand-in workspace never does to a socket. */
class ScriptedSlack {
  readonly calls: string[] = [];
  /** Answers the next calls of a method get; after them it is answered well. */
  readonly answers = new Map<string, ScriptedAnswer[]>();
  readonly webSockets = new WebSocketServer({ noServer: true });
  /** Sockets that ask for an upgrade, and what is done to them: `letIn` by default. */
  readonly sockets: Duplex[] = [];
  upgrade: Upgrade = (...asked) => this.letIn(...asked, sayHello);
  apiUrl = '';
  readonly #server = createServer((request, response) => this.#answer(request, response));
  #asked: (socket: Duplex) => void = () => undefined;
  #opened: () => void = () => undefined;

  async start(): Promise<void> {
    this.#server.on('upgrade', (request, socket, head) => {
      this.sockets.push(socket);
      // A socket that the app destroys ends with an error here.
      socket.on('error', () => undefined);
      // HTTP servers leave their half of a socket open, and a socket nobody reads from does not notice its end.
      socket.on('end', () => socket.end());
      this.upgrade(request, socket, head);
      this.#asked(socket);
    });
    this.apiUrl = `http://127.0.0.1:${await listenOnLoopback(this.#server)}/api/`;
  }

  /** Resolves once so many sockets are open. */
  async open(count: number): Promise<void> {
    while (this.webSockets.clients.size < count)
      await new Promise<void>((resolve) => {
        this.#opened = resolve;
      });
  }

  /** Resolves with the next socket that asks for an upgrade. */
  nextSocket(): Promise<Duplex> {
    return new Promise((resolve) => {
      this.#asked = resolve;
    });
  }

  letIn(request: IncomingMessage, socket: Duplex, head: Buffer, greet: (socket: WebSocket) => void): void {
    this.webSockets.handleUpgrade(request, socket, head, (opened) => {
      opened.on('error', () => undefined);
      greet(opened);
      this.#opened();
    });
  }

  /** Cuts all sockets. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cut();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const method = request.url?.split('/').at(-1) ?? '';
    this.calls.push(method);
    const answer = this.answers.get(method)?.shift() ?? {
      json: { ok: true, team_id: 'T0', user_id: 'U0', bot_id: 'B0', user: 'bot' },
    };
    if (answer === 'cut') {
      response.destroy();
      return;
    }
    const url = this.apiUrl.replace('http', 'ws').replace('api/', 'link');
    response.writeHead(answer.status ?? 200, { 'Content-Type': 'application/json', ...answer.headers });
    response.end(JSON.stringify({ url, ...answer.json }));
  }
}

function sayHello(socket: WebSocket): void {
  socket.send(JSON.stringify({ type: 'hello' }));
}

/** Resolves once a socket is closed. */
function closeOf(socket: Duplex): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

const limited = (seconds: number): ScriptedAnswer => ({
  status: 429,
  headers: { 'Retry-After': `${seconds}` },
  json: { ok: false, error: 'ratelimited' },
});

describe('a connection by socket', () => {
  let slack: ScriptedSlack;
  let clock: PauseClock;
  let connection: Connection;
  let lines: string[];
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);

  beforeEach(async () => {
    process.on('unhandledRejection', note);
    [slack, clock, lines] = [new ScriptedSlack(), new PauseClock(), []];
    await slack.start();
    const log = createLog({ level: 'info', format: 'text' }, Date.now, (line) => lines.push(line));
    const transport = { mode: 'socket', appToken: 'xapp-1-app' } as const;
    const config = { slack: { botToken: 'xoxb-bot', apiUrl: slack.apiUrl, transport } };
    connection = createConnection({ config, clock, log });
  });
  afterEach(async () => {
    await connection.stop();
    await slack.stop();
    await turn();
    process.off('unhandledRejection', note);
    expect(unhandled.splice(0)).toEqual([]);
  });

  /** How a start ends. */
  const start = () =>
    connection.start().then(
      () => 'connected',
      (error: unknown) => error,
    );
  /** Starts, and lets both sockets be opened. */
  const connected = async () => {
    expect(await start()).toBe('connected');
    await slack.open(2);
  };
  const opened = () => slack.calls.filter((method) => method === OPEN).length;

  it('reports at the first start that the app token is refused, without trying again', async () => {
    slack.answers.set(OPEN, [{ json: { ok: false, error: 'invalid_auth' } }]);
    const ended = await start();
    expect(ended).toBeInstanceOf(TokenRefused);
    expect(ended).toMatchObject({ variable: 'SLACK_APP_TOKEN', slackCode: 'invalid_auth' });
    expect(opened()).toBe(1);
  });

  it('fails to start when Slack cannot be reached', async () => {
    slack.answers.set('auth.test', ['cut', 'cut', 'cut']);
    expect(await start()).toMatchObject({ code: 'slack_webapi_request_error' });
    expect(slack.calls).toEqual(['auth.test', 'auth.test', 'auth.test']);
  });

  it('starts after a short failure on the way to a socket', async () => {
    slack.answers.set(OPEN, ['cut', { status: 503, json: {} }]);
    const starting = start();
    await clock.pass(1, 2);
    expect(await starting).toBe('connected');
  });

  it('fails to start when there is no way to a socket', async () => {
    slack.upgrade = (_request, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const starting = start();
    await clock.pass(1, 2);
    expect(await starting).toMatchObject({ message: 'the WebSocket closed before Slack said hello' });
    expect(opened()).toBe(3);
  });

  it.each(['auth.test', OPEN])('waits at the start as long as Slack limits %s', async (method) => {
    slack.answers.set(method, [limited(20)]);
    const starting = start();
    await clock.pass(20);
    expect(await starting).toBe('connected');
  });

  it('gives up a start that Slack limits when it is stopped', async () => {
    slack.answers.set('auth.test', [limited(20)]);
    const starting = start();
    await clock.pauseOf(20);
    await connection.stop();
    expect(await starting).toBe('connected');
    expect(slack.calls).toEqual(['auth.test']);
  });

  it.each([
    ['does not let it in', (_request: IncomingMessage, socket: Duplex) => socket.resume()],
    ['does not say hello', (...asked: Parameters<Upgrade>) => slack.letIn(...asked, () => undefined)],
  ])('gives a socket up when Slack %s within 30 seconds, and opens another', async (_what, upgrade) => {
    await connected();
    const welcome = slack.upgrade;
    slack.upgrade = upgrade;
    slack.cut();
    const silent = await slack.nextSocket();
    const gone = closeOf(silent);
    await clock.advance(30_000);
    await gone;
    slack.upgrade = welcome;
    const next = slack.nextSocket();
    await clock.pass(1);
    await next;
    expect(lines.filter((line) => /^\S+ (warn|error)/.test(line))).toEqual([
      expect.stringContaining('cause="Slack did not say hello in time"'),
    ]);
  });

  it.each([
    ['does not let it in', (_request: IncomingMessage, socket: Duplex) => socket.resume()],
    ['does not say hello', (...asked: Parameters<Upgrade>) => slack.letIn(...asked, () => undefined)],
  ])('is stopped at once while Slack %s', async (_what, upgrade) => {
    await connected();
    slack.upgrade = upgrade;
    slack.cut();
    const silent = await slack.nextSocket();
    const gone = closeOf(silent);
    await connection.stop();
    await gone;
    // Two at the start and two after the cut, or one where the stop came before.
    expect(opened()).toBeLessThanOrEqual(4);
    const asked = opened();
    await turn();
    expect(opened()).toBe(asked);
  });

  it(
    'is stopped within 3 seconds when Slack does not close its side',
    async () => {
      slack.upgrade = (...asked) =>
        slack.letIn(...asked, (socket) => {
          sayHello(socket);
          socket.pause();
        });
      await connected();
      const stopping = connection.stop();
      await clock.pass(3);
      await stopping;
    },
    BEFORE_THE_SDK_MS,
  );

  /** Lets sockets in from now on; the answers of the app come to `heard`, frames go over the socket opened first. */
  const converse = async () => {
    const heard: unknown[] = [];
    const sockets: WebSocket[] = [];
    let arrived: () => void = () => undefined;
    slack.upgrade = (...asked) =>
      slack.letIn(...asked, (socket) => {
        sockets.push(socket);
        socket.on('message', (raw) => {
          heard.push(JSON.parse(String(raw)));
          arrived();
        });
        sayHello(socket);
      });
    await connected();
    const answers = async (count: number) => {
      while (heard.length < count)
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
    };
    return { heard, sockets, answers, send: (frame: unknown, to = 0) => sockets[to]?.send(JSON.stringify(frame)) };
  };
  const command = (id: string, name = '/desk') => ({
    envelope_id: id,
    type: 'slash_commands',
    payload: { command: name, team_id: 'T0', channel_id: 'C0', user_id: 'U0' },
  });
  const leave = (reason: string) => ({ type: 'disconnect', reason, debug_info: { host: 'h' } });
  const said = (pattern: RegExp) => lines.filter((line) => pattern.test(line));

  it('is replaced before it is closed, and answers what arrives until then', async () => {
    const { sockets, heard, answers, send } = await converse();
    connection.app.command('/desk', ({ ack }) => ack('At your service'));
    const welcome = slack.upgrade;
    const waiting: (() => void)[] = [];
    slack.upgrade = (...asked) => waiting.push(() => welcome(...asked));
    const asking = slack.nextSocket();
    send(leave('warning'));
    await asking;
    send(command('1'));
    await answers(1);
    for (const letIn of waiting) letIn();
    await slack.open(3);
    send(command('2'));
    await answers(2);
    expect(heard).toEqual(['1', '2'].map((id) => ({ envelope_id: id, payload: { text: 'At your service' } })));
    const [first] = sockets;
    const gone = new Promise((resolve) => first?.once('close', resolve));
    await clock.pass(20);
    await gone;
    expect(said(/^\S+ (info|warn|error)/)).toEqual([]);
  });

  it('is opened again after Slack switched it off', async () => {
    const { send } = await converse();
    const another = slack.nextSocket();
    send(leave('link_disabled'));
    await another;
    await slack.open(2);
    expect(opened()).toBe(3);
  });

  it('leaves a second one for later when Slack has no room for it, and says so once', async () => {
    let full = true;
    slack.upgrade = (...asked) =>
      slack.letIn(...asked, (socket) => {
        if (full && slack.sockets.length > 1) socket.send(JSON.stringify(leave('too_many_websockets')));
        else sayHello(socket);
      });
    await start();
    await clock.pass(60);
    await clock.pauseOf(60);
    expect(said(/ten connections/)).toHaveLength(1);
    expect(said(/^\S+ (warn|error)/)).toEqual([]);
    full = false;
    await clock.advance(60_000);
    await slack.open(2);
  });

  it('is closed by Slack alone: both are replaced at once where Slack replaces both', async () => {
    const { send, sockets, heard, answers } = await converse();
    connection.app.command('/desk', ({ ack }) => ack());
    send(leave('warning'), 0);
    send(leave('warning'), 1);
    await slack.open(4);
    for (const [index] of sockets.entries()) send(command(`${index}`), index);
    await answers(4);
    expect(heard).toHaveLength(4);
    await clock.advance(10_000);
    expect(sockets.map(({ readyState }) => readyState)).toEqual([1, 1, 1, 1]);
  });

  it('survives frames that are none', async () => {
    const { sockets, send, answers, heard } = await converse();
    connection.app.command('/desk', ({ ack }) => ack());
    const [socket] = sockets;
    for (const text of ['', 'null', '7', '[]', '"hello"', '{', '{"type":null}', '{"type":"close"}', '{"type":"error"}'])
      socket?.send(text);
    socket?.send(Buffer.from([0, 255]));
    for (const type of ['events_api', 'interactive', 'slash_commands', 'disconnected', 'ws_message'])
      for (const payload of [null, 7, 'text', [], {}, { event: null }, { event: { type: 'close' } }, { type: 'x' }])
        send({ envelope_id: 'x', type, payload });
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (junk, event) => {
        send(junk);
        send({ envelope_id: 'x', type: 'events_api', payload: { event, authorizations: junk } });
        send({ envelope_id: 'x', type: 'interactive', payload: { type: 'block_actions', actions: junk, user: event } });
      }),
      { numRuns: 100 },
    );
    send(command('last'));
    while (!heard.some((answer) => JSON.stringify(answer).includes('last'))) await answers(heard.length + 1);
    expect(opened()).toBe(2);
  });

  /** Runs a listener of a command whose socket is cut before it goes on. */
  const afterCut = async (listener: (ack: () => Promise<void>) => Promise<void>) => {
    const { send } = await converse();
    const done = new Promise<void>((resolve) =>
      connection.app.command('/desk', async ({ ack }) => {
        const reconnected = slack.nextSocket();
        slack.cut();
        await reconnected;
        await listener(ack).finally(resolve);
      }),
    );
    send(command('1'));
    await done;
    await turn();
  };

  it('survives a listener that answers after its socket was cut', async () => {
    await afterCut((ack) => ack());
    expect(said(/could not take what Slack sent/)).toHaveLength(1);
  });

  it('survives a listener that fails after its socket was cut, and logs why', async () => {
    await afterCut(() => Promise.reject(new Error('this listener fails')));
    expect(said(/could not take what Slack sent error="Error: this listener fails/)).toHaveLength(1);
  });

  it('logs why a middleware failed', async () => {
    const { send } = await converse();
    const done = new Promise<void>((resolve) =>
      connection.app.use(() => {
        resolve();
        throw new TypeError('this middleware fails');
      }),
    );
    send(command('1'));
    await done;
    await turn();
    expect(said(/could not take what Slack sent error="TypeError: this middleware fails/)).toHaveLength(1);
  });
});
