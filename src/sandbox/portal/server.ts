import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Clock } from '../../clock.ts';
import { accessDenied, empty, type PortalAnswer, PortalRefusal, shapeA, shapeB, success } from './answers.ts';
import { match } from './router.ts';
import type { RouteCall } from './routes/route.ts';
import type { PortalKey, PortalPerson, PortalState } from './state.ts';
import { type PortalTrouble, type TroubleDesk, troubleAnswer } from './trouble.ts';

const PREFIX = '/api/2.0';

/** The portal's HTTP side: `/api/2.0/…`. */
export function createPortalServer(state: PortalState, desk: TroubleDesk, clock: Clock): Server {
  return createServer((request, response) => {
    serve(state, desk, clock, request, response).catch((error: unknown) => {
      process.stderr.write(`the portal stand-in failed: ${error instanceof Error ? error.stack : error}\n`);
      response.destroy();
    });
  });
}

async function serve(
  state: PortalState,
  desk: TroubleDesk,
  clock: Clock,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const began = performance.now();
  const url = request.url ?? '/';
  const method = request.method ?? 'GET';
  const path = url.startsWith(PREFIX) ? url.slice(PREFIX.length) : url;
  const body = await readBody(request);
  const finish = (answer: PortalAnswer) => {
    const key = keyOf(state, request)?.label ?? 'none';
    const call = { method, path, status: answer.status, ms: performance.now() - began, key };
    state.calls.push(call);
    write(response, answer);
    state.changed({ kind: 'call', call });
  };
  const trouble = desk.take(method, path);
  if (trouble && (await troubled(trouble, clock, response, finish))) return;
  if (!(await desk.hold(method, path))) return;
  const answer = url.startsWith(PREFIX) ? answerCall(state, request, method, path, body) : empty(404);
  if (trouble?.kind === 'drop-after') {
    state.calls.push({ method, path, status: 0, ms: performance.now() - began, key: 'none' });
    response.destroy();
    return;
  }
  finish(answer);
}

/** Lets a trouble happen; true when the call is over with it. */
async function troubled(
  trouble: PortalTrouble,
  clock: Clock,
  response: ServerResponse,
  finish: (answer: PortalAnswer) => void,
): Promise<boolean> {
  if (trouble.kind === 'slow') await clock.sleep(trouble.ms);
  if (trouble.kind === 'drop') response.destroy();
  const answer = troubleAnswer(trouble);
  if (answer) finish(answer);
  return answer !== undefined || trouble.kind === 'drop' || trouble.kind === 'hang';
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** The portal's order of checks: route, key, scope, body and query, role, then the endpoint itself. */
function answerCall(
  state: PortalState,
  request: IncomingMessage,
  method: string,
  pathAndQuery: string,
  text: string,
): PortalAnswer {
  const url = new URL(pathAndQuery, 'http://portal');
  const found = match(method, url.pathname);
  if ('allow' in found) return found.allow.length > 0 ? empty(405, { Allow: found.allow.join(', ') }) : empty(404);
  const key = keyOf(state, request);
  const caller = key && validOwner(state, key);
  if (!key || !caller) return empty(401);
  const { scopes, roles, check, run } = found.route;
  if (scopes && key.permissions.length > 0 && !key.permissions.some((scope) => scope === '*' || scopes.includes(scope)))
    return empty(403);
  const href = `${state.address}${PREFIX}${pathAndQuery}`;
  if (text !== '' && !/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    return shapeA(415, 'Unsupported media type', 'Microsoft.AspNetCore.Http.BadHttpRequestException');
  const body = parse(text);
  const call: RouteCall = { state, key, caller, params: found.params, query: url.searchParams, body, href, method };
  if (text !== '' && body === undefined) return shapeB({ $: ['The JSON value could not be read.'] }, call);
  try {
    check?.(call);
    if (roles && !roles.includes(caller.role)) return accessDenied();
    const result = run(call);
    const answer = 'payload' in result ? success(result, { href, method }) : result;
    return onlyFields(answer, url.searchParams);
  } catch (error) {
    if (error instanceof PortalRefusal) return error.answer;
    throw error;
  }
}

/** Exactly `Bearer sk-…`: another case, a second blank or a bare key is no key at all. */
function keyOf(state: PortalState, request: IncomingMessage): PortalKey | undefined {
  const secret = /^Bearer (sk-[0-9a-f]{64})$/.exec(request.headers.authorization ?? '')?.[1];
  return secret ? state.keys.get(secret) : undefined;
}

function validOwner(state: PortalState, key: PortalKey): PortalPerson | undefined {
  const expired = key.expiresAt !== undefined && key.expiresAt <= state.now();
  const owner = state.people.get(key.ownerId);
  return key.isActive && !expired && owner?.status === 'active' ? owner : undefined;
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `?fields=id,name,manager.id` keeps those properties of each item; the envelope stays. */
function onlyFields(answer: PortalAnswer, query: URLSearchParams): PortalAnswer {
  const wanted = [...query.getAll('fields'), ...query.getAll('fields[]')]
    .flatMap((list) => list.split(','))
    .filter(Boolean);
  const { body } = answer;
  if (wanted.length === 0 || typeof body !== 'object' || body === null || !('response' in body)) return answer;
  const kept = Array.isArray(body.response)
    ? body.response.map((item) => picked(item, wanted))
    : picked(body.response, wanted);
  return { ...answer, body: { ...body, response: kept } };
}

function picked(item: unknown, wanted: readonly string[]): unknown {
  if (typeof item !== 'object' || item === null) return item;
  const entries = Object.entries(item).flatMap(([name, value]): [string, unknown][] => {
    if (wanted.includes(name)) return [[name, value]];
    const inner = wanted.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1));
    return inner.length > 0 ? [[name, picked(value, inner)]] : [];
  });
  return Object.fromEntries(entries);
}

function write(response: ServerResponse, { status, body, headers }: PortalAnswer): void {
  if (body === undefined) {
    response.writeHead(status, { ...(status === 204 ? {} : { 'Content-Length': '0' }), ...headers }).end();
    return;
  }
  const html = typeof body === 'string';
  const text = html ? body : JSON.stringify(body);
  const type = html ? 'text/html' : 'application/json; charset=utf-8';
  response.writeHead(status, { 'Content-Type': type, ...headers }).end(text);
}
