import { slackError } from './failure.ts';

/** Slack rejects a token of the app; the message contains Slack's error code and no part of the token. */
export class TokenRefused extends Error {
  readonly code = 'slack_token_refused';
  /** The variable the token came from. */
  readonly variable: string;
  readonly slackCode: string;

  constructor(variable: string, slackCode: string) {
    super(`Slack refused ${variable}: ${slackCode}`);
    this.name = 'TokenRefused';
    this.variable = variable;
    this.slackCode = slackCode;
  }
}

/** Error codes for a rejected token (common errors of the Web API reference). */
const REFUSALS: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
]);

/** Whether an error code means that Slack rejects the token. */
export function isTokenRefusal(slackCode: string | undefined): slackCode is string {
  return slackCode !== undefined && REFUSALS.has(slackCode);
}

/** Runs work that needs a token; throws {@link TokenRefused} if Slack rejects it. */
export async function withToken<T>(variable: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const slackCode = slackError(error);
    throw isTokenRefusal(slackCode) ? new TokenRefused(variable, slackCode) : error;
  }
}
