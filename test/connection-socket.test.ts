import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
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
      json: { ok: true, team_id: 'T0', user_id: 'U0', bot_id: 'B0' },
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
  const opened = () => slack.calls.filter((method) => method === OPEN).length;

  it('reports at the first start that the app token is refused, without trying again', async () => {
    slack.answers.set(OPEN, [{ json: { ok: false, error: 'invalid_auth' } }]);
    const ended = await start();
    expect(ended).toBeInstanceOf(TokenRefused);
    expect(ended).toMatchObject({ variable: 'SLACK_APP_TOKEN', slackWord: 'invalid_auth' });
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
    await start();
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
    await start();
    slack.upgrade = upgrade;
    slack.cut();
    const silent = await slack.nextSocket();
    const gone = closeOf(silent);
    await connection.stop();
    await gone;
    expect(opened()).toBe(2);
  });

  it(
    'is stopped within 3 seconds when Slack does not close its side',
    async () => {
      slack.upgrade = (...asked) =>
        slack.letIn(...asked, (socket) => {
          sayHello(socket);
          socket.pause();
        });
      await start();
      const stopping = connection.stop();
      await clock.pass(3);
      await stopping;
    },
    BEFORE_THE_SDK_MS,
  );

  /** Runs a listener of a command whose socket is cut before it goes on. */
  const afterCut = async (listener: (ack: () => Promise<void>) => Promise<void>) => {
    let send: (frame: object) => void = () => undefined;
    slack.upgrade = (...asked) =>
      slack.letIn(...asked, (socket) => {
        sayHello(socket);
        send = (frame) => socket.send(JSON.stringify(frame));
      });
    await start();
    const done = new Promise<void>((resolve) =>
      connection.app.command('/late', async ({ ack }) => {
        const reconnected = slack.nextSocket();
        slack.cut();
        await reconnected;
        await listener(ack).finally(resolve);
      }),
    );
    const payload = { command: '/late', team_id: 'T0', channel_id: 'C0', user_id: 'U0' };
    send({ envelope_id: '1', type: 'slash_commands', payload });
    await done;
    await turn();
    expect(lines.at(-1)).toContain('An unhandled error occurred while Bolt processed');
  };

  it('survives a listener that answers after its socket was cut', () => afterCut((ack) => ack()));

  it('survives a listener that fails after its socket was cut', () =>
    afterCut(() => Promise.reject(new Error('this listener fails'))));
});
