import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { HoldDesk } from '../hold.ts';
import { readArguments, readBody, readJson, UnreadableBody } from './body.ts';
import type { ResponseUrls } from './response-url.ts';
import type { CallRecord } from './state.ts';
import type { Trouble } from './trouble.ts';
import { callMethod, type Tokens } from './web-api/index.ts';
import { ApiRefusal, type MethodContext, recordRefusal } from './web-api/method.ts';

/** What the server answers from. */
export interface ServerParts {
  context: MethodContext;
  tokens: Tokens;
  responseUrls: ResponseUrls;
  trouble: Trouble;
  holds: HoldDesk<Promise<Attempted>>;
}

/** What became of a Web API call. */
export interface Attempted {
  json: Record<string, unknown>;
  refusal?: ApiRefusal;
}

/** The workspace's HTTP side: Web API, response_urls, and the door to Socket Mode. */
export function createWorkspaceServer(parts: ServerParts): Server {
  const server = createServer((request, response) => {
    answer(parts, request, response).catch((error: unknown) => {
      process.stderr.write(`the workspace stand-in failed: ${error instanceof Error ? error.stack : error}\n`);
      response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => parts.context.sockets.upgrade(request, socket, head));
  return server;
}

function answer(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://sandbox').pathname;
  const method = /^\/api\/([\w.]+)$/.exec(path)?.[1];
  if (method) return answerMethod(parts, method, request, response);
  const hook = /^\/(?:commands|actions)\/\w+\/([\w-]+)$/.exec(path)?.[1];
  if (hook) return answerHook(parts, hook, request, response);
  response.writeHead(404).end();
  return Promise.resolve();
}

async function answerHook(
  { responseUrls }: ServerParts,
  hook: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  const given = refused(() => readJson(body));
  const { status, text } =
    given instanceof UnreadableBody ? { status: 400, text: 'invalid_payload' } : responseUrls.take(hook, given);
  response.writeHead(status, { 'Content-Type': 'text/plain' }).end(text);
}

function refused<T>(read: () => T): T | UnreadableBody {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableBody) return error;
    throw error;
  }
}

async function answerMethod(
  parts: ServerParts,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { state } = parts.context;
  const began = performance.now();
  const record = (call: Pick<CallRecord, 'ok' | 'error'>) =>
    state.record({ method: name, at: state.now(), ms: Math.round((performance.now() - began) * 10) / 10, ...call });
  const wait = parts.trouble.takeRateLimit(name);
  if (wait !== undefined) {
    record({ ok: false, error: 'ratelimited' });
    response.writeHead(429, { 'Retry-After': String(wait) }).end(JSON.stringify({ ok: false, error: 'ratelimited' }));
    return;
  }
  const attempted = await parts.holds.pass(request.method ?? 'POST', name, () =>
    attempt(() => call(parts, name, request)),
  );
  // Whoever held the call shall never hear of it.
  if (!attempted) return;
  const { json, refusal } = attempted;
  record({ ok: !refusal, ...(refusal ? { error: refusal.error } : {}) });
  if (refusal && APPS_OWN_FAULT.has(refusal.error)) recordRefusal(state, name, refusal);
  response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(json));
}

async function call(
  { context, tokens, trouble }: ServerParts,
  name: string,
  request: IncomingMessage,
): Promise<Record<string, unknown>> {
  const body = await readBody(request);
  const args = await readArguments(request.headers['content-type'] ?? '', body);
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? args.token;
  const failure = trouble.takeFailure(name);
  if (failure) throw new ApiRefusal(failure);
  return callMethod(name, typeof token === 'string' ? token : undefined, args, tokens, context);
}

async function attempt(run: () => Promise<Record<string, unknown>>): Promise<Attempted> {
  try {
    return { json: { ok: true, ...(await run()) } };
  } catch (thrown) {
    const refusal = thrown instanceof UnreadableBody ? new ApiRefusal(thrown.error) : thrown;
    if (!(refusal instanceof ApiRefusal)) throw thrown;
    const { error, faults, more } = refusal;
    const messages = faults.map((each) => `[ERROR] ${each.message} [json-pointer:${each.pointer}]`);
    const details = messages.length > 0 ? { errors: faults, response_metadata: { messages } } : {};
    return { json: { ok: false, error, ...details, ...more }, refusal };
  }
}

/** Errors that say the app sent something wrong, not that the world was different than it thought. */
const APPS_OWN_FAULT = new Set([
  'duplicate_external_id',
  'invalid_arguments',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_cursor',
  'invalid_form_data',
  'invalid_json',
  'json_not_object',
  'missing_scope',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'push_limit_reached',
  'request_too_large',
  'unknown_method',
  'view_too_large',
]);
