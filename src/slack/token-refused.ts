import { slackError } from './failure.ts';

/** Slack does not accept a token the app was started with; the message holds Slack's word and no part of the token. */
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

/** Slack's words for a token it does not accept (common errors of the Web API reference). */
const WORDS: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
]);

/** Whether Slack's word is one against the token. */
export function isTokenRefusal(word: string | undefined): word is string {
  return word !== undefined && WORDS.has(word);
}

/** Runs what needs a token; what Slack says against the token is thrown as {@link TokenRefused}. */
export async function withToken<T>(variable: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const word = slackError(error);
    throw isTokenRefusal(word) ? new TokenRefused(variable, word) : error;
  }
}
