import { errorFor, isGateway, payloadOf } from './answer.ts';
import {
  type CallFacts,
  Cancelled,
  DamagedGroup,
  DocSpaceError,
  InternalFault,
  TimedOut,
  TooLarge,
  Unreachable,
} from './errors.ts';
import type { KeyStatus } from './key-status.ts';
import { routeOf } from './paths.ts';
import { bodyOf, MOST_ERROR_BYTES, MOST_PAYLOAD_BYTES, readBody } from './read-body.ts';
import type { Answer, Call, FetchAnswer, FetchInit, RequestOptions } from './request.ts';
import { type Failure, retryAfterMs } from './retry.ts';

/** The result of an attempt: an answer, or the error to throw if it is the last attempt. */
export type Attempt<T> = { answer: Answer<T> } | { failure: Failure; error: DocSpaceError };

/** The number of an attempt and its context. */
export interface AttemptOptions {
  number: number;
  /** The time at which a read is aborted. */
  giveUpAt: number;
  facts: CallFacts;
  key: KeyStatus;
}

/** Codes of fetch and TLS for a request that was never sent: no DNS record, no connection, no trusted certificate. */
const NEVER_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|.*CERT.*)$/;

/** Makes one attempt within its deadline, body included. Never throws. */
export async function attemptOnce<T>(o: RequestOptions, call: Call<T>, attempt: AttemptOptions): Promise<Attempt<T>> {
  const startedAt = o.clock.now();
  const result = await withinDeadline(o, call, attempt);
  const { method, path } = call;
  const line = { method, path, route: routeOf(path), attempt: attempt.number, ms: o.clock.now() - startedAt };
  if ('answer' in result) o.log?.({ ...line, status: result.status });
  else {
    const { code, status } = result.error;
    o.log?.({ ...line, ...(status === undefined ? {} : { status }), error: code });
  }
  return result;
}

type Ended<T> = { answer: Answer<T>; status: number } | { failure: Failure; error: DocSpaceError };

async function withinDeadline<T>(o: RequestOptions, call: Call<T>, attempt: AttemptOptions): Promise<Ended<T>> {
  const { clock } = o;
  const isRead = call.method === 'GET';
  const controller = new AbortController();
  let ended: 'late' | 'cancelled' | undefined;
  const end = (why: 'late' | 'cancelled') => {
    ended ??= why;
    controller.abort();
  };
  const cancel = () => end('cancelled');
  const ms = isRead ? Math.min(o.deadlineMs, attempt.giveUpAt - clock.now()) : o.writeDeadlineMs;
  const stopTimer = clock.after(ms, () => end('late'));
  // The caller cannot cancel a write that was sent: the portal would process it anyway.
  const signal = isRead ? call.context?.signal : undefined;
  signal?.addEventListener('abort', cancel);
  if (signal?.aborted) cancel();
  // When the app stops, it gives up waiting early enough to report that the outcome is not certain.
  const stop = () => end(isRead ? 'cancelled' : 'late');
  o.stopping?.addEventListener('abort', stop);
  if (o.stopping?.aborted) stop();
  try {
    const url = urlOf(o.baseUrl, call);
    return await read(o, call, attempt, url, await o.fetch(url, initOf(o.apiKey, call, controller.signal)));
  } catch (error) {
    return networkFailure(attempt.facts, error, ended);
  } finally {
    stopTimer();
    signal?.removeEventListener('abort', cancel);
    o.stopping?.removeEventListener('abort', stop);
  }
}

async function read<T>(
  o: RequestOptions,
  call: Call<T>,
  attempt: AttemptOptions,
  url: string,
  answer: FetchAnswer,
): Promise<Ended<T>> {
  const { status, headers } = answer;
  const facts: CallFacts = { ...attempt.facts, status };
  const success = status >= 200 && status < 300;
  const text = await readBody(answer.body, success ? MOST_PAYLOAD_BYTES : MOST_ERROR_BYTES);
  if (success && text === undefined) {
    // JSON is the portal's own answer, which it sends after a write has ended.
    const effect = headers.get('content-type')?.includes('json') ? 'answered' : 'unanswered';
    return { failure: { kind: 'final' }, error: new TooLarge('the answer is too large', { ...facts, effect }) };
  }
  const body = bodyOf(text);
  if (!success) {
    const error = errorFor(facts, { url, status, location: headers.get('location'), body }, attempt.key);
    return { failure: failureOf(error, status, retryAfterMs(headers.get('retry-after'), o.clock.now())), error };
  }
  const payload = payloadOf(call, facts, body);
  attempt.key.accepted();
  return { answer: payload, status };
}

/** What an error answer means for the next attempt. */
function failureOf(error: DocSpaceError, status: number, waitMs: number | undefined): Failure {
  const wait = { status, ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }) };
  if (status === 429) return { kind: 'refused', ...wait };
  if (isGateway(status)) return { kind: 'broken', ...wait };
  // On PostgreSQL portals a transient database fault is a 403 (docspace-api §12). A list is read again in parts by its
  // caller, so retrying here would double the calls.
  const isFault = error instanceof InternalFault || (error instanceof DamagedGroup && error.groupId !== undefined);
  if (isFault && (status === 403 || status === 500)) return { kind: 'fault', ...wait };
  return { kind: status === 500 && error instanceof Unreachable ? 'fault' : 'final', ...wait };
}

function networkFailure(
  facts: CallFacts,
  error: unknown,
  ended: 'late' | 'cancelled' | undefined,
): { failure: Failure; error: DocSpaceError } {
  // An answer was read but was not as expected.
  if (error instanceof DocSpaceError) return { failure: { kind: 'final' }, error };
  if (ended === 'cancelled') return { failure: { kind: 'final' }, error: new Cancelled('cancelled', facts) };
  if (ended === 'late') return { failure: { kind: 'slow' }, error: new TimedOut('no answer in time', facts) };
  if (wasNeverSent(error)) {
    const none: CallFacts = { ...facts, effect: 'none' };
    return { failure: { kind: 'refused' }, error: new Unreachable('the portal cannot be reached', none) };
  }
  const broken =
    facts.method === 'GET'
      ? new Unreachable('the connection broke', facts)
      : new TimedOut('the connection broke before the answer', facts);
  return { failure: { kind: 'broken' }, error: broken };
}

function wasNeverSent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // The system call that failed, as node-fetch and Node.js report it.
  const inConnect =
    ('syscall' in error && error.syscall === 'connect') ||
    ('erroredSysCall' in error && error.erroredSysCall === 'connect');
  return inConnect || NEVER_SENT.test(code) || wasNeverSent(error.cause);
}

function urlOf(baseUrl: string, call: Call<unknown>): string {
  const address = `${baseUrl}/api/2.0${call.path}`;
  if (!call.query) return address;
  const given = Object.entries(call.query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? address : `${address}?${new URLSearchParams(given)}`;
}

function initOf(apiKey: string, call: Call<unknown>, signal: AbortSignal): FetchInit {
  // Exactly "Bearer " with one space: the portal rejects every other form (docspace-api §4.1).
  const headers: Record<string, string> = { Accept: 'application/json', Authorization: `Bearer ${apiKey}` };
  if (call.body === undefined) return { method: call.method, headers, redirect: 'manual', signal };
  headers['Content-Type'] = 'application/json';
  return { method: call.method, headers, redirect: 'manual', signal, body: JSON.stringify(call.body) };
}
