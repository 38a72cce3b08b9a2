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

/** How an attempt ended: with an answer, or with what to throw if it is the last attempt. */
export type Attempt<T> = { answer: Answer<T> } | { failure: Failure; error: DocSpaceError };

/** Which attempt of a call it is, and what its errors carry. */
export interface AttemptOptions {
  number: number;
  /** Moment at which a read is over. */
  giveUpAt: number;
  facts: CallFacts;
  key: KeyStatus;
}

/** Codes of fetch and TLS for a request that was never sent: no address, no connection, no trusted certificate. */
const NEVER_ARRIVED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|.*CERT.*)$/;

/** Makes one attempt within its deadline, body included. Never throws. */
export async function attemptOnce<T>(o: RequestOptions, call: Call<T>, attempt: AttemptOptions): Promise<Attempt<T>> {
  const began = o.clock.now();
  const result = await withinDeadline(o, call, attempt);
  const { method, path } = call;
  const line = { method, path, route: routeOf(path), attempt: attempt.number, ms: o.clock.now() - began };
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
  const over = new AbortController();
  let ended: 'late' | 'cancelled' | undefined;
  const end = (why: 'late' | 'cancelled') => {
    ended ??= why;
    over.abort();
  };
  const cancel = () => end('cancelled');
  const ms = isRead ? Math.min(o.deadlineMs, attempt.giveUpAt - clock.now()) : o.writeDeadlineMs;
  const stopTimer = clock.after(ms, () => end('late'));
  // A write that was sent is not cancelled by its caller: the portal would go on with it all the same.
  const signal = isRead ? call.context?.signal : undefined;
  signal?.addEventListener('abort', cancel);
  if (signal?.aborted) cancel();
  // When the app ends, its answer is given up while there is still time to tell that it is not certain.
  const stop = () => end(isRead ? 'cancelled' : 'late');
  o.stopping?.addEventListener('abort', stop);
  if (o.stopping?.aborted) stop();
  try {
    const url = urlOf(o.baseUrl, call);
    return await read(o, call, attempt, url, await o.fetch(url, initOf(o.apiKey, call, over.signal)));
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
    // What is said to be JSON is the portal's: its answer to a write comes when the write has ended.
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

/** What an answer that is no success means for the next attempt. */
function failureOf(error: DocSpaceError, status: number, waitMs: number | undefined): Failure {
  const wait = { status, ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }) };
  if (status === 429) return { kind: 'refused', ...wait };
  if (isGateway(status)) return { kind: 'broken', ...wait };
  // On PostgreSQL portals a passing database fault is a 403 (docspace-api §12). A list is read again by its caller,
  // in parts, so a repetition here would double the calls.
  const isFault = error instanceof InternalFault || (error instanceof DamagedGroup && error.groupId !== undefined);
  if (isFault && (status === 403 || status === 500)) return { kind: 'fault', ...wait };
  return { kind: status === 500 && error instanceof Unreachable ? 'fault' : 'final', ...wait };
}

function networkFailure(
  facts: CallFacts,
  error: unknown,
  ended: 'late' | 'cancelled' | undefined,
): { failure: Failure; error: DocSpaceError } {
  // An answer that was read and is not what it should be.
  if (error instanceof DocSpaceError) return { failure: { kind: 'final' }, error };
  if (ended === 'cancelled') return { failure: { kind: 'final' }, error: new Cancelled('cancelled', facts) };
  if (ended === 'late') return { failure: { kind: 'slow' }, error: new TimedOut('no answer in time', facts) };
  if (neverArrived(error)) {
    const none: CallFacts = { ...facts, effect: 'none' };
    return { failure: { kind: 'refused' }, error: new Unreachable('the portal cannot be reached', none) };
  }
  const broken =
    facts.method === 'GET'
      ? new Unreachable('the connection broke', facts)
      : new TimedOut('the connection broke before the answer', facts);
  return { failure: { kind: 'broken' }, error: broken };
}

function neverArrived(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // node-fetch and Node say which system call failed.
  const inConnect =
    ('syscall' in error && error.syscall === 'connect') ||
    ('erroredSysCall' in error && error.erroredSysCall === 'connect');
  return inConnect || NEVER_ARRIVED.test(code) || neverArrived(error.cause);
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
  // "Bearer " with one blank, exactly so: the portal refuses every other form (docspace-api §4.1).
  const headers: Record<string, string> = { Accept: 'application/json', Authorization: `Bearer ${apiKey}` };
  if (call.body === undefined) return { method: call.method, headers, redirect: 'manual', signal };
  headers['Content-Type'] = 'application/json';
  return { method: call.method, headers, redirect: 'manual', signal, body: JSON.stringify(call.body) };
}
