import pLimit, { type LimitFunction } from 'p-limit';
import type { z } from 'zod';
import { attemptOnce } from './attempt.ts';
import { type DocSpaceError, NotFound, RateLimited } from './errors.ts';
import { MOST_ATTEMPTS, mayHaveHappened, mayRepeat, pauseBefore } from './retry.ts';

/** The part of fetch this client uses; node-fetch and the global one both fit. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;

/** What a call hands to fetch. */
export interface FetchInit {
  method: string;
  headers: Record<string, string>;
  /** Never followed: fetch would turn a redirected write into a read, and take the key to wherever it leads. */
  redirect: 'manual';
  body?: string;
  signal?: AbortSignal;
}

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
  sleep(ms: number): Promise<void>;
  /** Does something after `ms` milliseconds, unless the answer is called first. */
  after(ms: number, act: () => void): () => void;
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
  /** Moment after which nothing more is tried; by default `totalMs` from now. */
  giveUpAt?: number;
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
  /** Milliseconds a call may take in all: waiting for its turn, its attempts and the pauses between them. */
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
    // Counted from here, not from the call's turn: whoever asked waits either way. Calls ahead give up no later than
    // this one, so its turn comes in time for it to say so.
    const giveUpAt = call.giveUpAt ?? options.clock.now() + options.totalMs;
    return lane(() => sendWithRepeats(options, call, giveUpAt));
  };
}

async function sendWithRepeats<T>(options: RequestOptions, call: Call<T>, giveUpAt: number): Promise<Answer<T>> {
  const { clock, random } = options;
  if (clock.now() >= giveUpAt) throw new RateLimited('its turn did not come in time', call);
  let unclear: DocSpaceError | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const result = await attemptOnce(options, call, { attempt, giveUpAt, afterUnclear: unclear !== undefined });
    if ('answer' in result) return result.answer;
    const { trouble, error } = result;
    const pause = pauseBefore(attempt + 1, trouble, random);
    const inTime = clock.now() + pause < giveUpAt;
    if (attempt >= MOST_ATTEMPTS || !inTime || !mayRepeat(call.method, trouble)) {
      // What is refused now may have been done by the attempt before whose answer was lost; "not found" says so itself.
      throw unclear && !(error instanceof NotFound) ? unclear : error;
    }
    if (mayHaveHappened(call.method, trouble)) unclear ??= error;
    await clock.sleep(pause);
  }
}
