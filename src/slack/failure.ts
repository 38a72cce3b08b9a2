/**
 * What a failed call of the Web API proves. `limited`: a 429, nothing was done, and no call of its kind can succeed
 * before `afterMs` are over. `later`: nothing was done, the same call can succeed later. `unclear`: no answer came, it
 * may have been done. `refused`: Slack's own no, which stays until an admin changes something there.
 */
export type SlackFailure =
  | { kind: 'limited'; afterMs: number; word: string }
  | { kind: 'later'; word: string }
  | { kind: 'unclear'; word: string }
  | { kind: 'refused'; word: string };

/** Slack's words for its own faults (common errors of the Web API reference). */
const SLACKS_FAULT: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
]);

/** Slack's words for errors that pass, or that the person who runs the app can mend: the same call may succeed later. */
const TRANSIENT: ReadonlySet<string> = new Set([
  ...SLACKS_FAULT,
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'missing_scope',
  // Our own word: nobody said whether names may be read in a channel (channels.ts).
  'channel_not_known',
]);

/** Something answered in Slack's place: a proxy, a page of an error, a network that wants people to log in. */
export class NotSlack extends Error {
  readonly code = 'slack_answer_not_understood';

  constructor() {
    super('what came back is no answer of Slack’s');
    this.name = 'NotSlack';
  }
}

/** The SDK's error for an HTTP status that is no answer of the Web API. */
const HTTP_ERROR_CODE = 'slack_webapi_http_error';

/** Why an answer that came says nothing about the call: it is not Slack's, or Slack's own fault; undefined otherwise. */
export function unusableAnswer(error: unknown): string | undefined {
  if (error instanceof NotSlack) return error.message;
  const word = slackError(error);
  if (word !== undefined) return SLACKS_FAULT.has(word) ? word : undefined;
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && error.code === HTTP_ERROR_CODE && 'statusCode' in error) return `HTTP ${error.statusCode}`;
  return unusableAnswer(error.cause);
}

/** What Slack's error codes look like. */
const SLACK_WORD = /^[a-z][a-z0-9_:.-]{1,99}$/;

/** Codes of connections that never came about: nothing was sent over them. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Slack's words for a 429; chat.postMessage has one of its own (docs: chat.postMessage). */
const RATE_LIMITED: ReadonlySet<string> = new Set(['ratelimited', 'rate_limited']);
/** How long a 429 holds that does not say so, in milliseconds: as long as Slack usually asks for. */
const USUAL_RETRY_AFTER_MS = 30_000;
/** Shortest pause after a 429: one that asks for none would be answered in the same way. */
const LEAST_RETRY_AFTER_MS = 1_000;
/** What the SDK throws for a 429 without a Retry-After it can read: a plain error (web-api 8, WebClient.js). */
const NO_RETRY_AFTER = /^Retry header did not contain a valid timeout/;

/** Reads what a thrown error of the SDK means for sending the same thing again. */
export function slackFailure(error: unknown): SlackFailure {
  const word = slackError(error);
  const isLimited = word !== undefined && RATE_LIMITED.has(word);
  if (isLimited || (error instanceof Error && NO_RETRY_AFTER.test(error.message))) {
    const afterMs = Math.max(LEAST_RETRY_AFTER_MS, retryAfterMs(error) ?? USUAL_RETRY_AFTER_MS);
    return { kind: 'limited', afterMs, word: 'ratelimited' };
  }
  // The SDK passes on what it cannot parse, such as a proxy's page, as if it were Slack's word.
  if (word !== undefined && SLACK_WORD.test(word)) return { kind: TRANSIENT.has(word) ? 'later' : 'refused', word };
  const unreached = connectionFailure(error);
  if (unreached !== undefined) return { kind: 'later', word: unreached };
  return { kind: 'unclear', word: error instanceof Error ? error.name : 'no_answer' };
}

/** The SDK's own error for an HTTP 429, which carries no answer. */
const RATE_LIMITED_CODE = 'slack_webapi_rate_limited_error';

/** The `error` of a Web API answer with `ok: false`, and `ratelimited` for a 429; undefined for any other error. */
export function slackError(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && error.code === RATE_LIMITED_CODE) return 'ratelimited';
  if (!('data' in error)) return undefined;
  const answer = error.data;
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return undefined;
  return typeof answer.error === 'string' ? answer.error : undefined;
}

/** How long Slack asks to wait, in milliseconds, as the SDK's WebAPIRateLimitedError says; undefined for other errors. */
export function retryAfterMs(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('retryAfter' in error)) return undefined;
  return typeof error.retryAfter === 'number' ? error.retryAfter * 1_000 : undefined;
}

/** The code of a connection that never came about, from the causes of an error. */
function connectionFailure(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string' && NEVER_CONNECTED.has(error.code)) return error.code;
  return 'cause' in error ? connectionFailure(error.cause) : undefined;
}
