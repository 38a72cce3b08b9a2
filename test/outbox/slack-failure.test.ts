import { createServer, type Server } from 'node:http';
import { listenOnLoopback } from '../../sandbox/listen.ts';
import { slackFailure } from '../../src/slack/failure.ts';
import { clientOf } from './stage.ts';

describe('what a failed call to Slack proves', () => {
  let server: Server;
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  /** What a call comes to where Slack, or somebody on the way, answers like this. */
  const failureOf = async (status: number, headers: Record<string, string>, body: string) => {
    server = createServer((_request, response) => void response.writeHead(status, headers).end(body));
    const apiUrl = `http://127.0.0.1:${await listenOnLoopback(server)}/api/`;
    return clientOf({ botToken: 'xoxb-1', apiUrl })
      .chat.postMessage({ channel: 'C0REQUESTS', text: 'Hello' })
      .then(() => 'nothing failed', slackFailure);
  };
  const json = { 'Content-Type': 'application/json' };

  it.each([
    [200, json, '{"ok":false,"error":"is_archived"}', { kind: 'refused', word: 'is_archived' }],
    [200, json, '{"ok":false,"error":"internal_error"}', { kind: 'later', word: 'internal_error' }],
    [200, json, '{"ok":false,"error":"token_revoked"}', { kind: 'later', word: 'token_revoked' }],
    [429, { 'Retry-After': '20' }, '', { kind: 'limited', afterMs: 20_000, word: 'ratelimited' }],
    // Not done, whether Slack says for how long or not.
    [429, {}, '', { kind: 'limited', afterMs: 30_000, word: 'ratelimited' }],
    [429, { 'Retry-After': 'soon' }, '', { kind: 'limited', afterMs: 30_000, word: 'ratelimited' }],
    [429, { 'Retry-After': '0' }, '', { kind: 'limited', afterMs: 1_000, word: 'ratelimited' }],
    [200, json, '{"ok":false,"error":"rate_limited"}', { kind: 'limited', afterMs: 30_000, word: 'ratelimited' }],
    [503, {}, 'Service Unavailable', { kind: 'unclear', word: 'WebAPIHTTPError' }],
    [502, { 'Content-Type': 'text/html' }, '<html>Bad Gateway</html>', { kind: 'unclear', word: 'WebAPIHTTPError' }],
    // A proxy's own page is no word of Slack's.
    [200, { 'Content-Type': 'text/html' }, '<html>Sign in</html>', { kind: 'unclear', word: 'WebAPIPlatformError' }],
    [200, json, '', { kind: 'unclear', word: 'WebAPIPlatformError' }],
  ])('of an answer %d with %j and %s', async (status, headers, body, failure) => {
    expect(await failureOf(status, headers, body)).toEqual(failure);
  });

  it('of a connection that never came about: nothing was done', async () => {
    server = createServer();
    const apiUrl = `http://127.0.0.1:${await listenOnLoopback(server)}/api/`;
    await new Promise((resolve) => server.close(resolve));
    const failed = await clientOf({ botToken: 'xoxb-1', apiUrl }).auth.test().catch(slackFailure);
    expect(failed).toEqual({ kind: 'later', word: 'ECONNREFUSED' });
    server = createServer();
    await listenOnLoopback(server);
  });
});
