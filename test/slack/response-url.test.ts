import { createServer, type ServerResponse } from 'node:http';
import nodeFetch from 'node-fetch';
import { listenOnLoopback } from '../../sandbox/listen.ts';
import { createRespond, type PostJson } from '../../src/slack/response-url.ts';

const SECRET = '/commands/T0/1/secret';

describe('an answer to a response_url', () => {
  const called: string[] = [];
  const warned: string[] = [];
  /** A fetch that goes nowhere. */
  const nowhere: PostJson = async (url) => {
    called.push(url);
    return { ok: true, body: null };
  };
  const respondAt = (apiUrl: string | undefined, fetch = nowhere) =>
    createRespond({ fetch, apiUrl, log: { warn: (words) => warned.push(words) } });
  beforeEach(() => {
    called.length = 0;
    warned.length = 0;
  });

  it.each([
    ['https://hooks.slack.com', undefined],
    ['https://hooks.slack-gov.com', undefined],
    ['https://hooks.slack.com', 'https://gateway.example:8443/api/'],
    ['https://gateway.example:8443', 'https://gateway.example:8443/api/'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/api/'],
  ])('goes to %s where the API is %s', async (origin, apiUrl) => {
    expect(await respondAt(apiUrl)(`${origin}${SECRET}`, { text: 'Hi' })).toBe(true);
    expect(called).toEqual([`${origin}${SECRET}`]);
  });

  it.each([
    ['http://hooks.slack.com', undefined],
    ['https://hooks.slack.com.evil.example', undefined],
    ['https://evil.example/hooks.slack.com', undefined],
    ['https://hooks.slack.com@evil.example', undefined],
    ['https://user:pw@hooks.slack.com', undefined],
    ['https://hooks.slack.com:8443', undefined],
    ['http://127.0.0.1:4000', undefined],
    ['http://169.254.169.254', undefined],
    ['http://gateway.example', 'https://gateway.example/api/'],
    ['http://127.0.0.1:5000', 'http://127.0.0.1:4000/api/'],
    ['file:///etc', undefined],
    ['no address', undefined],
  ])('does not go to %s where the API is %s', async (origin, apiUrl) => {
    const respond = respondAt(apiUrl);
    expect(await respond(`${origin}${SECRET}`, { text: 'Hi' })).toBe(false);
    expect(await respond(`${origin}${SECRET}`, { text: 'Hi' })).toBe(false);
    expect(called).toEqual([]);
    expect(warned).toHaveLength(1);
    expect(warned[0]).not.toMatch(/secret|example|169/);
  });

  describe('over the wire', () => {
    let reply: (response: ServerResponse) => void;
    let asked = 0;
    const server = createServer((request, response) => {
      asked += 1;
      request.resume().on('end', () => reply(response));
    });
    let origin: string;
    beforeAll(async () => {
      origin = `http://127.0.0.1:${await listenOnLoopback(server)}`;
    });
    afterAll(() => {
      server.closeAllConnections();
      server.close();
    });
    const respond = () => {
      asked = 0;
      return respondAt(`${origin}/api/`, nodeFetch)(`${origin}${SECRET}`, { text: 'Hi' });
    };

    it.each([
      ['ok', 200, 'ok', true],
      ['JSON', 200, '{"ok":true}', true],
      ['nothing', 200, '', true],
      ['a no', 200, '{"ok":false,"error":"used_url"}', false],
      ['an expired address', 404, 'expired_url', false],
      ['a page of something in between', 200, '<html>Log in</html>', false],
      ['a fault', 500, '', false],
    ])('takes %s for what it is', async (_what, status, text, arrived) => {
      reply = (response) => response.writeHead(status).end(text);
      expect(await respond()).toBe(arrived);
    });

    it('follows no redirect', async () => {
      reply = (response) => response.writeHead(302, { Location: `${origin}${SECRET}` }).end();
      expect(await respond()).toBe(false);
      expect(asked).toBe(1);
    });

    it('does not read an answer that has no end', async () => {
      const closed = new Promise<void>((resolve) => {
        reply = (response) => {
          response.on('close', resolve).writeHead(200);
          const more = () => {
            while (!response.destroyed && response.write('x'.repeat(1_024)));
            if (!response.destroyed) response.once('drain', more);
          };
          more();
        };
      });
      expect(await respond()).toBe(false);
      await closed;
    });
  });
});
