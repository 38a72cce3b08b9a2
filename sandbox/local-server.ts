import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** A server of the sandbox: what it answers, and to whom. */
export interface LocalServerParts {
  /** Answers a request; what it throws is answered with 500. */
  answer(request: IncomingMessage, response: ServerResponse, url: URL): void | Promise<void>;
  /** Takes a WebSocket over; without it there are none. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): void;
  /** Host names it is called by besides 127.0.0.1 and localhost with its port. */
  hosts?: readonly string[];
  /** Whether links on other sites can lead to this path. Reading it changes nothing. */
  isPage?(path: string): boolean;
}

/** Why a request is refused before it is read. */
interface Refused {
  status: 400 | 403;
  reason: string;
}

/**
 * An HTTP server that only this machine’s programs and its own pages can use: other sites open in the same browser can’t,
 * under any name that leads here (DNS rebinding). No request ends it.
 */
export function createLocalServer(parts: LocalServerParts): Server {
  const server = createServer((request, response) => {
    const admitted = admit(request, parts);
    if (!(admitted instanceof URL)) {
      response.writeHead(admitted.status, { 'Content-Type': 'text/plain', Connection: 'close' });
      response.end(`${admitted.reason}\n`);
      request.resume();
      return;
    }
    answered(parts, request, response, admitted).catch((error: unknown) => fail(request, response, error));
  });
  const { upgrade } = parts;
  if (!upgrade) return server;
  return server.on('upgrade', (request, socket, head) => {
    // From here on the server listens to no error of this socket.
    socket.on('error', () => socket.destroy());
    const admitted = admit(request, parts);
    if (admitted instanceof URL) upgrade(request, socket, head, admitted);
    else refuseUpgrade(socket, admitted.status);
  });
}

/** Ends an attempt to open a WebSocket. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

async function answered(
  { answer }: LocalServerParts,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  await answer(request, response, url);
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  // A client that hangs up in the middle of its own request is no fault of the server.
  if (!request.complete || response.destroyed) {
    response.destroy();
    return;
  }
  process.stderr.write(`the sandbox failed: ${error instanceof Error ? error.stack : error}\n`);
  if (response.headersSent) response.destroy();
  else response.writeHead(500, { 'Content-Type': 'text/plain' }).end('The sandbox failed.\n');
}

/** The address a request asks for, once it is clear that it comes from this machine and from no other site. */
function admit(request: IncomingMessage, { hosts = [], isPage }: LocalServerParts): URL | Refused {
  const { host = '', origin } = request.headers;
  const own = [...ownHosts(request), ...hosts];
  if (!own.includes(host.toLowerCase())) return { status: 403, reason: `This server answers as ${own[0]} only.` };
  const url = addressOf(request);
  if (!url) return { status: 400, reason: 'This is no path.' };
  const isOwnOrigin = origin === undefined || own.some((each) => origin === `http://${each}`);
  const isLink = request.headers['sec-fetch-mode'] === 'navigate' && request.method === 'GET' && isPage?.(url.pathname);
  if (!isOwnOrigin || !(isOwnSite(request) || isLink))
    return { status: 403, reason: 'Pages of other sites can’t use this server.' };
  return url;
}

function ownHosts({ socket }: IncomingMessage): string[] {
  return ['127.0.0.1', 'localhost'].map((name) => new URL(`http://${name}:${socket.localPort}`).host);
}

/** Browsers say where a request comes from, also where they send no Origin; other programs do not say it. */
function isOwnSite({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

/** A request that names a whole address in place of a path asks for a proxy, which this is not. */
function addressOf({ url = '' }: IncomingMessage): URL | undefined {
  const address = `http://sandbox${url}`;
  return url.startsWith('/') && URL.canParse(address) ? new URL(address) : undefined;
}
