import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Breakpoints } from '../breakpoints.ts';
import type { Clock } from '../clock.ts';
import { createLocalServer } from '../local-server.ts';
import { readBody } from '../read-body.ts';
import { type CallLink, empty, type PortalAnswer } from './answer.ts';
import { API, answerRequest, callerOf, keyOf, type PortalRequest } from './checks.ts';
import type { Costs } from './costs.ts';
import { shapeA } from './errors.ts';
import { answerAfter, answerInstead } from './fault-answers.ts';
import type { FaultInjection, FaultTarget, PortalFault } from './fault-injection.ts';
import type { Limiter } from './limiter.ts';
import type { LaggingNode } from './nodes.ts';
import type { PortalState } from './state.ts';
import { webPage } from './web-page.ts';
import type { Pace } from './writes.ts';

/** As the proxy before a portal keeps idle connections. */
const KEEP_ALIVE_MS = 75_000;
/** Largest body it reads, in bytes: the default of the server that DocSpace runs on (docs: Kestrel, MaxRequestBodySize). */
const LARGEST_BODY = 30_000_000;

/** What the HTTP side works with. */
export interface ServerParts {
  state: PortalState;
  faults: FaultInjection;
  breakpoints: Breakpoints<PortalAnswer | Promise<PortalAnswer>>;
  clock: Clock;
  costs: Costs;
  limiter: Limiter;
  node: LaggingNode;
  /** Host names it is called by besides its own address. */
  hosts: readonly string[];
}

/** A call to the API, or to another path. */
interface Arrived {
  request: PortalRequest;
  inApi: boolean;
  link: CallLink;
  target: FaultTarget;
}

/** How a call ends: with an answer, with a broken connection, or never. */
type Ending = PortalAnswer | 'cut' | 'silence';

/** The portal's HTTP side: `/api/2.0/…`. */
export function createPortalServer(parts: ServerParts): Server {
  const server = createLocalServer({
    hosts: parts.hosts,
    isPage: (path) => !path.startsWith(`${API}/`),
    answer: (incoming, response) => serve(parts, incoming, response),
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

async function serve(parts: ServerParts, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { state, limiter } = parts;
  const shown = incoming.method === 'GET' ? webPage(state, incoming.url ?? '/') : undefined;
  if (shown) return write(response, shown);
  const body = await readBody(incoming, LARGEST_BODY);
  if (!body) return write(response, empty(413));
  const text = body.toString('utf8');
  const began = performance.now();
  response.setHeader('Date', new Date(parts.clock.now()).toUTCString());
  const left = hangUpOf(response);
  const { url = '/', method = 'GET', headers } = incoming;
  const inApi = url.startsWith(`${API}/`);
  const path = inApi ? url.slice(API.length) : url;
  const request = { method, path, text, authorization: headers.authorization, contentType: headers['content-type'] };
  const key = keyOf(state, request);
  const caller = callerOf(state, key);
  const link = { href: `${state.address}${API}${path}`, method };
  const who = caller?.id ?? incoming.socket.remoteAddress ?? '';
  const admission = limiter.enter({ who, method, path });
  const target = { method, path, ...(caller ? { role: caller.role } : {}) };
  const ending = 'refused' in admission ? admission.refused : await work(parts, { request, inApi, link, target });
  if ('leave' in admission) admission.leave();
  const status = typeof ending === 'string' ? 0 : ending.status;
  const ms = performance.now() - began;
  const call = { method, path, status, ms, key: key?.label ?? 'none', callerLeft: left() } as const;
  state.calls.push(call);
  if (ending === 'cut') response.destroy();
  else if (ending !== 'silence') write(response, ending);
  state.changed({ kind: 'call', call });
}

/** Tells whether the caller has hung up so far. */
function hangUpOf(response: ServerResponse): () => boolean {
  let left = response.destroyed;
  response.once('close', () => {
    left = true;
  });
  return () => left;
}

/** Faults first, then breakpoints, then the work itself; what a call costs is spent around the work. */
async function work(parts: ServerParts, { request, inApi, link, target }: Arrived): Promise<Ending> {
  const { faults, breakpoints, clock, costs } = parts;
  const { method, path } = request;
  await pause(clock, faults.takeDelay(target));
  const fault = faults.take(target);
  if (fault?.kind === 'drop') return 'cut';
  if (fault?.kind === 'hang') return 'silence';
  const instead = fault && answerInstead(fault, link, clock.now());
  if (instead) return instead;
  await pause(clock, costs.callMs(method, path));
  const perform = () => (inApi ? performed(parts, request, target, fault) : empty(404));
  const done = await breakpoints.pass(method, path, perform);
  if (fault?.kind === 'drop-after') return 'cut';
  const answer = answerAfter(fault, link, done);
  if (answer && costs.scale > 0) await pause(clock, costs.answerMs(bytesOf(answer).length));
  return answer ?? 'silence';
}

async function pause(clock: Clock, ms: number): Promise<void> {
  if (ms > 0) await clock.sleep(ms);
}

/** A fault of the stand-in itself shows as the portal's own: a 500 with the raw text. */
function performed(
  { state, node, faults, costs, clock }: ServerParts,
  request: PortalRequest,
  target: FaultTarget,
  fault: PortalFault | undefined,
): PortalAnswer | Promise<PortalAnswer> {
  const lag = faults.takeLag(target);
  if (lag > 0) node.keep(state, lag);
  const seen = request.method === 'GET' ? node.stateFor(state, request.path) : state;
  const pace: Pace = {
    memberMs: () => costs.memberMs(),
    sleep: (ms) => clock.sleep(ms),
    ...(fault?.kind === 'database-fault' ? { fault } : {}),
  };
  try {
    const answer = answerRequest(seen, request, pace);
    return answer instanceof Promise ? answer.catch(ownFault) : answer;
  } catch (error) {
    return ownFault(error);
  }
}

function ownFault(error: unknown): PortalAnswer {
  return shapeA(500, error instanceof Error ? error.message : String(error), 'System.Exception');
}

function write(response: ServerResponse, answer: PortalAnswer): void {
  const { status, json, raw, headers } = answer;
  if (json === undefined && !raw) {
    response.writeHead(status, { ...(status === 204 ? {} : { 'Content-Length': '0' }), ...headers }).end();
    return;
  }
  const bytes = bytesOf(answer);
  const type = raw?.type ?? 'application/json; charset=utf-8';
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': bytes.length, ...headers }).end(bytes);
}

function bytesOf({ json, raw }: PortalAnswer): Buffer {
  return Buffer.from(raw?.text ?? (json === undefined ? '' : JSON.stringify(json)));
}
