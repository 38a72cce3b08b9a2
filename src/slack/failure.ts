/**
 * What a failed Web API call proves. `limited`: a 429, nothing was done, and no call of the method can succeed for `afterMs`.
 * `later`: nothing was done, and the same call can succeed later. `unclear`: there was no answer, and it can have been done.
 * `refused`: Slack's permanent error, until an admin changes something there. `word` is the error code.
 */
export type SlackFailure =
  | { kind: 'limited'; afterMs: number; word: string }
  | { kind: 'later'; word: string }
  | { kind: 'unclear'; word: string }
  | { kind: 'refused'; word: string };

/** Error codes for internal errors of Slack (common errors of the Web API reference). */
const INTERNAL_ERRORS: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
]);

/** Error codes for transient errors, and errors that the person who runs the app can fix: the same call can succeed later. */
const TRANSIENT: ReadonlySet<string> = new Set([
  ...INTERNAL_ERRORS,
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'missing_scope',
  // The app's own code: it is not known whether a channel is shared (channels.ts).
  'channel_not_known',
]);

/** The answer is not Slack's: that of a proxy, an error page, or a network's login page. */
export class NotSlack extends Error {
  readonly code = 'slack_answer_not_understood';

  constructor() {
    super('what came back is no answer of Slack’s');
    this.name = 'NotSlack';
  }
}

/** The SDK's error for an HTTP status that the Web API does not use. */
const HTTP_ERROR_CODE = 'slack_webapi_http_error';

/** Why an answer says nothing about the call: it is not Slack's, or an internal error of Slack; undefined otherwise. */
export function unusableAnswer(error: unknown): string | undefined {
  if (error instanceof NotSlack) return error.message;
  const word = slackError(error);
  if (word !== undefined) return INTERNAL_ERRORS.has(word) ? word : undefined;
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && error.code === HTTP_ERROR_CODE && 'statusCode' in error) return `HTTP ${error.statusCode}`;
  return unusableAnswer(error.cause);
}

/** The format of Slack's error codes. */
const ERROR_CODE = /^[a-z][a-z0-9_:.-]{1,99}$/;

/** Codes of connections that were never established, so nothing was sent. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Error codes for a 429; chat.postMessage has its own (docs: chat.postMessage). */
const RATE_LIMITED: ReadonlySet<string> = new Set(['ratelimited', 'rate_limited']);
/** Pause after a 429 without Retry-After, in milliseconds: Slack's usual value. */
const DEFAULT_RETRY_AFTER_MS = 30_000;
/** Shortest pause after a 429: an immediate retry would be rejected in the same way. */
const MIN_RETRY_AFTER_MS = 1_000;
/** The SDK throws a plain error for a 429 without a valid Retry-After (web-api 8, WebClient.js). */
const NO_RETRY_AFTER = /^Retry header did not contain a valid timeout/;

/** Classifies an error of the SDK, to decide whether the call can be retried. */
export function slackFailure(error: unknown): SlackFailure {
  const word = slackError(error);
  const isLimited = word !== undefined && RATE_LIMITED.has(word);
  if (isLimited || (error instanceof Error && NO_RETRY_AFTER.test(error.message))) {
    const afterMs = Math.max(MIN_RETRY_AFTER_MS, retryAfterMs(error) ?? DEFAULT_RETRY_AFTER_MS);
    return { kind: 'limited', afterMs, word: 'ratelimited' };
  }
  // The SDK passes on unparsable answers, such as a proxy's page, as if they were Slack's error code.
  if (word !== undefined && ERROR_CODE.test(word)) return { kind: TRANSIENT.has(word) ? 'later' : 'refused', word };
  const connectionCode = connectionFailure(error);
  if (connectionCode !== undefined) return { kind: 'later', word: connectionCode };
  return { kind: 'unclear', word: error instanceof Error ? error.name : 'no_answer' };
}

/** The SDK's error for an HTTP 429, which contains no answer. */
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

/** Slack's Retry-After in milliseconds, from the SDK's WebAPIRateLimitedError; undefined for other errors. */
export function retryAfterMs(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('retryAfter' in error)) return undefined;
  return typeof error.retryAfter === 'number' ? error.retryAfter * 1_000 : undefined;
}

/** The code of a connection that was never established, from the causes of an error. */
function connectionFailure(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string' && NEVER_CONNECTED.has(error.code)) return error.code;
  return 'cause' in error ? connectionFailure(error.cause) : undefined;
}
