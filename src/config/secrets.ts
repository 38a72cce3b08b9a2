import {
  A_TOKEN,
  APP_TOKEN_INSTEAD,
  BOT_TOKEN_INSTEAD,
  NOT_A_BOT_TOKEN,
  NOT_A_KEY,
  NOT_AN_APP_TOKEN,
  SHORT_FORM_OF_KEY,
  TOKEN_ROTATION,
  TOO_SHORT,
  USER_TOKEN_INSTEAD,
  WITH_BEARER,
} from './text/problems.ts';

/** What is wrong with a bot token; undefined: nothing, as far as its form tells. */
export function botTokenProblem(token: string): string | undefined {
  if (token.startsWith('xapp-')) return APP_TOKEN_INSTEAD;
  if (token.startsWith('xoxp-')) return USER_TOKEN_INSTEAD;
  if (token.startsWith('xoxe')) return TOKEN_ROTATION;
  return /^xoxb-[\w-]{6,}$/.test(token) ? undefined : NOT_A_BOT_TOKEN;
}

/** What is wrong with an app-level token. */
export function appTokenProblem(token: string): string | undefined {
  if (token.startsWith('xoxb-')) return BOT_TOKEN_INSTEAD;
  return /^xapp-[\w-]{6,}$/.test(token) ? undefined : NOT_AN_APP_TOKEN;
}

/** What is wrong with a signing secret. */
export function signingSecretProblem(secret: string): string | undefined {
  if (/^x(ox|app)/.test(secret)) return A_TOKEN;
  return secret.length < 8 ? TOO_SHORT : undefined;
}

/** What is wrong with a key of the portal. */
export function apiKeyProblem(key: string): string | undefined {
  if (/^bearer\s/i.test(key)) return WITH_BEARER;
  if (key.includes('*')) return SHORT_FORM_OF_KEY;
  return /^sk-[\w-]{6,}$/.test(key) ? undefined : NOT_A_KEY;
}
