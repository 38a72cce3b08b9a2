import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Breakpoints } from '../breakpoints.ts';
import type { Clock } from '../clock.ts';
import { createLocalServer } from '../local-server.ts';
import { readJson, UnreadableBody, wholeBody } from './body.ts';
import { brokenReply } from './broken-answer.ts';
import { type Arrived, readCall } from './call.ts';
import type { FaultInjection, FaultTarget } from './fault-injection.ts';
import type { ResponseUrls } from './response-url.ts';
import { callMethod, scopeHeaders, type Tokens } from './web-api/index.ts';
import { ApiRefusal, type MethodContext, recordRefusal } from './web-api/method.ts';

/** What the server answers from. */
export interface ServerParts {
  context: MethodContext;
  tokens: Omit<Tokens, 'wordAgainst'>;
  responseUrls: ResponseUrls;
  faults: FaultInjection;
  breakpoints: Breakpoints<Promise<Attempted>>;
  clock: Clock;
  /** Host names it is called by besides its own address. */
  hosts: readonly string[];
}

/** What became of a Web API call. */
export interface Attempted {
  json: Record<string, unknown>;
  refusal?: ApiRefusal;
}

interface Reply {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** Slack's word for what went wrong. */
  error?: string;
  refusal?: ApiRefusal;
}

/** How a call ends: with a reply, with a cut connection before or after the work, or never. */
type Ending = Reply | 'call_lost' | 'answer_lost' | 'abandoned';

/** The workspace's HTTP side: Web API, response_urls, and the door to Socket Mode. */
export function createWorkspaceServer(parts: ServerParts): Server {
  return createLocalServer({
    hosts: parts.hosts,
    answer: (request, response, url) => answer(parts, request, response, url),
    upgrade(request, socket, head, url) {
      if (parts.faults.isOffline) socket.destroy();
      else parts.context.sockets.upgrade(request, socket, head, url);
    },
  });
}

function answer(
  parts: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
  { pathname: path }: URL,
): Promise<void> {
  const method = /^\/api\/([\w.]+)$/.exec(path)?.[1];
  if (method) return answerMethod(parts, method, request, response);
  const hook = /^\/(?:commands|actions)\/\w+\/([\w-]+)$/.exec(path)?.[1];
  if (hook) return answerHook(parts, hook, request, response);
  response.writeHead(404).end();
  return Promise.resolve();
}

async function answerHook(
  parts: ServerParts,
  hook: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const given = await unreadable(async () => readJson(await wholeBody(request)));
  const ending = await passFaults(parts, { method: 'response_url' }, async () => {
    const { status, text } =
      given instanceof UnreadableBody ? { status: 400, text: 'invalid_payload' } : parts.responseUrls.take(hook, given);
    return { status, headers: { 'Content-Type': 'text/plain' }, text };
  });
  write(response, ending);
}

async function unreadable<T>(read: () => Promise<T>): Promise<T | UnreadableBody> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadableBody) return error;
    throw error;
  }
}

async function answerMethod(
  parts: ServerParts,
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { state } = parts.context;
  const began = performance.now();
  const call = await readCall(request);
  const ending = await passFaults(parts, faultTarget(method, call), async () => {
    const perform = () => attempt(async () => run(parts, method, call));
    const attempted = await parts.breakpoints.pass('POST', method, perform);
    if (!attempted) return 'abandoned';
    const { json, refusal } = attempted;
    const refused = refusal ? { error: refusal.error, refusal } : {};
    const known = call instanceof UnreadableBody ? {} : scopeHeaders(method, call.token, parts.tokens, state);
    return { status: 200, headers: { ...JSON_TYPE, ...known }, text: JSON.stringify(json), ...refused };
  });
  // The breakpoint of this call never answers it.
  if (ending === 'abandoned') return;
  const { error, refusal } = typeof ending === 'string' ? { error: ending } : ending;
  const ms = Math.round((performance.now() - began) * 10) / 10;
  state.record({ method, at: state.now(), ms, ok: error === undefined, ...(error === undefined ? {} : { error }) });
  // In the same turn as the answer: the sandbox may end at a refusal, and the app shall still hear why.
  if (refusal && APPS_OWN_FAULT.has(refusal.error)) recordRefusal(state, method, refusal);
  response.setHeader('Date', new Date(state.now()).toUTCString());
  write(response, ending);
}

/** Takes a call through everything that can go wrong around its work. */
async function passFaults(
  { faults, clock }: ServerParts,
  call: FaultTarget,
  work: () => Promise<Ending>,
): Promise<Ending> {
  if (faults.isOffline || faults.takeDrop(call.method)) return 'call_lost';
  const wait = faults.takeRateLimit(call);
  if (wait !== undefined) return rateLimited(wait);
  const broken = faults.takeBroken(call.method);
  if (broken && !broken.done) return brokenReply(broken.answer);
  const lost = faults.takeLoss(call.method);
  const ending = await work();
  const delay = faults.delayOf(call.method);
  if (delay > 0) await clock.sleep(delay);
  if (broken && ending !== 'abandoned') return brokenReply(broken.answer);
  return ending !== 'abandoned' && (lost || faults.isOffline) ? 'answer_lost' : ending;
}

function write(response: ServerResponse, ending: Ending): void {
  if (typeof ending === 'string') response.destroy();
  else response.writeHead(ending.status, ending.headers).end(ending.text);
}

const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' };

function rateLimited(seconds: number): Reply {
  const error = 'ratelimited';
  const headers = { ...JSON_TYPE, 'Retry-After': String(seconds) };
  return { status: 429, headers, text: JSON.stringify({ ok: false, error }), error };
}

function faultTarget(method: string, call: Arrived): FaultTarget {
  const channel = call instanceof UnreadableBody ? undefined : call.args.channel;
  return { method, ...(typeof channel === 'string' ? { channel } : {}) };
}

function run({ context, tokens, faults }: ServerParts, method: string, call: Arrived): Record<string, unknown> {
  if (call instanceof UnreadableBody) throw call;
  const failure = faults.takeFailure(method);
  if (failure) throw new ApiRefusal(failure);
  return callMethod(
    method,
    call.token,
    call.args,
    { ...tokens, wordAgainst: (each) => faults.wordAgainst(each) },
    context,
  );
}

async function attempt(run: () => Promise<Record<string, unknown>>): Promise<Attempted> {
  try {
    return { json: { ok: true, ...(await run()) } };
  } catch (thrown) {
    const refusal = thrown instanceof UnreadableBody ? new ApiRefusal(thrown.error) : thrown;
    if (!(refusal instanceof ApiRefusal)) throw thrown;
    return { json: { ok: false, error: refusal.error, ...refusal.more }, refusal };
  }
}

/** Errors that say the app sent something wrong, not that the world was different than it thought. */
const APPS_OWN_FAULT = new Set([
  'duplicate_external_id',
  'invalid_attachments',
  'invalid_arguments',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_cursor',
  'invalid_form_data',
  'invalid_json',
  'invalid_message',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'invalid_view',
  'json_not_object',
  'markdown_text_conflict',
  'metadata_too_large',
  'missing_scope',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'not_supported_here',
  'push_limit_reached',
  'request_too_large',
  'too_many_attachments',
  'unknown_method',
  'view_too_large',
]);
