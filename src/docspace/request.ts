import type { z } from 'zod';

/** The part of fetch this client uses; compatible with node-fetch and the global fetch. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;

/** The options passed to fetch. */
export interface FetchInit {
  method: string;
  headers: Record<string, string>;
  /** Redirects are not followed: fetch would turn a redirected write into a read, and send the key to the new URL. */
  redirect: 'manual';
  body?: string;
  signal?: AbortSignal;
}

/** The part of a response this client uses. */
export interface FetchAnswer {
  ok: boolean;
  status: number;
  headers: { get(name: string): string | null };
  /** The decompressed body; leaving the iteration early must close the connection, as streams do. */
  body: AsyncIterable<Uint8Array | string> | null;
}

/** The part of a clock this client uses. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Calls `act` after `ms` milliseconds; the returned function cancels it. */
  after(ms: number, act: () => void): () => void;
}

/** One attempt at a call, for logs: no key, no body, no search text. */
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

/** The user and urgency of a call. */
export interface CallContext {
  /** Calls of different people are queued round-robin; those without a person share one queue without a limit per person. */
  person?: string;
  /** `look-up` by default; a write always counts as `change`. */
  urgency?: Urgency;
  /** Aborted: the call rejects with Cancelled, unless it is a write that was sent. */
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
  /** The time after which no attempt starts; by default `totalMs` from now. */
  giveUpAt?: number;
  context?: CallContext;
  /** Called right before each attempt, which is made only if it returns true. */
  mayBegin?: () => Promise<boolean>;
}

/** The payload of an answer, and the total if the portal returns it. */
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
   * Total milliseconds of a call: waiting for a slot, attempts and pauses. A write that was sent within this time has its full
   * `writeDeadlineMs`.
   */
  totalMs: number;
  random: () => number;
  /** Aborted: calls that were not sent, and pauses between attempts, end with Cancelled. */
  stopping?: AbortSignal;
}

/** Sends calls within the portal's limits, with queueing, deadlines and retries. Rejects with a DocSpaceError. */
export type Send = <T>(call: Call<T>) => Promise<Answer<T>>;
