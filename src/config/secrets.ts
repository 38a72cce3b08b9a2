/** What is wrong with a bot token; undefined: nothing, as far as its form tells. */
export function botTokenProblem(token: string): string | undefined {
  if (token.startsWith('xapp-')) return 'holds an app token, which belongs in SLACK_APP_TOKEN';
  if (token.startsWith('xoxp-')) return 'holds a user token; the app needs the bot token, which begins with xoxb-';
  if (token.startsWith('xoxe')) return 'holds a token that expires; switch token rotation off in the app’s settings';
  return /^xoxb-[\w-]{6,}$/.test(token) ? undefined : 'does not look like a bot token, which begins with xoxb-';
}

/** What is wrong with an app-level token. */
export function appTokenProblem(token: string): string | undefined {
  if (token.startsWith('xoxb-')) return 'holds a bot token, which belongs in SLACK_BOT_TOKEN';
  return /^xapp-[\w-]{6,}$/.test(token) ? undefined : 'does not look like an app token, which begins with xapp-';
}

/** What is wrong with a signing secret. */
export function signingSecretProblem(secret: string): string | undefined {
  if (/^x(ox|app)/.test(secret)) return 'holds a token';
  return secret.length < 8 ? 'is too short' : undefined;
}

/** What is wrong with a key of the portal. */
export function apiKeyProblem(key: string): string | undefined {
  if (/^bearer\s/i.test(key)) return 'begins with “Bearer”, which the app adds itself';
  if (key.includes('*')) return 'holds the short form from the list of keys; DocSpace shows a whole key only once';
  return /^sk-[\w-]{6,}$/.test(key) ? undefined : 'does not look like an API key, which begins with sk-';
}
