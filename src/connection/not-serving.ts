/** Why the app cannot receive from Slack or call it. `word` is Slack's error code. */
export type NotServing = { why: 'token-refused'; word: string } | { why: 'no-socket' } | { why: 'port-closed' };
