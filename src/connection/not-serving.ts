/** Why nothing comes from Slack, or can be done there. `word` is Slack's. */
export type NotServing = { why: 'token-refused'; word: string } | { why: 'no-socket' } | { why: 'port-closed' };
