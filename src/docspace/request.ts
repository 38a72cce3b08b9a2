import type { z } from 'zod';

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
  /** The decompressed body; leaving the iteration early must close the connection, as streams do. */
  body: AsyncIterable<Uint8Array | string> | null;
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
  /** The path without its ids. */
  route: string;
  attempt: number;
  ms: number;
  status?: number;
  error?: string;
}

/** How urgent a call is, most urgent first: a change or decision, a look-up, or a search while typing. */
export const URGENCIES = ['change', 'look-up', 'typeahead'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** For whom a call is made and how urgently. */
export interface CallContext {
  /** Calls of different people take turns; those of nobody in particular count as one more person without a limit. */
  person?: string;
  /** `look-up` by default; a write always counts as `change`. */
  urgency?: Urgency;
  /** Ends the call with Cancelled, unless it is a write that was sent. */
  signal?: AbortSignal;
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
  /** Moment after which no attempt begins; by default `totalMs` from now. */
  giveUpAt?: number;
  context?: CallContext;
  /** Asked right before each attempt; when the answer is no, it is not made. */
  mayBegin?: () => Promise<boolean>;
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
  /** Milliseconds one attempt of a read may take. */
  deadlineMs: number;
  /** Milliseconds one attempt of a write may take. */
  writeDeadlineMs: number;
  /**
   * Milliseconds a call may take in all: waiting for its place, its attempts and the pauses between them. A write that
   * was sent within them has its `writeDeadlineMs` in any case.
   */
  totalMs: number;
  random: () => number;
  /** When aborted, calls that were not sent end with Cancelled, and so do pauses between attempts. */
  stopping?: AbortSignal;
}

/** Sends calls: within the portal's limits, in turn, with deadline and repetition. Rejects with a DocSpaceError. */
export type Send = <T>(call: Call<T>) => Promise<Answer<T>>;
