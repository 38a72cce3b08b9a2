import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readArguments, readBody } from './body.ts';
import type { ResponseUrls } from './response-url.ts';
import type { Trouble } from './trouble.ts';
import { callMethod, type Tokens } from './web-api/index.ts';
import { ApiRefusal, type MethodContext, recordRefusal } from './web-api/method.ts';

/** What the server answers from. */
export interface ServerParts {
  context: MethodContext;
  tokens: Tokens;
  responseUrls: ResponseUrls;
  trouble: Trouble;
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

async function answer(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://sandbox').pathname;
  const body = await readBody(request);
  const method = /^\/api\/([\w.]+)$/.exec(path)?.[1];
  if (method) return answerMethod(parts, method, body, request, response);
  const hook = /^\/(?:commands|actions)\/\w+\/([\w-]+)$/.exec(path)?.[1];
  if (hook) {
    const { status, text } = parts.responseUrls.take(hook, JSON.parse(body || '{}'));
    response.writeHead(status, { 'Content-Type': 'text/plain' }).end(text);
    return;
  }
  response.writeHead(404).end();
}

function answerMethod(
  { context, tokens, trouble }: ServerParts,
  name: string,
  body: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const args = readArguments(request.headers['content-type'] ?? '', body);
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? args.token;
  const token = typeof given === 'string' ? given : undefined;
  const { state } = context;
  const wait = trouble.takeRateLimit(name);
  if (wait !== undefined) {
    state.record({ method: name, at: state.now(), ok: false, error: 'ratelimited' });
    response.writeHead(429, { 'Retry-After': String(wait) }).end(JSON.stringify({ ok: false, error: 'ratelimited' }));
    return;
  }
  const result = attempt(() => {
    const failure = trouble.takeFailure(name);
    if (failure) throw new ApiRefusal(failure);
    return callMethod(name, token, args, tokens, context);
  });
  const call = {
    method: name,
    at: state.now(),
    ok: result.ok === true,
    ...(result.refusal ? { error: result.refusal.error } : {}),
  };
  state.record(call);
  if (result.refusal && APPS_OWN_FAULT.has(result.refusal.error)) recordRefusal(state, name, result.refusal);
  response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(result.json));
}

interface Attempted {
  ok: boolean;
  json: Record<string, unknown>;
  refusal?: ApiRefusal;
}

function attempt(run: () => Record<string, unknown>): Attempted {
  try {
    return { ok: true, json: { ok: true, ...run() } };
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    const messages = error.faults.map((each) => `[ERROR] ${each.message} [json-pointer:${each.pointer}]`);
    const json = {
      ok: false,
      error: error.error,
      ...(messages.length > 0 ? { errors: error.faults, response_metadata: { messages } } : {}),
      ...error.more,
    };
    return { ok: false, json, refusal: error };
  }
}

/** Errors that say the app sent something wrong, not that the world was different than it thought. */
const APPS_OWN_FAULT = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_arguments',
  'no_text',
  'msg_too_long',
  'msg_blocks_too_long',
  'view_too_large',
  'unknown_method',
  'push_limit_reached',
  'missing_scope',
]);
