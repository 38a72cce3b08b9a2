import pLimit, { type LimitFunction } from 'p-limit';
import type { z } from 'zod';
import { errorFor, readEnvelope } from './answer.ts';
import { DocSpaceError, TimedOut, Unreachable } from './errors.ts';
import { MOST_ATTEMPTS, mayRepeat, pauseBefore, retryAfterMs, type Trouble } from './retry.ts';

/** The part of fetch this client uses; node-fetch and the global one both fit. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; signal?: AbortSignal },
) => Promise<FetchAnswer>;

/** The part of an answer this client reads. */
export interface FetchAnswer {
  ok: boolean;
  status: number;
  headers: { get(name: string): string | null };
  text(): Promise<string>;
}

/** Time, passed in. */
export interface Clock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** One attempt at a call, for a log: no key, no body, no search text. */
export interface CallLine {
  method: string;
  path: string;
  attempt: number;
  ms: number;
  status?: number;
  error?: string;
}

/** A call to the portal. */
export interface Call<T> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/2.0`, without query. */
  path: string;
  query?: Readonly<Record<string, string | number | boolean | undefined>>;
  body?: unknown;
  /** Shape of `response`; undefined for calls that answer 204. */
  schema?: z.ZodType<T>;
}

/** An answer's payload, and how many there are in all where the portal counts. */
export interface Answer<T> {
  payload: T;
  total?: number;
}

export interface RequestOptions {
  baseUrl: string;
  apiKey: string;
  fetch: Fetch;
  clock: Clock;
  log?: (line: CallLine) => void;
  /** Milliseconds one attempt may take. */
  deadlineMs: number;
  /** Milliseconds a call may take with all its repetitions. */
  totalMs: number;
  random: () => number;
}

/** Sends calls: in order within the portal's limits, with deadline and repetition. */
export type Send = <T>(call: Call<T>) => Promise<Answer<T>>;

/** What the portal takes at once from one key (docspace-api §6): 50 reads and 15 writes, without a queue of its own. */
const READS_AT_ONCE = 50;
const WRITES_AT_ONCE = 15;

/** A sender for one portal and key. */
export function createSend(options: RequestOptions): Send {
  const reads = pLimit(READS_AT_ONCE);
  const writes = pLimit(WRITES_AT_ONCE);
  return (call) => {
    const lane: LimitFunction = call.method === 'GET' ? reads : writes;
    return lane(() => sendWithRepeats(options, call));
  };
}

async function sendWithRepeats<T>(options: RequestOptions, call: Call<T>): Promise<Answer<T>> {
  const giveUpAt = options.clock.now() + options.totalMs;
  for (let attempt = 1; ; attempt += 1) {
    const result = await attemptOnce(options, call, attempt, giveUpAt);
    if ('answer' in result) return result.answer;
    const pause = pauseBefore(attempt + 1, result.trouble, options.random);
    const inTime = options.clock.now() + pause < giveUpAt;
    if (attempt >= MOST_ATTEMPTS || !inTime || !mayRepeat(call.method, result.trouble)) throw result.error;
    await options.clock.sleep(pause);
  }
}

type Attempt<T> = { answer: Answer<T> } | { trouble: Trouble; error: DocSpaceError };

/** A ready reason: an abort without one makes an error with a stack for every call. */
const ANSWERED = 'answered';

async function attemptOnce<T>(
  o: RequestOptions,
  call: Call<T>,
  attempt: number,
  giveUpAt: number,
): Promise<Attempt<T>> {
  const began = o.clock.now();
  const line = (more: { status?: number; error?: string }) =>
    o.log?.({ method: call.method, path: call.path, attempt, ms: o.clock.now() - began, ...more });
  const deadline = new AbortController();
  const done = new AbortController();
  const limit = Math.min(o.deadlineMs, Math.max(1, giveUpAt - began));
  o.clock.sleep(limit, done.signal).then(
    () => deadline.abort(),
    () => undefined,
  );
  try {
    const answer = await o.fetch(urlOf(o.baseUrl, call), initOf(o.apiKey, call, deadline.signal));
    const text = await answer.text();
    const after = retryAfterMs(answer.headers.get('retry-after'), o.clock.now());
    line({ status: answer.status });
    return judge(call, answer.status, text, after);
  } catch (error) {
    const result = networkTrouble(call, error, deadline.signal.aborted);
    line({ error: result.error.code });
    return result;
  } finally {
    done.abort(ANSWERED);
  }
}

function judge<T>(call: Call<T>, status: number, text: string, retryAfter: number | undefined): Attempt<T> {
  const facts = { method: call.method, path: call.path, status };
  const failed = errorFor(facts, status, text);
  if (!failed) return { answer: readEnvelope(call, facts, text) };
  return {
    trouble: { kind: 'status', status, ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter }) },
    error: failed,
  };
}

function networkTrouble(
  call: Call<unknown>,
  error: unknown,
  late: boolean,
): { trouble: Trouble; error: DocSpaceError } {
  // Our own verdicts pass through: they are answers, not trouble on the way.
  if (error instanceof DocSpaceError) throw error;
  const facts = { method: call.method, path: call.path };
  if (late) return { trouble: { kind: 'slow' }, error: new TimedOut('no answer in time', facts) };
  const neverArrived = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH/.test(networkCode(error));
  return {
    trouble: { kind: neverArrived ? 'never-arrived' : 'broken' },
    error:
      neverArrived || call.method === 'GET'
        ? new Unreachable('the portal cannot be reached', facts)
        : new TimedOut('the connection broke before the answer', facts),
  };
}

function networkCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const own = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return own || networkCode(error.cause);
}

function urlOf(baseUrl: string, call: Call<unknown>): string {
  const given = Object.entries(call.query ?? {}).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const address = `${baseUrl}/api/2.0${call.path}`;
  if (given.length === 0) return address;
  return `${address}?${new URLSearchParams(given)}`;
}

function initOf(apiKey: string, call: Call<unknown>, signal: AbortSignal): Parameters<Fetch>[1] {
  // "Bearer " with one blank, exactly so: the portal refuses every other form (docspace-api §4.1).
  const headers: Record<string, string> = { Accept: 'application/json', Authorization: `Bearer ${apiKey}` };
  if (call.body === undefined) return { method: call.method, headers, signal };
  headers['Content-Type'] = 'application/json';
  return { method: call.method, headers, signal, body: JSON.stringify(call.body) };
}
