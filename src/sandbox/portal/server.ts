import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Clock } from '../../clock.ts';
import type { HoldDesk } from '../hold.ts';
import { empty, type PortalAnswer } from './answer.ts';
import { API, answerRequest, keyOf, type PortalRequest } from './checks.ts';
import { shapeA } from './errors.ts';
import type { PortalState } from './state.ts';
import { type PortalTrouble, type TroubleDesk, troubleAnswer } from './trouble.ts';
import { webPage } from './web-page.ts';

/** As the proxy before a portal keeps idle connections. */
const KEEP_ALIVE_MS = 75_000;

/** What the HTTP side works with. */
export interface ServerParts {
  state: PortalState;
  troubles: TroubleDesk;
  holds: HoldDesk<PortalAnswer>;
  clock: Clock;
}

/** One call on its way, and how it ends: answered, or never (status 0 in the list of calls). */
interface Arrived {
  request: PortalRequest;
  response: ServerResponse;
  end(answer: PortalAnswer | undefined): void;
}

/** The portal's HTTP side: `/api/2.0/…`. */
export function createPortalServer(parts: ServerParts): Server {
  const server = createServer((incoming, response) => {
    // A client that hangs up while it is being read is no fault of the portal.
    serve(parts, incoming, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

async function serve(parts: ServerParts, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const shown = incoming.method === 'GET' ? webPage(parts.state, incoming.url ?? '/') : undefined;
  if (shown) return write(response, shown);
  const text = await readText(incoming);
  const began = performance.now();
  const { url = '/', method = 'GET', headers } = incoming;
  const inApi = url.startsWith(`${API}/`);
  const path = inApi ? url.slice(API.length) : url;
  const request = { method, path, text, authorization: headers.authorization, contentType: headers['content-type'] };
  const end = (answer: PortalAnswer | undefined) => {
    const ms = performance.now() - began;
    const key = keyOf(parts.state, request)?.label ?? 'none';
    const call = { method, path, status: answer?.status ?? 0, ms, key } as const;
    parts.state.calls.push(call);
    if (answer) write(response, answer);
    parts.state.changed({ kind: 'call', call });
  };
  await answer(parts, { request, response, end }, inApi);
}

/** Troubles first, then holds, then the work itself. */
async function answer({ state, troubles, holds, clock }: ServerParts, arrived: Arrived, inApi: boolean): Promise<void> {
  const { request, response, end } = arrived;
  const { method, path } = request;
  const delayMs = troubles.takeDelay(method, path);
  if (delayMs > 0) await clock.sleep(delayMs);
  const trouble = troubles.take(method, path);
  if (trouble && overWith(trouble, arrived, state, clock.now())) return;
  const perform = () => (inApi ? performed(state, request) : empty(404));
  const outcome = await holds.pass(method, path, perform);
  if (trouble?.kind === 'drop-after') {
    response.destroy();
    return end(undefined);
  }
  end(outcome);
}

/** Lets a trouble happen that leaves the call undone; true when the call is over with it. */
function overWith(
  trouble: PortalTrouble,
  { request, response, end }: Arrived,
  { address }: PortalState,
  now: number,
): boolean {
  const link = { href: `${address}${API}${request.path}`, method: request.method };
  const answer = troubleAnswer(trouble, link, now);
  const undone = trouble.kind === 'drop' || trouble.kind === 'hang';
  if (trouble.kind === 'drop') response.destroy();
  if (answer || undone) end(answer);
  return undone || answer !== undefined;
}

/** A fault of the stand-in itself shows as the portal's own: a 500 with the raw text. */
function performed(state: PortalState, request: PortalRequest): PortalAnswer {
  try {
    return answerRequest(state, request);
  } catch (error) {
    return shapeA(500, error instanceof Error ? error.message : String(error), 'System.Exception');
  }
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function write(response: ServerResponse, { status, json, raw, headers }: PortalAnswer): void {
  if (json === undefined && !raw) {
    response.writeHead(status, { ...(status === 204 ? {} : { 'Content-Length': '0' }), ...headers }).end();
    return;
  }
  const bytes = Buffer.from(raw?.text ?? JSON.stringify(json));
  const type = raw?.type ?? 'application/json; charset=utf-8';
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': bytes.length, ...headers }).end(bytes);
}
