import { errorFor, readEnvelope } from './answer.ts';
import { DocSpaceError, TimedOut, Unreachable } from './errors.ts';
import type { Answer, Call, FetchInit, RequestOptions } from './request.ts';
import { retryAfterMs, type Trouble } from './retry.ts';

/** How an attempt ended: with an answer, or with trouble and what to throw if it is the last attempt. */
export type Attempt<T> = { answer: Answer<T> } | { trouble: Trouble; error: DocSpaceError };

/** Which attempt of a call it is. */
export interface Turn {
  attempt: number;
  /** Moment at which the whole call is over. */
  giveUpAt: number;
  /** An earlier attempt may have been carried out. */
  afterUnclear: boolean;
}

/** Codes of fetch and TLS for a request that was never sent: no address, no connection, no trusted certificate. */
const NEVER_ARRIVED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|.*CERT.*)$/;

/** Makes one attempt within its deadline. Throws only what no repetition can mend. */
export async function attemptOnce<T>(o: RequestOptions, call: Call<T>, turn: Turn): Promise<Attempt<T>> {
  const began = o.clock.now();
  const { attempt } = turn;
  const line = (more: { status?: number; error?: string }) =>
    o.log?.({ method: call.method, path: call.path, attempt, ms: o.clock.now() - began, ...more });
  const over = new AbortController();
  const answered = o.clock.after(Math.min(o.deadlineMs, turn.giveUpAt - began), () => over.abort());
  try {
    const answer = await o.fetch(urlOf(o.baseUrl, call), initOf(o.apiKey, call, over.signal));
    const text = await answer.text();
    line({ status: answer.status });
    const facts = { method: call.method, path: call.path, status: answer.status, afterUnclear: turn.afterUnclear };
    const failed = errorFor(facts, answer.status, text);
    if (!failed) return { answer: readEnvelope(call, facts, text) };
    const wait = retryAfterMs(answer.headers.get('retry-after'), o.clock.now());
    return { trouble: { kind: 'status', status: answer.status, retryAfterMs: wait }, error: failed };
  } catch (error) {
    const result = networkTrouble(call, error, over.signal.aborted);
    line({ error: result.error.code });
    return result;
  } finally {
    answered();
  }
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
  const neverArrived = NEVER_ARRIVED.test(networkCode(error));
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
